"""Draws the reports of a paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from drawn import ASKED, Drawn

_AREAS = (
    "Preventing crime", "Investigating crime", "Responding to the public", "Leadership",
    "Protecting vulnerable people", "Managing offenders", "Recording data", "Workforce",
)  # fmt: skip
GRADES = (
    "outstanding", "good", "adequate", "requires improvement", "inadequate", "not graded",
    "narrative only", "not inspected",
)  # fmt: skip
_SITE = "https://hmicfrs.justiceinspectorates.gov.uk/publications/"


class DrawnReports(Drawn):
    """The reports of a meeting."""

    def reports(self, first: date, until: date, meeting: date, last: date) -> list[dict[str, Any]]:
        days = sorted(self.day(first, until) for _ in range(self.one(0, 1, 1, 2, 3)))
        found = [self.report(day, meeting) for day in days]
        if self.may("late", 0.15):
            day = self.day(first - timedelta(200), min(first, last) - timedelta(1))
            found.insert(0, self.report(day, meeting) | {"late": "It was overlooked."})
        if self.may("followed_up", 0.2):
            day = self.day(first - timedelta(500), first - timedelta(1))
            found.insert(0, self.report(day, meeting) | {"followed_up": True})
        return found

    def report(self, published: date, meeting: date) -> dict[str, Any]:
        subject = self.subject()
        given: dict[str, Any] = {
            "title": self.one(f"{subject}: A Review", f"{subject} in 2018", f"No More {subject}"),
            "published": published,
        }
        self.years[given["title"]] = published.year
        if self.may("published as exact as known", 0.15):
            given["published"] = f"{published:%B %Y}"
        given["url"] = _SITE + subject.lower().replace(" ", "-").replace("’", "") + "/"
        self.kind_of_report(given, subject)
        self.findings(given)
        if self.may("not on portal", 0.15):
            given["on_portal"] = False
        if self.may("", 0.2):
            last = min(meeting, published + timedelta(80))
            given["comments_published"] = self.day(published, last)
            if self.may("comments unknown", 0.3):
                given["comments_published"] = "unknown"
        elif self.may("", 0.2):
            given["section_55"] = False
        return given

    def kind_of_report(self, given: dict[str, Any], subject: str) -> None:
        if self.may("", 0.3):
            given["subtitle"] = f"How 3 forces see {subject.lower()}, one year later"
        if self.may("", 0.6):
            given["inspection_type"] = self.one("thematic", "PEEL", "progress report")
            if self.may("", 0.3):
                given["inspection_type"] = "joint"
                given["joint_with"] = ["HMI Probation", "the Care Inspectorate"][: self.one(1, 2)]
            elif self.may("", 0.4):
                given["force_specific"] = True

    def findings(self, given: dict[str, Any]) -> None:
        if self.may("", 0.5):
            given["summary"] = self.told()
        if self.may("", 0.7):
            given["recommendations"] = self.recommendations()
        if self.may("", 0.4):
            given["areas_for_improvement"] = self.luck.sample(ASKED, self.luck.randint(1, 4))
        if self.may("", 0.4):
            given |= self.grades()
        elif self.may("grade_counts", 0.2):
            given["grade_counts"] = {"good": self.one(1, 2, 12), "inadequate": 1}
            if self.may("", 0.3):
                given["grade_counts"] |= {"not graded": self.one(1, 3), "narrative only": 1}
            if self.may("", 0.3):
                given["grades_given"] = "in part"
        if self.may("", 0.2):
            name = f"Operation {self.luck.choice(('Lark', 'Bellwether', 'Otter'))}"
            text = "visits 40 schools every year."
            given["initiatives"] = [{"name": name, "text": text}]

    def recommendations(self) -> dict[str, Any]:
        made = self.one(1, 2, 5, 12, 18)
        given: dict[str, Any] = {"made": made, "applicable": self.luck.randint(0, min(made, 5))}
        if given["applicable"] and self.may("", 0.3):
            given["texts"] = self.luck.sample(ASKED, given["applicable"])
        if self.may("", 0.5):
            given["addressed_to"] = "chief constables"
        return given

    def grades(self) -> dict[str, Any]:
        areas = self.luck.sample(_AREAS, self.luck.randint(1, 6))
        given: dict[str, Any] = {"grades": {area: self.luck.choice(GRADES) for area in areas}}
        given["cycle"] = "2023/25"
        if self.may("", 0.5):
            before = {area: self.luck.choice(GRADES) for area in areas if self.may("", 0.7)}
            if before:
                cycle = self.one("2023/25", "2021/22")
                given["previous_grades"] = {"cycle": cycle, "grades": before}
        return given
