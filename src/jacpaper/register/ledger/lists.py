"""The items that a paper names: the oldest, those without a date, those waiting, the exceptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.register.ledger.moved import TWICE
from jacpaper.register.ledger.overdue import is_past_now
from jacpaper.register.ledger.revisions import months_between, revisions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from jacpaper.facts.register import Item

OLDEST = 10


class Waiting(NamedTuple):
    """An item that was submitted for closure, and waits for the inspectorate."""

    item: Item
    since: date | None
    """None: not known."""
    months: int | None
    """For how many full months."""


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
    return tuple(sorted(found, key=lambda one: (one.since is None, one.since or day)))


def _waiting(item: Item, day: date) -> Waiting:
    since = item.account.submitted or item.status_date
    if since and since > day:
        since = None
    return Waiting(item, since, months_between(since, day) if since else None)


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
