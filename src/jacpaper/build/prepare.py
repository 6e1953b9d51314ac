"""From a meeting's folder to its paper, composed and checked: all of it but the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.build.sources import no_files
from jacpaper.inputs import load
from jacpaper.problems import MachineError, Problems, in_order, without_hints
from jacpaper.project.layout import template_folder
from jacpaper.template.cache import TemplateCache
from jacpaper.template.compose import compose
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
    *,
    trace: Trace | None = None,
    composed: Callable[[Document], None] | None = None,
) -> tuple[Document, tuple[Problem, ...]]:
    """Read, compose and check a meeting's paper, and return its warnings; write no file of it.

    The compiled template is kept in build/ for the next time. With `trace`, each block
    of the document is followed back to the lines of the inputs. `composed` gets the document
    before it is checked, so that work on it can begin which an error makes useless.

    Raises:
        Problems: all that is wrong with inputs, house style, template and figures.
        MachineError: the template's folder has a name that is not UTF-8.
    """
    folder = template_folder(project)
    _refuse_unwritable_name(folder.path)
    found = [*no_files(project, meeting)]
    if any(problem.severity == "error" for problem in found):
        raise Problems(found)
    paper = document = None
    try:
        found += house_style.read(folder).warnings
    except Problems as problems:
        found += problems.problems
    try:
        paper = load.load(project, meeting)
        if trace:
            document = compose(trace.follow(paper), folder, trace.compiled, trace)
        else:
            document = compose(paper, folder, TemplateCache(project / "build" / ".compiled"))
        if composed:
            composed(document)
    except Problems as problems:
        found += problems.problems
    if paper:
        # The rules are imported while the document is worked on.
        from jacpaper.rules import table  # noqa: PLC0415 - as above

        found += table.check(paper, document, folder)
    if paper and document and paper.published:
        from jacpaper.build import still_final  # noqa: PLC0415 - most papers are not final
        from jacpaper.rules.rule import Case  # noqa: PLC0415 - as above

        found += still_final.differences(project, Case(paper, document, folder))
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
