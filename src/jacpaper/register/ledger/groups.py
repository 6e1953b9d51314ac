"""Whose items were moved or are late: by owner, report, theme or rating."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.register.ledger.overdue import is_past_first, is_past_now
from jacpaper.register.ledger.revisions import revisions
from jacpaper.text.comparing import comparable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from jacpaper.facts.register import Item


Standing = tuple[bool, bool, bool]
"""Whether the date of an item was moved, and whether it is past the first, and past the one now."""


class Group(NamedTuple):
    """The open items of one owner, report, theme or rating."""

    name: str
    """Empty: the register has none."""
    open: int
    moved: int
    past_first: int
    past_now: int


class Groups(NamedTuple):
    """All groups that have an item whose date was moved or has passed; the latest first."""

    rows: tuple[Group, ...]
    all_groups: int
    """How many groups there are, apart from the items that have none."""

    @property
    def late(self) -> int:
        """How many groups have items past the date that they have now."""
        return sum(row.past_now > 0 for row in self.rows if row.name)

    @property
    def most(self) -> int:
        """The most such items that a group has."""
        return max((row.past_now for row in self.rows if row.name), default=0)


NAMES: dict[str, Callable[[Item], str]] = {
    "owner": lambda item: item.owner,
    "report": lambda item: f"{item.report} ({item.report_year})",
    "theme": lambda item: item.theme,
    "rating": lambda item: item.rating,
}


def standing(items: Sequence[Item], day: date) -> list[Standing]:
    """Return how each item stands to its dates, in their order."""
    return [
        (bool(revisions(item)), is_past_first(item, day), is_past_now(item, day)) for item in items
    ]


def groups(items: Sequence[Item], stand: Sequence[Standing], by: str) -> Groups:
    """Return the groups of items by what is said; those without a name come last.

    Names that are written in several ways are one, under the first of them; about reports
    a rule asks.
    """
    name_of = NAMES[by]
    counted: dict[str, list[int]] = {}
    for item, (is_moved, past_first, past_now) in zip(items, stand, strict=True):
        name = name_of(item)
        counts = counted.get(name)
        if counts is None:
            counts = counted[name] = [0, 0, 0, 0]
        counts[0] += 1
        counts[1] += is_moved
        counts[2] += past_first
        counts[3] += past_now
    every = [
        Group(name, *counts)
        for name, counts in (counted if by == "report" else _as_one(counted)).items()
    ]
    shown = [one for one in every if one.moved or one.past_first or one.past_now]
    shown.sort(key=lambda one: (not one.name, -one.past_now, -one.past_first, -one.moved, one.name))
    return Groups(tuple(shown), sum(bool(one.name) for one in every))


def _as_one(counted: dict[str, list[int]]) -> dict[str, list[int]]:
    """Return the counts of names, with those together that look alike."""
    first: dict[str, str] = {}
    found: dict[str, list[int]] = {}
    for name, counts in counted.items():
        own = first.setdefault(comparable(name), name)
        found[own] = [sum(pair) for pair in zip(found.get(own, [0] * 4), counts, strict=True)]
    return found
