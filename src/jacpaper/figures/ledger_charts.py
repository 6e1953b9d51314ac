"""Bar charts of the ledger: quarters beside each other, and ages divided by rating.

As in the other charts, every figure stands in words beside its bar or in it, so that nothing
depends on colour alone.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from jacpaper.figures.charts import (
    ADVANCE,
    BAR,
    BETWEEN_BARS,
    BETWEEN_ROWS,
    DARK,
    DROP,
    INK,
    PALE,
    VALUE_GAP,
    WIDTH,
    drawn_bar,
    drawn_rule,
    drawn_text,
    picture,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.language.interface import Language
    from jacpaper.text.dates import When
    from jacpaper.tree.picture import Picture

# Each is told from its neighbours by lightness alone; words on the first two are white.
_SHADES = (DARK, "#4a75b5", "#9db8da", PALE, "#ffffff")
MOST_SHADES = len(_SHADES)
_WHITE = "#ffffff"
_ON_DARK = 2
_NAMES_COLUMN = 158.0
_THICK = 22.0
_LEGEND = 20.0
_SWATCH = 11.0

Row = tuple["When", int, int]


def flow(rows: Sequence[Row], language: Language) -> Picture:
    """Return two bars a quarter: what came in, and what was closed."""
    labels = (language.CHART_NEW.lower(), language.CHART_CLOSED.lower())
    return _paired(rows, labels, language.flow(rows), language)


def planned(rows: Sequence[Row], language: Language) -> Picture:
    """Return two bars a quarter: what should have been done, and what was closed."""
    labels = (language.CHART_PLANNED.lower(), language.CHART_CLOSED.lower())
    return _paired(rows, labels, language.planned(rows), language)


def _paired(
    rows: Sequence[Row], labels: tuple[str, str], words: str, language: Language
) -> Picture:
    """Return two bars for each row; the bars of the first row say what they are."""
    height = 2 * BAR + BETWEEN_BARS
    room = WIDTH - _NAMES_COLUMN - VALUE_GAP - (max(map(len, labels)) + 6) * ADVANCE
    scale = room / max(1, *(value for _, *values in rows for value in values))
    drawn: list[str] = []
    for index, (when, *values) in enumerate(rows):
        top = index * (height + BETWEEN_ROWS)
        drawn.append(drawn_text(0, top + height / 2 + DROP, language.long_period(when)))
        for line, (value, fill) in enumerate(zip(values, (PALE, DARK), strict=True)):
            y = top + line * (BAR + BETWEEN_BARS)
            drawn.append(drawn_bar(_NAMES_COLUMN, y, value * scale, BAR, fill))
            said = f"{language.in_figures(value)}{f' {labels[line]}' if index == 0 else ''}"
            left = _NAMES_COLUMN + value * scale + VALUE_GAP
            drawn.append(drawn_text(left, y + BAR / 2 + DROP, said))
    total = len(rows) * (height + BETWEEN_ROWS) - BETWEEN_ROWS
    drawn.append(drawn_rule(_NAMES_COLUMN, -3, _NAMES_COLUMN, total + 3))
    return picture(drawn, words, total, edge=4)


def ages(
    ratings: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], language: Language
) -> Picture:
    """Return a bar for each age, divided by rating; a figure stands in each part that has room.

    `rows` have the name of the age and a count for each of the ratings, which are no more than
    `MOST_SHADES`.
    """
    drawn, top = _legend(ratings)
    scale = (WIDTH - _NAMES_COLUMN - 5 * ADVANCE) / max(1, *(sum(counts) for _, counts in rows))
    start = top
    for name, counts in rows:
        drawn.append(drawn_text(0, top + _THICK / 2 + DROP, name))
        drawn += _divided(counts, top, scale, language)
        left = _NAMES_COLUMN + sum(counts) * scale + VALUE_GAP
        said = language.in_figures(sum(counts))
        drawn.append(drawn_text(left, top + _THICK / 2 + DROP, said, bold=True))
        top += _THICK + BETWEEN_ROWS
    drawn.append(drawn_rule(_NAMES_COLUMN, start - 3, _NAMES_COLUMN, top - BETWEEN_ROWS + 3))
    return picture(drawn, language.ages(ratings, rows), top - BETWEEN_ROWS, edge=4)


def _divided(counts: Sequence[int], top: float, scale: float, language: Language) -> list[str]:
    drawn = []
    for number, (count, end) in enumerate(zip(counts, accumulate(counts), strict=True)):
        left, width = _NAMES_COLUMN + (end - count) * scale, count * scale
        drawn.append(drawn_bar(left, top, width, _THICK, _SHADES[number]))
        said = language.in_figures(count)
        if count and len(said) * ADVANCE + 2 <= width:
            ink = _WHITE if number < _ON_DARK else INK
            y = top + _THICK / 2 + DROP
            drawn.append(drawn_text(left + width / 2, y, said, middle=True, ink=ink))
    return drawn


def _legend(ratings: Sequence[str]) -> tuple[list[str], float]:
    """Return which shade is which rating, and where the bars begin below."""
    drawn: list[str] = []
    left, y = _NAMES_COLUMN, 0.0
    for number, name in enumerate(ratings):
        width = _SWATCH + 2 * VALUE_GAP + len(name) * ADVANCE + 8
        if left > _NAMES_COLUMN and left + width > WIDTH:
            left, y = _NAMES_COLUMN, y + _LEGEND
        drawn.append(drawn_bar(left, y, _SWATCH, _SWATCH, _SHADES[number]))
        drawn.append(drawn_text(left + _SWATCH + VALUE_GAP, y + _SWATCH / 2 + DROP, name))
        left += width
    return drawn, y + _LEGEND + 6
