"""The lines that a wider column saves are counted by column, and are those of whole rows."""

from __future__ import annotations

import random
from functools import partial

import pytest

from jacpaper.writers import columns

GAP = 190


def lines(rows: list[list[columns.Words]], column: int, share: int) -> columns.Lines:
    return tuple(columns._lines(row[column], share - GAP) for row in rows)


def lines_of(rows: list[list[columns.Words]], shares: list[int]) -> int:
    """Return the number of lines of the rows, counted row by row."""
    return sum(columns._row_lines(row, [share - GAP for share in shares]) for row in rows)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_what_a_step_saves_is_what_the_rows_lose(count: int) -> None:
    some = random.Random(count)  # noqa: S311 - the same each time
    rows = [
        [tuple(some.choices(range(90, 1500), k=some.randrange(12))) for _ in range(count)]
        for _ in range(6)
    ]
    shares, least, spare = [1800] * count, [1200] * count, 900
    found = [*columns._savings(partial(lines, rows), (shares, least, [4000] * count), spare)]
    givers = {giver for _, giver, _, _ in found}
    assert -1 in givers
    assert len(givers) > 1 or count == 1
    for saved, giver, taker, wider in found:
        tried = [*shares]
        tried[taker] += wider
        if giver >= 0:
            tried[giver] -= wider
        assert saved == (lines_of(rows, shares) - lines_of(rows, tried)) / wider
