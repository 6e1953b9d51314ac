"""The sentences about the totals, their notes and their trend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import days
from patterns import number, same, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from raw_facts import Facts
    from reader import Place

Groups = dict[str, str]

_ITEMS = r"(?:recommendation or <afi>|recommendations (?:and|or) <afis>)"
_SUBJECT = rf"<n:n> {_ITEMS}"
_COMPARED = (
    r"(?:, (?:(?P<as_before>as(?: many as)?)"
    r"|<moved:n> (?P<way>more|fewer) than(?: the <before:n>)?)"
    r" in the last paper(?: as put right: it had <was:n> and should have had <right:n>)?\."
    r"|\. <were:n> (?:was|were) open in the last paper\.|\.)"
)


@sentence(
    rf"{_SUBJECT} came in(?:,| and) <closed:n> (?:was|were) closed"
    r"(?:(?:,| and) <reopened:n> (?:was|were) reopened)?"
    r"(?: and <adjusted:n> (?:was|were) (?P<side>added|taken off) by adjustment)?, so"
    rf" <now:n> (?:is|are) open{_COMPARED}",
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


@sentence(rf"<now:n> {_ITEMS} (?:is|are) open{_COMPARED}")
def totals(place: Place, said: Groups) -> Iterator[str]:
    yield from compared(place, said)


def last_total(place: Place) -> int | None:
    """Return the total that the last paper printed; without its paper, that of the inputs."""
    last, given = place.facts.last, place.facts.counts.get("previous")
    if last and given is None:
        return last.printed.total
    if not isinstance(given, dict):
        return None
    return sum(place.facts.opened(given, place.facts.previous_as_at).values())


def compared(place: Place, said: Groups) -> Iterator[str]:
    """Hold what is open, and how it compares with the last paper, against both papers."""
    now, before, previous = number(said["now"]), last_total(place), place.facts.previous
    yield from same("open now", now, sum(place.facts.now.values()))
    place.facts.printed.total = now
    told = {*said} & {"as_before", "were", "way"}
    yield from same("it is compared with the last paper", bool(told), previous is not None)
    if not told or previous is None:
        return
    right = sum(previous.values())
    if "was" in said:
        yield from same("printed in the last paper", number(said["was"]), before)
        yield from same("as put right", number(said["right"]), right)
    else:
        yield from same("the figure of the last paper, as it printed it", right, before)
    for key in {"before", "were"} & {*said}:
        yield from same("open in the last paper", number(said[key]), before)
    if "were" not in said:
        sign = 1 if said.get("way") == "more" else -1
        yield from same("the difference", sign * number(said.get("moved", "0")), now - right)


@sentence(
    r"<one:table>(?: and <two:figure>)? shows? (?:them|the figures) by report year\.",
)
def shown(place: Place, said: Groups) -> Iterator[str]:
    caption = place.captions.get(said["one"], "")
    yield from same("the table", "by report year" in caption, True)
    if "two" in said:
        yield from same("the figure", "by report year" in place.captions.get(said["two"], ""), True)


@sentence(r"The closures are worked out from the other figures\.")
def worked_out(place: Place, said: Groups) -> Iterator[str]:
    yield from same("closures are typed", False, "closed" in place.facts.counts)


_LABEL = r"(?:Table|Figure) \d+: "


@sentence(
    rf"{_LABEL}Open recommendations and <afis> by report year(?:, beside the last paper’s)?$",
    rf"{_LABEL}Grades given in “.+”$",
    rf"{_LABEL}(?:Open items by [a-z ]+|Recommendations of causes of concern)$",
    rf"{_LABEL}(?:Open recommendations and <lessers>|Recommendations and <lessers> closed since the"
    r" last paper)(?:: .*)?$",
    r"Notes on these figures:",
)
def static(place: Place, said: Groups) -> Iterator[str]:
    """Say nothing of the facts that their table does not."""
    yield from ()


@sentence(r"(?P<year>\d{4}|All years|Last paper): (?P<mask>«\d+»)")
def note(place: Place, said: Groups) -> Iterator[str]:
    if said["year"] == "Last paper":
        yield from same(
            "the reason", place.text(said["mask"]), place.facts.counts["previous"]["why"]
        )
        return
    key = "total" if said["year"] == "All years" else int(said["year"])
    given = re.sub(r"\s+", " ", place.facts.counts.get("notes", {}).get(key, "")).strip()
    yield from same("the note", place.text(said["mask"]), given)


@sentence(r"(?P<year>\d{4}): the last paper had <was:n> and should have had <to:n>\.")
def restated(place: Place, said: Groups) -> Iterator[str]:
    year, last = int(said["year"]), place.facts.last
    given = place.facts.restated.get(year, {})
    yield from same("the figure", number(said["to"]), given.get("to"))
    printed = last and "previous" not in place.facts.counts and last.printed.years
    was = printed.get(year, 0) if printed else given.get("from")
    yield from same("the figure of the last paper", number(said["was"]), was)


@sentence(
    r"<one:figure> and <two:table> show the totals of the last <n:n> papers\.",
)
def trend(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the papers", number(said["n"]), trend_length(place))
    afis = place.facts.names["afis"]
    caption = f"Recommendations and {afis} in the last {said['n']} papers"
    yield from same("the figure", place.captions.get(said["one"]), caption)
    yield from same("the table", place.captions.get(said["two"]), caption)


@sentence(r"(?:Table|Figure) \d+: Recommendations and <afis> in the last <n:n> papers$")
def trend_caption(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the papers", number(said["n"]), trend_length(place))


def trend_length(place: Place) -> int:
    """Return how many papers a trend has: those of which it is known what came in."""
    chain = [*place.facts.earlier, place.facts]
    return len([one for one in chain if one.previous is not None][-12:])


@sentence(
    r"The adjustments are items added or taken off for other reasons(?P<later>, and figures"
    r" put right later)?\.",
    r"(?P<later>Where a total was put right later), the one that was printed stands beside it\.",
)
def adjustments(place: Place, said: Groups) -> Iterator[str]:
    chain = [*place.facts.earlier, place.facts][-trend_length(place) :]
    put_right = any(sum_put_right(one) for one in chain[1:])
    if put_right != ("later" in said):
        yield f"figures were {'' if put_right else 'not '}put right later"


def sum_put_right(facts: Facts) -> bool:
    """Tell whether a paper puts right the total of the one before."""
    return bool(sum(one["to"] - one["from"] for one in facts.restated.values()))


@sentence(
    r"Bar chart of open recommendations and <afis> by report year(?:, in the last paper(?: of"
    r" <before:when>)?)?(?P<right> \(put right\))?(?: and now)?(?:, <day:when>)?\. (?P<facts>.+)\.",
)
def chart(place: Place, said: Groups) -> Iterator[str]:
    facts = place.facts
    for name, right in (("before", facts.previous_as_at), ("day", facts.as_at)):
        if name in said:
            yield from same(name, days.when(said[name]), right)
    yield from same("put right", "right" in said, bool(facts.restated))
    for part in said["facts"].split("; "):
        year, *figures = map(int, re.findall(r"\d+", part))
        yield from same(f"{year}", figures[-1], facts.now.get(year, 0))
        before = None if facts.previous is None else [facts.previous.get(year, 0)]
        yield from same(f"{year} before", figures[:-1] or None, before)


@sentence(r"Bar chart of all open recommendations and <afis> in <n:n> papers\. (?P<facts>.+)\.")
def trend_chart(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the papers", number(said["n"]), trend_length(place))
    parts = said["facts"].split("; ")
    chain = [*place.facts.earlier, place.facts][-len(parts) :]
    for part, facts in zip(parts, chain, strict=True):
        meeting, _, rest = part.partition(": ")
        opened, *printed, new, closed = map(int, re.findall(r"\d+", rest))
        yield from same("the meeting", days.day(meeting), facts.meeting)
        yield from same(f"{meeting}: printed", (printed or [opened])[0], facts.printed.total)
        yield from same(f"{meeting}: open", opened, put_right_later(place, facts))
        yield from same(f"{meeting}: came in", new, sum(facts.moved("new").values()))
        yield from same(f"{meeting}: closed", closed, sum(facts.moved("closed").values()))


def put_right_later(place: Place, facts: Facts) -> int:
    """Return the total of a paper, as the one after it puts it right."""
    chain = [*place.facts.earlier, place.facts]
    after = chain[chain.index(facts) + 1 :]
    given = after[0].counts.get("previous") if after else None
    goes_on = not (isinstance(given, dict) and "why" in given)
    if after and goes_on and after[0].previous is not None:
        return sum(after[0].previous.values())
    return sum(facts.now.values())
