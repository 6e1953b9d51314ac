"""The rule `counted-twice`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs import arithmetic
from jacpaper.problems import counted
from jacpaper.project.layout import OPEN_COUNTS, REPORTS
from jacpaper.rules.rule import ARITHMETIC, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case

ID, FILE = "counted-twice", REPORTS


def find(case: Case) -> Iterator[Finding]:
    """Look for reports that bring what their cause of concern brought before them."""
    facts, last = case.facts, case.facts.last
    if last is None or last.causes_of_concern is None or facts.counts.new is not None:
        return  # what is typed as new, or comes from the register, has each once
    before = {one.name for one in last.causes_of_concern if one.on_portal and not one.closed}
    parts = arithmetic.listed(facts.reports, facts.period)
    bring = {one.title.casefold(): one for one in (*parts.new, *parts.older) if one.on_portal}
    for cause in facts.causes_of_concern:
        report = bring.get((cause.raised_by or "").casefold())
        if report is None or cause.name not in before or ID in report.notes:
            continue
        if number := arithmetic.items(report):
            year = arithmetic.report_year(report)
            every = arithmetic.added(
                arithmetic.new_by_year(facts.reports, facts.period), facts.brought
            )
            typed = ", ".join(f"{one}: {'...' if one == year else n}" for one, n in every.items())
            yield Finding(
                facts.value_place(FILE, "reports", facts.reports.reports.index(report), "title"),
                f"{counted(number, 'item comes', 'items come')} in with this report, which raised"
                f" {cause.name}, and what that brought was open in the last paper already",
                f"write new: {{{typed}}} in {OPEN_COUNTS} without it, and why with notes:"
                f" {{{year}: ...}}; or, if it\nwas not counted then, answer with notes:"
                f" {{{ID}: ...}} under the report",
            )


RULE = Rule(
    id=ID,
    severity="warning",
    says="What a cause of concern brought before its report does not come in again with it.",
    why="Counted twice, as many items as that would be said to be closed.",
    source=ARITHMETIC,
    example="A cause of the last paper with `raised_by: A newer report`, and this report listed",
    message="2 items come in with this report, which raised Custody, and what that brought was open"
    " in the last paper already",
    answer="`new: {2025: 1}` in open-counts.yaml, or `notes: {counted-twice: ...}` under the"
    " report.",
    find=find,
)
