"""Rules about the reports, the causes of concern and the inspections."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jacpaper.figures import arithmetic
from jacpaper.rules.rule import Finding, counted
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.files import CauseOfConcern, ForthcomingInspection
    from jacpaper.rules.rule import Case
    from jacpaper.text.dates import When

FILE = "reports.yaml"

# Where inspectorates publish; a report may also be on a host below one of these.
HOSTS = (
    "justiceinspectorates.gov.uk",
    "gov.uk",
    "gov.scot",
    "gov.wales",
    "cjini.org",
    "criminaljusticeinspectorates.gov.uk",
)
_LISTS = (
    (FILE, "reports"),
    ("paper.yaml", "causes_of_concern"),
    ("inspections.yaml", "since_last_meeting"),
    ("inspections.yaml", "forthcoming"),
)


def applicable(case: Case) -> Iterator[Finding]:
    """No more recommendations apply than were made, and a list has as many as its count."""
    for index, report in enumerate(case.facts.reports.reports):
        made = report.recommendations
        if made and made.applicable > made.made:
            yield Finding(
                case.facts.value_place(FILE, "reports", index, "recommendations", "applicable"),
                f"{made.applicable} recommendations are said to be applicable of {made.made} made",
                "correct one of the two",
            )
        if made and made.texts and len(made.texts) != made.applicable:
            yield Finding(
                case.facts.value_place(FILE, "reports", index, "recommendations", "texts"),
                f"{counted(len(made.texts), 'recommendation is', 'recommendations are')} listed,"
                f" but {made.applicable} said to be applicable",
                "complete the list, or correct the number",
            )


def in_period(case: Case) -> Iterator[Finding]:
    """A paper lists what was published since the last meeting, up to the day of its counts."""
    facts = case.facts
    end = facts.meeting if facts.counts.as_at == "unknown" else facts.counts.as_at
    for index, report in enumerate(facts.reports.reports):
        if report.late:
            continue
        fault = ""
        if facts.last_meeting and report.published <= facts.last_meeting:
            fault = f"not after the last meeting on {long(facts.last_meeting)}"
        elif report.published > facts.meeting:
            fault = f"after the meeting on {long(facts.meeting)}"
        elif report.published > end:
            fault = f"after the day of the counts, {long(end)}"
        if fault:
            yield Finding(
                facts.value_place(FILE, "reports", index, "published"),
                f"“{report.title}” was published on {long(report.published)}, {fault}",
                "correct the date, or say why the report is listed with late: ...",
            )


def section_55(case: Case) -> Iterator[Finding]:
    """The policing body's comments are due within 56 days beginning with publication."""
    facts = case.facts
    if facts.paper.section_55 == "shown":
        return
    for index, report in enumerate(facts.reports.reports):
        last_day = arithmetic.section_55_day(report.published)
        answered = report.comments_published or "section-55" in report.notes
        if report.section_55 and not answered and last_day < facts.meeting:
            days = (facts.meeting - last_day).days
            yield Finding(
                facts.value_place(FILE, "reports", index, "published"),
                f"comments on “{report.title}” are due by {long(last_day)},"
                f" {counted(days, 'day', 'days')} before the meeting",
                "say when they were published with comments_published: DATE, show the dates with"
                " section_55: shown\nin paper.yaml, or answer with notes: {section-55: ...}",
            )


def links(case: Case) -> Iterator[Finding]:
    """A link leads to an inspectorate, safely."""
    for index, report in enumerate(case.facts.reports.reports):
        address = urlsplit(report.url)
        host = address.hostname or ""
        place = case.facts.value_place(FILE, "reports", index, "url")
        if "links" in report.notes:
            continue
        if address.scheme != "https":
            yield Finding(place, "the address does not start with https://", "copy it again")
        elif not any(host == known or host.endswith(f".{known}") for known in HOSTS):
            yield Finding(
                place,
                f"{host} is not the site of an inspectorate",
                "copy the report's address from the inspectorate, or answer with"
                " notes: {links: ...}",
            )


def nil(case: Case) -> Iterator[Finding]:
    """A nil return is said, never left out."""
    for file, key in _LISTS:
        written = case.facts.written(file)
        if isinstance(written, dict) and written.get(key) == []:
            yield Finding(
                case.facts.value_place(file, key),
                "the list is empty",
                'write the word "none" for a nil return',
            )


