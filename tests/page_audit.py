"""What a reader would dislike in the pages of a PDF, from the boxes of what is drawn on them.

It shares no code with the writers, and reads our PDFs and LibreOffice's of Word files alike.
Lengths are in points, from the bottom left corner.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from jacpaper.tree.elements import Element

# Page headers and footers stand in the margins; what is nearer to the edge than this is clipped
# by some printers.
_MARGIN, _EDGE = 47.0, 11.0
# A footer with a long marking, which Word makes room for.
_FOOT = 100.0
# A page is empty to at most this share, unless it is the last or another kind of page follows.
MOST_EMPTY = 1 / 3
# Fewer lines than this do not make a page.
_FEWEST_LINES = 3
# What is drawn so much further down than words is no underline.
_PICTURE = 20
# The last line of a caption has more letters than a number in a picture.
_SHORTEST_END = 8


class Box(NamedTuple):
    """A word on a page."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


class Page(NamedTuple):
    """What is drawn on a page, and how far down it goes."""

    width: float
    height: float
    words: list[Box]
    lowest: float

    @property
    def lines(self) -> list[str]:
        """The text between the margins, line by line."""
        inside = [one for one in self.words if _MARGIN < one.bottom < self.height - _MARGIN]
        lines: list[list[Box]] = []
        for word in inside:
            last = lines[-1][-1] if lines else None
            if last and word.bottom < last.top and word.top > last.bottom:
                lines[-1].append(word)
            else:
                lines.append([word])
        return [" ".join(word.text for word in line) for line in lines]

    @property
    def ends_in_words(self) -> bool:
        """False if a picture without letters is below the last line."""
        inside = (one.bottom for one in self.words if one.bottom > _MARGIN)
        return min(inside, default=self.height) < self.lowest + _PICTURE

    @property
    def empty(self) -> float:
        """The share between the margins that is empty below what is drawn."""
        return (self.lowest - _MARGIN) / (self.height - 2 * _MARGIN)


