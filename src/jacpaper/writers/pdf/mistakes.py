"""Name the line of a style sheet at which WeasyPrint failed."""

from __future__ import annotations

import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jacpaper.problems import MachineError, Problem, Problems
from jacpaper.writers.pdf import engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from jacpaper.problems import Place
    from jacpaper.project.template_folder import TemplateFolder

_PACKAGE = Path(__file__).parents[2]


@contextmanager
def mistakes_of_the_sheet(folder: TemplateFolder, name: str) -> Iterator[None]:
    """Report an error inside WeasyPrint, as at `width: calc(- )`, at its line of the style sheet.

    Full disks are for others to name, and errors of our own code are not the sheet's.

    Raises:
        Problems: WeasyPrint failed.
        MachineError: it is a version that no test has run with, and may have failed by itself.
    """
    try:
        yield
    except (Problems, MachineError, MemoryError):
        raise
    except OSError as error:
        if error.errno is not None:
            raise
        # WeasyPrint's own, which has no number: a file that the sheet names cannot be had.
        fault = str(error).partition(": ")[2] or str(error)
        hint = "put the file there, or delete what names it"
        raise Problems([Problem(_place(folder, name, error), fault, hint)]) from None
    except Exception as error:
        if not engine.is_tested():
            raise engine.unsuited(f"it stopped ({type(error).__name__}: {error})") from error
        last = traceback.extract_tb(error.__traceback__)[-1]
        ours = Path(last.filename).is_relative_to(_PACKAGE)
        if ours and not isinstance(error, RecursionError):
            raise
        said = str(error)[:200]
        fault = f"WeasyPrint cannot follow this style sheet ({type(error).__name__}: {said})"
        hint = "undo what was changed in it last"
        raise Problems([Problem(_place(folder, name, error), fault, hint)]) from None


def line_of(folder: TemplateFolder, name: str, words: str) -> Place:
    """Return the place of the last line of a style sheet with the words, or of the sheet."""
    lines = _lines(folder, name)
    return folder.place(
        name, max((n for n, line in enumerate(lines, 1) if words in line), default=0)
    )


def _place(folder: TemplateFolder, name: str, error: Exception) -> Place:
    """Return the place of what WeasyPrint had in hand, innermost first; failing that, the sheet."""
    lines = _lines(folder, name)
    for node in _nodes(error.__traceback__):
        line, column = node.source_line, node.source_column
        # Its own style sheets have lines too, so the text there must be the same.
        start = _start(node)
        if start and line <= len(lines) and lines[line - 1][column - 1 :].lower().startswith(start):
            return folder.place(name, line)._replace(column=column)
    return folder.place(name)


def _lines(folder: TemplateFolder, name: str) -> list[str]:
    return (folder.path / name).read_text(encoding="utf-8-sig").splitlines()


def _start(node: Any) -> str:
    """Return how a part of a style sheet begins, in small letters: a name is enough."""
    for attribute, before in (("at_keyword", "@"), ("name", ""), ("value", "")):
        said = getattr(node, attribute, None)
        if isinstance(said, str):
            return before + said.lower()
    return ""


def _nodes(trace: TracebackType | None) -> Iterator[Any]:
    """Yield what tinycss2 had read and was being worked on, innermost frame first.

    Lists come last: which of their parts was being worked on is not known.
    """
    frames = []
    while trace:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    values = [value for frame in reversed(frames[-100:]) for value in frame.f_locals.values()]
    parts = [part for value in values if isinstance(value, (list, tuple)) for part in value]
    for one in (*values, *parts):
        if isinstance(getattr(one, "source_line", None), int):
            yield one
