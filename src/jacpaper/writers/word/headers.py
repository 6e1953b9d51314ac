"""Fill in the headers and footers of the house style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE
from docx.oxml.ns import qn

from jacpaper.problems import Problem, Problems, did_you_mean
from jacpaper.writers.word import ooxml
from jacpaper.writers.word.house_style import HOUSE_STYLE

if TYPE_CHECKING:
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.writers.word.ooxml import Xml


def fill(word: Any, words: dict[str, str], folder: TemplateFolder) -> None:
    """Replace {committee} and the other names in headers and footers by this paper's values."""
    unknown = [
        name
        for part in word.part.package.iter_parts()
        if part.content_type in (CONTENT_TYPE.WML_HEADER, CONTENT_TYPE.WML_FOOTER)
        for paragraph in part.element.iter(qn("w:p"))
        for name in _fill(list(paragraph.iter(qn("w:t"))), words)
    ]
    if unknown:
        raise Problems(
            Problem(
                folder.place(HOUSE_STYLE),
                f"the header or footer asks for {{{name}}}, which no paper has",
                did_you_mean(name, words) or f"known: {', '.join(words)}",
            )
            for name in unknown
        )


def say(word: Any, notice: str) -> None:
    """Put the notice, if there is one, at the top of each header.

    The first page shows it in its title block, as it does the other header words.
    """
    if not notice:
        return
    for section in word.sections:
        header = section.header._element  # noqa: SLF001 - python-docx can only append
        style = next(one.style_id for one in word.styles if one.name.lower() == "header")
        bold = [ooxml.element("b"), ooxml.element("bCs")]
        header.insert(0, ooxml.paragraph(style, [ooxml.run(notice, *bold)]))


def _fill(pieces: list[Xml], words: dict[str, str]) -> list[str]:
    """Fill in a paragraph's pieces of text, and return the unknown names in it.

    Word splits text into arbitrary pieces, so a name may begin in one and end in another. Its
    replacement goes into the piece where it begins.
    """
    text = "".join(piece.text or "" for piece in pieces)
    asked = list(re.finditer(r"\{([^{}]*)\}", text))
    # Replace from last to first, so that earlier positions stay valid.
    for found in reversed(asked):
        replacement = words.get(found[1], "")
        position = 0
        for piece in pieces:
            own = piece.text or ""
            first = max(found.start() - position, 0)
            last = min(found.end() - position, len(own))
            if first < last:
                piece.text = own[:first] + replacement + own[last:]
                piece.set(qn("xml:space"), "preserve")
                replacement = ""
            position += len(own)
    return [found[1] for found in asked if found[1] not in words]
