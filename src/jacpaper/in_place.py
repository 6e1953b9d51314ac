"""Files put where they belong together, or not at all: what was there before stays."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from jacpaper.problems import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Outputs are made in a folder of this name before they are put in place. No
# build takes an hour: an older folder belongs to one that was killed.
_PARTIAL = ".partial-"
_ABANDONED = 3600


def put_in_place(made: Mapping[Path, bytes], stale: Iterable[Path]) -> None:
    """Put all the files where they belong, or leave everything as it was.

    `stale` are outputs of an earlier build that the new ones would contradict.
    """
    out = next(iter(made)).parent
    with machine_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        _refuse_open_files(made)
        _sweep(out)
        partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=out))
        try:
            for path, content in made.items():
                _write_through(partial / path.name, content)
            _swap(made, partial)
            for path in stale:
                path.unlink(missing_ok=True)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def _swap(made: Iterable[Path], partial: Path) -> None:
    """Replace file by file, keeping the old ones until all are in place."""
    replaced: list[tuple[Path, Path | None]] = []
    try:
        for path in made:
            old = partial / f"{path.name}.old" if path.exists() else None
            if old:
                shutil.copy2(path, old)
            (partial / path.name).replace(path)
            replaced.append((path, old))
    except BaseException:
        for path, old in replaced:
            if old:
                old.replace(path)
            else:
                path.unlink(missing_ok=True)
        raise


def _write_through(path: Path, content: bytes) -> None:
    """Write to the disk itself, so that a crash later cannot leave a file half there."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sweep(out: Path) -> None:
    """Remove what builds that were killed left behind; a younger folder may be in use."""
    for path in out.glob(f"{_PARTIAL}*"):
        if time.time() - path.stat().st_mtime > _ABANDONED:
            shutil.rmtree(path, ignore_errors=True)


def _refuse_open_files(paths: Iterable[Path]) -> None:
    """Word and LibreOffice lay a file of their own beside one that is open."""
    for path in paths:
        for owner in (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#"):
            if (path.parent / owner).exists():
                raise MachineError(
                    f"{path} is open in a word processor",
                    "close it there and try again; if it is not open,"
                    f" delete {path.parent / owner}",
                )


@contextlib.contextmanager
def machine_errors(out: Path) -> Iterator[None]:
    """Say in the user's words why something cannot be written into a folder."""
    try:
        yield
    except PermissionError as error:
        name = error.filename or out
        raise MachineError(
            f"{name} cannot be written", "is it open in another program, or the folder read-only?"
        ) from None
    except OSError as error:
        reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror
        raise MachineError(f"{error.filename or out} cannot be written: {reason}") from None
