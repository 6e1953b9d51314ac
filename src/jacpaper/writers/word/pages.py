"""The portrait and landscape sections of a Word document, with headers and footers."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from jacpaper.writers.word import ooxml

if TYPE_CHECKING:
    from jacpaper.writers.word.ooxml import Xml


_SIDES = ("left", "right")


class Pages:
    """The house style's section, and a landscape section made from it."""

    def __init__(self, word: Any) -> None:
        self.word = word
        self.upright: Xml = word.element.body[-1]
        self._landscape: Xml | None = None

    def text_width(self, *, landscape: bool) -> int:
        """Return the width between the margins, in twips; 0 if the house style does not set it."""
        size, margins = self.upright.find(qn("w:pgSz")), self.upright.find(qn("w:pgMar"))
        found = [size is not None and size.get(qn(f"w:{name}")) for name in ("w", "h")]
        found += [margins is not None and margins.get(qn(f"w:{name}")) for name in _SIDES]
        if not all(found):
            return 0
        width, height, left, right = (int(value) for value in found)
        return (max(width, height) if landscape else width) - left - right

    def turn(self, most_margin: int, zoom: float) -> None:
        """Make all pages landscape, with side margins of at most this many twips.

        The tab stops of headers and footers, which were moved `zoom` times as far out, go to the
        same places on the wider line.
        """
        before = self.text_width(landscape=False)
        _lie(self.upright.find(qn("w:pgSz")))
        margins = self.upright.find(qn("w:pgMar"))
        for side in _SIDES:
            own = int(margins.get(qn(f"w:{side}")))
            margins.set(qn(f"w:{side}"), str(min(own, most_margin)))
        wider = self.text_width(landscape=True) / before / zoom
        for kind in ("header", "footer"):
            for reference in self.upright.findall(qn(f"w:{kind}Reference")):
                part = self.word.part.related_parts[reference.get(qn("r:id"))]
                for paragraph in part.element.iter(qn("w:p")):
                    self._move_tabs(paragraph, wider)

    def section(self, *, landscape: bool, first: bool) -> Xml:
        """Return the properties of a new section; only the first keeps its different first page."""
        if landscape and self._landscape is None:
            self._landscape = self._turned()
        made: Xml = deepcopy(self._landscape if landscape else self.upright)
        title_page = made.find(qn("w:titlePg"))
        if not first and title_page is not None:
            made.remove(title_page)
        return made

    def end(self, last: Xml, *, landscape: bool, first: bool) -> list[Xml]:
        """End a section after its last block, and return an extra paragraph if it needs one.

        A section must end with a paragraph. After a table, Word itself adds an empty one.
        """
        section = self.section(landscape=landscape, first=first)
        if last.tag == qn("w:p"):
            last.get_or_add_pPr().append(section)
            return []
        return [ooxml.element("p", ooxml.element("pPr", section))]

    def _turned(self) -> Xml:
        """Return the section with width and height swapped, and headers as wide as its pages."""
        made = deepcopy(self.upright)
        if not _lie(made.find(qn("w:pgSz"))):
            return made
        upright = self.text_width(landscape=False)
        wider = self.text_width(landscape=True) / upright if upright else 1
        for kind in ("header", "footer"):
            for reference in made.findall(qn(f"w:{kind}Reference")):
                if reference.get(qn("w:type")) == "first":
                    made.remove(reference)
                else:
                    reference.set(qn("r:id"), self._copied(kind, reference, wider))
        return made

    def _copied(self, kind: str, reference: Xml, wider: float) -> str:
        """Copy a header or footer, move its tab stops outwards, and return the relationship id."""
        part = self.word.part
        original = part.related_parts[reference.get(qn("r:id"))]
        copy, relationship = part.add_header_part() if kind == "header" else part.add_footer_part()
        # Keep the relationship ids of its pictures and links.
        for one in original.rels.values():
            target = one.target_ref if one.is_external else one.target_part
            copy.load_rel(one.reltype, target, one.rId, one.is_external)
        for child in list(copy.element):
            copy.element.remove(child)
        for child in original.element:
            copy.element.append(deepcopy(child))
        for paragraph in copy.element.iter(qn("w:p")):
            self._move_tabs(paragraph, wider)
        name: str = relationship
        return name

    def _move_tabs(self, paragraph: Xml, wider: float) -> None:
        """Replace the tab stops of the paragraph and its styles by stops further out."""
        properties = paragraph.get_or_add_pPr()
        styles = {style.style_id: style for style in self.word.styles}
        holders, style = [properties], styles.get(paragraph.style)
        while style is not None:
            holders.append(style.element.find(qn("w:pPr")))
            style = style.base_style
        stops: dict[int, Xml] = {}
        for holder in holders:
            tabs = None if holder is None else holder.find(qn("w:tabs"))
            for stop in () if tabs is None else tabs:
                stops.setdefault(int(stop.get(qn("w:pos"))), deepcopy(stop))
        moved: dict[int, Xml] = {
            position: ooxml.element("tab", val="clear", pos=position) for position in stops
        }
        for position, stop in stops.items():
            if stop.get(qn("w:val")) != "clear":
                stop.set(qn("w:pos"), str(round(position * wider)))
                moved[round(position * wider)] = stop
        if not moved:
            return
        own = properties.find(qn("w:tabs"))
        if own is not None:
            properties.remove(own)
        tabs = properties._add_tabs()  # noqa: SLF001 - inserts in the order of the schema
        tabs.extend(stop for _, stop in sorted(moved.items()))


def _lie(size: Xml) -> bool:
    """Turn a page on its side; return False if it lies there already."""
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    if int(width) >= int(height):
        return False
    size.set(qn("w:w"), height)
    size.set(qn("w:h"), width)
    size.set(qn("w:orient"), "landscape")
    return True
