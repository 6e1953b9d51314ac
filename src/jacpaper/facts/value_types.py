"""The kinds of value a key may have: what is accepted, and what the schema says of it.

Each is a type for pydantic: a function that takes or refuses what was typed, in
the officer's words, and a few words of JSON Schema by which an editor completes
and checks while one types. Where the two differ, the function decides.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

from pydantic import Field
from pydantic_core.core_schema import (
    no_info_after_validator_function,
    no_info_before_validator_function,
    no_info_wrap_validator_function,
)

from jacpaper.patches import pydantic_plugins
from jacpaper.text import addresses, light_markdown
from jacpaper.text.characters import fold
from jacpaper.text.divided import joined as whole_words
from jacpaper.text.markup import in_place_of, mark
from jacpaper.text.yaml_slips import BULLETS

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

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
DayColumn = Literal[
    "made", "target", "revised", "status_date", "closed", "date_history", "revised_on",
    "submitted_on", "evidence_on",
]  # fmt: skip
Colour = Literal["red", "amber", "green", "blue", "grey"]
# By what the open items can be divided in a paper.
OpenItemsBy = Literal[
    "report", "type", "status", "age", "due date", "rating", "reach", "theme", "cause of concern",
]  # fmt: skip
# What a paper can show of its ledger.
LedgerView = Literal[
    "moved", "overdue", "in time", "planned", "owner", "report", "theme", "rating", "oldest",
    "no date", "waiting", "ages", "flow",
]  # fmt: skip
Unknown = Literal["unknown"]
DRAFT = "draft"
Draft = Literal["draft"]
None_ = Literal["none"]
Shown = Literal["shown", "left out"]
Total = Literal["total"]

T = TypeVar("T")
# An agenda item, as in 05, 5a, 5(a) and 5.1.
ITEM = r"^(?=.{1,12}$)[0-9A-Za-z.]+(\([0-9A-Za-z]+\)[0-9A-Za-z.]*)*$"


def unchanged(_: object, source: Any, handler: Any) -> CoreSchema:
    """Leave a value's checker as it is: what has no such method is searched for constraints."""
    found: CoreSchema = handler(source)
    return found


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

    __get_pydantic_core_schema__ = unchanged


# What people write where they have nothing to say; the first two are ours.
_OURS = ("none", "unknown")
_FOR_NOTHING = frozenset((*_OURS, "n/a", "nil", "not applicable", "not known"))


# What a point of a list begins with; a letter or number is kept, for others may speak of it.
_POINT = rf"[-*{BULLETS}]\s+|(?=\(?[a-z\d]{{1,3}}[.)]\s)"


def _line(text: str) -> str:
    if "\n" in text.strip():
        raise ValueError(
            f"this must be one line of text; write it in one line: {in_one_line(text)}"
        )
    if not text.strip():
        raise ValueError("nothing is given here; fill it in, or delete the line with its key")
    _not_a_word_for_nothing(text)
    if fault := addresses.of_mail(text):
        raise ValueError(fault)
    if found := mark(text):
        raise ValueError(f'"{found}" would be printed as it stands; {in_place_of(found)}')
    return fold(text)


def in_one_line(text: str) -> str:
    """Return in quotes and in one line what was typed in several, its points after semicolons."""
    from jacpaper.text.yaml_writer import quoted  # noqa: PLC0415 - seldom needed

    joined = ""
    for line in filter(None, map(str.strip, whole_words(text).splitlines())):
        point = re.match(_POINT, line)
        if joined:
            goes_on = re.search(r"(?:[.:;,?!]|\b(?:and|or))$", joined)
            joined += "; " if point and not goes_on else " "
        joined += line[point.end() :] if point else line
    return quoted(joined)


def _label(text: str) -> str:
    """The words of somebody else, where N/A is one like others."""
    return fold(text) if _says_nothing(text) and fold(text) not in _OURS else _line(text)


def _host(text: str) -> str:
    """A web server's name, without what addresses have around it."""
    if not re.fullmatch(r"(?i)[a-z0-9-]+(\.[a-z0-9-]+)+", text.strip()):
        raise ValueError(f'"{text}" is not the name of a site; write it as hmics.scot')
    return text.strip().lower().removeprefix("www.")


def _cell_words(text: str) -> str:
    """Words as a register's cells have them, where `none` and `unknown` are words like others."""
    return fold(text) if _says_nothing(text) else _line(text)


def _says_nothing(text: str) -> bool:
    return text.strip().rstrip(".").casefold() in _FOR_NOTHING


def _not_a_word_for_nothing(text: str) -> None:
    """`none` and `unknown` mean something elsewhere; here they would be printed."""
    if _says_nothing(text):
        raise ValueError(
            f'this would print "{text.strip()}"; to say nothing, delete the key with its value'
        )


def text_value(text: str) -> str:
    """Return a text of light Markdown as it is.

    Raises:
        ValueError: it is empty, or holds what light Markdown cannot show.
    """
    if not text.strip():
        raise ValueError("nothing is given here; fill it in, or delete the line with its key")
    _not_a_word_for_nothing(text)
    light_markdown.check(text)
    return text


def one_paragraph(text: str) -> str:
    """Return one paragraph of light Markdown as it is.

    Raises:
        ValueError: it is more than one, or not light Markdown.
    """
    light_markdown.check_line(text_value(text))
    return text


