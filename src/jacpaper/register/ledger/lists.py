"""The items that a paper names: the oldest, those without a date, those waiting, the exceptions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.facts.account import Target
from jacpaper.register.ledger.moved import TWICE
from jacpaper.register.ledger.overdue import is_past_now
from jacpaper.register.ledger.revisions import months_between, revisions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jacpaper.facts.register import Item

OLDEST = 10


class Waiting(NamedTuple):
    """An item that was submitted for closure, and waits for the inspectorate."""

    item: Item
    since: Target | None
    """As exact as it is known; None: not known at all."""
    months: int | None
    """For how many full months, at the least."""


def oldest(items: Sequence[Item], day: date) -> tuple[Item, ...]:
    """Return the items that have been open longest, the oldest first; of equal ones, in order."""
    return tuple(sorted(items, key=lambda item: item.opened(day))[:OLDEST])


def undated(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items that have no date by which they should be done."""
    return tuple(item for item in items if item.due is None)


def waiting(items: Sequence[Item], day: date) -> tuple[Waiting, ...]:
    """Return the items that wait for the inspectorate, the longest first, unknown days last."""
    found = [
        _waiting(item, day) for item in items if item.status_at(day) == "submitted for closure"
    ]
    return tuple(sorted(found, key=lambda one: _first_and_last(one.since)))


def _first_and_last(since: Target | None) -> tuple[date, date]:
    """Return by what days are sorted: the first has waited longest, whichever day it was."""
    return (since.begins or date.max, since.last or date.max) if since else (date.max, date.max)


def _waiting(item: Item, day: date) -> Waiting:
    for since in (item.account.submitted, Target(item.status_date)):
        # Before it was opened, or opened again, it was submitted another time.
        if since.last and since.begins and since.begins <= day and since.last >= item.opened(day):
            return Waiting(item, since, months_between(min(since.last, day), day))
    return Waiting(item, None, None)


def exceptions(items: Sequence[Item], day: date, colour: Callable[[str], str]) -> tuple[Item, ...]:
    """Return the items that are overdue, rated red, or moved twice or more."""
    return tuple(
        item
        for item in items
        if is_past_now(item, day)
        or len(revisions(item)) >= TWICE
        or (item.rating and colour(item.rating) == "red")
    )


def why(item: Item) -> str:
    """Return what the owner says of why it is still open, or else why its date was moved last."""
    given = (one.reason for one in reversed(revisions(item)) if one.reason)
    return item.account.explanation or next(given, "")
