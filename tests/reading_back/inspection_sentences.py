"""The sentences about inspections that took place, and those to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import days
from opening_sentences import period_said
from patterns import could_be, same, seen, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader import Place

Groups = dict[str, str]


@sentence(r"This took place <when:when>\.")
def took_place(place: Place, said: Groups) -> Iterator[str]:
    yield from could_be("the date", said["when"], place.activity["when"])
    yield from tense(place, place.activity["when"], past=True)


@sentence(r"There (?:was|has been) no inspection activity <since:since>\.")
def no_activity(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the inspections", [], place.facts.activities)
    yield from period_said(place, said["since"])


@sentence(r"No inspection is expected(?: \((?P<see>[^)]+)\))?\.")
def none_expected(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the inspections", [], place.facts.forthcoming)
    yield from seen(place, said, "No inspection is expected")


@sentence(r"The evidence window (?P<tense>opened|opens) <when:when>\.")
def evidence_window(place: Place, said: Groups) -> Iterator[str]:
    given = place.inspection["evidence_window_opens"]
    yield from could_be("the date", said["when"], given)
    yield from tense(place, given, past=said["tense"] == "opened")


@sentence(
    r"Whatever inspectors observe after that counts as evidence, as do their interviews, reality"
    r" testing and focus groups\."
)
def static(place: Place, said: Groups) -> Iterator[str]:
    """Say nothing of the facts."""
    yield from ()


@sentence(r"We (?P<tense>expect|expected) formal notification of the inspection <when:when>\.")
def notification(place: Place, said: Groups) -> Iterator[str]:
    given = place.inspection["notification"]
    yield from could_be("the date", said["when"], given)
    yield from tense(place, given, past=said["tense"] == "expected")


@sentence(
    r"The inspection itself (?P<tense>will|was to) begin <when:when>"
    r"(?: and last (?P<lasts>.+?))?\.",
    r"The inspection itself will last (?P<lasts>.+?)\.",
)
def fieldwork(place: Place, said: Groups) -> Iterator[str]:
    given = place.inspection["fieldwork"]
    starts = given.get("starts", "unknown")
    yield from same("the date", days.when(said.get("when", "unknown")), days.span(starts))
    yield from same("how long", said.get("lasts"), given.get("lasts"))
    if "when" in said:
        yield from tense(place, given["starts"], past=said["tense"] != "will")


@sentence(r"No date for it is known yet\.")
def no_date(place: Place, said: Groups) -> Iterator[str]:
    given = place.inspection
    fieldwork = given.get("fieldwork") or {}
    dates = (given.get("evidence_window_opens"), given.get("notification"), fieldwork.get("starts"))
    told = [one for one in (*dates, fieldwork.get("lasts")) if one not in (None, "unknown")]
    yield from same("the dates", [], told)


def tense(place: Place, given: object, *, past: bool) -> Iterator[str]:
    """Complain of a tense that no day can bear which the date can mean."""
    span = days.span(given)
    assert span
    if past and span[0] > place.facts.meeting:
        yield f"the tense: {given} is not past at the meeting"
    if not past and span[1] < place.facts.meeting:
        yield f"the tense: {given} is past at the meeting"
