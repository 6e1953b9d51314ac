"""The items of a raw register, and what they add up to on a day."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import days
import raw_ledger
import yaml

if TYPE_CHECKING:
    from pathlib import Path

Years = dict[int, int]
OURS = {
    "reference": "Reference", "report": "Report", "report_year": "Report year", "type": "Type",
    "text": "Text", "owner": "Owner", "made": "Made", "target": "Target", "revised": "Revised",
    "status": "Status", "status_date": "Status date", "closed": "Closed", "history": "History",
    "theme": "Theme", "rating": "Rating", "cause_of_concern": "Cause of concern",
    "force_specific": "Force specific", "exempt": "Exempt", "date_history": "Date history",
    "revised_on": "Revised on", "reason_moved": "Reason moved", "explanation": "Explanation",
    "next_step": "Next step", "submitted_on": "Submitted on", "evidence_on": "Evidence on",
}  # fmt: skip
"""The headings that this reader goes by, for the keys of register.yaml."""


class Item(dict[str, str]):
    """A row of the register, by its headings."""

    moves: list[raw_ledger.Move]
    """How its date was moved, by the paper's day."""

    def day(self, heading: str) -> date | None:
        """Return the day in a column; None: the cell is empty."""
        return self._day(self[heading]) if self.get(heading) else None

    @staticmethod
    def _day(text: str) -> date:
        if "/" not in text:
            return days.day(text)
        number, month, year = text.split("/")
        return date(int(year), int(month), int(number))

    @property
    def exempt(self) -> bool:
        """Tell whether it may not be named in the public paper."""
        return self.get("Exempt", "").lower() == "yes"

    @cached_property
    def changes(self) -> list[date]:
        """The days of opening, closing, reopening and so on."""
        made = self.day("Made")
        assert made
        told = re.findall(rf"{days.DAY}|\d\d/\d\d/\d{{4}}", self.get("History", ""))
        closed = self.day("Closed")
        past = [made, *(self._day(one) for one in told)]
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
        sent = self.span("Submitted on")
        if self["Status"].lower() == "submitted for closure" and sent:
            since = max(sent[0], since or sent[0])
        stood = (since is None or since <= on) and self.is_open(on) != ended
        return self["Status"] if stood else "Open" if self.is_open(on) else "Closed"

    @property
    def due(self) -> days.Span | None:
        """What the revised date, or else the target, can mean."""
        return self.span("Revised") or self.span("Target")

    def span(self, heading: str) -> days.Span | None:
        """Return what a date that may not be exact can mean; None: the cell is empty."""
        return raw_ledger.span(self.get(heading, ""))

    def words_of(self, heading: str) -> str:
        """Return a date as papers print it."""
        return days.printed(self._day(self[heading])) if "/" in self[heading] else self[heading]


@dataclass
class Register:
    """All items of a register."""

    rows: list[Item]

    @classmethod
    def load(cls, path: Path, on: date | None) -> Register:
        """Read register.csv, as it is counted on a day."""
        mapping = path.with_suffix(".yaml")
        given = yaml.safe_load(mapping.read_text(encoding="utf-8")) if mapping.exists() else {}
        ours = {heading: OURS[key] for key, heading in given.get("columns", {}).items()
                if key in OURS}  # fmt: skip
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        while not {*ours, "Reference"} & {*rows[0]}:
            rows.pop(0)
        heads = [ours.get(heading, heading) for heading in rows[0]]
        found = [Item(zip(heads, row, strict=False)) for row in rows[1:] if any(row)]
        for item in found:
            if item["Report"] in (given.get("exempt") or {}).get("reports", ()):
                item["Exempt"] = "yes"
            raw_ledger.settle(item, on or date.max)
            item["Type"] = {"Area for improvement": "AFI"}.get(item["Type"], item["Type"])
        return cls(found)

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
