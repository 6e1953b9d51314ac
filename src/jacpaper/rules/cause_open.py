"""The rule `cause-open`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.problems import counted
from jacpaper.project.layout import PAPER
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.files import CauseOfConcern
    from jacpaper.rules.rule import Case

FILE = PAPER


def find(case: Case) -> Iterator[Finding]:
    """Look at each cause of concern, and for those of the last paper that are gone."""
    facts = case.facts
    for index, cause in enumerate(facts.causes_of_concern):
        yield from _cause(case, index, cause)
    told = {cause.name for cause in facts.causes_of_concern}
    before = facts.last.causes_of_concern if facts.last else ()
    for cause in before:
        if not cause.closed and cause.name not in told and "cause-open" not in facts.paper.notes:
            yield Finding(
                facts.key_place(FILE, "causes_of_concern"),
                f"the cause of concern {cause.name} was open in the last paper and is not"
                " mentioned",
                "keep it once more with open_recommendations: 0 and closed: DATE",
            )


def _cause(case: Case, index: int, cause: CauseOfConcern) -> Iterator[Finding]:
    facts = case.facts
    place = facts.value_place(FILE, "causes_of_concern", index, "open_recommendations")
    number = cause.open_recommendations
    if cause.closed and number:
        items = counted(number, "recommendation is", "recommendations are")
        fault = f"{cause.name} is closed, but {items} open"
        yield Finding(place, fault, "correct one of the two", "error")
    if cause.closed and cause.closed > facts.meeting:
        where = facts.value_place(FILE, "causes_of_concern", index, "closed")
        fault = f"{cause.name} is closed after the meeting on {long(facts.meeting)}"
        yield Finding(where, fault, "correct the date", "error")
    if not cause.closed and not number and "cause-open" not in cause.notes:
        yield Finding(
            place,
            f"{cause.name} is said to be open, but none of its recommendations is",
            "say when it was closed with closed: DATE, or answer with notes: {cause-open: ...}",
        )
    counts = facts.counts.by_year
    room = sum(counts.values()) if cause.year is None else counts.get(cause.year, 0)
    if number > room:
        when = "" if cause.year is None else f" for {cause.year}"
        items = counted(room, "item is", "items are")
        fault = f"{cause.name} has {number} open, but only {items} open{when}"
        yield Finding(place, fault, "correct one of the figures", "error")


RULE = Rule(
    id="cause-open",
    severity="warning",
    says=(
        "A cause of concern is open if and only if one of its recommendations is, and does not"
        " vanish."
    ),
    why="It is the gravest finding: members follow each until they are told that it is closed.",
    source=PUBLISHED_PAPERS,
    example="`causes_of_concern: none`, while Custody was open in the last paper",
    message="the cause of concern Custody was open in the last paper and is not mentioned",
    answer="`closed: DATE`, or `notes: {cause-open: ...}` under the cause or in paper.yaml.",
    find=find,
)
