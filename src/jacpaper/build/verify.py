"""Whether the files in a folder are what their inputs make; what the manifest says is not enough.

The paper is made again, in memory, and compared byte for byte with what lies there.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.build import conformance, in_memory, in_place, left_over, manifest, names, sources
from jacpaper.build.sources import digest, digest_of
from jacpaper.problems import harmless
from jacpaper.project.layout import PACK, PUBLISHED, RESTRICTED, UPLOAD, UPLOAD_RECORD, own_folder
from jacpaper.writers.formats import FORMATS, Format

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from jacpaper.build.manifest import Manifest


class Verified(NamedTuple):
    """Why a folder is not what the inputs make, and files in it that no build made."""

    reasons: tuple[str, ...]
    others: tuple[str, ...]


def verify(project: Path, folder: Path) -> Verified:
    """Compare the outputs in a folder with what the inputs make.

    Raises:
        Problems: the inputs make no paper any more.
        MachineError: the folder has no manifest, or the paper cannot be made here.
    """
    in_place.restore(folder)
    named = own_meeting(project, folder)
    found = manifest.own_names_in(folder) if named else manifest.names_in(folder)
    there = _files(folder, whole=named is not None)
    reasons: list[str] = []
    expected: set[str] = set()
    no_more = left_over.records(project, folder, named) if named else {}
    for record in found or [manifest.NAME]:
        told = manifest.read(folder / record)
        expected |= told.outputs.keys()
        if record in no_more:
            reasons += left_over.said(project, told)
            continue
        meeting = date.fromisoformat(told.meeting)
        if named and meeting != named:
            reasons.append(f"{record} is of the meeting of {told.meeting}")
        outputs = _made_again(project, named or meeting, folder, told, there)
        reasons += _changed(project, named or meeting, told)
        reasons += _compared(told, folder, outputs)
        reasons += told.other_versions()
        expected |= outputs.keys()
    if named:
        reasons += [f"{one}: run `jacpaper prove` again" for one in conformance.outdated(folder)]
        expected |= conformance.digests_in(folder).keys()
    others = [name for name in there if name not in expected]
    reasons += [f"{name} belongs to no build" for name in others if names.looks_made(name)]
    left = [name for name in others if not names.looks_made(name)]
    return Verified(tuple(map(harmless, reasons)), tuple(map(harmless, left)))


def _made_again(
    project: Path, meeting: date, folder: Path, told: Manifest, there: list[str]
) -> Mapping[str, bytes]:
    """Return what the inputs make now, in the formats in which something of the paper is there."""
    own = [name for name in there if name not in manifest.outputs_of_others(told, folder)]
    made = in_memory.make(
        project,
        meeting,
        _formats(told, own),
        folder,
        item=told.paper,
        side_by_side=True,
        # A Word file names the inputs as they were: what has changed in them is said elsewhere.
        sources=told.sources,
        since=_compared_with(told, project),
    )
    if made.not_made:
        raise made.not_made
    return made.outputs


def _changed(project: Path, meeting: date, told: Manifest) -> Iterator[str]:
    """Say which inputs, and which files that the paper is compared with, are not as they were."""
    yield from told.changed_sources(sources.digests(project, meeting, told.paper), project)
    yield from told.changed_compared(project)


def _compared_with(told: Manifest, project: Path) -> set[date | Path]:
    """Return what the paper is compared with in files of their own, and is still as it was."""
    files = {
        project / one["file"]
        for one in told.compared.values()
        if digest_of(project / one["file"]) == one["sha256"]
    }
    return {*names.redlines_in(told.outputs), *files}


def _compared(told: Manifest, folder: Path, made: Mapping[str, bytes]) -> Iterator[str]:
    """Say which outputs are not there, were changed, or come out differently."""
    for name in sorted({*told.outputs, *made}):
        there = digest_of(folder / name)
        if not (folder / name).is_file():
            yield f"{name} is missing"
            continue
        if name not in told.outputs:
            yield f"{name} is not in the manifest"
        elif there != told.outputs[name]:
            yield f"{name} was changed after it was built"
        if name not in made:
            yield f"{name} is not made any more"
        elif there != digest(made[name]) and there == told.outputs.get(name, there):
            yield f"{name} comes out differently when it is made again"


def _formats(told: Manifest, there: list[str]) -> tuple[Format, ...]:
    """Return the formats in which a paper was made, or in which something passes for one."""
    outputs = {*told.outputs, *(name for name in there if names.looks_made(name))}
    endings = {names.parted(name)[1] for name in outputs}
    found = tuple(form for form in FORMATS if form.ending in endings)
    # If nothing is there, whatever a build makes is missing.
    return found or FORMATS[:1]


def own_meeting(project: Path, folder: Path) -> date | None:
    """Return the meeting whose own folder this is, if it is one."""
    with suppress(ValueError):
        meeting = date.fromisoformat(folder.resolve().name)
        if folder.resolve() == own_folder(project, meeting).resolve():
            return meeting
    return None


def _files(folder: Path, *, whole: bool) -> list[str]:
    """Return what lies in a folder of outputs: in a person's, only what passes for an output.

    The packs have a folder and a record of their own, and so have files to upload; `finalise`
    keeps a copy of its record here.
    """
    below = folder / RESTRICTED
    paths = [*folder.iterdir(), *(below.iterdir() if below.is_dir() else ())]
    found = {path.relative_to(folder).as_posix() for path in paths if path != below}
    found -= {name for name in (PACK, UPLOAD) if (folder / name).is_dir()}
    found -= {UPLOAD_RECORD, PUBLISHED}
    seen = {name for name in found if not name.rpartition("/")[2].startswith((".", "~$"))}
    seen -= {*manifest.own_names_in(folder)}
    return sorted(name for name in seen if whole or names.looks_made(name))
