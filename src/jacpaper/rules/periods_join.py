"""The rule `periods-join`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from jacpaper.inputs.period import cut_off
from jacpaper.language.english import when as on_day
from jacpaper.project.layout import INSPECTIONS, OPEN_COUNTS, PAPER, REPORTS
from jacpaper.rules.rule import LAST_PAPER, Finding, Rule
from jacpaper.rules.texts import address, folded
from jacpaper.text.dates import long, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.files import Report
    from jacpaper.rules.rule import Case

ID, COUNTS = "periods-join", OPEN_COUNTS


def find(case: Case) -> Iterator[Finding]:
    """Look at the day of the counts, and at what the last paper has told of."""
    if ID not in case.facts.paper.notes:
        yield from _day(case)
        yield from _days_between(case)
        yield from _inspections(case)
    yield from _reports(case)


def _reports(case: Case) -> Iterator[Finding]:
    """Look for reports that the last paper told of, and for those that it told of too early.

    What came out after the last paper's period is of this one's: its items came in since.
    """
    facts, last = case.facts, case.facts.last
    if last is None:
        return
    ended = cut_off(last.meeting, last.period, last.counts).until or on(last.meeting)
    early = [one for one in last.reports.reports if one.published.first > ended.last]
    told = [one for one in last.reports.reports if one not in early]
    addresses, titles = {address(one.url) for one in told}, {_title(one) for one in told}
    for index, report in enumerate(facts.reports.reports):
        same = address(report.url) in addresses
        is_told = (same or _title(report) in titles) and not report.followed_up
        if is_told and ID not in report.notes:
            key = "url" if same else "title"
            yield Finding(
                facts.value_place(REPORTS, "reports", index, key),
                f"“{report.title}” was in the last paper already",
                "delete it, write followed_up: true if it is only followed up, or say why with\n"
                "notes: {periods-join: ...} under the report",
            )
    listed = {address(one.url) for one in facts.reports.reports}
    for report in early:
        in_time = facts.period.has(report.published) and ID not in facts.paper.notes
        if in_time and address(report.url) not in listed:
            yield Finding(
                facts.key_place(REPORTS, "reports"),
                f"“{report.title}” came out in this paper's period, {on_day(report.published)}, and"
                " is listed in the last paper alone",
                "list it here too, since what it asks for came in since then; or answer in"
                f" paper.yaml with\nnotes: {{{ID}: ...}}",
            )


def _inspections(case: Case) -> Iterator[Finding]:
    """Look for inspections that the last paper said had taken place."""
    told = {(one.name, one.when) for one in case.facts.last.held} if case.facts.last else set()
    for index, one in enumerate(case.facts.inspections.held):
        if (one.name, one.when) in told:
            yield Finding(
                case.facts.value_place(INSPECTIONS, "since_last_meeting", index, "name"),
                f"{one.name} was in the last paper already",
                f"delete it, or answer in paper.yaml with notes: {{{ID}: ...}}",
            )


def _title(report: Report) -> str:
    return folded(f"{report.title} {report.subtitle or ''}")


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
    id=ID,
    severity="warning",
    says="Consecutive papers meet: no report or inspection twice, no day of counting out of order.",
    why="What two papers cover is counted twice; what neither covers is never told.",
    source=LAST_PAPER,
    example="A report that is still there from the last paper",
    message="“A newer report” was in the last paper already",
    answer="`notes: {periods-join: ...}` in paper.yaml or under the report.",
    find=find,
)
