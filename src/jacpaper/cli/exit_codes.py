"""The exit codes of every command, and what each means: `jacpaper --help` lists them."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    MACHINE = 3
    FAULT = 4
    INTERRUPTED = 130


MEANINGS = {
    ExitCode.DONE: "done: the paper is written, or nothing is wrong",
    ExitCode.PROBLEMS: "problems in the inputs, templates or house style",
    ExitCode.USAGE: "wrong use of the command",
    ExitCode.MACHINE: "the machine: a library is missing, or a file cannot be written",
    ExitCode.FAULT: "a fault of jacpaper itself; please report it",
    ExitCode.INTERRUPTED: "interrupted with Ctrl-C",
}


def listed() -> str:
    """Return a line for each exit code."""
    return "\n".join(f"  {code:3}  {meaning}" for code, meaning in MEANINGS.items())
