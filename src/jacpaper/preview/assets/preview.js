// Updates the page when the server has a new version, and shows the lines behind a block.
"use strict";

const frame = document.querySelector("#paper");
const part = (name) => document.getElementById(name);

let version = Number(document.body.dataset.version);
let wanted = version;
let busy = false;
let source = null;
let since = false;
let chosen = null;
// The HTML of each part of the paper as the server sent it, before this script changed it.
const made = new WeakMap();

// The paper in the frame

const paper = () => {
  const document_ = frame.contentDocument;
  return document_ && document_.location.pathname === "/paper" ? document_ : null;
};
const blocks = () => [...(paper()?.querySelectorAll("[data-block]") ?? [])];

// A header row has no button: screen readers would read it with every cell below.
function buttonOf(block) {
  const beside = block.nextElementSibling;
  return block.querySelector("button.lines") ?? (beside?.matches("button.lines") ? beside : null);
}

function blockOf(target) {
  if (target.matches?.("button.lines")) {
    return target.closest("[data-block]") ?? target.previousElementSibling;
  }
  return target.closest?.("[data-block]") ?? null;
}

function settle() {
  const shown = paper();
  if (!shown) return;
  for (const child of shown.querySelector("main").children) {
    if (!made.has(child)) made.set(child, child.outerHTML);
  }
  for (const link of shown.querySelectorAll("a[href^='http']")) {
    link.target = "_blank";
    link.rel = "noreferrer";
  }
  shown.documentElement.toggleAttribute("data-marked", since);
  const current = blocks();
  if (current.length && !shown.querySelector("button.lines[tabindex='0']")) {
    buttonOf(current[0]).tabIndex = 0;
  }
}

function arrived() {
  const shown = paper();
  for (const link of document.querySelectorAll(".views a")) {
    const here = link.pathname === frame.contentDocument?.location.pathname;
    if (here || frame.contentDocument) link.toggleAttribute("aria-current", here);
    if (here) link.setAttribute("aria-current", "true");
  }
  if (!shown) return;
  settle();
  markReturned();
  shown.addEventListener("click", clicked);
  shown.addEventListener("keydown", moved);
  acceptFiles(shown);
  shown.addEventListener("focusin", (event) => {
    if (!event.target.matches("button.lines")) return;
    for (const other of shown.querySelectorAll("button.lines[tabindex='0']")) other.tabIndex = -1;
    event.target.tabIndex = 0;
  });
  if (chosen !== null) mark(chosen);
}

function clicked(event) {
  const change = event.target.closest("button.change");
  if (change) {
    part(change.dataset.card).focus();
    return;
  }
  const block = blockOf(event.target);
  if (!block || event.target.closest("a") || String(paper().getSelection()).trim()) return;
  const keyboard = event.detail === 0;
  choose(blocks().indexOf(block), { focus: keyboard, look: true });
}

function moved(event) {
  if (!event.target.matches("button.lines")) return;
  const steps = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const all = blocks().filter(buttonOf);
  const next = all.indexOf(blockOf(event.target)) + steps[event.key];
  buttonOf(all[Math.max(0, Math.min(all.length - 1, next))]).focus();
}

function mark(position) {
  const all = blocks();
  for (const block of all) block.classList.toggle("chosen", all[position] === block);
  return all[position];
}

async function choose(position, { focus = false, scroll = false, look = false } = {}) {
  chosen = position;
  const block = mark(position);
  if (!block) return;
  if (scroll) block.scrollIntoView({ block: "center" });
  const asked = version;
  const answer = await fetch(`/lines/${asked}/${position}`);
  if (!answer.ok || chosen !== position) return;
  part("lines").innerHTML = await answer.text();
  if (focus) part("lines-heading").focus();
  if (look) part("lines").scrollIntoView({ block: "nearest" });
}

// After a save

