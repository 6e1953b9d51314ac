"""Exempt items, however they are marked, misspelt or retyped, are in no public byte.

The secret items have words that nothing else has. For each way to mark them, the build stops,
or every file of the public paper, and whatever the preview answers, is searched for them.
"""

from __future__ import annotations

import asyncio
import base64
import csv
import io
import json
import re
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import pytest
import xlsxwriter

import canaries
from conftest import ROOT, run
from jacpaper.build import final, one_paper
from jacpaper.build.prepare import prepare
from jacpaper.facts.value_types import LedgerView
from jacpaper.hmicfrs import record
from jacpaper.hmicfrs.rules import table
from jacpaper.preview.editor import Editor
from jacpaper.preview.server import application
from jacpaper.preview.session import Session
from jacpaper.preview.view import next_view
from jacpaper.problems import Problems
from jacpaper.project.layout import template_folder
from jacpaper.register.reading import exempt, names, unused
from jacpaper.writers.formats import BY_ENDING, FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jacpaper.tree.document import Document
    from jacpaper.writers.formats import Format

MEETING = date(2026, 3, 26)
TITLE = "Plonkish Drazzle\u2019s Vorpal - Quimby"
TEXT = (
    "Mend the zorblax frandle before the squonch of grimthorpe wibbles, and let the flummoxite"
    " gasket be snorvelled."
)
SECRET = {
    "Reference": "QZX-77-1", "Report": TITLE, "Type": "AFI", "Text": TEXT, "Made": "2024-03-01",
    "Status": "open", "Closed": "", "Owner": "Head of Obfusticration", "Theme": "Thaumagrindle",
    "Rating": "Gloamwick", "Cause of concern": "Peripetastic", "Addressee": "Wyvernmasterly",
    "Target": "2025-03-31",
    "Date history": "31 March 2025 moved to 30 June 2026 on 3 March 2025: the glimmerstaff broke",
    "Explanation": "Nobody finds the brindlewick spanner",
    "Next step": "Order a hobbledeflange from the guild",
}  # fmt: skip
CLOSED = SECRET | {
    "Reference": "QZX-77-2", "Text": "Polish the astrolabulum", "Status": "closed",
    "Closed": "2026-01-20",
}  # fmt: skip
PUBLIC = {
    "Reference": "R1", "Report": "A report", "Type": "AFI", "Text": "Do this well",
    "Made": "2024-03-01", "Status": "open", "Closed": "", "Owner": "Operations",
    "Theme": "Leadership", "Rating": "Green", "Cause of concern": "", "Addressee": "",
    "Target": "2025-03-31",
    "Date history": "31 March 2025 moved to 31 May 2025 on 3 March 2025: a supplier was late",
    "Explanation": "The supplier failed", "Next step": "Look for another",
}  # fmt: skip
REASON = "It would tell vandalorians where the krumptious cellar is"
WORDS = (
    "QZX-77-1", "QZX-77-2", "Drazzle", "Vorpal", "zorblax", "frandle", "squonch", "grimthorpe",
    "flummoxite", "snorvelled", "astrolabulum", "Obfusticration", "Thaumagrindle", "Gloamwick",
    "Peripetastic", "Wyvernmasterly", "vandalorians", "krumptious", "glimmerstaff", "brindlewick",
    "hobbledeflange",
)  # fmt: skip
GROUNDS = f"reason: {REASON}, paragraph: paragraph 7"
FILES = {
    "committee.yaml": (ROOT / "tests/rules/inputs/committee.yaml").read_text(encoding="utf-8"),
    "2026-03-26/reports.yaml": "reports: none\n",
    "2026-03-26/inspections.yaml": "since_last_meeting: none\nforthcoming: none\n",
    "2026-03-26/open-counts.yaml": (
        "as_at: 2026-03-06\nprevious: {as_at: 2025-12-01, open: {2024: 3}}\n"
    ),
    "2026-03-26/paper.yaml": (
        'item: "05"\ntitle: HMICFRS update\nlast_meeting: 2025-12-11\nmonitoring_phase: scan\n'
        "causes_of_concern: none\nopen_items_by: [report, type, status, age, theme, rating]\n"
        "appendices: [{items: open}, {items: closed}, {items: exceptions}]\n"
        f"ledger: [{', '.join(get_args(LedgerView))}]\nbackground: BACKGROUND\n"
    ),
}
Rows = list[dict[str, Any]]