def cause_open(case: Case) -> Iterator[Finding]:
    """A cause of concern is open as long as one of its recommendations is."""
    facts = case.facts
    for index, cause in enumerate(facts.causes_of_concern):
        yield from _cause(case, index, cause)
    told = {cause.name for cause in facts.causes_of_concern}
    before = facts.last.causes_of_concern if facts.last else ()
    for cause in before:
        if not cause.closed and cause.name not in told and "cause-open" not in facts.paper.notes:
            yield Finding(
                facts.key_place("paper.yaml", "causes_of_concern"),
                f"the cause of concern {cause.name} was open in the last paper and is not"
                " mentioned",
                "keep it once more with open_recommendations: 0 and closed: DATE",
            )


def _cause(case: Case, index: int, cause: CauseOfConcern) -> Iterator[Finding]:
    facts = case.facts
    place = facts.value_place("paper.yaml", "causes_of_concern", index, "open_recommendations")
    number = cause.open_recommendations
    if cause.closed and number:
        items = counted(number, "recommendation is", "recommendations are")
        fault = f"{cause.name} is closed, but {items} open"
        yield Finding(place, fault, "correct one of the two", "error")
    if cause.closed and cause.closed > facts.meeting:
        where = facts.value_place("paper.yaml", "causes_of_concern", index, "closed")
        fault = f"{cause.name} is closed after the meeting on {long(facts.meeting)}"
        yield Finding(where, fault, "correct the date", "error")
    if not cause.closed and not number and "cause-open" not in cause.notes:
        yield Finding(
            place,
            f"{cause.name} is said to be open, but none of its recommendations is",
            "say when it was closed with closed: DATE, or answer with notes: {cause-open: ...}",
        )
    counts = arithmetic.by_year(facts.counts)
    room = sum(counts.values()) if cause.year is None else counts.get(cause.year, 0)
    if number > room:
        when = "" if cause.year is None else f" for {cause.year}"
        items = counted(room, "item is", "items are")
        fault = f"{cause.name} has {number} open, but only {items} open{when}"
        yield Finding(place, fault, "correct one of the figures", "error")


def forthcoming(case: Case) -> Iterator[Finding]:
    """What is forthcoming is still to come, and a week commences on a Monday."""
    facts = case.facts
    file = "inspections.yaml"
    for index, inspection in enumerate(facts.forthcoming):
        for trail, when, stale in _dates(inspection):
            place = facts.value_place(file, "forthcoming", index, *trail)
            if stale and when.last < facts.meeting and "forthcoming" not in inspection.notes:
                yield Finding(
                    place,
                    f"{inspection.name}: {when} is before the meeting on {long(facts.meeting)}",
                    "if it took place, move it to since_last_meeting; if not, give the new date,"
                    " or answer with\nnotes: {forthcoming: ...}",
                )
            if when.text.startswith("week commencing") and when.first.weekday():
                fault = f"{long(when.first)} is a {when.first:%A}; a week commences on a Monday"
                monday = when.first - dt.timedelta(when.first.weekday())
                yield Finding(place, fault, f"write week commencing {monday.isoformat()}")
    told = {one.name for one in facts.forthcoming}
    told |= {one.name for one in facts.inspections.since_last_meeting}
    for inspection in facts.last.forthcoming if facts.last else ():
        if inspection.name not in told and "forthcoming" not in facts.paper.notes:
            yield Finding(
                facts.key_place(file, "forthcoming"),
                f"{inspection.name} was forthcoming in the last paper and is not mentioned",
                "say that it took place, or when it will; or answer in paper.yaml with\n"
                "notes: {forthcoming: ...}",
            )


def _dates(inspection: ForthcomingInspection) -> Iterator[tuple[tuple[str, ...], When, bool]]:
    """Yield each date, and whether it is stale once it has passed: a window stays open."""
    if inspection.evidence_window_opens:
        yield ("evidence_window_opens",), inspection.evidence_window_opens, False
    if inspection.notification:
        yield ("notification",), inspection.notification, True
    if inspection.fieldwork:
        yield ("fieldwork", "starts"), inspection.fieldwork.starts, True
