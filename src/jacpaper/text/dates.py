"""Dates as committee papers give them: exact, imprecise, ranges and durations.

`parse` reads what an officer types (`2025-10-15`, `early January 2026`, `week
commencing 2025-09-08`, `July to September 2026`) into a `When`: its first and last
possible day, so that it can be compared, and its form, so that a language can print it.

Inputs and messages are in English, whatever the language of the paper.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from jacpaper.language import english

if TYPE_CHECKING:
    from jacpaper.language.interface import PeriodForm

MONTHS = english.MONTHS

# First and last month of the seasons that lie within a year.
_SEASONS: dict[PeriodForm, tuple[int, int]] = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11),
}  # fmt: skip
# First and last day of a month, or of a part of it; 0 stands for the month's last day.
_PARTS: dict[PeriodForm, tuple[int, int]] = {
    "early": (1, 10), "mid": (11, 20), "late": (21, 0), "month": (1, 0),
}  # fmt: skip

# First and last month of the parts of a year.
_PARTS_OF_YEAR: dict[PeriodForm, tuple[int, int]] = {
    "early": (1, 4), "mid": (5, 8), "late": (9, 12), "year": (1, 12),
}  # fmt: skip

# The words that join two times: all that lies between them, or the two alone.
_JOINED: tuple[tuple[str, PeriodForm], ...] = (("to", "range"), ("and", "both"))

_DAYS = "Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# How times are written that are not accepted, as what has one meaning alone, and in our form.
_USUAL = (
    (rf"\b(?:{_DAYS})(?:day)?[,.]? (?=\d)", ""),
    (r"(?<=[a-z]),(?= \d{4})", ""),
    (r"\b(?:the )?end of ", "late "),
    (r"\b(?:the )?(?:start|beginning) of ", "early "),
    (r"\b(?:the )?middle of ", "mid "),
    (r"(?<=\w)(?: ?[\u2013\u2014] ?| - )(?=\w)(?!\d{4}$)", " to "),
    (r"(?<=\w) ?& ?(?=\w)", " and "),
    (r"(\d [a-z]{3,9}\.?) (?=[23]\d$)", r"\1 20"),
)  # fmt: skip

EXACT_FORMS = "2025-10-15 or 15 October 2025"
FORMS = (
    f"{EXACT_FORMS}, July 2026, early (mid, late) January 2026, spring 2026, winter 2026/27,"
    " Q3 2026/27, 2026, early 2026, week commencing 2025-09-08, or two of these joined by to, or by"
    " and"
)
# What a length of time may have in place of a figure.
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("one a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
         "twelve"),
        1,
    )
    for word in words.split()
}  # fmt: skip
DURATION_FORMS = "2 weeks, 10 days or 3 months; what is less exact goes into text"


class When(NamedTuple):
    """A date or period, as exact as it is known."""

    first: date
    """Its first possible day."""
    last: date
    """Its last possible day."""
    form: PeriodForm
    """What was typed: a day, a month and so on."""
    ends: tuple[When, ...] = ()
    """Start and end of a range, or the two times joined by and; otherwise empty."""

    def __str__(self) -> str:
        """Return it as inputs and messages have it: `early January 2026`."""
        return english.long_period(self)

    @property
    def day(self) -> date | None:
        """The day, if it is known exactly."""
        return self.first if self.form == "day" else None

    @property
    def is_week(self) -> bool:
        """True for a week, and for a range of weeks."""
        return self.form == "week" or (bool(self.ends) and self.ends[0].form == "week")


class Duration(NamedTuple):
    """A length of time in whole days, weeks or months."""

    number: int
    unit: Literal["day", "week", "month"]

    def __str__(self) -> str:
        """Return it as inputs and messages have it: `2 weeks`."""
        return english.duration(self.number, self.unit)


def long(day: date) -> str:
    """Return the date as messages have it: 8 September 2025."""
    return english.long_date(day)


def parse(text: str) -> When:
    """Return the date or period that the text names.

    Raises:
        ValueError: if it names none; the message says what would be accepted.
    """
    text = _without_dash(" ".join(text.split()))
    try:
        return _read(text)
    except ValueError:
        if meant := _meant(text):
            fault = f"{text!r} is not a date{_of_other_weekday(text, meant)}"
            raise ValueError(f"{fault}; write {meant}") from None
        raise


def _read(text: str) -> When:
    for joined, form in _JOINED:
        start, found, end = text.partition(f" {joined} ")
        if found:
            return _joined(start, joined, end, form)
    return _single(text)


def _meant(text: str) -> str:
    """Return the text in a form that is accepted, where one of the usual others was typed."""
    for usual, ours in _USUAL:
        text = re.sub(usual, ours, text, flags=re.IGNORECASE)
    text = _without_dash(text)
    try:
        _read(text)
    except ValueError:
        return ""
    return text


def _of_other_weekday(text: str, meant: str) -> str:
    """Tell of a day that is another day of the week: one of the two is wrong."""
    day = _read(meant).day
    typed = re.match(rf"(?:{_DAYS})(?:day)?\b", text, re.IGNORECASE)
    if day is None or typed is None:
        return ""
    name = _WEEKDAYS[day.weekday()]
    return "" if name.startswith(typed[0][:3].title()) else f", and {meant} is a {name}"


def on(day: date) -> When:
    """Return a day as a date that is known exactly."""
    return When(day, day, "day")


def parse_exact(text: str) -> date:
    """Return the day that the text names.

    Raises:
        ValueError: if it names no day; the message says what would be accepted.
    """
    if day := _exact(" ".join(text.split())):
        return day.first
    raise ValueError(f"{text!r} is not an exact date; write {EXACT_FORMS}{_british(text)}")


def parse_duration(text: str) -> Duration:
    """Return the length of time that the text names.

    Raises:
        ValueError: if it names none; the message says what would be accepted.
    """
    said = " ".join(text.split()).lower()
    found = re.fullmatch(r"([a-z]+|[1-9]\d{0,2}) (day|week|month|fortnight)s?", said)
    number = found and (_NUMBERS.get(found[1]) or (int(found[1]) if found[1].isdigit() else 0))
    if not found or not number:
        raise ValueError(f"{text!r} is not a length of time; write {DURATION_FORMS}")
    if found[2] == "fortnight":
        return Duration(number * 2, "week")
    return Duration(number, cast("Literal['day', 'week', 'month']", found[2]))


def _single(text: str) -> When:
    for form in (_exact, _week, _month, _season, _winter, _quarter, _year):
        if when := form(text):
            return when
    here = _british(text)
    raise ValueError(f"{text!r} is not a date; write {EXACT_FORMS if here else FORMS}{here}")


def _exact(text: str) -> When | None:
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        day = _day(text, int(found[1]), int(found[2]), int(found[3]))
    elif found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]+\.?) (\d{4})", text):
        month = _month_number(found[2])
        if not month:
            return None
        day = _day(text, int(found[3]), month, int(found[1]))
    else:
        return None
    return When(day, day, "day")


def _week(text: str) -> When | None:
    found = re.fullmatch(r"(?:week (?:commencing|beginning)|w/[cb]) (.+)", text, re.IGNORECASE)
    if not found:
        return None
    first = parse_exact(found[1])
    return When(first, first + timedelta(6), "week")


def _month(text: str) -> When | None:
    found = re.fullmatch(r"(?:(early|mid|late)[ -])?([A-Za-z]+\.?) (\d{4})", text, re.IGNORECASE)
    month = found and _month_number(found[2])
    if not found or not month:
        return None
    part = cast("PeriodForm", (found[1] or "month").lower())
    start, end = _PARTS[part]
    first = _day(text, int(found[3]), month, start)
    last = first.replace(day=end) if end else _last_of_month(first)
    return When(first, last, part)


def _season(text: str) -> When | None:
    found = re.fullmatch(r"(spring|summer|autumn) (\d{4})", text, re.IGNORECASE)
    if not found:
        return None
    name = cast("PeriodForm", found[1].lower())
    start, end = _SEASONS[name]
    first = _day(text, int(found[2]), start, 1)
    return When(first, _last_of_month(first.replace(month=end)), name)


def _winter(text: str) -> When | None:
    """Winter crosses the year's end, so both years are named."""
    found = re.fullmatch(r"winter (\d{4})/(\d{2})", text, re.IGNORECASE)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    first = _day(text, int(found[1]), 12, 1)
    last = _last_of_month(date(first.year + 1, 2, 1))
    return When(first, last, "winter")


