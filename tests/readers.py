"""Independent readers of the outputs: what a reader would meet, block after block.

Each returns the same list of `Line(label, text)`: the number, bullet or table
label in front of a block, and its words. They share no code with the writers.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import docx
import lxml.html
import pdfplumber
from docx.oxml.ns import qn
from docx.table import Table
from pdfminer.layout import LTChar, LTFigure
from pdfminer.pdftypes import resolve1

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jacpaper.tree.elements import Element


class Line(NamedTuple):
    label: str
    text: str


def one_space(text: str) -> str:
    """Fold white space; a no-break space is a character of its own."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


# The tree, from which all is made


def tree_lines(paper: Element) -> list[Line]:
    lines: list[Line] = []
    for block in paper.elements:
        if block.tag in ("ul", "ol"):
            for position, item in enumerate(block.elements, 1):
                lines.append(Line(f"{position}." if block.tag == "ol" else "•", item.text))
        elif block.tag in ("table", "figure"):
            caption = next(block.find("caption", "figcaption"))
            lines.append(Line("", f"{caption.number}: {caption.text}"))
            lines += [Line("", cell.text) for cell in block.find("th", "td")]
        elif block.class_name == "appendix":
            lines.append(Line("", f"{block.number}: {block.text}"))
        else:
            lines.append(Line(block.number, block.text))
    return lines


# Word: the numbers are counted from the styles and numbering definitions, as Word does


def word_lines(path: Path) -> list[Line]:
    document = docx.Document(str(path))
    numbers = WordNumbers(document)
    lines = []
    for item in document.iter_inner_content():
        paragraphs = (
            (paragraph for row in item.rows for cell in row.cells for paragraph in cell.paragraphs)
            if isinstance(item, Table)
            else [item]
        )
        for paragraph in paragraphs:
            text = "".join(node.text or "" for node in paragraph._p.iter(qn("w:t")))
            if not text and paragraph._p.xpath(".//w:drawing"):
                continue  # a picture has no line of its own; its caption has
            lines.append(Line(numbers.label(paragraph), text))
    return lines


@dataclass
class WordNumbers:
    document: Any
    counters: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 9))
    seen: set[str] = field(default_factory=set)

    def label(self, paragraph: Any) -> str:
        number, level = self._definition(paragraph)
        if number is None:
            return ""
        numbering = self.document.part.numbering_part.element
        num = f"w:num[@w:numId='{number}']"
        abstract = numbering.xpath(f"string({num}/w:abstractNumId/@w:val)")
        definition = f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='{level}']"
        text: str = numbering.xpath(f"string({definition}/w:lvlText/@w:val)")
        if numbering.xpath(f"string({definition}/w:numFmt/@w:val)") == "bullet":
            return text
        # A start override begins a count of its own; other nums share their definition's.
        key = number if numbering.xpath(f"{num}/w:lvlOverride/w:startOverride") else f"a{abstract}"
        counter = self.counters[key]
        counter[level] += 1
        counter[level + 1 :] = [0] * (8 - level)
        return re.sub(r"%(\d)", lambda found: str(counter[int(found[1]) - 1]), text)

    def _definition(self, paragraph: Any) -> tuple[str | None, int]:
        direct = paragraph._p.xpath("w:pPr/w:numPr")
        if direct:
            return (
                direct[0].xpath("string(w:numId/@w:val)"),
                int(direct[0].xpath("string(w:ilvl/@w:val)") or 0),
            )
        style = paragraph.style
        number = style.element.xpath("string(w:pPr/w:numPr/w:numId/@w:val)")
        if not number:
            return None, 0
        # ISO 29500-1, 17.3.1.19: a style's level is the one tied back to the style.
        numbering = self.document.part.numbering_part.element
        abstract = numbering.xpath(f"string(w:num[@w:numId='{number}']/w:abstractNumId/@w:val)")
        level = numbering.xpath(
            f"string(w:abstractNum[@w:abstractNumId='{abstract}']"
            f"/w:lvl[w:pStyle/@w:val='{style.style_id}']/@w:ilvl)"
        )
        return number, int(level)


