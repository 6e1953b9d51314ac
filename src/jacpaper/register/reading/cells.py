"""What a cell says: text, a day, yes or no; whatever the register's file made of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from jacpaper.register.reading.tables import Fault
from jacpaper.text import dates
from jacpaper.text.characters import fold, unprintable

if TYPE_CHECKING:
    from jacpaper.register.reading.tables import Value

FORMS = "08/09/2025, 8 September 2025 or 2025-09-08"
# What people type where there is nothing to say.
_NOTHING = {"", "-", "–", "—", "n/a", "na", "none", "nil", "tbc", "not set", "not applicable"}  # noqa: RUF001
_YES = {"yes", "y", "true", "x", "1", "exempt", "restricted"}
_NO = {"no", "n", "false", "0", "public", "not exempt"}
# Excel counts days from 1900 and takes that for a leap year; dates of ours come later.
_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(20_000, 100_000)


def text(value: Value | None) -> str:
    """Return a cell's text in one line.

    Raises:
        ValueError: it is an error, or holds a character that no paper can hold.
    """
    if type(value) is str and value.isprintable():
        # Most texts need no more than a look.
        plain = "  " not in value and value == value.strip(" ")
        return value if plain else fold(value)
    match value:
        case None:
            return ""
        case Fault():
            raise ValueError(f"this is {_fault(value)}; open the register, mend it and save it")
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return format(value, ".15g")
        case date() | int():
            return str(value)
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    for odd in unprintable(value)[:1]:
        raise ValueError(f"{odd} that no paper can hold; {odd.hint}")
    return fold(value)


def day(value: Value | None) -> date | None:
    """Return the day a cell names: a date, a serial number, or text as people in Britain write it.

    Raises:
        ValueError: it names none, or a day that is not of our time.
    """
    if isinstance(value, str) and not isinstance(value, Fault):
        return _day(value)
    if value is None:
        return None
    if isinstance(value, date):
        return _of_our_time(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _serial(value)
    raise ValueError(f"{text(value)} is not a date; write it as {FORMS}")


def yes(value: Value | None) -> bool | None:
    """Return whether a cell says yes; None where it says nothing.

    Raises:
        ValueError: it says something else.
    """
    said = text(value)
    lower = said.lower()
    if lower in _YES:
        return True
    if lower in _NO:
        return False
    if lower in _NOTHING:
        return None
    raise ValueError(f"“{said}” is neither yes nor no; write yes or no")


def year(value: Value | None) -> int | None:
    """Return the year a cell gives.

    Raises:
        ValueError: it gives none.
    """
    if isinstance(value, date):
        return value.year
    said = text(value)
    if len(said) == 4 and said.isascii() and said.isdigit() and said[:2] in ("20", "21"):
        return int(said)
    if said.lower() in _NOTHING:
        return None
    raise ValueError(f"“{said}” is not a report year; write it as 2025")


@lru_cache(4096)
def _day(typed: str) -> date | None:
    said = text(typed)
    if said.lower() in _NOTHING:
        return None
    # A time of day, as exports add it, says nothing about the day.
    bare = re.sub(r"[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?(Z|\+00:00)?$", "", said)
    if re.fullmatch(r"\d{5}(\.\d+)?", bare):
        return _serial(float(bare))
    found = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d\d)", bare)
    if found:
        number, month, year_ = (int(part) for part in found.groups())
        try:
            return _of_our_time(date(_whole_year(year_), month, number), said)
        except ValueError:
            hint = "here the day comes before the month" if month > 12 else f"write {FORMS}"
            raise ValueError(f"{said} is not a date; {hint}") from None
    words = re.fullmatch(r"(\d{1,2})[ \-]([A-Za-z]{3,9})[ \-,]+(\d{4}|\d\d)", bare)
    if words:
        bare = f"{words[1]} {words[2]} {_whole_year(int(words[3]))}"
    try:
        return _of_our_time(dates.parse_exact(bare), said)
    except ValueError:
        raise ValueError(f"“{said}” is not a date; write it as {FORMS}") from None


def _serial(number: float) -> date:
    if int(number) not in _SERIALS:
        raise ValueError(f"{number:g} is not a date; write it as {FORMS}")
    return _DAY_ZERO + timedelta(int(number))


def _whole_year(year_: int) -> int:
    return year_ + 2000 if year_ < 100 else year_


def _of_our_time(found: date, said: str = "") -> date:
    if not 1990 <= found.year <= 2199:
        said = said or found.isoformat()
        raise ValueError(f"{said} is not a date; the year {found.year} is not of our time")
    return found


def _fault(value: Fault) -> str:
    return str(value) if value.startswith("a ") else f"the error {value}"
