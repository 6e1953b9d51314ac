"""The files that a paper may be made from: found, hashed, and watched while they are read.

Those are the files in inputs/ itself, those of the paper's own meeting and of the meetings that
it looks back on, and the template's. What was recorded of this paper itself is not one of them.
Symbolic links are followed. Files of editors and of Word, whose names begin with a dot or ~$,
are left out.
"""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

from jacpaper.kinds.find import folders_of
from jacpaper.problems import Place, Problem
from jacpaper.project.layout import (
    AGENDA_FILE,
    FOREIGN,
    ITEMS,
    KINDS,
    PUBLISHED,
    item_file,
    looked_back_on,
    named,
)
from jacpaper.project.misnamed import misnamed_meetings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

# A folder with one of these endings stands where a file is meant.
_ENDINGS = (".css", ".csv", ".docx", ".j2", ".ttf", ".xlsx", ".yaml")
# Where a link points may be a link again; Linux follows as many.
_MOST_LINKS = 40


def digests(project: Path, meeting: date, item: str = "") -> dict[str, str]:
    """Return the SHA-256 of every file that a paper may come from, by its name in the project.

    `item` is the name of a further agenda item; empty: the paper of paper.yaml.
    """
    found = _found(project, meeting, item)
    # A folder that may be a meeting's is asked about, so the paper must be made again.
    others = {f"inputs/{one.name}": "" for one in misnamed_meetings(project)}
    return others | {
        name: digest_of(path) for name, path in sorted(found.items()) if path.is_file()
    }


def stamps(project: Path, meeting: date, item: str = "") -> dict[str, tuple[int, ...]]:
    """Return what shows that one of the files was written to: its size and its times.

    The time of the last change (ctime) is the system's own: it is new even if a file is changed,
    changed back and given its old date. A link that is turned elsewhere and back is new as well.
    """
    found = _found(project, meeting, item)
    inputs = project / "inputs"
    days = [*looked_back_on(project, meeting), meeting]
    folders = [inputs, *(inputs / day.isoformat() for day in days), project / KINDS]
    folders += [project / one.shown for one in folders_of(project, meeting, item)]
    found |= {f"{path}/": path for path in folders}
    return {name: tuple(_stamp(path)) for name, path in found.items()}


def no_files(project: Path, meeting: date, item: str = "") -> Iterator[Problem]:
    """Yield a problem for whatever has the place of a file and is none.

    A pipe would be waited for, and a device such as /dev/zero has no end. A link that leads
    nowhere is a warning: if a file is needed there, its reader says so.
    """
    for name, path in sorted(_found(project, meeting, item).items()):
        if path.is_file():
            continue
        if path.is_symlink() and not path.exists():
            hint = "delete it, or let it point to a file"
            yield Problem(Place(name), "this link leads nowhere", hint, "warning")
        elif path.exists():
            yield Problem(
                Place(name), "this is not a file", "put a file in its place, or take it away"
            )


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file; of one that cannot be read, nothing: its reader says so."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content."""
    return hashlib.sha256(content).hexdigest()


def _found(project: Path, meeting: date, item: str) -> dict[str, Path]:
    """Return what lies in the place of files, by its name in the project."""
    inputs = project / "inputs"
    found = [path for path in _listed(inputs) if not _is_folder(path) or _named_as_file(path)]
    if item:
        found.append(project / named(meeting, item_file(item)))
    for day in [] if item else [*looked_back_on(project, meeting), meeting]:
        found += _below(inputs / day.isoformat(), (), left_out=(ITEMS, FOREIGN, AGENDA_FILE))
    for folder in folders_of(project, meeting, item):
        found += _below(project / folder.shown, ())
    own = inputs / meeting.isoformat() / PUBLISHED
    return {path.relative_to(project).as_posix(): path for path in found if path != own}


def _below(
    folder: Path, above: tuple[tuple[int, int], ...], left_out: tuple[str, ...] = ()
) -> Iterator[Path]:
    """Yield all but the folders in a folder; one that links to a folder above it is not entered.

    Nor is what is `left_out` of it.
    """
    try:
        here = (folder.stat().st_dev, folder.stat().st_ino)
    except OSError:
        return
    if here in above:
        return
    for path in _listed(folder):
        if path.name in left_out:
            continue
        if not _is_folder(path) or _named_as_file(path):
            yield path
        else:
            yield from _below(path, (*above, here))


def _listed(folder: Path) -> list[Path]:
    try:
        return [folder / name for name in os.listdir(folder) if not name.startswith((".", "~$"))]  # noqa: PTH208 - names are enough
    except OSError:
        return []


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def _named_as_file(path: Path) -> bool:
    return path.suffix in _ENDINGS


def _stamp(path: Path) -> Iterator[int]:
    """Yield size and times of a file, and the times of the links that lead to it."""
    try:
        for _ in range(_MOST_LINKS):
            if not path.is_symlink():
                break
            yield path.lstat().st_ctime_ns
            path = path.parent / path.readlink()
        found = path.stat()
    except OSError:
        return
    if stat.S_ISREG(found.st_mode):
        yield from (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
