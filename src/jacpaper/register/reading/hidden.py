"""The rows and columns that a sheet of a workbook does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.register.reading.tables import MAX_COLUMNS, Table

if TYPE_CHECKING:
    from collections.abc import Mapping


class Hidden:
    """Hears of a sheet's rows and columns, and keeps the numbers of those that are hidden."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.columns: set[int] = set()

    def meet_row(self, number: int, attributes: Mapping[str, str]) -> None:
        """Hear of a row: hidden, as a filter does, or without height."""
        if _is_hidden(attributes, "ht"):
            self.rows.append(number)

    def meet_columns(self, attributes: Mapping[str, str]) -> None:
        """Hear of neighbouring columns: hidden, or without width."""
        if _is_hidden(attributes, "width"):
            first, last = (attributes.get(key, "") for key in ("min", "max"))
            if first.isdecimal() and last.isdecimal() and len(first + last) < 20:
                self.columns.update(range(int(first), min(int(last), MAX_COLUMNS) + 1))

    def noted(self, table: Table) -> Table:
        """Return the sheet's table with what it hides."""
        columns = tuple(sorted(self.columns))
        return table._replace(hidden_rows=tuple(self.rows), hidden_columns=columns)


def _is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    return attributes.get("hidden") in ("1", "true") or attributes.get(size) == "0"
