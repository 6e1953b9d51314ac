"""What a finished paper says, block after block: read from Word, web page and PDF.

Word and page give the same list of `Block`s; of a PDF only its running text is read.
"""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

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
    """As in 3.1; only of a web page."""


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
        body = etree.fromstring(package.read("word/document.xml"))[0]
    blocks: list[Block] = []
    for element in body:
        if element.tag == f"{_W}tbl":
            rows = [
                tuple(_words(cell) for cell in row.iter(f"{_W}tc"))
                for row in element.iter(f"{_W}tr")
            ]
            blocks.append(Block("table", rows=tuple(rows)))
        elif element.tag == f"{_W}p":
            blocks += _paragraph(element)
    return blocks


def headers(path: Path) -> set[str]:
    """Return the words of the headers of a Word document's pages that have any."""
    with zipfile.ZipFile(path) as package:
        parts = [one for one in package.namelist() if re.fullmatch(r"word/header\d*\.xml", one)]
        trees = [etree.fromstring(package.read(one)) for one in parts]
    return {folded(" ".join(map(_words, tree.iter(f"{_W}p")))) for tree in trees} - {""}


def _paragraph(element: etree._Element) -> list[Block]:
    style = "".join(element.xpath("string(.//*[local-name()='pStyle']/@*)"))  # type: ignore[arg-type]
    kinds = {"Heading": "h", "Caption": "caption", "List": "li"}
    kind = next((kind for name, kind in kinds.items() if style.startswith(name)), "p")
    pictures = element.xpath(".//*[local-name()='docPr']/@descr")
    blocks = [Block("picture", folded(str(words))) for words in pictures]  # type: ignore[union-attr]
    said = _words(element)
    return [*blocks, Block(kind, said)] if said else blocks


def _words(element: etree._Element) -> str:
    """Return the text of all runs; a tab or a line break is a space."""
    parts = []
    for node in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        inside = node.tag == f"{_W}t"
        parts.append((node.text or "") if inside else "-" if node.tag.endswith("Hyphen") else " ")
    return folded("".join(parts))


# PDF


# A page ends with its header and footer: so many lines at most.
_AT_THE_END = 5


def pdf_letters(path: Path) -> str:
    """Return all letters of a PDF in reading order, without spaces, headers and footers."""
    done = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True)
    pages = [page.splitlines() for page in done.stdout.decode().split("\f") if page.strip()]
    # What stands at the head or foot of every page but perhaps the first.
    runs = Counter(re.sub(r"\d+ of \d+", "", line) for page in pages for line in {*page})
    lines = [line for page in pages for place, line in enumerate(page)
             if len(pages) == 1 or runs[re.sub(r"\d+ of \d+", "", line)] < len(pages) - 1
             or len(line) < 4 or place < len(page) - _AT_THE_END]  # fmt: skip
    return letters("".join(lines))


def letters(text: str) -> str:
    """Return the text without white space."""
    return re.sub(r"\s+", "", text)
