"""The tree as one plain text of 76 columns, for e-mail: the same words in the same order.

Headings are underlined, and words hang from their number. A table stands in aligned columns
where it fits, and otherwise has a block of lines for each row, each cell after the heading of
its column. The address of a link follows its words, once, in angle brackets.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jacpaper.tree.elements import CAPTIONED, Element
from jacpaper.writers.formats import Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document

WIDTH = 76
# Numbers up to 10.10.10 stand in front of the words that hang from them.
_HANG = 7
_GAP = 2
# The first column of a table may wrap, down to so many letters; what is in the others may not.
_LEAST = 24
_UNDERLINES = {"h1": "=", "h2": "-"}
_ABOVE_TITLE = ("agenda-item", "committee", "meeting-date")
_SCHEME = re.compile(r"^(mailto:|https?://)")

Lines = list[str]


def write(document: Document, folder: TemplateFolder) -> Written:  # noqa: ARG001 - it has no look
    """Return the text, in UTF-8."""
    return Written(text(document).encode())


def text(document: Document) -> str:
    """Return the whole document as text."""
    return "\n\n".join("\n".join(block) for block in _Writer().blocks(document.body)) + "\n"


@dataclass
class _Writer:
    """Walks the tree once: which addresses were given, and how far words are indented now."""

    given: set[str] = field(default_factory=set)
    indent: int = 0

    def blocks(self, body: Element) -> Iterator[Lines]:
        """Yield the lines of each block; an empty line belongs between two."""
        above: Lines = []
        for block in body.elements:
            if block.class_name in _ABOVE_TITLE:
                above += _wrapped(self._words(block))
                continue
            if above:
                yield above
                above = []
            yield from self._block(block)
        if above:
            yield above

    def _block(self, block: Element) -> Iterator[Lines]:
        if block.tag in CAPTIONED:
            caption = next(block.find(CAPTIONED[block.tag]))
            if caption.number:  # a table that was typed into a Word file may have none
                yield _wrapped(f"{caption.number}: {self._words(caption)}")
            pictures = (image.picture for image in block.find("img"))
            yield from (_wrapped(f"[{picture.words}]") for picture in pictures if picture)
            yield from self._table(block) if block.tag == "table" else ()
        elif block.tag in ("ul", "ol"):
            yield self._list(block)
        elif block.tag in _UNDERLINES:
            yield self._underlined(block)
        else:
            if block.number:
                self.indent = _HANG
            yield _hanging(block.number, self._words(block), 0, self.indent)

    def _underlined(self, heading: Element) -> Lines:
        self.indent = 0
        if heading.class_name == "appendix":
            lines = _wrapped(f"{heading.number}: {self._words(heading)}")
        else:
            hang = _HANG if heading.number else 0
            lines = _hanging(heading.number, self._words(heading), 0, hang)
        return [*lines, _UNDERLINES[heading.tag] * max(map(len, lines))]

    def _list(self, block: Element) -> Lines:
        labels = [f"{n}." if block.tag == "ol" else "•" for n, _ in enumerate(block.elements, 1)]
        hang = self.indent + max(map(len, labels), default=0) + 1
        items = zip(labels, block.elements, strict=True)
        return [
            line
            for label, item in items
            for line in _hanging(label, self._words(item), self.indent, hang)
        ]

    def _table(self, table: Element) -> Iterator[Lines]:
        rows = list(table.find("tr"))
        cells = [[self._words(cell) for cell in row.elements] for row in rows]
        if widths := _widths(cells):
            right = [cell.class_name == "number" for cell in rows[0].elements]
            yield _aligned(cells, widths, right)
        else:
            yield from (_row_by_cell(cells[0], row) for row in cells[1:])

    def _words(self, element: Element) -> str:
        """Return the words of an element, each link followed by its address."""
        return re.sub(r"[ \t\r\n]+", " ", "".join(self._parts(element))).strip(" ")

    def _parts(self, element: Element) -> Iterator[str]:
        for child in element.children:
            if isinstance(child, str):
                yield child
                continue
            yield from self._parts(child)
            address = child.attributes.get("href", "#")
            if not address.startswith("#") and address not in self.given:
                self.given.add(address)
                if _SCHEME.sub("", child.text) != _SCHEME.sub("", address):
                    yield f" <{address}>"


def _wrapped(words: str, width: int = WIDTH, first: str = "", later: str = "") -> Lines:
    """Return the words in lines; one that is too long for a line, as an address is, has its own."""
    return textwrap.wrap(
        words,
        width,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _hanging(label: str, words: str, indent: int, hang: int) -> Lines:
    """Return the label at one indent and the words hanging from it at another."""
    first = f"{' ' * indent}{label}"
    gap = " " if label and len(first) >= hang else ""
    return _wrapped(words, WIDTH, f"{first:{hang}}{gap}", " " * hang) or [first.rstrip()]


def _widths(cells: Sequence[Sequence[str]]) -> list[int]:
    """Return how wide the columns of a table are, heads on as few lines as fit; [] if none do."""
    room = WIDTH - _GAP * (len(cells[0]) - 1)
    columns = [*zip(*cells, strict=True)]
    bodies = [max((len(cell) for cell in column[1:]), default=0) for column in columns]
    narrow = max(_longest_word(columns[0]), min(bodies[0], _LEAST))
    for lines in range(1, max(len(head.split()) for head in cells[0]) + 1):
        widths = [
            max(body, _narrowest(column[0], lines))
            for column, body in zip(columns, [narrow, *bodies[1:]], strict=True)
        ]
        if (left := room - sum(widths)) >= 0:
            widths[0] += min(left, max(bodies[0] - widths[0], 0))
            return widths
    return []


def _narrowest(head: str, lines: int) -> int:
    """Return the least width in which a column's heading takes no more than so many lines."""
    width = max(_longest_word([head]), 1)
    while len(_wrapped(head, width)) > lines:
        width += 1
    return width


def _longest_word(texts: Sequence[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)


def _aligned(cells: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[bool]) -> Lines:
    """Return a table in columns, with a rule under its head; figures stand on the right."""
    lines: Lines = []
    for number, row in enumerate(cells):
        later = "" if number == 0 else "  "
        parts = [
            _wrapped(cell, width, later=later) for cell, width in zip(row, widths, strict=True)
        ]
        for line in range(max(map(len, parts))):
            filled = (
                f"{part[line] if line < len(part) else '':{'>' if to_right else '<'}{width}}"
                for part, width, to_right in zip(parts, widths, right, strict=True)
            )
            lines.append((" " * _GAP).join(filled).rstrip(" "))
        if number == 0:
            lines.append((" " * _GAP).join("-" * width for width in widths))
    return lines


def _row_by_cell(head: Sequence[str], row: Sequence[str]) -> Lines:
    """Return a row with a line for each cell, after its column's heading."""
    pairs = zip(head, row, strict=True)
    return [line for name, cell in pairs for line in _wrapped(f"{name}: {cell}", later="    ")]
