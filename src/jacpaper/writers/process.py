"""A process beside ours that writes papers: the build's PDF, and whatever the preview asks for.

Importing WeasyPrint takes as long as importing what reads the inputs. A process that is started
first has done with it by the time there is a paper, and lays it out while Word is written here.
It reads from a pipe and ends when the pipe does, so it never outlives its owner.

`concurrent.futures.ProcessPoolExecutor` would do the same, but a build takes about 60 ms longer
with it: it imports multiprocessing, starts a second process that tracks resources, and imports
the command line again in the new one.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from jacpaper.problems import MachineError
from jacpaper.project.template_folder import TemplateFolder
from jacpaper.writers import time_limit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jacpaper.tree.document import Document
    from jacpaper.writers.formats import Format, Written

# -P: whatever lies in the current folder is not taken for one of our modules.
_COMMAND = [sys.executable, "-P", "-c", "from jacpaper.writers.process import main; main()"]
_SECONDS_TO_END = 1


class WriterProcess:
    """Writes papers, one after the other, while its owner does something else.

    `ready` are formats whose writers are loaded before there is a paper, with the styles in
    its template's `folder`; without the folder, nothing is.
    """

    def __init__(self, ready: Iterable[Format] = (), folder: TemplateFolder | None = None) -> None:
        loaded = (
            (str(folder.path), folder.shown, *(form.writer for form in ready)) if folder else ()
        )
        # What it puts down while it works goes with it, even if it is ended in the middle.
        self.room = tempfile.TemporaryDirectory(prefix="jacpaper-", ignore_cleanup_errors=True)
        self.process = subprocess.Popen(  # noqa: S603 - our own code, in our own Python
            [*_COMMAND, self.room.name, *loaded],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": self.room.name},
        )
        self.answers: dict[Format, Any] = {}
        self.document: Document | None = None
        self.thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def has_ended(self) -> bool:
        """True if it can write nothing more."""
        return self.process.poll() is not None

    def begin(self, forms: Iterable[Format], document: Document, folder: TemplateFolder) -> None:
        """Hand over a paper, to be written in the formats. One paper at a time."""
        # A long paper does not fit into the pipe at once, so a thread waits at it for us.
        self.answers, self.document = {}, document
        self.thread = threading.Thread(
            target=self._exchange, args=([*forms], document, folder), daemon=True
        )
        self.thread.start()

    def result(self, form: Format) -> Written:
        """Wait until the paper that was handed over is written, and return it in a format.

        Raises:
            MachineError: the process ended, or what `Format.write` raises.
            Exception: what else `Format.write` raises.
        """
        if self.thread:
            self.thread.join()
        answer = self.answers.get(form)
        if answer is None and self.process.poll() == -signal.SIGXCPU and self.document:
            raise time_limit.too_long(self.document)
        if answer is None or isinstance(answer, MemoryError):
            raise MachineError(
                f"no {form.name} can be made: the process that makes it ended unexpectedly",
                "is the machine short of memory? Try again, with fewer programs open",
            )
        if isinstance(answer, BaseException):
            raise answer
        written: Written = answer
        return written

    def close(self) -> None:
        """End the process at once, in the middle of a paper if need be, and remove its files."""
        # If we are killed after this, the process has nothing left to remove. Until it is ended
        # it may write more, so all is removed once more below.
        self.room.cleanup()
        self.process.kill()
        self.process.wait()
        if self.thread:
            self.thread.join()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.room.cleanup()

    def _exchange(self, forms: list[Format], document: Document, folder: TemplateFolder) -> None:
        for form in forms:
            try:
                _send(self.process.stdin, (form, document, folder))
                self.answers[form] = pickle.load(self.process.stdout)  # type: ignore[arg-type]  # noqa: S301 - our own process
            except (OSError, EOFError, pickle.UnpicklingError):
                if not self._ends_by_itself():
                    self.process.kill()  # half an answer may be left in the pipe
                    self.process.wait()
                return

    def _ends_by_itself(self) -> bool:
        """Wait a moment for a process whose pipe has ended: how it ends says why."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=_SECONDS_TO_END)
        return self.has_ended


def _send(pipe: IO[bytes] | None, what: object) -> None:
    if pipe:
        pickle.dump(what, pipe, protocol=pickle.HIGHEST_PROTOCOL)
        pipe.flush()


def main() -> None:
    """Write papers until the pipe ends, then remove our files: its owner may be gone."""
    room, *loaded = sys.argv[1:]
    try:
        _serve(loaded)
    except BrokenPipeError:
        pass
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _serve(loaded: list[str]) -> None:
    """Answer each paper that comes in with what its writer returns or raises."""
    # Looking for garbage takes longer than it is worth in a process that writes one paper.
    gc.disable()
    # Ctrl-C is for our owner, who ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # WeasyPrint prints when a library is missing; what goes out here is answers only.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if loaded:
        _load(*loaded)
    while True:
        try:
            form, document, folder = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our owner
        except EOFError:
            return
        _send(answers, _answer(form, document, folder))
        gc.enable()


def _load(path: str, shown: str, *modules: str) -> None:
    """Load writers and styles; whatever is wrong is told when a paper is to be written."""
    time_limit.end_this_process_after()
    for module in modules:
        with contextlib.suppress(Exception):
            writer = import_module(module)
            if hasattr(writer, "load"):
                writer.load(TemplateFolder(Path(path), shown))
    time_limit.lift()


def _answer(form: Format, document: Document, folder: TemplateFolder) -> Written | Exception:
    """Return the paper, or what went wrong in a form that can be sent."""
    try:
        if form.own_process:
            time_limit.end_this_process_after(document)
        return form.write(document, folder)
    except Exception as error:  # noqa: BLE001 - its owner raises it
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        except Exception:  # noqa: BLE001 - some exceptions cannot be sent
            return RuntimeError(f"{type(error).__name__}: {error}")
        return error
    finally:
        time_limit.lift()