class Way(NamedTuple):
    """A way to mark or retype the secret items."""

    name: str
    marks: Mapping[str, tuple[Any, Any]] = {"Exempt": ("Yes", "No")}
    """Columns to add: what the secret items have there, and the public one."""
    mapping: str = f"exempt: {{{GROUNDS}}}\n"
    """The text of register.yaml."""
    stops: bool = True
    """True: nothing is written; False: a public paper is made without the items."""
    typed: str = "We are ready."
    """The background section."""
    paper: str = ""
    """More of paper.yaml."""
    form: str = "csv"
    secret: Mapping[str, Any] = {}
    """What the secret items have instead."""


def heading(name: str, yes: Any = "Yes", no: Any = "No") -> Way:
    return Way(f"heading {name}", {name: (yes, no)})


def cell(name: str) -> Way:
    return Way(f"cell {name!a}", {"Exempt": (name, "No")}, stops=False)


def title(name: str, *, stops: bool = False) -> Way:
    mapping = f"exempt: {{reports: [{json.dumps(name, ensure_ascii=False)}], {GROUNDS}}}\n"
    return Way(f"title {name!a}", {}, mapping, stops)


def typed(name: str, text: str, paper: str = "") -> Way:
    return Way(f"typed {name}", typed=text, paper=paper)