def word_xml(path: Path, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(part).decode()


# PDF: text in the order of the tags

_PDF_BLOCKS = {"P", "H1", "H2", "H3", "H4", "LI", "Caption", "TH", "TD"}
Chars = list[dict[str, Any]]


class Pages:
    """The characters of a PDF by page and mark; a page is parsed when it is first asked for."""

    def __init__(self, path: Path) -> None:
        self.pdf = pdfplumber.open(io.BytesIO(path.read_bytes()))
        self.page_of = {page.page_obj.pageid: page for page in self.pdf.pages}
        self.read: dict[int, dict[int, Chars]] = {}

    def chars(self, page: int, mark: int) -> Chars:
        """Return what a mark holds, on the page that has the object number."""
        if page not in self.read:
            marked = self.read[page] = defaultdict(list)
            for char in _chars(self.page_of[page]):
                marked[char.get("mcid", -1)].append(char)
        return self.read[page][mark]


class Marked(NamedTuple):
    """Characters of a page that belong to an element."""

    pages: Pages
    page: int
    mark: int

    @property
    def chars(self) -> Chars:
        return self.pages.chars(self.page, self.mark)


@dataclass
class Tag:
    """An element of the PDF's structure: its type, entries, and kids in reading order."""

    type: str
    entries: dict[str, Any]
    kids: list[Tag | Marked] = field(default_factory=list)

    def find(self, *types: str) -> Iterator[Tag]:
        for kid in self.kids:
            if isinstance(kid, Tag):
                if kid.type in types:
                    yield kid
                yield from kid.find(*types)

    @property
    def chars(self) -> Chars:
        return [char for kid in self.kids for char in kid.chars]

    @property
    def text(self) -> str:
        """What is read out: the characters one after the other, with no space but their own."""
        return "".join(char["text"] for char in self.chars)


def pdf_lines(path: Path) -> list[Line]:
    """Return the blocks in tag order."""
    return [Line("", block.text) for block in _pdf_blocks(pdf_structure(path))]


@dataclass
class Sheet:
    """A page of the PDF: what readers call it, and all that is on it."""

    label: str
    chars: Chars


def page_count(path: Path) -> int:
    return len(_pages(path, path.stat().st_mtime_ns).pdf.pages)


def pdf_pages(path: Path) -> list[Sheet]:
    pages = _pages(path, path.stat().st_mtime_ns)
    labels = pages.pdf.doc.get_page_labels()
    return [
        Sheet(label, _chars(page)) for page, label in zip(pages.pdf.pages, labels, strict=False)
    ]


def _chars(page: Any) -> Chars:
    """Return the letters of a page, with what tests ask of them.

    pdfplumber's own list, with thirty properties of each, takes longer than to parse the page.
    """
    across, down = page.mediabox[0], page.height + page.mediabox[1]
    return [
        {
            "text": char.get_text(), "page": page.page_number, "mcid": char.mcid, "tag": char.tag,
            "x0": char.x0 + across, "x1": char.x1 + across,
            "top": down - char.y1, "bottom": down - char.y0,
        }
        for char in _letters(page.layout)
    ]  # fmt: skip


def _letters(container: Any) -> Iterator[Any]:
    """Yield what pdfminer found on a page, and in the figures on it, that is a letter."""
    for one in container:
        if isinstance(one, LTChar):
            yield one
        elif isinstance(one, LTFigure):
            yield from _letters(one)


@lru_cache(4)
def _pages(path: Path, _written: int) -> Pages:
    return Pages(path)


def pdf_structure(path: Path) -> Tag:
    """Return the document's element, with the characters that each mark holds."""
    return _structure(path, path.stat().st_mtime_ns)


@lru_cache(4)
def _structure(path: Path, written: int) -> Tag:
    pages = _pages(path, written)
    root = resolve1(pages.pdf.doc.catalog["StructTreeRoot"])
    return _tag(resolve1(root["K"])[0], pages)


def _tag(reference: Any, pages: Pages) -> Tag:
    entries = resolve1(reference)
    tag = Tag(entries["S"].name, {name: resolve1(value) for name, value in entries.items()})
    for kid in resolve1(entries.get("K", [])):
        found = resolve1(kid)
        if isinstance(found, int):
            tag.kids.append(Marked(pages, entries["Pg"].objid, found))
        elif "S" in found:
            tag.kids.append(_tag(kid, pages))
        elif found["Type"].name == "MCR":
            tag.kids.append(Marked(pages, found["Pg"].objid, found["MCID"]))
    return tag


def _pdf_blocks(element: Tag) -> Iterator[Tag]:
    for kid in element.kids:
        if isinstance(kid, Tag):
            if kid.type in _PDF_BLOCKS:
                yield kid
            else:
                yield from _pdf_blocks(kid)


# Web page


def html_lines(path: Path) -> list[Line]:
    page = lxml.html.parse(str(path)).getroot()
    lines = []
    for block in page.iter("p", "h1", "h2", "h3", "h4", "li", "caption", "figcaption", "th", "td"):
        label = block.findtext("span[@class='numeral']") or ""
        if block.tag == "li":
            parent = block.getparent()
            label = f"{parent.index(block) + 1}." if parent.tag == "ol" else "•"
            lines.append(Line(label, one_space(block.text_content())))
        else:
            text = one_space(block.text_content())
            lines.append(Line(label.strip(), text.removeprefix(label.strip()).strip()))
    return lines


# Plain text


_LABEL = re.compile(r" *(\d+\.|\d+(?:\.\d+)+|•)(?: +(.*)|$)")
_ADDRESS = re.compile(r"\s*<(?:https?://|mailto:)[^>]*>")


def text_lines(path: Path) -> list[Line]:
    blocks = [block.split("\n") for block in path.read_text(encoding="utf-8").split("\n\n")]
    lines: list[Line] = []
    blocks.reverse()
    while blocks:
        block = [line for line in blocks.pop() if line]
        if block[0].startswith("Agenda item "):  # what stands above the title, line by line
            lines += [Line("", line) for line in block]
        elif re.match(r"Table \d+: ", block[0]):
            lines += [_text_line(block), *(Line("", cell) for cell in _text_cells(blocks))]
        elif re.match(r"Figure \d+: ", block[0]):
            lines.append(_text_line(block))
            picture = blocks.pop()
            assert picture[0].startswith("[")
            assert picture[-1].endswith("]")
        else:
            lines += [_text_line(part) for part in _text_parts(block)]
    return lines


def _text_parts(block: list[str]) -> Iterator[list[str]]:
    """Part a list into its items; leave what underlines a heading."""
    indent = len(block[0]) - len(block[0].lstrip())
    is_list = re.match(" *(1\\.|•) ", block[0])
    part: list[str] = []
    for line in block:
        if re.fullmatch("-+|=+", line):
            continue
        if part and is_list and _LABEL.match(line) and line[indent] != " ":
            yield part
            part = []
        part.append(line)
    yield part


def _text_line(part: list[str]) -> Line:
    words = _ADDRESS.sub("", one_space(" ".join(part)))
    found = _LABEL.match(words)
    return Line(found[1], found[2] or "") if found else Line("", words)


def _text_cells(blocks: list[list[str]]) -> Iterator[str]:
    """Yield the cells of the table that comes next, row by row, its head first."""
    block = [line for line in blocks.pop() if line]
    rule = next((line for line in block if re.fullmatch(r"-+(  -+)*", line)), None)
    if rule is None:
        named = _text_pairs(block)
        yield from (_ADDRESS.sub("", name) for name, _ in named)
        yield from (cell for _, cell in named)
        while blocks and blocks[-1][0].startswith(f"{named[0][0]}: "):
            yield from (cell for _, cell in _text_pairs([line for line in blocks.pop() if line]))
        return
    spans = [found.span() for found in re.finditer("-+", rule)]
    rows: list[list[list[str]]] = [[[] for _ in spans]]
    for line in block:
        if line == rule:
            continue
        under_rule = block.index(rule) < block.index(line)
        if under_rule and not line.startswith("  "):
            rows.append([[] for _ in spans])
        for cell, (start, end) in zip(rows[-1], spans, strict=True):
            cell.append(line[start:end])
    for row in rows:
        yield from (_ADDRESS.sub("", one_space(" ".join(cell))) for cell in row)


def _text_pairs(block: list[str]) -> list[tuple[str, str]]:
    """Return the cells of a row that has a line for each, with the headings before them."""
    joined = re.sub(r"\n +", " ", "\n".join(block)).split("\n")
    return [(name, one_space(cell)) for name, _, cell in (one.partition(": ") for one in joined)]
