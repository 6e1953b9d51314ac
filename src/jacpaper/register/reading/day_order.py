"""Whether the days of a column are written with the month first: what its cells show.

A date such as 03/04/2025 can be read either way; 25/04/2025 and 04/25/2025 cannot. Nothing is
decided here: a person says in register.yaml which columns have the month first, and a cell that
cannot be read as the others are is an error whose hint says what the column shows.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from jacpaper.facts.value_types import DayColumn
from jacpaper.problems import letters
from jacpaper.register.reading import cells

if TYPE_CHECKING:
    from collections.abc import Collection

    from jacpaper.register.reading.columns import Headed
    from jacpaper.register.reading.tables import Value

# Our columns that hold days.
DAYS: tuple[str, ...] = get_args(DayColumn)


class _Shown(NamedTuple):
    """What the cells of a column show."""

    day: str
    """The first cell that names a day only with the day first; empty: none does."""
    month: str
    """The first that names one only with the month first."""
    in_figures: bool
    """True if any day is written in figures, such as 03/04/2025."""
    typed: bool
    """True if the workbook itself has any as a date."""


class DayOrder:
    """What the columns of a table show of the order of their days, looked at once each."""

    def __init__(self, headed: Headed, month_first: Collection[str]) -> None:
        self.headed, self.month_first = headed, month_first
        self._looked: dict[str, _Shown] = {}

    def hint(self, ours: str, value: Value) -> str:
        """Return how to mend a cell that names a day only in the other order, or nothing."""
        way = cells.only_way(value)
        if not way or (way == "month") == (ours in self.month_first):
            return ""
        shown = self._shown(ours)
        other: Literal["day", "month"] = "day" if way == "month" else "month"
        where = shown.day if other == "day" else shown.month
        if where:
            return (
                f"{where} can only have the {other} first, and this cell only the {way} first;"
                " write both in the same order"
            )
        if way == "day":
            return (
                "the column is read with the month first: write month/day/year, or take"
                f" {ours} out of month_first in inputs/register.yaml"
            )
        if shown.typed:
            return (
                "other cells of the column are dates, for which Excel may have taken the month for"
                " the day:\nimport the file into Excel again, with this column as a date in the"
                " order MDY"
            )
        columns = [one for one in DAYS if one in self.month_first or self._may_be(one)]
        return (
            "if the whole column is written with the month first, say so in inputs/register.yaml,"
            f" as in\nmonth_first: [{', '.join(columns)}]\nif it is not, correct the cell"
        )

    def _may_be(self, ours: str) -> bool:
        """Return whether the days of a column may all be written with the month first."""
        shown = self._shown(ours)
        return shown.in_figures and not shown.day

    def _shown(self, ours: str) -> _Shown:
        if ours not in self._looked:
            self._looked[ours] = self._look(self.headed.columns.get(ours, 0))
        return self._looked[ours]

    def _look(self, column: int) -> _Shown:
        only = {"day": "", "month": ""}
        in_figures = typed = False
        for number, row in self.headed.rows:
            value = row.get(column)
            typed = typed or isinstance(value, date)
            way = cells.only_way(value)
            in_figures = in_figures or way is not None
            if way and not only[way]:
                only[way] = f"{letters(column)}{number}"
        return _Shown(only["day"], only["month"], in_figures, typed)