COLUMNS = ", ".join(
    f"{name.lower().replace(' ', '_')}: {name}" for name in PUBLIC if name != "Addressee"
)
WAYS = (
    *map(
        heading,
        (
            "Exempt (Y/N)", "Exempt Y/N", "Is exempt", "isExempt", "Exempt item",
            "Restricted item", "Confidential", "Part 2", "Part II", "Not for publication",
            "Public/private", "Sensitive", "Protective\u00a0marking", "Pink paper", "Private",
            "GSC", "Classification", "Exmpt", "Confidental", "FOI exempt", "Can it be published",
        ),
    ),
    heading("Paper", "Part 2", "Part 1"),
    heading("Notes", "CONFIDENTIAL", ""),
    heading("", "Exempt", ""),
    Way("heading EXEMPT?", {"EXEMPT?": ("Yes", "No")}, stops=False),
    Way("two columns", {"Exempt": ("No", "No"), "Restricted": ("Yes", "No")}),
    Way("left out of columns", mapping=f"columns: {{{COLUMNS}}}\nnot_used: [Addressee]\n"),
    Way("in the items", {"Confidential": ("yes", "no")}, form="yaml"),
    *map(
        cell,
        (
            "Yes", "YES.", "y", "\u2713", "Yes\u00a0", "TBC", "-", "\u2013", "n/a", "?", "see DCC",
            "...", "none", "nil", "Part 2", "exempt para 7", "No?",
        ),
    ),
    title(TITLE, stops=False),
    title(TITLE.replace("\u2019", "'")),
    title(TITLE.replace(" - ", " \u2013 ")),
    title(TITLE.upper() + "."),
    title(TITLE.replace(" ", "\u00a0")),
    title(TITLE.replace("Plonkish ", "Plonkish\u2009")),
    title(TITLE.replace("Drazzle", "Drazle"), stops=True),
    title(TITLE.replace(" - ", ": "), stops=True),
    Way("marked in the text", {}, stops=False, secret={"Text": f"[EXEMPT] {TEXT}"}),
    *(
        Way(f"marked {mark}", {}, stops=False, secret={"Text": f"{mark}: {TEXT}"})
        for mark in ("Part 2", "Restrict", "Para 3", "P&C")
    ),
    Way(
        "marked in the text beside a cell that says no", {"Exempt": ("No", "No")}, stops=False,
        secret={"Text": f"[EXEMPT] {TEXT}"},
    ),
    Way("marked in the title", {}, stops=False, secret={"Report": f"{TITLE} (confidential)"}),
    Way("Excel yes", stops=False, form="xlsx"),
    Way("Excel true", {"Exempt": (True, False)}, stops=False, form="xlsx"),
    Way("Excel heading", {"Exempt (Y/N)": ("Yes", "No")}, form="xlsx"),
    Way("yes in YAML", {"exempt": (True, "no")}, stops=False, form="yaml"),
    Way(
        "public column read as exempt",
        {"For publication": ("No", "Yes")},
        f"columns: {{exempt: For publication}}\nexempt: {{{GROUNDS}}}\n",
        stops=False,
    ),
    typed("as it is", TEXT),
    typed("in capitals without its full stop", TEXT.upper()[:-1]),
    typed("half", "We " + " ".join(TEXT.split()[1:11])),
    typed("with thin spaces", TEXT.replace(" ", "\u2009")),
    typed("with Cyrillic letters", TEXT.replace("a", "\u0430").replace("e", "\u0435")),
    typed("with accents", TEXT.replace("a", "\u00e1").replace("e", "e\u0301")),
    typed("with other spellings", TEXT.replace("and", "&")),
    typed("the title joined in an address", "See [the report](https://example.org/PlonkishDrazzlesVorpalQuimby)."),
    typed("the addressee", "We asked wyvernmasterly."),
    typed("the rating", "It is gloamwick."),
    Way(
        "typed, and the items are left out by their status",
        mapping="status: {Gone: left out}\nexempt: {reason: Ours.}\n",
        typed=TEXT,
        secret={"Status": "Gone"},
    ),
    Way(
        "typed, one line of several",
        typed="We polish the flummoxite gasket.",
        secret={"Text": "Mend the zorblax frandle:\npolish the flummoxite gasket\nand let be"},
    ),
    typed("the title in the possessive", "As to " + TITLE + "\u2019s findings we act."),
    typed("the title in the plural", "As to both " + TITLE.rstrip(".") + "s we act."),
    typed("in emphasis", TEXT.replace("zorblax frandle", "**zorblax** *frandle*")),
    typed("in two list items", "\n\n    - mend the zorblax frandle before\n    - the squonch of"
          " grimthorpe wibbles"),
    typed("the reference", "As to QZX\u201177\u20111 we act."),
    typed("the reference in an address", "See [the report of 2024](https://example.org/qzx%2D77-1)."),
    typed("the title", "As to " + TITLE.replace("\u2019", "'").lower() + " we act."),
    typed("the owner", "Our head of  obfusticration acts."),
    typed("the theme", "Thaumagrindle improved."),
    typed("the cause", "peripetastic as ever."),
    typed("the reason", f"{REASON.lower()}."),
    typed("why it is late", "Nobody finds the Brindlewick spanner."),
    typed("the next step", "We order a hobbledeflange from the guild."),
    typed("why its date was moved", "So the glimmerstaff broke."),
    Way(
        "typed, why it is late, and the items are left out by their status",
        mapping="status: {Gone: left out}\nexempt: {reason: Ours.}\n",
        typed="Nobody finds the brindlewick spanner.",
        secret={"Status": "Gone"},
    ),
    Way(
        "marked in why it is late", {}, stops=False,
        secret={"Explanation": "[EXEMPT] Nobody finds the brindlewick spanner"},
    ),
    typed(
        "in a heading",
        "We are.",
        "appendices: [{items: open, title: Polish the astrolabulum}]\n",
    ),
    typed("in a note", "We are.", f"notes: {{register: {json.dumps(TEXT)}}}\n"),
    typed("in the paper's title", "We are.", "title: QZX 77 1\n"),
    typed("in the marking", "We are.", "marking: Thaumagrindle\n"),
)  # fmt: skip


