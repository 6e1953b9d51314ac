"""Files of a meeting that one record names: put in place together, and held against it.

What a person edited since keeps its content under another name, and what else lies there stays.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jacpaper.build import manifest, names
from jacpaper.build.in_place import Change
from jacpaper.build.sources import digest, digest_of
from jacpaper.problems import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from jacpaper.build.manifest import Manifest


def change(folder: Path, record: str, outputs: Mapping[str, bytes], now: Manifest) -> Change:
    """Return what is to be changed in a folder, so that it has these outputs and their record."""
    before = readable(folder / record)
    known = before.outputs if before else {}
    copies, gone = {}, set()
    for name in sorted({*outputs, *known}):
        there = digest_of(folder / name)
        if not os.path.lexists(folder / name):
            continue
        if name not in outputs:
            gone.add(name)
        if there and there != known.get(name) and there != now.outputs.get(name):
            private = names.is_restricted(name)
            copies[name] = names.for_edited(folder, name, restricted=private)
    return Change({**outputs, record: now.json()}, frozenset(gone), copies)


def readable(path: Path) -> Manifest | None:
    """Return a record; None: there is none that can be read."""
    try:
        return manifest.read(path)
    except MachineError:
        return None


def kept(folder: Path, done: Change) -> tuple[str, ...]:
    """Say what became of files that a person edited, a sentence each."""
    return tuple(
        f"{folder / name} was edited since it was made: kept as {folder / copy}"
        for name, copy in done.copies.items()
    )


def compared(
    folder: Path, told: Manifest, made: Mapping[str, bytes], before: str = ""
) -> Iterator[str]:
    """Say which files are not there, were changed, or come out differently.

    `before` is put before their names.
    """
    for name in sorted({*told.outputs, *made}):
        there = digest_of(folder / name)
        shown = f"{before}{name}"
        if not there:
            yield f"{shown} is missing"
        elif there != told.outputs.get(name):
            yield f"{shown} was changed after it was made"
        elif name not in made:
            yield f"{shown} is not made any more"
        elif there != digest(made[name]):
            yield f"{shown} comes out differently when it is made again"


def is_stale(path: Path, project: Path) -> bool:
    """Tell whether a file that a record names as a source is not as it was then."""
    told = readable(path)
    return told is not None and any(
        digest_of(project / name) != then for name, then in told.sources.items()
    )
