"""Papers that are final: they are recorded, kept as they were published, and reopened by name."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from jacpaper.build import in_place, manifest, record, sources
from jacpaper.build.prepare import prepare
from jacpaper.facts.published import PublishedFile
from jacpaper.inputs.input_files import InputFiles
from jacpaper.inputs.recorded import of_record, recorded
from jacpaper.kinds.choose import kind_of
from jacpaper.problems import MachineError, Place, Problem, Problems
from jacpaper.project.layout import (
    PAPER,
    PUBLISHED,
    copy_of_record,
    named,
    own_folder,
)
from jacpaper.rules import exempt
from jacpaper.rules.rule import AnyCase
from jacpaper.text import yaml_reader, yaml_writer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from jacpaper.build.record import Data

_HEAD = """\
# Made by jacpaper finalise, do not edit: what was published for this meeting. Keep it here, for
# the next paper is held against it. To change the paper, run
# jacpaper reopen {meeting} --why "..."
"""
_DIGEST = re.compile("[0-9a-f]{64}")


class Finalised(NamedTuple):
    """The record of a final paper, and what is to be asked of the paper all the same."""

    path: Path
    published: PublishedFile
    warnings: tuple[Problem, ...] = ()
    is_new: bool = True
    """False if the paper was final already, as it is."""


def finalise(project: Path, meeting: date, day: date) -> Finalised:
    """Record what is published for a meeting, on a day; from then on the paper stays as it is.

    Raises:
        Problems: it is a draft, has errors, or would be another paper than the one published.
        MachineError: the outputs are not what the inputs make, or the record cannot be written.
    """
    folder, path = own_folder(project, meeting), project / named(meeting, PUBLISHED)
    in_place.restore(folder)
    kind = kind_of(project, meeting, "")
    facts = kind.load()
    if facts.paper.is_draft:
        hint = "when it is cleared, write status: {cleared: DATE, by: POST} and build it again"
        place = facts.value_place(PAPER, "status")
        raise Problems([Problem(place, "a draft cannot be final", hint)])
    document, warnings = prepare(project, meeting)
    if facts.published and not facts.published.reopened:
        return Finalised(path, facts.published, is_new=False)
    told = _as_built(project, meeting, folder)
    made = record.record(facts, kind.record(facts), document, told, folder, day)
    _refuse_exempt_words(AnyCase(facts, None, kind.folder, kind.look), made)
    return Finalised(path, write(project, meeting, made), warnings)


def reopen(project: Path, meeting: date, day: date, why: str) -> None:
    """Record that a final paper may be changed, and why.

    Raises:
        Problems: there is no record, the inputs have errors, the paper is open already, or the
            reason has words of exempt items.
        MachineError: the record cannot be written.
    """
    name = named(meeting, PUBLISHED)
    files = InputFiles(project, meeting)
    published = recorded(files, meeting)
    if any(one.severity == "error" for one in files.problems):
        raise Problems(files.problems)
    if published is None or published.reopened:
        fault = "the paper is not final, so it can be changed as it is"
        raise Problems([Problem(Place(name), fault, f"run `jacpaper build {meeting}`")])
    # Only a register that can be read tells what is exempt.
    kind = kind_of(project, meeting, "")
    case = AnyCase(kind.load(), None, kind.folder, kind.look)
    if exempt.find_in(case, [why]):
        fault = "--why has words that only exempt items have, and many may read the record"
        raise Problems([Problem(Place(name), fault, "give the reason without them")])
    reopened = {"on": day.isoformat(), "why": " ".join(why.split())}
    write(project, meeting, {**files.sources[name].data, "reopened": reopened})


def write(project: Path, meeting: date, made: Data) -> PublishedFile:
    """Write a record, once it can be read back, and return it as read.

    A copy lies with what was published: if the record is deleted, that shows.

    Raises:
        MachineError: it cannot be written, or not be read back.
    """
    name = named(meeting, PUBLISHED)
    made = {**made, "record": of_record(made)}
    try:
        content = yaml_writer.document(made, _HEAD.format(**made)).encode()
    except UnicodeEncodeError:
        hint = "give each file in inputs/ and templates/ a name of ordinary letters"
        raise MachineError("the name of a file is not UTF-8", hint) from None
    published = _put(project / name, name, content)
    _put(project / copy_of_record(meeting), name, content)
    return published


def _put(path: Path, name: str, content: bytes) -> PublishedFile:
    """Write a record in one step, once it can be read back, and return it as read."""
    with in_place.machine_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, partial = tempfile.mkstemp(prefix=in_place.RECORD_PARTIAL, dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            try:
                read = yaml_reader.read(Path(partial), name)
                published = PublishedFile.model_validate(read.data)
            except (Problems, ValidationError) as error:
                raise MachineError(f"{name} would not be readable", str(error)) from None
            Path(partial).chmod(0o644)
            Path(partial).replace(path)
        finally:
            Path(partial).unlink(missing_ok=True)
    return published


def _as_built(project: Path, meeting: date, folder: Path) -> manifest.Manifest:
    """Return the manifest of the outputs, which are those that the inputs make."""
    way = f"run `jacpaper build {meeting}`, look at it, then run `jacpaper finalise {meeting}`"
    told = manifest.readable_in(folder).get(manifest.NAME)
    if told is None:
        raise MachineError(f"{folder} has no paper", way)
    now = sources.digests(project, meeting)
    if not manifest.is_up_to_date(told, project, folder, now, (), own=True):
        reasons = [*told.changed_sources(now, project), *told.changed_compared(project)]
        reasons += told.other_versions()
        there = manifest.still_true(told, project, folder, told.sources)
        reasons += [f"{name} is not as it was built" for name in told.outputs if name not in there]
        said = "".join(f"\n    {reason}" for reason in reasons)
        raise MachineError(f"{folder} is not what the inputs make now:{said}", way)
    return told


def _refuse_exempt_words(case: AnyCase, made: Data) -> None:
    """Look through the record as through a public paper: it lies where many may read it."""
    found = exempt.find_in(case, _texts(made))
    if found:
        record_itself = Place(named(case.facts.meeting, PUBLISHED))
        places = (one.place if one.place.file else record_itself for one in found)
        raise Problems(
            Problem(place, one.message, one.hint, rule="exempt")
            for place, one in zip(places, found, strict=True)
        )


def _texts(value: object) -> Iterator[str]:
    match value:
        case dict():
            for key, one in value.items():
                yield from _texts(key)
                yield from _texts(one)
        case list():
            for one in value:
                yield from _texts(one)
        case str() if not _DIGEST.fullmatch(value):
            yield value
