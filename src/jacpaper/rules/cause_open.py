"""The rule `cause-open`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.problems import counted
from jacpaper.project.layout import PAPER
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.causes import CauseOfConcern
    from jacpaper.problems import Place
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
    number = cause.still_open
    yield from _days(case, index, cause)
    if cause.closed and number:
        items = counted(number, "recommendation is", "recommendations are")
        fault = f"{cause.name} is closed, but {items} open"
        yield Finding(place, fault, "correct one of the two", "error")
    if not cause.closed and number == 0 and "cause-open" not in cause.notes:
        yield Finding(
            place,
            f"{cause.name} is said to be open, but none of its recommendations is",
            "say when it was closed with closed: DATE, or answer with notes: {cause-open: ...}",
        )
    if number is not None and cause.made is not None and number > cause.made:
        made = counted(cause.made, "recommendation was", "recommendations were")
        fault = f"{cause.name} has {number} open, but only {made} made"
        yield Finding(place, fault, "correct one of the figures", "error")
    if number is not None and cause.on_portal:
        yield from _room(case, place, cause, number)


def _room(case: Case, place: Place, cause: CauseOfConcern, number: int) -> Iterator[Finding]:
    """A cause cannot have more open than all that is open for its year."""
    counts, year = case.facts.counts.by_year, cause.report_year
    room = sum(counts.values()) if year is None else counts.get(year, 0)
    if number > room:
        when = "" if year is None else f" for {year}"
        items = counted(room, "item is", "items are")
        fault = f"{cause.name} has {number} open, but only {items} open{when}"
        hint = "correct one of the figures; or if they are not on the portal yet, write"
        yield Finding(place, fault, f"{hint}\non_portal: false under the cause", "error")


def _days(case: Case, index: int, cause: CauseOfConcern) -> Iterator[Finding]:
    """Nothing has happened yet after the meeting; what is closed was raised before."""
    facts = case.facts
    for key, when in (("raised", cause.raised), ("closed", cause.closed)):
        if when and when.first > facts.meeting:
            where = facts.value_place(FILE, "causes_of_concern", index, key)
            fault = f"{cause.name} is {key} after the meeting on {long(facts.meeting)}"
            yield Finding(where, fault, "correct the date", "error")
    if cause.raised and cause.closed and cause.closed.last < cause.raised.first:
        where = facts.value_place(FILE, "causes_of_concern", index, "closed")
        fault = f"{cause.name} was closed before it was raised"
        yield Finding(where, fault, "correct one of the dates", "error")


RULE = Rule(
    id="cause-open",
    severity="warning",
    says=(
        "A cause of concern is open if and only if one of its recommendations is, and does not"
        " vanish; its figures and dates agree."
    ),
    why="It is the gravest finding: members follow each until they are told that it is closed.",
    source=PUBLISHED_PAPERS,
    example="`causes_of_concern: none`, while Custody was open in the last paper",
    message="the cause of concern Custody was open in the last paper and is not mentioned",
    answer="`closed: DATE`, or `notes: {cause-open: ...}` under the cause or in paper.yaml.",
    find=find,
)
