"""Files made in a process of their own, so that they never hold up the page."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jacpaper.problems import MachineError, Problem, Problems
from jacpaper.writers.process import WriterProcess

if TYPE_CHECKING:
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document
    from jacpaper.writers.formats import Format


@dataclass(frozen=True)
class Made:
    """A file's bytes, and what its writer warns of; or why there are none."""

    content: bytes | None
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    """What the machine lacks."""


class Worker:
    """Makes one file at a time, in a process that is started when it is first needed."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: WriterProcess | None = None
        self.closed = False

    def make(self, form: Format, document: Document, folder: TemplateFolder) -> Made:
        """Return a file; wait for the one before it."""
        with self.lock:
            if self.closed:
                return Made(None, failure="the preview has ended")
            try:
                process = self._started()
                process.begin([form], document, folder)
                return Made(*process.result(form))
            except Exception as error:  # noqa: BLE001 - the next file may be made
                return _not_made(error)

    def close(self) -> None:
        """End the process at once, in the middle of a file if need be."""
        self.closed = True
        if self.process:
            self.process.process.kill()
        with self.lock:
            self._end()

    def _started(self) -> WriterProcess:
        if self.process is None or self.process.has_ended:
            self._end()
            self.process = WriterProcess()
        return self.process

    def _end(self) -> None:
        if self.process:
            self.process.close()
        self.process = None


def _not_made(error: Exception) -> Made:
    match error:
        case Problems():
            return Made(None, error.problems)
        case MachineError():
            return Made(None, failure=str(error))
        case OSError():
            return Made(None, failure=f"{error.filename or 'a file'}: {error.strerror}")
    fault = f"this is a fault of jacpaper, not of your files: {type(error).__name__}: {error}"
    return Made(None, failure=fault)
