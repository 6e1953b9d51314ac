"""What the model says of a value beside its type is found again, wherever the value stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

import generate
import pytest
from pydantic import BaseModel

from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import Label, Line, ListOf, Mark, NilOr
from jacpaper.facts.walk import marked
from jacpaper.hmicfrs.files import PaperFile, ReportsFile

if TYPE_CHECKING:
    from collections.abc import Iterator


class Inner(StrictModel):
    said: Line
    reference: Label | None = None


class Outer(StrictModel):
    one: Inner | None = None
    several: NilOr[Inner] | None = None
    lines: ListOf[Line] = ()
    named: dict[str, ListOf[Inner]] | None = None


def trails(mark: Mark, model: type[StrictModel], data: Any) -> list[tuple[Any, ...]]:
    return [trail for trail, _, marks in marked(model, data) if mark in marks]


def test_marked_values_are_found_at_any_depth_in_the_order_of_the_file() -> None:
    inner = {"reference": "R1", "said": "Words"}
    data = {
        "lines": ["a", "b"],
        "named": {"x": [inner]},
        "several": [inner],
        "one": {"said": "c"},
        "unknown": {"said": "c"},
    }
    assert trails(Mark.PROSE, Outer, data) == [
        ("lines", 0),
        ("lines", 1),
        ("named", "x", 0, "said"),
        ("several", 0, "said"),
        ("one", "said"),
    ]
    assert trails(Mark.CODE, Outer, data) == [
        ("named", "x", 0, "reference"),
        ("several", 0, "reference"),
    ]
    assert trails(Mark.NIL_OR_LIST, Outer, data) == [("several",)]


def test_the_word_none_for_a_list_is_no_text() -> None:
    assert [value for _, value, _ in marked(ReportsFile, {"reports": "none"})] == ["none"]
    assert trails(Mark.PROSE, ReportsFile, {"reports": "none"}) == []


def test_keys_are_those_that_are_typed() -> None:
    """`was` of a restated figure is called `from` in the file."""
    data = {"restated": {2024: {"from": 4, "to": 3, "why": "One was counted twice."}}}
    model = generate.FILES["open-counts"]
    assert trails(Mark.PROSE, model, data) == [("restated", 2024, "why")]


def test_answers_and_what_they_say_are_both_found() -> None:
    data = {"notes": {"cause-open": "It was closed."}}
    assert trails(Mark.ANSWERS, PaperFile, data) == [("notes",)]
    assert trails(Mark.PROSE, PaperFile, data) == [("notes", "cause-open")]


@pytest.mark.parametrize("name", sorted(generate.FILES))
def test_every_text_is_prose_or_said_not_to_be(name: str) -> None:
    texts = list(text_types(generate.FILES[name], name))
    assert texts
    for where, metadata in texts:
        marks = {mark for mark in metadata if mark in (Mark.PROSE, Mark.CODE)}
        assert len(marks) == 1, f"{where}: is this text that people read (Line) or not (Label)?"


def text_types(kind: Any, where: str, metadata: tuple[Any, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield where the types have texts, and what each is annotated with; keys are no texts."""
    if get_origin(kind) is Annotated:
        kind, *more = get_args(kind)
        yield from text_types(kind, where, (*metadata, *more))
    elif kind is str:
        yield where, metadata
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            yield from text_types(field.annotation, f"{where}.{name}", tuple(field.metadata))
    elif parts := get_args(kind):
        inner = parts[1:] if get_origin(kind) is dict else parts
        for part in inner:
            yield from text_types(part, where, metadata)
