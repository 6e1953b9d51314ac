"""What a finished paper says, block after block: read from Word, web page and PDF.

Word and page give the same list of `Block`s; of a PDF only the letters of its pages are read.
"""

from __future__ import annotations

import re
import subprocess
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree
from word_numbers import Numbers

if TYPE_CHECKING:
    from pathlib import Path

Row = tuple[str, ...]


class Block(NamedTuple):
    """A heading, a paragraph, a list's item, a caption, a table, or the words of a picture."""

    kind: str
    """`h`, `p`, `li`, `caption`, `table` or `picture`."""
    text: str = ""
    rows: tuple[Row, ...] = ()
    number: str = ""
    """As in 3.1; of no item of a list."""


def folded(text: str) -> str:
    """Return the text with each white space as one space, and none at its ends."""
    return re.sub(r"\s+", " ", text).strip()


def read(path: Path) -> list[Block]:
    """Return the blocks of a Word document or a web page."""
    return page(path) if path.suffix == ".html" else word(path)


# The web page


_KINDS = {
    "p": "p", "li": "li", "caption": "caption", "figcaption": "caption", "title": "picture",
    "h1": "h", "h2": "h", "h3": "h", "h4": "h",
}  # fmt: skip


class _Page(HTMLParser):
    """Collects the words of each block in <main>, the numbers before them apart."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.words: list[str] | None = None
        self.rows: list[list[str]] = []
        self.numeral = False
        self.number = ""
        self.in_main = False
        self.drawn = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.in_main = True
        elif tag == "svg":
            self.drawn = True
        elif tag == "table":
            self.rows = []
        elif tag == "tr":
            self.rows.append([])
        elif tag in _KINDS or tag in ("th", "td"):
            self.words, self.number = [], ""
        self.numeral = self.numeral or ("class", "numeral") in attrs

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg":
            self.drawn = False
        elif tag == "span" and self.numeral:
            self.numeral = False
        elif tag == "table":
            self.blocks.append(Block("table", rows=tuple(map(tuple, self.rows))))
        elif self.words is not None and self.in_main:
            said = folded("".join(self.words))
            if tag in ("th", "td"):
                self.rows[-1].append(said)
            elif tag not in _KINDS:
                return
            elif said:
                number = self.number.strip().rstrip(".")
                self.blocks.append(Block(_KINDS[tag], said, number=number))
            self.words = None

    def handle_data(self, data: str) -> None:
        if self.numeral:
            self.number += data
        elif self.words is not None:
            self.words.append(data)


def page(path: Path) -> list[Block]:
    """Return the blocks of a web page."""
    parser = _Page()
    parser.feed(path.read_text(encoding="utf-8"))
    parser.close()
    return parser.blocks


# Word


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word(path: Path) -> list[Block]:
    """Return the blocks of a Word document's body."""
    with zipfile.ZipFile(path) as package:
        body, styles, numbering = (
            etree.fromstring(package.read(f"word/{part}.xml"))
            for part in ("document", "styles", "numbering")
        )
    numbers = Numbers(styles, numbering)
    blocks: list[Block] = []
    for element in body[0]:
        if element.tag == f"{_W}tbl":
            rows = [
                tuple(_words(cell) for cell in row.iter(f"{_W}tc"))
                for row in element.iter(f"{_W}tr")
            ]
            blocks.append(Block("table", rows=tuple(rows)))
        elif element.tag == f"{_W}p":
            blocks += _paragraph(element, numbers.next(element))
    return blocks


def around(path: Path, part: str) -> set[str]:
    """Return the words of the headers or footers of a Word document's pages that have any.

    A field is there by its name, as in Page PAGE of NUMPAGES.
    """
    with zipfile.ZipFile(path) as package:
        parts = [one for one in package.namelist() if re.fullmatch(rf"word/{part}\d*\.xml", one)]
        trees = [etree.fromstring(package.read(one)) for one in parts]
    for tree in trees:
        for field in tree.iter(f"{_W}fldSimple"):
            for node in field.iter(f"{_W}t"):
                node.text = str(field.get(f"{_W}instr")).strip()
    return {folded(" ".join(map(_words, tree.iter(f"{_W}p")))) for tree in trees} - {""}


def _paragraph(element: etree._Element, number: str) -> list[Block]:
    style = "".join(element.xpath("string(.//*[local-name()='pStyle']/@*)"))  # type: ignore[arg-type]
    kinds = {"Heading": "h", "Caption": "caption", "List": "li"}
    kind = next((kind for name, kind in kinds.items() if style.startswith(name)), "p")
    pictures = element.xpath(".//*[local-name()='docPr']/@descr")
    blocks = [Block("picture", folded(str(words))) for words in pictures]  # type: ignore[union-attr]
    said = _words(element)
    number = "" if kind == "li" else number
    return [*blocks, Block(kind, said, number=number)] if said else blocks


def _words(element: etree._Element) -> str:
    """Return the text of all runs; a tab or a line break is a space."""
    parts = []
    for node in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        inside = node.tag == f"{_W}t"
        parts.append((node.text or "") if inside else "-" if node.tag.endswith("Hyphen") else " ")
    return folded("".join(parts))


# PDF


def pdf_pages(path: Path) -> list[str]:
    """Return the letters of each page of a PDF, its header and footer last."""
    done = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True)
    return [letters(page) for page in done.stdout.decode().split("\f")[:-1]]


def letters(text: str) -> str:
    """Return the text without white space."""
    return re.sub(r"\s+", "", text)
