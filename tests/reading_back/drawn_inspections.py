"""Draws the inspections that took place, and those to come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from drawn import Drawn


class DrawnInspections(Drawn):
    """The inspections.yaml of a meeting."""

    def inspections(self, number: int, meeting: date, last: date, until: date) -> dict[str, Any]:
        held = [self.activity(last, until) for _ in range(self.one(0, 0, 1, 2))]
        given: dict[str, Any] = {"since_last_meeting": held or "none"}
        if self.may("since unknown", 0.1):
            given["since_last_meeting"] = "unknown"
        if number and self.may("", 0.3):
            return given
        coming = [self.coming(meeting) for _ in range(self.one(0, 1, 1, 2))]
        given["forthcoming"] = coming or "none"
        if self.may("forthcoming unknown", 0.1):
            given["forthcoming"] = "unknown"
        return given

    def activity(self, last: date, until: date) -> dict[str, Any]:
        when = self.inexact(self.day(last + timedelta(1), until))
        name = f"Inspection of {self.subject()}"
        return {"name": name, "when": when, **({"text": self.told()} if self.may("") else {})}

    def coming(self, meeting: date) -> dict[str, Any]:
        given: dict[str, Any] = {"name": f"{self.subject()}, 2nd phase"}
        late = self.may("overdue fieldwork", 0.15)
        starts = self.day(meeting - timedelta(60) if late else meeting, meeting + timedelta(300))
        if self.may("", 0.5):
            opens = self.day(meeting - timedelta(90), meeting + timedelta(90))
            given["evidence_window_opens"] = self.inexact(opens)
        if self.may("", 0.5):
            notice = self.day(meeting - timedelta(30), max(starts, meeting))
            given["notification"] = self.inexact(notice)
        if self.may("", 0.7):
            given["fieldwork"] = {"starts": self.inexact(starts)}
            if self.may("fieldwork unknown", 0.2):
                given["fieldwork"]["starts"] = "unknown"
            if self.may("", 0.5):
                given["fieldwork"]["lasts"] = self.one("2 weeks", "one month", "4 days")
        if self.may("", 0.3):
            given["text"] = self.told()
        return given
