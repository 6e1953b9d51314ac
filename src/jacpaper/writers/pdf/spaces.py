"""A space in the PDF's text wherever words part, as a screen reader and a search need it.

WeasyPrint draws no space where a line ends, and none that stands alone between two elements,
so "the" and "force" would be heard and copied as "theforce". Here, after layout, each piece
of text that was laid out is found again in the words of the page, and one that is followed by
a space there, and by more words of its block, gets that space. Nothing moves: all that follows
has its own position. PDF 32000-1, 14.8.2.5, asks for these spaces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes

if TYPE_CHECKING:
    from collections.abc import Iterable

# Text of the style sheet, not of the page; ::first-letter is text of the page.
_GENERATED = ("::before", "::after", "::marker")


def add(pages: Iterable[Any], root: Any) -> None:
    """Add the spaces to the text of pages that are laid out and not yet drawn.

    `root` is the element of the whole document, from which the pages were made.
    """
    source = _Source(root)
    # The last piece of text of each block so far, and where it ends in the source. A block that
    # goes on over the page is two boxes, but one element.
    last: dict[tuple[int, str], tuple[Any, int]] = {}
    for page in pages:
        texts: list[tuple[Any, Any]] = []
        _collect(page._page_box, None, texts)  # noqa: SLF001 - as WeasyPrint does
        for block, text in texts:
            span = source.find(text)
            if span is None:
                continue
            key = (id(block.element), block.element_tag)
            if key in last:
                before, end = last[key]
                if not text.text[0].isspace() and source.text[end : span[0]].isspace():
                    _end_with_space(before)
            last[key] = (text, span[1])


def _collect(box: Any, block: Any, texts: list[tuple[Any, Any]]) -> None:
    """Add each box of the page's own text, in reading order, with the block it stands in."""
    box = getattr(box, "_box", box)  # what is placed absolutely stands behind a stand-in
    if isinstance(box, boxes.TextBox):
        texts.append((block, box))
        return
    if isinstance(box, boxes.MarginBox) or str(box.element_tag).endswith(_GENERATED):
        return
    if isinstance(box, boxes.BlockContainerBox):
        block = box
    for child in getattr(box, "children", ()):
        _collect(child, block, texts)


def _end_with_space(text: Any) -> None:
    """Let a piece of text that is not yet drawn end with a space."""
    layout, style = text.pango_layout, text.style
    # From right to left, the space would shift the words, and an ellipsis would show.
    moves = style["direction"] == "rtl" or style["text_overflow"] == "ellipsis"
    if moves or layout.text[-1:].isspace():
        return
    if hasattr(layout, "layout"):
        layout.set_text(f"{layout.text} ", justify=True)
    else:  # WeasyPrint lays it out again when it draws it
        layout.text += " "


class _Source:
    """The words of the page as they were written, and where in them the layout has come to."""

    def __init__(self, root: Any) -> None:
        self.text = ""
        # The start and end of each text that is an element's own, not its children's.
        self.own: dict[int, list[tuple[int, int]]] = {}
        # How much of the element's own text has been met.
        self.met: dict[int, int] = {}
        parts: list[str] = []
        self._read(root, parts, 0)
        self.text = "".join(parts)

    def _read(self, element: Any, parts: list[str], position: int) -> int:
        """Add the text of an element, from `position` on; return where it ends."""
        own = self.own[id(element)] = []

        def add(text: str | None) -> None:
            nonlocal position
            if text:
                parts.append(text)
                own.append((position, position + len(text)))
                position += len(text)

        add(element.text)
        for child in element:
            position = self._read(child, parts, position)
            add(child.tail)
        return position

    def find(self, box: Any) -> tuple[int, int] | None:
        """Return where the words of a box start and end; None without words, or if unknown."""
        words = box.text.strip()
        if not words:
            return None
        key = id(box.element)
        hyphen = box.style["hyphenate_character"]
        # A header row that the next page repeats is met from its start again.
        for start in (self.met.get(key, 0), 0):
            for begin, end in self.own.get(key, ()):
                found = self._match(words, max(begin, start), hyphen)
                if found and found[1] <= end:
                    self.met[key] = found[1]
                    return found
        return None

    def _match(self, words: str, position: int, hyphen: str) -> tuple[int, int] | None:
        """Return where words start and end, if they are the next ones from a position on."""
        first = position = self._skip_spaces(position)
        if self.text.startswith(words, position):  # as nearly always
            return first, position + len(words)
        for word in words.removesuffix(hyphen).split():  # a broken word has a hyphen added
            position = self._skip_spaces(position)
            there = self.text[position : position + len(word)]
            if there.casefold() != word.casefold():  # a style may have put it in capitals
                return None
            position += len(word)
        return first, position

    def _skip_spaces(self, position: int) -> int:
        while self.text[position : position + 1].isspace():
            position += 1
        return position
