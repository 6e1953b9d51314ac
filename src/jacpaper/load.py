"""A meeting's folder of YAML files becomes a `Paper`, or a list of all that is wrong."""

from __future__ import annotations

import re
import typing
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from jacpaper import source
from jacpaper.model import (
    CommitteeFile,
    Facts,
    InspectionsFile,
    OpenCounts,
    OpenCountsFile,
    Paper,
    PaperFile,
    ReportsFile,
)
from jacpaper.problems import Place, Problem, Problems, did_you_mean, nearest

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from jacpaper.source import Source, Trail

File = TypeVar("File", bound=Facts)

MEETING_FILES = ("paper.yaml", "reports.yaml", "open-counts.yaml", "inspections.yaml")


def meetings(project: Path) -> list[date]:
    """Return the meetings that have a folder in inputs/, oldest first."""
    return sorted(
        date.fromisoformat(folder.name)
        for folder in (project / "inputs").glob("*-*-*")
        if folder.is_dir() and _is_date(folder.name)
    )


def load(project: Path, meeting: date) -> Paper:
    """Read and validate every file of a meeting.

    Raises:
        Problems: all mistakes of all files.
    """
    return _Loader(project, meeting).paper()


class _Loader:
    """Reads file after file, and keeps what is wrong with each until all are read."""

    def __init__(self, project: Path, meeting: date) -> None:
        self.project, self.meeting = project, meeting
        self.folder = f"inputs/{meeting.isoformat()}"
        self.problems: list[Problem] = []
        self.sources: dict[str, Source] = {}

    def paper(self) -> Paper:
        self._refuse_strangers()
        committee, _ = self._file(CommitteeFile, "inputs/committee.yaml")
        paper, paper_source = self._file(PaperFile, f"{self.folder}/paper.yaml")
        reports, _ = self._file(ReportsFile, f"{self.folder}/reports.yaml")
        counts, counts_source = self._file(OpenCountsFile, f"{self.folder}/open-counts.yaml")
        inspections, _ = self._file(InspectionsFile, f"{self.folder}/inspections.yaml")
        last_meeting = self._last_meeting(paper, paper_source)
        previous = self._previous(counts, counts_source)
        if (
            self.problems
            or not (committee and paper and reports and counts and inspections)
            or not previous
        ):
            raise Problems(self.problems)
        return Paper(
            meeting=self.meeting,
            last_meeting=last_meeting,
            committee=committee,
            paper=paper,
            reports=reports,
            counts=counts,
            previous=previous,
            inspections=inspections,
            sources=self.sources,
        )

    def _refuse_strangers(self) -> None:
        """A misspelt file name would otherwise only show as a missing file."""
        for path in sorted((self.project / self.folder).glob("*.y*ml")):
            if path.name not in MEETING_FILES:
                hint = did_you_mean(path.name, MEETING_FILES)
                self.problems.append(
                    Problem(
                        Place(f"{self.folder}/{path.name}"),
                        "no paper has a file of this name",
                        hint or f"the files of a meeting are {', '.join(MEETING_FILES)}",
                    )
                )

    def _file(self, kind: type[File], name: str) -> tuple[File | None, Source]:
        try:
            read = source.read(self.project / name, name)
        except Problems as found:
            self.problems += found.problems
            return None, source.Source(name)
        self.sources.setdefault(name.rpartition("/")[2], read)
        try:
            return kind.model_validate(read.data), read
        except ValidationError as invalid:
            self.problems += _problems(invalid.errors(), kind, read)
            return None, read

    def _last_date(self) -> date | None:
        return max((day for day in meetings(self.project) if day < self.meeting), default=None)

    def _last_meeting(self, paper: PaperFile | None, read: Source) -> date | None:
        if paper is None:
            return None
        last = self._last_date()
        if last and paper.last_meeting:
            self._not_asked_for(read, "last_meeting", f"inputs/{last.isoformat()} gives it")
        elif not last and paper.last_meeting is None:
            self.problems.append(
                Problem(
                    read.value_place(()),
                    '"last_meeting" is missing',
                    "inputs/ has no folder for a meeting before this one; write its date, as in\n"
                    "last_meeting: 2025-09-25, or last_meeting: unknown",
                )
            )
        return last or (None if paper.last_meeting == "unknown" else paper.last_meeting)

    def _previous(self, counts: OpenCountsFile | None, read: Source) -> OpenCounts | None:
        last = self._last_date()
        if last:
            if counts and counts.previous:
                where = f"inputs/{last.isoformat()}/open-counts.yaml gives it"
                self._not_asked_for(read, "previous", where)
            return self._file(OpenCountsFile, f"inputs/{last.isoformat()}/open-counts.yaml")[0]
        if counts and not counts.previous:
            self.problems.append(
                Problem(
                    read.value_place(()),
                    '"previous" is missing',
                    "inputs/ has no folder for a meeting before this one; give the last paper's"
                    " figures, as in\nprevious: {as_at: unknown, open: {2024: 12, 2025: 17}}",
                )
            )
        return counts and counts.previous

    def _not_asked_for(self, read: Source, key: str, why: str) -> None:
        self.problems.append(
            Problem(read.key_place((key,)), f'"{key}" is not asked for: {why}', "delete it")
        )