def _item(text: str) -> str:
    # It becomes part of a file's name.
    if not re.fullmatch(ITEM, text) or not text.strip("."):
        raise ValueError(f'{text!r} is not an agenda item; write it as "05", "5(a)" or "5.1"')
    return text


def _url(text: str) -> str:
    if fault := addresses.fault(text):
        raise ValueError(fault)
    return text


_NOTHING = {"none", "nil", "n/a", "no", "nothing", "null", "nil return", "0", "-"}
_NOT_KNOWN = {"not known", "tbc", "tba", "tbd", "n/k", "?", "to be confirmed"}


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


def as_list(value: Any) -> Any:
    """Return a list that is not empty as a tuple.

    Raises:
        ValueError: it is empty, or no list.
    """
    if value == []:
        raise ValueError("this list is empty; fill it in, or delete the line with its key")
    if not isinstance(value, list):
        raise ValueError('this should be a list, one "- " an item')  # noqa: TRY004
    return tuple(value)


class _Nil:
    """Tells the schema that a list may be the word `none` instead, and is not empty."""

    __get_pydantic_core_schema__ = unchanged

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"const": "none"}, {**handler(core), "minItems": 1}]}


class _Some:
    """Tells the schema that a list is not empty."""

    __get_pydantic_core_schema__ = unchanged

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {**handler(core), "minItems": 1}


class _OrWord:
    """Lets a word stand in place of a value, which is not looked into then."""

    def __init__(self, word: str) -> None:
        self.word = word

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        kind = get_args(source)[0]
        read = partial(self._read, self._others(kind))
        return no_info_wrap_validator_function(read, handler.generate_schema(kind))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"const": self.word}, handler(core)]}

    def _others(self, kind: Any) -> AbstractSet[str]:
        """Return what people may type instead of the word."""
        has_keys = hasattr(kind, "model_fields")
        if self.word == "none":
            return _NOTHING if has_keys else frozenset()
        if self.word != "unknown":
            return frozenset()
        # Of a list or a number, words for nothing may mean that there is none.
        is_text = getattr(kind, "__origin__", kind) is str
        return _NOT_KNOWN | _NOTHING if has_keys or is_text else _NOT_KNOWN

    def _read(self, others: AbstractSet[str], value: Any, read: Callable[[Any], Any]) -> Any:
        if value == self.word:
            return self.word
        if isinstance(value, str) and value.strip().lower() in others:
            what = "that there is none" if self.word == "none" else "that something is not known"
            fault = f'"{value}" is not how it is written {what}'
            raise ValueError(f'{fault}; did you mean "{self.word}"?')
        return read(value)


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


class Checked:
    """Has a function take or refuse each value, and tells the schema in words what it takes.

    Both in one, and without looking at the function's parameters as pydantic's own class does:
    a paper's files have hundreds of such values.
    """

    def __init__(self, check: Callable[[Any], Any], **words: Any) -> None:
        self.check, self.words = check, words

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {**self.words}


class Prepared:
    """Has a function see what was typed before its type does; likewise."""

    def __init__(self, prepare: Callable[[Any], Any]) -> None:
        self.prepare = prepare

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_before_validator_function(self.prepare, handler(source))


# What editors check and complete while one types; the functions above decide.
WORDS: dict[str, Any] = {
    "type": "string", "pattern": r"\S", "not": {"enum": ["none", "unknown"]},
}  # fmt: skip
Line = Annotated[str, Checked(_line, **WORDS), Mark.PROSE]
Quoted = Annotated[str, Checked(_line, **WORDS), Mark.PROSE, Mark.QUOTED]
Text = Annotated[str, Checked(text_value, **WORDS), Mark.PROSE]
LineOrUnknown = Annotated[Line | Unknown, _OrWord("unknown"), Mark.PROSE]
OneParagraph = Annotated[str, Checked(one_paragraph, **WORDS), Mark.PROSE]
# A line that is no sentence and no name: a kind, a reference, a heading to look for.
Label = Annotated[str, Checked(_label, **WORDS), Mark.CODE]
# One that the paper prints, where a word for nothing would be read.
Term = Annotated[str, Checked(_line, **WORDS), Mark.CODE]
# What a cell of a register says.
CellWords = Annotated[str, Checked(_cell_words, type="string", pattern=r"\S"), Mark.CODE]
AgendaItem = Annotated[
    str,
    Checked(_item, type="string", pattern=ITEM, examples=["05", "5(a)"]),
    Mark.CODE,
]
Url = Annotated[
    str,
    Checked(_url, type="string", pattern=r"^https?://[^\s/]+\S*$"),
    Mark.CODE,
]
Host = Annotated[
    str,
    Checked(
        _host, type="string", pattern=r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", examples=["hmics.scot"]
    ),
    Mark.CODE,
]
Count = Annotated[int, Field(ge=0, le=9999)]
RegisterCell = Annotated[str | int | bool | list[str], Mark.CODE]
Notes = Annotated[dict[str, OneParagraph], Mark.ANSWERS]
NilOr = Annotated[tuple[T, ...], Prepared(_nil_or_list), _Nil(), Mark.NIL_OR_LIST]
ListOf = Annotated[tuple[T, ...], Prepared(as_list), _Some()]
# What may be a word instead.
OrNone = Annotated[T | None_, _OrWord("none")]
OrUnknown = Annotated[T | Unknown, _OrWord("unknown")]
OrDraft = Annotated[T | Draft, _OrWord(DRAFT)]
