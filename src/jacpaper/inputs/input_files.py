"""The YAML files in inputs/: each is read and validated once, and what is wrong is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import ValidationError

from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.walk import AllKeys
from jacpaper.inputs import validation
from jacpaper.problems import Problem, Problems
from jacpaper.project.layout import LOOK_BACK, looked_back_on, named
from jacpaper.text import yaml_reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from jacpaper.text.yaml_source import Source

File = TypeVar("File", bound=StrictModel)


class InputFiles:
    """The files that a meeting's paper draws on.

    Problems are collected until all files are read, so that they can be shown together.
    """

    def __init__(self, project: Path, meeting: date) -> None:
        self.project, self.meeting = project, meeting
        self.before = looked_back_on(project, meeting)
        """The earlier meetings, oldest first."""
        self.problems: list[Problem] = []
        self.sources: dict[str, Source] = {}
        self._read: dict[str, StrictModel | None] = {}

    def read(
        self, model: type[File], name: str, part: Callable[[Any], Any] | None = None
    ) -> File | None:
        """Return a file as facts, or the part of it that `part` returns; None: it has errors."""
        if name not in self._read:
            self._read[name] = self._validated(model, name, part)
        return cast("File | None", self._read[name])

    def of_meeting(self, model: type[File], day: date, name: str) -> File | None:
        """Return one of the files of a meeting as facts; None: it has errors."""
        return self.read(model, named(day, name))

    def source(self, day: date, name: str) -> Source:
        """Return where the values of a meeting's file stand."""
        return self.sources[named(day, name)]

    def miss(self, day: date, name: str, key: str, how: str) -> None:
        """Note that neither a meeting's file nor an older one gives a key; `how` to give it."""
        none = "inputs/ has no folder for a meeting before this one"
        if self.before:
            none = f"none of the last {min(len(self.before), LOOK_BACK)} papers gives it"
        place = self.source(day, name).value_place(())
        self.problems.append(Problem(place, f'"{key}" is missing', f"{none}; {how}"))

    def _validated(
        self, model: type[File], name: str, part: Callable[[Any], Any] | None
    ) -> File | None:
        try:
            read = yaml_reader.read(self.project / name, name, AllKeys(model))
        except Problems as found:
            self.problems += found.problems
            return None
        self.sources[name] = read
        refused: list[Problem] = []
        facts = None
        try:
            facts = model.model_validate(part(read.data) if part else read.data)
        except ValidationError as error:
            refused = validation.problems(error.errors(), model, read)
        self._note(name, read, refused)
        return facts

    def _note(self, name: str, read: Source, found: list[Problem]) -> None:
        """Keep what is wrong with a file: of each place, what its reader or its model says."""
        refused = {one.place for one in found}
        is_old = any(name.startswith(f"inputs/{day.isoformat()}/") for day in self.before)
        first = [
            one
            for one in read.problems
            if one.place not in read.doubtful or one.place not in refused
            if one.severity == "error" or not is_old
        ]
        reported = {one.place for one in first}
        self.problems += [*first, *(one for one in found if one.place not in reported)]
