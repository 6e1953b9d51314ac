"""The kinds of value a key may have: what is accepted, and what the schema says of it.

Each is a type for pydantic: a function that takes or refuses what was typed, in
the officer's words, and a few words of JSON Schema by which an editor completes
and checks while one types. Where the two differ, the function decides.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core.core_schema import (
    no_info_before_validator_function,
    no_info_plain_validator_function,
    no_info_wrap_validator_function,
)

from jacpaper.patches import pydantic_plugins
from jacpaper.text import addresses, dates, light_markdown
from jacpaper.text.characters import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core.core_schema import CoreSchema

# Every model has values of these types, so it is defined after this.
pydantic_plugins.disable()

Grade = Literal[
    "outstanding", "good", "adequate", "requires improvement", "inadequate",
    "not graded", "narrative only", "not inspected",
]  # fmt: skip
UNGRADED: tuple[Grade, ...] = ("not graded", "narrative only", "not inspected")
ItemType = Literal["recommendation", "AFI"]
Status = Literal["open", "submitted for closure", "closed", "superseded"]
# What a force's word in its register may mean; a row left out is no item.
StatusMeaning = Literal["open", "submitted for closure", "closed", "superseded", "left out"]
# Our columns of a register that hold days.
DayColumn = Literal["made", "target", "revised", "status_date", "closed"]
Colour = Literal["red", "amber", "green", "blue", "grey"]
# By what the open items can be divided in a paper.
OpenItemsBy = Literal[
    "report", "type", "status", "age", "due date", "rating", "reach", "theme", "cause of concern",
]  # fmt: skip
Unknown = Literal["unknown"]
None_ = Literal["none"]
Shown = Literal["shown", "left out"]
Total = Literal["total"]

T = TypeVar("T")


class Mark(Enum):
    """What a type says of its values beside what they may be; `walk` looks for it."""

    PROSE = auto()
    """Text that people read: the rules on wording look at it."""
    QUOTED = auto()
    """Words of others, such as a report's title, which stay as they are."""
    CODE = auto()
    """Text that stands for something, such as an address or a name of a kind: they do not."""
    NIL_OR_LIST = auto()
    """A list whose nil return is the word `none`."""
    ANSWERS = auto()
    """Answers to warnings, by the rule's id."""


def _line(text: str) -> str:
    if "\n" in text.strip():
        raise ValueError("this must be one line of text")
    if not text.strip():
        raise ValueError("nothing is given here; fill it in, or delete the line with its key")
    _not_a_word_for_nothing(text)
    return fold(text)


def _host(text: str) -> str:
    """A web server's name, without what addresses have around it."""
    if not re.fullmatch(r"(?i)[a-z0-9-]+(\.[a-z0-9-]+)+", text.strip()):
        raise ValueError(f'"{text}" is not the name of a site; write it as hmics.scot')
    return text.strip().lower().removeprefix("www.")


def _cell_words(text: str) -> str:
    """Words as a register's cells have them, where `none` and `unknown` are words like others."""
    return fold(text) if fold(text) in ("none", "unknown") else _line(text)


def _not_a_word_for_nothing(text: str) -> None:
    """`none` and `unknown` mean something elsewhere; here they would be printed."""
    if text.strip() in ("none", "unknown"):
        raise ValueError(f'this would print "{text.strip()}"; to say nothing, delete the line')


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError("nothing is given here; fill it in, or delete the line with its key")
    _not_a_word_for_nothing(text)
    light_markdown.check(text)
    return text


def _one_paragraph(text: str) -> str:
    light_markdown.check_line(_text(text))
    return text


def _item(text: str) -> str:
    # It becomes part of a file's name.
    if not text.isascii() or not text.replace(".", "").isalnum() or len(text) > 12:
        raise ValueError(f'{text!r} is not an agenda item; write it as "05", "5a" or "5.1"')
    return text


def _url(text: str) -> str:
    if fault := addresses.fault(text):
        raise ValueError(fault)
    return text


# What people write where a date is not known, or a list has nothing in it.
_NOT_KNOWN = {
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
}
_NOTHING = {"none", "nil", "n/a", "no", "nothing", "null", "nil return", "0", "-"}


def _when(value: object) -> dates.When:
    if str(value).strip().lower() in _NOT_KNOWN:
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
    if str(value).strip().lower() in _NOT_KNOWN:
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


def _nil_or_list(value: Any) -> Any:
    """A nil return is said, never left out; an empty list is a matter for the rules."""
    if value == "none":
        return ()
    if str(value).strip().lower() in _NOTHING:
        raise ValueError(f'"{value}" is not how a nil return is written; did you mean "none"?')
    if not isinstance(value, list):
        raise ValueError('this should be a list, one "- " an item, or the word none')  # noqa: TRY004
    return tuple(value)


def distinct(value: Any) -> Any:
    """Keys that differ in spaces alone would become one, and one of their values be lost."""
    met: set[str] = set()
    for key in value if isinstance(value, dict) else ():
        if (folded := fold(str(key))) in met:
            raise ValueError(f'"{folded}" is given twice; keep one of them')
        met.add(folded)
    return value


def _list(value: Any) -> Any:
    if not isinstance(value, list) or not value:
        raise ValueError('this should be a list, one "- " an item')
    return tuple(value)


def _open(value: Any) -> Any:
    """That nothing is open is said; keys without values may be figures not yet filled in."""
    if value == "none":
        return {}
    if value == {}:
        raise ValueError("no figures are given here; write the word none if nothing is open")
    return value


def _day_or_more(value: Any) -> Any:
    return value if isinstance(value, dict) else {"day": value}


