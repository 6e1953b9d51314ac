"""The tree as a Word document, based on the house style, which people edit in Word.

Word itself numbers the paragraphs, through their styles, so that a paragraph added in Word
takes the next number. A test compares these numbers with those of the tree.
"""

from __future__ import annotations

import datetime as dt
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import docx

from jacpaper.problems import MachineError, Problem, Problems
from jacpaper.tree import elements, marks
from jacpaper.writers import changes, columns
from jacpaper.writers.formats import Written
from jacpaper.writers.word import (
    enlarge,
    headers,
    house_style,
    keeping,
    leftovers,
    measures,
    ooxml,
    picture,
    stamp,
    tracked,
)
from jacpaper.writers.word.house_style import BLOCK_STYLES, HOUSE_STYLE, TABLE_STYLE
from jacpaper.writers.word.look import FILLS
from jacpaper.writers.word.pages import Pages
from jacpaper.writers.word.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document
    from jacpaper.tree.elements import Element
    from jacpaper.writers.word.house_style import HouseStyle
    from jacpaper.writers.word.ooxml import Xml

# Word itself cuts core properties off after this many characters.
_PROPERTY_LENGTH = 255
# Twips; a text width under 60 mm must be a mistake in the page settings.
_LEAST_TEXT_WIDTH = 3402


def write(document: Document, folder: TemplateFolder) -> Written:
    """Return the Word document.

    Raises:
        Problems: what house-style.docx lacks.
    """
    return make(document, folder)


def make(document: Document, folder: TemplateFolder, zoom: float = 1) -> Written:
    """Return the Word document, in letters `zoom` times as large as the house style's.

    Raises:
        Problems: as `write` does.
    """
    style = house_style.read(folder)
    with _damaged(folder):
        word = docx.Document(str(style.path))
        body = word.element.body
        # Its last section has the page size, margins, headers and footers.
        headers.inherit(body)
        for sample in list(body)[:-1]:
            body.remove(sample)
        leftovers.drop(word)
        pages = Pages(word)
        if pages.text_width(landscape=False) < _LEAST_TEXT_WIDTH:
            fault = "the margins of the house style leave no room for text"
            raise Problems([Problem(folder.place(HOUSE_STYLE), fault, "set them in Word")])
        if zoom > 1:
            enlarge.enlarge(word, style, pages, zoom)
        # As in letters of the usual size, like all widths of words
        rooms = [int(pages.text_width(landscape=one) / zoom) for one in (False, True)]
        headers.fill(word, document.header, folder, rooms[0])
        headers.say(word, document.notice)
        headers.say(word, document.draft)
        _set_properties(word, document)
        writer = _Writer(word, style, pages, document, folder, zoom=zoom)
        body.remove(pages.upright)
        body.extend(writer.blocks())
        if document.redline:
            tracked.sign(body, document.date)
        stamp.put(word, document)
        warnings = columns.problems(changes.newer(document), *rooms)
        return Written(ooxml.archive(word), tuple(warnings))


@contextmanager
def _damaged(folder: TemplateFolder) -> Iterator[None]:
    """Report any error from python-docx, or from what it read, as a damaged house style.

    Everything else in a paper was checked when it was composed, so nothing else can fail.
    """
    try:
        yield
    except (Problems, MachineError, OSError, MemoryError):
        raise
    except Exception as error:
        if os.environ.get("JACPAPER_TRACEBACK"):
            raise
        fault = (
            f"the house style is no Word file that can be used ({type(error).__name__}: {error})"
        )
        hint = "open it in Word and save it again as a Word document (.docx)"
        raise Problems([Problem(folder.place(HOUSE_STYLE), fault, hint)]) from None