def lay_out(folder: Path, way: Way) -> Path:
    """Write a project whose secret items are marked or retyped in this way."""
    for name, text in FILES.items():
        path = folder / "inputs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        keys = re.findall(r"^\w+(?=:)", way.paper, re.MULTILINE)
        for key in keys if name.endswith("paper.yaml") else ():
            text = re.sub(rf"^{key}:.*\n", "", text, flags=re.MULTILINE)  # noqa: PLW2901
        if name.endswith("paper.yaml"):
            text = text.replace("BACKGROUND", json.dumps(way.typed)) + way.paper  # noqa: PLW2901
        path.write_text(text, encoding="utf-8")
    (folder / "templates").symlink_to(ROOT / "templates")
    yes = {name: pair[0] for name, pair in way.marks.items()}
    no = {name: pair[1] for name, pair in way.marks.items()}
    rows: Rows = [PUBLIC | no, SECRET | dict(way.secret) | yes, CLOSED | yes]
    rows[2] |= {key: way.secret[key] for key in ("Report", "Explanation") if key in way.secret}
    if (text := way.secret.get("Text", "")).endswith(TEXT):
        rows[2] |= {"Text": f"{text.removesuffix(TEXT)}{CLOSED['Text']}"}
    write_register(folder / "inputs", rows, way)
    return folder


def write_register(inputs: Path, rows: Rows, way: Way) -> None:
    mapping = way.mapping
    if way.form == "yaml":
        items = [
            {key.lower().replace(" ", "_"): value for key, value in row.items() if value != ""}
            for row in rows
        ]
        mapping += f"items: {json.dumps(items)}\n"
    elif way.form == "xlsx":
        book = xlsxwriter.Workbook(str(inputs / "register.xlsx"))
        sheet = book.add_worksheet("Items")
        for number, row in enumerate([[*rows[0]], *([*row.values()] for row in rows)]):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
        book.close()
    else:
        with (inputs / "register.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[*rows[0]], *([*row.values()] for row in rows)])
    (inputs / "register.yaml").write_text(mapping, encoding="utf-8")


MADE: dict[str, set[str]] = {}
QUICK = tuple(form for form in FORMATS if not form.own_process)


def leaked(folder: Path, document: Document, forms: tuple[Format, ...] = FORMATS) -> set[str]:
    """Return the canaries in the public paper, whatever its format.

    The same document gives the same bytes, so each is written once.
    """
    key = repr((document._replace(restricted=None), forms))
    if key not in MADE:
        templates = template_folder(folder)
        MADE[key] = set()
        for form in forms:
            written = form.write(document, templates).content
            MADE[key] |= {f"{form.ending}: {one}" for one in canaries.found(WORDS, written)}
    return MADE[key]


def answers(folder: Path, meeting: date) -> bytes:
    """Return all that the preview answers of a project, without its files."""
    session = Session(folder, meeting)
    view = next_view(session.view, session.composer, "12:00:00")
    session.view = session.views[view.version] = view
    app = application(session, Editor(folder), "")
    paths = ["/", "/paper", "/view"]
    paths += [f"/lines/1/{number}" for number in range(len(view.paper.blocks) if view.paper else 0)]
    # Beside this thread: a browser of other tests may have its loop of events in this one.
    with ThreadPoolExecutor(1) as beside:
        return b"\n".join(beside.submit(asyncio.run, ask(app, path)).result() for path in paths)


async def ask(app: Any, path: str) -> bytes:
    said: list[bytes] = []

    async def send(message: Any) -> None:
        said.append(message.get("body", b""))

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "headers": [],
        "query_string": b"", "root_path": "", "scheme": "http", "http_version": "1.1",
        "server": ("127.0.0.1", 1), "client": ("127.0.0.1", 2),
    }  # fmt: skip
    await app(scope, receive, send)
    return b"".join(said)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_no_way_to_mark_or_retype_an_exempt_item_makes_it_public(tmp_path: Path, way: Way) -> None:
    folder = lay_out(tmp_path, way)
    if way.stops:
        with pytest.raises(Problems) as stopped:
            prepare(folder, MEETING)
        said = "\n".join(map(str, stopped.value.problems))
        if way.name.startswith("typed"):
            assert canaries.found(WORDS, said.encode()) == set()
            errors = [one for one in stopped.value.problems if one.severity == "error"]
            assert all("[exempt]" in one.line for one in errors), said
        return
    document, problems = prepare(folder, MEETING)
    assert document.restricted
    assert leaked(folder, document) == set()
    said = "\n".join(map(str, problems))
    assert canaries.found(WORDS, said.encode()) == set()
    assert canaries.found(WORDS, answers(folder, MEETING)) == set()


