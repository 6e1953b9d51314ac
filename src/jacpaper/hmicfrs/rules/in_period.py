"""The rule `in-period`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from jacpaper.language.english import when as on
from jacpaper.project.layout import INSPECTIONS, REPORTS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from jacpaper.hmicfrs.paper_period import PaperPeriod
    from jacpaper.hmicfrs.rules.case import Case
    from jacpaper.text.dates import When

ID, FILE = "in-period", REPORTS
# Days between two meetings: no committee of this kind meets less often.
_LONGEST = 366


def find(case: Case) -> Iterator[Finding]:
    """Look at when each report was published, unless it is late, and each inspection was held."""
    yield from _reports(case)
    yield from _inspections(case)


def _reports(case: Case) -> Iterator[Finding]:
    facts = case.facts
    for index, report in enumerate(facts.reports.reports):
        fault = _outside(case, report.published)
        place = facts.value_place(FILE, "reports", index, "published")
        said = f"“{report.title}” was published {on(report.published)}"
        if report.followed_up:
            if facts.period.after and not facts.period.begins_after(report.published):
                place = facts.value_place(FILE, "reports", index, "followed_up")
                hint = "delete followed_up, if the report is new"
                yield Finding(place, f"{said}, and is only followed up", hint)
        elif report.published.first > facts.meeting:
            hint = "correct the date; what is still to come is no report yet"
            yield Finding(place, f"{said}, {fault}", hint, "error")
        elif fault and not report.late:
            hint = "correct the date, or say why the report is listed with late: ..."
            if _before(facts.period, report.published, facts.meeting):
                hint += ", or if it is\nonly followed up, write followed_up: true"
            yield Finding(place, f"{said}, {fault}", hint)


def _inspections(case: Case) -> Iterator[Finding]:
    for index, held in enumerate(case.facts.inspections.held):
        fault = _outside(case, held.when)
        place = case.facts.value_place(INSPECTIONS, "since_last_meeting", index, "when")
        said = f"{held.name} took place {on(held.when)}, {fault}"
        if held.when.first > case.facts.meeting:
            hint = "correct the date, or list it under forthcoming if it is still to come"
            yield Finding(place, said, hint, "error")
        elif held.when.ends and held.when.ends[-1].first > case.facts.meeting:
            fault = f"{held.name} took place {on(held.when)}, which ends after the meeting"
            hint = "correct the date; if it goes on, give the time up to the meeting, and say so"
            hint += " under text"
            yield Finding(place, f"{fault} on {long(case.facts.meeting)}", hint, "error")
        elif fault and ID not in case.facts.paper.notes:
            hint = f"correct the date, or answer in paper.yaml with notes: {{{ID}: ...}}"
            yield Finding(place, said, hint)


def _outside(case: Case, when: When) -> str:
    """Return how a time lies outside the paper's period; empty: it is in it, or may be."""
    facts, period = case.facts, case.facts.period
    if before := _before(period, when, facts.meeting):
        return before
    if when.first > facts.meeting:
        return f"after the meeting on {long(facts.meeting)}"
    if period.ends_before(when):
        is_counting = facts.paper.period is None or facts.paper.period.last is None
        end = "the day of the counts" if is_counting else "the end of this paper's period"
        return f"after {end}, {period.until}"
    return ""


def _before(period: PaperPeriod, when: When, meeting: date) -> str:
    """Return how a time lies before the period; a year before the meeting, if that is unknown."""
    if period.after is None:
        is_long_ago = when.last < meeting - timedelta(_LONGEST)
        return f"over a year before the meeting on {long(meeting)}" if is_long_ago else ""
    if not period.begins_after(when):
        return ""
    if period.is_after_meeting:
        return f"not after the last meeting {on(period.after)}"
    if period.first:
        return f"before this paper's period, which begins {on(period.first)}"
    return f"before the end of the last paper's period, {period.after}"


RULE = Rule(
    id=ID,
    severity="warning",
    says=(
        "New reports and inspections lie in the paper's period: after the last one's, by its end;"
        " none came out or took place after the meeting (error). Where nobody knows when the period"
        " begins, they lie in the year before the meeting."
    ),
    why="What lies before was in an older paper or was missed; what lies after is not counted yet.",
    source=PUBLISHED_PAPERS,
    example="`published: 2025-12-01`, and counts as at 28 November",
    message=(
        "“A newer report” was published on 1 December 2025, after the day of the counts,"
        " 28 November 2025"
    ),
    answer=(
        "`late: ...` under the report, with the reason, or `followed_up: true`; of inspections,"
        " `notes: {in-period: ...}` in paper.yaml."
    ),
    find=find,
)
