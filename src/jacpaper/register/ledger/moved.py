"""The open items whose date was moved: how often, by how much, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.register.ledger.revisions import may_be_after, months_moved, revisions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jacpaper.facts.account import Revision
    from jacpaper.facts.register import Item

# How often a date was moved, from each number up to the next; the last row has all above.
TIMES = {0: "not_moved", 1: "moved_once", 2: "moved_twice", 3: "moved_3_times_or_more"}
TWICE = 2


class MovedRow(NamedTuple):
    """The items whose date was moved so often."""

    key: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which is not needed here
    longest: int | None
    """By how many full months the date of one of them is later than the first, at the most."""


class Moved(NamedTuple):
    """How often the dates of the open items were moved."""

    rows: tuple[MovedRow, ...]
    moved: int
    """Items whose date was moved at all."""
    more_than_once: int
    lately: int
    """Items whose date was moved since the last paper counted, as far as is known."""
    uncertain: int
    """Items of which it is not known whether theirs was."""
    longest: int | None
    """The most full months by which a date is later than the first; None: not known of any."""

    @property
    def total(self) -> int:
        """All open items."""
        return sum(row.count for row in self.rows)


def moved(items: Sequence[Item], last_day: date | None) -> Moved:
    """Return how often the dates of items were moved; `last_day`: when the last paper counted."""
    by_row: dict[str, list[Item]] = {key: [] for key in TIMES.values()}
    for item in items:
        by_row[TIMES[min(len(revisions(item)), max(TIMES))]].append(item)
    rows = tuple(MovedRow(key, len(found), _longest(found)) for key, found in by_row.items())
    counts = [len(revisions(item)) for item in items]
    lately = [is_lately(revisions(item), last_day) for item in items] if last_day else []
    return Moved(
        rows,
        moved=sum(count > 0 for count in counts),
        more_than_once=sum(count >= TWICE for count in counts),
        lately=lately.count(True),
        uncertain=lately.count(None),
        longest=_longest(items),
    )


def _longest(items: Sequence[Item]) -> int | None:
    months = [later for item in items if (later := months_moved(item)) is not None and later > 0]
    return max(months, default=None)


def is_lately(told: tuple[Revision, ...], after: date) -> bool | None:
    """Return whether a date was moved after a day; None: it may have been."""
    left = may_be_after(told, after)
    if any(one.made.begins and one.made.begins > after for one in left):
        return True
    return None if left else False
