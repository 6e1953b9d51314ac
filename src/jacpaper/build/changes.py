"""What a build changes in a folder: what it writes, what it removes, what it keeps of a person's.

Only a file that has the SHA-256 of a manifest is replaced or removed. Any other that is in the
way was edited by a person, and is kept under another name.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from jacpaper.build import manifest, names
from jacpaper.build.in_place import Change
from jacpaper.build.sources import digest, digest_of
from jacpaper.project.layout import RESTRICTED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from jacpaper.build.in_memory import Made
    from jacpaper.build.manifest import Manifest


def decide(
    folder: Path, meeting: date, made: Made, sources: Mapping[str, str], *, own: bool
) -> Change:
    """Return what is to be changed, so that nothing there contradicts what was just made.

    What else the manifest names stays if it was made from the same files. In a folder that is
    not the meeting's `own`, nothing is touched but what a manifest names and what is replaced.
    """
    told = manifest.readable_in(folder)
    record = manifest.name_for(meeting, own=own)
    before = told.get(record)
    kept = dict(manifest.still_true(before, folder, sources))
    kept = {name: kept[name] for name in kept if name not in {*made.outputs, *made.missing}}
    claimed = {*made.outputs, *made.missing, *(before.outputs if before else ())}
    known = {(name, digest) for one in told.values() for name, digest in one.outputs.items()}
    for name in names.possible(made.item):
        if own or (name, digest_of(folder / name)) in known:
            claimed.add(name)
    gone, copies = set(), {}
    hidden = _more_is_exempt(before, made)
    for name in sorted(claimed - kept.keys()):
        if not os.path.lexists(folder / name):
            continue
        there = digest_of(folder / name)
        if name not in made.outputs:
            gone.add(name)
        elif there == digest(made.outputs[name]):
            continue
        if there and (name, there) not in known:
            copies[name] = _other_name(folder, name, restricted=hidden)
    written = manifest.of(meeting, made.outputs, sources, kept).json()
    return Change({**made.outputs, record: written}, frozenset(gone), copies)


def _more_is_exempt(before: Manifest | None, made: Made) -> bool:
    """Tell whether an older paper may hold what is exempt by now."""
    then = before.outputs if before else {}
    return any(
        digest(content) not in (then.get(name), then.get(PurePosixPath(name).name))
        for name, content in made.outputs.items()
        if names.is_restricted(name)
    )


def _other_name(folder: Path, name: str, *, restricted: bool) -> str:
    """Return a free name for a file that was edited: its own, with the time it was saved."""
    path = PurePosixPath(name)
    saved = datetime.fromtimestamp((folder / name).stat().st_mtime)  # noqa: DTZ006 - a person's clock
    inside = restricted or names.is_restricted(name)
    start = f"{f'{RESTRICTED}/' if inside else ''}{path.stem}.edited-{saved:%Y-%m-%d-%H%M}"
    free = f"{start}{path.suffix}"
    number = 1
    while os.path.lexists(folder / free):
        number += 1
        free = f"{start}-{number}{path.suffix}"
    return free
