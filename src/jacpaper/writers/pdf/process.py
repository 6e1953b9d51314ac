"""The PDF's own process: it imports WeasyPrint while the inputs are read, then works beside us.

Importing WeasyPrint takes as long as importing what reads the inputs. A process that is
started first has imported it by the time there is a paper to lay out, and lays it out while
the Word document is written here. It ends when the pipe to it is closed.
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
from typing import IO, TYPE_CHECKING, Any

from jacpaper.problems import MachineError, Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document

# -P: whatever lies in the current folder is not taken for one of our modules.
_COMMAND = [sys.executable, "-P", "-c", "from jacpaper.writers.pdf.process import main; main()"]


@contextlib.contextmanager
def started() -> Iterator[PdfProcess]:
    """Start the process, and end it whatever happens."""
    process = PdfProcess()
    try:
        yield process
    finally:
        process.close()


class PdfProcess:
    """Makes PDFs, one after the other, while its owner does something else."""

    def __init__(self) -> None:
        # Its temporary files are removed with it, even if it is ended in the middle.
        self.room = tempfile.TemporaryDirectory(prefix="jacpaper-", ignore_cleanup_errors=True)
        self.process = subprocess.Popen(  # noqa: S603 - our own code, in our own Python
            [*_COMMAND, self.room.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": self.room.name},
        )
        self.answer: Any = None
        self.thread: threading.Thread | None = None

    def begin(self, document: Document, folder: TemplateFolder) -> None:
        """Hand over a paper. One at a time: `result` comes before the next `begin`."""
        # A long paper does not fit into the pipe at once, so a thread writes it.
        self.thread = threading.Thread(target=self._exchange, args=(document, folder), daemon=True)
        self.thread.start()

    def result(self) -> tuple[bytes, tuple[Problem, ...]]:
        """Return what `writer.write` returns for the paper handed over.

        Raises:
            Problems, MachineError: what `writer.write` raises, and if the process died.
        """
        if self.thread:
            self.thread.join()
        if isinstance(self.answer, BaseException):
            raise self.answer
        if self.answer is None:
            raise MachineError(
                "no PDF can be made: the process that makes it ended unexpectedly",
                "is the machine short of memory? Try again, with fewer programs open",
            )
        content, problems = self.answer
        return content, problems

    def close(self) -> None:
        """End the process at once, in the middle of a paper if need be."""
        self.process.kill()
        self.process.wait()
        if self.thread:
            self.thread.join()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.room.cleanup()

    def _exchange(self, document: Document, folder: TemplateFolder) -> None:
        self.answer = None
        with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError):
            _send(self.process.stdin, (document, folder))
            self.answer = pickle.load(self.process.stdout)  # type: ignore[arg-type]  # noqa: S301 - our own process


def _send(pipe: IO[bytes] | None, what: object) -> None:
    if pipe:
        pickle.dump(what, pipe, protocol=pickle.HIGHEST_PROTOCOL)
        pipe.flush()


def main() -> None:
    """Serve until the pipe is closed, then remove the temporary folder if it is still there."""
    room = sys.argv[1]
    try:
        _serve()
    except BrokenPipeError:
        pass
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _serve() -> None:
    """Answer each paper that comes in with its PDF, until no more can come."""
    gc.disable()  # as for the whole command: see cli/main.py
    # Ctrl-C is for the process that started this one, and that ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # WeasyPrint prints when a library is missing, but only answers may go out here.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    from jacpaper.writers.pdf import engine  # noqa: PLC0415 - after the above, since it may print

    with contextlib.suppress(Exception):  # reported when a PDF is asked for
        engine.load()
    while True:
        try:
            document, folder = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our owner
        except EOFError:
            return
        _send(answers, _answer(document, folder))


def _answer(document: Document, folder: TemplateFolder) -> object:
    from jacpaper.writers.pdf import writer  # noqa: PLC0415 - see _serve

    try:
        return writer.write(document, folder)
    except (Problems, MachineError) as error:
        return error
    except Exception as error:  # noqa: BLE001 - reported by the process that asked
        try:
            pickle.dumps(error)
        except Exception:  # noqa: BLE001 - some exceptions cannot be sent
            return RuntimeError(f"{type(error).__name__}: {error}")
        return error