def _quarter(text: str) -> When | None:
    """Return the months of a quarter of a financial year, which begins in April."""
    found = re.fullmatch(r"Q([1-4]) (\d{4})/(\d{2})", text, re.IGNORECASE)
    if not found or (int(found[2]) + 1) % 100 != int(found[3]):
        return None
    month = int(found[1]) * 3 % 12 + 1
    first = _day(text, int(found[2]) + (month == 1), month, 1)
    ends = tuple(
        When(start, _last_of_month(start), "month")
        for start in (first, first.replace(month=month + 2))
    )
    return When(first, ends[1].last, "range", ends)


def _year(text: str) -> When | None:
    found = re.fullmatch(r"(?:(early|mid|late)[ -])?(\d{4})", text, re.IGNORECASE)
    if not found:
        return None
    part = cast("PeriodForm", (found[1] or "year").lower())
    start, end = _PARTS_OF_YEAR[part]
    first = _day(text, int(found[2]), start, 1)
    return When(first, _last_of_month(first.replace(month=end)), part)


def _joined(start: str, word: str, end: str, form: PeriodForm) -> When:
    """Read `6 to 17 July 2026` as well as both ends in full."""
    last = _single(end)
    first = _completed(start, end) or _single(start)
    if last.last < first.first:
        raise ValueError(f"{start!r} {word} {end!r} runs backwards; write the earlier date first")
    if first == last:
        return first
    if first.is_week != last.is_week:
        raise ValueError(
            f"{start!r} {word} {end!r} joins a week and a day; write week commencing on both sides"
        )
    if form == "both" and (first.ends or last.ends):
        raise ValueError(f"{start!r} {word} {end!r} joins quarters; write their months")
    # A quarter is a range by itself; of two, the first month and the last are left.
    return When(first.first, last.last, form, (*first.ends, first)[:1] + (last, *last.ends)[-1:])


