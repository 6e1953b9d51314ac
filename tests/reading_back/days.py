"""Dates as papers and inputs have them, as the first and last day that they can mean."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

Span = tuple[date, date]

MONTHS = list(calendar.month_name)[1:]
MONTH = "|".join(MONTHS)
DAY = rf"\d{{1,2}} (?:{MONTH}) \d{{4}}"
_PARTS = {"": (1, 0), "early": (1, 10), "mid": (11, 20), "late": (21, 0)}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}


def day(text: str) -> date:
    """Return the day that a paper prints as 8 September 2025."""
    number, month, year = text.split()
    return date(int(year), MONTHS.index(month) + 1, int(number))


def printed(one: date) -> str:
    """Return a day as papers print it."""
    return f"{one.day} {MONTHS[one.month - 1]} {one.year}"


def span(given: object) -> Span | None:
    """Return the first and last day that a date can mean; None: it is not known."""
    if isinstance(given, date):
        return given, given
    text = " ".join(str(given).split())
    if text in ("unknown", "None"):
        return None
    parts = re.split(" to | and | or ", text)
    if len(parts) == 2:
        return _joined(*parts)
    return _single(text)


def _joined(start: str, end: str) -> Span:
    words = end.split()
    last = _single(end)
    for left_out in range(len(words)):
        try:
            first = _single(" ".join([start, *words[len(words) - left_out :]]))
        except ValueError:
            continue
        return first[0], last[1]
    raise ValueError(f"{start} to {end} is no date that this reader knows")


def _single(text: str) -> Span:
    begins = r"^(Early|Mid|Late|Spring|Summer|Autumn|Winter|Week)"
    text = re.sub(begins, lambda found: found[0].lower(), text)
    for form in (_exact, _week, _month, _season, _year):
        if found := form(text):
            return found
    raise ValueError(f"{text} is no date that this reader knows")


def _exact(text: str) -> Span | None:
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        one = date(*map(int, found.groups()))
        return one, one
    return (day(text), day(text)) if re.fullmatch(DAY, text) else None


def _week(text: str) -> Span | None:
    found = re.fullmatch(r"(?:the )?(?:week commencing|w/c) (.+)", text)
    first = _exact(found[1]) if found else None
    return (first[0], first[0] + timedelta(6)) if first else None


def _month(text: str) -> Span | None:
    found = re.fullmatch(rf"(?:(early|mid|late)[ -])?({MONTH}) (\d{{4}})", text)
    if not found:
        return None
    start, end = _PARTS[found[1] or ""]
    year, month = int(found[3]), MONTHS.index(found[2]) + 1
    return date(year, month, start), date(year, month, end or _length(year, month))


def _season(text: str) -> Span | None:
    found = re.fullmatch(r"(spring|summer|autumn|winter) (\d{4})(?:/\d\d)?", text)
    if not found:
        return None
    year = int(found[2])
    if found[1] == "winter":
        return date(year, 12, 1), date(year + 1, 2, _length(year + 1, 2))
    start, end = _SEASONS[found[1]]
    return date(year, start, 1), date(year, end, _length(year, end))


def _year(text: str) -> Span | None:
    found = re.fullmatch(r"(?:(early|mid|late)[ -])?(\d{4})", text)
    if not found:
        return None
    start, end = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(found[1], (1, 12))
    return date(int(found[2]), start, 1), date(int(found[2]), end, _length(int(found[2]), end))


def when(text: str) -> Span | None:
    """Return what a date after its preposition can mean: in early January 2026."""
    return span(re.sub(r"^(on|in the|in|from|between|since|by) ", "", text))


def lies_in(span: Span | None, period: tuple[date | None, date]) -> bool:
    """Tell whether a date lies in a period, or may do."""
    first, last = period
    return span is not None and (first is None or span[1] >= first) and span[0] <= last


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