class _Writer:
    """Walks the tree once; holds the styles and widths it needs."""

    def __init__(  # noqa: PLR0913 - what is written, and how it is to look
        self,
        word: Any,
        style: HouseStyle,
        pages: Pages,
        document: Document,
        folder: TemplateFolder,
        *,
        zoom: float,
    ) -> None:
        self.word, self.style, self.body, self.folder = word, style, document.body, folder
        self.is_redline = document.redline is not None
        self.pages, self.zoom = pages, zoom
        self.words = Words(word, style, self.body)
        # In large print a figure has a page of its own as a rule, and lets the line before it
        # stay where it is.
        self.introduced = ("ul", "ol", "table", *(("figure",) if zoom == 1 else ()))
        self.pictures = 0
        self.landscape = False
        self.text_width = pages.text_width(landscape=False)
        self.indent = measures.indent(word, style.id("Continuation"))
        self.points = measures.points(word, style.id("Table Text"))

    def blocks(self) -> Iterator[Xml]:
        """Yield all blocks, then the last section's properties; other sections end in a block."""
        parts = list(elements.parts(self.body))
        blocks: list[Xml] = []
        carried: list[Xml] = []
        for position, (landscape, part) in enumerate(parts):
            self.landscape = landscape
            self.text_width = self.pages.text_width(landscape=landscape)
            made = [*carried, *self._part(part)]
            first = position == 0
            if position < len(parts) - 1:
                carried = tracked.carried(made)
                side = tracked.side_of(made[-1])
                ending = self.pages.end(made[-1], landscape=landscape, first=first)
                made += (tracked.mark_whole(one, side) if side else one for one in ending)
                blocks += made
            else:
                blocks += made
                yield from tracked.end(blocks)
                yield self.pages.section(landscape=landscape, first=first)

    def _part(self, blocks: list[Element]) -> Iterator[Xml]:
        kept = keeping.with_next(blocks, self.introduced)
        for block, keep_next in zip(blocks, kept, strict=True):
            if block.tag in ("ul", "ol"):
                made = self._list(block, keep_next=keep_next)
            elif block.tag == "table":
                made = self._table(block)
            elif block.tag == "figure":
                made = self._figure(block)
            else:
                # The first block of a section begins a new page anyway.
                new_page = block.class_name == "appendix" and block is not blocks[0]
                made = iter([self._paragraph(block, keep_next=keep_next, new_page=new_page)])
            yield from self._marked(block, made)

    def _marked(self, block: Element, made: Iterable[Xml]) -> Iterator[Xml]:
        """Yield what was made of a block, as tracked changes if only one paper has it."""
        side = marks.side(block)
        yield from (tracked.mark_whole(one, side) for one in made) if side else made

    def _paragraph(self, block: Element, *, keep_next: bool, new_page: bool) -> Xml:
        heading = block.tag in ("h3", "h4")
        name = block.tag if heading else ".".join(filter(None, (block.tag, block.class_name)))
        content = list(self.words.inline(block))
        if block.class_name == "appendix":
            content = [*self.words.label(block, block, "ALPHABETIC"), *content]
        elif "id" in block.attributes:
            content = self.words.bookmarked(block.attributes["id"], content)
        # Their style has no number: a numbering level can be linked to one style only.
        numbering = self._level(block.class_name) if heading and block.number else None
        return ooxml.paragraph(
            self.style.id(BLOCK_STYLES[name]),
            content,
            keep_next=keep_next,
            new_page=new_page,
            numbering=numbering,
        )

    def _level(self, kind: str) -> tuple[int, int]:
        name = BLOCK_STYLES[f"p.{kind}"]
        return self.style.numbering[name], house_style.NUMBERED[name]

    def _list(self, listing: Element, *, keep_next: bool) -> Iterator[Xml]:
        name = BLOCK_STYLES[listing.tag]
        numbering = self._restarted(name) if listing.tag == "ol" else None
        items = list(listing.elements)
        for item in items:
            made = ooxml.paragraph(
                self.style.id(name),
                self.words.inline(item),
                keep_next=keep_next and item is items[-1],
                numbering=numbering,
            )
            yield from self._marked(item, [made])

    def _restarted(self, name: str) -> tuple[int, int]:
        """Return a new numbering for one list, which starts at 1."""
        numbering = self.word.part.numbering_part.element
        used = numbering.num_having_numId(self.style.numbering[name])
        new = numbering.add_num(used.abstractNumId.val)
        new.add_lvlOverride(ilvl=0).add_startOverride(1)
        return new.numId, 0

    def _table(self, table: Element) -> Iterator[Xml]:
        caption = next(table.find("caption"))
        # A landscape table begins at the margin, where portrait text has its numbers.
        margin = 0 if self.landscape else self.indent
        # With its changes it is as wide as without them.
        mixed = self.is_redline and not marks.side(table)
        printed = marks.without(table, "gone") if mixed else table
        layout = self._layout(printed, self.text_width - margin, margin)
        outdented = self.landscape or layout.outdented
        if caption.number:  # a table that was typed into a Word file may have none
            yield self._caption(table, caption, outdented=outdented)
        rows = list(table.find("tr"))
        # A row is kept with the next one.
        pairs = (1, len(rows) - 2) if layout.in_pairs else ()
        # Hardly a table of large print fits what is left of a page.
        kept = pairs if layout.may_break or self.zoom > 1 else range(len(rows) - 1)
        yield ooxml.table(
            self.style.id(TABLE_STYLE),
            title=next(printed.elements).text,
            description=table.description,
            widths=layout.widths,
            indent=0 if outdented else self.indent,
            narrow=layout.is_narrow,
            last_row=rows[-1].class_name == "total",
            rows=[
                self._row(row, layout, header=number == 0, keep=number in kept)
                for number, row in enumerate(rows)
            ],
        )

    def _layout(self, table: Element, room: int, margin: int) -> columns.Layout:
        """Return the layout of a table as in letters of the usual size, then enlarged."""
        rooms = (int(room / self.zoom), int(margin / self.zoom))
        layout = columns.layout(table, *rooms, self.points / self.zoom)
        widths = [int(width * self.zoom) for width in layout.widths]
        widths[0] += room + (margin if layout.outdented else 0) - sum(widths)
        return layout._replace(widths=widths)

    def _figure(self, figure: Element) -> Iterator[Xml]:
        caption, *images = figure.elements
        yield self._caption(figure, caption)
        for image in images:
            yield from self._picture(image, caption.number)

    def _picture(self, image: Element, name: str) -> Iterator[Xml]:
        if image.picture:
            room = self.text_width - self.indent
            self.pictures += 1
            run = picture.run(
                self.word, image.picture, self.folder,
                name=name, number=self.pictures, most=room, zoom=self.zoom,
            )  # fmt: skip
            made = ooxml.paragraph(self.style.id(BLOCK_STYLES["p"]), [run])
            yield from self._marked(image, [made])

    def _caption(self, block: Element, caption: Element, *, outdented: bool = False) -> Xml:
        """Return the caption, kept on the same page as its table or figure."""
        words = [*self.words.label(block, caption, "ARABIC"), *self.words.inline(caption)]
        style = self.style.id(BLOCK_STYLES["caption"])
        return ooxml.paragraph(style, words, keep_next=True, outdented=outdented)

    def _row(self, row: Element, layout: columns.Layout, *, header: bool, keep: bool) -> Xml:
        text, number = (self.style.id(BLOCK_STYLES[name]) for name in ("td", "td.number"))
        made = ooxml.row(
            (
                ooxml.cell(
                    width,
                    ooxml.paragraph(
                        number if cell.class_name == "number" else text,
                        self.words.inline(cell),
                        keep_next=keep or header,
                    ),
                    fill=FILLS.get(cell.class_name, ""),
                )
                for cell, width in zip(row.elements, layout.widths, strict=True)
            ),
            header=header,
        )
        if header and layout.head_size < 1:
            ooxml.set_size(made, int(2 * self.points * layout.head_size))
        return next(self._marked(row, [made]))


def _set_properties(word: Any, document: Document) -> None:
    day = dt.datetime.combine(document.date, dt.time(), dt.UTC)
    properties = word.core_properties
    properties.title = properties.subject = document.title[:_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = document.author[:_PROPERTY_LENGTH]
    properties.language = document.language
    properties.created = properties.modified = day.replace(tzinfo=None)
    properties.keywords = properties.category = ""
    properties.comments = document.redline.since if document.redline else ""
    properties.revision = 1
