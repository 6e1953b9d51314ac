"""Judge what `jacpaper review` made of a Word paper that was edited in known ways."""

from __future__ import annotations

import contextlib
import json
import re
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

import accepted
import yaml
import vocabulary
import yaml_spans
from accepted import Block, fold
from click.testing import CliRunner

from jacpaper.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from edits import Edit

TAKEN, REFUSED, LEFT, WRONG = "taken", "refused", "left", "WRONG"


@dataclass
class Judged:
    """What became of each edit, and all that is at fault."""

    fates: list[tuple[Edit, str, bool]] = field(default_factory=list)
    """Each edit, its fate, and whether it is plainly in the typed text of the meeting."""
    faults: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    """What the slower of two reviews took."""


def called(*arguments: str) -> tuple[int, str, str]:
    """Run the program here, and return its exit code and what it said."""
    done = CliRunner().invoke(main, list(arguments), prog_name="jacpaper")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        told = "".join(traceback.format_exception(done.exception)[-6:])
        return 99, done.stdout, told
    return done.exit_code, done.stdout, done.stderr


class Case:
    """One edited file, and the project that it is reviewed in."""

    def __init__(
        self, project: Path, meeting: str, draft: Path, file: Path, edits: Sequence[Edit]
    ) -> None:
        self.project, self.meeting, self.file = project, meeting, file
        self.edits = [one for one in edits if one.level != "comment"]
        self.comments = [one for one in edits if one.level == "comment"]
        self.original, self.word = accepted.blocks(draft), accepted.blocks(file)
        self.judged = Judged()

    def judge(self, take: str = "all") -> Judged:
        """Review, take and build, and judge what came of it; `take` is all, named or some."""
        changes = self._review("first")
        if changes is None:
            return self.judged
        self.judged.changes = changes
        self._untold(changes)
        self._authors(changes)
        before = self._inputs()
        typed = [self._is_typed(one) for one in self.edits]
        taken = self._take(changes, take)
        after = self._inputs()
        self._bytes(before, after, taken)
        made = self._made()
        if made is not None:
            self._compare(made, taken, changes, typed)
            self._again(changes, taken, made)
        return self.judged

    def _fault(self, what: str) -> None:
        self.judged.faults.append(what)

    def _review(self, which: str) -> list[dict[str, Any]] | None:
        before, began = self._inputs(), time.monotonic()
        code, out, err = called(
            "review", str(self.file), self.meeting, "--project", str(self.project), "--json"
        )
        self.judged.seconds = max(self.judged.seconds, time.monotonic() - began)
        if before != self._inputs():
            self._fault(f"{which} review: wrote files though nothing was taken")
        if code:
            self._fault(f"{which} review: exit {code}: {err[-900:] or out[-900:]}")
            return None
        fields = json.loads(out)
        if which == "first" and len(fields["comments"]) < len(self.comments):
            self._fault("a comment is not told")
        return list(fields["changes"])

    def _inputs(self) -> dict[str, bytes]:
        folder = self.project / "inputs"
        return {
            str(one.relative_to(self.project)): one.read_bytes()
            for one in sorted(folder.rglob("*"))
            if one.is_file()
        }

    def _untold(self, changes: list[dict[str, Any]]) -> None:
        """Fault what was edited and is not told, and what is told and was not edited."""
        was, now = (Counter(one.marked for one in side) for side in (self.original, self.word))
        order = [one.marked for one in self.original] != [one.marked for one in self.word]
        if not (was - now) and not (now - was) and not order:
            if changes:
                told = [(one["at"], one["old"][:60], one["new"][:60]) for one in changes]
                self._fault(f"noise told as changes: {told}")
            return
        if not changes:
            self._fault(f"nothing told, but {[(one.kind, one.old, one.new) for one in self.edits]}")
            return
        said = _tokens(" ".join(f"{one['old']} {one['new']} {one['at']}" for one in changes))
        for one in self.edits:
            if one.level in ("emphasis", "link") or one.kind.endswith(("moved", "split", "joined")):
                continue
            missing = set(_tokens(one.new or one.old)) - set(_tokens(one.before)) - set(said)
            # A change may be told in pieces, which cut a number such as 1.2 in two.
            missing = {word for word in missing if len(word) > 2 and word.isalpha()}
            if missing and one.new:
                self._fault(f"untold: {one.kind}: {one.old!r} -> {one.new!r}")

    def _authors(self, changes: list[dict[str, Any]]) -> None:
        for one in self.edits:
            same = [
                change
                for change in changes
                if fold(change["new"]) == fold(one.new) and fold(change["old"]) == fold(one.old)
            ]
            rivals = [other for other in self.edits if other.new == one.new and other.old == one.old]
            if len(same) == 1 and len(rivals) == 1 and one.level not in ("emphasis", "link"):
                who = same[0].get("who") or ""
                if who != one.author:
                    self.judged.odd.append(f"author {who!r} told, was {one.author!r}: {one.kind} "
                                           f"{one.old[:50]!r} -> {one.new[:50]!r}")  # fmt: skip

    def _take(self, changes: list[dict[str, Any]], take: str) -> list[dict[str, Any]]:
        """Take changes, and return those that were taken by what is told."""
        can = [one for one in changes if one["verdict"] == "take"]
        if take == "named":
            can += [one for one in changes if one["verdict"] == "by name"]
        if take == "some":  # whole blocks, as who takes half of a sentence knows what he does
            places = sorted({one["at"] for one in can})[::2]
            can = [one for one in can if one["at"] in places]
        numbers = "all" if take == "all" else ",".join(str(one["number"]) for one in can)
        if not can:
            return []
        code, out, err = called(
            "review", str(self.file), self.meeting, "--project", str(self.project), "--take",
            numbers, "--json",
        )  # fmt: skip
        if code:
            self._fault(f"--take {numbers}: exit {code}: {err[-900:] or out[-900:]}")
            return []
        fields = json.loads(out)
        # What goes with a change is taken with it.
        if not {one["number"] for one in can} <= set(fields["taken"]):
            self._fault(f"--take {numbers} says it took {fields['taken']}")
        return [one for one in changes if one["number"] in fields["taken"]]

    def _bytes(
        self, before: dict[str, bytes], after: dict[str, bytes], taken: list[dict[str, Any]]
    ) -> None:
        told = {one["file"] for one in taken}
        # What is carried over is given in the meeting's own file.
        told |= {match for one in taken for match in re.findall(r"inputs/[\w/.-]+\.yaml", one["why"])}
        for name in sorted(before.keys() | after.keys()):
            old, new = before.get(name, b""), after.get(name, b"")
            if old == new:
                continue
            if not taken:
                self._fault(f"{name} was written though nothing was taken")
            worded = name.endswith("/paper.yaml") and any("template" in one for one in told)
            if name not in told and not worded:
                self._fault(f"{name} was changed, but the changes taken are in {sorted(told)}")
            for endings in (b"\r\n", b"\t"):
                if (endings in old) != (endings in new):
                    self._fault(f"{name}: {endings!r} came or went")
            # If it is not YAML any more, no paper is made of it.
            with contextlib.suppress(UnicodeDecodeError, yaml.YAMLError):
                for stray in yaml_spans.strayed(old.decode("utf-8-sig"), new.decode("utf-8-sig")):
                    self._fault(f"{name} changed outside the values: {stray}")

    def _made(self) -> list[Block] | None:
        code, out, err = called(
            "build", self.meeting, "--only", "docx", "--project", str(self.project)
        )
        if code:
            self._fault(f"no paper after taking: exit {code}: {err[-700:] or out[-700:]}")
            return None
        folder = self.project / "build" / self.meeting
        return accepted.blocks(next(folder.glob("agenda-item-*.docx")))

    def _compare(
        self, made: list[Block], taken: list[dict[str, Any]], changes: list[dict[str, Any]],
        typed: list[bool],
    ) -> None:  # fmt: skip
        """Say what became of each edit, and fault what neither Word nor the draft says."""
        alien = self._aliens(made, taken)
        for one, is_typed in zip(self.edits, typed, strict=True):
            fate = _fate(one, made, self.word, self.original)
            if fate == LEFT and any(_is_about(change, one) and change["verdict"] == "refused"
                                    for change in changes):  # fmt: skip
                fate = REFUSED
            if fate == WRONG and one.level in ("link", "emphasis"):
                fate = LEFT  # other words of its block changed with something else: see _aliens
            if fate == WRONG:
                self._fault(f"{one.kind}: the block is neither as in Word nor as before: "
                            f"{one.before[:300]!r} -> {one.after[:300]!r}")  # fmt: skip
            alone = sum(other.new == one.new for other in self.edits) == 1
            if fate in (LEFT, REFUSED) and alone and any(
                _is_about(change, one) and fold(change["new"]) == fold(one.new) and change["new"]
                for change in taken
            ):
                self._fault(f"told as taken, but not in the paper: {one.kind} {one.new!r}")
            self.judged.fates.append((one, fate, is_typed))
        for what in alien:
            self._fault(what)

    def _aliens(self, made: list[Block], taken: list[dict[str, Any]]) -> list[str]:
        """Return what the new paper says that is in neither file, and does not follow from it."""
        new = {word for one in taken for word in _tokens(f"{one['old']} {one['new']}")}
        # From typed words no figure follows.
        strict = all(one["kind"] == "words" and not _figures(one) for one in taken)
        ours, word = [one.marked for one in made], [one.marked for one in self.word]
        was = [one.marked for one in self.original]
        found: list[str] = []
        gone: list[str] = []
        for tag, first, last, start, end in _codes(word, ours):
            if tag == "equal":
                continue
            for text in ours[start:end]:
                if text in was or text in word:
                    continue
                nearest = max([*was, *word], key=lambda one: _likeness(one, text))  # noqa: B023
                odd = _not_derived(nearest, text, strict=strict) - new
                if odd and not self._is_part(text):
                    found.append(f"in neither file: {text[:300]!r} (from {nearest[:300]!r}; {sorted(odd)[:8]})")
                else:
                    self.judged.odd.append(f"followed: {nearest[:90]!r} -> {text[:90]!r}")
            gone += [text for text in word[first:last] if text in was and text not in ours]
        lost = []
        for text in gone:
            near = max(ours, key=lambda one: _likeness(one, text))
            if _not_derived(text, near, strict=strict) - new:
                lost.append(text)
        if lost:
            told = "; ".join(repr(text[:150]) for text in lost[:4])
            found.append(f"{len(lost)} left alone in Word and gone from the paper: {told}")
        return found

    def _is_part(self, text: str) -> bool:
        """True for a block with some of its edits taken and the others not."""
        for one in self.original:
            for other in self.word:
                if min(_likeness(one.marked, text), _likeness(other.marked, text)) < 0.5:
                    continue
                theirs = _pieces(one.marked, other.marked)
                if _pieces(one.marked, text) <= theirs:
                    return True
        return False

    def _again(
        self, changes: list[dict[str, Any]], taken: list[dict[str, Any]], made: list[Block]
    ) -> None:
        """Review again: only what was not taken may be found."""
        second = self._review("second")
        if second is None:
            return
        numbers = {one["number"] for one in taken}
        left = [one for one in changes if one["number"] not in numbers]
        known = {(fold(one["old"]), fold(one["new"])) for one in left}
        was = {one.text for one in self.original}
        for one in second:
            if (fold(one["old"]), fold(one["new"])) in known:
                continue
            text = f"second review tells anew: {one['at']}: {one['old'][:150]!r} -> {one['new'][:150]!r}"
            words = set(_tokens(f"{one['old']} {one['new']}"))
            told = {word for other in changes for word in _tokens(f"{other['old']} {other['new']}")}
            mine = any(fold(one["new"]) and fold(one["new"]) in text for text in was)
            if words <= told | set(_GLUE) or all(map(_is_counted, words)) or mine:
                self.judged.odd.append(text)
            else:
                self._fault(text)
        if len(second) > len(left) and not self.judged.odd:
            self._fault(f"second review tells {len(second)}, though {len(left)} were left")

    def _is_typed(self, one: Edit) -> bool:
        """True if the words concerned plainly stand in a value of the meeting's own files."""
        folder = self.project / "inputs" / self.meeting
        leaves = yaml_spans.texts(folder)
        if one.kind == "date":
            iso = _iso(one.old)
            return leaves.count(iso) == 1 and sum(one.old in block.text for block in self.original) == 1
        before = [fold(part) for part in one.before.split("\n")]
        if one.kind == "row added" or not all(before):
            return False
        if one.level in ("paragraph", "item"):
            return all(any(part == leaf for leaf in leaves) for part in before)
        if any(part == leaf for part in before for leaf in leaves if len(part) > 4):
            return True
        if one.level not in ("word", "sentence"):
            return False
        around = _sentence_around(one)
        return bool(around) and any(around in leaf for leaf in leaves if len(leaf) > len(around))


