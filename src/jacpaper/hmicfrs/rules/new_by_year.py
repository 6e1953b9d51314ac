"""The rule `new-by-year`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs import arithmetic
from jacpaper.project.layout import OPEN_COUNTS
from jacpaper.rules.rule import ARITHMETIC, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case

FILE = OPEN_COUNTS


def find(case: Case) -> Iterator[Finding]:
    """Compare what is typed as new with what the listed reports bring."""
    facts, counts = case.facts, case.facts.counts
    if counts.new is None or facts.previous is None:
        return
    by_reports = arithmetic.new_by_year(facts.reports, facts.period)
    listed = arithmetic.added(by_reports, facts.brought)
    later = arithmetic.later_by_year(facts.reports, facts.period)
    for year in sorted({*counts.new, *listed}):
        given, brought = counts.new.get(year, 0), listed.get(year, 0)
        # What came out after the period may have been counted already, if that is typed.
        if given not in (brought, brought + later.get(year, 0)) and year not in counts.notes:
            sources = "reports and causes of concern" if facts.brought.get(year) else "reports"
            yield Finding(
                facts.value_place(FILE, "new", year),
                f"{given} came in for {year}, but the {sources} of {year} listed here bring"
                f" {brought}",
                "a report may be missing, or not be on the portal yet (on_portal: false);"
                f"\nor say why with notes: {{{year}: ...}}",
            )


RULE = Rule(
    id="new-by-year",
    severity="warning",
    says="What came in for a year is what the listed reports of that year bring.",
    why="If more came in, a report is missing from the paper.",
    source=ARITHMETIC,
    example="`new: {2025: 3}`, and one report with 2 recommendations",
    message="3 came in for 2025, but the reports of 2025 listed here bring 2",
    answer="`notes: {2025: ...}` in open-counts.yaml, or `on_portal: false` under a report.",
    find=find,
)
