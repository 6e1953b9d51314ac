"""The sentences about causes of concern, open and closed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import days
from inspection_sentences import tense
from patterns import number, same, seen, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from raw_facts import Facts
    from reader import Place

Groups = dict[str, str]

_SHOWN = r"(?:, with (?P<shown>[a-z0-9 ]+?))?"


@sentence(
    rf"(?P<one>One|An accelerated) cause of concern is open: <name:text>{_SHOWN}\.",
    rf"<name:text>(?P<acc> \(accelerated\))?{_SHOWN}\.",
)
def cause_open(place: Place, said: Groups) -> Iterator[str]:
    named = {cause["name"]: cause for cause in place.facts.open_causes}
    cause = named.get(place.text(said["name"]))
    if cause is None:
        if len(said) > 1:
            yield "no such cause is open"
        return
    place.cause = cause
    if "one" in said:
        yield from same("the number of open causes", 1, len(named))
        yield from same("accelerated", said["one"] != "One", cause.get("accelerated", False))
    else:
        all_of_them = all(one.get("accelerated") for one in place.facts.open_causes)
        right = bool(cause.get("accelerated")) and not all_of_them
        yield from same("accelerated, as not all are", "acc" in said, right)
    yield from recommendations(cause, said.get("shown"))


def recommendations(cause: dict[str, Any], shown: str | None) -> Iterator[str]:
    """Hold what is said of a cause's recommendations against how many there are."""
    made, still = (known(cause.get(key)) for key in ("recommendations", "open_recommendations"))
    if shown is None:
        yield from same("its open recommendations", None, still)
    elif found := re.fullmatch("its recommendation (open|closed)", shown):
        yield from same("made", 1, made)
        yield from same("open", int(found[1] == "open"), still)
    elif found := re.fullmatch(r"(?:both|all (\d+)) of its recommendations open", shown):
        yield from same("made", int(found[1] or 2), made)
        yield from same("open", int(found[1] or 2), still)
    elif found := re.fullmatch(r"(\w+) of its (\d+) recommendations open", shown):
        yield from same("made", number(found[2]), made)
        yield from same("open", number(found[1]), still)
    elif found := re.fullmatch(r"(\w+) open recommendations?", shown):
        yield from same("open", number(found[1]), still)
    elif found := re.fullmatch(r"(\w+) recommendations?", shown):
        yield from same("made", number(found[1]), made)
        yield from same("open", None, still)
    else:
        yield f"this reader does not know: with {shown}"


def known(given: Any) -> int | None:
    """Return a number of the inputs; None: it is not known."""
    return None if given == "unknown" else given


@sentence(
    r"<n:n> causes of concern are open(?:, (?P<all>both|all) of them accelerated"
    r"|, <some:n> of them accelerated)?:$"
)
def causes_open(place: Place, said: Groups) -> Iterator[str]:
    causes = place.facts.open_causes
    yield from same("the number of open causes", number(said["n"]), len(causes))
    accelerated = sum(cause.get("accelerated", False) for cause in causes)
    told = len(causes) if "all" in said else number(said.get("some", "0"))
    yield from same("accelerated", told, accelerated)
    if "all" in said:
        yield from same("both", said["all"] == "both", len(causes) == 2)
    listed = [place.unmasked(item) for item in place.items]
    for item, cause in zip(listed, causes, strict=True):
        yield from same("the list", item[: len(cause["name"])], cause["name"])


@sentence(
    r"It was raised(?: <when:when>)?"
    r"(?: in (?P<with>connection with )?the report “<title:text>”| by <by:text>)?\.",
    r"It was raised(?: <when:when>,)? before the report “<early:text>” came out\.",
)
def raised(place: Place, said: Groups) -> Iterator[str]:
    cause = place.cause
    yield from same("when", days.when(said.get("when", "unknown")), days.span(cause.get("raised")))
    if "when" in said:
        yield from tense(place, cause["raised"], past=True)
    yield from raised_by(place, said, cause)


