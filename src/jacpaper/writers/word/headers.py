"""Fill in the headers and footers of the house style."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE
from docx.oxml.ns import qn

from jacpaper.problems import Problem, Problems, did_you_mean
from jacpaper.writers import columns
from jacpaper.writers.word import fields, leftovers, ooxml
from jacpaper.writers.word.house_style import HOUSE_STYLE

if TYPE_CHECKING:
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.writers.word.ooxml import Xml


# Twips left of and right of a marking in the middle of its line, for a page number.
_BESIDE_MARKING = 1_900


def inherit(body: Xml) -> None:
    """Give the last section the headers and footers that Word takes from the sections before it."""
    last = body[-1]
    names = [qn(f"w:{kind}Reference") for kind in ("header", "footer")]
    own = {(one.tag, one.get(qn("w:type"))) for one in last.iter(*names)}
    for section in reversed([*body.iter(qn("w:sectPr"))][:-1]):
        for one in section.iter(*names):
            if (one.tag, one.get(qn("w:type"))) not in own:
                own.add((one.tag, one.get(qn("w:type"))))
                last.insert(0, deepcopy(one))


def fill(word: Any, words: dict[str, str], folder: TemplateFolder, width: int) -> None:
    """Replace {committee} and the other names in headers and footers by this paper's values.

    `width` is that of the text, in twips: a marking too long for its line gets one of its own.
    """
    paragraphs = [
        paragraph
        for part in word.part.package.iter_parts()
        if part.content_type in (CONTENT_TYPE.WML_HEADER, CONTENT_TYPE.WML_FOOTER)
        for paragraph in part.element.iter(qn("w:p"))
    ]
    for paragraph in paragraphs:
        fields.uncount(paragraph)
    marking = words.get("marking", "")
    if marking:
        _see_marking(word, folder)
    if columns.text_width(marking, bold=True) > width - 2 * _BESIDE_MARKING:
        paragraphs += [made for one in paragraphs for made in _own_line(one, "{marking}")]
    unknown = [name for one in paragraphs for name in _fill(list(one.iter(qn("w:t"))), words)]
    if unknown:
        raise Problems(
            Problem(
                folder.place(HOUSE_STYLE),
                f"the header or footer asks for {{{name}}}, which no paper has",
                did_you_mean(name, words) or f"known: {', '.join(words)}",
            )
            for name in unknown
        )


def _see_marking(word: Any, folder: TemplateFolder) -> None:
    """Check that each page but the first, which has it in its title block, gets the marking.

    Raises:
        Problems: a header and its footer leave it out.
    """
    (section,) = word.sections
    pages = {"pages after the first": (section.header, section.footer)}
    if leftovers.has_even_pages(word):
        even = section.even_page_header, section.even_page_footer
        pages = {"odd pages": pages["pages after the first"], "even pages": even}
    without = [name for name, parts in pages.items() if not any(map(_has_marking, parts))]
    if without:
        fault = f"the paper has a marking, and the house style leaves it out on {without[0]}"
        hint = "in Word, type {marking} into the header or footer of these pages"
        raise Problems([Problem(folder.place(HOUSE_STYLE), fault, hint)])


def _has_marking(part: Any) -> bool:
    if part.is_linked_to_previous:  # there is none
        return False
    paragraphs = part._element.iter(qn("w:p"))  # noqa: SLF001 - python-docx leaves text boxes out
    texts = ("".join(one.text or "" for one in each.iter(qn("w:t"))) for each in paragraphs)
    return any("{marking}" in text for text in texts)


def _own_line(paragraph: Xml, name: str) -> list[Xml]:
    """Move a name that shares its line with a tab to a centred paragraph above, if it is there."""
    run = next((one for one in paragraph.iter(qn("w:r")) if name in (one.text or "")), None)
    if run is None or not paragraph.findall(f".//{qn('w:tab')}"):
        return []
    above = deepcopy(paragraph)
    for child in list(above):
        if child.tag != qn("w:pPr"):
            above.remove(child)
    above.get_or_add_pPr().get_or_add_jc().set(qn("w:val"), "center")
    moved = deepcopy(run)
    for text in moved.iter(qn("w:t")):
        text.text = name
    above.append(moved)
    for text in run.iter(qn("w:t")):
        text.text = (text.text or "").replace(name, "")
    paragraph.addprevious(above)
    return [above]


def say(word: Any, notice: str) -> None:
    """Put the notice, if there is one, at the top of each header.

    The first page shows it in its title block, as it does the other header words.
    """
    if not notice:
        return
    is_even = leftovers.has_even_pages(word)
    for section in word.sections:
        for one in (section.header, *([section.even_page_header] if is_even else [])):
            _say(one._element, notice, word)  # noqa: SLF001 - python-docx can only append


def _say(header: Xml, notice: str, word: Any) -> None:
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
