"""The sentences about the totals, their notes and their trend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import days
from patterns import number, same, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader import Place

Groups = dict[str, str]

_SUBJECT = r"<n:n> recommendations? (?:or|and) AFIs?"
_COMPARED = (
    r"(?:(?P<as_before>as in the last paper)|(?P<as_many>as many as in the last paper)"
    r"|<moved:n> (?P<way>more|fewer) than the <before:n> in the last paper)\."
)


@sentence(
    rf"{_SUBJECT} came in(?:,| and) <closed:n> (?:was|were) closed"
    r"(?:(?:,| and) <reopened:n> (?:was|were) reopened)?"
    r"(?: and <adjusted:n> (?:was|were) (?P<side>added|taken off) by adjustment)?, so"
    rf" <now:n> (?:is|are) open, {_COMPARED}",
)
def movement(place: Place, said: Groups) -> Iterator[str]:
    facts = place.facts
    right = {key: sum(facts.moved(key).values()) for key in ("closed", "reopened", "adjusted")}
    right["new"] = sum(facts.moved("new").values())
    yield from same("came in", number(said["n"]), right["new"])
    yield from same("closed", number(said["closed"]), right["closed"])
    yield from same("reopened", number(said.get("reopened", "0")), right["reopened"])
    sign = -1 if said.get("side") == "taken off" else 1
    yield from same("adjusted", sign * number(said.get("adjusted", "0")), right["adjusted"])
    yield from compared(place, said)


@sentence(rf"<now:n> recommendations? (?:or|and) AFIs? (?:is|are) open, {_COMPARED}")
def totals(place: Place, said: Groups) -> Iterator[str]:
    yield from compared(place, said)


def last_total(place: Place) -> int | None:
    """Return the total that the last paper printed; without its paper, that of the inputs."""
    last = place.facts.last
    if last and "previous" not in place.facts.counts:
        return last.printed.total
    return None if place.facts.previous is None else sum(place.facts.previous.values())


def compared(place: Place, said: Groups) -> Iterator[str]:
    """Hold what is open, and how it compares with the last paper, against both papers."""
    now, before = number(said["now"]), last_total(place)
    yield from same("open now", now, sum(place.facts.now.values()))
    place.facts.printed.total = now
    if before is None:
        yield "nobody knows what was open in the last paper"
    elif "before" in said:
        yield from same("open in the last paper", number(said["before"]), before)
        sign = 1 if said["way"] == "more" else -1
        yield from same("the difference", sign * number(said["moved"]), now - before)
    else:
        yield from same("as in the last paper", now, before)


@sentence(
    r"<one:table>(?: and <two:figure>)? shows? them by report year\.",
)
def shown(place: Place, said: Groups) -> Iterator[str]:
    caption = place.captions.get(said["one"], "")
    yield from same("the table", "by report year" in caption, True)
    if "two" in said:
        yield from same("the figure", "by report year" in place.captions.get(said["two"], ""), True)


@sentence(r"The closures are worked out from the other figures\.")
def worked_out(place: Place, said: Groups) -> Iterator[str]:
    yield from same("closures are typed", False, "closed" in place.facts.counts)


@sentence(
    r"Open recommendations and AFIs by report year(?:, beside the last paper’s)?$",
    r"(?:Table|Figure) \d+: (?:Open recommendations and AFIs by report year(?:, beside the last"
    r" paper’s)?|Grades given in “.+”|Open items by [a-z ]+|Recommendations of causes of concern)$",
    r"(?:Table|Figure) \d+: (?:Open recommendations and areas for improvement|Recommendations and"
    r" areas for improvement closed since the last paper).*$",
    r"Notes on these figures:",
)
def static(place: Place, said: Groups) -> Iterator[str]:
    """Say nothing of the facts that their table does not."""
    yield from ()


@sentence(r"(?P<year>\d{4}|All years): (?P<mask>«\d+»)")
def note(place: Place, said: Groups) -> Iterator[str]:
    key = "total" if said["year"] == "All years" else int(said["year"])
    given = re.sub(r"\s+", " ", place.facts.counts.get("notes", {}).get(key, "")).strip()
    yield from same("the note", place.text(said["mask"]), given)


@sentence(r"(?P<year>\d{4}): the <was:n> of the last paper should have been <to:n>\.")
def restated(place: Place, said: Groups) -> Iterator[str]:
    year, last = int(said["year"]), place.facts.last
    given = place.facts.restated.get(year, {})
    yield from same("the figure", number(said["to"]), given.get("to"))
    was = last.printed.years.get(year, 0) if last and last.printed.years else given.get("from")
    yield from same("the figure of the last paper", number(said["was"]), was)


@sentence(
    r"<one:figure> and <two:table> show the totals of the last <n:n> papers\.",
)
def trend(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the papers", number(said["n"]), trend_length(place))
    caption = f"Recommendations and AFIs in the last {said['n']} papers"
    yield from same("the figure", place.captions.get(said["one"]), caption)
    yield from same("the table", place.captions.get(said["two"]), caption)


@sentence(r"(?:Table|Figure) \d+: Recommendations and AFIs in the last <n:n> papers$")
def trend_caption(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the papers", number(said["n"]), trend_length(place))


def trend_length(place: Place) -> int:
    """Return how many papers a trend has: those of which it is known what came in."""
    chain = [*place.facts.earlier, place.facts]
    return len([one for one in chain if one.previous is not None][-12:])


@sentence(
    r"The adjustments are items added or taken off for other reasons, and figures put right later\."
)
def adjustments(place: Place, said: Groups) -> Iterator[str]:
    yield from ()


@sentence(
    r"Bar chart of open recommendations and AFIs by report year(?:, in the last paper(?: of"
    r" <before:day>)?)?(?: and)?(?:,)? ?(?:now, <day:day>)?\. (?P<facts>.+)\.",
)
def chart(place: Place, said: Groups) -> Iterator[str]:
    for name, right in (("before", place.facts.previous_as_at), ("day", place.facts.as_at)):
        if name in said:
            yield from same(name, days.day(said[name]), right and right[0])
    for part in said["facts"].split("; "):
        year, before, now = map(int, re.findall(r"\d+", part))
        yield from same(f"{year}", now, place.facts.now.get(year, 0))
        yield from same(f"{year} before", before, (place.facts.previous or {}).get(year, 0))


@sentence(r"Bar chart of all open recommendations and AFIs in <n:n> papers\. (?P<facts>.+)\.")
def trend_chart(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the papers", number(said["n"]), trend_length(place))
    parts = said["facts"].split("; ")
    chain = [*place.facts.earlier, place.facts][-len(parts) :]
    for part, facts in zip(parts, chain, strict=True):
        meeting, _, rest = part.partition(": ")
        opened, new, closed = map(int, re.findall(r"\d+", rest))
        yield from same("the meeting", days.day(meeting), facts.meeting)
        yield from same(f"{meeting}: open", opened, facts.printed.total)
        yield from same(f"{meeting}: came in", new, sum(facts.moved("new").values()))
        yield from same(f"{meeting}: closed", closed, sum(facts.moved("closed").values()))