def _sentence_around(one: Edit) -> str:
    """Return the sentence of the old text that was edited."""
    before, after = fold(one.before), fold(one.after)
    same = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    at = min(len(before), len(after)) if same is None else same
    sentences = list(re.finditer(r"[A-Z0-9].*?[.?!](?= [A-Z0-9]|$)", before))
    inside = [one for one in sentences if one.start() <= max(at - 1, 0) < one.end()]
    return inside[0][0] if inside and len(inside[0][0]) > 20 else ""


def _iso(text: str) -> str:
    day, month, year = [*["0"] * (3 - len(text.split())), *text.split()]
    if day == "0":
        return text
    return f"{year}-{vocabulary.MONTHS.index(month) + 1:02}-{int(day):02}"


def _fate(one: Edit, made: list[Block], word: list[Block], original: list[Block]) -> str:
    """Return whether the paper that was made is as in Word, or as before."""
    ours, theirs, was = (lines(side) for side in (made, word, original))
    if one.kind.endswith("deleted") and not one.new and one.level in ("paragraph", "item", "row"):
        text = _marked(one.old, original)
        return TAKEN if ours.count(text) < was.count(text) else LEFT
    after, before = ([_marked(part, side) for part in text.split("\n")]
                     for text, side in ((one.after, word), (one.before, original)))  # fmt: skip
    if one.kind == "row added":
        return TAKEN if fold(one.new) in [fold(line) for line in ours] else LEFT
    if _has(ours, after):
        return TAKEN
    if one.kind.endswith(("joined", "split", "moved")):
        whole = all(any(not _not_derived(part, line) for line in ours) for part in before)
        return LEFT if whole else WRONG
    if not before or _has(ours, before):
        return LEFT
    if one.kind.endswith("added") and after[-1] in ours:
        return TAKEN
    texts = [fold(line.replace("*", "")) for line in ours]
    old, new = fold(one.old), fold(one.new)
    near = max(ours, key=lambda line: max(_likeness(line, after[0]), _likeness(line, before[0] if before else "")))
    del texts
    if new and new in near and _pieces(before[0], after[0]) <= _pieces(before[0], near):
        return TAKEN
    if old and old in near:
        return LEFT
    if one.kind in ("number", "date"):
        return WRONG
    if not _not_derived(near, after[0]):
        return TAKEN
    return WRONG if _not_derived(near, before[0]) else LEFT


