"""What the cells of a row account for: how its date was moved, why, and what comes next."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from jacpaper.facts.account import NO_TARGET, Account, Revision, Target
from jacpaper.register.reading import cells
from jacpaper.register.reading.date_history import date_history
from jacpaper.register.reading.one_move import FORM
from jacpaper.register.reading.targets import past_day
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date


# Our columns that are read here, and what reads each of them.
READERS: Mapping[str, Callable[..., object]] = {
    "date_history": date_history,
    "revised_on": past_day,
    "reason_moved": cells.said,
    "explanation": cells.said,
    "next_step": cells.said,
    "submitted_on": past_day,
    "evidence_on": past_day,
}
# Those in words that people may read.
IN_WORDS = ("reason_moved", "explanation", "next_step")


class Accounted(NamedTuple):
    """What a row says: its account, its first target, and the one that it has now."""

    account: Account
    target: Target
    revised: Target


def accounted(said: Mapping[str, Any], complain: Callable[[str, str, str], None]) -> Accounted:
    """Return the account of a row; what does not agree is complained of.

    `said` is what the row's cells say, by our columns.
    """
    revisions, first, now = _dates(said, complain)
    account = Account(
        revisions,
        said.get("explanation", ""),
        said.get("next_step", ""),
        said.get("submitted_on", NO_TARGET),
        said.get("evidence_on", NO_TARGET),
    )
    if account.submitted.last:
        _submitted_in_time(account.submitted, said, complain)
    return Accounted(account, first, now)


def _submitted_in_time(
    submitted: Target, said: Mapping[str, Any], complain: Callable[[str, str, str], None]
) -> None:
    """Complain of a day of submitting before the item was made."""
    made: date | None = said.get("made")
    if made and submitted.last and submitted.last < made:
        fault = f"it was submitted ({_shown(submitted)}) before it was made on {long(made)}"
        complain("submitted_on", fault, "correct one of both")


def _dates(
    said: Mapping[str, Any], complain: Callable[[str, str, str], None]
) -> tuple[tuple[Revision, ...], Target, Target]:
    """Return the revisions of a row, its first target and the one that it has now."""
    moves: tuple[Revision, ...] = said.get("date_history", ())
    if moves and _agree(moves, said):  # as nearly all do
        return moves, moves[0].before, moves[-1].after
    reader = _Dates(said, complain)
    revisions = reader.of_moves(moves) if moves else reader.of_columns()
    if not revisions:
        return (), reader.target, reader.revised
    return revisions, revisions[0].before, revisions[-1].after


def _agree(moves: tuple[Revision, ...], said: Mapping[str, Any]) -> bool:
    """Return whether a history is whole, in order, and all that the row says of its dates."""
    before, day = said.get("target"), said.get("made")
    if before is None or day is None or "revised_on" in said or "reason_moved" in said:
        return False
    for was, now, made, _, _ in moves:
        if was != before or now == was or made.last is None or made.last < day:
            return False
        before, day = now, made.last
    return bool(said.get("revised", before) == before)


class _Dates:
    """The dates of one row, held against each other."""

    def __init__(self, said: Mapping[str, Any], complain: Callable[[str, str, str], None]) -> None:
        self.complain = complain
        self.item_made: date | None = said.get("made")
        self.target: Target = said.get("target", NO_TARGET)
        self.revised: Target = said.get("revised", NO_TARGET)
        self.made: Target = said.get("revised_on", NO_TARGET)
        self.reason: str = said.get("reason_moved", "")

    def of_columns(self) -> tuple[Revision, ...]:
        """Return the one revision that the columns tell of, if there is one."""
        if not self.revised.is_given or _same(self.revised, self.target):
            for ours, given in (("revised_on", self.made.is_given), ("reason_moved", self.reason)):
                if given:
                    what = "a reason why" if ours == "reason_moved" else "the day on which"
                    fault = f"{what} its date was moved is given, but not to which date"
                    self.complain(ours, fault, "fill in its revised date, or clear this cell")
            return ()
        self._in_order("revised_on", (self.made,))
        return (Revision(self.target, self.revised, self.made, self.reason),)

    def of_moves(self, moves: tuple[Revision, ...]) -> tuple[Revision, ...]:
        """Return the revisions of a history, of which the columns may say the first and last."""
        found: list[Revision] = []
        before = self.target
        for number, move in enumerate(moves):
            if move.before.is_given and before.is_given and not _same(move.before, before):
                self._broken(number, move.before, before)
                return ()
            before = before if before.is_given else move.before
            if before.is_given and _same(move.after, before):
                fault = f"its date was moved to {_shown(move.after)}, which it was already"
                self.complain("date_history", fault, "correct one of both dates, or take it out")
                return ()
            found.append(move if move.before.is_given else move._replace(before=before))
            before = move.after
        found[-1] = self._last(found[-1])
        self._in_order("date_history", tuple(one.made for one in found))
        return tuple(found)

    def _last(self, last: Revision) -> Revision:
        """Return the last revision with what the columns add; they must not say otherwise."""
        if self.revised.is_given and not _same(self.revised, last.after):
            fault = f"its history ends with {_shown(last.after)}, but its revised date is"
            self.complain("date_history", f"{fault} {_shown(self.revised)}", "correct one of both")
        if self.made.is_given and last.made.is_given and self.made != last.made:
            fault = f"its date was moved {_then(last.made)}, as its history has it, and"
            self.complain("revised_on", f"{fault} {_then(self.made)}", "correct one of both")
        if self.reason and last.reason and self.reason != last.reason:
            hint = "give it in one of them alone"
            self.complain("reason_moved", "its history gives another reason for this", hint)
        made = last.made if last.made.is_given else self.made
        return last._replace(made=made, reason=last.reason or self.reason)

    def _broken(self, number: int, said: Target, known: Target) -> None:
        """Complain of a move that begins at another date than the one that it was by then."""
        if number:
            fault = f"it was moved from {_shown(said)}, but the move before this ends with"
            hint = f"each move goes on from the one before, as in\n{FORM}; 30 June 2026 moved to"
            hint += " 30 September 2026 on 9 June 2026: one trainer left"
        else:
            fault = f"its history begins with {_shown(said)}, but its target date is"
            hint = "correct one of both; if the column of target dates has the date as it is now,"
            hint += "\nit is our revised date: say so in inputs/register.yaml, in place of target"
        self.complain("date_history", f"{fault} {_shown(known)}", hint)

    def _in_order(self, ours: str, made: tuple[Target, ...]) -> None:
        """Complain of days before the item was made, or before the move before."""
        known = [one for one in made if one.last]
        first = known[0] if known else NO_TARGET
        if self.item_made and first.last and first.last < self.item_made:
            fault = f"its date was moved {_then(first)}, before it was made on"
            self.complain(ours, f"{fault} {long(self.item_made)}", "correct one of both")
        for one, other in pairwise(known):
            if other.last and one.begins and other.last < one.begins:
                fault = f"its date was moved {_then(other)}, before the move of {_shown(one)}"
                self.complain(ours, fault, "write the moves in the order of their days")


def _same(one: Target, other: Target) -> bool:
    """Return whether two dates are the same, be they typed in other words."""
    if one.last or other.last:
        return (one.begins, one.last) == (other.begins, other.last)
    return one.words.lower() == other.words.lower()


def _shown(date_: Target) -> str:
    return date_.words or (long(date_.last) if date_.last else "no date")


def _then(date_: Target) -> str:
    """Return a day with its preposition: on 2 March 2026, in March 2026."""
    return f"in {date_.words}" if date_.words else f"on {_shown(date_)}"
