"""Draws the paper as a whole: its time, phase, causes of concern and what it shows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import days
from drawn_front import DrawnFront


class DrawnPaper(DrawnFront):
    """The paper.yaml of a meeting."""

    def paper(self, number: int, meeting: date, last: date, until: date) -> dict[str, Any]:
        given: dict[str, Any] = {"item": self.one("05", "7", "6.1"), "title": "HMICFRS update"}
        given |= self.before_it(number, meeting, last, until)
        if phase := self.phase(last, until):
            given["monitoring_phase"] = phase
        causes = self.draw_causes(last, until)
        same = causes == [one for one in self.causes if not one.get("closed")]
        if number == 0 or not same or self.may("", 0.4):
            given["causes_of_concern"] = causes or "none"
        self.causes = causes
        if self.may("causes unknown", 0.1):
            given["causes_of_concern"], self.causes = "unknown", []
        if self.may("", 0.4):
            given["background"] = f"{self.told()}\n\n{self.told()}"
        if self.may("wording left out", 0.1):
            given["wording"] = {"purpose": "left out"}
        given |= self.choices(number, meeting) | self.front()
        if "late" in given.get("key_points", ()):
            if self.register:
                given["open_items_by"] = ["due date"]
            else:
                given["key_points"].remove("late")
        return given

    def before_it(self, number: int, meeting: date, last: date, until: date) -> dict[str, Any]:
        """Return what the paper says of the meeting before, and of its period."""
        given: dict[str, Any] = {}
        if number == 0:
            given["last_meeting"] = self.one(last, last, "unknown")
            if self.may("last_meeting as exact as known", 0.3):
                given["last_meeting"] = self.inexact(last)
        elif self.may("last_meeting with why", 0.1):
            day = self.one("unknown", self.inexact(self.day(last + timedelta(1), meeting)))
            span = days.span(day)
            if span is None or (span[0] > last and span[1] < meeting):
                given["last_meeting"] = {"day": day, "why": self.told()}
        if self.may("period", 0.2):
            given["period"] = {"from": self.cut_off + timedelta(1), "to": until}
            if left_out := self.one("from", "to", ""):
                del given["period"][left_out]
        return given

    def choices(self, number: int, meeting: date) -> dict[str, Any]:
        """Return what the paper is to show."""
        given: dict[str, Any] = {"open_by_year_chart": self.one("shown", "left out")}
        if self.may("marking", 0.3):
            given["marking"] = "OFFICIAL"
        if self.may("status", 0.3):
            given["status"] = self.one(
                "draft", {"cleared": meeting - timedelta(1), "by": "Chief Constable"}
            )
        if "section_55" not in self.files["committee.yaml"]:
            given["section_55"] = self.one("shown", "left out")
        if self.may("trend"):
            given["trend_chart"] = "shown"
        if self.register:
            sides = ("report", "type", "status", "age", "due date", "rating", "reach", "theme",
                     "cause of concern")  # fmt: skip
            given["open_items_by"] = self.luck.sample(sides, self.luck.randint(1, len(sides)))
            given["appendices"] = [{"items": "open"}, {"items": "closed"}][: 1 + self.may("")]
            if number == 0:  # without the day of the last paper, nothing can be said of closing
                given["appendices"] = given["appendices"][:1]
        return given

    def phase(self, last: date, until: date) -> Any:
        monitoring = self.files["committee.yaml"].get("monitoring")
        phase = self.one("scan", "scan", "engage")
        if monitoring == "none":
            return None
        if monitoring:
            phase = self.one("watch", "watch", "help")
        if self.may("phase unknown", 0.15):
            return "unknown"
        if self.may("phase with since", 0.3):
            since = self.inexact(self.day(last, until))
            return {"phase": phase, "since": since, "why": self.told()}
        return phase

    def draw_causes(self, last: date, until: date) -> list[dict[str, Any]]:
        """Return those of the last paper, some of them closed now, and new ones.

        Together they have no more open than there is.
        """
        causes: list[dict[str, Any]] = []
        left = self.total(until)
        for one in self.causes:
            if one.get("closed"):
                continue
            if self.may("", 0.3):
                closed = self.day(last + timedelta(1), until)
                causes.append(one | {"closed": closed, "open_recommendations": 0})
            elif one["open_recommendations"] == "unknown":
                causes.append(one)
            else:
                still = min(one["open_recommendations"], left)
                causes.append(one | {"open_recommendations": still})
                left -= still
        for _ in range(self.one(0, 0, 1, 2 if self.keys["several causes"] else 0)):
            if not self.keys["several causes"] and any(not one.get("closed") for one in causes):
                break
            causes.append(self.cause(last, until, left))
            still = causes[-1]["open_recommendations"]
            left -= 0 if still == "unknown" else still
        return causes

    def cause(self, last: date, until: date, most: int) -> dict[str, Any]:
        """Return a cause of concern that is new."""
        still = min(self.one(0, 1, 1, 2), most)
        given: dict[str, Any] = {"name": self.subject(), "open_recommendations": still}
        if self.may("", 0.3):
            given["accelerated"] = True
        if self.may("cause raised", 0.4):
            given["raised"] = self.inexact(self.day(last, until))
            given["on_portal"] = False  # those on the portal would add to what came in
        if self.may("cause raised", 0.2):
            given["raised_by"] = "a letter to the chief constable of 3 May 2018"
        if self.may("cause recommendations", 0.3):
            given["recommendations"] = self.one("unknown", still, still + 1, still + 2)
        if self.may("cause recommendations", 0.15):
            given["open_recommendations"] = "unknown"
        if self.may("cause recommendations", 0.15):
            given["on_portal"] = False
        if self.may("", 0.4):
            given["text"] = self.told()
        return given
