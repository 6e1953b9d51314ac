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
_MOST = max(TIMES)
TWICE = 2


class MovedRow(NamedTuple):
    """The items whose date was moved so often."""

    key: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which is not needed here
    longest: int | None
    """By how many full months the date of one of them is later than the first, at the most."""
    unknown: int = 0
    """Items of which it is not known by how much their date was moved."""


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
    unknown: int = 0
    """Items of which it is not known by how much their date was moved."""

    @property
    def total(self) -> int:
        """All open items."""
        return sum(row.count for row in self.rows)


def moved(items: Sequence[Item], last_day: date | None) -> Moved:
    """Return how often the dates of items were moved; `last_day`: when the last paper counted."""
    by_row: dict[str, list[int | None]] = {key: [] for key in TIMES.values()}
    more_than_once = 0
    lately: list[bool | None] = []
    for item in items:
        told = revisions(item)
        by_row[TIMES[min(len(told), _MOST)]].append(months_moved(item) if told else 0)
        more_than_once += len(told) >= TWICE
        if told and last_day:
            lately.append(is_lately(told, last_day))
    rows = tuple(MovedRow(key, len(months), *_at_most(months)) for key, months in by_row.items())
    longest, unknown = _at_most([one for months in by_row.values() for one in months])
    return Moved(
        rows,
        moved=sum(row.count for row in rows[1:]),
        more_than_once=more_than_once,
        lately=lately.count(True),
        uncertain=lately.count(None),
        longest=longest,
        unknown=unknown,
    )


def _at_most(months: Sequence[int | None]) -> tuple[int | None, int]:
    """Return the most of some months, if any is more than 0, and how many are not known."""
    longest = max((one for one in months if one is not None), default=0)
    return (longest if longest > 0 else None), months.count(None)


def is_lately(told: tuple[Revision, ...], after: date) -> bool | None:
    """Return whether a date was moved after a day; None: it may have been."""
    left = may_be_after(told, after)
    if any(one.made.begins and one.made.begins > after for one in left):
        return True
    return None if left else False