def _problems(errors: list[ErrorDetails], kind: type[Facts], read: Source) -> list[Problem]:
    """Say pydantic's errors in the officer's words; a misspelt key is not missing as well."""
    misspelt = {
        (error["loc"][:-1], nearest(str(error["loc"][-1]), _known_at(kind, error["loc"][:-1])))
        for error in errors
        if error["type"] == "extra_forbidden"
    }
    return [
        _problem(error, kind, read)
        for error in errors
        if error["type"] != "missing" or (error["loc"][:-1], error["loc"][-1]) not in misspelt
    ]


def _problem(error: ErrorDetails, kind: type[Facts], read: Source) -> Problem:
    trail: Trail = error["loc"]
    match error["type"]:
        case _ if trail and trail[-1] == "[key]":
            return Problem(read.key_place(trail[:-1]), *_words(error))
        case "extra_forbidden":
            known = _known_at(kind, trail[:-1])
            hint = did_you_mean(str(trail[-1]), known) or f"known here: {', '.join(known)}"
            return Problem(read.key_place(trail), f'"{trail[-1]}" is not known here', hint)
        case "missing":
            place = read.key_place(trail[:-1]) if len(trail) > 1 else read.value_place(())
            return Problem(place, f'"{trail[-1]}" is missing{_under(trail)}')
        case "model_type":
            hint = f"one a line, each with a colon: {', '.join(_known_at(kind, trail))}"
            return Problem(read.value_place(trail), "this should be keys and values", hint)
        case _:
            return Problem(read.value_place(trail), *_words(error))


def _under(trail: Trail) -> str:
    parents = [str(step) for step in trail[:-1] if isinstance(step, str)]
    return f" from {parents[-1].replace('_', ' ')}" if parents else ""


def _words(error: ErrorDetails) -> tuple[str, str]:
    """Return message and hint for the error, by its type."""
    given, context = error["input"], error.get("ctx", {})
    message = hint = ""
    match error["type"]:
        case "value_error":
            message, _, hint = str(context["error"]).partition("; ")
        case "string_type":
            message = "this should be text"
            if isinstance(given, bool | int):
                hint = f'put it in quotes: "{str(given).lower()}"'
        case "int_type" | "int_parsing" | "int_from_float":
            message = "this should be a whole number, in figures and without quotes"
        case "bool_type":
            message = "this should be true or false"
        case "dict_type":
            message = "this should be keys and values, each after a colon, as in 2025: 27"
        case "greater_than_equal":
            message = f"this cannot be less than {context['ge']}"
        case "less_than_equal":
            message = f"this cannot be more than {context['le']}"
        case "literal_error":
            allowed = re.findall(r"'([^']*)'", context["expected"])
            message = f'"{given}" is not one of {", ".join(allowed)}'
            hint = did_you_mean(str(given), allowed)
    return message or error["msg"], hint


def _known_at(kind: Any, trail: Trail) -> list[str]:
    """Return the keys of the model that a trail of keys and list positions leads to."""
    for step in trail:
        annotation = kind.model_fields[step].annotation if isinstance(step, str) else kind
        kind = next(_models_in(annotation), kind)
    return list(kind.model_fields)


def _models_in(annotation: Any) -> typing.Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _models_in(part)


def _is_date(name: str) -> bool:
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False
