"""What all parts of the generator draw from: luck, words, days, and the keys in use."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

KEYS = {
    # paper.yaml
    "period": True,
    "last_meeting with why": True,
    "last_meeting as exact as known": True,
    "phase unknown": True,
    "phase with since": True,
    "causes unknown": True,
    "cause raised": True,
    "cause recommendations": True,
    "wording left out": True,
    "front matter": True,
    "key_points": True,
    "marking": True,
    "status": True,
    # reports.yaml
    "published as exact as known": True,
    "followed_up": True,
    "grade_counts": True,
    # open-counts.yaml
    "as_at as exact as known": True,
    "comments unknown": True,
    "open none": True,
    "previous unknown": True,
    "previous with why": True,
    "open_by": True,
    "by_report": True,
    # inspections.yaml
    "since unknown": True,
    "forthcoming unknown": True,
    "fieldwork unknown": True,
    # committee.yaml
    "short with article": True,
    "oversight unknown": True,
    "section_55 of the force": True,
    "lesser_finding": True,
    "inspectorate": True,
    "monitoring": True,
    # Today's keys, so that each can be switched off while a fault is looked for
    "restated": True,
    "reopened": True,
    "adjusted": True,
    "late": True,
    "between cut-off and meeting": True,
    "not on portal": True,
    "register": True,
    "register history": True,
    "register causes": True,
    "target as exact as known": True,
    "exempt": True,
    "exempt alone": True,
    "exempt by report": True,
    "exempt marking": True,
    "ledger": True,
    "trend": True,
    "several causes": True,
    "overdue fieldwork": True,
}
"""Each kind of input, and whether the program takes it: switch a new key on here."""

SUBJECTS = (
    "Cycle Theft", "Stalking", "Missing Adults", "Custody", "Burglary", "Firearms Licensing",
    "Roads Policing", "Fraud", "Counter-Corruption", "Domestic Abuse", "Rural Crime", "Vetting",
    "Child Protection", "Front Counters", "Emergency Calls", "Homicide Prevention", "Hate Crime",
    "Digital Forensics", "Property Offences", "Public Order", "Interpreters", "Bail",
    "Witness Care", "Stop and Search", "County Lines", "Modern Slavery", "Crime Recording",
    "Victims’ Care",
    "Detention of Children", "Neighbourhood Policing", "Licensing of Taxis", "Warrants",
)  # fmt: skip
ASKED = (
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


class Drawn:
    """One workspace as it is drawn: what stands now is carried from meeting to meeting."""

    def __init__(self, luck: random.Random, keys: dict[str, bool]) -> None:
        self.luck = luck
        self.keys = keys
        self.files: dict[str, Any] = {}
        self.subjects = luck.sample(SUBJECTS, len(SUBJECTS))
        self.years: dict[str, int] = {}
        """The years of all reports, by their titles."""
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
            self.subjects = [f"{one} Again" for one in self.luck.sample(SUBJECTS, len(SUBJECTS))]
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

    def total(self, until: date) -> int:
        """Return how many items are open in all."""
        raise NotImplementedError
