"""How wide the columns of a table are, from what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jacpaper.tree import Element

# A letter of 12 point, one in bold and what a capital adds, the space between columns: twips.
_LETTER = 125
_BOLD_LETTER, _BOLD_CAPITAL = 140, 120
_CELL_MARGIN = 170


def widths(rows: list[Element], room: int) -> list[int]:
    """Return the width of each column from its longest word and longest text; all fill the room.

    Widths and room are twips, twentieths of a point.
    """
    texts = [
        [cell.text for cell in column]
        for column in zip(*(row.elements for row in rows), strict=True)
    ]
    least = [max(map(_longest_word, column)) for column in texts]
    longest = [max(map(len, column)) for column in texts]
    usual = [sum(map(len, column)) // len(column) for column in texts]
    return _shared_out(
        room,
        [letters * _BOLD_LETTER + _BOLD_CAPITAL + _CELL_MARGIN for letters in least],
        [letters * _LETTER + _CELL_MARGIN for letters in longest],
        [letters * _LETTER + _CELL_MARGIN for letters in usual],
    )


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _shared_out(width: int, least: list[int], wanted: list[int], usual: list[int]) -> list[int]:
    """Return the width shared out among columns: in proportion if all get what they want.

    If not, the narrow get it, and the wide share what is left: each has its least,
    and the rest goes to those whose text is usually longer than that, so that the
    cells of a row come to about as many lines.
    """
    wanted = [max(pair) for pair in zip(least, wanted, strict=True)]
    if sum(wanted) <= width:
        shares = [width * want // sum(wanted) for want in wanted]
    elif sum(least) >= width:
        shares = [width * floor // sum(least) for floor in least]
    else:
        shares, left = list(least), width - sum(least)
        wide = sorted(range(len(wanted)), key=lambda column: wanted[column])
        while (more := wanted[wide[0]] - least[wide[0]]) <= left:
            if wanted[wide[0]] > (left + sum(least[column] for column in wide)) // len(wide):
                break
            shares[wide.pop(0)] += more
            left -= more
        longer = {column: max(usual[column] - least[column], 1) for column in wide}
        for column, part in longer.items():
            shares[column] += left * part // sum(longer.values())
    shares[0] += width - sum(shares)
    return shares
