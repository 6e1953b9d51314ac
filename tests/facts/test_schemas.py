"""What editors check while one types is what jacpaper accepts."""

from __future__ import annotations

import copy
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import generate
import jsonschema
import pytest
from pydantic import ValidationError

import judges
from conftest import MEETING, ROOT, Project
from jacpaper.build.prepare import prepare
from jacpaper.problems import Problems
from jacpaper.project import layout
from jacpaper.text import yaml_reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAMPLES = sorted(
    path
    for folder in ("inputs", "examples", "tests/rules/inputs")
    for path in (ROOT / folder).rglob("*.yaml")
)

# Nobody types it, so it names no schema in line 1; it has every key.
PUBLISHED = ROOT / "tests" / "rules" / "published.yaml"


def schema_path(name: str) -> Path:
    return ROOT / "schemas" / f"{name}.schema.json"


def schema_of(path: Path) -> Path:
    """Return the schema of a sample; an item has that of its kind."""
    kind = yaml_reader.read(path, path.name).data.get("kind")
    return ROOT / layout.kind_schema(kind) if kind else schema_path(path.stem)


def test_the_generated_files_are_fresh() -> None:
    for path, text in generate.generated().items():
        committed = (ROOT / path).read_text(encoding="utf-8")
        assert committed == text, f"{path}: run `make docs` and commit"


@pytest.mark.parametrize("name", sorted(generate.FILES))
def test_every_key_is_explained(name: str) -> None:
    schema = generate.schema(name)
    for part in [schema, *schema.get("$defs", {}).values()]:
        for key, value in part["properties"].items():
            assert value["description"], key


def test_force_and_committee_are_each_explained_by_an_example_of_their_own() -> None:
    schema = generate.schema("committee")
    said = {}
    for body in ("force", "committee"):
        part = schema["$defs"][schema["properties"][body]["$ref"].rpartition("/")[2]]
        said[body] = {key: value["description"] for key, value in part["properties"].items()}
    assert not set(said["force"].values()) & set(said["committee"].values())
    assert "Committee" in said["committee"]["name"]
    assert "Police" in said["force"]["name"]


@pytest.mark.parametrize("name", sorted(generate.FILES))
def test_an_independent_validator_accepts_all_samples(name: str) -> None:
    samples = [path for path in (*SAMPLES, PUBLISHED) if path.stem == name]
    assert samples
    assert judges.check_jsonschema(schema_path(name), samples) == ""


@pytest.mark.parametrize(
    "path", [path for path in SAMPLES if path.parent.name == "items"], ids=lambda path: path.stem
)
def test_an_independent_validator_accepts_all_items(path: Path) -> None:
    schema = json.loads(schema_of(path).read_text(encoding="utf-8"))
    jsonschema.validate(yaml_reader.read(path, path.name).data, schema)


@pytest.mark.parametrize("kind", layout.kinds(ROOT))
def test_every_key_of_a_kind_is_explained(kind: str) -> None:
    schema = json.loads((ROOT / layout.kind_schema(kind)).read_text(encoding="utf-8"))
    for part in [schema, *schema["$defs"].values()]:
        for key, value in part["properties"].items():
            assert value["description"], key


@pytest.mark.parametrize(
    "path",
    [path for path in SAMPLES if "tests" not in path.parts],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_sample_names_its_schema_in_line_1(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    address = first.partition("$schema=")[2]
    assert first.startswith("# yaml-language-server: ")
    assert (path.parent / address).resolve() == schema_of(path)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("paper", "monitoring_phase: scan", "monitoring_phase: [scan]"),
        ("paper", "title:", "titel:"),
        ("paper", "causes_of_concern:\n", "causes_of_concern: []\nx:\n"),
        ("reports", "published: 2025-10-15", "published: some time"),
        ("reports", "partners: good", "partners: excellent"),
        ("reports", "made: 18", "made: -18"),
        ("reports", "joint_with: [HMI Probation]", "joint_with: HMI Probation"),
        ("open-counts", "  2022: 2\n", "  22: 2\n"),
        ("open-counts", "as_at: unknown", "as_at: soon"),
        ("inspections", "lasts: 2 weeks", "lasts: a while"),
        ("inspections", "notification: early January 2026", "notification: soon"),
    ],
)
def test_it_rejects_what_is_wrong(project: Project, name: str, old: str, new: str) -> None:
    path = project.input(f"{name}.yaml")
    schema = json.loads(schema_path(name).read_text(encoding="utf-8"))
    jsonschema.validate(in_json(path), schema)
    project.edit(path, old, new)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(in_json(path), schema)


