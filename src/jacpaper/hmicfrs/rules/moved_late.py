"""The rule `moved-late`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs.rules.ledger_items import asked, finding, lately, open_items
from jacpaper.rules.rule import REGISTER, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.account import Revision
    from jacpaper.hmicfrs.rules.case import Case

ID = "moved-late"


def find(case: Case) -> Iterator[Finding]:
    """Look for dates that were moved since the last paper, when they had passed already."""
    if kept := asked(case, ID):
        items = [item for item in open_items(kept) if any(map(_is_late, lately(item, kept)))]
        fault = "the date was moved after it had passed"
        yield from finding(items, fault, "correct the day on which it was moved", ID)


def _is_late(one: Revision) -> bool:
    begins = one.made.begins
    return bool(begins and one.before.last and one.before.last < begins)


RULE = Rule(
    id=ID,
    severity="warning",
    says="Where a paper shows its ledger, a date is moved before it has passed.",
    why="A date that is moved afterwards hides that it was missed.",
    source=REGISTER,
    example="A date of 31 October 2025 that was moved on 10 November 2025",
    message="the date was moved after it had passed: A1",
    answer="Correct the register, or `notes: {moved-late: ...}` in paper.yaml.",
    find=find,
)
