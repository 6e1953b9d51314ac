"""Draws front matter and key points, and counts by status, rating and report."""

from __future__ import annotations

from typing import Any

from drawn import Drawn

_POINTS = ("came in", "open", "causes of concern", "late", "next")


class DrawnFront(Drawn):
    """What paper.yaml and open-counts.yaml may have beside their main matter."""

    def front(self) -> dict[str, Any]:
        """Return what paper.yaml says of the report as a whole."""
        given: dict[str, Any] = {}
        if self.may("front matter", 0.3):
            given["report_of"] = self.one("Chief Constable", "the Head of Assurance")
        if self.may("front matter", 0.2):
            given["report_to"] = "Police and Crime Commissioner"
        if self.may("front matter", 0.3):
            given["report_for"] = self.one(
                "decision", "discussion", "assurance", "information", "noting"
            )
        if self.may("front matter", 0.2):
            given["recommendation_to_committee"] = "The Committee is asked to note all 3 parts."
        if self.may("front matter", 0.3):
            texts = {key: self.one("none", self.told()) for key in ("financial", "equality")}
            given["implications"] = texts
        if self.may("front matter", 0.3):
            papers = ["The plan of 2018, second edition", "A letter of 4 May 2019"]
            given["background_papers"] = self.one("none", papers, papers[:1])
        if self.may("key_points", 0.4):
            points = [*self.luck.sample(_POINTS, self.luck.randint(1, 5)), self.told()]
            given["key_points"] = self.one("shown", points)
        return given

    def further(self, given: dict[str, Any]) -> None:
        """Divide what is open by status and rating, and by report."""
        total = sum(self.open.values())
        if total and self.may("open_by", 0.3):
            done = self.luck.randint(0, total)
            words = {"In progress": total - done, "With the inspectorate": done}
            given["open_by"] = {"status": {name: count for name, count in words.items() if count}}
            if self.may("", 0.5):
                given["open_by"]["rating"] = {"Red": total}
        if total and self.may("by_report", 0.2):
            shares = [self.luck.randint(0, total)]
            shares.append(self.luck.randint(0, total - shares[0]))
            given["by_report"] = [self.share(open_now) for open_now in shares]

    def share(self, open_now: int) -> dict[str, Any]:
        """Return what became of one report's items."""
        closed = self.luck.randint(0, 5)
        given: dict[str, Any] = {"report": f"{self.subject()} of Old", "published": "June 2017"}
        if self.may("", 0.7):
            given |= {"made": open_now + closed, "closed": closed}
        given["open"] = open_now
        if self.may("", 0.5):
            given["last_reported"] = "autumn 2018"
        return given