def known_reports(facts: Facts) -> dict[str, days.Span | None]:
    """Return the reports of this paper, the last one and the register; None: it has no day."""
    found: dict[str, days.Span | None] = {}
    for row in facts.register.rows if facts.has_register else ():
        if not row.exempt:
            found[row["Report"]] = None
    for paper in (facts.last, facts):
        for one in paper.reports if paper else ():
            found[one["title"]] = days.span(one["published"])
    return found


def raised_by(place: Place, said: Groups, cause: dict[str, Any]) -> Iterator[str]:
    """Hold what raised a cause against the facts, and whether it came before its report."""
    by = said.get("title") or said.get("early") or said.get("by")
    yield from same("by what", by and place.text(by), cause.get("raised_by"))
    published = known_reports(place.facts)
    title = cause.get("raised_by", "")
    came, then = published.get(title), days.span(cause.get("raised"))
    is_known = "title" in said or "early" in said
    yield from same("the report is known", is_known, title in published)
    unsure = is_known and came is None and cause.get("accelerated", False)
    yield from same("its day is unknown", bool(said.get("with")), unsure)
    if came is not None:
        before = then and then[1] < came[0]
        not_before = then and then[0] >= came[0]
        early = bool(before or (cause.get("accelerated") and not not_before))
        yield from same("before its report", "early" in said, early)


@sentence(
    r"Its (?P<which>recommendations? (?:is|are)) not on the <portal> yet, and not among the open"
    r" items below\.",
    r"Its (?P<which>recommendations? (?:is|are)) not yet among the open items below\.",
)
def not_on_portal(place: Place, said: Groups) -> Iterator[str]:
    is_one = place.cause.get("recommendations") == 1
    which = "recommendation is" if is_one else "recommendations are"
    yield from same("one or several", said["which"], which)
    yield from same("on the portal", False, place.cause.get("on_portal", True))
    if 0 in (place.cause.get("recommendations"), place.cause.get("open_recommendations")):
        yield "it has no recommendations"


@sentence(
    r"It is not known whether (?:<force>|<force_name>) has an open cause of concern"
    r"(?: \((?P<see>[^)]+)\))?\."
)
def not_known(place: Place, said: Groups) -> Iterator[str]:
    yield from same("causes are known", None, place.facts.causes)
    yield from seen(place, said, "not known whether .* open cause of concern")


@sentence(r"(?:<force>|<force_name>) has no open cause of concern(?: \((?P<see>[^)]+)\))?\.")
def no_cause(place: Place, said: Groups) -> Iterator[str]:
    yield from same("causes are known", False, place.facts.causes is None)
    yield from same("the number of open causes", 0, len(place.facts.open_causes))
    yield from seen(place, said, "no open cause of concern")


@sentence(
    r"The(?P<acc> accelerated)? cause of concern <name:text>"
    r"(?:(?:, raised(?: <raised:when>)?"
    r"(?: in (?P<with>connection with )?the report “<title:text>”| by <by:text>)?)?"
    r"(?:,? with <made:n> recommendations?)?(?: before the report “<early:text>” came out)?,)?"
    r" was closed <when:when>\.",
)
def cause_closed(place: Place, said: Groups) -> Iterator[str]:
    named = {cause["name"]: cause for cause in place.facts.closed_causes}
    cause = named.get(place.text(said["name"]))
    if cause is None:
        yield "no such cause was closed"
        return
    raised = days.when(said.get("raised", "unknown"))
    yield from same("when it was raised", raised, days.span(cause.get("raised")))
    yield from raised_by(place, said, cause)
    yield from same("accelerated", "acc" in said, cause.get("accelerated", False))
    made = number(said["made"]) if "made" in said else None
    yield from same("made", made, known(cause.get("recommendations")))
    yield from same("the day", days.when(said["when"]), days.span(cause["closed"]))
    yield from tense(place, cause["closed"], past=True)
