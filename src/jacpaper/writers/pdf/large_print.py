"""The PDF in large print: 18 point on pages of its own, with the same tags and the same words.

The paper is laid out again on pages two thirds of A4, and each is enlarged by half, so that all
keeps its proportions. They are landscape: tables and figures of this size fit no upright page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jacpaper.writers import changes, web
from jacpaper.writers.pdf import writer

if TYPE_CHECKING:
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document
    from jacpaper.writers.formats import Written

ZOOM = 1.5
_SHEET = Path(__file__).parents[2] / "data" / "large-print.css"
# The width of a table beside the numbers' column of that sheet, 162 mm, and without it, 174 mm.
_ROOM = web.Room(9_184, 9_864)
# The header: the top margin of the sheet, the height of a line and the highest margin in mm,
# and how many letters a line has at least.
_TOP, _LINE, _MOST_TOP = 17, 6, 60
_LETTERS_IN_A_LINE = 50

load = writer.load


def write(document: Document, folder: TemplateFolder) -> Written:
    """Return the PDF, and the warnings that its styles gave rise to.

    Raises:
        Problems: as `writer.write` does.
        MachineError: as `writer.write` does.
    """
    sheet = _SHEET.read_text(encoding="utf-8") + _room_for(changes.shown(document).notice)
    return writer.make(document, folder, writer.Layout(ZOOM, sheet, _ROOM))


def _room_for(notice: str) -> str:
    """Return a style that gives the header room for what every page must say first."""
    if not notice:
        return ""
    # It has two parts, each of which begins a line.
    lines = 2 + len(notice) // _LETTERS_IN_A_LINE
    top = min(_TOP + lines * _LINE, _MOST_TOP)
    return f"@page {{ margin-top: {top}mm }} @page landscape {{ margin-top: {top}mm }}"
