"""The sentences at the head of a paper and in its sections Purpose and Background."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

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
    r"Recommendations, causes of concern and <lessers>$",
    r"This report is about the work of <body_name>(?: \(<body>\))? in"
    r" (?:the force|<force_name>(?: \(<force>\))?)\. It gives members of the <committee_name>"
    r"(?: \(<committee>\))? oversight of inspections, and of the recommendations that came of"
    r" them\.",
    r"Forthcoming inspection activity$",
    r"Appendix [A-Z]: .+",
)
def static(place: Place, said: Groups) -> Iterator[str]:
    """Say nothing of the facts."""
    yield from ()


@sentence(
    r"<force_name>(?: \(<force>\))?"
    r" (?P<verb>remains in|is in|has been in|has returned to|has been moved to) (?P<is>.+?)"
    r" of <body> monitoring, (?P<phase>\w+)(?:,? since <since:when>)?\."
)
def phase(place: Place, said: Groups) -> Iterator[str]:
    now, before = place.facts.phase, place.facts.last.phase if place.facts.last else "unknown"
    yield from same("the phase", said["phase"].lower(), now)
    (described,) = [one for one in place.facts.phases if one["name"].lower() == now]
    yield from same("what the phase is", said["is"], described["is"])
    given = place.facts.paper["monitoring_phase"]
    since = given.get("since") if isinstance(given, dict) else None
    yield from same("since when", days.when(said.get("since", "unknown")), days.span(since))
    if said["verb"] == "remains in":
        yield from same("the phase of the last paper", now, before)
    elif said["verb"].startswith("has returned") or said["verb"].startswith("has been moved"):
        if before in (now, "unknown"):
            yield f"the last paper had the phase {before}, so it has not moved"
    elif said["verb"] == "has been in":
        yield from same("since when is known", bool(since), True)


@sentence(r"<since:since>, <n:n> inspections? (?:took|has taken|have taken) place\.")
def inspections_held(place: Place, said: Groups) -> Iterator[str]:
    activities = place.facts.activities
    if activities is None:
        yield "nobody knows how many inspections took place"
        return
    period = yield from period_said(place, said["since"])
    held = [one for one in activities if days.lies_in(days.span(one["when"]), period)]
    yield from same("the number of inspections", number(said["n"]), len(held))


@sentence(r"This report covers the period (?P<when>(?:from|to|on) .+?)\.")
def covered(place: Place, said: Groups) -> Iterator[str]:
    facts = place.facts
    words = said["when"].replace(" to this meeting", "")
    if words.startswith("to "):
        yield from same("the end", days.span(words[3:]), facts.until)
        yield from same("the beginning is unknown", facts.first, None)
        return
    span = days.when(words)
    assert span
    yield from same("the beginning", span[0], facts.first)
    end = facts.meeting if words != said["when"] else span[1]
    yield from same("the end", end, facts.until[1])


@sentence(r"This report covers the period that began on (?P<first>.+) and ended (?P<end>.+)\.")
def covered_to_some_day(place: Place, said: Groups) -> Iterator[str]:
    """An end that is not exact, and may be as early as the beginning."""
    facts = place.facts
    yield from same("the beginning", days.day(said["first"]), facts.first)
    yield from same("the end", days.when(said["end"]), facts.until)
    assert facts.first
    yield from same("which of both is first", facts.first >= facts.until[0], True)


@sentence(r"<committee> last met <when:when>\.")
def last_met(place: Place, said: Groups) -> Iterator[str]:
    given = place.facts.paper["last_meeting"]["day"]
    yield from same("the last meeting", days.when(said["when"]), days.span(given))


def period_said(place: Place, words: str) -> Any:
    """Hold what is said of the period against the facts; return its first and last day."""
    facts, words = place.facts, words[0].lower() + words[1:]
    if words.startswith("since the last meeting"):
        day = words.removeprefix("since the last meeting").strip()
        if day:
            yield from same("the last meeting", days.when(day), facts.last_meeting)
        after = facts.last_meeting
    elif words.startswith("since "):
        after = days.span(words.removeprefix("since "))
        yield from same("since when", after, facts.after)
    else:
        span = days.when(words)
        yield from same("the period", span, (facts.first, facts.until[1]))
        return span
    return (after[0] + timedelta(1) if after else None), facts.until[1]
