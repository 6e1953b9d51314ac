"""A kind's facts.yaml becomes the model that reads its items, as the program has for its own files.

So all that is done for those (strict reading, places, "did you mean", schemas for editors) is
done for these.
"""

from __future__ import annotations

import keyword
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from jacpaper.facts.amounts import Bounded, money, number
from jacpaper.facts.date_types import ExactDate, When
from jacpaper.facts.item import ItemFile
from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import (
    Checked,
    Count,
    Label,
    Line,
    ListOf,
    Mark,
    NilOr,
    OneParagraph,
    OrNone,
    OrUnknown,
    Text,
    Url,
)
from jacpaper.facts.walk import AllKeys
from jacpaper.inputs import validation
from jacpaper.kinds import agreement, one_for_each, parts
from jacpaper.kinds.description import AMOUNTS, FactsFile, Key
from jacpaper.problems import Problem, Problems
from jacpaper.project.layout import KIND_FACTS
from jacpaper.template.compose_item import OF_COMMITTEE, OTHERS
from jacpaper.text import yaml_reader
from jacpaper.text.decoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.text.yaml_source import Source, Trail

_NAME = re.compile("[a-z][a-z0-9_]{0,39}")
_OF_TEMPLATES = frozenset((
    "loop", "self", "caller", "kwargs", "varargs", "range", "namespace", "true", "false", "none",
))  # fmt: skip
_SIMPLE: Mapping[str, Any] = {
    "line": Line, "paragraph": OneParagraph, "text": Text, "code": Label, "count": Count,
    "date": ExactDate, "when": When, "link": Url, "true or false": bool,
}  # fmt: skip
_READ = {"number": number, "money": money}
# Generic types, filled in at run time.
_LIST_OF: Any = ListOf
_NIL_OR: Any = NilOr
_OR: Mapping[str, Any] = {"none": OrNone, "unknown": OrUnknown}
_DEEPEST = 4


class AnyKeys(ItemFile):
    """An item of a kind that has no facts.yaml: any keys beside those of every item."""

    model_config = ConfigDict(**{**StrictModel.model_config, "extra": "allow"})


def model_of(folder: TemplateFolder) -> type[ItemFile]:
    """Return the model of a kind's items.

    Raises:
        Problems: its facts.yaml is none, each mistake at its line.
    """
    path = folder.path / KIND_FACTS
    if not path.exists():
        return AnyKeys
    shown = f"{folder.shown}/{KIND_FACTS}"
    return _model(decoded(path, shown), shown)


def described_in(folder: TemplateFolder) -> FactsFile | None:
    """Return what a kind's facts.yaml says; None: it has none.

    Raises:
        Problems: it is none, each mistake at its line.
    """
    path = folder.path / KIND_FACTS
    if not path.exists():
        return None
    shown = f"{folder.shown}/{KIND_FACTS}"
    return _read(decoded(path, shown), shown)


@lru_cache(maxsize=50)
def _model(text: str, shown: str) -> type[ItemFile]:
    described = _read(text, shown)
    return _made("Item", described.keys, ItemFile, described.about)


@lru_cache(maxsize=50)
def _read(text: str, shown: str) -> FactsFile:
    source = yaml_reader.read_text(text, shown, AllKeys(FactsFile))
    try:
        found = FactsFile.model_validate(source.data)
    except ValidationError as error:
        raise Problems(
            [*source.problems, *validation.problems(error.errors(), FactsFile, source)]
        ) from None
    taken = {*ItemFile.model_fields, *OF_COMMITTEE, *OTHERS}
    problems = [*source.problems, *_mistakes(found.keys, source, ("keys",), taken)]
    for part in parts.described(found.keys, ("keys",)):
        for trail, fault, hint in (*one_for_each.faults(part), *agreement.faults(part)):
            problems.append(Problem(source.value_place(trail), fault, hint))
    if problems:
        raise Problems(problems)
    return found


class _Mistake(NamedTuple):
    key: str
    message: str
    hint: str


def _mistakes(
    keys: Mapping[str, Key], source: Source, trail: Trail, taken: set[str]
) -> Iterator[Problem]:
    """Yield what is wrong between the parts of a description; `taken` are names already used."""
    if not keys:
        yield Problem(source.value_place(trail), "no keys are given here", "give one at least")
    for name, key in keys.items():
        here = (*trail, name)
        if fault := _fault_of_name(name, taken):
            yield Problem(source.key_place(here), f'"{name}" {fault}', "choose another name")
        for one in _faults(key):
            yield Problem(source.key_place((*here, one.key)), one.message, one.hint)
        if key.keys:
            if len(here) > 2 * _DEEPEST:
                fault = "keys within keys go no deeper than this"
                yield Problem(source.key_place((*here, "keys")), fault, "make it a list of its own")
            yield from _mistakes(key.keys, source, (*here, "keys"), set())


