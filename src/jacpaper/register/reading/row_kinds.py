"""Rows of a sheet that are no items: titles of sections, totals, and headings once more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from jacpaper.register.reading.tables import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jacpaper.register.reading.columns import Headed
    from jacpaper.register.reading.tables import Value

Kind = Literal["a title", "a total", "the headings again"]

_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b", re.IGNORECASE)
# Fewer headings may be there by accident.
_FEWEST_HEADINGS = 3


class RowKinds:
    """Tells the rows of a table that are no items by what they hold."""

    def __init__(self, headed: Headed) -> None:
        columns = headed.columns
        self.is_yaml = headed.table.source is not None
        self.first = {columns["reference"], min(headed.headings, default=0)}
        # A row that has one of these is meant as an item.
        self.of_item = {columns[ours] for ours in ("report", "made", "text")} - self.first
        rows = headed.table.rows
        self.headings = next((cells for number, cells in rows if number == headed.heading_row), {})
        self.reference = columns["reference"]

    def kind(self, cells: Mapping[int, Value]) -> Kind | None:
        """Return what a row is that is no item; None: an item, or meant as one."""
        if self.is_yaml or not self.of_item.isdisjoint(cells):
            return "the headings again" if self._is_headings(cells) else None
        first = next((cells[column] for column in sorted(self.first) if column in cells), None)
        if not isinstance(first, str) or isinstance(first, Fault):
            return None
        if _TOTAL.match(first.strip()):
            return "a total"
        # What has a figure and no space is the reference of an item that lacks the rest.
        is_reference = re.fullmatch(r"\S*\d\S*", first.strip())
        return "a title" if len(cells) == 1 and not is_reference else None

    def _is_headings(self, cells: Mapping[int, Value]) -> bool:
        """Return whether each cell repeats its heading, as where a sheet was printed in pages."""
        if self.is_yaml or cells.get(self.reference) != self.headings.get(self.reference):
            return False
        same = (value == self.headings.get(column) for column, value in cells.items())
        return len(cells) >= _FEWEST_HEADINGS and all(same)
