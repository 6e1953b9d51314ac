"""The facts of each paper, read anew from the raw YAML, and the arithmetic that follows from them.

Nothing of the program is used: a file is what yaml.safe_load returns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import days
import yaml
from raw_register import Register, Years

if TYPE_CHECKING:
    from pathlib import Path

UNGRADED = ("not graded", "narrative only", "not inspected")
BEST_FIRST = ("outstanding", "good", "adequate", "requires improvement", "inadequate")
_HMICFRS = {
    "name": "His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services",
    "short": "HMICFRS",
    "portal": "HMICFRS portal",
}
_AREA_FOR_IMPROVEMENT = {
    "one": "area for improvement", "many": "areas for improvement", "short": "AFI",
}  # fmt: skip
_PHASES = [
    {"name": "Scan", "is": "the default phase"}, {"name": "Engage", "is": "the enhanced phase"},
]  # fmt: skip


@dataclass
class Printed:
    """What a finished paper printed of its figures, for the papers after it to be held against."""

    total: int | None = None
    years: Years = field(default_factory=dict)
    movement: dict[str, int] = field(default_factory=dict)
    """The cells of the table's last row, by their columns' headings."""


@dataclass
class Facts:
    """The raw facts of one meeting, and of those before it."""

    folder: Path
    meeting: date
    earlier: list[Facts]
    printed: Printed = field(default_factory=Printed)

    @cached_property
    def committee(self) -> dict[str, Any]:
        """committee.yaml."""
        return _load(self.folder / "inputs" / "committee.yaml")

    @cached_property
    def paper(self) -> dict[str, Any]:
        """paper.yaml."""
        return self._own("paper")

    @cached_property
    def counts(self) -> dict[str, Any]:
        """open-counts.yaml."""
        return self._own("open-counts")

    @cached_property
    def inspections(self) -> dict[str, Any]:
        """inspections.yaml."""
        return self._own("inspections")

    @cached_property
    def reports(self) -> list[dict[str, Any]]:
        """The reports of reports.yaml."""
        return _list(self._own("reports")["reports"])

    def _own(self, name: str) -> dict[str, Any]:
        return _load(self.folder / "inputs" / self.meeting.isoformat() / f"{name}.yaml")

    @property
    def last(self) -> Facts | None:
        """The paper before."""
        return self.earlier[-1] if self.earlier else None

    # Names

    @cached_property
    def names(self) -> dict[str, str]:
        """What the things of the paper are called here, by the kinds that patterns have."""
        given = self.committee
        body = given.get("inspectorate") or _HMICFRS
        lesser = given.get("lesser_finding") or _AREA_FOR_IMPROVEMENT
        return {
            "force_name": given["force"]["name"], "force": given["force"]["short"],
            "committee_name": given["committee"]["name"], "committee": given["committee"]["short"],
            "body_name": body["name"], "body": body["short"],
            "portal": body.get("portal", "none"),
            "lesser": lesser["one"], "lessers": lesser["many"],
            "afi": lesser["short"], "afis": f"{lesser['short']}s",
        }  # fmt: skip

    @property
    def marking(self) -> str:
        """What stands at the foot of each page."""
        return str(self.paper.get("marking", ""))

    @property
    def phases(self) -> list[dict[str, str]]:
        """The phases of monitoring, the default one first; none where nobody is monitored."""
        given = self.committee.get("monitoring", {"phases": _PHASES})
        return [] if given == "none" else list(given["phases"])

    # Time

    @property
    def last_meeting(self) -> days.Span | None:
        """When the Committee last met; None: nobody knows."""
        given = self.paper.get("last_meeting")
        if isinstance(given, dict):
            given = given.get("day")
        if given is not None:
            return days.span(given)
        return (self.last.meeting, self.last.meeting) if self.last else None

    @property
    def as_at(self) -> days.Span | None:
        """The day of counting."""
        return days.span(self.counts.get("as_at"))

    @property
    def previous_as_at(self) -> days.Span | None:
        """The day on which the last paper counted."""
        given = self.counts.get("previous")
        if isinstance(given, dict):
            return days.span(given.get("as_at"))
        return self.last.as_at if self.last else None

    @property
    def until(self) -> days.Span:
        """The last day on which the paper reports."""
        given = (self.paper.get("period") or {}).get("to")
        return days.span(given) or self.as_at or (self.meeting, self.meeting)

    @property
    def after(self) -> days.Span | None:
        """What the days on which the paper reports come after; None: nobody knows."""
        if given := days.span((self.paper.get("period") or {}).get("from")):
            return given[0] - timedelta(1), given[0] - timedelta(1)
        previous = self.counts.get("previous")
        given_anew = isinstance(previous, dict) and "why" in previous
        if self.last and not given_anew:
            return self.last.until
        as_at = days.span(previous.get("as_at")) if isinstance(previous, dict) else None
        return as_at or self.last_meeting

    @property
    def first(self) -> date | None:
        """The first day on which the paper reports, if it is known exactly."""
        exact = self.after and self.after[0] == self.after[1]
        return self.after[0] + timedelta(1) if self.after and exact else None

    # Lists that stand until they are given anew

    def _carried(self, file: str, key: str) -> list[dict[str, Any]] | None:
        given = getattr(self, file).get(key)
        if given is None and self.last:
            carried = self.last._carried(file, key)
            return carried and [one | {"notes": {}} for one in carried if not one.get("closed")]
        return None if given == "unknown" else _list(given)

    @property
    def causes(self) -> list[dict[str, Any]] | None:
        """The causes of concern, those just closed too; None: nobody knows."""
        return self._carried("paper", "causes_of_concern")

    @property
    def open_causes(self) -> list[dict[str, Any]]:
        """The causes of concern that are open."""
        return [cause for cause in self.causes or [] if not cause.get("closed")]

    @property
    def closed_causes(self) -> list[dict[str, Any]]:
        """The causes of concern that are told of as closed."""
        return [cause for cause in self.causes or [] if cause.get("closed")]

    @property
    def forthcoming(self) -> list[dict[str, Any]] | None:
        """The inspections that are to come; None: nobody knows."""
        return self._carried("inspections", "forthcoming")

    @property
    def activities(self) -> list[dict[str, Any]] | None:
        """The inspections that took place; None: nobody knows."""
        given = self.inspections.get("since_last_meeting")
        return None if given == "unknown" else _list(given)

    @property
    def phase(self) -> str:
        """The phase of monitoring."""
        given = self.paper.get("monitoring_phase", "unknown")
        return str(given["phase"] if isinstance(given, dict) else given)

    # Reports

    def time_of(self, report: dict[str, Any]) -> str:
        """Return what a report is to the period: new, older, later or followed up."""
        if report.get("followed_up"):
            return "followed up"
        span, after = days.span(report["published"]), self.after
        assert span
        if after and span[1] <= after[0]:
            return "older"
        return "later" if span[0] > self.until[1] else "new"

    def reports_of(self, time: str) -> list[dict[str, Any]]:
        """Return the listed reports that are new, older, later or followed up."""
        return [report for report in self.reports if self.time_of(report) == time]

    # Counts

    @property
    def now(self) -> Years:
        """What is open now, by year."""
        return self.opened(self.counts, self.as_at)

    def opened(self, counts: dict[str, Any], as_at: days.Span | None) -> Years:
        """Return what counts have as open: as typed, or else as the register has it."""
        given = counts.get("open")
        if given is None:
            assert as_at, "a register is counted on a day"
            return self.register.by_year(as_at[1])
        return {} if given == "none" else {y: n for y, n in given.items() if y != "total"}

    @property
    def previous(self) -> Years | None:
        """What the last paper had open, put right; None: nobody knows."""
        given = self.counts.get("previous")
        if given == "unknown" or (given is None and not self.last):
            return None
        before = self.opened(given, self.previous_as_at) if given else self.last.now  # type: ignore[union-attr]
        return before | {year: one["to"] for year, one in self.restated.items()}

    @property
    def restated(self) -> dict[int, dict[str, Any]]:
        """The figures of the last paper that are put right."""
        return self.counts.get("restated") or {}

    def moved(self, key: str) -> Years:
        """Return what came in, was closed, reopened or adjusted, by year."""
        given = self.counts.get(key)
        if given is not None:
            return dict(given)
        if self.has_register and self.as_at and self.previous_as_at and key != "adjusted":
            return self.register.moved(key, self.previous_as_at[1], self.as_at[1])
        if key == "new":
            new = self._new_of_reports()
            for cause in self.open_causes:
                year, number = self._brought(cause, new)
                if number:
                    new[year] = new.get(year, 0) + number
            return new
        return self._closed_by_difference() if key == "closed" else self._rises(key)

    def _brought(self, cause: dict[str, Any], of_reports: Years) -> tuple[int, int]:
        """Return the year and number of the items that came in with a cause of concern itself.

        They did if the cause is newly raised, or newly on the portal, and no listed report has
        brought them.
        """
        raised = days.span(cause.get("raised"))
        year = cause.get("year") or (raised[0].year if raised else 0)
        number = cause.get("recommendations", cause["open_recommendations"])
        if number == "unknown":
            number = cause["open_recommendations"]
        by = cause.get("raised_by", "").casefold()
        listed = any(report["title"].casefold() in by for report in self.reports)
        last = (self.last.causes if self.last else None) or []
        before = next((one for one in last if one["name"] == cause["name"]), None)
        if before:
            is_new = not before.get("on_portal", True)
        else:
            in_period = days.lies_in(raised, (self.first, self.until[1]))
            if raised and (self.last is None or self.last.causes is None):
                in_period = in_period and self.after is not None and raised[0] > self.after[1]
            is_new = in_period if raised else bool(cause.get("accelerated") and self.last)
        out = not cause.get("on_portal", True) or number == "unknown" or not year
        return (0, 0) if out or listed or (not by and year in of_reports) or not is_new else (
            year, int(number),
        )  # fmt: skip

    def _new_of_reports(self) -> Years:
        new: Years = {}
        for report in [*self.reports_of("new"), *self.reports_of("older")]:
            if report.get("on_portal", True):
                year = days.span(report["published"])[0].year  # type: ignore[index]
                new[year] = new.get(year, 0) + items(report)
        return {year: number for year, number in new.items() if number}

    def _gone(self, *keys: str) -> Years:
        """Return by year what is open less than the last figures and the movements have it."""
        parts = [self.previous or {}, *(self.moved(key) for key in keys)]
        years = {year for part in (*parts, self.now) for year in part}
        came = {year: sum(part.get(year, 0) for part in parts) for year in years}
        return {year: came[year] - self.now.get(year, 0) for year in years}

    def _closed_by_difference(self) -> Years:
        given = self.counts.get("adjusted") or {}
        gone = self._gone("new", "reopened")
        return {y: max(n + given.get(y, 0), 0) for y, n in gone.items()}

    def _rises(self, key: str) -> Years:
        """Return what nothing else explains: an adjustment."""
        if key == "reopened":
            return {}
        gone, closed = self._gone("new", "reopened"), self.moved("closed")
        return {y: closed.get(y, 0) - gone.get(y, 0) for y in {*gone, *closed}}

    # The register

    @property
    def has_register(self) -> bool:
        """Tell whether inputs/ has a register."""
        return (self.folder / "inputs" / "register.csv").exists()

    @cached_property
    def register(self) -> Register:
        """The register."""
        counted = self.as_at[1] if self.as_at else None
        return Register.load(self.folder / "inputs" / "register.csv", counted)

    @cached_property
    def register_file(self) -> dict[str, Any]:
        """register.yaml."""
        path = self.folder / "inputs" / "register.yaml"
        return _load(path) if path.exists() else {}


def items(report: dict[str, Any]) -> int:
    """Return how many recommendations and AFIs a report has for the force."""
    made = report.get("recommendations") or {}
    return int(made.get("applicable", 0)) + len(report.get("areas_for_improvement") or [])


def graded(report: dict[str, Any]) -> dict[str, int]:
    """Return how often a report gave each grade."""
    grades = list((report.get("grades") or {}).values())
    return {one: grades.count(one) for one in BEST_FIRST if one in grades}


def change(before: str | None, now: str) -> str:
    """Return how a grade has changed."""
    if before is None or before in UNGRADED or now in UNGRADED:
        return "not comparable"
    step = BEST_FIRST.index(before) - BEST_FIRST.index(now)
    return "better" if step > 0 else "worse" if step else "the same"


def _load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _list(given: Any) -> list[Any]:
    return [] if given in (None, "none") else list(given)


def papers(folder: Path) -> list[Facts]:
    """Return the facts of all meetings of a project, oldest first."""
    names = sorted(path.name for path in (folder / "inputs").iterdir() if path.is_dir())
    found: list[Facts] = []
    for name in names:
        found.append(Facts(folder, date.fromisoformat(name), [*found]))
    return found
