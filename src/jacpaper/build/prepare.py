"""From a meeting's folder to its paper, composed and checked: all of it but the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.build.sources import no_files
from jacpaper.kinds.choose import kind_of
from jacpaper.problems import MachineError, Problems, in_order, without_hints
from jacpaper.template.cache import TemplateCache
from jacpaper.writers.word import house_style

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from jacpaper.problems import Problem
    from jacpaper.trace.trace import Trace
    from jacpaper.tree.document import Document


def prepare(
    project: Path,
    meeting: date,
    item: str = "",
    *,
    trace: Trace | None = None,
    composed: Callable[[Document], None] | None = None,
) -> tuple[Document, tuple[Problem, ...]]:
    """Read, compose and check a meeting's paper, and return its warnings; write no file of it.

    `item` is the name of a further agenda item; empty: the paper of paper.yaml.
    The compiled template is kept in build/ for the next time. With `trace`, each block
    of the document is followed back to the lines of the inputs. `composed` gets the document
    before it is checked, so that work on it can begin which an error makes useless.

    Raises:
        Problems: all that is wrong with inputs, house style, template and figures.
        MachineError: the template's folder has a name that is not UTF-8.
    """
    found = [*no_files(project, meeting, item)]
    if any(problem.severity == "error" for problem in found):
        raise Problems(found)
    kind = kind_of(project, meeting, item)
    for folder in {kind.folder.path, kind.look.path}:
        _refuse_unwritable_name(folder)
    paper = document = None
    try:
        found += house_style.read(kind.look).warnings
    except Problems as problems:
        found += problems.problems
    try:
        paper = kind.load()
        cache = trace.compiled if trace else TemplateCache(project / "build" / ".compiled")
        document = kind.compose(paper, cache, trace)
        if composed:
            composed(document)
    except Problems as problems:
        found += problems.problems
    if paper:
        found += kind.check(paper, document)
    if paper and document and paper.published:
        from jacpaper.build import still_final  # noqa: PLC0415 - most papers are not final
        from jacpaper.rules.rule import AnyCase  # noqa: PLC0415 - as above

        found += still_final.differences(project, AnyCase(paper, document, kind.folder, kind.look))
    if document is None or any(problem.severity == "error" for problem in found):
        raise Problems(without_hints(found))
    return document, in_order(found)


def _refuse_unwritable_name(folder: Path) -> None:
    """Refuse a folder whose name is not text: the PDF's maker cannot name the files in it."""
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        name = str(folder).encode(errors="backslashreplace").decode()
        hint = "give the folder a name of ordinary letters"
        raise MachineError(f"{name} has letters in its name that are not UTF-8", hint) from None
