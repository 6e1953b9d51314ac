"""What came in, was closed, and should have been done, quarter by quarter."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.register.ledger.revisions import first_day
from jacpaper.text.dates import When

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jacpaper.facts.register import Item

SHOWN = 8
IN_A_YEAR = 4
_MONTHS = 3


class Quarter(NamedTuple):
    """What happened in three months that are over."""

    first: date
    last: date
    opened: int
    """Items made or reopened."""
    closed: int
    """Items closed, once for each closing."""
    planned: int
    """Items that should have been done in it, by the date that was set first."""

    @property
    def when(self) -> When:
        """The quarter, to be printed: January to March 2026."""
        last_month = When(self.last.replace(day=1), self.last, "month")
        first_month = When(self.first, self.first.replace(day=28), "month")
        return When(self.first, self.last, "range", (first_month, last_month))


class Quarters(NamedTuple):
    """The last quarters that are over, the oldest first."""

    rows: tuple[Quarter, ...]

    @property
    def last_year(self) -> tuple[int, int]:
        """How many items were opened and closed in the last four of them."""
        rows = self.rows[-IN_A_YEAR:]
        return sum(row.opened for row in rows), sum(row.closed for row in rows)

    @property
    def year_before(self) -> tuple[int, int]:
        """The same in the four before those."""
        rows = self.rows[:-IN_A_YEAR]
        return sum(row.opened for row in rows), sum(row.closed for row in rows)

    @property
    def planned(self) -> int:
        """How many items should have been done in all of them."""
        return sum(row.planned for row in self.rows)

    @property
    def closed(self) -> int:
        """How many items were closed in all of them."""
        return sum(row.closed for row in self.rows)


def quarters(items: Iterable[Item], day: date) -> Quarters:
    """Return the last quarters that were over by the end of a day."""
    spans = _spans(day)
    first, last = spans[0][0], spans[-1][1]
    every = tuple(items)
    recent = [item for item in every if item.changes[-1] >= first]  # most were closed long ago
    opened = [one for item in recent for one in item.changes[::2]]
    closed = [one for item in recent for one in item.changes[1::2]]
    planned = [one for item in every if (one := first_day(item))]
    kinds = [
        Counter(_quarter(one) for one in days if first <= one <= last)
        for days in (opened, closed, planned)
    ]
    return Quarters(
        tuple(Quarter(*span, *(found[_quarter(span[0])] for found in kinds)) for span in spans)
    )


def _quarter(day: date) -> tuple[int, int]:
    """Return the year and the number of the quarter that a day is in."""
    return day.year, (day.month - 1) // _MONTHS


def _spans(day: date) -> list[tuple[date, date]]:
    """Return the first and last days of the last quarters that were over, the oldest first."""
    found: list[tuple[date, date]] = []
    after = day + timedelta(1)  # a quarter that ends on the day is over
    begins = date(after.year, (after.month - 1) // _MONTHS * _MONTHS + 1, 1)
    while len(found) < SHOWN:
        last = begins - timedelta(1)
        begins = date(last.year, last.month - _MONTHS + 1, 1)
        found.insert(0, (begins, last))
    return found
