"""What a cell says of the day by which an item should be done: often only about when.

People write March 2026, Q4 2025/26, w/c 2 March 2026 or ongoing. Such a target is kept as its
last possible day, after which the item is overdue, and as it was typed, to be printed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.register.reading import cells
from jacpaper.register.reading.tables import Fault, Month
from jacpaper.text import dates

if TYPE_CHECKING:
    from jacpaper.register.reading.tables import Value

FORMS = f"{cells.FORMS}, March 2026, Q4 2025/26, spring 2026, w/c 2 March 2026, ongoing or TBC"
# Words for a day that nobody has set; printed as they are.
_OPEN_ENDED = {
    "ongoing", "on-going", "on going", "tba", "tbd", "unknown", "not known", "not yet known",
    "to be agreed", "to be announced", "to be confirmed", "to be decided", "to be determined",
}  # fmt: skip
_QUARTER = r"(?i)q(?:uarter )?([1-4])[ ,]*(?:fy ?)?(\d{4})(?:[/-](\d{4}|\d\d))?"
_FINANCIAL_YEAR = r"(?i)(?:fy ?)?(\d{4})[/-](\d{4}|\d\d)"
# Words before a period that leave its last day the same.
_BEFORE = r"(?i)(?:(?:by|due|in|during) )?(?:the )?(?:(?:end|close) (?:of )?)?"
# What stands between the two ends of a period: 5-9 January 2026.
_JOINED = (
    r"(?<=[\da-z]) ?[\u2013\u2014] ?(?=[A-Za-z]|\d\d? )| - |(?:(?<=^\d)|(?<=^\d\d))-(?=\d\d? [A-Z])"
)
_SHORT_MONTH = r"([A-Za-z]{3,9})[ -](\d\d)"
_MONTH_IN_FIGURES = r"(\d{1,2})[/.-](\d{4})"
_WEEK = r"(?i)(w/c|week commencing|week beginning|w/b|w/e|week ending) (.+)"


class Target(NamedTuple):
    """A target date, as exact as it is known."""

    last: date | None
    """Its last possible day; None: no day was set."""
    words: str = ""
    """What was typed, where it is not an exact day."""


NO_TARGET = Target(None)


def target(value: Value | None, *, month_first: bool = False) -> Target:
    """Return the target that a cell gives.

    Raises:
        UnreadableError: it gives none.
    """
    if isinstance(value, Month):
        when = dates.parse(f"{dates.MONTHS[value.month - 1]} {value.year}")
        return Target(when.last, str(when))
    if not isinstance(value, str) or isinstance(value, Fault):
        return Target(cells.day(value))
    return _typed(cells.text(value), month_first)


@lru_cache(4096)
def _typed(said: str, month_first: bool) -> Target:  # noqa: FBT001 - cached
    if said.lower().rstrip(".") in _OPEN_ENDED or said.lower() == "tbc":
        return Target(None, said)
    try:
        return Target(cells.day(said, month_first=month_first))
    except cells.UnreadableError as no_day:
        if last := _last_day(said, month_first=month_first):
            return Target(cells.of_our_time(last, said), said)
        if re.fullmatch(r"[\d/.\-]+", said):
            raise
        raise cells.UnreadableError(
            f"“{said}” is not a target date", f"write it as {FORMS}"
        ) from no_day


def _last_day(said: str, *, month_first: bool) -> date | None:
    """Return the last possible day of what is typed; None: it is no date of any kind."""
    bare = said.rstrip(".")
    if found := re.match(_BEFORE, bare):
        bare = bare[found.end() :]
    try:
        if week := re.fullmatch(_WEEK, bare):
            day = cells.day(week[2], month_first=month_first)
            until = 0 if week[1].lower() in ("w/e", "week ending") else 6
            return day + timedelta(until) if day else None
        bare = re.sub(_JOINED, " to ", bare.replace("\xa0", " "))
        return _quarter(bare) or _financial_year(bare) or dates.parse(_in_words(bare)).last
    except ValueError:
        return None


def _in_words(said: str) -> str:
    """Return a month in figures, or with a short year, in full."""
    if found := re.fullmatch(_SHORT_MONTH, said):
        return f"{found[1]} 20{found[2]}"
    if (found := re.fullmatch(_MONTH_IN_FIGURES, said)) and 1 <= int(found[1]) <= 12:
        return f"{dates.MONTHS[int(found[1]) - 1]} {found[2]}"
    return said


def _quarter(said: str) -> date | None:
    """Return the last day of a quarter; one without a financial year may be of either kind."""
    found = re.fullmatch(_QUARTER, said)
    if not found or (found[3] and not _follows(found[2], found[3])):
        return None
    month = int(found[1]) * 3 + 3
    return _month_end(int(found[2]), month)


def _financial_year(said: str) -> date | None:
    found = re.fullmatch(_FINANCIAL_YEAR, said)
    return _month_end(int(found[1]), 15) if found and _follows(found[1], found[2]) else None


def _follows(year: str, then: str) -> bool:
    return (int(year) + 1) % 100 == int(then) % 100


def _month_end(year: int, month: int) -> date:
    """Return the last day of a month; the thirteenth is the next year's first."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