def _without_dash(text: str) -> str:
    """Return `1–12 September 2026` and `July–September 2026` with a word for their dash."""  # noqa: RUF002
    day, dash = r"\d{1,2}(?:st|nd|rd|th)?", r" ?[-\u2013] ?"
    name = r"(?!(?:early|mid|late)\b)[A-Za-z]{3,9}\.?"
    pattern = rf"({day}(?: {name})?)({dash})({day} {name} \d{{4}})|({name})({dash})({name} \d{{4}})"
    if found := re.fullmatch(pattern, text, re.IGNORECASE):
        start, _, end = (one for one in found.groups() if one)
        return f"{start} to {end}"
    return text


def _completed(start: str, end: str) -> When | None:
    """Return the start read with what it leaves to the end: its year, or month and year."""
    words = end.split()
    for length in range(len(words) - 1, 0, -1):
        candidate = " ".join([start, *words[-length:]])
        try:
            return _single(candidate)
        except ValueError:
            continue
    return None


def _day(text: str, year: int, month: int, day: int) -> date:
    if not 1829 <= year <= 2199:  # the first modern police force was founded in 1829
        raise ValueError(f"{text} is not a date: the year {year} is not of our time")
    try:
        return date(year, month, day)
    except ValueError:
        # In our words: Python's change from one version to the next.
        in_year = 1 <= month <= 12
        of_it = (
            f"{MONTHS[month - 1]} {year} has no day {day}"
            if in_year
            else f"there is no month {month}"
        )
        raise ValueError(f"{text} is not a date: {of_it}") from None


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def _month_number(word: str) -> int | None:
    """Return 1 to 12 for the name of a month or its first letters, such as Sept, or Nov. too."""
    word = word.removesuffix(".")
    names = [month for month in MONTHS if len(word) >= 3 and month.lower().startswith(word.lower())]
    return MONTHS.index(names[0]) + 1 if names else None


def _british(text: str) -> str:
    """Return a hint for 15/10/2025, the commonest form that is refused."""
    found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2}|\d{4})", text)
    if not found:
        return ""
    day, month, year = (int(part) for part in found.groups())
    try:
        return f" (here {date(year + 2000 if year < 100 else year, month, day).isoformat()})"
    except ValueError:
        return ""