def _marked(text: str, side: list[Block]) -> str:
    """Return a text with its marks, as its block in a file has it."""
    text = fold(text)
    for block in side:
        if block.text == text:
            return block.marked
        if block.kind == "row":
            cells = zip(block.text.split(" | "), block.marked.split(" | "), strict=False)
            for plain, marked in cells:
                if plain == text:
                    return marked
    return text


def lines(side: list[Block]) -> list[str]:
    found: list[str] = []
    for block in side:
        if block.kind == "row":
            found.append(block.marked)
            found += [part for cell in block.marked.split(" | ") for part in cell.split("\n")]
        else:
            found.append(block.marked)
    return found


def _has(lines: list[str], parts: list[str]) -> bool:
    wanted = [part for part in parts if part]
    return any(lines[at : at + len(wanted)] == wanted for at in range(len(lines)))


_GLUE = ("day", "days", "week", "weeks", "month", "months", "year", "ago", "after", "before", "the",
         "no", "none", "of", "and", "to", "in", "was", "were", "is", "are", "have", "has", "same",
         "area", "areas", "recommendation", "recommendations", "report", "reports", "more", "fewer",
         "first", "second", "third", "by", "due", "item", "items", "all", "each", "both", "afis", "afi",
         "late", "early", "mid", "a", "an", "being", "been", "on", "or", "paper", "papers", "it", "they",
         "this", "these", "applicable", "them", "between", "from", "until", "about", "around")  # fmt: skip


