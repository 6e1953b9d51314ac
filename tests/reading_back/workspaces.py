"""Makes workspaces: raw YAML of one to four meetings, valid, with figures that add up.

A number makes the same workspace each time. `KEYS` says which keys may be used.
"""

from __future__ import annotations

import csv
import io
import random
import shutil
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {
    # paper.yaml
    "period": False,
    "last_meeting with why": False,
    "last_meeting as exact as known": False,
    "phase unknown": False,
    "phase with since": False,
    "causes unknown": False,
    "cause raised": False,
    "cause recommendations": False,
    "wording left out": False,
    # reports.yaml
    "published as exact as known": False,
    "followed_up": False,
    "grade_counts": False,
    # open-counts.yaml
    "open none": False,
    "previous unknown": False,
    "open_by": False,
    "by_report": False,
    # inspections.yaml
    "since unknown": False,
    "forthcoming unknown": False,
    "fieldwork unknown": False,
    # committee.yaml
    "short with article": False,
    "oversight unknown": False,
    "section_55 of the force": False,
    "lesser_finding": False,
    "inspectorate": False,
    "monitoring": False,
    # Today's keys, so that each can be switched off while a fault is looked for
    "restated": True,
    "reopened": True,
    "adjusted": True,
    "late": True,
    "between cut-off and meeting": True,
    "not on portal": True,
    "register": True,
    "trend": True,
    "several causes": True,
    "overdue fieldwork": True,
}
"""Each kind of input, and whether the program takes it: switch a new key on here."""

_SUBJECTS = (
    "Cycle Theft", "Stalking", "Missing Adults", "Custody", "Burglary", "Firearms Licensing",
    "Roads Policing", "Fraud", "Counter-Corruption", "Domestic Abuse", "Rural Crime", "Vetting",
    "Child Protection", "Front Counters", "Emergency Calls", "Homicide Prevention", "Hate Crime",
    "Digital Forensics", "Property Offences", "Public Order", "Interpreters", "Bail",
    "Witness Care", "Stop and Search", "County Lines", "Modern Slavery", "Crime Recording",
    "Victims’ Care",
    "Detention of Children", "Neighbourhood Policing", "Licensing of Taxis", "Warrants",
)  # fmt: skip
_AREAS = (
    "Preventing crime", "Investigating crime", "Responding to the public", "Leadership",
    "Protecting vulnerable people", "Managing offenders", "Recording data", "Workforce",
)  # fmt: skip
_ASKED = (
    "The force should supervise each investigation from the start",
    "The force should record why a case is closed",
    "The force should keep its victims informed",
    "The force should train all 24 call handlers within 6 months",
    "The force should understand its demand",
    "The force should clear the backlog of calls that have waited longer than a day",
    "Every supervisor should review one case in ten",
    "The force should improve its referrals to partners",
    "The force should see that bodies and items seized are booked in",
    "The force should answer nine in ten calls within 10 seconds",
)
_TOLD = (
    "Inspectors read 40 of our crime records.",
    "We were one of six forces inspected, between March and May 2019.",
    "Inspectors spoke to more than 200 officers and staff.",
    "All 3 findings concern how soon we see people. None has been closed before.",
    "The portal was replaced in August 2025 and did not show them by year.",
    "We expect the inspectors again in 2031, later than first said.",
)
GRADES = (
    "outstanding", "good", "adequate", "requires improvement", "inadequate", "not graded",
    "narrative only", "not inspected",
)  # fmt: skip
_SITE = "https://hmicfrs.justiceinspectorates.gov.uk/publications/"


@dataclass
class Workspace:
    """The files of inputs/, by their paths in it; YAML as data, other files as text."""

    files: dict[str, Any] = field(default_factory=dict)

    @property
    def meetings(self) -> list[str]:
        """The names of the meetings' folders, oldest first."""
        return sorted({name.split("/")[0] for name in self.files if "/" in name})

    def write(self, project: Path, templates: Path) -> None:
        """Write inputs/, and link to the templates."""
        for name, value in self.files.items():
            path = project / "inputs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(value if isinstance(value, str) else dumped(value), encoding="utf-8")
        if not (project / "templates").exists():
            (project / "templates").symlink_to(templates)

    @classmethod
    def read(cls, project: Path) -> Workspace:
        """Read the inputs of a project."""
        inputs = project / "inputs"
        return cls({
            path.relative_to(inputs).as_posix(): _loaded(path)
            for path in sorted(inputs.rglob("*"))
            if path.is_file()
        })  # fmt: skip


