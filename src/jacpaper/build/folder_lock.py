"""One build at a time in a folder: the others wait a while, say so, and give up.

The lock is on the folder itself, so nothing is left of it when a build is killed.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from jacpaper.problems import MachineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Say = Callable[[str], None]

SECONDS = 60.0
_SECONDS_IN_SILENCE = 1.0
_SECONDS_BETWEEN = 0.05
_HELD = (errno.EWOULDBLOCK, errno.EACCES)


def nothing(_: str) -> None:
    """Say nothing."""


@contextlib.contextmanager
def alone(out: Path, say: Say = nothing) -> Iterator[None]:
    """Wait until no other build writes into the folder; one that is killed lets go of it.

    Raises:
        MachineError: another has had it for a minute.
    """
    folder = os.open(out, os.O_RDONLY)
    try:
        _wait(folder, out, say)
        yield
    finally:
        os.close(folder)


def _wait(folder: int, out: Path, say: Say) -> None:
    started, said = time.monotonic(), False
    while _is_held(folder):
        waited = time.monotonic() - started
        if waited > SECONDS:
            raise MachineError(
                f"{out} is being written into by {_holder(folder)}, for a minute by now",
                "wait until that has ended, or end it; then build again",
            )
        if waited > _SECONDS_IN_SILENCE and not said:
            said = True
            say(f"Waiting for {_holder(folder)}, which writes into {out} ...")
        time.sleep(_SECONDS_BETWEEN)


def _is_held(folder: int) -> bool:
    """Lock the folder, or tell that another has it.

    Some network drives know no locks: there, two people must not build at once.
    """
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in _HELD
    return False


def _holder(folder: int) -> str:
    """Name the process that has the lock, where the system lists locks."""
    inode = f":{os.fstat(folder).st_ino}"
    with contextlib.suppress(OSError, IndexError):
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            fields = line.split()
            if fields[1] == "FLOCK" and fields[5].endswith(inode):
                return f"process {fields[4]}"
    return "another build"
