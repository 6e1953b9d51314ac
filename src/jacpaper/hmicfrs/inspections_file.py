"""What inspections.yaml holds: the inspections since the last meeting, and those to come."""

import re
from datetime import date

from pydantic import Field

from jacpaper.facts.date_types import Duration, KnownWhen, When
from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import NilOr, Notes, OrUnknown, Quoted, Text
from jacpaper.text import dates

# In a name these tell when an inspection is, and not Early intervention or Winter pressures; a year
# alone may be that of its programme.
_TIME = (
    rf"\b(?:(?:{'|'.join(dates.MONTHS)}|Q[1-4])\b|(?:[Ee]arly|[Ll]ate|[Mm]id)(?=[ -]\d{{4}}\b)"
    r"|(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)(?= \d{4}\b|\W*$|[),;:]))"
    r"(?:[ -](?P<year>\d{4})(?:/\d{2})?\b)?"
)


class Activity(StrictModel):
    """An inspection that took place since the last meeting."""

    name: Quoted
    """As in PEEL 2025/27."""
    when: When
    """When it took place."""
    text: Text | None = None
    """What was inspected."""


class Fieldwork(StrictModel):
    """The inspectors' time with the force."""

    starts: KnownWhen
    """When it begins, as exact as it is known, or `unknown`."""
    lasts: Duration | None = None
    """For how long, as in 2 weeks."""


def _last_day(said: str, year: int) -> date:
    try:
        return dates.parse(said).last
    except ValueError:  # Q4 2026 and winter 2026 may go on into the next year
        return date(year + 1, 3, 31)


class ForthcomingInspection(StrictModel):
    """An inspection that is to come."""

    name: Quoted
    """As in PEEL 2025/27."""
    evidence_window_opens: KnownWhen | None = None
    """From when whatever inspectors see counts as evidence, or `unknown`."""
    notification: KnownWhen | None = None
    """When the inspectorate is expected to give formal notice, or `unknown`."""
    fieldwork: Fieldwork | None = None
    """When the inspection itself takes place."""
    text: Text | None = None
    """Anything else."""
    notes: Notes = Field(default={})
    """Answers to warnings, by the rule's id; printed with the inspection."""

    @property
    def window_opens(self) -> dates.When | None:
        """From when whatever inspectors see counts as evidence; None: not known."""
        return None if self.evidence_window_opens == "unknown" else self.evidence_window_opens

    @property
    def notice(self) -> dates.When | None:
        """When formal notice is expected; None: not known."""
        return None if self.notification == "unknown" else self.notification

    @property
    def begins(self) -> dates.When | None:
        """When the inspection itself begins; None: not known."""
        starts = self.fieldwork.starts if self.fieldwork else "unknown"
        return None if starts == "unknown" else starts

    @property
    def named_until(self) -> date | None:
        """Return the last day of the time that its name tells, as in Custody in spring 2027.

        Where the name has no year for it, nobody can say that it has passed.
        """
        found = list(re.finditer(_TIME, self.name))
        ends = [_last_day(one[0], int(one["year"])) for one in found if one["year"]]
        return max(ends, default=date.max if found else None)


class InspectionsFile(StrictModel):
    """Inspections since the last meeting, and those to come."""

    since_last_meeting: OrUnknown[NilOr[Activity]]
    """Those that took place since the last meeting, `none` or `unknown`."""
    forthcoming: OrUnknown[NilOr[ForthcomingInspection]] | None = None
    """Those to come, soonest first, `none` or `unknown`; default: the last paper's, without
    notes."""

    @property
    def to_come(self) -> tuple[ForthcomingInspection, ...]:
        """Those that this file says are to come."""
        given = self.forthcoming
        return () if given is None or given == "unknown" else given

    @property
    def held(self) -> tuple[Activity, ...]:
        """Those that are known to have taken place."""
        return () if self.since_last_meeting == "unknown" else self.since_last_meeting
