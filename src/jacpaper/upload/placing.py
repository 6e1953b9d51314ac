"""The folder to upload, put in place as a whole, with a record beside it, and held against that.

build/2025-12-11/upload/        all of it may be published
build/2025-12-11/upload.json    what is in it, and of what it was made
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.build import folder_lock, in_place, manifest, recorded
from jacpaper.problems import Problem, Problems, as_errors, harmless
from jacpaper.project.layout import UPLOAD, UPLOAD_RECORD, meetings, own_folder
from jacpaper.upload import meeting as of_meeting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from jacpaper.build.folder_lock import Say
    from jacpaper.build.manifest import Manifest


class Placed(NamedTuple):
    """What was written."""

    folder: Path
    files: Mapping[str, int]
    """The names of the files, with how many bytes each has."""
    warnings: tuple[Problem, ...]
    notes: tuple[str, ...]
    """What became of files that a person edited, or put there: a sentence each."""


def folder_of(project: Path, meeting: date) -> Path:
    """Return the folder of a meeting that is to be uploaded."""
    return own_folder(project, meeting) / UPLOAD


def write(
    project: Path, meeting: date, *, strict: bool = False, say: Say = folder_lock.nothing
) -> Placed:
    """Make a meeting's folder to upload, and put all of it in place together.

    Raises:
        Problems: nothing was written.
        MachineError: nothing was written.
    """
    above = own_folder(project, meeting)
    in_place.restore(above, say)
    made = of_meeting.make(project, meeting)
    if strict and made.warnings:
        raise Problems(as_errors(made.warnings))
    outputs = _from_above(made.files)
    now = manifest.of(meeting, outputs, made.sources)
    notes = recorded.put(above, UPLOAD_RECORD, outputs, now, say, has_private=made.has_private)
    folder = folder_of(project, meeting)
    left = [
        f"{folder / name} was not made for this folder and is left as it is; take it away"
        " if it is not to be uploaded"
        for name in _strangers(above, now)
    ]
    sizes = {name: len(content) for name, content in made.files.items()}
    return Placed(folder, sizes, made.warnings, (*notes, *left))


def _from_above(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{UPLOAD}/{name}": content for name, content in files.items()}


def _strangers(above: Path, told: Manifest) -> Iterator[str]:
    """Yield the names of what lies in the folder, hidden or not, and would be uploaded with it."""
    for path in sorted((above / UPLOAD).iterdir()) if (above / UPLOAD).is_dir() else ():
        if f"{UPLOAD}/{path.name}" not in told.outputs:
            yield path.name


def has_folder(project: Path, meeting: date) -> bool:
    """Tell whether a meeting has a folder to upload that was made here."""
    return (own_folder(project, meeting) / UPLOAD_RECORD).is_file()


def meeting_of(project: Path, folder: Path) -> date | None:
    """Return the meeting whose folder to upload this is, if it is one."""
    here = folder.resolve()
    is_own = (one for one in meetings(project) if folder_of(project, one).resolve() == here)
    return next(is_own, None)


def verify(project: Path, meeting: date) -> tuple[str, ...]:
    """Return why the folder is not what the inputs make; none: it is.

    Raises:
        Problems: the inputs make none any more.
        MachineError: it has no record, or cannot be made here.
    """
    above = own_folder(project, meeting)
    in_place.restore(above)
    told = manifest.read(above / UPLOAD_RECORD)
    made = of_meeting.make(project, meeting)
    reasons = [*told.changed_sources(made.sources, project)]
    reasons += recorded.compared(above, told, _from_above(made.files))
    reasons += told.other_versions()
    reasons += (f"{UPLOAD}/{name} was not made for this folder" for name in _strangers(above, told))
    return tuple(map(harmless, reasons))
