"""WordprocessingML that python-docx has no functions for, and a reproducible zip.

Each function makes one kind of element; child elements are in the order of the schema.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from jacpaper.patches import docx_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Xml = Any
"""An lxml element of the document."""

# Every zip entry has a date; this is the earliest possible one.
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Twips; left and right together equal the space between columns, so words lose no room.
_OFF_EDGE = 85


def element(tag: str, *children: Xml, **values: str | int) -> Xml:
    """Return `<w:tag>` with the children, and w: attributes from the values."""
    made = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def paragraph(  # noqa: PLR0913 - the properties of a paragraph
    style: str,
    content: Iterable[Xml],
    *,
    keep_next: bool = False,
    new_page: bool = False,
    numbering: tuple[int, int] | None = None,
    outdented: bool = False,
) -> Xml:
    """Return a paragraph; `numbering` is (numId, level) if the style has no numbering.

    `outdented`: it begins at the margin, whatever indentation its style has.
    """
    properties = element("pPr", element("pStyle", val=style))
    if keep_next:
        properties.append(element("keepNext"))
    if new_page:
        properties.append(element("pageBreakBefore"))
    if numbering:
        number, level = numbering
        properties.append(
            element("numPr", element("ilvl", val=level), element("numId", val=number))
        )
    if outdented:
        properties.append(element("ind", left=0, firstLine=0))
    return element("p", properties, *content)


def run(text: str, *formats: Xml) -> Xml:
    """Return a run of text with the character formats; a style must come first."""
    words = OxmlElement("w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    return element("r", *([element("rPr", *formats)] if formats else []), words)


def hyperlink(relationship: str, runs: Iterable[Xml]) -> Xml:
    """Return a link to the address that the relationship names."""
    link = element("hyperlink", *runs, history=1)
    link.set(qn("r:id"), relationship)
    return link


def anchor(bookmark: str, runs: Iterable[Xml]) -> Xml:
    """Return a link to a bookmark of this document."""
    return element("hyperlink", *runs, anchor=bookmark, history=1)


def field(instruction: str, result: Iterable[Xml]) -> Xml:
    """Return a field with its result, so that it is correct before Word updates it."""
    return element("fldSimple", *result, instr=f" {instruction} ")


def bookmarked(name: str, number: int, content: Sequence[Xml]) -> list[Xml]:
    """Return the content within a bookmark; `number` is unique in the document."""
    return [
        element("bookmarkStart", id=number, name=name),
        *content,
        element("bookmarkEnd", id=number),
    ]


def table(  # noqa: PLR0913 - the properties of a table
    style: str,
    *,
    title: str,
    description: str,
    widths: Sequence[int],
    indent: int,
    narrow: bool,
    last_row: bool,
    rows: Iterable[Xml],
) -> Xml:
    """Return a table; screen readers announce title and description; lengths are in twips."""
    # The order of tblPr's children is fixed; these two come last.
    properties = element(
        "tblPr",
        element("tblStyle", val=style),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblInd", w=indent, type="dxa"),
        element("tblLayout", type="fixed"),
        *([element("tblCellMar", element("right", w=_OFF_EDGE, type="dxa"))] if narrow else []),
        element(
            "tblLook",
            val="04A0" if not last_row else "04E0",
            firstRow=1,
            lastRow=int(last_row),
            firstColumn=1,
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
        element("tblCaption", val=title),
        element("tblDescription", val=description),
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", properties, grid, *rows)


def row(cells: Iterable[Xml], *, header: bool) -> Xml:
    """Return a row that is not split across pages; a header row is repeated on each page."""
    properties = element("trPr", element("cantSplit"))
    if header:
        properties.append(element("tblHeader"))
    return element("tr", properties, *cells)


def set_size(parent: Xml, half_points: int) -> None:
    """Set the size of the letters of all runs in an element."""
    for one in parent.iter(qn("w:r")):
        one.get_or_add_rPr()._add_sz().set(qn("w:val"), str(half_points))  # noqa: SLF001 - inserts in the order of the schema


def cell(width: int, content: Xml, fill: str = "") -> Xml:
    """Return a cell of one paragraph, width in twips; `fill` is a colour such as F6D7D2."""
    properties = element("tcPr", element("tcW", w=width, type="dxa"))
    if fill:
        properties.append(element("shd", val="clear", color="auto", fill=fill))
        # Keep the words away from the edge of the coloured cell.
        sides = (element(side, w=_OFF_EDGE, type="dxa") for side in ("left", "right"))
        properties.append(element("tcMar", *sides))
    return element("tc", properties, content)


def archive(word: Any) -> bytes:
    """Return the document as a zip: its entries sorted, and the same whatever the clock says."""
    files = docx_package.files(word)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        # Word needs the content types first.
        for name in sorted(files, key=lambda name: (name[0] != "[", name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 0, 0
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, files[name])
    return made.getvalue()