class _DayOrKeys:
    """Tells the schema that a time may stand alone, without the keys that say more of it."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"const": "unknown"}, _WHEN, handler(core)]}


class _NoneOpen:
    """Tells the schema that open counts may be the word `none` instead."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"const": "none"}, {**handler(core), "minProperties": 1}]}


class _Nil:
    """Tells the schema that a list may be the word `none` instead, and is not empty."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"const": "none"}, {**handler(core), "minItems": 1}]}


class _Some:
    """Tells the schema that a list is not empty."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {**handler(core), "minItems": 1}


class _OrWord:
    """Lets a word stand in place of a value, which is not looked into then."""

    def __init__(self, word: str) -> None:
        self.word = word

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        kind = get_args(source)[0]
        return no_info_wrap_validator_function(self._read, handler.generate_schema(kind))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"const": self.word}, handler(core)]}

    def _read(self, value: Any, read: Callable[[Any], Any]) -> Any:
        return self.word if value == self.word else read(value)


class OrAlone:
    """Lets a value stand alone for keys and values of which only this key is given."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_before_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "pattern": r"\S"}, handler(core)]}

    def _read(self, value: Any) -> Any:
        return {self.key: value} if isinstance(value, str) else value


class _Read:
    """Reads a value with a function of ours, and tells the schema what that accepts."""

    def __init__(self, read: Callable[[Any], Any], **words: Any) -> None:
        self.read, self.words = read, words

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {**self.words}


def _schema(**words: Any) -> WithJsonSchema:
    return WithJsonSchema(words)


# What editors check and complete while one types; the functions above decide.
_WORDS: dict[str, Any] = {
    "type": "string", "pattern": r"\S", "not": {"enum": ["none", "unknown"]},
}  # fmt: skip
_DAY = r"(\d{4}-\d{2}-\d{2}|\d{1,2} [A-Za-z]{3,9} \d{4})"
_EXACT = {"type": "string", "pattern": f"^{_DAY}$", "examples": ["2025-10-15"]}
_DATE = (
    rf"({_DAY}|(week commencing|w/c) {_DAY}|((early|mid|late)[ -])?[A-Za-z]{{3,9}} \d{{4}}"
    r"|(spring|summer|autumn) \d{4}|winter \d{4}/\d{2}|\d{4})"
)
_WHEN = {
    "type": ["string", "integer"],
    "pattern": rf"^({_DATE}|.+ (to|and) {_DATE})$",
    "minimum": 1829,
    "maximum": 2199,
    "examples": ["July 2026", "early January 2026", "week commencing 2025-09-08"],
}
_YEAR = {"type": "string", "pattern": r"^2[01]\d{2}$", "examples": ["2025"]}
_YEAR_OR_TOTAL = {"type": "string", "pattern": r"^(2[01]\d{2}|total)$"}

Line = Annotated[str, AfterValidator(_line), _schema(**_WORDS), Mark.PROSE]
Quoted = Annotated[str, AfterValidator(_line), _schema(**_WORDS), Mark.PROSE, Mark.QUOTED]
Text = Annotated[str, AfterValidator(_text), _schema(**_WORDS), Mark.PROSE]
LineOrUnknown = Annotated[Line | Unknown, _OrWord("unknown"), Mark.PROSE]
OneParagraph = Annotated[str, AfterValidator(_one_paragraph), _schema(**_WORDS), Mark.PROSE]
# A line that is no sentence and no name: a kind, a reference, a heading to look for.
Label = Annotated[str, AfterValidator(_line), _schema(**_WORDS), Mark.CODE]
# What a cell of a register says.
CellWords = Annotated[
    str, AfterValidator(_cell_words), _schema(type="string", pattern=r"\S"), Mark.CODE
]
AgendaItem = Annotated[
    str,
    AfterValidator(_item),
    _schema(type="string", pattern=r"^[0-9A-Za-z.]{1,12}$", examples=["05"]),
    Mark.CODE,
]
Url = Annotated[
    str,
    AfterValidator(_url),
    _schema(type="string", pattern=r"^https?://[^\s/]+\S*$"),
    Mark.CODE,
]
Host = Annotated[
    str,
    AfterValidator(_host),
    _schema(type="string", pattern=r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", examples=["hmics.scot"]),
    Mark.CODE,
]
When = Annotated[dates.When, _Read(_when, **_WHEN)]
ExactDate = Annotated[date, _Read(_exact_date, **_EXACT)]
WhenInYear = Annotated[dates.When, _Read(_when_in_a_year, **_WHEN)]
KnownWhen = Annotated[dates.When | Unknown, _Read(_known_when, anyOf=[{"const": "unknown"}, _WHEN])]
Duration = Annotated[
    dates.Duration,
    _Read(
        _duration,
        type="string",
        pattern=r"^(one|[1-9]\d{0,2}) (day|week|month)s?$",
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
Count = Annotated[int, Field(ge=0, le=9999)]
Year = Annotated[int, _Read(_year, **_YEAR)]
YearOrTotal = Annotated[int | Total, _Read(_year_or_total, **_YEAR_OR_TOTAL)]
OpenByYear = Annotated[dict[YearOrTotal, Count], BeforeValidator(_open), _NoneOpen()]
RegisterCell = Annotated[str | int | bool | list[str], Mark.CODE]
Notes = Annotated[dict[str, OneParagraph], Mark.ANSWERS]
NilOr = Annotated[tuple[T, ...], BeforeValidator(_nil_or_list), _Nil(), Mark.NIL_OR_LIST]
ListOf = Annotated[tuple[T, ...], BeforeValidator(_list), _Some()]
# What may be a word instead.
OrNone = Annotated[T | None_, _OrWord("none")]
OrUnknown = Annotated[T | Unknown, _OrWord("unknown")]
# A time alone, or with more said of it under keys of its own.
DayOrMore = Annotated[T, BeforeValidator(_day_or_more), _DayOrKeys()]
