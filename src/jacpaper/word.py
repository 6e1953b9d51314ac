"""The tree as a Word document, on top of the house style that its keeper edits in Word.

Numbers are Word's own, tied to the styles, so that a paragraph added in Word
takes the next one; a test compares them with the tree's.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from jacpaper import house_style, ooxml, word_picture
from jacpaper.house_style import BLOCK_STYLES, HOUSE_STYLE, INLINE_STYLES, TABLE_STYLE
from jacpaper.numbering import reference_words
from jacpaper.problems import Problem, Problems, did_you_mean
from jacpaper.tree import CAPTIONED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.compose import Document
    from jacpaper.house_style import HouseStyle
    from jacpaper.ooxml import Xml
    from jacpaper.template_folder import TemplateFolder
    from jacpaper.tree import Element

# A table of up to so many rows is kept on one page.
WHOLE_TABLE_ROWS = 15
# A letter of 12 point, one in bold and what a capital adds, the space between columns: twips.
_LETTER = 125
_BOLD_LETTER, _BOLD_CAPITAL = 130, 120
_CELL_MARGIN = 170
# Core properties are cut off after so many letters by Word itself.
_PROPERTY_LENGTH = 255
# Less than 60 mm is a slip in the page settings.
_LEAST_TEXT_WIDTH = 3402


def write(document: Document, folder: TemplateFolder) -> bytes:
    """Return the Word document.

    Raises:
        Problems: what house-style.docx lacks.
    """
    style = house_style.read(folder)
    word = _opened(style, folder)
    _fill_headers(word, document.header, folder)
    _set_properties(word, document)
    writer = _Writer(word, style, document.body, folder)
    body = word.element.body
    for sample in list(body)[:-1]:
        body.remove(sample)
    # What stays is the section: page size, margins, headers and footers.
    for made in writer.blocks():
        body[-1].addprevious(made)
    return ooxml.archive(word)


def _opened(style: HouseStyle, folder: TemplateFolder) -> Any:
    """Open the house style, and see that what is used of it is there."""
    place = folder.place(HOUSE_STYLE)
    try:
        word = docx.Document(str(style.path))
        width = _text_width(word.sections[-1])
        _ = word.core_properties.title, word.settings.element
    except Exception:  # noqa: BLE001 - a damaged file may raise anything
        raise Problems([Problem(place, "the house style is not a Word file")]) from None
    if width < _LEAST_TEXT_WIDTH:
        fault = "the margins of the house style leave no room for text"
        raise Problems([Problem(place, fault, "set them in Word")])
    return word


class _Writer:
    """Walks the tree once, with the styles, bookmarks and measures that it needs on the way."""

    def __init__(
        self, word: Any, style: HouseStyle, paper: Element, folder: TemplateFolder
    ) -> None:
        self.word, self.style, self.paper, self.folder = word, style, paper, folder
        self.targets = {
            block.attributes["id"]: block for block in paper.elements if "id" in block.attributes
        }
        self.bookmarks = {name: number for number, name in enumerate(self.targets, 1)}
        self.text_width = _text_width(word.sections[-1])
        self.indent = _indent(word, style.id("Continuation"))

    def blocks(self) -> Iterator[Xml]:
        following = [*self.paper.elements][1:]
        for block, after in itertools.zip_longest(self.paper.elements, following):
            # The line that introduces a list, a table or a figure stays with it.
            keep_next = after is not None and after.tag in ("ul", "ol", *CAPTIONED)
            if block.tag in ("ul", "ol"):
                yield from self._list(block)
            elif block.tag == "table":
                yield from self._table(block)
            elif block.tag == "figure":
                yield from self._figure(block)
            else:
                yield self._paragraph(block, keep_next=keep_next)

    def _paragraph(self, block: Element, *, keep_next: bool) -> Xml:
        heading = block.tag in ("h3", "h4")
        name = block.tag if heading else ".".join(filter(None, (block.tag, block.kind)))
        content = list(self._inline(block))
        if "id" in block.attributes:
            content = self._bookmarked(block.attributes["id"], content)
        # Their own style has no number: one style can only be tied to one level.
        numbering = self._level(block.kind) if heading and block.number else None
        return ooxml.paragraph(
            self.style.id(BLOCK_STYLES[name]), content, keep_next=keep_next, numbering=numbering
        )

    def _level(self, kind: str) -> tuple[int, int]:
        name = BLOCK_STYLES[f"p.{kind}"]
        return self.style.numbering[name], house_style.NUMBERED[name]

    def _list(self, listing: Element) -> Iterator[Xml]:
        name = BLOCK_STYLES[listing.tag]
        numbering = self._restarted(name) if listing.tag == "ol" else None
        for item in listing.elements:
            yield ooxml.paragraph(self.style.id(name), self._inline(item), numbering=numbering)

    def _restarted(self, name: str) -> tuple[int, int]:
        """Return a new number definition for one list, which starts again at 1."""
        numbering = self.word.part.numbering_part.element
        used = numbering.num_having_numId(self.style.numbering[name])
        new = numbering.add_num(used.abstractNumId.val)
        new.add_lvlOverride(ilvl=0).add_startOverride(1)
        return new.numId, 0

    def _table(self, table: Element) -> Iterator[Xml]:
        caption = next(table.find("caption"))
        yield self._caption(table, caption)
        rows = list(table.find("tr"))
        widths = self._widths(rows)
        whole = len(rows) <= WHOLE_TABLE_ROWS
        yield ooxml.table(
            self.style.id(TABLE_STYLE),
            title=caption.text,
            description=_description(rows),
            widths=widths,
            indent=self.indent,
            last_row=rows[-1].kind == "total",
            rows=[
                self._row(row, widths, header=row is rows[0], keep=whole and row is not rows[-1])
                for row in rows
            ],
        )

    def _figure(self, figure: Element) -> Iterator[Xml]:
        caption, image = figure.elements
        yield self._caption(figure, caption)
        if image.picture:
            room = self.text_width - self.indent
            run = word_picture.run(self.word, image.picture, caption.number, room, self.folder)
            yield ooxml.paragraph(self.style.id(BLOCK_STYLES["p"]), [run])

    def _caption(self, block: Element, caption: Element) -> Xml:
        """Return the caption, which stays with what it is the caption of."""
        kind, _, number = caption.number.partition(" ")
        counted = ooxml.field(f"SEQ {kind} \\* ARABIC", [ooxml.run(number)])
        label = [ooxml.run(f"{kind} "), counted]
        if "id" in block.attributes:
            label = self._bookmarked(block.attributes["id"], label)
        words = [*label, ooxml.run(": "), *self._inline(caption)]
        return ooxml.paragraph(self.style.id(BLOCK_STYLES["caption"]), words, keep_next=True)

    def _row(self, row: Element, widths: list[int], *, header: bool, keep: bool) -> Xml:
        text, number = (self.style.id(BLOCK_STYLES[name]) for name in ("td", "td.number"))
        return ooxml.row(
            (
                ooxml.cell(
                    width,
                    ooxml.paragraph(
                        number if cell.kind else text,
                        self._inline(cell),
                        keep_next=keep or header,
                    ),
                )
                for cell, width in zip(row.elements, widths, strict=True)
            ),
            header=header,
        )

    def _widths(self, rows: list[Element]) -> list[int]:
        """Return the width of each column, in twips, from its longest word and longest text."""
        columns = [
            [cell.text for cell in column]
            for column in zip(*(row.elements for row in rows), strict=True)
        ]
        least = [max(map(_longest_word, column)) for column in columns]
        wanted = [max(map(len, column)) for column in columns]
        return _shared_out(
            self.text_width - self.indent,
            [letters * _BOLD_LETTER + _BOLD_CAPITAL + _CELL_MARGIN for letters in least],
            [letters * _LETTER + _CELL_MARGIN for letters in wanted],
        )

    def _bookmarked(self, name: str, content: list[Xml]) -> list[Xml]:
        return ooxml.bookmarked(self._bookmark(name), self.bookmarks[name], content)

    def _bookmark(self, name: str) -> str:
        """Return the bookmark's name in Word, which hides those that begin with _Ref."""
        return f"_Ref{self.bookmarks[name]:08d}"

    def _inline(self, element: Element, around: tuple[str, ...] = ()) -> Iterator[Xml]:
        for child in element.children:
            if isinstance(child, str):
                yield ooxml.run(child, *self._formats(around))
            elif child.tag == "a":
                yield from self._link(child, (*around, "a"))
            else:
                yield from self._inline(child, (*around, child.tag))

    def _formats(self, around: tuple[str, ...]) -> Iterator[Xml]:
        """Yield the character style of the innermost link or emphasis, and the rest by hand."""
        if not around:
            return
        named = "a" if "a" in around else around[-1]
        yield ooxml.element("rStyle", val=self.style.id(INLINE_STYLES[named]))
        for tag, formats in (("strong", ("b", "bCs")), ("em", ("i", "iCs"))):
            if tag in around and tag != named:
                yield from (ooxml.element(name) for name in formats)

    def _link(self, link: Element, around: tuple[str, ...]) -> Iterator[Xml]:
        address = link.attributes["href"]
        if not address.startswith("#"):
            relationship = self.word.part.relate_to(
                address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            yield ooxml.hyperlink(relationship, self._inline(link, around))
            return
        target, bookmark = self.targets[address[1:]], self._bookmark(address[1:])
        if link.text != reference_words(target) or not (target.number or target.tag in CAPTIONED):
            yield ooxml.anchor(bookmark, self._inline(link, around))
            return
        # A reference field follows its target's number when the paper is edited in Word.
        formats = list(self._formats(around))
        if target.tag in CAPTIONED:
            yield ooxml.field(f"REF {bookmark} \\h", [ooxml.run(link.text, *formats)])
        else:
            word, _, number = link.text.partition(" ")
            yield ooxml.run(f"{word} ", *formats)
            yield ooxml.field(f"REF {bookmark} \\r \\h", [ooxml.run(number, *formats)])


def _description(rows: list[Element]) -> str:
    """Say how large a table is and what its columns are, for those who hear it."""
    header, *body = rows
    columns = [cell.text for cell in header.elements]
    under = "one row" if len(body) == 1 else f"{len(body)} rows"
    return f"{len(columns)} columns ({', '.join(columns)}) with {under} under the header row"


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _shared_out(width: int, least: list[int], wanted: list[int]) -> list[int]:
    """Return the width shared out among columns: in proportion if all get what they want.

    If not, the narrow are served first and the wide give way, but none below
    its least while there is room.
    """
    wanted = [max(pair) for pair in zip(least, wanted, strict=True)]
    if sum(wanted) <= width:
        shares = [width * want // sum(wanted) for want in wanted]
    elif sum(least) >= width:
        shares = [width * floor // sum(least) for floor in least]
    else:
        shares = [0] * len(wanted)
        left, floors = width, sum(least)
        by_want = sorted(range(len(wanted)), key=lambda column: wanted[column])
        for position, column in enumerate(by_want):
            floors -= least[column]
            fair = max(least[column], left // (len(wanted) - position))
            shares[column] = min(wanted[column], fair, left - floors)
            left -= shares[column]
    shares[0] += width - sum(shares)
    return shares


def _indent(word: Any, style: str) -> int:
    """Return the left edge of the text, in twips, as the style or those it is based on have it."""
    found = next(one for one in word.styles if one.style_id == style)
    while found is not None and found.paragraph_format.left_indent is None:
        found = found.base_style
    return 0 if found is None else _twips(found.paragraph_format.left_indent)


def _text_width(section: Any) -> int:
    """Return the width between the margins, in twips; 0 if the section does not say."""
    sizes = (section.page_width, section.left_margin, section.right_margin)
    return 0 if None in sizes else _twips(sizes[0] - sizes[1] - sizes[2])


def _twips(length: int) -> int:
    """Return python-docx's length, in English Metric Units, in twentieths of a point."""
    return length // 635


def _fill_headers(word: Any, words: dict[str, str], folder: TemplateFolder) -> None:
    """Put the paper's words in place of {committee} and the like, in headers and footers."""
    unknown = [
        name
        for part in word.part.package.iter_parts()
        if part.content_type in (CONTENT_TYPE.WML_HEADER, CONTENT_TYPE.WML_FOOTER)
        for paragraph in part.element.iter(qn("w:p"))
        for name in _fill(list(paragraph.iter(qn("w:t"))), words)
    ]
    if unknown:
        raise Problems(
            Problem(
                folder.place(HOUSE_STYLE),
                f"the header or footer asks for {{{name}}}, which no paper has",
                did_you_mean(name, words) or f"known: {', '.join(words)}",
            )
            for name in unknown
        )


def _fill(pieces: list[Xml], words: dict[str, str]) -> list[str]:
    """Fill in a paragraph's pieces of text, and return the names it asks for in vain.

    Word cuts text into pieces as it likes, so a name may begin in one and end
    in another: it is replaced in the piece it begins in.
    """
    text = "".join(piece.text or "" for piece in pieces)
    asked = list(re.finditer(r"\{([^{}]*)\}", text))
    # From the last to the first, so that the places of those before stay what they are.
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


def _set_properties(word: Any, document: Document) -> None:
    day = dt.datetime.combine(document.date, dt.time(), dt.UTC)
    properties = word.core_properties
    properties.title = properties.subject = document.title[:_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = document.author[:_PROPERTY_LENGTH]
    properties.language = document.language
    properties.created = properties.modified = day.replace(tzinfo=None)
    properties.comments = properties.keywords = properties.category = ""
    properties.revision = 1
