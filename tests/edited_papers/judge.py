"""Judge what `jacpaper review` made of a Word paper that was edited in known ways."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import accepted
import meanwhile
import yaml
import yaml_spans
from about import Change, changes_of, has_figures, has_followed, has_gone_with, is_about
from accepted import Block, fold
from click.testing import CliRunner
from compared import codes, is_counted, likeness, not_derived, pieces, tokens
from fates import BY_NAME, LEFT, REFUSED, WRONG, fate
from typed_edits import is_typed

from jacpaper.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from random_edits import Edit


class Paper(NamedTuple):
    """A paper as it was sent: its project, the meeting, and the Word file."""

    project: Path
    meeting: str
    draft: Path
    item: str = ""
    """The name of a further item, of its file in items/; empty: the paper of paper.yaml."""

    @property
    def files(self) -> list[Path]:
        """The YAML files of the meeting that are about this paper alone."""
        folder = self.project / "inputs" / self.meeting
        if self.item:
            return [folder / "items" / f"{self.item}.yaml"]
        return sorted(folder.glob("*.yaml"))

    def word(self) -> Path:
        """Return the Word file as it was last built."""
        stem = self.item or "*update"
        return next((self.project / "build" / self.meeting).glob(f"agenda-item-*-{stem}*.docx"))


# What is told of changes from which sentences follow.
_FOLLOWS = "the paper then says otherwise what was not changed", "all that is worked out from it"


@dataclass
class Judged:
    """What became of each edit, and all that is at fault."""

    fates: list[tuple[Edit, str, bool]] = field(default_factory=list)
    """Each edit, its fate, and whether it is plainly in the typed text of the meeting."""
    faults: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    seconds: float = 0.0
    """What the slower of two reviews took."""


def called(*arguments: str) -> tuple[int, str, str]:
    """Run the program here, and return its exit code and what it said."""
    done = CliRunner().invoke(main, list(arguments), prog_name="jacpaper")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        told = "".join(traceback.format_exception(done.exception)[-6:])
        return 99, done.stdout, told
    return done.exit_code, done.stdout, done.stderr


def built(paper: Paper) -> tuple[int, str, str]:
    """Build a paper in Word, and return as `called`."""
    item = ("--item", paper.item) if paper.item else ()
    return called("build", paper.meeting, "--only", "docx", *item, "--project", str(paper.project))


class Case:
    """One edited file, and the project that it is reviewed in."""

    def __init__(
        self, paper: Paper, file: Path, edits: Sequence[Edit], own: meanwhile.Own | None = None
    ) -> None:
        self.paper, self.file = paper, file
        self.project, self.meeting = paper.project, paper.meeting
        self.own = own
        self.edits = [one for one in edits if one.level != "comment"]
        self.comments = [one for one in edits if one.level == "comment"]
        self.original, self.word = accepted.blocks(paper.draft), accepted.blocks(file)
        self.ours = self.original
        """What the paper says before anything is taken: not as sent, if it was changed here."""
        self.elsewhere = ""
        """The labels that are told as not compared, as the paper words them itself."""
        self.made: list[Block] = []
        """What the paper says once all is taken that can be."""
        self.followed: set[str] = set()
        """Texts of blocks that neither file has, as figures or names follow in them."""
        self.judged = Judged()

    def judge(self, take: str = "all") -> Judged:
        """Review, take and build, and judge what came of it; `take` is all, named or some."""
        if self.own:
            self.ours = self._made() or self.ours
        changes = self._review("first")
        if changes is None:
            return self.judged
        self.judged.changes = changes
        self._untold(changes)
        self._authors(changes)
        before = self._inputs()
        texts = [block.text for block in self.original]
        typed = [is_typed(one, self.paper.files, self.meeting, texts) for one in self.edits]
        taken = self._take(changes, take)
        after = self._inputs()
        self._bytes(before, after, taken)
        if self.own and meanwhile.WORD not in self.own.file.read_text(encoding="utf-8"):
            self._fault(f"what was changed here is gone from {self.own.file.name}")
        made = self._made()
        if made is not None:
            self.made = made
            self._compare(made, taken, changes, typed)
            self._again(changes, taken)
        return self.judged

    def _fault(self, what: str) -> None:
        self.judged.faults.append(what)

    def _review(self, which: str) -> list[Change] | None:
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
        labels = [
            one["text"] for one in fields.get("unplaced", []) if one["what"].startswith("a label")
        ]
        self.elsewhere = " ".join(labels)
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

    def _untold(self, changes: list[Change]) -> None:
        """Fault what was edited and is not told, and what is told and was not edited."""
        was, now = (Counter(one.marked for one in side) for side in (self.original, self.word))
        order = [one.marked for one in self.original] != [one.marked for one in self.word]
        if not (was - now) and not (now - was) and not order:
            if changes:
                words = [(one["at"], one["old"][:60], one["new"][:60]) for one in changes]
                self._fault(f"noise told as changes: {words}")
            return
        if not changes and not self.elsewhere:
            self._fault(f"nothing told, but {[(one.kind, one.old, one.new) for one in self.edits]}")
            return
        for told in changes:
            # In a block that was edited there too, nobody may know which words are whose.
            near = [other for other in changes if other["at"] == told["at"]]
            mine = any(is_about(other, one) for other in near for one in self.edits)
            if told["verdict"] == "conflict" and not self.may_conflict(told, is_mine=mine):
                self._fault(
                    f"no conflict: {told['at']}: {told['old'][:90]!r}, {told['new'][:90]!r}"
                )
        told_of = " ".join(f"{one['old']} {one['new']} {one['at']}" for one in changes)
        said = tokens(f"{told_of} {self.elsewhere}")
        sent = {block.text for block in self.original}
        for one in self.edits:
            if one.level in ("emphasis", "link") or one.kind.endswith(("moved", "split", "joined")):
                continue
            # Another block had these words and was changed: it may be told as the new one.
            if fold(one.new) in sent:
                continue
            missing = set(tokens(one.new or one.old)) - set(tokens(one.before)) - set(said)
            # A change may be told in pieces, which cut a number such as 1.2 in two.
            missing = {word for word in missing if len(word) > 2 and word.isalpha()}
            if missing and one.new:
                self._fault(f"untold: {one.kind}: {one.old!r} -> {one.new!r}")

    def may_conflict(self, told: Change, *, is_mine: bool) -> bool:  # noqa: ARG002 - see Second
        """True if the block of a change, which tells of an edit, may have been changed here too."""
        return bool(self.own) and is_mine

    def _authors(self, changes: list[Change]) -> None:
        for one in self.edits:
            same = [
                change
                for change in changes
                if fold(change["new"]) == fold(one.new) and fold(change["old"]) == fold(one.old)
            ]
            rivals = [
                other for other in self.edits if other.new == one.new and other.old == one.old
            ]
            if len(same) == 1 and len(rivals) == 1 and one.level not in ("emphasis", "link"):
                who = same[0].get("who") or ""
                if who != one.author:
                    self.judged.odd.append(f"author {who!r} told, was {one.author!r}: {one.kind} "
                                           f"{one.old[:50]!r} -> {one.new[:50]!r}")  # fmt: skip

    def _take(self, changes: list[Change], take: str) -> list[Change]:
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
            together = re.search(r"take them together: --take ([0-9,]+)", err)
            if together and take == "some":  # these do not hold alone: its advice is followed
                wanted = {int(one) for one in together[1].split(",")}
                more = [one for one in changes if one["number"] in wanted]
                return self._take(more, "named")
            self._fault(f"--take {numbers}: exit {code}: {err[-900:] or out[-900:]}")
            return []
        fields = json.loads(out)
        # What goes with a change is taken with it.
        if not {one["number"] for one in can} <= set(fields["taken"]):
            self._fault(f"--take {numbers} says it took {fields['taken']}")
        return [one for one in changes if one["number"] in fields["taken"]]

    def _bytes(
        self, before: dict[str, bytes], after: dict[str, bytes], taken: list[Change]
    ) -> None:
        told = {one["file"] for one in taken}
        # What is carried over is given in the meeting's own file.
        told |= {
            match for one in taken for match in re.findall(r"inputs/[\w/.-]+\.yaml", one["why"])
        }
        for name in sorted(before.keys() | after.keys()):
            old, new = before.get(name, b""), after.get(name, b"")
            if old == new:
                continue
            if not taken:
                self._fault(f"{name} was written though nothing was taken")
            head = f"/items/{self.paper.item}.yaml" if self.paper.item else "/paper.yaml"
            worded = name.endswith(head) and any("template" in one for one in told)
            if name not in told and not worded:
                self._fault(f"{name} was changed, but the changes taken are in {sorted(told)}")
            for endings in (b"\r\n", b"\t"):
                if (endings in old) != (endings in new):
                    self._fault(f"{name}: {endings!r} came or went")
            # If it is not YAML any more, no paper is made of it.
            with contextlib.suppress(UnicodeDecodeError, yaml.YAMLError):
                strays = yaml_spans.strayed(old.decode("utf-8-sig"), new.decode("utf-8-sig"))
                # An item that moved may be typed as its new neighbours are.
                moved = [fold(one["old"]) for one in taken if one["kind"] == "moved"]
                for stray in strays:
                    if stray.startswith("typed otherwise") and any(
                        text in fold(stray.replace("\\n", " ")) for text in moved
                    ):
                        continue
                    self._fault(f"{name} changed outside the values: {stray}")

    def _made(self) -> list[Block] | None:
        code, out, err = built(self.paper)
        if code:
            self._fault(f"no paper after taking: exit {code}: {err[-700:] or out[-700:]}")
            return None
        return accepted.blocks(self.paper.word())

    def _compare(
        self, made: list[Block], taken: list[Change], changes: list[Change],
        typed: list[bool],
    ) -> None:  # fmt: skip
        """Say what became of each edit, and fault what neither Word nor the draft says."""
        alien = self._aliens(made, taken)
        theirs = made
        if self.own:  # a block may have been changed on both sides, each in words of its own
            ours = meanwhile.WORD, self.own.word
            theirs = [
                Block(one.kind, one.text.replace(*ours), one.marked.replace(*ours)) for one in made
            ]
        for one, is_of_typed in zip(self.edits, typed, strict=True):
            about = changes_of(one, changes)
            came = self._fate(one, theirs, about, taken)
            if came == WRONG:
                self._fault(
                    f"{one.kind}: the block is neither as in Word nor as before: "
                    f"{one.before[:300]!r} -> {one.after[:300]!r}"
                )
            alone = sum(other.new == one.new for other in self.edits) == 1
            if came in (LEFT, REFUSED) and alone and one.new:
                same = [
                    one
                    for change in taken
                    if change in about and fold(change["new"]) == fold(one.new)
                ]
                if same:
                    self._fault(f"told as taken, but not in the paper: {one.kind} {one.new!r}")
            self.judged.fates.append((one, came, is_of_typed))
        # More than figures may follow from what is taken by its number, if that is told of it.
        is_told = any(words in one["why"] for one in taken for words in _FOLLOWS)
        (self.judged.odd if is_told else self.judged.faults).extend(alien)

    def _fate(self, one: Edit, made: list[Block], about: list[Change], taken: list[Change]) -> str:
        """Return what became of an edit, and of one that was left, why; `about` tells of it."""
        came = fate(one, made, self.word, self.original)
        if came == LEFT and any(change["verdict"] == "refused" for change in about):
            return REFUSED
        names = [change for change in about if change["verdict"] == "by name"]
        if came == LEFT and names and not any(change in taken for change in names):
            return BY_NAME
        if came == WRONG and (one.level in ("link", "emphasis") or self._is_left(one, made, taken)):
            return LEFT  # other words of its block changed with something else: see _aliens
        is_figure = one.kind in ("number", "date") and has_followed(about, taken)
        if came == WRONG and (is_figure or has_gone_with(one, about, taken, made)):
            return REFUSED
        return came

    def _is_left(self, one: Edit, made: list[Block], taken: list[Change]) -> bool:
        """True if each block is as before, but for words that were taken and stand there too."""
        said = {word for told in taken for word in tokens(f"{told['old']} {told['new']}")}
        ours = [block.text for block in made]
        # From an item more or less, counts follow.
        strict = not any(told["kind"] in ("added", "removed") for told in taken)
        return all(
            not_derived(was, _nearest(was, ours), strict=strict) <= said
            for was in one.before.split("\n")
        )

    def _aliens(self, made: list[Block], taken: list[Change]) -> list[str]:
        """Return what the new paper says that is in neither file, and does not follow from it."""
        new = {word for one in taken for word in tokens(f"{one['old']} {one['new']}")}
        # From typed words no figure follows.
        strict = all(one["kind"] == "words" and not has_figures(one) for one in taken)
        ours, word = [one.marked for one in made], [one.marked for one in self.word]
        was = [one.marked for one in self.ours]
        # A name may be printed in many places.
        named = set[str]().union(*(_with_new_words(text, taken) for text in was))
        found: list[str] = []
        gone: list[str] = []
        # A block that is new has most likely come of one that is gone.
        before = [*(Counter(was) - Counter(ours)), *(Counter(word) - Counter(ours))]
        before = before or [*was, *word]
        for tag, first, last, start, end in codes(word, ours):
            if tag == "equal":
                continue
            gone += [text for text in word[first:last] if text in was and text not in ours]
            for text in ours[start:end]:
                if text in was or text in word or text in named:
                    continue
                near = _nearest(text, before)
                # As it is said of several reports, the same may still stand elsewhere.
                sources = near, _nearest(text, [*was, *word])
                odd = _unexplained(text, sources, new, strict=strict)
                if odd and not self._is_part(text):
                    found.append(f"in neither file: {text[:300]!r} (nearest: {near[:300]!r})")
                else:
                    self.followed |= {one.text for one in made if one.marked == text}
                    self.judged.odd.append(f"followed: {near[:90]!r} -> {text[:90]!r}")
        # What was changed here is not as in Word either.
        was_sent = Counter(one.marked for one in self.original)
        here = was_sent - Counter(was)
        gone = [text for text in gone if text not in here]
        came = [text for text in ours if text not in was and text not in word] or ours
        lost = [
            text
            for text in gone
            if _unexplained(text, [_nearest(text, one) for one in (ours, came)], new, strict=strict)
            and _with_new_words(text, taken).isdisjoint(ours)
        ]
        if lost:
            told = "; ".join(repr(text[:150]) for text in lost[:4])
            found.append(f"{len(lost)} left alone in Word and gone from the paper: {told}")
        return found

    def _is_part(self, text: str) -> bool:
        """True for a block with some of its edits taken and the others not."""
        like = [
            [b.marked for b in side if likeness(b.marked, text) >= 0.5]
            for side in (self.ours, self.word)
        ]
        return any(
            pieces(one, text) <= pieces(one, other) for one, other in itertools.product(*like)
        )

    def _again(self, changes: list[Change], taken: list[Change]) -> None:
        """Review again: only what was not taken may be found."""
        second = self._review("second")
        if second is None:
            return
        numbers = {one["number"] for one in taken}
        has_moved = any(one["kind"] == "moved" for one in taken)
        named = [set(tokens(block.text)) for block in self.original]
        left = [one for one in changes if one["number"] not in numbers]
        known = {(fold(one["old"]), fold(one["new"])) for one in left}
        was = {one.text for one in (*self.original, *self.ours)}
        was |= {fold(one.after) for one, came, _ in self.judged.fates if came in (LEFT, REFUSED)}
        for one in second:
            if (fold(one["old"]), fold(one["new"])) in known:
                continue
            words = f"{one['old'][:150]!r} -> {one['new'][:150]!r}"
            text = f"second review tells anew: {one['at']}: {words}"
            said = set(tokens(f"{one['old']} {one['new']}"))
            told = {word for other in changes for word in tokens(f"{other['old']} {other['new']}")}
            # So do sentences of which it was told that they follow.
            told |= {word for other in taken for word in tokens(other["why"])}
            mine = any(fold(one["new"]) and fold(one["new"]) in text for text in was)
            # A block of which figures follow may be told as gone, and as Word has it come.
            mine = mine or (not one["new"] and fold(one["old"]) in self.followed)
            # Where items moved, a sentence may name them in another order.
            mine = mine or (has_moved and any(said <= names for names in named))
            if all(word in told or is_counted(word) for word in said) or mine:
                self.judged.odd.append(text)
            else:
                self._fault(text)
        if len(second) > len(left) and not self.judged.odd:
            self._fault(f"second review tells {len(second)}, though {len(left)} were left")


def _with_new_words(text: str, taken: Sequence[Change]) -> set[str]:
    """Return what a text becomes with the new words of a change in place of its old ones."""
    pairs = [(fold(one["old"]), fold(one["new"])) for one in taken if one["old"]]
    return {text.replace(old, new) for old, new in pairs if old in text}


def _nearest(text: str, others: list[str]) -> str:
    return max(others, key=lambda one: likeness(one, text))


def _unexplained(text: str, others: Sequence[str], new: set[str], *, strict: bool) -> set[str]:
    """Return the words of a text that neither were taken nor follow from the best of others."""
    return min((not_derived(one, text, strict=strict) - new for one in others), key=len)
