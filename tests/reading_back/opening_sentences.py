"""The sentences at the head of a paper and in its sections Purpose and Background."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import days
from patterns import number, same, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader import Place

Groups = dict[str, str]


@sentence(r"Agenda item <item:any>$")
def agenda_item(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the item", said["item"], str(place.facts.paper["item"]))


@sentence("<day:day>$")
def meeting_date(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the meeting", days.day(said["day"]), place.facts.meeting)


@sentence(
    r"Appendices:",
    r"Restricted appendix: a paper of its own, which is not for publication",
    r"Recommendations, causes of concern and areas for improvement$",
    r"Forthcoming inspection activity$",
    r"Appendix [A-Z]: .+",
)
def static(place: Place, said: Groups) -> Iterator[str]:
    """Say nothing of the facts."""
    yield from ()


@sentence(
    r"(?P<force>.+?) \((?P<short>.+?)\)"
    r" (?P<verb>remains in|is in|has returned to|has been moved to)"
    r" the (?P<grade>default|enhanced) phase of (?P<body>.+?) monitoring, (?P<phase>\w+)\."
)
def phase(place: Place, said: Groups) -> Iterator[str]:
    now, force = place.facts.phase, place.facts.committee["force"]
    before = place.facts.last.phase if place.facts.last else "unknown"
    yield from same("the force", place.unmasked(said["force"]), force["name"])
    yield from same("the force", said["short"], force["short"])
    yield from same("the phase", said["phase"].lower(), now)
    yield from same("the kind of phase", said["grade"], "default" if now == "scan" else "enhanced")
    if said["verb"] == "remains in":
        yield from same("the phase of the last paper", now, before)
    elif said["verb"] != "is in" and before in (now, "unknown"):
        yield f"the last paper had the phase {before}, so it has not moved"


@sentence(
    r"(?P<one>One|An accelerated) cause of concern is open: <name:text>, with"
    r" <n:n> open recommendations?\."
)
def cause_open(place: Place, said: Groups) -> Iterator[str]:
    causes = place.facts.open_causes
    if said["one"] == "One":
        yield from same("the number of open causes", 1, len(causes))
    named = {cause["name"]: cause for cause in causes}
    cause = named.get(place.text(said["name"]))
    if cause is None:
        yield "no such cause is open"
        return
    yield from same("accelerated", said["one"] != "One", cause.get("accelerated", False))
    yield from same("its recommendations", number(said["n"]), cause["open_recommendations"])


@sentence(r"(?P<force>.+?) has no open cause of concern\.")
def no_cause(place: Place, said: Groups) -> Iterator[str]:
    yield from same("no cause is open", place.facts.causes is not None, True)
    yield from same("the number of open causes", 0, len(place.facts.open_causes))
    yield from named_force(place, said["force"])


def named_force(place: Place, said: str) -> Iterator[str]:
    short = place.facts.committee["force"]["short"]
    at_start = re.sub("^the ", "The ", short)
    if said not in (short, at_start):
        yield f"the force is called {said}, not {short}"


@sentence(r"The cause of concern <name:text> was closed <when:when>\.")
def cause_closed(place: Place, said: Groups) -> Iterator[str]:
    named = {cause["name"]: cause for cause in place.facts.closed_causes}
    cause = named.get(place.text(said["name"]))
    if cause is None:
        yield "no such cause was closed"
        return
    closed = days.span(cause["closed"])
    yield from same("the day", days.when(said["when"]), closed)
    if closed and closed[0] > place.facts.meeting:
        yield "the day is after the meeting"


@sentence(
    r"Since the last meeting(?: on <day:day>)?, <n:n> (?:inspection has|inspections have)"
    r" taken place\."
)
def inspections_held(place: Place, said: Groups) -> Iterator[str]:
    activities = place.facts.activities
    if activities is None:
        yield "nobody knows how many inspections took place"
        return
    yield from same("the number of inspections", number(said["n"]), len(activities))
    yield from last_meeting(place, said)
    yield from after_last_meeting(place, [one["when"] for one in activities])


def last_meeting(place: Place, said: Groups) -> Iterator[str]:
    """Hold the day of the last meeting, if one is said, against the facts."""
    if "day" in said:
        day = days.day(said["day"])
        yield from same("the last meeting", (day, day), place.facts.last_meeting)


def after_last_meeting(place: Place, dates: list[object]) -> Iterator[str]:
    """Complain of dates that cannot lie between the last meeting and this one."""
    last = place.facts.last_meeting
    for one in dates:
        span = days.span(one)
        if span and last and span[1] <= last[0]:
            yield f"{one} is not after the last meeting"
        if span and span[0] > place.facts.meeting:
            yield f"{one} is after this meeting"
