"""What a cell says: text, a day, yes or no; whatever the register's file made of it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from jacpaper.facts.register import LONG_AGO
from jacpaper.register.reading.british_time import british_day
from jacpaper.register.reading.letters import repaired
from jacpaper.register.reading.tables import Fault, FormulaZero, Number
from jacpaper.text import addresses, dates, markup
from jacpaper.text.characters import RAISED, fold, too_long, unprintable
from jacpaper.text.divided import joined

if TYPE_CHECKING:
    from jacpaper.register.reading.tables import Value

FORMS = "08/09/2025, 8 September 2025 or 2025-09-08"
# What people type where there is nothing to say.
NOTHING = {
    "", "-", "–", "—", "n/a", "na", "none", "nil", "null", "tbc", "not set", "not applicable",  # noqa: RUF001
}  # fmt: skip
# TBC says that there is something.
NONE_THERE = NOTHING - {"tbc"}
NAMELESS = NONE_THERE | {
    "unknown", "not known", "not yet known", "not recorded", "none identified", "n/k",
}  # fmt: skip
_NO_CAUSE = {"no", "n", "false", "0", "not a cause of concern"}
_SOME_CAUSE = {"yes", "y", "true", "x", "1"}
_YES = {"yes", "y", "true", "x", "1", "exempt", "restricted"}
_NO = {"no", "n", "false", "0", "public", "not exempt"}
_UNKNOWN = {"unknown", "not known", "date unknown", "date not known", "day unknown"}
_FIGURES = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d\d)(?!\d)")
_TIMED = (
    r"(?P<day>.*?\d{2})(?:T|,? )(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d(?:[.,]\d+)?)?"
    r" ?(?P<half>[AaPp][Mm])? ?(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?"
)
_MONTHS = {name: number for number, name in enumerate(dates.MONTHS, 1)}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = rf"(?i)({'|'.join(_DAYS)})(?:day|s|sday|nesday|rs|r|rsday|urday)?\b[., ]*"
_YEAR_FIRST = r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
# 8 September 2025, 8th Sept 25 and 08-Sep-2025.
_IN_WORDS = r"(?i)(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ \-]([A-Za-z]{3,9})\.?[ \-,]+(\d{4}|\d\d)"
# Excel counts days from 1900 and takes that for a leap year; dates of ours come later.
_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(20_000, 100_000)


class UnreadableError(ValueError):
    """A cell that cannot be read: what is wrong with it, and how to mend it.

    Whatever the message has of the cell's own text or number, it quotes in “ ”.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}; {hint}")
        self.message, self.hint = message, hint


def text(value: Value | None) -> str:
    """Return a cell's text in one line.

    Raises:
        UnreadableError: it is an error, or holds a character or word that no paper can hold.
    """
    if type(value) is str:
        return _words(value)
    match value:
        case None:
            return ""
        case Fault():
            hint = "open the register, mend it and save it"
            raise UnreadableError(f"this is {_fault(value)}", hint)
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(value) if isinstance(value, Number) else format(value, ".15g")
        case FormulaZero():
            return "0"
        case _:
            return str(value)


@lru_cache(4096)  # reports, themes and owners come again in row after row
def _words(value: str) -> str:
    if found := too_long(value):
        raise UnreadableError(*found[1:])
    if fault := addresses.of_mail(value):
        raise UnreadableError(*fault.split("; ", 1))
    if left := markup.mark(value):
        raise UnreadableError(
            f"this has marks of the program that it comes from: “{left[:60]}”",
            f"{markup.in_place_of(left)}; or have the list exported as plain text",
        )
    if not value.isascii():
        value = repaired(value)
    if value.isprintable():
        # Most texts need no more than a look.
        plain = "  " not in value and value == value.strip(" ")
        return value if plain else fold(value)
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    for odd in unprintable(value)[:1]:
        raise UnreadableError(f"{odd} that no paper can hold", odd.hint)
    return fold(joined(value)).strip("\xa0 ")  # within a text they are there on purpose


def said(value: Value | None) -> str:
    """Return a cell's text, or nothing where it says that there is nothing to say: n/a, none.

    Raises:
        UnreadableError: as `text`.
    """
    found = text(value)
    return "" if found.lower().rstrip(".") in NOTHING else found


def name(value: Value | None) -> str:
    """Return whom or what a cell names; nothing where it says so. TBC stays, and is asked about.

    Raises:
        UnreadableError: as `text`.
    """
    found = text(value)
    return "" if found.lower().rstrip(".") in NAMELESS else found


