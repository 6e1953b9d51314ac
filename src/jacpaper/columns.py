"""How wide the columns of a table are, so that it comes to as few lines as can be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.tree import Element

# A letter of 12 point, one in bold and what a capital adds, the space between columns: twips.
_LETTER = 125
_BOLD_LETTER, _BOLD_CAPITAL = 140, 120
_CELL_MARGIN = 170
# What a column is widened by, and how many rows stand for all.
_STEP = 2 * _LETTER
_SAMPLE = 40


def widths(rows: list[Element], room: int) -> list[int]:
    """Return the width of each column, from the words in it; all fill the room.

    Widths and room are twips, twentieths of a point.
    """
    texts = [tuple(cell.text for cell in row.elements) for row in rows]
    columns = [*zip(*texts, strict=True)]
    least = [max(map(_longest_word, column)) for column in columns]
    least = [letters * _BOLD_LETTER + _BOLD_CAPITAL + _CELL_MARGIN for letters in least]
    longest = [max(map(len, column)) * _LETTER + _CELL_MARGIN for column in columns]
    wanted = [max(pair) for pair in zip(least, longest, strict=True)]
    if sum(wanted) <= room:
        shares = wanted
    elif sum(least) >= room:
        shares = least
    else:
        shares = _with_fewest_lines(texts[:: -(-len(texts) // _SAMPLE)], least, wanted, room)
    return _filling(shares, room)


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _filling(shares: Sequence[int], room: int) -> list[int]:
    """Return the widths in the same proportions, so that they fill the room."""
    filled = [room * share // sum(shares) for share in shares]
    filled[0] += room - sum(filled)
    return filled


def _with_fewest_lines(
    rows: Sequence[Sequence[str]], least: Sequence[int], wanted: Sequence[int], room: int
) -> list[int]:
    """Return widths from the least to the wanted: room goes where it saves most lines for it."""
    shares = list(least)
    while found := max(_savings(rows, shares, wanted, room), default=None):
        _, column, wider = found
        shares[column] += wider
    return shares


def _savings(
    rows: Sequence[Sequence[str]], shares: Sequence[int], wanted: Sequence[int], room: int
) -> Iterator[tuple[float, int, int]]:
    """Yield how many lines a twip saves, which column is widened, and by how much."""
    now = _lines_of(rows, shares)
    for column, share in enumerate(shares):
        most = min(room - sum(shares), wanted[column] - share)
        for wider in range(_STEP, most + 1, _STEP):
            tried = [*shares[:column], share + wider, *shares[column + 1 :]]
            if saved := now - _lines_of(rows, tried):
                yield saved / wider, column, wider


def _lines_of(rows: Sequence[Sequence[str]], shares: Sequence[int]) -> int:
    """Return how many lines the rows come to: each is as high as its highest cell."""
    return sum(
        max(
            _lines(text, (share - _CELL_MARGIN) // _LETTER)
            for text, share in zip(row, shares, strict=True)
        )
        for row in rows
    )


@lru_cache(20_000)
def _lines(text: str, letters: int) -> int:
    """Return how many lines of so many letters a text comes to, broken between words."""
    lines, left = 1, letters
    for word in text.split():
        if len(word) > left:
            lines, left = lines + 1, letters
        left -= len(word) + 1
    return lines
