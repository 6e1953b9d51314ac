"""The arithmetic of a paper: pure functions from counts to counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from jacpaper.model import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class YearRow:
    """One report year: open in the last paper, and open now."""

    year: int
    previous: int
    now: int


@dataclass(frozen=True)
class OpenTable:
    """Open recommendations and AFIs by report year, oldest first."""

    rows: tuple[YearRow, ...]

    @property
    def previous(self) -> int:
        """How many were open in the last paper."""
        return sum(row.previous for row in self.rows)

    @property
    def now(self) -> int:
        """How many are open now."""
        return sum(row.now for row in self.rows)

    @property
    def change(self) -> int:
        """How many more are open now; negative if fewer."""
        return self.now - self.previous


def open_table(previous: Mapping[int, int], now: Mapping[int, int]) -> OpenTable:
    """Put both papers' counts side by side; a year that one lacks counts 0 there.

    A year at 0 in both is left out: it was shown once, when it reached 0.
    """
    return OpenTable(
        tuple(
            YearRow(year, previous.get(year, 0), now.get(year, 0))
            for year in sorted({*previous, *now})
            if previous.get(year, 0) or now.get(year, 0)
        )
    )


def grade_counts(grades: Mapping[str, Grade]) -> tuple[tuple[Grade, int], ...]:
    """Return how often each grade was given, best first; grades not given are left out."""
    counts = Counter(grades.values())
    best_first: tuple[Grade, ...] = get_args(Grade)
    return tuple((grade, counts[grade]) for grade in best_first if counts[grade])
