"""What a register's items add up to: pure functions from items and days to counts."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator
    from datetime import date
    from typing import TypeVar

    from jacpaper.facts.register import Item

    Key = TypeVar("Key", bound=Hashable)


def open_on(items: Iterable[Item], day: date) -> tuple[Item, ...]:
    """Return the items that were open at the end of a day."""
    # As `Item.is_open`, which would be called for every item, several times a paper.
    return tuple([item for item in items if bisect_right(item.changes, day) % 2])


def by(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, int]:
    """Return how many items there are of each key, in the order in which keys first come."""
    return dict(Counter(map(key, items)))


def by_year(items: Iterable[Item]) -> dict[int, int]:
    """Return how many items there are of each report year, oldest year first."""
    return dict(sorted(by(items, lambda item: item.report_year).items()))


def new(items: Iterable[Item], after: date, until: date) -> tuple[Item, ...]:
    """Return the items that were made after one day and by another."""
    return tuple(item for item in items if after < item.changes[0] <= until)


def closed(items: Iterable[Item], after: date, until: date) -> tuple[Item, ...]:
    """Return the items closed after one day and by another, once for each closing."""
    return tuple(_changed(items, after, until, 1))


def reopened(items: Iterable[Item], after: date, until: date) -> tuple[Item, ...]:
    """Return the items reopened after one day and by another, once for each reopening."""
    return tuple(_changed(items, after, until, 2))


# What an item may do between two days, by the key under which it is typed.
MOVES = {"new": new, "closed": closed, "reopened": reopened}


def _changed(items: Iterable[Item], after: date, until: date, first: int) -> Iterator[Item]:
    """Yield items by their closings (first=1: each second change) or reopenings (first=2)."""
    for item in items:
        if len(item.changes) > first and item.changes[-1] > after:  # most were closed long ago
            for day in item.changes[first::2]:
                if after < day <= until:
                    yield item