function put(name, html) {
  const place = part(name);
  const kept = place.dataset.made ?? place.innerHTML;
  if (kept === html) return;
  const within = place.contains(document.activeElement);
  place.innerHTML = html;
  place.dataset.made = html;
  const next = place.querySelector("[data-focus]") ?? place.querySelector("button, a, input");
  if (within) next?.focus();
}

function flash(block) {
  block.classList.add("changed");
  setTimeout(() => block.classList.remove("changed"), 2500);
}

function replace(html) {
  const shown = paper();
  const main = shown.querySelector("main");
  const old = [...main.children];
  const next = [...new DOMParser().parseFromString(html, "text/html").body.children];
  const same = (one, other) => (made.get(one) ?? one.outerHTML) === other.outerHTML;
  const most = Math.min(old.length, next.length);
  let start = 0;
  while (start < most && same(old[start], next[start])) start += 1;
  let end = 0;
  while (end < most - start && same(old.at(-1 - end), next.at(-1 - end))) end += 1;
  if (start === old.length && start === next.length) return 0;

  // Keep what is at the top of the window in its place.
  const kept = [...old.slice(0, start), ...old.slice(old.length - end)];
  const anchor = kept.find((child) => child.getBoundingClientRect().bottom > 0);
  const top = anchor?.getBoundingClientRect().top;
  const focused = blocks().indexOf(blockOf(shown.activeElement ?? shown.body) ?? undefined);
  const before = new Set(old.slice(start, old.length - end).flatMap((child) => words(child)));
  for (const child of old.slice(start, old.length - end)) child.remove();
  const added = next.slice(start, next.length - end).map((child) => shown.importNode(child, true));
  if (start) main.children[start - 1].after(...added);
  else main.prepend(...added);
  settle();
  if (anchor) shown.scrollingElement.scrollTop += anchor.getBoundingClientRect().top - top;
  const changed = blocks().filter(
    (block) => added.some((child) => child.contains(block)) && !before.has(said(block)),
  );
  changed.forEach(flash);
  if (focused >= 0 && blocks()[focused]) buttonOf(blocks()[focused])?.focus();
  return changed.length;
}

const said = (block) => `${block.tagName} ${block.textContent}`;
const words = (child) =>
  [child, ...child.querySelectorAll("[data-block]")].filter((b) => b.matches("[data-block]")).map(said);

function apply(parts) {
  version = parts.version;
  document.body.dataset.version = version;
  document.title = parts.title;
  for (const name of ["heading", "since", "downloads", "problems", "returned"]) put(name, parts[name]);
  const box = part("since-switch");
  if (box) box.checked = since;
  let changed = 0;
  const shown = paper();
  if (shown) {
    const look = shown.querySelector("[data-look]").dataset.look;
    if (look === parts.look) changed = replace(parts.main);
    else frame.contentWindow.location.reload();
    if (chosen !== null) choose(chosen);
  }
  markReturned();
  const blocks_ = changed === 1 ? "1 block changed" : `${changed} blocks changed`;
  const older = shown ? "" : " What you see of the PDF is older: choose it again.";
  part("status").innerHTML = `${parts.status}${changed ? `. ${blocks_}` : ""}.${older}`;
  if (given && part("returned").querySelector(".found")) {
    given = false;
    part("returned").scrollIntoView({ block: "start" });
    part("status").append(` ${part("returned").querySelector(".found").textContent}`);
  }
  document.body.classList.toggle("broken", parts.broken);
}

// A Word file that came back

async function send(address, body) {
  const headers = { "x-jacpaper-token": document.body.dataset.token };
  try {
    const answer = await fetch(address, { method: "POST", headers, body });
    if (!answer.ok) part("status").textContent = await answer.text();
  } catch {
    // The preview has ended; the event stream reports that.
  }
}

function give(file) {
  if (!file) return;
  const most = Number(part("returned").dataset.most);
  if (file.size > most) {
    part("status").textContent = `${file.name} is larger than any paper.`;
    return;
  }
  part("status").textContent = `Reading ${file.name}.`;
  given = true;
  send(`/returned?name=${encodeURIComponent(file.name)}`, file);
}
// True from when a file is given until its changes are shown.
let given = false;