def _is_counted(word: str) -> bool:
    return (
        bool(re.fullmatch(r"[\d,.%+-]+", word))
        or word in vocabulary.NUMBERS
        or word.capitalize() in vocabulary.MONTHS
        or word in _GLUE
    )


def _figures(change: dict[str, Any]) -> bool:
    words = _tokens(f"{change['old']} {change['new']}")
    return any(_is_counted(word) and word not in _GLUE for word in words)


def _not_derived(old: str, new: str, *, strict: bool = False) -> set[str]:
    """Return the words in which two texts differ that are no numbers, dates or what goes with them.

    If strict, all of them.
    """
    a, b = _tokens(old), _tokens(new)
    words = set()
    for tag, first, last, start, end in _codes(a, b):
        if tag != "equal":
            words |= {*a[first:last], *b[start:end]}
    return {word for word in words if strict or not _is_counted(word)}


def _pieces(old: str, new: str) -> set[tuple[int, int, tuple[str, ...]]]:
    a, b = _tokens(old), _tokens(new)
    return {
        (first, last, tuple(b[start:end]))
        for tag, first, last, start, end in _codes(a, b)
        if tag != "equal"
    }


def _tokens(text: str) -> list[str]:
    return re.findall(r"[\d][\d,.]*\d|\d|[^\W\d_]+", fold(text).lower())


def _codes(a: Sequence[str], b: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.3 else 0.0


def _is_about(change: dict[str, Any], one: Edit) -> bool:
    told = set(_tokens(f"{change['old']} {change['new']}"))
    meant = set(_tokens(f"{one.old} {one.new}"))
    return bool(told & meant)
