"""Bar charts of the open items: figures become a drawing, and the words that say the same.

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
    from collections.abc import Iterator, Sequence

    from jacpaper.figures.arithmetic import Movement, TrendPoint
    from jacpaper.language.interface import Language
    from jacpaper.text.dates import When

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
_YEARS_COLUMN = 40.0
VALUE_GAP = 5.0

_NAMES_COLUMN = 58.0
# The longest columns together: in large print, a paragraph of four lines fits above them.
_COLUMNS_HEIGHT = 105.0
_WIDEST_COLUMN = 40.0
_MOST_BARS = 30
# So many letters of a bar's name stand on one line.
_LONGEST_NAME = 26
_LINE = 15.0


def open_by_year(  # noqa: PLR0913 - each is one thing that the picture says
    movement: Movement,
    previous_as_at: When | None,
    as_at: When | None,
    language: Language,
    lesser: str,
    *,
    is_put_right: bool = False,
) -> Picture:
    """Return two bars a report year, the last paper's above the present one's.

    The first year's bars say which paper each is. `None`: the day is not known. Where the
    last paper's figures are not known, each year has one bar. `is_put_right`: some of them
    are not those that the last paper printed. `lesser` is what is counted beside
    recommendations, in short, as in AFI.
    """
    then = language.in_last_paper(previous_as_at, is_put_right=is_put_right)
    labels = [then, language.in_this_paper(as_at)]
    rows = [
        (row.year, [(row.previous, PALE), (row.now, DARK)][not movement.has_previous :])
        for row in movement.rows
    ]
    labels = labels[not movement.has_previous :]
    scale = min(
        _scales([[value for value, _ in bars] for _, bars in rows], labels, language), default=0.0
    )
    height = len(labels) * (BAR + BETWEEN_BARS) - BETWEEN_BARS
    total = len(rows) * (height + BETWEEN_ROWS) - BETWEEN_ROWS
    drawn = []
    for index, (year, bars) in enumerate(rows):
        top = index * (height + BETWEEN_ROWS)
        drawn.append(drawn_text(0, top + height / 2 + DROP, str(year), bold=True))
        for line, (value, fill) in enumerate(bars):
            y = top + line * (BAR + BETWEEN_BARS)
            length = value * scale
            drawn.append(drawn_bar(_YEARS_COLUMN, y, length, BAR, fill))
            figure = language.in_figures(value)
            words = f"{figure} {labels[line]}" if index == 0 else figure
            drawn.append(drawn_text(_YEARS_COLUMN + length + VALUE_GAP, y + BAR / 2 + DROP, words))
    drawn.append(drawn_rule(_YEARS_COLUMN, -3, _YEARS_COLUMN, total + 3))
    figures = [
        (row.year, row.previous if movement.has_previous else None, row.now)
        for row in movement.rows
    ]
    words = language.open_by_year(figures, previous_as_at, as_at, lesser, is_put_right=is_put_right)
    return picture(drawn, words, total, edge=4)


def trend(points: Sequence[TrendPoint], language: Language, lesser: str) -> Picture:
    """Return a column a paper: what was open, and under it what had come in and been closed."""
    slot = (WIDTH - _NAMES_COLUMN) / len(points)
    width = min(_WIDEST_COLUMN, slot * 0.68)
    most = max(point.total.now for point in points)
    most_new = max(point.total.new for point in points)
    most_closed = max(point.total.closed for point in points)
    # Many papers leave no room for the comma in 1,234.
    longest = len(language.in_figures(max(most, most_new, most_closed)))
    figure = language.in_figures if longest * ADVANCE <= slot else str
    # One scale for all three, so that bars can be compared by their lengths.
    scale = _COLUMNS_HEIGHT / max(most + most_new + most_closed, 1)
    ground = _LINE + most * scale
    zero = ground + 2 * _LINE + most_new * scale
    foot = zero + most_closed * scale + _LINE
    drawn = [
        drawn_text(0, ground - DROP, language.CHART_OPEN, bold=True),
        drawn_text(0, zero - DROP, language.CHART_NEW, bold=True),
        drawn_text(0, zero + _LINE, language.CHART_CLOSED, bold=True),
    ]
    for index, point in enumerate(points):
        middle = _NAMES_COLUMN + (index + 0.5) * slot
        left, fill = middle - width / 2, DARK if point is points[-1] else PALE
        for value, line, down in (
            (point.total.now, ground, False),
            (point.total.new, zero, False),
            (point.total.closed, zero, True),
        ):
            length = value * scale
            drawn.append(drawn_bar(left, line if down else line - length, width, length, fill))
            beside = line + length + _LINE - 2 if down else line - length - DROP
            drawn.append(drawn_text(middle, beside, figure(value), middle=True))
        month = language.short_month(point.meeting)
        drawn.append(drawn_text(middle, foot + _LINE, month, middle=True))
        if index == 0 or point.meeting.year != points[index - 1].meeting.year:
            drawn.append(drawn_text(middle, foot + 2 * _LINE, str(point.meeting.year), middle=True))
    drawn += [drawn_rule(_NAMES_COLUMN, y, WIDTH, y) for y in (ground, zero)]
    words = language.trend(
        [
            (one.meeting, one.total.now, one.total.new, one.total.closed, one.printed)
            for one in points
        ],
        lesser,
    )
    return picture(drawn, words, foot + 2 * _LINE, edge=4)


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
        height = max(BAR, len(lines) * _LINE)
        for number, line in enumerate(lines):
            y = top + height / 2 + DROP + (number - (len(lines) - 1) / 2) * _LINE
            drawn.append(drawn_text(0, y, line))
        length = float(value) * scale
        drawn.append(drawn_bar(column, top + (height - BAR) / 2, length, BAR, DARK))
        drawn.append(drawn_text(column + length + VALUE_GAP, top + height / 2 + DROP, figure))
        top += height + BETWEEN_ROWS
    total = top - BETWEEN_ROWS
    drawn.append(drawn_rule(column, -3, column, total + 3))
    words = language.bars([(name, one) for (name, _), one in zip(values, figures, strict=True)])
    return picture(drawn, words, total, edge=4)


def _scales(
    rows: Sequence[Sequence[int]], labels: Sequence[str], language: Language
) -> Iterator[float]:
    """Yield for each bar the longest scale that leaves room for the words beside it."""
    for index, values in enumerate(rows):
        for value, label in zip(values, labels, strict=True):
            figure = language.in_figures(value)
            words = f"{figure} {label}" if index == 0 else figure
            room = WIDTH - _YEARS_COLUMN - VALUE_GAP - len(words) * ADVANCE
            yield max(room, 0) / max(value, 1)


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
