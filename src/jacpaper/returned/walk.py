"""From the XML of a Word file to pieces of text in paragraphs and tables.

Every element that may hold words is entered, whatever program put it there; what is no word of
the paper's own text (text boxes, equations, objects) is noted as unplaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.returned import tables
from jacpaper.returned.looks import W, on
from jacpaper.returned.marks import DELETED, INSERTED, NOTHING, Around, Marks
from jacpaper.returned.pieces import Link, Paragraph
from jacpaper.returned.runs import Runs
from jacpaper.returned.words import chosen, name_of, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jacpaper.returned.looks import Looks
    from jacpaper.returned.package import Xml
    from jacpaper.returned.pieces import Flow, Piece, Table

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# What never holds words of the paper.
_SILENT = {
    *("pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "proofErr"),
    *("permStart", "permEnd", "bookmarkEnd", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr"),
    *("fldData", "subDoc", "altChunk"),
}


class Walk:
    """Reads one part: its paragraphs and tables, and what has no place in a paper."""

    def __init__(
        self, looks: Looks, addresses: Mapping[str, str], colours: Mapping[str, str]
    ) -> None:
        self._looks, self._addresses, self._colours = looks, addresses, colours
        self.marks = Marks()
        self.runs = Runs(looks, self.marks, self._inline)
        self._last: Paragraph | None = None
        self._points: list[Piece] = []
        self._bookmarks: list[str] = []

    def flow(self, parent: Xml, around: Around = NOTHING) -> Flow:
        """Return the paragraphs and tables in an element."""
        found: Flow = []
        for one in parent:
            name = name_of(one)
            if name == "p":
                found.append(self._paragraph(one, around))
            elif name == "tbl":
                found.append(self._table(one, around))
            elif name == "sdt":
                found += self._control(one, lambda part: self.flow(part, around))
            elif name == "AlternateContent":
                found += [made for part in chosen(one) for made in self.flow(part, around)]
            elif not self._is_silent(one, name):
                marked = name in INSERTED or name in DELETED
                found += self.flow(one, self.marks.within(one, around) if marked else around)
        return found

    def _paragraph(self, element: Xml, around: Around) -> Paragraph:
        properties = element.find(f"{W}pPr")
        shape = self._looks.shape(properties)
        paragraph = Paragraph(shape, shape, identifier=element.get(f"{W14}paraId", ""))
        paragraph.inserted, paragraph.deleted = around.inserted, around.deleted
        paragraph.pieces, self._points = self._points, []
        paragraph.bookmarks, self._bookmarks = self._bookmarks, []
        if properties is not None:
            self._properties(paragraph, properties)
        self.runs.is_hidden = self._looks.hides(properties)
        self.runs.here = paragraph
        self._inline(element, around)
        self.runs.here, self._last = None, paragraph
        return paragraph

    def _properties(self, paragraph: Paragraph, properties: Xml) -> None:
        self.marks.put_on(paragraph, properties.find(f"{W}rPr"))
        changed = properties.find(f"{W}pPrChange")
        if changed is not None:
            paragraph.formatted = self.marks.of(changed)
            paragraph.was = self._looks.shape(changed.find(f"{W}pPr"))
        section = properties.find(f"{W}sectPr")
        if section is not None:
            paragraph.ends_section = is_landscape(section)

    def _inline(self, parent: Xml, around: Around) -> None:
        """Read the runs in an element."""
        for one in parent:
            name = name_of(one)
            if name == "r":
                self.runs.read(one, around)
            elif name in INSERTED or name in DELETED:
                self._inline(one, self.marks.within(one, around))
            elif name == "hyperlink":
                self._inline(one, around._replace(link=self._link(one) or around.link))
            elif name == "fldSimple":
                self._simple_field(one, around)
            elif name == "sdt":
                self._control(one, lambda part: self._inline(part, around))
            elif name == "AlternateContent":
                for choice in chosen(one):
                    self._inline(choice, around)
            elif not self._is_silent(one, name):
                self._inline(one, around)

    def _simple_field(self, element: Xml, around: Around) -> None:
        fields = self.runs.fields
        fields.begin()
        fields.add(element.get(f"{W}instr", ""))
        fields.turn()
        self._inline(element, around)
        fields.end()

    def _is_silent(self, element: Xml, name: str) -> bool:
        """Note a bookmark, the end of a range or an equation; tell whether no words are in it."""
        if name == "bookmarkStart":
            here = self.runs.here
            (here.bookmarks if here else self._bookmarks).append(element.get(f"{W}name", ""))
        elif name in ("oMath", "oMathPara"):
            self.runs.put_aside("an equation", words(element))
        elif "Range" in name:
            if point := self.marks.range(element):
                self._put(point)
        else:
            return name in _SILENT
        return True

    def _put(self, point: Piece) -> None:
        """Put a point where it stands: between paragraphs, into the nearest one that it touches."""
        ends = point.point is not None and point.point[0] == "comment end"
        near = self.runs.here or (self._last if ends else None)
        (near.pieces if near else self._points).append(point)

    def _link(self, element: Xml) -> Link | None:
        address = self._addresses.get(element.get(f"{R}id", ""), "")
        anchor = element.get(f"{W}anchor", "")
        if not address and not anchor:
            return None
        return Link(f"{address}#{anchor}" if anchor else address)

    def _control(self, element: Xml, read: Callable[[Xml], Flow | None]) -> Flow:
        """Read what a content control shows, unless Word made it, or asks for it to be filled."""
        content = element.find(f"{W}sdtContent")
        if content is None:
            return []
        asked = element.find(f"{W}sdtPr/{W}showingPlcHdr")
        gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if asked is not None and on(asked):
            self.runs.put_aside("a field to be filled in", words(content))
        elif gallery is not None:
            self.runs.put_aside(f"Word's own {gallery.get(f'{W}val', '').lower()}", words(content))
        else:
            return read(content) or []
        return []

    def _table(self, element: Xml, around: Around) -> Table:
        outer = self.runs.here, self._last
        reader = tables.Reader(self.marks, self._colours, self.flow, self.runs.put_aside)
        table = reader.table(element, around)
        self.runs.here, self._last = outer
        return table


def is_landscape(section: Xml) -> bool:
    """Tell whether the pages of a section lie on their side."""
    size = section.find(f"{W}pgSz")
    if size is None:
        return False
    if told := size.get(f"{W}orient", ""):
        return bool(told == "landscape")
    width, height = (size.get(f"{W}{name}", "0") for name in ("w", "h"))
    return width.isdecimal() and height.isdecimal() and int(width) > int(height)
