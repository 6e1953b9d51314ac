"""What the headers and footers of a Word document say: the house style's words, filled in."""

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
    """Put the paper's words in place of {committee} and the like, in headers and footers."""
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
    """Put the notice, if there is one, above what the house style has in its headers.

    The first page has it in its title block, like what else stands in headers.
    """
    if not notice:
        return
    for section in word.sections:
        header = section.header._element  # noqa: SLF001 - python-docx only adds at the end
        style = next(one.style_id for one in word.styles if one.name.lower() == "header")
        bold = [ooxml.element("b"), ooxml.element("bCs")]
        header.insert(0, ooxml.paragraph(style, [ooxml.run(notice, *bold)]))


def _fill(pieces: list[Xml], words: dict[str, str]) -> list[str]:
    """Fill in a paragraph's pieces of text, and return the names it asks for in vain.

    Word cuts text into pieces as it likes, so a name may begin in one and end
    in another: it is replaced in the piece it begins in.
    """
    text = "".join(piece.text or "" for piece in pieces)
    asked = list(re.finditer(r"\{([^{}]*)\}", text))
    # From the last to the first, so that the places of those before stay what they are.
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
