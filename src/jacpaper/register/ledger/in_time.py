"""What was closed in time: within the date set first, within one it was moved to, or late."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from jacpaper.facts.account import NO_TARGET
from jacpaper.register.ledger.revisions import first_day, made_by, revised_target
from jacpaper.register.ledger.shares import percent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jacpaper.facts.account import Target
    from jacpaper.facts.register import Item

Kept = Literal["first", "revised", "late", "no date"]


class Window(NamedTuple):
    """The items closed after one day and by another that were not open again at its end."""

    key: str
    """since_last_paper, last_paper, year or year_before."""
    after: date
    until: date
    first: int
    """Closed within the date that was set first."""
    revised: int
    """Closed after that, and within the date that they had by then."""
    late: int
    no_date: int

    @property
    def closed(self) -> int:
        """All of them."""
        return self.dated + self.no_date

    @property
    def dated(self) -> int:
        """Those that had a date."""
        return self.first + self.revised + self.late

    @property
    def share(self) -> int | None:
        """How many percent of those with a date were closed within the first; None: too few."""
        return percent(self.first, self.dated)

    @property
    def share_revised(self) -> int | None:
        """How many percent of them were closed within a revised date."""
        return percent(self.revised, self.dated)

    @property
    def share_late(self) -> int | None:
        """How many percent of them were closed late."""
        return percent(self.late, self.dated)


def year_before(day: date) -> date:
    """Return the same day a year earlier; 28 February for the last of a longer one."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def windows(
    items: Iterable[Item], day: date, last: date | None, before_last: date | None
) -> tuple[Window, ...]:
    """Return what was closed since the last paper, in its time, in a year and the year before.

    `last` and `before_last` are the days on which the last paper counted and the one before it;
    what is not known has no row.
    """
    year = year_before(day)
    spans = {
        "since_last_paper": (last, day),
        "last_paper": (before_last, last),
        "year": (year, day),
        "year_before": (year_before(year), year),
    }
    known = {key: (a, b) for key, (a, b) in spans.items() if a and b and a < b}
    first = min(after for after, _ in known.values())
    recent = [item for item in items if item.changes[-1] > first]  # most were closed long ago
    return tuple(_window(key, recent, after, until) for key, (after, until) in known.items())


def _window(key: str, items: Iterable[Item], after: date, until: date) -> Window:
    found: Counter[Kept] = Counter()
    for item in items:
        if (closed := closed_in(item, after, until)) is not None:
            found[_kept(item, closed)] += 1
    return Window(
        key, after, until, found["first"], found["revised"], found["late"], found["no date"]
    )


def closed_in(item: Item, after: date, until: date) -> date | None:
    """Return when an item was closed between two days; None: it was not, or was open again."""
    if item.changes[-1] <= after or item.is_open(until):
        return None
    closed = max((day for day in item.changes[1::2] if day <= until), default=None)
    return closed if closed and closed > after else None


def _kept(item: Item, closed: date) -> Kept:
    first = first_day(item)
    if first and closed <= first:
        return "first"
    now = _target_on(item, closed).last or first
    if now is None:
        return "no date"
    return "revised" if closed <= now else "late"


def _target_on(item: Item, day: date) -> Target:
    """Return the date to which an item's was moved last by a day; `NO_TARGET`: it was not."""
    if not item.account.revisions:
        return revised_target(item)
    known = made_by(item.account.revisions, day)
    return known[-1].after if known else NO_TARGET
