"""Word and PDF, made in a process of their own, so that they never hold up the page.

The process is started when it is first needed, and ends with ours: it reads from a pipe, and
a pipe whose other end is gone is at its end. Whatever it puts down lies in a folder that is
removed when the preview ends.
"""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jacpaper.build.one_paper import write
from jacpaper.problems import MachineError, Problem, Problems

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from jacpaper.build.one_paper import Format
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document


@dataclass(frozen=True)
class Made:
    """A file's bytes, and what its writer warns of; or why there are none."""

    content: bytes | None
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    """What the machine lacks."""


class Worker:
    """Makes one file at a time."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self.lock = threading.Lock()
        self.process: SpawnProcess | None = None
        self.pipe: Connection | None = None
        self.closed = False

    def make(self, form: Format, document: Document, folder: TemplateFolder) -> Made:
        """Return a file; wait for the one before it."""
        with self.lock:
            if self.closed:
                return Made(None, failure="the preview has ended")
            try:
                pipe = self._started()
                pipe.send((form, document, folder))
                made = pipe.recv()
            except (EOFError, OSError):
                self._end()
                failure = "the process that makes Word and PDF files ended unexpectedly; try again"
                return Made(None, failure=failure)
            return made if isinstance(made, Made) else Made(None, failure=str(made))

    def close(self) -> None:
        """End the process at once, in the middle of a file if need be."""
        self.closed = True
        if self.process:
            self.process.kill()
        with self.lock:
            self._end()

    def _started(self) -> Connection:
        if self.pipe and self.process and self.process.is_alive():
            return self.pipe
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, str(self.room)), daemon=True)
        self.process.start()
        theirs.close()
        return self.pipe

    def _end(self) -> None:
        if self.pipe:
            self.pipe.close()
        if self.process:
            self.process.kill()
            self.process.join()
        self.pipe = self.process = None


def _work(pipe: Connection, room: str) -> None:
    """Make files until the pipe ends. Ctrl-C is for the preview: it ends the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = room
    while True:
        try:
            form, document, folder = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_made(form, document, folder))


def _made(form: Format, document: Document, folder: TemplateFolder) -> Made:
    try:
        return Made(*write(form, document, folder))
    except Problems as found:
        return Made(None, found.problems)
    except MachineError as error:
        return Made(None, failure=str(error))
    except OSError as error:
        return Made(None, failure=f"{error.filename or 'a file'}: {error.strerror}")
    except Exception as error:  # noqa: BLE001 - the next file may be made
        fault = f"this is a fault of jacpaper, not of your files: {type(error).__name__}: {error}"
        return Made(None, failure=fault)
