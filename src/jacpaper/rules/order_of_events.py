"""The rule `order-of-events`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.figures import arithmetic
from jacpaper.language.english import when as on_day
from jacpaper.project.layout import INSPECTIONS, PAPER, REPORTS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule
from jacpaper.rules.texts import folded
from jacpaper.text.dates import long, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.files import ForthcomingInspection
    from jacpaper.rules.rule import Case

ID = "order-of-events"
_HINT = f"correct one of the dates, or say why with notes: {{{ID}: ...}} under"


def find(case: Case) -> Iterator[Finding]:
    """Look for what comes before something that it can only follow."""
    yield from _causes(case)
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
    counted = facts.last.counts.as_at
    told = on(facts.last.meeting) if counted == "unknown" else counted
    was_open = {cause.name for cause in facts.last.causes_of_concern if not cause.closed}
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
        "Fieldwork follows its notification, a report its inspection and comments their report, and"
        " what the last paper had open was closed after it."
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