def _loaded(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    return yaml.safe_load(text) if path.suffix == ".yaml" else text


def dumped(value: Any) -> str:
    """Return data as YAML that a person might type."""
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=1000)


def clear(project: Path) -> None:
    """Remove the inputs of a project."""
    shutil.rmtree(project / "inputs", ignore_errors=True)


def make(seed: int, keys: dict[str, bool] | None = None) -> Workspace:
    """Return the workspace of a number."""
    return _Maker(random.Random(seed), KEYS if keys is None else keys).workspace()  # noqa: S311


class _Maker:
    """Draws one workspace: what is open is carried from meeting to meeting."""

    def __init__(self, luck: random.Random, keys: dict[str, bool]) -> None:
        self.luck = luck
        self.keys = keys
        self.files: dict[str, Any] = {}
        self.subjects = luck.sample(_SUBJECTS, len(_SUBJECTS))
        self.numbers: dict[str, int] = {}
        number = luck.choice((1, 2, 2, 3, 4, 4))
        day = date(luck.randint(2019, 2026), luck.randint(1, 12), luck.randint(1, 28))
        self.meetings = [day := day + timedelta(luck.randint(40, 130)) for _ in range(number)]
        self.before = self.meetings[0] - timedelta(luck.randint(60, 120))
        """The meeting before the first folder."""
        years = range(self.meetings[0].year - 3, self.meetings[0].year + 1)
        self.open = {year: luck.randint(0, 14) for year in years}
        self.open[years[-1]] += 1
        self.causes: list[dict[str, Any]] = []
        self.cut_off = self.before
        self.forthcoming: list[dict[str, Any]] = []
        self.register = self.may("register", 0.25)
        self.rows: list[dict[str, str]] = []

    def may(self, key: str, chance: float = 0.5) -> bool:
        """Tell whether a key is used: it is switched on, and luck has it."""
        drawn = self.luck.random() < chance
        return drawn and self.keys.get(key, True)

    def one(self, *chosen: Any) -> Any:
        return self.luck.choice(chosen)

    def subject(self) -> str:
        """Return a subject that this workspace does not have yet."""
        if not self.subjects:
            self.subjects = [f"{one} Again" for one in self.luck.sample(_SUBJECTS, len(_SUBJECTS))]
        return self.subjects.pop()

    def told(self) -> str:
        return str(self.luck.choice(_TOLD))

    def day(self, first: date, last: date) -> date:
        """Return a day from the first to the last, both included."""
        return first + timedelta(self.luck.randint(0, max((last - first).days, 0)))

    def inexact(self, day: date) -> Any:
        """Return a date as exact as somebody may know it, which can mean the day."""
        month = f"{day:%B %Y}"
        part = "early" if day.day <= 10 else "mid" if day.day <= 20 else "late"
        monday = day - timedelta(day.weekday())
        return self.one(day, month, f"{part} {month}", f"week commencing {monday}", day)

    def workspace(self) -> Workspace:
        self.files["committee.yaml"] = self.committee()
        if self.register:
            self.first_rows()
        for number, meeting in enumerate(self.meetings):
            self.one_meeting(number, meeting)
        if self.register:
            self.files["register.csv"] = self.csv()
            self.files["register.yaml"] = {"status": {"In progress": "open"}}
        return Workspace(self.files)

    def committee(self) -> dict[str, Any]:
        short, name = self.one(("MIP", "Midshire Police"), ("NOP", "Norfield Police"))
        if self.may("short with article", 0.3):
            short, name = "the Constabulary", "Midshire Constabulary"
        board = self.one(("Joint Audit Committee", "JAC"), ("Audit and Risk Board", "ARB"))
        if self.may("short with article", 0.3):
            board = ("Policing Panel", "the Panel")
        given: dict[str, Any] = {
            "force": {"name": name, "short": short},
            "committee": {"name": board[0], "short": board[1]},
            "oversight": {
                "board": "Inspection Assurance Board",
                "led_by": self.one("Deputy Chief Constable (DCC)", "Head of Assurance"),
                "meets": self.one("monthly", "every six weeks"),
            },
            "contact_officer": {"name": "Chief Inspector Rowan Bell", "title": "Liaison Officer"},
        }
        if self.may("oversight unknown", 0.3):
            key = self.one("led_by", "meets", "")
            given["oversight"] = (given["oversight"] | {key: "unknown"}) if key else "unknown"
        return given

    def one_meeting(self, number: int, meeting: date) -> None:
        """Draw the four files of a meeting."""
        last = self.meetings[number - 1] if number else self.before
        cut_off = self.day(last + timedelta(10), meeting - timedelta(1))
        known = self.may("", 0.75) or (self.register and number == 0)
        until = cut_off if known or self.register else meeting
        first = self.cut_off + timedelta(1)
        if not self.may("between cut-off and meeting", 0.4):
            first = max(first, last + timedelta(1))
        reports = self.reports(first, until, meeting, last)
        self.files[f"{meeting}/paper.yaml"] = self.paper(number, meeting, last, until)
        self.files[f"{meeting}/reports.yaml"] = {"reports": reports or "none"}
        self.files[f"{meeting}/open-counts.yaml"] = self.counts(number, reports, until, last)
        if until == meeting:
            self.files[f"{meeting}/open-counts.yaml"]["as_at"] = "unknown"
        self.files[f"{meeting}/inspections.yaml"] = self.inspections(number, meeting, last, until)
        self.cut_off = until

    # paper.yaml

    def paper(self, number: int, meeting: date, last: date, until: date) -> dict[str, Any]:
        given: dict[str, Any] = {"item": self.one("05", "7", "6.1"), "title": "HMICFRS update"}
        if number == 0:
            given["last_meeting"] = self.one(last, last, "unknown")
            if self.may("last_meeting as exact as known", 0.3):
                given["last_meeting"] = self.inexact(last)
        given["monitoring_phase"] = self.phase(last, until)
        causes = self.draw_causes(last, until)
        same = causes == [one for one in self.causes if not one.get("closed")]
        if number == 0 or not same or self.may("", 0.4):
            given["causes_of_concern"] = causes or "none"
        self.causes = causes
        if self.may("causes unknown", 0.1):
            given["causes_of_concern"], self.causes = "unknown", []
        if self.may("", 0.4):
            given["background"] = f"{self.told()}\n\n{self.told()}"
        given["section_55"] = self.one("shown", "left out")
        given["open_by_year_chart"] = self.one("shown", "left out")
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
        phase = self.one("scan", "scan", "engage")
        if self.may("phase unknown", 0.15):
            return "unknown"
        if self.may("phase with since", 0.3):
            since = self.inexact(self.day(last, until))
            return {"phase": phase, "since": since, "why": self.told()}
        return phase

    def draw_causes(self, last: date, until: date) -> list[dict[str, Any]]:
        """Return those of the last paper, some of them closed now, and new ones."""
        causes: list[dict[str, Any]] = []
        for one in self.causes:
            if one.get("closed"):
                continue
            if self.may("", 0.3):
                closed = self.day(last + timedelta(1), until)
                causes.append(one | {"closed": closed, "open_recommendations": 0})
            else:
                causes.append(one)
        for _ in range(self.one(0, 0, 1, 2 if self.keys["several causes"] else 0)):
            if not self.keys["several causes"] and any(not one.get("closed") for one in causes):
                break
            causes.append({
                "name": self.subject(),
                "open_recommendations": self.one(0, 1, 1, 2),
                **({"accelerated": True} if self.may("", 0.3) else {}),
                **({"text": self.told()} if self.may("", 0.4) else {}),
            })  # fmt: skip
        return causes

    # reports.yaml

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
        given["url"] = _SITE + subject.lower().replace(" ", "-").replace("’", "") + "/"
        self.kind_of_report(given, subject)
        self.findings(given)
        if self.may("not on portal", 0.15):
            given["on_portal"] = False
        if self.may("", 0.2):
            last = min(meeting, published + timedelta(80))
            given["comments_published"] = self.day(published, last)
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
            given["areas_for_improvement"] = self.luck.sample(_ASKED, self.luck.randint(1, 4))
        if self.may("", 0.4):
            given |= self.grades()
        if self.may("", 0.2):
            name = f"Operation {self.luck.choice(('Lark', 'Bellwether', 'Otter'))}"
            text = "visits 40 schools every year."
            given["initiatives"] = [{"name": name, "text": text}]

    def recommendations(self) -> dict[str, Any]:
        made = self.one(1, 2, 5, 12, 18)
        given: dict[str, Any] = {"made": made, "applicable": self.luck.randint(0, min(made, 5))}
        if given["applicable"] and self.may("", 0.3):
            given["texts"] = self.luck.sample(_ASKED, given["applicable"])
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

    # open-counts.yaml

    def counts(
        self, number: int, reports: list[dict[str, Any]], until: date, last: date
    ) -> dict[str, Any]:
        if self.register:
            return self.counted(number, until, last)
        given: dict[str, Any] = {"as_at": until, "open": {}}
        if number == 0:
            as_at = self.one("unknown", last - timedelta(self.luck.randint(1, 20)))
            given["previous"] = {"as_at": as_at, "open": {**self.open}}
            self.open_first = as_at
        elif self.may("restated", 0.25):
            year = self.luck.choice([*self.open])
            was = self.open[year]
            self.open[year] = max(was + self.one(1, -1, 2), 0)
            if self.open[year] != was:
                why = "One was counted twice, in 2 places."
                given["restated"] = {year: {"from": was, "to": self.open[year], "why": why}}
        before = {**self.open}
        new = self.came_in(given, reports)
        closed = {y: self.luck.randint(0, n) for y, n in before.items() if n and self.may("", 0.6)}
        moved = {"new": new, "closed": closed}
        for key in ("reopened", "adjusted"):
            if self.may(key, 0.2):
                year = self.luck.choice([*before])
                moved[key] = {year: self.one(1, 2)}
                given[key] = moved[key]
                given.setdefault("notes", {})[year] = "Two of 2018 were found in our own audit."
        if self.may("", 0.5):
            given["closed"] = {y: n for y, n in closed.items() if n} or {min(before): 0}
        years = sorted({*before, *new})
        self.open = {y: before.get(y, 0) + self.sum(moved, y) for y in years}
        given["open"] = {y: n for y, n in self.open.items() if n or before.get(y)}
        self.open = {**given["open"]}
        if self.may("", 0.2):
            given["columns"] = "totals"
        if self.may("", 0.3):
            given.setdefault("notes", {})["total"] = self.told()
        return given

    def came_in(self, given: dict[str, Any], reports: list[dict[str, Any]]) -> dict[int, int]:
        """Return what came in: what the reports have, or more if it is typed."""
        new: dict[int, int] = {}
        for report in reports:
            if report.get("on_portal", True) and not report.get("followed_up"):
                year = report["published"].year
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

    # The register

    def first_rows(self) -> None:
        """Draw the items of all years: made, closed and reopened on days up to the last meeting."""
        end = self.meetings[-1]
        for _ in range(self.luck.randint(12, 40)):
            made = self.day(date(self.meetings[0].year - 3, 1, 1), end)
            number = len(self.rows) + 1
            row = {
                "Reference": f"R-{number:03}",
                "Report": f"{self.luck.choice(_SUBJECTS[:6])} in {made.year}",
                "Report year": str(made.year),
                "Type": self.one("Recommendation", "AFI"),
                "Text": self.luck.choice(_ASKED),
                "Owner": self.one("Head of Crime", "Head of Contact", ""),
                "Made": f"{made:%d/%m/%Y}",
                "Theme": self.one("Custody", "Investigation", "Leadership"),
                "Rating": self.one("Red", "Amber", "Green"),
                "Force specific": self.one("yes", "no"),
                "Status": "Open", "Target": "", "Revised": "", "Status date": "", "Closed": "",
                "History": "", "Cause of concern": "",
            }  # fmt: skip
            if self.may("", 0.7):
                target = made + timedelta(self.luck.randint(30, 900))
                row["Target"] = f"{target:%d/%m/%Y}"
                if self.may("", 0.3):
                    row["Revised"] = f"{target + timedelta(self.luck.randint(30, 400)):%d/%m/%Y}"
            if self.may("", 0.4) and made + timedelta(2) < end:
                closed = self.day(made + timedelta(1), end)
                row |= {"Status": "Closed", "Closed": f"{closed:%d/%m/%Y}"}
            elif self.may("", 0.3):
                row["Status"] = "In progress"
            self.rows.append(row)

    def csv(self) -> str:
        out = io.StringIO()
        writer = csv.DictWriter(out, [*self.rows[0]], lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue()

    def counted(self, number: int, until: date, last: date) -> dict[str, Any]:
        """Return counts of which the register gives all that is left out."""
        given: dict[str, Any] = {"as_at": until}
        if number == 0:
            given["previous"] = {"as_at": last - timedelta(5)}
        return given

    # inspections.yaml

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
