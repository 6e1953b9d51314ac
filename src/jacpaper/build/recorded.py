"""Files of a meeting that one record names: put in place together, and held against it.

What a person edited since keeps its content under another name, and what else lies there stays.
"""

from __future__ import annotations

import os
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from jacpaper.build import folder_lock, in_place, manifest, names
from jacpaper.build.in_place import Change
from jacpaper.build.sources import digest, digest_of
from jacpaper.problems import MachineError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from jacpaper.build.folder_lock import Say
    from jacpaper.build.manifest import Manifest

# As `names.for_edited` calls them; a file without ending has none here either.
_EDITED = re.compile(r"(.+)\.edited-[\d-]+(\.\w+)?", re.ASCII)


def put(  # noqa: PLR0913 - what, of what, where, and whom to tell
    folder: Path,
    record: str,
    outputs: Mapping[str, bytes],
    now: Manifest,
    say: Say = folder_lock.nothing,
    *,
    has_private: bool,
) -> tuple[str, ...]:
    """Put outputs and their record in place, and return what became of files that were edited.

    With `has_private` the meeting has what is not for the public. What a person edited may show
    that, from a time when it still was; it is kept where only its owner may look.

    Raises:
        MachineError: nothing was written.
    """
    done = in_place.put_in_place(
        folder, lambda: _change(folder, record, outputs, now, has_private=has_private), say
    )
    return tuple(
        f"{folder / name} was edited since it was made: kept as {folder / copy}"
        for name, copy in done.copies.items()
    )


def _change(
    folder: Path, record: str, outputs: Mapping[str, bytes], now: Manifest, *, has_private: bool
) -> Change:
    """Return what is to be changed in a folder, so that it has these outputs and their record."""
    before = readable(folder / record)
    known = before.outputs if before else {}
    copies = _edited_before(folder, {*outputs, *known}) if has_private else {}
    gone = {*copies}
    for name in sorted({*outputs, *known}):
        there = digest_of(folder / name)
        if not os.path.lexists(folder / name):
            continue
        if name not in outputs:
            gone.add(name)
        if there and there != known.get(name) and there != now.outputs.get(name):
            private = has_private or names.is_restricted(name)
            taken = copies.values()
            copies[name] = names.for_edited(folder, name, restricted=private, taken=taken)
    return Change({**outputs, record: now.json()}, frozenset(gone), copies)


def _edited_before(folder: Path, called: Collection[str]) -> dict[str, str]:
    """Return what was edited of files called so, and kept before, with restricted names."""
    made = {PurePosixPath(name).name for name in called}
    found = {}
    for path in sorted(folder.glob("*.edited-*")):
        parts = _EDITED.fullmatch(path.name)
        if parts and f"{parts[1]}{parts[2] or ''}" in made and path.is_file():
            found[path.name] = names.free(folder, path.stem, path.suffix, restricted=True)
    return found


def readable(path: Path) -> Manifest | None:
    """Return a record; None: there is none that can be read."""
    try:
        return manifest.read(path)
    except MachineError:
        return None


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
