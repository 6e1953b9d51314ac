"""Whatever is typed under a key, of whatever shape, is a problem at its place or a fact."""

from __future__ import annotations

import itertools
import json
from datetime import date
from typing import TYPE_CHECKING, Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from jacpaper.facts.committee import CommitteeFile
from jacpaper.facts.register_file import RegisterFile
from jacpaper.hmicfrs.files import OpenCountsFile, PaperFile, ReportsFile
from jacpaper.hmicfrs.inspections_file import InspectionsFile
from jacpaper.inputs.input_files import InputFiles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jacpaper.facts.strict_model import StrictModel

FILES: tuple[type[StrictModel], ...] = (
    CommitteeFile, PaperFile, ReportsFile, OpenCountsFile, InspectionsFile, RegisterFile,
)  # fmt: skip
KEYS = ("total", 2023, "2023", "is this one?")
SCALARS = ("x", 16, -1, 10**19, True, "", "none", "2025-02-30", "05", "a\nb")
WRONG: tuple[Any, ...] = (
    *SCALARS, None, [], {}, [None], [[]], [{}], [["x"], "y"], {"x": {"y": [{"z": 1}]}},
    *({key: value} for key, value in itertools.product(KEYS, ("x", [], {"to": 1}))),
    *([{key: value}] for key, value in itertools.product(KEYS, ("x", None))),
    {"from": 16}, {2023: {"from": "x", "to": [], "by": 1}}, {2023: {"was": 1, "to": 2, "why": "x"}},
)  # fmt: skip


def places(kind: Any, trail: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value a type has room for; found without the program's own walk."""
    yield trail
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            yield from places(field.annotation, (*trail, field.alias or name))
    elif get_origin(kind) is tuple or get_origin(kind) is list:
        yield from places(get_args(kind)[0], (*trail, 0))
    elif get_origin(kind) is dict:
        yield from places(get_args(kind)[1], (*trail, 2023))
    else:
        for part in get_args(kind):
            if not isinstance(part, str):
                yield from itertools.islice(places(part, trail), 1, None)


def around(trail: tuple[Any, ...], value: Any) -> Any:
    for step in reversed(trail):
        value = [value] if step == 0 else {step: value}
    return value


def as_yaml(value: Any) -> str:
    """Return flow YAML; null is an empty place, as people leave it."""
    match value:
        case dict():
            inside = (f"{as_yaml(key)}: {as_yaml(one)}" for key, one in value.items())
            return "{" + ", ".join(inside) + "}"
        case list():
            return "[" + ", ".join(as_yaml(one) or '""' for one in value) + "]"
        case None:
            return ""
    return json.dumps(value)


@pytest.mark.parametrize("model", FILES)
def test_every_wrong_shape_under_every_key_has_a_place(
    tmp_path: Path, model: type[StrictModel]
) -> None:
    ways = {*places(model)}
    assert len(ways) > 10
    path = tmp_path / "x.yaml"
    for trail, value in itertools.product(ways, WRONG):
        path.write_text(as_yaml(around(trail, value)) or "{}", encoding="utf-8")
        files = InputFiles(tmp_path, date(2025, 12, 11))
        if files.read(model, "x.yaml") is None:
            assert files.problems
        for problem in files.problems:
            assert problem.place.line == 1
            assert problem.place.column >= 1
            assert problem.message


def test_a_figure_where_keys_should_be_is_named_with_the_keys(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("as_at: unknown\nrestated:\n  2023: 16\n  total: 16\n", encoding="utf-8")
    files = InputFiles(tmp_path, date(2025, 12, 11))
    assert files.read(OpenCountsFile, "x.yaml") is None
    first, second = files.problems
    assert str(first.place) == "x.yaml:3:9"
    assert first.hint == "one a line, each with a colon: from, to, why"
    assert str(second.place) == "x.yaml:4:3"
    assert second.message == "this should be a report year"


@pytest.mark.parametrize(
    ("typed", "hint", "followed"),
    [
        ('{"2023": 5}', "write it without quotes: 2023", "{2023: 5}"),
        ('{2023: "5"}', "write 5", "{2023: 5}"),
        ('{2023: "02"}', "write 2", "{2023: 2}"),
        (
            "{2023: 02}",
            "write 2",
            "{2023: 2}",
        ),
    ],
)
def test_the_hint_can_be_followed(tmp_path: Path, typed: str, hint: str, followed: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"as_at: unknown\nopen: {typed}\n", encoding="utf-8")
    files = InputFiles(tmp_path, date(2025, 12, 11))
    files.read(OpenCountsFile, "x.yaml")
    assert [problem.hint for problem in files.problems] == [hint]
    path.write_text(f"as_at: unknown\nopen: {followed}\n", encoding="utf-8")
    files = InputFiles(tmp_path, date(2025, 12, 11))
    assert files.read(OpenCountsFile, "x.yaml")
    assert files.problems == []


def test_the_sign_that_a_rule_asks_for_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("as_at: unknown\nopen: {2024: 1}\nadjusted: {2024: +1}\n", encoding="utf-8")
    files = InputFiles(tmp_path, date(2025, 12, 11))
    counts = files.read(OpenCountsFile, "x.yaml")
    assert counts is not None
    assert counts.adjusted == {2024: 1}