def pages(path: Path) -> list[Page]:
    """Read all pages of a PDF."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [_page(page) for page in pdf]


def findings(path: Path, paper: Element) -> list[str]:
    """Return what is wrong with the pages of this paper; nothing is as it should be."""
    read = pages(path)
    found = [*_holes(read), *_lonely(read, paper), *_broken(read, paper), *_unmarked(read, paper)]
    for number, page in enumerate(read, 1):
        found += [f"page {number}: clipped: {one}" for one in _clipped(page)]
        found += [f"page {number}: overlaps: {one}" for one in _overlaps(page)]
    return [f"{path.name}: {one}" for one in found]


def largest_hole(read: Sequence[Page]) -> float:
    """Return the largest share that is empty on a page that another of its kind follows."""
    return max((page.empty for page, after in pairwise(read) if _goes_on(page, after)), default=0)


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    words = [*_words(page.get_textpage())]
    drawn = [one.get_bounds()[1] for one in page.get_objects(max_depth=1)]
    inked = [word.bottom for word in words] + drawn
    inside = [bottom for bottom in inked if _MARGIN < bottom < height - _MARGIN]
    return Page(width, height, words, min(inside, default=height - _MARGIN))


def _words(text: pypdfium2.PdfTextPage) -> Iterator[Box]:
    """Yield the words; one goes on as long as its letters follow one another on a line."""
    letters = text.get_text_range()
    word: list[Box] = []
    for number, letter in enumerate(letters[: text.count_chars()]):
        box = None if letter.isspace() else _box(text, number, letter)
        if word and (box is None or not _follows(word[-1], box)):
            yield _together(word)
            word = []
        if box:
            word.append(box)
    if word:
        yield _together(word)


def _box(text: pypdfium2.PdfTextPage, number: int, letter: str) -> Box:
    left, bottom, right, top = text.get_charbox(number)
    return Box(left, bottom, right, top, letter)


def _follows(before: Box, after: Box) -> bool:
    return abs(after.left - before.right) < 6 and abs(after.bottom - before.bottom) < 9


def _together(boxes: list[Box]) -> Box:
    lefts, bottoms, rights, tops, letters = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops), "".join(letters))


def _goes_on(page: Page, after: Page) -> bool:
    """Tell whether the next page was begun only because this one was full."""
    turned = (page.width > page.height) != (after.width > after.height)
    return not turned and not re.match(r"Appendix [A-Z]+:", " ".join(after.lines[:1]))


def _holes(read: Sequence[Page]) -> Iterator[str]:
    for number, (page, after) in enumerate(pairwise(read), 1):
        if _goes_on(page, after) and page.empty > MOST_EMPTY:
            yield f"page {number}: {page.empty:.0%} of it is empty"


def _lonely(read: Sequence[Page], paper: Element) -> Iterator[str]:
    """Yield pages of one or two lines, and captions and headings at the foot of a page."""
    captions = [f"{one.number}: {one.text}" for one in paper.find("caption", "figcaption")]
    headings = [f"{one.number} {one.text}".strip() for one in paper.find("h2", "h3", "h4")]
    heads = [
        {word for cell in head.find("th") for word in cell.text.split()}
        for head in paper.find("thead")
    ]
    # What a row ends with may be a word of a header too, as a status is.
    cells = {cell.text for cell in paper.find("td")}
    for number, (page, after) in enumerate(pairwise(read), 1):
        if len(page.lines) < _FEWEST_LINES and _goes_on(page, after):
            yield f"page {number}: has only {' / '.join(page.lines)}"
        last = page.lines[-1] if page.lines and page.ends_in_words else ""
        if len(last) >= _SHORTEST_END and any(one.endswith(last) for one in captions):
            yield f"page {number}: ends in the caption {last}"
        if last and any(last == one for one in headings):
            yield f"page {number}: ends in the heading {last}"
        if last and last not in cells and any(set(last.split()) <= head for head in heads):
            yield f"page {number}: ends in the header of a table: {last}"
    if read and len(read) > 1 and len(read[-1].lines) < _FEWEST_LINES - 1:
        yield f"page {len(read)}: has only {' / '.join(read[-1].lines)}"


def _broken(read: Sequence[Page], paper: Element) -> Iterator[str]:
    """Yield the words of tables' headings that stand on the pages less often than in the paper."""
    shown = Counter(word.text for page in read for word in page.words)
    for table in paper.find("table"):
        for cell in next(table.find("thead")).find("th"):
            for word, times in Counter(re.findall(r"[^ \n]+", cell.text)).items():
                shown[word] -= times
                if shown[word] < 0:
                    yield f"the word {word} of a heading is broken"


def _unmarked(read: Sequence[Page], paper: Element) -> Iterator[str]:
    """Yield the pages at whose foot the marking is missing."""
    marking = next((one.text for one in paper.find("p") if one.class_name == "marking"), "")
    for number, page in enumerate(read, 1):
        foot = " ".join(word.text for word in page.words if word.top < _FOOT)
        if marking and not set(marking.split()) <= set(foot.split()):
            yield f"page {number}: has no marking"


def _clipped(page: Page) -> Iterator[str]:
    for word in page.words:
        across = word.left > _EDGE and word.right < page.width - _EDGE
        if not across or not _EDGE < word.bottom < word.top < page.height - _EDGE:
            yield word.text


def _overlaps(page: Page) -> Iterator[str]:
    """Yield words of which a tenth and more is drawn over another word."""
    words = sorted(page.words, key=lambda word: word.bottom)
    for position, one in enumerate(words):
        for other in words[position + 1 :]:
            if other.bottom > one.top:
                break
            across = min(one.right, other.right) - max(one.left, other.left)
            up = min(one.top, other.top) - max(one.bottom, other.bottom)
            smaller = min(_area(one), _area(other))
            if across > 0 and up > 0 and across * up > 0.1 * smaller > 0:
                yield f"{one.text} and {other.text}"


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.top - box.bottom)
