"""Bar charts: figures become a drawing, and the words that say the same.

Every bar has its value beside it and every row its name, so that nothing depends
on colour alone. This paper's bars are dark, earlier ones' pale with a dark edge:
they stand out on white and from each other, in grey too.
"""

from __future__ import annotations

import textwrap
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from jacpaper.tree.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.language.interface import Language

INK = "#0b0c0c"
DARK = "#17478f"
PALE = "#d3dfef"

# All lengths are points. The width is that of the text, right of the numbers' column.
WIDTH = 408.0
# A letter of 12 point at its widest on average; figures are narrower.
ADVANCE = 6.9
# From the top or foot of a figure to the line that it stands on, when centred beside a bar.
DROP = 4.3

BAR, BETWEEN_BARS, BETWEEN_ROWS = 15.0, 2.0, 11.0
VALUE_GAP = 5.0

_MOST_BARS = 30
# So many letters of a bar's name stand on one line.
_LONGEST_NAME = 26
LINE = 15.0


def bars(values: Sequence[tuple[str, int | Decimal]], language: Language) -> Picture:
    """Return a bar for each value, with its name before it and its figure after it.

    Raises:
        ValueError: there are too many, or one is no figure that a bar can have.
    """
    if not 0 < len(values) <= _MOST_BARS:
        raise ValueError(f"a chart has one to {_MOST_BARS} bars, and not {len(values)}")
    for name, value in values:
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
            raise ValueError(f'a bar cannot be as long as "{value}", which "{name}" has')
    names = [textwrap.wrap(name, _LONGEST_NAME) or [""] for name, _ in values]
    column = max(len(line) for lines in names for line in lines) * ADVANCE + VALUE_GAP
    figures = [language.in_figures(value) for _, value in values]
    room = WIDTH - column - VALUE_GAP - max(map(len, figures)) * ADVANCE
    scale = room / max(1.0, *(float(value) for _, value in values))
    drawn, top = [], 0.0
    for lines, (_, value), figure in zip(names, values, figures, strict=True):
        height = max(BAR, len(lines) * LINE)
        for number, line in enumerate(lines):
            y = top + height / 2 + DROP + (number - (len(lines) - 1) / 2) * LINE
            drawn.append(drawn_text(0, y, line))
        length = float(value) * scale
        drawn.append(drawn_bar(column, top + (height - BAR) / 2, length, BAR, DARK))
        drawn.append(drawn_text(column + length + VALUE_GAP, top + height / 2 + DROP, figure))
        top += height + BETWEEN_ROWS
    total = top - BETWEEN_ROWS
    drawn.append(drawn_rule(column, -3, column, total + 3))
    words = language.bars([(name, one) for (name, _), one in zip(values, figures, strict=True)])
    return picture(drawn, words, total, edge=4)


def picture(drawn: Sequence[str], words: str, height: float, *, edge: float) -> Picture:
    """Return the picture with an edge above and below, for lines that overshoot."""
    drawing = f'<g transform="translate(0 {edge:g})">{"".join(drawn)}</g>'
    return Picture(drawing, words, WIDTH, round(height + 2 * edge, 1))


def drawn_bar(x: float, y: float, width: float, height: float, fill: str) -> str:
    """Return a bar with its edge inside it; nothing for no length."""
    if not width or not height:
        return ""
    inner = max(width - 1, 0.1), max(height - 1, 0.1)
    return (
        f'<rect x="{x + 0.5:.1f}" y="{y + 0.5:.1f}" width="{inner[0]:.1f}"'
        f' height="{inner[1]:.1f}" fill="{fill}" stroke="{DARK}"/>'
    )


def drawn_rule(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return a line from one point to another."""
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{INK}"/>'


def drawn_text(  # noqa: PLR0913 - each is one thing that is drawn
    x: float,
    y: float,
    words: str,
    *,
    bold: bool = False,
    middle: bool = False,
    ink: str = INK,
) -> str:
    """Return words that begin at a point, or have it in their middle."""
    weight = ' font-weight="bold"' if bold else ""
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{ink}"{weight}{anchor}>{escape(words)}</text>'
