"""Lay out a table: the column widths that minimise its lines, and whether it may break.

The words of its headings and ordinary words are never broken; a long address gives way.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.problems import Problem
from jacpaper.tree import elements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jacpaper.tree.elements import Element

# Character widths of Arial and of fonts with the same metrics, in thousandths of the font size,
# rounded up. Characters that are not listed have the width _MOST.
_REGULAR = {
    191: "'", 223: "ijl\u2018\u2019", 260: "|", 278: "!,./:;I[\\]ft", 334: "()-`r{}\u201c\u201d",
    355: '"', 390: "*", 470: "^", 500: "Jcksvxyz", 584: "+<=>~\u2212", 611: "FTZ",
    667: "&ABEKPSVXY", 723: "CDHNRUw", 778: "GOQ", 834: "Mm", 890: "%", 944: "W",
    1000: "\u2014\u2026", 1016: "@",
}  # fmt: skip
_BOLD = {
    238: "'", 278: ",./I\\ijl\u2018\u2019", 280: "|", 334: "!()-:;[]`ft", 390: "*r{}", 475: '"',
    500: "z\u201c\u201d", 584: "+<=>^~\u2212", 611: "?FLTZbdghnopqu", 667: "EPSVXY",
    723: "&ABCDHKNRU", 778: "GOQw", 834: "M", 890: "%m", 944: "W", 976: "@",
    1000: "\u2014\u2026",
}  # fmt: skip
_MOST, _SPACE = 557, 278
# Twips: 12 point, the space between columns with a margin for rounding, and the least such space.
_POINTS, _HEIGHT = 12, 240
_CELL_MARGIN, _LEAST_CELL_MARGIN = 190, 105
# The width of the longest word that is never broken, some 15 letters as in "recommendations";
# an address is longer.
_LONGEST_WORD = 1_900
# The height of a line, and what a row and the caption have besides their lines.
_LINE, _ROW, _CAPTION = 312, 90, 310
# A table of at most this height, 60 mm, is kept whole: five rows or a quarter of an upright page.
_MOST_WHOLE = 3_400
# Rows with more lines than this are not kept together in pairs: two might leave a page half empty.
_MOST_PAIRED = 3
# The step by which a column is widened (twips), and how many rows are sampled.
_STEP = 250
_SAMPLE = 20
# Stands for the room that no column has been given yet.
_NOBODY = -1

_WIDTHS = [
    {letter: width for width, letters in of.items() for letter in letters}
    for of in (_REGULAR, _BOLD)
]
# Lines break at other spaces than the no-break ones.
_WORD = re.compile(r"[^ \t\n]+")
# The widths of a cell's words, in twips.
Words = tuple[int, ...]
# How many lines each row has in a column.
Lines = tuple[int, ...]


class Layout(NamedTuple):
    """How a table stands on paper; lengths are in twips, twentieths of a point."""

    widths: list[int]
    """Of each column; together they fill the room."""
    outdented: bool
    """Whether it begins at the margin, to the left of the text."""
    is_narrow: bool
    """Whether there is half of the usual space between the columns."""
    may_break: bool
    """Whether it may go on overleaf, as it is too long to be kept whole."""
    in_pairs: bool
    """Whether its first two rows, and its last two, are kept together; not if they are high."""
    head_size: float
    """How large the letters of the headings are: 1 as a rule, and less where they are larger
    than 12 point and would be broken."""


def layout(
    table: Element, room: int, margin: int = 0, points: float = _POINTS, *, exact: bool = True
) -> Layout:
    """Return the layout of a table in letters of this size.

    It has the `room`, and uses the `margin` to its left only if words need it. Without `exact`,
    the widths do not minimise the lines, and take a tenth of the time.
    """
    # The widths of letters are those of 12 point, so lengths are converted to it and back.
    scale = points / _POINTS
    rows = list(table.find("tr"))
    cells = [*_cells(rows)]
    least, wanted = _bounds(cells)
    width, gap = _fitting(least, int(room / scale), int(margin / scale), scale)
    head_size = _head_size(least, width - len(least) * gap, scale)
    least = [one._replace(heading=int(one.heading * head_size)) for one in least]
    kept = _words_kept(least, width, gap)
    if not exact:
        wanted = [
            min(one, max(most, width // 2)) + gap for one, most in zip(wanted, kept, strict=True)
        ]
        shares = _filling(wanted, width)
    else:
        shares = _shares(cells, [kept, wanted], width, gap)
    outdented = margin > 0 and width > int(room / scale)
    caption = next(table.find("caption"))
    texts = [share - gap for share in shares]
    return Layout(
        _filling(shares, room + margin if outdented else room),
        outdented,
        gap < int(_CELL_MARGIN / scale),
        _is_long(caption.text, cells, texts),
        max(_row_lines(row, texts) for row in (*cells[1:3], *cells[-2:])) <= _MOST_PAIRED,
        head_size,
    )


def text_width(text: str, *, bold: bool = False) -> int:
    """Return the width of a text of 12 point on one line, in twips."""
    return _length(_words(text, bold=bold))


def problems(body: Element, room: int, landscape_room: int) -> Iterator[Problem]:
    """Yield a warning for each table whose headings of 12 point are wider than the page, in twips.

    Larger headings are set smaller.
    """
    for landscape, part in elements.parts(body):
        most = landscape_room if landscape else room
        for table in part:
            if table.tag == "table" and _head_width(table) > most:
                number = next(table.find("caption")).number
                fault = f"the headings of {number} are wider than the page, so words are broken"
                hint = "in the template, shorten its headings or leave out a column"
                yield Problem(table.place, fault, hint, "warning")


def _head_width(table: Element) -> int:
    """Return the least width of the headings with whole words, in twips and 12 point."""
    head = next(table.find("tr"))
    words = (_words(cell.text, bold=True) for cell in head.elements)
    return sum(max(cell, default=0) + _LEAST_CELL_MARGIN for cell in words)


def _cells(rows: Sequence[Element]) -> Iterator[list[Words]]:
    """Yield the words of each cell, row by row. A figure is not broken between its words."""
    for row in rows:
        bold = row is rows[0] or row.class_name == "total"
        yield [
            (_length(_words(cell.text, bold=bold)),)
            if cell.tag == "td" and cell.class_name == "number"
            else _words(cell.text, bold=bold)
            for cell in row.elements
        ]


class _Least(NamedTuple):
    """The longest words of a column: in its heading, and below."""

    heading: int
    body: int

    def width(self, most: int) -> int:
        """Return the least width if no word below the heading needs more than `most`."""
        return max(self.heading, min(self.body, most))


def _bounds(cells: list[list[Words]]) -> tuple[list[_Least], list[int]]:
    """Return the longest words and the longest text of each column."""
    columns = [*zip(*cells, strict=True)]
    longest = ([max(cell, default=0) for cell in column] for column in columns)
    least = [_Least(heading, max(body, default=0)) for heading, *body in longest]
    return least, [max(map(_length, column)) for column in columns]


def _fitting(least: list[_Least], room: int, margin: int, scale: float) -> tuple[int, int]:
    """Return the first width and gap with which no ordinary word is broken; else the last."""
    gap, least_gap = int(_CELL_MARGIN / scale), int(_LEAST_CELL_MARGIN / scale)
    needed = sum(one.width(_LONGEST_WORD) for one in least)
    tried = [(room, gap), (room + margin, gap), (room + margin, least_gap)]
    return next((one for one in tried if needed + len(least) * one[1] <= one[0]), tried[-1])


def _head_size(least: list[_Least], room: int, scale: float) -> float:
    """Return the largest size with which the headings have room, not under 12 point."""
    needed = sum(one.heading for one in least)
    if needed <= room or scale <= 1:
        return 1
    return max(int(100 * room / needed) / 100, 1 / scale)


def _words_kept(least: list[_Least], room: int, gap: int) -> list[int]:
    """Return the least width of each column: in too little room, the longest words give way.

    What room they leave then goes where it saves most lines.
    """
    left = room - len(least) * gap
    low, high = 0, max(one.body for one in least)
    while low < high:
        most = (low + high + 1) // 2
        if sum(one.width(most) for one in least) <= left:
            low = most
        else:
            high = most - 1
    all_fit = sum(one.width(low + 1) for one in least) == sum(one.width(low) for one in least)
    return [one.width(low if all_fit else min(low, _LONGEST_WORD)) for one in least]


def _shares(
    cells: list[list[Words]], bounds: Sequence[list[int]], room: int, gap: int
) -> list[int]:
    least, wanted = ([width + gap for width in bound] for bound in bounds)
    wanted = [*map(max, least, wanted)]
    if sum(wanted) <= room:
        return _filling(wanted, room)
    if sum(least) >= room:
        return _filling(least, room)
    sample = cells[:: -(-len(cells) // _SAMPLE)]
    return _filling(_with_fewest_lines(sample, least, wanted, room, gap), room)


def _is_long(caption: str, cells: list[list[Words]], widths: list[int]) -> bool:
    """Tell whether a table is too high to be kept on one page; it counts no further than that."""
    heights = accumulate(
        (_row_lines(row, widths) * _LINE + _ROW for row in cells),
        initial=_CAPTION + _LINE * _lines(_words(caption, bold=True), sum(widths)),
    )
    return any(height > _MOST_WHOLE for height in heights)


@lru_cache(20_000)
def _words(text: str, *, bold: bool) -> Words:
    return tuple(_width(word, bold) for word in _WORD.findall(text))


@lru_cache(20_000)
def _width(word: str, bold: bool) -> int:  # noqa: FBT001 - by name, it would take twice the time
    widths = _WIDTHS[bold]
    return sum(widths.get(letter, _MOST) for letter in word) * _HEIGHT // 1000 + 1


def _length(words: Words) -> int:
    return sum(words) + max(len(words) - 1, 0) * _SPACE * _HEIGHT // 1000


def _filling(shares: Sequence[int], room: int) -> list[int]:
    """Scale the widths so that they fill the room."""
    filled = [room * share // sum(shares) for share in shares]
    filled[0] += room - sum(filled)
    return filled


def _with_fewest_lines(
    rows: Sequence[Sequence[Words]],
    least: Sequence[int],
    wanted: Sequence[int],
    room: int,
    gap: int,
) -> list[int]:
    """Return widths between `least` and `wanted` with few lines, by greedy search.

    Each step gives room to the column where each twip saves most lines. The room comes from
    what is spare, or from another column.
    """
    columns = [*zip(*rows, strict=True)]

    @cache
    def lines(column: int, share: int) -> Lines:
        return tuple(_lines(words, share - gap) for words in columns[column])

    shares, spare = list(least), room - sum(least)
    while found := max(_savings(lines, (shares, least, wanted), spare), default=None):
        _, giver, taker, wider = found
        shares[taker] += wider
        if giver == _NOBODY:
            spare -= wider
        else:
            shares[giver] -= wider
    return shares


def _savings(
    lines: Callable[[int, int], Lines], columns: tuple[Sequence[int], ...], spare: int
) -> Iterator[tuple[float, int, int, int]]:
    """Yield the lines saved for each twip, the giving and the taking column, and the twips.

    `lines` are those of each row in a column of a width; the longest cell decides for its row.
    """
    shares, least, wanted = columns
    now = [lines(column, share) for column, share in enumerate(shares)]
    total, takers = sum(map(max, zip(*now, strict=True))), range(len(shares))
    for giver in (_NOBODY, *takers):
        has = spare if giver == _NOBODY else shares[giver] - least[giver]
        for taker in takers:
            most = min(has, wanted[taker] - shares[taker]) if taker != giver else 0
            if most < _STEP:
                continue
            # What the other columns need, of which there may be none
            others = [one for column, one in enumerate(now) if column not in {giver, taker}]
            rest = [*map(max, zip(*others, [0] * len(now[0]), strict=True))]
            for wider in range(_STEP, most + 1, _STEP):
                tried = [lines(taker, shares[taker] + wider)]
                if giver != _NOBODY:
                    tried.append(lines(giver, shares[giver] - wider))
                if (saved := total - sum(map(max, rest, *tried))) > 0:
                    yield saved / wider, giver, taker, wider


def _row_lines(row: Sequence[Words], widths: Sequence[int]) -> int:
    return max(_lines(words, width) for words, width in zip(row, widths, strict=True))


@lru_cache(50_000)
def _lines(words: Words, room: int) -> int:
    """Return the number of lines of a text, broken between words and in those that do not fit."""
    lines, left = 1, room
    for width in words:
        if width > left:
            lines, left = lines + max(width // max(room, 1), 1), room
        left -= width + _SPACE * _HEIGHT // 1000
    return lines
