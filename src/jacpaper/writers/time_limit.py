"""How long it may take to lay out a paper: a style sheet can ask for pages without an end.

The system counts the time that a process computes, so a machine that sleeps, or has much else
to do, takes nothing away from it. It also stops a process that is busy in a library.
"""

from __future__ import annotations

import resource
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from jacpaper.problems import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.tree.document import Document

# An old laptop takes 4 seconds for a paper of 15 pages; 1,000 letters take it a third of one.
_LEAST_SECONDS = 30
_LETTERS_A_SECOND = 1_000


class _TooLong(BaseException):
    """Nothing that WeasyPrint catches."""


def seconds(document: Document | None) -> int:
    """Return how many seconds a paper, or the styles without a paper, may take."""
    letters = len(document.body.text) if document else 0
    return _LEAST_SECONDS + letters // _LETTERS_A_SECOND


def end_this_process_after(document: Document | None = None) -> None:
    """Let the system end this process, with SIGXCPU, if what follows takes too long."""
    _set(_used() + seconds(document))


def lift() -> None:
    """Let this process take as long as it will."""
    _set(resource.getrlimit(resource.RLIMIT_CPU)[1])


@contextmanager
def stop_after(document: Document) -> Iterator[None]:
    """Stop what takes too long, and let this process go on; threads beside the first are let be.

    Raises:
        MachineError: it took too long.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGXCPU, _stop)
    end_this_process_after(document)
    try:
        yield
    except _TooLong:
        raise too_long(document) from None
    finally:
        lift()
        signal.signal(signal.SIGXCPU, before)


def too_long(document: Document) -> MachineError:
    """Return what to say of a paper that takes too long."""
    return MachineError(
        f"no PDF can be made: to lay it out takes more than {seconds(document)} seconds",
        "is a size, margin or number of columns in paper.css far too large or small, or a text"
        " one word without an end?",
    )


def _used() -> int:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return int(used.ru_utime + used.ru_stime) + 1


def _set(soft: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    endless = resource.RLIM_INFINITY
    if hard != endless and (soft == endless or soft > hard):
        soft = hard
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _stop(*_: object) -> NoReturn:
    raise _TooLong