def cause(value: Value | None) -> str:
    """Return the cause of concern that a cell names; nothing where it says that there is none.

    Raises:
        UnreadableError: as `text`; or it says that there is one, and not which.
    """
    found = name(_unformatted(value))
    if found.lower() in _SOME_CAUSE:
        hint = "write its name, as paper.yaml has it; or, in inputs/register.yaml, put the heading"
        hint += " of the column under not_used, and nowhere else"
        raise UnreadableError(f"“{found}” does not say which cause of concern", hint)
    return "" if found.lower() in _NO_CAUSE else found


def shown(value: Value | None) -> str:
    """Return what a cell says, whether or not it can be read."""
    try:
        return mark(value)
    except UnreadableError:
        return fold(str(value))


def mark(value: Value | None) -> str:
    """Return what a cell says of its item; a 0 that a formula may never have given is named.

    Raises:
        UnreadableError: as `text`.
    """
    return str(value) if isinstance(value, FormulaZero) else text(value)


def reference(value: Value | None) -> str:
    """Return a reference as the sheet shows it.

    Raises:
        UnreadableError: it cannot be known how that is.
    """
    if isinstance(value, Number) and value.shown is None:
        raise UnreadableError(
            f"the sheet may show “{value}” otherwise, by its format “{value.code[:50]}”",
            "in Excel, give the cell the format Text, and type the reference as it should be",
        )
    if isinstance(value, date):
        raise UnreadableError(
            f"Excel has made a date of this reference: “{dates.long(value)}”",
            "give the cell the format Text, and type the reference again",
        )
    found = text(value)
    if re.fullmatch(r"\d(?:\.\d+)?E\+\d\d+", found):
        raise UnreadableError(
            f"Excel has shortened this reference: “{found}”",
            "give the cell the format Text, and type the reference again",
        )
    if re.search(f"[{RAISED}]$", found):
        raise UnreadableError(
            f"this reference ends in a raised figure, as the mark of a footnote: “{found}”",
            "take the mark out of the cell",
        )
    return found