def _fault_of_name(name: str, taken: set[str]) -> str:
    if not _NAME.fullmatch(name):
        return "cannot be a key: small letters, figures and _ alone, a letter first"
    if name in taken:
        return "is a key of every item, or a name that every template has"
    is_word = keyword.iskeyword(name) or name in _OF_TEMPLATES
    if is_word or hasattr(BaseModel, name) or name.startswith("model_"):
        return "means something else in templates or in the program"
    return ""


def _faults(key: Key) -> Iterator[_Mistake]:
    """Yield what does not go together in one key."""
    yield from _faults_of_choice(key)
    yield from _faults_of_parts(key)
    for name in ("least", "most") if key.type not in (*AMOUNTS, "list") else ():
        if getattr(key, name) is not None:
            hint = f"delete the line: only {', '.join(AMOUNTS)} and list have one"
            yield _Mistake(name, f"a {key.type} has no {name}", hint)
    yield from _faults_of_bounds(key)
    if key.word and key.type == "true or false":
        hint = f'make it a choice, as in choices: ["yes", "no", {key.word}]'
        yield _Mistake("or", f"{key.word} would count as true in a template", hint)


def _faults_of_bounds(key: Key) -> Iterator[_Mistake]:
    for name, least in (("least", 0), ("most", 1)) if key.type in ("count", "list") else ():
        bound = getattr(key, name)
        if bound is not None and bound < least:
            yield _Mistake(name, f"the {name} of a {key.type} is {least} or more", "correct it")
    if key.least is not None and key.most is not None and key.least > key.most:
        yield _Mistake("least", "this is more than most", "correct one of them")


def _faults_of_choice(key: Key) -> Iterator[_Mistake]:
    is_choice = "choice" in (key.type, key.of)
    if is_choice and not key.choices:
        yield _Mistake("type", "a choice needs its words", "give them under choices: [..., ...]")
    if key.choices and not is_choice:
        yield _Mistake("choices", "only a choice has choices", "delete the line, or type: choice")
    if key.word in key.choices:
        hint = f"keep it among the choices, and delete or: {key.word}"
        yield _Mistake("or", f"{key.word} is one of the choices too", hint)
    if len({*key.choices}) < len(key.choices):
        yield _Mistake("choices", "a word stands here twice", "keep one of them")


def _faults_of_parts(key: Key) -> Iterator[_Mistake]:
    if key.type == "list" and bool(key.of) == bool(key.keys):
        hint = "write what each entry is, as in of: line, or its keys under keys:"
        yield _Mistake("type", "a list is of something, or has keys", hint)
    if key.type == "keys" and not key.keys:
        yield _Mistake("type", "this has no keys", "write them under keys:")
    if key.keys and key.type not in ("list", "keys"):
        yield _Mistake("keys", "only a list or keys have keys", "make it type: keys or type: list")
    if key.of and key.type != "list":
        yield _Mistake("of", "only a list is of something", "delete the line, or type: list")


def _made(
    name: str, keys: Mapping[str, Key], base: type[StrictModel], about: str | None
) -> type[Any]:
    """Return a model with these keys, called in messages as the thing is."""
    fields: dict[str, Any] = {key: _field(key, one) for key, one in keys.items()}
    return create_model(
        name, __base__=base, __module__=ItemFile.__module__, __doc__=about, **fields
    )


def _field(name: str, key: Key) -> tuple[Any, Any]:
    kind, about = _type(name, key), key.about
    if not key.optional:
        return kind, Field(description=about)
    if key.type == "list":
        return kind, Field(default=(), description=about)
    return kind | None, Field(default=None, description=about)


def _type(name: str, key: Key) -> Any:
    """Return the type of a key's value, made of those that the program's own files have."""
    holds = key.of if key.type == "list" else key.type
    kind = _made(name, key.keys, StrictModel, None) if key.keys else _simple(holds or "", key)
    if key.type != "list":
        return _OR[key.word][kind] if key.word else kind
    listed = _NIL_OR[kind] if key.word == "none" else _LIST_OF[kind]
    if key.least is not None or key.most is not None:
        listed = Annotated[listed, _Length(key.least, key.most)]
    return _OR["unknown"][listed] if key.word == "unknown" else listed


def _simple(type_: str, key: Key) -> Any:
    # Of a list, the fewest and most are of its entries.
    least, most = (None, None) if key.type == "list" else (key.least, key.most)
    if type_ == "choice":
        return Annotated[Literal[key.choices], Mark.CODE]
    if type_ in _READ:
        return Annotated[Any, Bounded(_READ[type_], least, most)]
    if type_ == "count" and (least is not None or most is not None):
        return Annotated[int, Field(ge=least or 0, le=9999 if most is None else most)]
    return _SIMPLE[type_]


class _Length(Checked):
    """Has a list refused that has too few entries or too many."""

    def __init__(self, least: int | None, most: int | None) -> None:
        self.least, self.most = least, most
        super().__init__(self._checked)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {**handler(core)}

    def _checked(self, value: Any) -> Any:
        if self.least is not None and len(value) < self.least:
            raise ValueError(f"these are {len(value)}; give {self.least} at least")
        if self.most is not None and len(value) > self.most:
            raise ValueError(f"these are {len(value)}; give {self.most} at most")
        return value
