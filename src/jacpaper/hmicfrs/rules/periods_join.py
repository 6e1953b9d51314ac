"""The rule `periods-join`."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from jacpaper.facts.value_types import Mark
from jacpaper.hmicfrs.period import cut_off
from jacpaper.language.english import when as on_day
from jacpaper.project.layout import INSPECTIONS, OPEN_COUNTS, PAPER, REPORTS
from jacpaper.rules.rule import LAST_PAPER, Finding, Rule
from jacpaper.rules.texts import address, folded
from jacpaper.text.dates import MONTHS, long, on, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.files import Report
    from jacpaper.hmicfrs.rules.case import Case
    from jacpaper.text.dates import When

ID, COUNTS = "periods-join", OPEN_COUNTS
_DATE = rf"((?:(?:early|mid|late|\d{{1,2}}) )?(?:{'|'.join(MONTHS)})(?: \d{{4}})?)"
# As in: This paper covers the period from 1 August to 31 October 2022.
_SAID = (
    r"(?:\b[Tt]his (?:paper|report|update)\b[^.]{0,30}?\b(?:covers?|about|reports on|deals with)\b"
    r"|\breporting period\b)"
    rf"[^.]{{0,40}}?\b(?:from|between) {_DATE} (?:(?:up )?to|until|and) {_DATE}"
)


def find(case: Case) -> Iterator[Finding]:
    """Look at the day of the counts, and at what the last paper has told of."""
    yield from _after_meeting(case)
    if ID not in case.facts.paper.notes:
        yield from _day(case)
        yield from _days_between(case)
        yield from _said(case)
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


def _said(case: Case) -> Iterator[Finding]:
    """Look for a period that the officer's own words give and the paper does not go by."""
    for one in case.typed(Mark.PROSE):
        if one.file != PAPER or one.trail[0] not in ("background", "wording"):
            continue  # elsewhere a report of the inspectorate may be meant
        text = " ".join(one.value.split())
        if not any(word in text for word in (" from ", " between ")):
            continue
        for found in re.finditer(_SAID, text):
            try:
                said = parse(f"{found[1]} to {found[2]}")
            except ValueError:
                continue
            if not _is_the_period(case, said):
                place = case.facts.value_place(one.file, *one.trail)
                days = f"{{from: {said.first.isoformat()}, to: {said.last.isoformat()}}}"
                yield Finding(
                    case.near(place, found[1]),
                    f"“{text[found.start(1) : found.end()]}” is not the period that this paper goes"
                    f" by, {_named(case)}",
                    f"correct the words, write period: {days},\nor answer in paper.yaml with"
                    f" notes: {{{ID}: ...}}",
                )


def _is_the_period(case: Case, said: When) -> bool:
    """Return whether both ends of a range can be those of the paper's period."""
    period = case.facts.period
    start, end = said.ends or (said, said)
    begins = period.first is None or start.first <= period.first.first <= start.last
    ends = end.first <= period.until.last and period.until.first <= end.last
    return begins and (ends or period.is_until_meeting)


def _named(case: Case) -> str:
    period = case.facts.period
    return on_day(period.span) if period.span else f"up to {period.until}"


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


def _after_meeting(case: Case) -> Iterator[Finding]:
    """Look at a day of counting that is still to come when the Committee meets."""
    now, meeting = case.facts.counts.as_at, case.facts.meeting
    if now != "unknown" and now.first > meeting:
        place = case.facts.value_place(COUNTS, "as_at")
        fault = f"the counts are as at {now}, after the meeting on {long(meeting)}"
        hint = "correct the date; nothing has been counted on a day that is still to come"
        yield Finding(place, fault, hint, "error")


RULE = Rule(
    id=ID,
    severity="warning",
    says=(
        "Consecutive papers meet: no report or inspection twice, no day of counting out of order"
        " or after the meeting (error), no other period in the officer's own words."
    ),
    why="What two papers cover is counted twice; what neither covers is never told.",
    source=LAST_PAPER,
    example="A report that is still there from the last paper",
    message="“A newer report” was in the last paper already",
    answer="`notes: {periods-join: ...}` in paper.yaml or under the report.",
    find=find,
)