@pytest.mark.parametrize(
    ("way", "guard", "without"),
    [
        ("heading Sensitive", (unused, "restrictions"), lambda *_: []),
        ("two columns", (unused, "restrictions"), lambda *_: []),
        ("cell 'TBC'", (exempt.Marks, "is_yes"), lambda *_: False),
        ("marked in the text", (exempt.Marks, "of_text"), lambda *_, **__: False),
        (
            "title 'Plonkish Drazle\\u2019s Vorpal - Quimby'",
            (names, "_missing_reports"),
            lambda *_: [],
        ),
        ("typed with thin spaces", (table, "RULES"), ()),
    ],
)
def test_without_a_guard_the_canaries_are_found_in_every_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, guard: tuple[Any, str], without: Any
) -> None:
    """The test above can fail: each guard, taken away, lets them out."""
    (chosen,) = (one for one in WAYS if one.name == way)
    monkeypatch.setattr(*guard, without)
    folder = lay_out(tmp_path, chosen)
    document, _ = prepare(folder, MEETING)
    # All formats are made of one document: PDFs, which take long, are looked through once.
    forms = FORMATS if way == "heading Sensitive" else QUICK
    out = {one.partition(":")[0] for one in leaked(folder, document, forms)}
    assert out == {form.ending for form in forms}


OF_A_RECORD = ("cell 'TBC'", "marked in the text", "Excel yes", "yes in YAML")


@pytest.mark.parametrize("name", OF_A_RECORD)
def test_no_exempt_item_can_be_read_in_the_record_of_a_final_paper(
    tmp_path: Path, name: str
) -> None:
    (way,) = (one for one in WAYS if one.name == name)
    folder = lay_out(tmp_path, way)
    one_paper.build(folder, MEETING, (BY_ENDING["html"],))
    made = final.finalise(folder, MEETING, MEETING)
    content = made.path.read_bytes()
    assert canaries.found(WORDS, content) == set()
    # How many there are is all that is said of them.
    kept = made.published.register_items
    assert kept is not None
    assert (kept.exempt, [one.reference for one in kept.items]) == (2, ["R1"])
    # No value is the hash of something short that can be guessed.
    digests = set(re.findall("[0-9a-f]{64}", content.decode()))
    told = made.published
    files = {*told.sources.values(), *told.outputs.values(), *told.values.values()}
    words = {told.words, told.restricted_words, told.program, told.record}
    assert digests == files | words


