"""The formats that a paper can be written in: one line for each, from which all else follows.

The command line, the build, its manifest and the preview take their formats from `FORMATS`.
Nothing is imported here but the writer that is asked for, when it is asked for: each takes
longer to import than to run.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from jacpaper.problems import Problem
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document


class Written(NamedTuple):
    """What a writer returns: the content of a file, and what it warns of."""

    content: bytes
    warnings: tuple[Problem, ...] = ()


class Format(NamedTuple):
    """One format of a paper.

    `writer` is a module with `write(document, folder) -> Written`. A format with
    `own_process` is written in another process, while the others are written here. If its
    writer has a function `load(folder)`, that process calls it before there is a paper.
    """

    ending: str
    """As in pdf; what is in front of its last dot, as in large-print.pdf, tells variants apart."""
    name: str
    """For people, as in "Word file"."""
    media_type: str
    writer: str
    by_default: bool = True
    own_process: bool = False
    tracks_changes: bool = False
    """True for a writer that shows the marked changes of a redline itself. Any other gets words
    before and after each change, so that what is gone never reads as if it still stood."""

    def write(self, document: Document, folder: TemplateFolder) -> Written:
        """Return a paper in this format.

        Raises:
            Problems: what is wrong with the template's styles, fonts or house style.
            MachineError: a library is missing.
        """
        if document.redline is not None and not self.tracks_changes:
            document = import_module("jacpaper.writers.changes").shown(document)
        written: Written = import_module(self.writer).write(document, folder)
        return written


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRITERS = "jacpaper.writers"
FORMATS = (
    Format("docx", "Word file", _WORD, f"{_WRITERS}.word.writer", tracks_changes=True),
    Format(
        "pdf",
        "PDF",
        "application/pdf",
        f"{_WRITERS}.pdf.writer",
        own_process=True,
        tracks_changes=True,
    ),
    Format(
        "large-print.docx",
        "large print Word file",
        _WORD,
        f"{_WRITERS}.word.large_print",
        by_default=False,
        tracks_changes=True,
    ),
    Format(
        "large-print.pdf",
        "large print PDF",
        "application/pdf",
        f"{_WRITERS}.pdf.large_print",
        by_default=False,
        own_process=True,
        tracks_changes=True,
    ),
    Format("html", "web page", "text/html", f"{_WRITERS}.web", tracks_changes=True),
    Format("txt", "plain text", "text/plain", f"{_WRITERS}.text", by_default=False),
)
VARIANTS = tuple(
    dict.fromkeys(form.ending.rpartition(".")[0] for form in FORMATS if "." in form.ending)
)
BY_ENDING = {form.ending: form for form in FORMATS}
BY_DEFAULT = tuple(form for form in FORMATS if form.by_default)