// While a file is dragged, the page's body lies over the frame (preview.css), and takes the drop.
function acceptFiles(document_) {
  const isFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const show = (shown) => document.body.classList.toggle("dropping", shown);
  document_.addEventListener("dragover", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    show(true);
  });
  document_.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) show(false);
  });
  document_.addEventListener("drop", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    show(false);
    give(event.dataTransfer.files[0]);
  });
}

// Puts the number of each change and comment beside its block in the paper.
function markReturned() {
  const shown = paper();
  if (!shown) return;
  for (const old of shown.querySelectorAll(".changes-here")) old.remove();
  for (const block of shown.querySelectorAll("[data-returned]")) delete block.dataset.returned;
  const all = blocks();
  for (const card of part("returned").querySelectorAll("[data-at]")) {
    const block = all[card.dataset.at];
    if (block) placeMark(shown, block, card);
  }
}

function placeMark(shown, block, card) {
  const home = block.querySelector("figcaption, :scope > td, :scope > th") ?? block;
  let marks = home.querySelector(":scope > .changes-here");
  if (!marks) {
    marks = shown.createElement("span");
    marks.className = "changes-here";
    home.prepend(marks);
  }
  const button = shown.createElement("button");
  button.type = "button";
  button.className = `change ${card.className}`;
  // The number is shown by the style sheet: the paper's own text stays as it is.
  button.dataset.name = card.dataset.name;
  button.dataset.card = card.id;
  button.setAttribute("aria-label", card.dataset.label);
  marks.append(button);
  block.dataset.returned = "";
  block.style.setProperty("--marks", marks.childElementCount);
}

function backToPaper(card) {
  const shown = paper();
  const mark = shown?.querySelector(`button.change[data-card="${card.id}"]`);
  mark?.focus();
}

async function refresh() {
  if (busy) return;
  busy = true;
  try {
    do {
      const answer = await fetch("/view");
      apply(await answer.json());
    } while (wanted > version);
  } catch {
    // The preview has ended; the event stream reports that.
  } finally {
    busy = false;
  }
}

function listen() {
  source?.close();
  source = new EventSource("/events");
  source.onmessage = (event) => {
    document.body.classList.remove("ended");
    wanted = Number(event.data);
    if (wanted !== version || lost) refresh();
    lost = false;
  };
  source.onerror = () => {
    if (lost) return;
    lost = true;
    document.body.classList.add("ended");
    part("status").textContent = "The preview has ended. Start it again with: make preview";
  };
}
let lost = false;

frame.addEventListener("load", arrived);
if (frame.contentDocument?.readyState === "complete") arrived();
document.addEventListener("change", (event) => {
  if (event.target.type === "file") {
    give(event.target.files[0]);
    event.target.value = "";
  }
  if (event.target.id !== "since-switch") return;
  since = event.target.checked;
  paper()?.documentElement.toggleAttribute("data-marked", since);
});
document.addEventListener("click", (event) => {
  const show = event.target.closest("[data-show]");
  if (show) choose(Number(show.dataset.show), { scroll: true });
  const sending = event.target.closest("[data-send]");
  if (sending && !sending.hasAttribute("aria-disabled")) {
    // A button that is disabled would lose the focus.
    sending.setAttribute("aria-disabled", "true");
    send(sending.dataset.send).finally(() => sending.removeAttribute("aria-disabled"));
  }
  const view = event.target.closest(".views a");
  if (view?.pathname === "/pages") part("status").textContent = "Making the PDF.";
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const card = document.activeElement?.closest("#returned [data-at]");
  if (card) backToPaper(card);
  if (!part("lines").contains(document.activeElement)) return;
  const block = blocks()[chosen];
  if (block) buttonOf(block)?.focus();
});
// Browsers limit connections to one server, so a hidden page closes its event stream.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) source?.close();
  else listen();
});
acceptFiles(document);
document.body.classList.toggle("broken", Boolean(document.querySelector("#status .error")));
listen();
