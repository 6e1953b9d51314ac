"""Choose the column widths of a table that minimise its lines."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
# Twips: 12 point, and the space between columns with a margin for rounding.
_HEIGHT = 240
_CELL_MARGIN = 190
# The step by which a column is widened (twips), and how many rows are sampled.
_STEP = 250
_SAMPLE = 20
# Stands for the room that no column has been given yet.
_NOBODY = -1

_WIDTHS = [
    {letter: width for width, letters in of.items() for letter in letters}
    for of in (_REGULAR, _BOLD)
]
# The widths of a cell's words, in twips.
Words = tuple[int, ...]


def widths(rows: list[Element], room: int) -> list[int]:
    """Return the width of each column, from the words in it; together they fill the room.

    Widths and room are in twips, twentieths of a point.
    """
    cells = [
        [
            _words(cell.text, bold=row is rows[0] or row.class_name == "total")
            for cell in row.elements
        ]
        for row in rows
    ]
    columns = [*zip(*cells, strict=True)]
    least = [max(max(cell, default=0) for cell in column) + _CELL_MARGIN for column in columns]
    wanted = [max(map(_length, column)) + _CELL_MARGIN for column in columns]
    if sum(wanted) <= room:
        shares = wanted
    elif sum(least) >= room:
        shares = least
    else:
        shares = _with_fewest_lines(cells[:: -(-len(cells) // _SAMPLE)], least, wanted, room)
    return _filling(shares, room)


@lru_cache(20_000)
def _words(text: str, *, bold: bool) -> Words:
    widths = _WIDTHS[bold]
    return tuple(
        sum(widths.get(letter, _MOST) for letter in word) * _HEIGHT // 1000 + 1
        for word in text.split()
    )


def _length(words: Words) -> int:
    return sum(words) + max(len(words) - 1, 0) * _SPACE * _HEIGHT // 1000


def _filling(shares: Sequence[int], room: int) -> list[int]:
    """Scale the widths so that they fill the room."""
    filled = [room * share // sum(shares) for share in shares]
    filled[0] += room - sum(filled)
    return filled


def _with_fewest_lines(
    rows: Sequence[Sequence[Words]], least: Sequence[int], wanted: Sequence[int], room: int
) -> list[int]:
    """Return widths between `least` and `wanted` with few lines, by greedy search.

    Each step gives room to the column where each twip saves most lines. The room comes from
    what is spare, or from another column.
    """
    shares, spare = list(least), room - sum(least)
    while found := max(_savings(rows, (shares, least, wanted), spare), default=None):
        _, giver, taker, wider = found
        shares[taker] += wider
        if giver == _NOBODY:
            spare -= wider
        else:
            shares[giver] -= wider
    return shares


def _savings(
    rows: Sequence[Sequence[Words]], columns: tuple[Sequence[int], ...], spare: int
) -> Iterator[tuple[float, int, int, int]]:
    """Yield the lines saved for each twip, the giving and the taking column, and the twips."""
    shares, least, wanted = columns
    now = _lines_of(rows, shares)
    takers = range(len(shares))
    for giver in (_NOBODY, *takers):
        has = spare if giver == _NOBODY else shares[giver] - least[giver]
        for taker in takers:
            most = min(has, wanted[taker] - shares[taker]) if taker != giver else 0
            for wider in range(_STEP, most + 1, _STEP):
                tried = [*shares]
                tried[taker] += wider
                if giver != _NOBODY:
                    tried[giver] -= wider
                if (saved := now - _lines_of(rows, tried)) > 0:
                    yield saved / wider, giver, taker, wider


def _lines_of(rows: Sequence[Sequence[Words]], shares: Sequence[int]) -> int:
    """Return the number of lines of the rows; the longest cell decides for its row."""
    return sum(
        max(_lines(words, share - _CELL_MARGIN) for words, share in zip(row, shares, strict=True))
        for row in rows
    )


@lru_cache(50_000)
def _lines(words: Words, room: int) -> int:
    """Return the number of lines of a text, broken between words."""
    lines, left = 1, room
    for width in words:
        if width > left:
            lines, left = lines + 1, room
        left -= width + _SPACE * _HEIGHT // 1000
    return lines
