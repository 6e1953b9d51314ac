"""The packs of a meeting in their folder: put there together, with a record, and held against it.

build/2025-12-11/pack/papers-2025-12-11.pdf
build/2025-12-11/pack/manifest.json
build/2025-12-11/pack/restricted/restricted-papers-2025-12-11.pdf
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.build import folder_lock, in_place, manifest, recorded
from jacpaper.build.names import is_restricted
from jacpaper.pack import meeting as of_meeting
from jacpaper.problems import Problem, Problems, as_errors, harmless
from jacpaper.project.layout import PACK, RESTRICTED, meetings, own_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from jacpaper.build.folder_lock import Say
    from jacpaper.build.manifest import Manifest


class Placed(NamedTuple):
    """What was written."""

    files: Mapping[Path, int]
    """The packs, with how many pages each has."""
    warnings: tuple[Problem, ...]
    notes: tuple[str, ...]
    """What became of files that a person edited, a sentence each."""


def folder_of(project: Path, meeting: date) -> Path:
    """Return the folder of a meeting's packs."""
    return own_folder(project, meeting) / PACK


def write(
    project: Path, meeting: date, *, strict: bool = False, say: Say = folder_lock.nothing
) -> Placed:
    """Make a meeting's packs, and put them into their folder together.

    Raises:
        Problems: nothing was written.
        MachineError: nothing was written.
    """
    folder = folder_of(project, meeting)
    in_place.restore(folder, say)
    made = of_meeting.make(project, meeting)
    if strict and made.warnings:
        raise Problems(as_errors(made.warnings))
    now = manifest.of(meeting, made.outputs, made.sources)
    has_private = any(map(is_restricted, made.outputs))
    notes = recorded.put(folder, manifest.NAME, made.outputs, now, say, has_private=has_private)
    files = {folder / name: made.pages[name] for name in made.outputs}
    return Placed(files, made.warnings, notes)


def has_pack(project: Path, meeting: date) -> bool:
    """Tell whether a meeting's folder of outputs has a pack that was made here."""
    return (folder_of(project, meeting) / manifest.NAME).is_file()


def meeting_of(project: Path, folder: Path) -> date | None:
    """Return the meeting whose folder of packs this is, if it is one."""
    here = folder.resolve()
    is_own = (one for one in meetings(project) if folder_of(project, one).resolve() == here)
    return next(is_own, None)


def verify(project: Path, meeting: date) -> tuple[str, ...]:
    """Return why the packs in their folder are not what the inputs make; none: they are.

    Raises:
        Problems: the inputs make no pack any more.
        MachineError: the folder has no record, or the pack cannot be made here.
    """
    folder = folder_of(project, meeting)
    in_place.restore(folder)
    told = manifest.read(folder / manifest.NAME)
    made = of_meeting.make(project, meeting)
    reasons = [
        *told.changed_sources(made.sources, project),
        *recorded.compared(folder, told, made.outputs, f"{PACK}/"),
    ]
    reasons += [*told.other_versions(), *_strangers(folder, told)]
    return tuple(map(harmless, reasons))


def _strangers(folder: Path, told: Manifest) -> Iterator[str]:
    """Name what lies beside the packs, and could be published with them."""
    below = folder / RESTRICTED
    paths = [*folder.iterdir(), *(below.iterdir() if below.is_dir() else ())]
    found = {path.relative_to(folder).as_posix() for path in paths if path != below}
    for name in sorted(found - {*told.outputs, manifest.NAME}):
        if not name.rpartition("/")[2].startswith((".", "~$")):
            yield f"{PACK}/{name} belongs to no pack"