def in_json(path: Path) -> Any:
    """Return what a file says, in which a year is a key in quotes, as schemas have it."""
    return json.loads(json.dumps(yaml_reader.read(path, path.name).data, default=str))


def test_schema_and_model_agree_on_every_mutation() -> None:
    """Drop, rename and retype every value of the reference paper: both say the same."""
    tried = 0
    for name, kind in generate.FILES.items():
        where = "inputs" if name == "committee" else f"inputs/{MEETING}"
        where = {
            "agenda": "examples/midshire/inputs/2026-03-26",
            "register": "examples/midshire/inputs",
            "published": "tests/rules",
        }.get(name, where)
        data = yaml_reader.read(ROOT / where / f"{name}.yaml", name).data
        validator = jsonschema.Draft202012Validator(generate.schema(name))
        for what, mutant in mutants(data):
            by_schema = validator.is_valid(json.loads(json.dumps(mutant)))
            try:
                kind.model_validate(mutant)
                by_model = True
            except ValidationError:
                by_model = False
            assert by_schema == by_model, f"{name}: {what}"
            tried += 1
    assert tried > 500


def mutants(data: Any) -> Iterator[tuple[str, Any]]:
    """Yield the data with one thing wrong, or not, in it."""
    for trail in trails(data):
        *above, last = trail
        for value in (True, 5, -1, 3.5, "some text", "none", {}, {"a": 1}, [5]):
            mutant = copy.deepcopy(data)
            at(mutant, above)[last] = value
            yield f"{trail} = {value!r}", mutant
        if isinstance(last, str):
            mutant = copy.deepcopy(data)
            at(mutant, above)[f"{last}x"] = at(mutant, above).pop(last)
            yield f"{trail} renamed", mutant
            del at(mutant, above)[f"{last}x"]
            if at(mutant, above):
                yield f"{trail} dropped", mutant


def trails(data: Any, trail: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in list(items):
        yield (*trail, key)
        if isinstance(value, dict | list):
            yield from trails(value, (*trail, key))


def at(data: Any, trail: list[str | int]) -> Any:
    for step in trail:
        data = data[step]
    return data


@pytest.mark.parametrize("how", ["drop", "rename", "retype", "duplicate", "reorder"])
def test_no_mutation_of_a_sample_gives_a_traceback(project: Project, how: str) -> None:
    """Whatever happens to a line of the inputs, what is said has a place or nothing is wrong."""
    for name in ("committee", "paper", "reports", "open-counts", "inspections"):
        path = project.input(f"{name}.yaml")
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        for number, line in enumerate(lines):
            if ":" not in line or line.lstrip().startswith("#"):
                continue
            path.write_text("".join(mutated(lines, number, how)), encoding="utf-8")
            try:
                found = prepare(project.folder, date.fromisoformat(MEETING))[1]
            except Problems as problems:
                found = problems.problems
            assert all(problem.place.file and str(problem) for problem in found)
        path.write_text(text, encoding="utf-8")


def mutated(lines: list[str], number: int, how: str) -> list[str]:
    line = lines[number]
    key, _, rest = line.partition(":")
    return {
        "drop": [*lines[:number], *lines[number + 1 :]],
        "rename": [*lines[:number], f"{key}x:{rest}", *lines[number + 1 :]],
        "retype": [*lines[:number], f"{key}: [1, {{a: b}}]\n", *lines[number + 1 :]],
        "duplicate": [*lines[: number + 1], *lines[number:]],
        "reorder": [*lines[:number], *lines[number + 1 :], line],
    }[how]


def test_there_is_a_schema_for_each_file_that_is_read() -> None:
    names = {f"{name}.yaml" for name in generate.FILES}
    assert names == {
        layout.COMMITTEE,
        *layout.MEETING_FILES,
        layout.AGENDA_FILE,
        layout.PUBLISHED,
        layout.REGISTER_MAPPING,
    }


def test_the_files_of_a_meeting_are_listed_once() -> None:
    listing = re.compile(r'"paper\.yaml",\s+"reports\.yaml"|^REPORTS = ', re.MULTILINE)
    holders = [
        path.name
        for path in (ROOT / "src").rglob("*.py")
        if listing.search(path.read_text(encoding="utf-8"))
    ]
    assert holders == ["layout.py"]
