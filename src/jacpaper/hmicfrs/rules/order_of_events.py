"""The rule `order-of-events`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs import arithmetic
from jacpaper.hmicfrs.rules.older_papers import counted_on
from jacpaper.language.english import when as on_day
from jacpaper.project.layout import INSPECTIONS, PAPER, REPORTS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule
from jacpaper.rules.texts import folded
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.inspections_file import ForthcomingInspection
    from jacpaper.hmicfrs.rules.case import Case

ID = "order-of-events"
_HINT = f"correct one of the dates, or say why with notes: {{{ID}: ...}} under"


def find(case: Case) -> Iterator[Finding]:
    """Look for what comes before something that it can only follow."""
    yield from _causes(case)
    yield from _raised_by(case)
    if ID not in case.facts.paper.notes:
        yield from _phase(case)
    yield from _comments(case)
    for index, inspection in enumerate(case.facts.inspections.to_come):
        if ID not in inspection.notes:
            yield from _inspection(case, index, inspection)
            yield from _listed_since(case, index, inspection)


def _causes(case: Case) -> Iterator[Finding]:
    """A cause that the last paper had open cannot have been closed before that paper."""
    facts = case.facts
    if facts.last is None:
        return
    told = counted_on(facts.last)
    was_open = {one.name for one in facts.last.causes_of_concern or () if not one.closed}
    for index, cause in enumerate(facts.causes_of_concern):
        if cause.name not in was_open or not cause.closed or ID in cause.notes:
            continue
        if cause.closed.last < told.first:
            yield Finding(
                facts.value_place(PAPER, "causes_of_concern", index, "closed"),
                f"{cause.name} was closed {on_day(cause.closed)}, but the last paper, for the"
                f" meeting on {long(facts.last.meeting)}, had it open",
                f"{_HINT} the cause",
            )


def _raised_by(case: Case) -> Iterator[Finding]:
    """A listed report raises a cause of concern when it comes out, unless it is accelerated."""
    published = {one.title: one.published for one in case.facts.reports.reports}
    for index, cause in enumerate(case.facts.causes_of_concern):
        came, raised = published.get(cause.raised_by or ""), cause.raised
        if came is None or raised is None or ID in cause.notes:
            continue
        is_early = raised.last < came.first and not cause.accelerated
        if is_early or raised.first > came.last:
            yield Finding(
                case.facts.value_place(PAPER, "causes_of_concern", index, "raised"),
                f"{cause.name} was raised {on_day(raised)} in “{cause.raised_by}”, which was"
                f" published {on_day(came)}",
                f"{_HINT} the cause",
            )


def _phase(case: Case) -> Iterator[Finding]:
    """A phase begins after the last paper if that had another one, and not after it otherwise."""
    facts, now = case.facts, case.facts.paper.monitoring_phase
    then = facts.last.monitoring_phase if facts.last else None
    if not (facts.last and now and now.since and then) or "unknown" in (now.phase, then.phase):
        return
    is_same, meeting = now.phase == then.phase, facts.last.meeting
    if now.since.first > meeting if is_same else now.since.last < counted_on(facts.last).first:
        had = "had it already" if is_same else f"had {then.phase}"
        yield Finding(
            facts.value_place(PAPER, "monitoring_phase", "since"),
            f"{now.phase} is said to be the phase since {now.since}, but the last paper, for the"
            f" meeting on {long(meeting)}, {had}",
            f"correct one of the two, or answer in paper.yaml with notes: {{{ID}: ...}}",
        )


def _listed_since(case: Case, index: int, one: ForthcomingInspection) -> Iterator[Finding]:
    """An inspection whose report is listed is no longer to come."""
    wanted = f" {folded(one.name)} "
    for report in arithmetic.listed(case.facts.reports, case.facts.period).new:
        if wanted in f" {folded(report.title)} ":
            yield Finding(
                case.facts.value_place(INSPECTIONS, "forthcoming", index, "name"),
                f"{one.name} is said to be still to come, but “{report.title}” is listed",
                f"delete it, or say why with notes: {{{ID}: ...}} under the inspection",
            )


def _comments(case: Case) -> Iterator[Finding]:
    for index, report in enumerate(case.facts.reports.reports):
        made = report.comments_published
        if not made or made == "unknown" or ID in report.notes:
            continue
        if made.last < report.published.first:
            yield Finding(
                case.facts.value_place(REPORTS, "reports", index, "comments_published"),
                f"the comments on “{report.title}” were published {on_day(made)}, before the"
                f" report itself, {on_day(report.published)}",
                f"{_HINT} the report",
            )


def _inspection(case: Case, index: int, one: ForthcomingInspection) -> Iterator[Finding]:
    starts = one.begins
    if starts is None:
        return
    earlier = (
        (one.notice, "notification"),
        (one.window_opens, "the evidence window opens"),
    )
    for when, name in earlier:
        if when and starts.last < when.first:
            yield Finding(
                case.facts.value_place(INSPECTIONS, "forthcoming", index, "fieldwork", "starts"),
                f"{one.name}: the inspection begins {on_day(starts)}, before {name}, {when}",
                f"{_HINT} the inspection",
            )


RULE = Rule(
    id=ID,
    severity="warning",
    says=(
        "Fieldwork follows its notification, a report its inspection and comments their report;"
        " a listed report raises a cause of concern when it comes out; and what the last paper had"
        " open was closed after it, as a new phase began after it."
    ),
    why="Members see from two dates that one of them must be wrong.",
    source=PUBLISHED_PAPERS,
    example="`closed: 2025-09-01`, where the paper with counts as at 12 September had it open",
    message=(
        "Custody was closed on 1 September 2025, but the last paper, for the meeting on"
        " 25 September 2025, had it open"
    ),
    answer="`notes: {order-of-events: ...}` under the cause, report or inspection.",
    find=find,
)
