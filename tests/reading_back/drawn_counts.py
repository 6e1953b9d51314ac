"""Draws the counts of a paper, which add up from one meeting to the next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from drawn_front import DrawnFront
from drawn_register import DrawnRegister


class DrawnCounts(DrawnRegister, DrawnFront):
    """The counts of a meeting, typed or left to the register."""

    def counts(
        self, number: int, reports: list[dict[str, Any]], until: date, last: date
    ) -> dict[str, Any]:
        """Return what is open now, and how it came from the figures before."""
        if self.register:
            return self.counted(number, until, last)
        given: dict[str, Any] = {"as_at": until, "open": {}}
        if self.may("as_at as exact as known", 0.1):
            given["as_at"] = f"{until:%B %Y}"
        if number == 0 and self.may("previous unknown", 0.2):
            self.open = {year: number for year, number in self.open.items() if number}
            return given | {"open": {**self.open} or "none", "previous": "unknown"}
        if number == 0:
            as_at = self.one("unknown", last - timedelta(self.luck.randint(1, 20)))
            given["previous"] = {"as_at": as_at, "open": {**self.open} or "none"}
        elif self.may("previous with why", 0.15):
            as_at = self.one("unknown", last - timedelta(self.luck.randint(1, 20)))
            given["previous"] = {
                "as_at": as_at,
                "open": {**self.open} or "none",
                "why": self.told(),
            }
        else:
            self.restate(given)
        self.move(given, reports)
        self.further(given)
        if self.may("", 0.2):
            given["columns"] = "totals"
        if self.may("", 0.3):
            given.setdefault("notes", {})["total"] = self.told()
        return given

    def restate(self, given: dict[str, Any]) -> None:
        """Put right a figure of the last paper, perhaps."""
        if not self.open or not self.may("restated", 0.25):
            return
        year = self.luck.choice([*self.open])
        was = self.open[year]
        self.open[year] = max(was + self.one(1, -1, 2), 0)
        if self.open[year] != was:
            why = "One was counted twice, in 2 places."
            given["restated"] = {year: {"from": was, "to": self.open[year], "why": why}}

    def move(self, given: dict[str, Any], reports: list[dict[str, Any]]) -> None:
        """Let items come in, be closed, reopened and adjusted."""
        before = {**self.open}
        new = self.came_in(given, reports)
        closed = {y: self.luck.randint(0, n) for y, n in before.items() if n and self.may("", 0.6)}
        moved = {"new": new, "closed": closed}
        for key in ("reopened", "adjusted"):
            if before and self.may(key, 0.2):
                year = self.luck.choice([*before])
                moved[key] = given[key] = {year: self.one(1, 2)}
                given.setdefault("notes", {})[year] = "Two of 2018 were found in our own audit."
        if self.may("open none", 0.1):
            closed = moved["closed"] = {y: n for y, n in before.items() if n}
        if before and self.may("", 0.5):
            given["closed"] = {y: n for y, n in closed.items() if n} or {min(before): 0}
        years = sorted({*before, *new})
        self.open = {y: before.get(y, 0) + self.sum(moved, y) for y in years}
        given["open"] = {y: n for y, n in self.open.items() if n or before.get(y)}
        self.open = {**given["open"]}
        if not self.open:
            given["open"] = "none"

    def total(self, until: date) -> int:
        return self.open_in_register(until) if self.register else sum(self.open.values())

    def came_in(self, given: dict[str, Any], reports: list[dict[str, Any]]) -> dict[int, int]:
        """Return what came in: what the reports have, or more if it is typed."""
        new: dict[int, int] = {}
        for report in reports:
            if report.get("on_portal", True) and not report.get("followed_up"):
                year = self.years[report["title"]]
                made = (report.get("recommendations") or {}).get("applicable", 0)
                new[year] = new.get(year, 0) + made + len(report.get("areas_for_improvement", ()))
        if self.may("", 0.2) and new:
            new[max(new)] += self.one(0, 1)
            given["new"] = {**new}
        return {year: number for year, number in new.items() if number}

    @staticmethod
    def sum(moved: dict[str, dict[int, int]], year: int) -> int:
        sign = {"new": 1, "closed": -1, "reopened": 1, "adjusted": 1}
        return sum(sign[key] * part.get(year, 0) for key, part in moved.items())
