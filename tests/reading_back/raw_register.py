"""The items of a raw register, and what they add up to on a day."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import days

if TYPE_CHECKING:
    from pathlib import Path

Years = dict[int, int]


class Item(dict[str, str]):
    """A row of the register, by its headings."""

    def day(self, heading: str) -> date | None:
        """Return the day in a column; None: the cell is empty."""
        if not self.get(heading):
            return None
        number, month, year = self[heading].split("/")
        return date(int(year), int(month), int(number))

    @property
    def exempt(self) -> bool:
        """Tell whether it may not be named in the public paper."""
        return self.get("Exempt", "").lower() == "yes"

    @property
    def changes(self) -> list[date]:
        """The days of opening, closing, reopening and so on."""
        made = self.day("Made")
        assert made
        told = re.findall(days.DAY, self.get("History", ""))
        closed = self.day("Closed")
        past = [made, *map(days.day, told)]
        return [*past, closed] if closed and closed not in past else past

    def is_open(self, on: date) -> bool:
        """Tell whether it was open at the end of the day."""
        return sum(one <= on for one in self.changes) % 2 == 1

    def opened(self, on: date) -> date:
        """Return since when it had been open."""
        return [one for one in self.changes[::2] if one <= on][-1]

    def words(self, on: date) -> str:
        """Return where it stood on the day, in the register's words if they stood then."""
        ended = len(self.changes) % 2 == 0
        since = self.changes[-1] if ended else self.day("Status date")
        stood = (since is None or since <= on) and self.is_open(on) != ended
        return self["Status"] if stood else "Open" if self.is_open(on) else "Closed"

    @property
    def due(self) -> date | None:
        """The revised date, or else the target."""
        return self.day("Revised") or self.day("Target")


@dataclass
class Register:
    """All items of a register."""

    rows: list[Item]

    @classmethod
    def load(cls, path: Path) -> Register:
        """Read register.csv."""
        with path.open(encoding="utf-8-sig", newline="") as file:
            return cls([Item(row) for row in csv.DictReader(file)])

    def open_on(self, on: date) -> list[Item]:
        """Return the items that were open at the end of the day."""
        return [row for row in self.rows if row.is_open(on)]

    def by_year(self, on: date) -> Years:
        """Return how many were open, by report year."""
        return self._years(self.open_on(on))

    def moved(self, key: str, after: date, until: date) -> Years:
        """Return how many came in, were closed or reopened after one day and by another."""
        first = ("new", "closed", "reopened").index(key)
        return self._years(
            [
                row
                for row in self.rows
                for one in (row.changes[:1] if first == 0 else row.changes[first::2])
                if after < one <= until
            ]
        )

    @staticmethod
    def _years(rows: list[Item]) -> Years:
        found: Years = {}
        for row in rows:
            year = int(row["Report year"])
            found[year] = found.get(year, 0) + 1
        return found
