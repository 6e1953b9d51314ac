"""What a Word file says, block for block, with its tracked changes accepted or rejected.

It reads the XML as ISO/IEC 29500-1 has it, and shares no code with the program.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Xml = Any
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Side = Literal["accept", "reject"]
# The marks of what is not there on each side.
GONE: dict[Side, tuple[str, ...]] = {
    "accept": (f"{W}del", f"{W}moveFrom"),
    "reject": (f"{W}ins", f"{W}moveTo"),
}
_STRONG, _EMPHASIS = ("strong", "bold"), ("emphasis", "italic")
_SIGNS = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u202f": " ",
    "\u2011": "-", "\u00ad": None,
})  # fmt: skip


class Span(NamedTuple):
    text: str
    strong: bool
    emphasis: bool
    link: str


class Block(NamedTuple):
    """A paragraph, an item of a list, or a row of a table, whose cells stand between bars."""

    kind: Literal["heading", "paragraph", "item", "row"]
    text: str
    marked: str
    """With *emphasis*, **strong** words and [links](address)."""


def fold(text: str) -> str:
    """Return a text without what Word changes by itself: the kinds of quotes, spaces, hyphens."""
    return re.sub(r"\s+", " ", text.translate(_SIGNS)).strip()


def blocks(path: Path, side: Side = "accept") -> list[Block]:
    """Return the blocks of a Word file that have any words, in their order."""
    with zipfile.ZipFile(path) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        styles = etree.fromstring(archive.read("word/styles.xml"))
        links = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
    return list(_Reader(side, styles, links).blocks(document[0]))


class _Reader:
    def __init__(self, side: Side, styles: Xml, links: Xml) -> None:
        self.side: Side = side
        self.in_bold = False
        """True in a cell that the table's style makes bold: bold letters are no others there."""
        self.links = {one.get("Id"): one.get("Target") for one in links}
        self.names = {
            one.get(f"{W}styleId"): one.find(f"{W}name").get(f"{W}val").lower()
            for one in styles.iter(f"{W}style")
        }

    def blocks(self, container: Xml) -> Iterator[Block]:
        """Yield the blocks of a body or a cell."""
        spans: list[Span] = []
        for child in container:
            if child.tag == f"{W}p":
                spans += self._spans(child, "")
                if self._mark_is_gone(child):
                    continue
                yield from self._block(child, spans)
                spans = []
            elif child.tag == f"{W}tbl":
                yield from self._rows(child)
            elif child.tag == f"{W}sdt":
                yield from self.blocks(child.find(f"{W}sdtContent"))

    def _rows(self, table: Xml) -> Iterator[Block]:
        rows = list(table.iter(f"{W}tr"))
        for row in rows:
            marks = row.find(f"{W}trPr")
            if marks is not None and any(marks.find(one) is not None for one in GONE[self.side]):
                continue
            is_bold = marks is not None and marks.find(f"{W}tblHeader") is not None
            is_bold = is_bold or (row is rows[-1] and _looks_so(table, "lastRow", 0x40))
            cells = []
            for number, cell in enumerate(row.iter(f"{W}tc")):
                heads = number == 0 and _looks_so(table, "firstColumn", 0x80)
                self.in_bold = is_bold or heads
                cells.append(list(self.blocks(cell)))
            self.in_bold = False
            said = [
                " | ".join("\n".join(getattr(one, name) for one in cell) for cell in cells)
                for name in ("text", "marked")
            ]
            if said[0].strip(" |"):
                yield Block("row", *said)

    def _block(self, paragraph: Xml, spans: list[Span]) -> Iterator[Block]:
        text = fold("".join(span.text for span in spans))
        if not text:
            return
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = self.names.get(style.get(f"{W}val"), "") if style is not None else ""
        listed = name.startswith("list") or (
            name in ("", "normal") and paragraph.find(f"{W}pPr/{W}numPr") is not None
        )
        kind: Literal["heading", "item", "paragraph"] = (
            "heading" if name.startswith("heading") else "item" if listed else "paragraph"
        )
        yield Block(kind, text, fold("".join(_marked(spans))))

    def _mark_is_gone(self, paragraph: Xml) -> bool:
        marks = paragraph.find(f"{W}pPr/{W}rPr")
        return marks is not None and any(marks.find(one) is not None for one in GONE[self.side])

    def _spans(self, node: Xml, link: str) -> Iterator[Span]:
        for child in node:
            if child.tag in GONE[self.side] or child.tag == f"{W}pPr":
                continue
            if child.tag == f"{W}r":
                yield from self._run(child, link)
            elif child.tag == f"{W}hyperlink":
                address = self.links.get(child.get(f"{R}id"), "")
                anchor = child.get(f"{W}anchor")
                yield from self._spans(child, f"{address}#{anchor}" if anchor else address)
            else:
                yield from self._spans(child, link)

    def _run(self, run: Xml, link: str) -> Iterator[Span]:
        looks = run.find(f"{W}rPr")
        before = run.find(f"{W}rPr/{W}rPrChange/{W}rPr")
        if self.side == "reject" and before is not None:
            looks = before
        strong, emphasis = self._looks(looks)
        for child in run:
            if child.tag == f"{W}t" or (child.tag == f"{W}delText" and self.side == "reject"):
                yield Span(child.text or "", strong, emphasis, link)
            elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
                yield Span(" ", strong, emphasis, link)
            elif child.tag == f"{W}noBreakHyphen":
                yield Span("-", strong, emphasis, link)

    def _looks(self, looks: Xml) -> tuple[bool, bool]:
        if looks is None:
            return False, False
        style = looks.find(f"{W}rStyle")
        name = self.names.get(style.get(f"{W}val"), "") if style is not None else ""
        return (
            name in _STRONG or (not self.in_bold and _is_on(looks.find(f"{W}b"))),
            name in _EMPHASIS or _is_on(looks.find(f"{W}i")),
        )


def _looks_so(table: Xml, name: str, bit: int) -> bool:
    """True if a table has the look of its style for some of its cells."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    said = look.get(f"{W}{name}")
    return int(look.get(f"{W}val", "0"), 16) & bit > 0 if said is None else said in ("1", "true")


def _is_on(mark: Xml) -> bool:
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")


def _marked(spans: list[Span]) -> Iterator[str]:
    """Yield the text with its marks; spaces at the edge of a mark stand outside of it."""
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1][1:] == span[1:]:
            merged[-1] = span._replace(text=merged[-1].text + span.text)
        elif span.text:
            merged.append(span)
    for span in merged:
        inner = span.text.strip()
        if not inner:
            yield span.text
            continue
        before, _, after = span.text.partition(inner)
        sign = "*" * (span.emphasis + 2 * span.strong)
        said = f"{sign}{inner}{sign}"
        yield f"{before}[{said}]({span.link}){after}" if span.link else f"{before}{said}{after}"
