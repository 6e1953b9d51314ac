"""The Word file in large print: 18 point on pages of its own, with the same words and numbers.

Like the PDF in large print it is landscape, since tables of this size fit no upright page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.writers.word import writer

if TYPE_CHECKING:
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document
    from jacpaper.writers.formats import Written

ZOOM = 1.5


def write(document: Document, folder: TemplateFolder) -> Written:
    """Return the Word document.

    Raises:
        Problems: as `writer.write` does.
    """
    return writer.make(document, folder, ZOOM)
