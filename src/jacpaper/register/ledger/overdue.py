"""How late open items are: by the date that was set first, and by the one that they have now."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.register.ledger.revisions import first_day, months_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from jacpaper.facts.register import Item

# Full months past a date, from each figure up to the next.
LATE = {
    0: "late_under_3_months",
    3: "late_3_to_5_months",
    6: "late_6_to_11_months",
    12: "late_12_months_or_more",
}
_LEAST = tuple(LATE)


class LateRow(NamedTuple):
    """The items that are late by so much."""

    key: str
    by_first: int
    by_now: int


class Overdue(NamedTuple):
    """The open items that are past their dates."""

    rows: tuple[LateRow, ...]
    by_first: int
    """Past the date that was set first."""
    by_now: int
    """Past the date that they have now."""
    excused: int
    """Past the first, and not past the one that they have now."""


def is_past_first(item: Item, day: date) -> bool:
    """Return whether an item is past the date that was set first."""
    last = first_day(item)
    return last is not None and last < day


def is_past_now(item: Item, day: date) -> bool:
    """Return whether an item is past the date that it has now."""
    return item.due is not None and item.due < day


def overdue(items: Sequence[Item], day: date) -> Overdue:
    """Return how many items are past their dates, and by how much."""
    first: list[date] = []
    now: list[date] = []
    excused = 0
    for item in items:
        set_first, due = first_day(item), item.due
        is_past = due is not None and due < day
        if due is not None and is_past:
            now.append(due)
        if set_first is not None and set_first < day:
            first.append(set_first)
            excused += not is_past
    by_first, by_now = _bands(first, day), _bands(now, day)
    rows = (LateRow(key, by_first[key], by_now[key]) for key in LATE.values())
    return Overdue(tuple(rows), len(first), len(now), excused)


def _bands(dates: Iterable[date], day: date) -> dict[str, int]:
    found = dict.fromkeys(LATE.values(), 0)
    for one, count in Counter(dates).items():
        least = _LEAST[bisect_right(_LEAST, months_between(one, day)) - 1]
        found[LATE[least]] += count
    return found