def test_without_a_guard_the_canaries_are_found_in_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One guard leaves exempt items out of the record, and a second one looks for their words."""
    (way,) = (one for one in WAYS if one.name == OF_A_RECORD[0])
    folder = lay_out(tmp_path, way)
    one_paper.build(folder, MEETING, (BY_ENDING["html"],))
    plain = record._register

    def with_all(register: Any) -> Any:
        items = tuple(one._replace(exempt=False) for one in register.items)
        return plain(register._replace(items=items))

    monkeypatch.setattr(record, "_register", with_all)
    with pytest.raises(Problems) as stopped:
        final.finalise(folder, MEETING, MEETING)
    assert {one.rule for one in stopped.value.problems} == {"exempt"}
    assert canaries.found(WORDS, str(stopped.value).encode()) == set()
    assert not (folder / "inputs/2026-03-26/published.yaml").exists()
    monkeypatch.setattr(final, "_refuse_exempt_words", lambda *_: None)
    made = final.finalise(folder, MEETING, MEETING)
    assert canaries.found(WORDS, made.path.read_bytes()) >= {"QZX-77-1", "QZX-77-2"}


def in_zip(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


CANARY = "Zorblaxian frandle"
ENCODED: Mapping[str, bytes] = {
    "plain": CANARY.encode(),
    "capitals": CANARY.upper().encode(),
    "no-break space": CANARY.replace(" ", "\u00a0").encode(),
    "soft hyphens": "\u00ad".join(CANARY).encode(),
    "zero width": "\u200b".join(CANARY).encode(),
    "hyphens": "-".join(CANARY).encode(),
    "tags": b"<b>Zor</b>bla<w:t x='1'>xian</w:t> frandle",
    "decimal entities": "".join(f"&#{ord(one)};" for one in CANARY).encode(),
    "hexadecimal entities": "".join(f"&#x{ord(one):x};" for one in CANARY).encode(),
    "address": "".join(f"%{ord(one):02X}" for one in CANARY).encode(),
    "JSON": "".join(f"\\u{ord(one):04x}" for one in CANARY).encode(),
    "quoted printable": "".join(f"={ord(one):02X}" for one in CANARY).encode(),
    "UTF-16, little end first": CANARY.encode("utf-16-le"),
    "UTF-16, big end first": b"x" + CANARY.encode("utf-16-be"),
    "base64": base64.b64encode(CANARY.encode()),
    "hexadecimal": CANARY.encode().hex().encode(),
    "hexadecimal in capitals": CANARY.encode("utf-16-be").hex().upper().encode(),
    "octal": "".join(f"\\{ord(one):03o}" for one in CANARY).encode(),
    "packed": b"stream" + zlib.compress(CANARY.encode()),
    "a part's name": in_zip(f"word/{CANARY}.xml", b""),
    "a part": in_zip("word/document.xml", f"<w:t>{CANARY}</w:t>".encode()),
}


@pytest.mark.parametrize("kind", ENCODED)
def test_a_canary_is_found_however_it_is_encoded(kind: str) -> None:
    assert canaries.found([CANARY], ENCODED[kind]) == {CANARY}
    assert canaries.found(["Zorblaxian frandles"], ENCODED[kind]) == set()


def test_the_program_itself_writes_no_canary_and_prints_none(tmp_path: Path) -> None:
    """The whole of build/ is searched: papers, manifest and compiled templates."""
    chosen = [one for one in WAYS if one.name in ("cell 'TBC'", "typed the reason")]
    for number, way in enumerate(chosen):
        folder = lay_out(tmp_path / str(number), way)
        done = run("build", "--projects", folder, "--jobs", "1", cwd=tmp_path)
        assert done.returncode == (1 if way.stops else 0), done.stderr
        assert canaries.found(WORDS, (done.stdout + done.stderr).encode()) == set()
        files = [path for path in (folder / "build").rglob("*") if path.is_file()]
        public = [path for path in files if "restricted" not in path.name]
        for path in public:
            assert canaries.found(WORDS, path.read_bytes()) == set(), path
        assert way.stops or {path.suffix for path in public} >= {".docx", ".pdf", ".html", ".json"}
        # What is restricted has them, so that the search is seen to look.
        for path in {*files} - {*public}:
            assert canaries.found(["zorblax"], path.read_bytes()) == {"zorblax"}
