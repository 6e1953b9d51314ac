"""Files put where they belong together, or not at all: what was there before stays.

No system replaces several files at one moment, and a build may be killed at any. So what
is to be replaced is copied aside first, and the folder that holds the copies is called
`.unfinished` until all is done. Whoever finds a folder of that name finds what a killed
build left between two files, and puts the old ones back.

    .partial-*/new     the new files, while they are written
    .unfinished/old    the files as they were
    .unfinished/fresh  the names of those that were not there
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from jacpaper.problems import MachineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_PARTIAL = ".partial-"
_UNFINISHED = ".unfinished"


def put_in_place(made: Mapping[Path, bytes], stale: Callable[[Path], bool]) -> None:
    """Put all the files where they belong, in one folder, or leave everything as it was.

    `stale` is true of an output that the new ones would contradict; it is removed. It is
    asked when no other build can come between.

    Raises:
        MachineError: nothing was written.
    """
    out = next(iter(made)).parent
    with machine_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        with _alone(out):
            _put_back(out)
            _refuse_open_files(made)
            gone = [path for path in out.iterdir() if path not in made and stale(path)]
            partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=out))
            try:
                for part in ("new", "old", "fresh"):
                    (partial / part).mkdir()
                for path, content in made.items():
                    _write_through(partial / "new" / path.name, content)
                _swap(made, gone, partial)
            finally:
                shutil.rmtree(partial, ignore_errors=True)


def restore(out: Path) -> None:
    """Put the old files back, if a build was killed while it replaced them.

    Raises:
        MachineError: they cannot be put back.
    """
    if (out / _UNFINISHED).exists():
        with machine_errors(out), _alone(out):
            _put_back(out)


def _swap(made: Iterable[Path], gone: Iterable[Path], partial: Path) -> None:
    """Replace and remove file by file; until all is done, what was there can be put back."""
    for path in (*made, *gone):
        if path.exists():
            shutil.copy2(path, partial / "old")
        else:
            (partial / "fresh" / path.name).touch()
    unfinished = partial.rename(partial.parent / _UNFINISHED)
    try:
        for path in made:
            (unfinished / "new" / path.name).replace(path)
        for path in gone:
            path.unlink(missing_ok=True)
        unfinished.rename(partial)
    except BaseException:
        _put_back(partial.parent)
        raise


def _put_back(out: Path) -> None:
    """Undo what is unfinished, and remove what killed builds left; done twice, it is the same."""
    unfinished = out / _UNFINISHED
    if unfinished.exists():
        for name in (unfinished / "fresh").iterdir():
            (out / name.name).unlink(missing_ok=True)
        for old in (unfinished / "old").iterdir():
            old.replace(out / old.name)
        unfinished.rename(tempfile.mkdtemp(prefix=_PARTIAL, dir=out))
    for partial in out.glob(f"{_PARTIAL}*"):
        shutil.rmtree(partial, ignore_errors=True)


@contextlib.contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Wait until no other build writes into the folder; one that is killed lets go of it."""
    folder = os.open(out, os.O_RDONLY)
    try:
        # Some network drives know no locks: there, two people must not build at once.
        with contextlib.suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _write_through(path: Path, content: bytes) -> None:
    """Write to the disk itself, so that a crash later cannot leave a file half there."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


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
