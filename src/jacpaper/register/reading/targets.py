"""What a cell says of the day by which an item should be done: often only about when.

People write March 2026, Q4 2025/26, w/c 2 March 2026 or ongoing. Such a target is kept as its
first and last possible day, after which the item is overdue, and as it was typed, to be printed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from jacpaper.facts.account import NO_TARGET, Target
from jacpaper.register.reading import cells
from jacpaper.register.reading.tables import Fault, Month
from jacpaper.text import dates

if TYPE_CHECKING:
    from jacpaper.register.reading.tables import Value

Span = tuple[date, date]
"""The first and the last possible day."""

FORMS = f"{cells.FORMS}, March 2026, Q4 2025/26, spring 2026, w/c 2 March 2026, ongoing or TBC"
PAST_FORMS = f"{cells.FORMS}, March 2026, Q4 2025/26, spring 2026 or w/c 2 March 2026"
# Words for a day that nobody has set; printed as they are.
_NO_DAY = {
    "ongoing", "on-going", "on going", "asap", "as soon as possible", "immediate", "immediately",
    "immediate effect", "with immediate effect", "no date", "no date set", "no deadline",
    "no target date",
}  # fmt: skip
# So long after what, the cell does not say.
_WITHIN = r"(?i)(?:with)?in (?:\w+ )?(?:\w+ )(?:days?|weeks?|months?|years?)(?: of .*)?"
_OPEN_ENDED = {
    *_NO_DAY, "tba", "tbd", "n/k", "unknown", "not known", "not yet known",
    "to be agreed", "to be announced", "to be confirmed", "to be decided", "to be determined",
}  # fmt: skip
_QUARTER = r"(?i)q(?:uarter )?([1-4])[ ,]*(?:fy ?)?(\d{4})(?:[/-](\d{4}|\d\d))?"
# 25/26 alone may be a slip in a date, but not after these.
_SHORT_YEARS = r"(?i)(q(?:uarter )?[1-4][ ,]*(?:fy ?)?|fy ?)(\d\d)([/-]\d\d)"
_FINANCIAL_YEAR = r"(?i)(?:fy ?)?(\d{4})[/-](\d{4}|\d\d)"
# Words before a period that leave its last day the same.
_BEFORE = r"(?i)(?:(?:by|due|in|during) )?(?:the )?(?:(?:end|close) (?:of )?)?"
# What stands between the two ends of a period: 5-9 January 2026.
_JOINED = (
    r"(?<=[\da-z]) ?[\u2013\u2014] ?(?=[A-Za-z]|\d\d? )| - |(?:(?<=^\d)|(?<=^\d\d))-(?=\d\d? [A-Z])"
)
_SHORT_MONTH = r"([A-Za-z]{3,9})[ -](\d\d)"
_MONTH_IN_FIGURES = r"(\d{1,2})[/.-](\d{4})"
_ISO_MONTH = r"(\d{4})-(\d\d)"
_WEEK = r"(?i)(w/c|week commencing|week beginning|w/b|w/e|week ending) (.+)"


def target(value: Value | None, *, month_first: bool = False) -> Target:
    """Return the target that a cell gives.

    Raises:
        UnreadableError: it gives none.
    """
    if isinstance(value, Month):
        when = dates.parse(f"{dates.MONTHS[value.month - 1]} {value.year}")
        return Target(when.last, str(when), when.first)
    if not isinstance(value, str) or isinstance(value, Fault):
        return Target(cells.day(value))
    said = cells.text(value)
    if found := _typed(said, month_first):
        return found
    hint = f"write it as {FORMS}"
    if re.fullmatch(_WITHIN, said.rstrip(".")):
        hint = "write the day to which this comes, counted as the report says"
    raise cells.UnreadableError(f"“{said}” is not a target date", hint)


def past_day(value: Value | None, *, month_first: bool = False) -> Target:
    """Return the day on which something was done, as exact as it is known.

    Raises:
        UnreadableError: the cell says neither when that was nor that nobody knows.
    """
    if not isinstance(value, str) or isinstance(value, Fault):
        return target(value)
    said = cells.text(value)
    # It is printed after words of our own, as in since March 2026.
    bare = re.sub(r"(?i)^(?:by|in|during) ", "", said)
    found = _typed(bare, month_first)
    if found is None or bare.lower() in _NO_DAY:
        raise cells.UnreadableError(f"“{said}” is not a date", f"write it as {PAST_FORMS}")
    return found if found.last else NO_TARGET


@lru_cache(4096)
def _typed(said: str, month_first: bool) -> Target | None:  # noqa: FBT001 - cached
    """Return the date that is typed; None: it is no date of any kind."""
    if said.lower().rstrip(".") in _OPEN_ENDED or said.lower() == "tbc":
        return Target(None, said)
    try:
        return Target(cells.day(said, month_first=month_first))
    except cells.UnreadableError:
        if span := _span(said, month_first=month_first):
            return Target(cells.of_our_time(span[1], said), _printed(said), span[0])
        if re.fullmatch(r"[\d/.\-]+", said):
            raise
        return None


def _span(said: str, *, month_first: bool) -> Span | None:
    """Return the first and last possible day of what is typed; None: it is no date of any kind."""
    bare = said.rstrip(".")
    if found := re.match(_BEFORE, bare):
        bare = bare[found.end() :]
    try:
        if week := re.fullmatch(_WEEK, bare):
            return _week(week, month_first=month_first)
        bare = re.sub(_JOINED, " to ", bare.replace("\xa0", " "))
        if years := re.fullmatch(_SHORT_YEARS, bare):
            bare = f"{years[1]}20{years[2]}{years[3]}"
        if span := _quarter(bare) or _financial_year(bare):
            return span
        when = dates.parse(_in_words(bare))
    except ValueError:
        return None
    return when.first, when.last


def _week(found: re.Match[str], *, month_first: bool) -> Span | None:
    """Return the days of a week, of which the first is given, or the last."""
    day = cells.day(found[2], month_first=month_first)
    if day and found[1].lower() in ("w/e", "week ending"):
        return day - timedelta(6), day
    return (day, day + timedelta(6)) if day else None


def _in_words(said: str) -> str:
    """Return a month in figures, or with a short year, in full."""
    if found := re.fullmatch(_SHORT_MONTH, said):
        return f"{found[1]} 20{found[2]}"
    said = re.sub(f"^{_ISO_MONTH}$", r"\2/\1", said)
    if (found := re.fullmatch(_MONTH_IN_FIGURES, said)) and 1 <= int(found[1]) <= 12:
        return f"{dates.MONTHS[int(found[1]) - 1]} {found[2]}"
    return said


def _printed(said: str) -> str:
    """Return what is typed with its month in full, where it is Mar-26 as spreadsheets have it."""
    before = re.match(_BEFORE, said)
    rest = said[before.end() if before else 0 :].rstrip(".")
    full = _in_words(rest)
    return said if full == rest else f"{said[: before.end() if before else 0]}{dates.parse(full)}"


def _quarter(said: str) -> Span | None:
    """Return the days of a quarter; one without a financial year may be of either kind."""
    found = re.fullmatch(_QUARTER, said)
    if not found or (found[3] and not _follows(found[2], found[3])):
        return None
    year, month = int(found[2]), int(found[1]) * 3 + 3
    first = date(year, month - 5, 1) if not found[3] else _month_end(year, month - 3) + timedelta(1)
    return first, _month_end(year, month)


def _financial_year(said: str) -> Span | None:
    found = re.fullmatch(_FINANCIAL_YEAR, said)
    if not found or not _follows(found[1], found[2]):
        return None
    return date(int(found[1]), 4, 1), _month_end(int(found[1]), 15)


def _follows(year: str, then: str) -> bool:
    return (int(year) + 1) % 100 == int(then) % 100


def _month_end(year: int, month: int) -> date:
    """Return the last day of a month; the thirteenth is the next year's first."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
