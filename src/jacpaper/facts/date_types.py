"""The kinds of value that are times and years: as exact as they are known, or `unknown`.

They are made as those of `value_types` are.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic_core.core_schema import no_info_plain_validator_function

from jacpaper.facts.value_types import Count, Mark, Prepared, Total, Unknown, unchanged
from jacpaper.text import dates

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core.core_schema import CoreSchema

T = TypeVar("T")

# What people write where a date is not known, or a list has nothing in it.
NOT_KNOWN = {
    "unknown",
    "not known",
    "tbc",
    "tba",
    "tbd",
    "n/k",
    "n/a",
    "none",
    "?",
    "to be confirmed",
    "to be determined",
    "to be advised",
    "date to be confirmed",
    "dates to be confirmed",
    "date tbc",
    "dates tbc",
    "not yet known",
}


def _when(value: object) -> dates.When:
    if str(value).strip().lower() in NOT_KNOWN:
        raise ValueError(
            f'"{value}" is no date; until one is known, delete what it belongs to (here or above)'
        )
    return dates.parse(str(value) if isinstance(value, int) else _typed(value))


def _when_in_a_year(value: object) -> dates.When:
    """A time that leaves the report year open would count nowhere."""
    when = _when(value)
    if when.first.year != when.last.year:
        raise ValueError(f"{when} lies in two report years; write a time within one, as in 2025")
    return when


def _known_when(value: object) -> dates.When | Unknown:
    if value == "unknown":
        return "unknown"
    if str(value).strip().lower() in NOT_KNOWN:
        raise ValueError(f'"{value}" is no date; did you mean "unknown"?')
    return _when(value)


def _exact_date(value: object) -> date:
    return dates.parse_exact(_typed(value))


def _duration(value: object) -> dates.Duration:
    return dates.parse_duration(_typed(value))


def _year(value: object) -> int:
    if isinstance(value, str) and re.fullmatch("2[01][0-9]{2}", value):
        raise ValueError(f"this should be a report year; write it without quotes: {value}")
    financial = re.fullmatch(r"(2[01]\d\d) ?[/-] ?(\d\d|2[01]\d\d)", str(value))
    if financial:
        years = f"{financial[1]} or {int(financial[1]) + 1}"
        raise ValueError(
            f'"{value}" is two years; write the one in which the report came out, {years}'
        )
    if not isinstance(value, int) or not 2000 <= value <= 2199:
        raise ValueError("this should be a report year; write it as 2025")
    return value


def _year_or_total(value: object) -> int | Total:
    if isinstance(value, str) and not re.search(r"\d", value) and value != "total":
        raise ValueError(
            "this should be a report year; write it as 2025, and counts by status or rating under"
            " open_by: {status: {...}}"
        )
    return "total" if value == "total" else _year(value)


def _cycle(value: object) -> str:
    """An assessment programme goes by its years: 2023/25, or one year as in 2017."""
    text = str(value)
    years = re.fullmatch(r"(20\d\d)(?:/(\d\d))?", text)
    if not years or (years[2] and not 0 < int(years[2]) - int(years[1][2:]) < 10):
        raise ValueError(f'"{text}" is not an assessment programme; write it as 2023/25')
    return text


def _typed(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("this should be a date or time in words or figures")  # noqa: TRY004
    return value


def _open(value: Any) -> Any:
    """That nothing is open is said; keys without values may be figures not yet filled in."""
    if value == "none":
        return {}
    if not isinstance(value, dict | None):
        hint = "write a line for each year, as in 2025: 12, or the word none if nothing is open"
        raise ValueError(f'"{value}" does not say how many are open; {hint}')  # noqa: TRY004
    if value == {}:
        raise ValueError("no figures are given here; write the word none if nothing is open")
    return value


def _day_or_more(value: Any) -> Any:
    return value if isinstance(value, dict) else {"day": value}


class _DayOrKeys:
    """Tells the schema that a time may stand alone, without the keys that say more of it."""

    __get_pydantic_core_schema__ = unchanged

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"const": "unknown"}, _WHEN, handler(core)]}


class _NoneOpen:
    """Tells the schema that open counts may be the word `none` instead."""

    __get_pydantic_core_schema__ = unchanged

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"const": "none"}, {**handler(core), "minProperties": 1}]}


class _Read:
    """Reads a value with a function of ours, and tells the schema what that accepts."""

    def __init__(self, read: Callable[[Any], Any], **words: Any) -> None:
        self.read, self.words = read, words

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {**self.words}


# What editors check and complete while one types; the functions above decide.
_DAY = r"(\d{4}-\d{2}-\d{2}|\d{1,2}(st|nd|rd|th)? [A-Za-z]{3,9}\.? \d{4})"
_EXACT = {"type": "string", "pattern": f"^{_DAY}$", "examples": ["2025-10-15"]}
_DATE = (
    rf"({_DAY}|(week (commencing|beginning)|w/[cb]) {_DAY}"
    r"|((early|mid|late)[ -])?[A-Za-z]{3,9}\.? \d{4}"
    r"|(spring|summer|autumn) \d{4}|winter \d{4}/\d{2}|Q[1-4] \d{4}/\d{2}"
    r"|((early|mid|late)[ -])?\d{4})"
)
_WHEN = {
    "type": ["string", "integer"],
    "pattern": rf"^({_DATE}|.+( (to|and) | ?[-\u2013] ?){_DATE})$",
    "minimum": 1829,
    "maximum": 2199,
    "examples": ["July 2026", "early January 2026", "week commencing 2025-09-08"],
}
_YEAR = {"type": "string", "pattern": r"^2[01]\d{2}$", "examples": ["2025"]}
_YEAR_OR_TOTAL = {"type": "string", "pattern": r"^(2[01]\d{2}|total)$"}

When = Annotated[dates.When, _Read(_when, **_WHEN)]
ExactDate = Annotated[date, _Read(_exact_date, **_EXACT)]
WhenInYear = Annotated[dates.When, _Read(_when_in_a_year, **_WHEN)]
KnownWhen = Annotated[dates.When | Unknown, _Read(_known_when, anyOf=[{"const": "unknown"}, _WHEN])]
Duration = Annotated[
    dates.Duration,
    _Read(
        _duration,
        type="string",
        pattern=r"^([a-z]+|[1-9]\d{0,2}) (day|week|month|fortnight)s?$",
        examples=["2 weeks"],
    ),
]
Cycle = Annotated[
    str,
    _Read(
        _cycle,
        type=["string", "integer"], pattern=r"^20\d\d(/\d\d)?$", minimum=2000, maximum=2099,
        examples=["2023/25"],
    ),
    Mark.CODE,
]  # fmt: skip
Year = Annotated[int, _Read(_year, **_YEAR)]
YearOrTotal = Annotated[int | Total, _Read(_year_or_total, **_YEAR_OR_TOTAL)]
OpenByYear = Annotated[dict[YearOrTotal, Count], Prepared(_open), _NoneOpen()]
# A time alone, or with more said of it under keys of its own.
DayOrMore = Annotated[T, Prepared(_day_or_more), _DayOrKeys()]
