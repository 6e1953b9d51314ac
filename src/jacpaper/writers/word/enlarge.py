"""Enlarge the letters of a house style, and with them what is measured by them: spaces, indents.

The styles themselves are changed, so that a paragraph added in Word is in large print too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE
from docx.oxml.ns import qn

from jacpaper.writers.word import ooxml
from jacpaper.writers.word.house_style import BLOCK_STYLES, NUMBERED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jacpaper.writers.word.house_style import HouseStyle
    from jacpaper.writers.word.ooxml import Xml
    from jacpaper.writers.word.pages import Pages

# Half points: 18 point, which no letter of large print is below; and Word's own 10 point.
_LEAST, _DEFAULT = 36, 20
# Twips: 18 mm beside the text, and lines of 195 mm, which hold some 65 letters.
_MARGIN, _LINE = 1_021, 11_055
# What of an element is a length, in twips.
_LENGTHS = {
    "ind": ("left", "start", "right", "end", "hanging", "firstLine"),
    "tab": ("pos",),
    "spacing": ("before", "after"),
}
_CELL_SIDES = ("top", "left", "start", "bottom", "right", "end")
_RUNNING = ("p.paragraph", "p.sub-paragraph", "p", "ol", "ul")
_OF_CELLS = ("td", "td.number")


def enlarge(word: Any, style: HouseStyle, pages: Pages, zoom: float) -> None:
    """Enlarge all letters by `zoom`, to 18 point at least, on landscape pages."""
    _set_default(word)
    roots = [word.styles.element, word.part.numbering_part.element]
    roots += [
        part.element
        for part in word.part.package.iter_parts()
        if part.content_type in (CONTENT_TYPE.WML_HEADER, CONTENT_TYPE.WML_FOOTER)
    ]
    for root in roots:
        for size in root.iter(qn("w:sz"), qn("w:szCs")):
            size.set(qn("w:val"), str(max(round(int(size.get(qn("w:val"))) * zoom), _LEAST)))
        for one, name in _lengths(root):
            one.set(qn(f"w:{name}"), str(round(int(one.get(qn(f"w:{name}"))) * zoom)))
    pages.turn(_MARGIN, zoom)
    _shorten_lines(word, style, pages.text_width(landscape=True))


def _set_default(word: Any) -> None:
    """Give the styles a size to begin with, if the house style leaves it to Word."""
    parent = word.styles.element
    for tag in ("docDefaults", "rPrDefault", "rPr"):
        found = parent.find(qn(f"w:{tag}"))
        if found is None:
            found = ooxml.element(tag)
            parent.insert(0, found)
        parent = found
    if parent.find(qn("w:sz")) is None:
        parent._add_sz().set(qn("w:val"), str(_DEFAULT))  # noqa: SLF001 - inserts in the order of the schema


def _lengths(root: Xml) -> Iterable[tuple[Xml, str]]:
    """Yield each element with the name of each of its attributes that is a length in twips."""
    for tag, names in _LENGTHS.items():
        for one in root.iter(qn(f"w:{tag}")):
            exact = ("line",) if one.get(qn("w:lineRule")) in ("exact", "atLeast") else ()
            yield from ((one, name) for name in (*names, *exact) if one.get(qn(f"w:{name}")))
    for margins in root.iter(qn("w:tblCellMar")):
        yield from ((one, "w") for one in margins if one.get(qn("w:w")))


def _shorten_lines(word: Any, style: HouseStyle, room: int) -> None:
    """Keep lines of text to a length that is easy to read; tables fill the page."""
    by_id = {one.style_id: one for one in word.styles}
    indents = {
        name: by_id[style.id(BLOCK_STYLES[name])].element.get_or_add_pPr().get_or_add_ind()
        for name in (*_RUNNING, *_OF_CELLS)
    }
    left = int(indents["p"].get(qn("w:left")) or 0)
    for name, indent in indents.items():
        if name in _RUNNING:
            indent.set(qn("w:right"), str(max(room - left - _LINE, 0)))
            _say_own_indent(word, style, BLOCK_STYLES[name], indent)
        elif not indent.get(qn("w:right")):  # in case it is based on one of those
            indent.set(qn("w:right"), "0")


def _say_own_indent(word: Any, style: HouseStyle, name: str, indent: Xml) -> None:
    """Give a numbered style the indents of its numbering: LibreOffice takes them from one place."""
    if name not in NUMBERED:
        return
    numbering = word.part.numbering_part.element
    abstract = numbering.num_having_numId(style.numbering[name]).abstractNumId.val
    (level,) = numbering.xpath(
        f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='{NUMBERED[name]}']"
    )
    for found in level.findall(f"{qn('w:pPr')}/{qn('w:ind')}"):
        for key, length in found.attrib.items():
            if key not in indent.attrib:
                indent.set(key, length)
