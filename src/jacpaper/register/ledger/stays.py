"""How long items had been open when they were closed, and when the oldest may be done."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.register.ledger.in_time import closed_in, year_before
from jacpaper.register.ledger.revisions import months_between
from jacpaper.register.ledger.shares import FEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from jacpaper.facts.register import Item

# What is further off than this is no forecast.
_MOST_MONTHS = 120


class Stay(NamedTuple):
    """For how long some items had been open when they were closed."""

    key: str
    """all, recommendation or AFI; empty: it is of report years."""
    years: tuple[int, ...]
    """The report years whose items these are; empty: all."""
    closed: int
    middle: int | None
    """The median, in full months; None: there are too few."""
    longest: int


class Pace(NamedTuple):
    """At what pace the items of the oldest report year are closed."""

    year: int
    open: int
    closed: int
    """In the last twelve months."""
    months: int
    """In so many months all would be closed, if as many are closed every year."""


def stays(items: Iterable[Item], day: date) -> tuple[Stay, ...]:
    """Return how long those had been open that were closed in the last twelve months.

    All of them, by type, and by report year. A report year of which a single exempt item was
    closed has no row of its own: beside the paper's table of report years it would tell of it.
    """
    after = year_before(day)
    every = [(item, closed) for item in items if (closed := closed_in(item, after, day))]
    public = [(item, _months(item, closed)) for item, closed in every if not item.exempt]
    if not public:
        return ()
    exempt = Counter(item.report_year for item, _ in every if item.exempt)
    rows: list[tuple[str, tuple[int, ...], list[int]]] = [
        ("all", (), [months for _, months in public])
    ]
    rows += [
        (kind, (), [months for item, months in public if item.type == kind])
        for kind in ("recommendation", "AFI")
    ]
    groups = merged(sorted({item.report_year for item, _ in public} | {*exempt}), exempt)
    rows += [
        ("", years, [months for item, months in public if item.report_year in years])
        for years in (groups if len(groups) > 1 else ())
    ]
    return tuple(_stay(*row) for row in rows if row[2])


def _months(item: Item, closed: date) -> int:
    """Return for how many full months an item had been open when it was closed."""
    position = max(at for at, day in enumerate(item.changes) if at % 2 and day == closed)
    return months_between(item.changes[position - 1], closed)


def _stay(key: str, years: tuple[int, ...], months: Sequence[int]) -> Stay:
    # Of an even number the lower one: half of them had been open for so long or less.
    middle = sorted(months)[(len(months) - 1) // 2] if len(months) >= FEW else None
    return Stay(key, years, len(months), middle, max(months))


def merged(years: Sequence[int], exempt: Counter[int]) -> tuple[tuple[int, ...], ...]:
    """Return the years in groups, none of which is a single year with a single exempt item.

    Such a year goes with the one before it, the first with the one after it.
    """
    found: list[tuple[int, ...]] = []
    for year in years:
        if found and (exempt[year] == 1 or _is_telling(found[-1], exempt)):
            found[-1] = (*found[-1], year)
        else:
            found.append((year,))
    return tuple(found)


def _is_telling(years: tuple[int, ...], exempt: Counter[int]) -> bool:
    return len(years) == 1 and exempt[years[0]] == 1


def pace(items: Iterable[Item], day: date) -> Pace | None:
    """Return at what pace the oldest report year is closed; None: there are too few to say.

    Nothing is said of a year that has exempt items: beside the paper's table it would tell of them.
    """
    every = tuple(items)
    open_years = [item.report_year for item in every if item.is_open(day)]
    if not open_years:
        return None
    year = min(open_years)
    of_year = [item for item in every if item.report_year == year]
    if any(item.exempt for item in of_year):
        return None
    still = open_years.count(year)
    closed = sum(closed_in(item, year_before(day), day) is not None for item in of_year)
    months = -(-12 * still // closed) if closed >= FEW else 0
    return Pace(year, still, closed, months) if 0 < months <= _MOST_MONTHS else None
