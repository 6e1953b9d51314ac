"""The rule `in-period`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.project.layout import REPORTS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.rules.rule import Case

FILE = REPORTS


def find(case: Case) -> Iterator[Finding]:
    """Look at the day on which each report was published, unless it is said to be late."""
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


RULE = Rule(
    id="in-period",
    severity="warning",
    says="Reports were published after the last meeting and by the day of the counts.",
    why="A report from before was in an older paper or was missed; a later one is not counted yet.",
    source=PUBLISHED_PAPERS,
    example="`published: 2025-12-01`, and counts as at 28 November",
    message=(
        "“A newer report” was published on 1 December 2025, after the day of the counts,"
        " 28 November 2025"
    ),
    answer="`late: ...` under the report, with the reason.",
    find=find,
)
