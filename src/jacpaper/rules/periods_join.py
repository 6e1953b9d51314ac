"""The rule `periods-join`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from jacpaper.inputs.period import cut_off
from jacpaper.project.layout import OPEN_COUNTS, PAPER, REPORTS
from jacpaper.rules.rule import LAST_PAPER, Finding, Rule
from jacpaper.rules.texts import address, folded
from jacpaper.text.dates import long, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.rules.rule import Case

COUNTS = OPEN_COUNTS


def find(case: Case) -> Iterator[Finding]:
    """Look at the day of the counts, and for reports that the last paper listed too."""
    if "periods-join" not in case.facts.paper.notes:
        yield from _day(case)
        yield from _days_between(case)
    last = case.facts.last
    before = last.reports.reports if last else ()
    told = {address(report.url) for report in before}
    told |= {folded(f"{report.title} {report.subtitle or ''}") for report in before}
    for index, report in enumerate(case.facts.reports.reports):
        same = address(report.url) in told
        title = folded(f"{report.title} {report.subtitle or ''}")
        is_told = (same or title in told) and not report.followed_up
        if is_told and "periods-join" not in report.notes:
            key = "url" if same else "title"
            yield Finding(
                case.facts.value_place(REPORTS, "reports", index, key),
                f"“{report.title}” was in the last paper already",
                "delete it, write followed_up: true if it is only followed up, or say why with\n"
                "notes: {periods-join: ...} under the report",
            )


def _days_between(case: Case) -> Iterator[Finding]:
    """Look for days between a period that is typed and the last paper's, or in both."""
    facts, last = case.facts, case.facts.last
    typed = facts.paper.period and facts.paper.period.first
    if not typed or not last:
        return
    ended = cut_off(last.meeting, last.period, last.counts).until or on(last.meeting)
    first = ended.last + timedelta(1)
    if typed > first:
        fault = f"no paper is about the days from {long(first)} to {long(typed - timedelta(1))}"
    elif typed <= ended.first:
        fault = f"the last paper is about the days up to {ended} already"
    else:
        return
    hint = f"write from: {first.isoformat()}, or answer in paper.yaml with"
    hint += " notes: {periods-join: ...}"
    yield Finding(facts.value_place(PAPER, "period", "from"), fault, hint)


def _day(case: Case) -> Iterator[Finding]:
    facts = case.facts
    now = facts.counts.as_at
    before = facts.previous.as_at if facts.previous else "unknown"
    place = facts.value_place(COUNTS, "as_at")
    hint = "correct the date, or answer in paper.yaml with notes: {periods-join: ...}"
    if now == "unknown":
        return
    counted = f"the counts are as at {now}"
    if before != "unknown" and now.last <= before.first:
        fault = f"{counted}, which is not after the last paper's {before}"
        yield Finding(place, fault, hint)
    if now.first > facts.meeting:
        yield Finding(place, f"{counted}, after the meeting on {long(facts.meeting)}", hint)


RULE = Rule(
    id="periods-join",
    severity="warning",
    says="Consecutive papers meet: no report twice, no day of counting out of order.",
    why="What two papers cover is counted twice; what neither covers is never told.",
    source=LAST_PAPER,
    example="A report that is still there from the last paper",
    message="“A newer report” was in the last paper already",
    answer="`notes: {periods-join: ...}` in paper.yaml or under the report.",
    find=find,
)
