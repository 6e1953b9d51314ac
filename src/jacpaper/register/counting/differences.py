"""The items that explain why counts differ from the register's, and what moved between days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from jacpaper.problems import counted
from jacpaper.register.counting import counts
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jacpaper.facts.register import Item, Register

# How long before or after the day of counting a change may have been missed, or counted too early.
_NEAR = timedelta(days=100)


def explanations(
    items: Iterable[Item], day: date, last_day: date | None, *, too_many: bool
) -> tuple[str, ...]:
    """Return the items that explain why more (or fewer) are typed as open than the register has.

    Where too many are typed, an item's closing was missed, or it was counted
    before it was made; where too few, it was missed, or counted as closed too
    early. What happened nearest to the day comes first.
    """
    since = last_day or day - _NEAR
    changes = sorted(
        (abs((changed - day).days), item.reference, _said(index, changed), item.exempt)
        for item in items
        for index, changed in enumerate(item.changes)
        if since < changed <= day + _NEAR
        # Changes are openings and closings in turn, an opening first. Too many are typed if
        # an opening after the day was counted too early, or a closing by that day was missed;
        # too few, if an opening by that day was missed or a closing counted too early.
        and (index % 2 == 0) == ((changed > day) == too_many)
        and item.is_open(day) != too_many
    )
    found = [(reference, said, exempt) for _, reference, said, exempt in changes]
    if not too_many:
        found += [
            (item.reference, "submitted for closure", item.exempt)
            for item in counts.open_on(items, day)
            if item.status_at(day) == "submitted for closure"
        ]
    public = dict.fromkeys(f"{one} ({said})" for one, said, exempt in found if not exempt)
    return (*public, *_restricted(len({one for one, _, exempt in found if exempt})))


def named(items: Iterable[Item]) -> tuple[str, ...]:
    """Return the references of items, of which those that are exempt are only counted."""
    every = tuple(items)
    public = tuple(item.reference for item in every if not item.exempt)
    return (*public, *_restricted(len(every) - len(public)))


def _restricted(number: int) -> tuple[str, ...]:
    """Say how many items a note in the public paper must not name."""
    return (counted(number, "restricted item"),) if number else ()


def moves(register: Register, after: date, until: date) -> dict[str, dict[int, int]]:
    """Return how many came in, were closed and were reopened, by year, under those keys."""
    return {
        key: counts.by_year(moved(register.items, after, until))
        for key, moved in counts.MOVES.items()
    }


def _said(index: int, changed: date) -> str:
    words = "made" if index == 0 else "closed" if index % 2 else "reopened"
    return f"{words} {long(changed)}"


def listed(found: Iterable[str], most: int = 8) -> Iterator[str]:
    """Yield the first few, and how many more there are."""
    every = tuple(found)
    yield from every[:most]
    if len(every) > most:
        yield f"and {len(every) - most} more"
