"""The values of a file, each with the marks that the model puts on its type.

What a field is (words that people read, an answer to a warning) is said once, in its type;
whoever looks for such values finds them here and keeps no list of keys.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from jacpaper.facts.value_types import Mark, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from jacpaper.text.yaml_source import Trail

    # The keys that lead to a value, the value as it was typed, and the marks of its type.
    Marked = tuple[Trail, Any, frozenset[Mark]]


class Shape(NamedTuple):
    """What the model says of a value: its marks, and what may be inside it."""

    marks: frozenset[Mark] = frozenset()
    model: type[BaseModel] | None = None
    """Of keys and values; None: it has none, or any keys."""
    inside: Shape | None = None
    """Of each item of a list, or each value under any key."""


def marked(model: type[BaseModel], data: Any) -> Iterator[Marked]:
    """Yield every value of a file's data whose type has a mark, in the order of the file."""
    yield from _walk(Shape(model=model), data, ())


def keys_at(model: type[BaseModel], trail: Trail) -> list[str]:
    """Return the keys that may stand where a trail leads; none where the model has no keys."""
    at = _model_at(model, trail)
    return list(_keys(at)) if at else []


def description_of(model: type[BaseModel], trail: Trail) -> str:
    """Return what the model says of the key that a trail ends with; empty if nothing."""
    field = _field_at(model, trail)
    return field.description or "" if field else ""


def says_nothing_left_out(model: type[BaseModel], trail: Trail) -> bool:
    """Return whether a trail ends with a key of the model without which nothing is said.

    Without others something is taken that is usual, or worked out.
    """
    field = _field_at(model, trail)
    if field is None or field.is_required() or field.default not in (None, (), {}):
        return False
    said = _docstring(model, trail)
    return not any(words in said for words in ("default:", "Left out only"))


def may_be_unknown(model: type[BaseModel], trail: Trail) -> bool:
    """Return whether the word `unknown` may stand where a trail leads, in place of keys."""
    field = _field_at(model, trail)
    return field is not None and Unknown in get_args(field.annotation)


def is_of_years(model: type[BaseModel], trail: Trail) -> bool:
    """Return whether a trail ends with a key under which each report year has a figure."""
    return _docstring(model, trail).startswith("Report year:")


def _docstring(model: type[BaseModel], trail: Trail) -> str:
    """Return what the code says under the field of a key; empty: nothing, as in a kind's items."""
    at = _model_at(model, trail[:-1])
    if at is None or not trail:
        return ""
    parts = (one for one in at.__mro__ if issubclass(one, BaseModel) and one is not BaseModel)
    key = str(trail[-1])
    said = (_docstrings(one.__module__).get((one.__name__, key)) for one in parts)
    return next(filter(None, said), "")


@cache
def _docstrings(module: str) -> Mapping[tuple[str, str], str]:
    """Return what a module says under the fields of its models; it is read when somebody asks."""
    from jacpaper.facts.editor_schema import docstrings  # noqa: PLC0415 - seldom needed

    return docstrings([sys.modules[module]])


def _field_at(model: type[BaseModel], trail: Trail) -> FieldInfo | None:
    at = _model_at(model, trail[:-1])
    fields = at.model_fields.items() if at and trail else ()
    return next((one for name, one in fields if _key(name, one) == trail[-1]), None)


class AllKeys(Mapping[str, bool]):
    """Every key that may stand anywhere in a file, and whether its items have keys.

    It is worked out when somebody asks: for most files nobody does.
    """

    def __init__(self, model: type[BaseModel]) -> None:
        self.model = model

    def __getitem__(self, key: str) -> bool:
        return _all_keys(self.model)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_all_keys(self.model))

    def __len__(self) -> int:
        return len(_all_keys(self.model))


@cache
def _all_keys(model: type[BaseModel]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    shapes, met = [Shape(model=model)], set()
    while shapes:
        shape = shapes.pop()
        # What may hold itself is looked into once.
        keys = _keys(shape.model) if shape.model and shape.model not in met else {}
        met.add(shape.model)
        found.update({key: bool(one.inside and one.inside.model) for key, one in keys.items()})
        shapes += [*keys.values(), *([shape.inside] if shape.inside else [])]
    return found


def fields(model: type[BaseModel]) -> dict[str, Shape]:
    """Return the shape of each field of a model, by the field's name."""
    return {name: _shape(one.annotation, one.metadata) for name, one in model.model_fields.items()}


def _model_at(model: type[BaseModel], trail: Trail) -> type[BaseModel] | None:
    shape = Shape(model=model)
    for step in trail:
        keys = _keys(shape.model) if shape.model else {}
        shape = keys.get(str(step)) or shape.inside or Shape()
    return shape.model


def _walk(shape: Shape, data: Any, trail: Trail) -> Iterator[Marked]:
    if shape.marks:
        yield trail, data, shape.marks
    match data:
        case dict():
            keys = _keys(shape.model) if shape.model else {}
            for key, value in data.items():
                if inside := keys.get(key, shape.inside):
                    yield from _walk(inside, value, (*trail, key))
        case list() if shape.inside:
            for index, value in enumerate(data):
                yield from _walk(shape.inside, value, (*trail, index))


@cache
def _keys(model: type[BaseModel]) -> dict[str, Shape]:
    """Return the shape of what stands under each key, by the key as it is typed."""
    return {
        _key(name, field): _shape(field.annotation, field.metadata)
        for name, field in model.model_fields.items()
    }


def _key(name: str, field: FieldInfo) -> str:
    return field.alias or name


def _shape(kind: Any, metadata: Any = ()) -> Shape:
    """Return the shape of a type; its alternatives, as in `Line | None`, are taken together."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _shape(parts[0], (*metadata, *parts[1:]))
    marks = frozenset(mark for mark in metadata if isinstance(mark, Mark))
    if origin in (Union, types.UnionType):
        shapes = [_shape(part) for part in parts]
        marks = marks.union(*(shape.marks for shape in shapes))
        model = next((shape.model for shape in shapes if shape.model), None)
        return Shape(marks, model, next((shape.inside for shape in shapes if shape.inside), None))
    if origin in (tuple, list):
        return Shape(marks, inside=_shape(parts[0]))
    if origin is dict:
        return Shape(marks, inside=_shape(parts[1]))
    is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
    return Shape(marks, kind if is_model else None)
