"""Try homes: make the paper from them, and keep those with which it says what is asked for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jacpaper.problems import Problems
from jacpaper.project.layout import PUBLISHED
from jacpaper.review import effects, words
from jacpaper.review.assembly import Clash, carried_here, file_edits
from jacpaper.review.find import changes
from jacpaper.review.home_kinds import (
    CountHome,
    EntryHome,
    FactHome,
    ItemHome,
    KeyHome,
    PartHome,
    RecordHome,
)
from jacpaper.text import yaml_edit
from jacpaper.text.yaml_edit import CannotEdit
from jacpaper.text.yaml_edit_changes import NO_LIST, NO_VALUE, TWO_CHANGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jacpaper.problems import Problem
    from jacpaper.review.changes import Change
    from jacpaper.review.kinship import Kinship
    from jacpaper.review.papers import Composed, Papers
    from jacpaper.tree.elements import Element

# Nobody's sentence comes from more places than this.
_MOST_PROPOSALS = 8
_CLASH = "it cannot be said together with the others"


class Prover:
    """Tries homes for the changes of one returned paper."""

    def __init__(
        self,
        papers: Papers,
        ours: Composed,
        kin: Kinship,
        before: Sequence[Change],
        *,
        restricted: bool,
    ) -> None:
        """`before` has all differences between our paper and theirs."""
        self.papers, self.ours, self.restricted = papers, ours, restricted
        self.folder = f"inputs/{papers.meeting.isoformat()}"
        self.kin, self.before = kin, before
        self._known: dict[tuple[str, str], bytes | CannotEdit] = {}

    def body(self, composed: Composed) -> Element:
        """Return the tree of the paper that was returned: the public one or the restricted one."""
        document = composed.document
        if self.restricted and document.restricted:
            return document.restricted.body
        return document.body

    def left(self, made: Composed) -> list[Change]:
        """Return the changes that are left in a paper made from other inputs."""
        return changes(self.body(made), self.kin.theirs, kin=self.kin)

    def prove(self, found: Sequence[Change]) -> None:
        """Leave each change with the one proposal that is proved, or with none and the reason."""
        for change in found:
            change.proposals = change.proposals[:_MOST_PROPOSALS]
        open_changes = [change for change in found if change.proposals]
        proved: list[Change] = []
        has_failed = False
        while open_changes or (has_failed and proved):
            if open_changes:
                failed = self._failed(proved, open_changes)
                proved += [change for change in open_changes if change not in failed]
                has_failed = has_failed or bool(failed)
            else:  # what is proved was tried with others that failed: does it hold without them?
                failed = self._failed([], proved)
                proved = [change for change in proved if change not in failed]
                has_failed = bool(failed)
            open_changes = _next_proposals(failed)
        for change in found:
            if change.aside and not change.chosen:
                _put_aside(change, found)

    def failing(self, changes: Sequence[Change]) -> list[Change]:
        """Return those of some changes that are not said when these are taken and no others."""
        told = [(change, change.why, change.aside, change.besides) for change in changes]
        failed = self._failed([], changes) if changes else []
        for change, why, aside, besides in told:  # what is noted of a try is of no use here
            change.why, change.aside, change.besides = why, aside, besides
        return failed

    def contents(self, taken: Sequence[Change]) -> Mapping[str, bytes]:
        """Return the files with some changes taken.

        Raises:
            Clash, CannotEdit: they cannot be taken together.
        """
        homes = [home for change in taken for home in change.chosen]
        sources, lists = self.ours.trace.sources(), self.ours.carried_over
        edits = carried_here(file_edits(homes), self.folder, sources, lists)
        return {file: self._edited(file, *several) for file, several in edits.items()}

    def _edited(self, file: str, *edits: yaml_edit.Edit) -> bytes:
        """Return a file with edits made; what was tried before is known."""
        key = file, repr(edits)
        found = self._known.get(key)
        if found is None:
            try:
                found = yaml_edit.edited(self.papers.content(file), file, edits)
            except CannotEdit as error:
                found = error
            self._known[key] = found
        if isinstance(found, CannotEdit):
            raise found
        return found

    def _failed(self, kept: Sequence[Change], tried: Sequence[Change]) -> list[Change]:
        """Return those that are not said when they and those that are kept are taken."""
        try:
            made = self.papers.made(self.contents([*kept, *tried]))
        except (Clash, CannotEdit, Problems) as error:
            if len(tried) == 1:
                _note(tried[0], error)
                return [*tried]
            return self._halves(kept, tried)
        left = self.left(made)
        if harm := effects.unexplained(self.before, left, [*kept, *tried]):
            if len(tried) > 1:
                return self._halves(kept, tried)
            self._note_harm(tried[0], left, harm)
            return [*tried]
        return [change for change in tried if not self.is_said(change, left)]

    def _note_harm(self, change: Change, left: Sequence[Change], harm: str) -> None:
        """Keep what else the paper would say, if it says what is asked for: else it was a guess."""
        if not self.is_said(change, left):
            return
        if not change.aside and _is_exact(change):
            change.aside, change.besides = change.chosen, harm
        change.why = f"the paper would then say otherwise what was not changed: {harm}"

    def _halves(self, kept: Sequence[Change], tried: Sequence[Change]) -> list[Change]:
        middle = len(tried) // 2
        failed = self._failed(kept, tried[:middle])
        good = [change for change in tried[:middle] if change not in failed]
        return failed + self._failed([*kept, *good], tried[middle:])

    def is_said(self, change: Change, left: Sequence[Change]) -> bool:
        """True if a change is none any more."""
        if change.edit is not None:
            return not any(effects.is_same(change, other) for other in left)
        counts = [
            Counter(_key(other) for other in several if other.kind == change.kind)
            for several in (self.before, left)
        ]
        if change.theirs is not None:
            still = any(other.theirs is change.theirs for other in left)
            return not still
        return counts[1][_key(change)] < counts[0][_key(change)]


def _next_proposals(failed: Sequence[Change]) -> list[Change]:
    """Give up the proposals that failed, and return the changes that have another one."""
    for change in failed:
        change.proposals = change.proposals[1:]
    return [change for change in failed if change.proposals]


def _is_exact(change: Change) -> bool:
    """True if it is one date, or an item of a list: nobody guessed, and what follows may follow."""
    home, *more = change.chosen
    if isinstance(home, RecordHome):
        return True
    if isinstance(home, FactHome):
        return home.is_date and not more
    block = change.ours if change.theirs is None else change.theirs
    if block is None or block.tag != "li" or change.kind not in ("added", "removed"):
        return False
    is_text = isinstance(home, ItemHome) and bool(home.raw or home.value)
    return is_text or (isinstance(home, EntryHome) and home.value is None)


def _put_aside(change: Change, found: Sequence[Change]) -> None:
    """Let a change be taken by name, unless another one wants the same value otherwise."""
    change.proposals = (change.aside,)
    for other in found:
        try:
            file_edits([*change.chosen, *other.chosen])
        except Clash:
            change.proposals, change.why = (), _CLASH
            return


def _key(change: Change) -> str:
    return words.plain(change.old)


def _note(change: Change, error: Exception) -> None:
    """Keep why the change could not be taken, unless it was a guess at what is typed there."""
    home = change.chosen[-1]
    is_guess = isinstance(home, KeyHome) or (isinstance(home, FactHome) and not home.is_date)
    # A text that takes no second paragraph, or a key that must be there, was none to try.
    is_guess = is_guess or (
        isinstance(error, Problems)
        and (isinstance(home, PartHome) or (isinstance(home, EntryHome) and home.value is None))
    )
    # With what is counted beside a list put right, the reason is what is wrong still.
    with_counts = any(isinstance(one, CountHome) for one in change.chosen)
    if (change.why and not with_counts) or is_guess:
        return
    if isinstance(error, Problems):
        # What it warns of is so with or without the change.
        wrong = [one for one in error.problems if one.severity == "error"]
        first = (wrong or error.problems)[0]
        without = "without it the inputs make no paper: " if change.kind == "removed" else ""
        change.why = f"{without}{first.place}: {first.message}{_way(first)}"
    elif isinstance(error, CannotEdit):
        # Nothing of the kind stands where it was looked for, both ends of a move are one value, or
        # the words draw on a thing that another change is about: that was a guess too.
        is_of_thing = isinstance(home, ItemHome) and not home.raw
        guesses = {NO_VALUE, NO_LIST}
        guesses |= {TWO_CHANGES} if is_of_thing or change.kind == "moved" else set()
        change.why = "" if error.reason in guesses else error.reason
    else:
        change.why = _CLASH


def _way(wrong: Problem) -> str:
    """Return how to go on where the paper is final, and may not become another."""
    _, meeting, name = (*wrong.place.file.split("/"), "", "", "")[:3]
    again = f'reopen the paper first, if it is right: jacpaper reopen {meeting} --why "..."'
    return f": {again}" if name == PUBLISHED else ""
