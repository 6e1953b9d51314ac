"""The installed program `jacpaper`, run many times from one process that has imported it once.

The program is found as pip installed it, by the name of its command: nothing else of it is used.
Each run is a fork, so that no run leaves anything behind for the next one.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import tempfile
import traceback
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEADLINE = 300
"""Seconds that one run may take."""
_NEEDED: set[str] = set()
"""What runs have imported, by their own account: the next ones find it imported."""


class Done(NamedTuple):
    """How a run ended: its exit code, and what it said on both streams."""

    code: int
    said: str


def run(folder: Path, *arguments: str) -> Done:
    """Run `jacpaper` with the arguments in a folder, as a user would."""
    (command,) = entry_points(group="console_scripts", name="jacpaper")
    # Imported here, before the fork, so that it is imported once.
    program = command.load()
    for name in _NEEDED - sys.modules.keys():
        import_module(name)
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as needed:
        child = os.fork()
        if child == 0:
            _become(program, folder, arguments, said.fileno(), needed.fileno())
        _, status = os.waitpid(child, 0)
        needed.seek(0)
        _NEEDED.update(needed.read().decode().split())
        said.seek(0)
        code = os.waitstatus_to_exitcode(status)
        late = f"it took more than {DEADLINE} seconds\n" if code == -signal.SIGALRM else ""
        return Done(code, late + said.read().decode())


def _become(
    program: object, folder: Path, arguments: tuple[str, ...], said: int, needed: int
) -> None:
    """Run the program in this process, which is a fork, and end the process with its exit code."""
    code = 1
    try:
        signal.alarm(DEADLINE)
        os.dup2(said, 1)
        os.dup2(said, 2)
        out = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - ends with the process
        sys.stdout = sys.stderr = out
        os.chdir(folder)
        sys.argv = ["jacpaper", *arguments]
        gc.freeze()
        try:
            assert callable(program)
            program()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        with contextlib.suppress(ValueError):
            out.flush()
        os.write(needed, " ".join(_imported(program)).encode())
    except BaseException:  # noqa: BLE001 - the fork must not go on as the test that it was
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(code)


def _imported(program: object) -> Iterator[str]:
    """Yield the modules of the program that this process has."""
    package = program.__module__.partition(".")[0]
    yield from (name for name in [*sys.modules] if name.partition(".")[0] == package)
