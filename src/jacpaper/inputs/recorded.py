"""What `jacpaper finalise` recorded of a meeting's paper, where it is final or was."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from jacpaper.problems import Place, Problem
from jacpaper.project.layout import (
    PUBLISHED,
    built_meetings,
    copy_of_record,
    has_record,
    meetings,
    named,
)
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from jacpaper.facts.published import PublishedFile
    from jacpaper.inputs.input_files import InputFiles
    from jacpaper.text.dates import When


def recorded(files: InputFiles, day: date) -> PublishedFile | None:
    """Return the record of the paper of a meeting; None: there is none, or it has errors.

    One that was copied with its folder from another meeting is noted as an error.
    """
    name = named(day, PUBLISHED)
    if not has_record(files.project, day):
        if (files.project / copy_of_record(day)).is_file():
            known = f"{copy_of_record(day)} is a copy of it"
            files.problems.append(_gone(files.project, day, known))
        return None
    if not (files.project / name).is_file():
        fault = "this is not the file that `jacpaper finalise` wrote"
        hint = "put that back in its place; without it the paper is not final"
        files.problems.append(Problem(Place(name), fault, hint))
        return None
    from jacpaper.facts.published import PublishedFile  # noqa: PLC0415 - most papers have none

    found = files.read(PublishedFile, name)
    if not found:  # nobody edits it, so how to mend its YAML would lead astray
        hint = f"put it back as it was, {_from(files.project, day)}; nothing in it is to be edited"
        files.problems[:] = [
            one._replace(hint=hint) if one.place.file == name and one.place.line else one
            for one in files.problems
        ]
        return None
    if found.meeting != day:
        place = files.sources[name].value_place(("meeting",))
        fault = f"this was recorded of another paper, that of {long(found.meeting)}"
        hint = (
            f"if the folder was renamed by mistake, call it {found.meeting} again; if it was"
            f"\ncopied, or the meeting is now on another day, delete inputs/{day}/{PUBLISHED}"
        )
        files.problems.append(Problem(place, fault, hint))
        return None
    if found.record != of_record(files.sources[name].data):
        fault = "this record was edited after `jacpaper finalise` or `reopen` wrote it"
        hint = f"put it back as it was, {_from(files.project, day)}; nothing in it is to be edited"
        place = files.sources[name].value_place(("record",))
        files.problems.append(Problem(place, fault, hint))
        return None
    files.problems += _earlier_gone(files.project, found)
    return found


def _earlier_gone(project: Path, found: PublishedFile) -> Iterator[Problem]:
    """Yield an error for each older record that a paper was held against and that is not there."""
    for day in meetings(project):
        name = named(day, PUBLISHED)
        is_copied = (project / copy_of_record(day)).is_file()
        if name in found.sources and not has_record(project, day) and not is_copied:
            yield _gone(project, day, f"the paper of {long(found.meeting)} was held against it")


def folders_gone(project: Path, meeting: date) -> Iterator[Problem]:
    """Yield an error for each earlier meeting whose paper was final, and whose folder is gone."""
    known = meetings(project)
    for day in built_meetings(project):
        copy = copy_of_record(day)
        if day < meeting and day not in known and (project / copy).is_file():
            fault = f"the folder of this meeting is gone, whose paper was final; {copy} shows it"
            hint = f"put the folder back, from a copy; if nothing was published, delete build/{day}"
            yield Problem(Place(f"inputs/{day}"), fault, hint)


def _gone(project: Path, day: date, known: str) -> Problem:
    """Return the error that the record of a meeting is not there, and how that is known."""
    copy = copy_of_record(day)
    fault = f"the record of what was published is gone; {known}"
    hint = f"put it back, {_from(project, day)}; without it nobody notices if the files of"
    hint += f" {day} change."
    if (project / copy).is_file():
        hint += f"\nIf nothing was published, delete {copy} too"
    return Problem(Place(named(day, PUBLISHED)), fault, hint)


def _from(project: Path, day: date) -> str:
    """Return from what a record is put back; on another machine build/ may have no copy of it."""
    copy = copy_of_record(day)
    return f"from {copy} or another copy" if (project / copy).is_file() else "from a copy"


def of_record(data: Mapping[str, Any]) -> str:
    """Return the digest that a record has of itself."""
    return digest({key: value for key, value in data.items() if key != "record"})


def digest(data: Any) -> str:
    """Return the digest of what a file says, whatever its comments and quotes."""
    return hashlib.sha256(json.dumps(_as_words(data), sort_keys=True).encode()).hexdigest()


def _as_words(data: Any) -> Any:
    match data:
        case dict():
            return {str(key): _as_words(one) for key, one in data.items()}
        case list():
            return [_as_words(one) for one in data]
    return str(data)


def when(given: When | str) -> str:
    """Return a date as it is recorded, as exact as it is known."""
    if isinstance(given, str):
        return given
    return given.day.isoformat() if given.day else str(given)
