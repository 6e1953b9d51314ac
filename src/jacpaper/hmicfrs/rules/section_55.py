"""The rule `section-55`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.hmicfrs import arithmetic
from jacpaper.problems import counted
from jacpaper.project.layout import REPORTS
from jacpaper.rules.rule import Finding, Rule
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.files import Report
    from jacpaper.hmicfrs.rules.case import Case

FILE = REPORTS
# What the inspectorate publishes beside its reports on police forces, by type and title.
_NO_REPORT = (
    r"(?i)\bsuper-?complaint|^consultation: |: consultation on\b|(?:^|: )terms of reference\b"
    r"|\binspection programme\b|\bvalue for money\b.*\bprofiles?\b|\bVfM profiles?\b"
    r"|(?:^|: )state of (?:policing|fire and rescue)\b"
)
_AGENCY = r"(?i)\b(?:National Crime Agency|NCA|Border Force|HM Revenue|HMRC)\b"
_POLICE = r"(?i)\bpolic|\bforces?\b|\bconstabular|\bROCU|\borganised crime units?"


def find(case: Case) -> Iterator[Finding]:
    """Look for last days that are past or unknown, where nothing is said of the comments."""
    facts = case.facts
    yield from _not_printed(case)
    if facts.committee.section_55 == "does not apply":
        return
    for index, report in enumerate(facts.reports.reports):
        due = arithmetic.section_55_day(report.published)
        last_day = due.last
        answered = report.comments_published or "section-55" in report.notes
        asked = report.section_55 and not report.followed_up
        is_said = facts.paper.section_55 == "shown" or last_day < facts.meeting
        if asked and is_said and not answered and _is_of_others(report):
            yield Finding(
                facts.value_place(FILE, "reports", index, "title"),
                f"section 55 asks for comments on reports on the force, and “{report.title}”"
                " seems to be none",
                "write section_55: false under it or, if comments are due, section_55: true; or"
                " answer with\nnotes: {section-55: ...}",
            )
            continue
        if asked and not answered and last_day < facts.meeting:
            days = (facts.meeting - last_day).days
            yield Finding(
                facts.value_place(FILE, "reports", index, "published"),
                f"comments on “{report.title}” were due by {long(last_day)}"
                f"{'' if due.day else ' at the latest'},"
                f" {counted(days, 'day', 'days')} before the meeting",
                "say when they were published with comments_published: DATE, or unknown, or answer"
                " with\nnotes: {section-55: ...}",
            )
        elif asked and not answered and not due.day and facts.paper.section_55 == "shown":
            yield Finding(
                facts.value_place(FILE, "reports", index, "published"),
                f"nothing is printed of the comments on “{report.title}”, as their last day is not"
                f" known: it lies from {long(due.first)} to {long(last_day)}",
                "give the day on which the report was published, or say when the comments were with"
                "\ncomments_published: DATE, or answer with notes: {section-55: ...}",
            )


def _is_of_others(report: Report) -> bool:
    """Tell whether a report seems not to be on police forces, and nothing says whether it is."""
    if "section_55" in report.model_fields_set:
        return False
    said = f"{report.inspection_type or ''}: {report.title}"
    other_than = re.sub(_AGENCY, "", said)
    is_of_agency = other_than != said and not re.search(_POLICE, other_than)
    return is_of_agency or bool(re.search(_NO_REPORT, said))


def _not_printed(case: Case) -> Iterator[Finding]:
    """Name what is said of comments that the paper does not print."""
    facts = case.facts
    for index, report in enumerate(facts.reports.reports):
        if not report.comments_published:
            continue
        place = facts.key_place(FILE, "reports", index, "comments_published")
        if facts.committee.section_55 == "does not apply":
            fault = "section 55 does not apply, as committee.yaml says, and no comments are printed"
            yield Finding(place, fault, "delete the line")
        elif not report.section_55:
            fault = f"nobody need comment on “{report.title}”, as its section_55: false says"
            yield Finding(place, f"{fault}, and no comments are printed", "delete the line")
        elif report.comments_published != "unknown" and facts.paper.section_55 == "left out":
            fault = f"when comments on “{report.title}” were published is not printed"
            yield Finding(
                place, fault, "to print it, write section_55: shown in paper.yaml", "hint"
            )


RULE = Rule(
    id="section-55",
    severity="warning",
    says=(
        "The last day for the policing body's comments does not pass unmentioned, and comments are"
        " not said to be due on what is no report on the force; where the paper"
        " says when comments are due, that is known; no comments are given that the paper does not"
        " print (a hint where it could)."
    ),
    why="The law sets the day; members ask whether the comments were published in time.",
    source="Police Act 1996, section 55: within 56 days beginning with the day of publication",
    example="`published: 2025-10-15`, and a meeting on 11 December",
    message=("comments on “A newer report” were due by 9 December 2025, 2 days before the meeting"),
    answer=(
        "`comments_published: DATE`, or `unknown`, or `notes: {section-55: ...}` under the report."
    ),
    find=find,
)
