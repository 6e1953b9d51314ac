"""The rule `moved-while-closed`."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from jacpaper.facts.register import LONG_AGO
from jacpaper.hmicfrs.rules.ledger_items import asked, finding, lately
from jacpaper.rules.rule import REGISTER, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.account import Revision
    from jacpaper.facts.register import Item
    from jacpaper.hmicfrs.rules.case import Case

ID = "moved-while-closed"


def find(case: Case) -> Iterator[Finding]:
    """Look for dates that were moved since the last paper on a day when the item was closed."""
    if kept := asked(case, ID):
        items = [
            item for item in kept.items if any(_was_closed(item, one) for one in lately(item, kept))
        ]
        fault = "the date was moved while the item was closed"
        yield from finding(items, fault, "correct one of the two days", ID)


def _was_closed(item: Item, moved: Revision) -> bool:
    """True if the item was closed on each day on which its date may have been moved."""
    begins, last = moved.made.begins, moved.made.last
    if begins is None or last is None:
        return False
    # It was closed, and stayed so until it was opened again, if it was.
    spans = zip_longest(item.changes[1::2], item.changes[2::2])
    return any(
        LONG_AGO < closed < begins and (opened is None or last < opened) for closed, opened in spans
    )


RULE = Rule(
    id=ID,
    severity="warning",
    says="Where a paper shows its ledger, no date is moved of an item that is closed.",
    why="One of the two days is wrong, and the paper counts both.",
    source=REGISTER,
    example="An item closed on 10 October 2025, its date moved on 3 November 2025",
    message="the date was moved while the item was closed: B4",
    answer="Correct the register, or `notes: {moved-while-closed: ...}` in paper.yaml.",
    find=find,
)
