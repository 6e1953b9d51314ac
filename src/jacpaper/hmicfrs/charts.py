"""Charts of the open items: by report year, and of the last papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.figures.charts import (
    ADVANCE,
    BAR,
    BETWEEN_BARS,
    BETWEEN_ROWS,
    DARK,
    DROP,
    LINE,
    PALE,
    VALUE_GAP,
    WIDTH,
    drawn_bar,
    drawn_rule,
    drawn_text,
    picture,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.hmicfrs.arithmetic import Movement, TrendPoint
    from jacpaper.language.interface import Language
    from jacpaper.text.dates import When
    from jacpaper.tree.picture import Picture

_YEARS_COLUMN = 40.0
_NAMES_COLUMN = 58.0
# The longest columns together: in large print, a paragraph of four lines fits above them.
_COLUMNS_HEIGHT = 105.0
_WIDEST_COLUMN = 40.0


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
    ground = LINE + most * scale
    zero = ground + 2 * LINE + most_new * scale
    foot = zero + most_closed * scale + LINE
    drawn = [
        drawn_text(0, ground - DROP, language.CHART_OPEN, bold=True),
        drawn_text(0, zero - DROP, language.CHART_NEW, bold=True),
        drawn_text(0, zero + LINE, language.CHART_CLOSED, bold=True),
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
            beside = line + length + LINE - 2 if down else line - length - DROP
            drawn.append(drawn_text(middle, beside, figure(value), middle=True))
        month = language.short_month(point.meeting)
        drawn.append(drawn_text(middle, foot + LINE, month, middle=True))
        if index == 0 or point.meeting.year != points[index - 1].meeting.year:
            drawn.append(drawn_text(middle, foot + 2 * LINE, str(point.meeting.year), middle=True))
    drawn += [drawn_rule(_NAMES_COLUMN, y, WIDTH, y) for y in (ground, zero)]
    words = language.trend(
        [
            (one.meeting, one.total.now, one.total.new, one.total.closed, one.printed)
            for one in points
        ],
        lesser,
    )
    return picture(drawn, words, foot + 2 * LINE, edge=4)


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