def day(value: Value | None, *, month_first: bool = False) -> date | None:
    """Return the day a cell names: a date, a serial number, or text as people in Britain write it.

    In figures, the day stands before the month, or with `month_first` after it.

    Raises:
        UnreadableError: it names none, or a day that is not of our time.
    """
    if isinstance(value, str) and not isinstance(value, Fault):
        return _day(value, month_first)
    if value is None:
        return None
    if isinstance(value, date):
        return of_our_time(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _serial(value)
    raise _no_date(text(value))


def yes(value: Value | None) -> bool | None:
    """Return whether a cell says yes; None where it says nothing.

    Raises:
        UnreadableError: it says something else.
    """
    said = text(_unformatted(value))
    lower = said.lower()
    if lower in _YES:
        return True
    if lower in _NO:
        return False
    if lower in NOTHING:
        return None
    raise UnreadableError(f"“{said}” is neither yes nor no", "write yes or no")


def year(value: Value | None) -> int | None:
    """Return the year a cell gives.

    Raises:
        UnreadableError: it gives none.
    """
    if isinstance(value, date):
        return value.year
    said = text(_unformatted(value))
    if len(said) == 4 and said.isascii() and said.isdigit() and said[:2] in ("20", "21"):
        return int(said)
    if said.lower() in NOTHING:
        return None
    raise UnreadableError(f"“{said}” is not a report year", "write it as 2025")


def _unformatted(value: Value | None) -> Value | None:
    return float(value) if isinstance(value, Number) else value


def closed(value: Value | None, *, month_first: bool = False) -> date | None:
    """Return the day on which an item was closed; `LONG_AGO` where the cell says unknown.

    Raises:
        UnreadableError: it names no day.
    """
    if isinstance(value, str) and fold(value).lower() in _UNKNOWN:
        return LONG_AGO
    return day(value, month_first=month_first)


def only_way(value: Value | None) -> Literal["day", "month", ""] | None:
    """Return whether a day in figures can only have the day first, or only the month.

    Empty: either way is possible, or none; None: the cell has no day in figures.
    """
    found = _FIGURES.match(value.strip()) if isinstance(value, str) else None
    if not found:
        return None
    first, second = int(found[1]), int(found[2])
    if first > 12 >= second > 0:
        return "day"
    return "month" if second > 12 >= first > 0 else ""


@lru_cache(4096)
def _day(typed: str, month_first: bool) -> date | None:  # noqa: FBT001 - cached
    if found := _FIGURES.fullmatch(typed):  # most are
        return _in_figures(found, typed, month_first)
    if day := _in_full(typed):  # as in a history of dates
        return day
    return _other_day(typed, month_first)


def _in_full(typed: str) -> date | None:
    """Return the day of 8 September 2025; None: it is written in another way, or there is none."""
    number, _, rest = typed.partition(" ")
    month, _, year = rest.partition(" ")
    if month not in _MONTHS or not (len(number) < 3 and len(year) == 4 and typed.isascii()):
        return None
    if not (number.isdigit() and year.isdigit() and 1990 <= int(year) <= 2199):
        return None
    try:
        return date(int(year), _MONTHS[month], int(number))
    except ValueError:  # the other way says what is wrong
        return None


def _other_day(typed: str, month_first: bool) -> date | None:  # noqa: FBT001 - as above
    said = text(typed).replace("\xa0", " ").strip()
    if said.lower() in NOTHING:
        return None
    if said[0].isalpha() and (named := re.match(_WEEKDAY, said)):
        return _on_weekday(named, month_first)
    timed = re.fullmatch(_TIMED, said)
    if timed and timed["zone"]:
        return _day_in_zone(timed, month_first)
    # A time of day without a zone, as exports add it, says nothing about the day.
    bare = timed["day"] if timed else said
    if re.fullmatch(r"\d{5}(\.\d+)?", bare):
        return _serial(float(bare))
    if found := _FIGURES.fullmatch(bare):
        return _in_figures(found, said, month_first)
    if found := re.fullmatch(_YEAR_FIRST, bare):
        bare = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    elif words := re.fullmatch(_IN_WORDS, bare):
        bare = f"{words[1]} {words[2]} {_whole_year(words[3]):04}"
    try:
        day = dates.parse_exact(bare)
    except ValueError:
        raise _no_date(said) from None
    return of_our_time(day, said)


def _on_weekday(named: re.Match[str], month_first: bool) -> date | None:  # noqa: FBT001
    """Return the day after a day of the week, which must be the right one."""
    rest = named.string[named.end() :]
    if re.match(_WEEKDAY, rest):
        raise _no_date(named.string)
    found = _day(rest, month_first)
    if found and _DAYS[found.weekday()] != named[1].lower():
        hint = "it is another day of the week; correct one of the two"
        raise UnreadableError(f"“{named.string}” is not a date", hint)
    return found


def _in_figures(found: re.Match[str], said: str, month_first: bool) -> date:  # noqa: FBT001
    number, month = int(found[1]), int(found[2])
    if month_first:
        number, month = month, number
    try:
        day = date(_whole_year(found[3]), month, number)
    except ValueError:
        order = (
            "the month comes before the day" if month_first else "the day comes before the month"
        )
        hint = f"here {order}" if month > 12 else f"write {FORMS}"
        raise UnreadableError(f"“{said}” is not a date", hint) from None
    return of_our_time(day, said)


def _day_in_zone(timed: re.Match[str], month_first: bool) -> date | None:  # noqa: FBT001
    """Return the day in Britain at a moment that is given with its zone."""
    found = _day(timed["day"], month_first)
    hour, minute = int(timed["hour"]), int(timed["minute"])
    half = (timed["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    offset = re.fullmatch(r"([+-])(\d\d):?(\d\d)?", timed["zone"])
    ahead = int(offset[2]) * 60 + int(offset[3] or 0) if offset else 0
    ahead = -ahead if offset and offset[1] == "-" else ahead
    if found is None or hour > 23 or minute > 59 or ahead > 15 * 60:
        raise _no_date(timed[0])
    moment = datetime(found.year, found.month, found.day, hour, minute)  # noqa: DTZ001
    return british_day(moment - timedelta(minutes=ahead))


def _serial(number: float) -> date:
    if int(number) not in _SERIALS:
        raise _no_date(f"{number:g}")
    return _DAY_ZERO + timedelta(int(number))


def _whole_year(typed: str) -> int:
    """Return the year of 25 and of 2025; 0024 is another, and not of our time."""
    return int(typed) + (2000 if len(typed) == 2 else 0)


def of_our_time(found: date, said: str = "") -> date:
    """Return a day as it is.

    Raises:
        UnreadableError: its year is not of our time.
    """
    if not 1990 <= found.year <= 2199:
        said = said or found.isoformat()
        raise UnreadableError(f"“{said}” is not a date", "its year is not of our time")
    return found


def _no_date(said: str) -> UnreadableError:
    return UnreadableError(f"“{said}” is not a date", f"write it as {FORMS}")


def _fault(value: Fault) -> str:
    return str(value) if value.startswith("a ") else f"the error {value}"
