"""The sentences of front matter and key points, and those of further counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import days
from opening_sentences import period_said
from patterns import number, same, seen, sentence
from raw_facts import items
from register_sentences import not_counted, on, overdue, public
from tables import Complaint, equal, signed, table
from total_sentences import last_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents import Row
    from reader import Place

Groups = dict[str, str]
_SEE = r"(?: \((?P<see>[^)]+)\))?"


def bare(name: str) -> str:
    """Return a name without its article."""
    return re.sub("^[Tt]he ", "", name)


@sentence(
    r"This report(?: of the (?P<of>.+?))? to the (?P<to>.+?) is for (?P<for>\w+)\.",
    r"This is a report(?: of the (?P<of>.+?))? to the (?P<to>.+?)\.",
)
def front_matter(place: Place, said: Groups) -> Iterator[str]:
    paper = place.facts.paper
    told = {key: said[key] and place.unmasked(said[key]) for key in said if key in ("of", "to")}
    of = paper.get("report_of")
    yield from same("whose report", told.get("of"), of and bare(of))
    to = paper.get("report_to", place.facts.names["committee_name"])
    yield from same("to whom", told["to"], bare(to))
    yield from same("for what", said.get("for"), paper.get("report_for"))


@sentence(r"This report has no (?P<what>financial|legal) implications\.",
          r"This report has no implications for (?P<what>equality|risk)\.")  # fmt: skip
def no_implications(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the text", place.facts.paper["implications"][said["what"]], "none")


@sentence(r"This report relies on <n:n> background papers?[.:]")
def background_papers(place: Place, said: Groups) -> Iterator[str]:
    given = place.facts.paper["background_papers"]
    yield from same("the papers", number(said["n"]), 0 if given == "none" else len(given))


# Key points

_FINDINGS = r"(?:recommendation or <lesser>|recommendations (?:and|or) <lessers>)"


@sentence(
    r"<since:since>, <n:n> reports? (?:was|were|has been|have been) published,"
    rf" with <items:n> {_FINDINGS} for <force_name>{_SEE}\.",
    r"<since:since>, <n:n> reports? (?:was|were|has been|have been) published"
    rf" with {_FINDINGS} for <force_name>{_SEE}\.",
)
def came_in(place: Place, said: Groups) -> Iterator[str]:
    yield from period_said(place, said["since"])
    new = place.facts.reports_of("new")
    yield from same("the reports", number(said["n"]), len(new))
    yield from same("what they ask for", number(said.get("items", "0")), sum(map(items, new)))
    yield from seen(place, said, "published|reports? (?:is|are) (?:listed|followed up)")


@sentence(
    rf"<n:n> {_FINDINGS} (?:is|are) open(?P<compared>(?:, (?:<moved:n> (?P<way>more|fewer) than|as"
    r" many as|as) (?:in|the <before:n> in) the last paper(?P<right> as put right)?)"
    rf"|; <were:n> (?:was|were) open in the last paper)?{_SEE}\."
)
def open_now(place: Place, said: Groups) -> Iterator[str]:
    now, previous = sum(place.facts.now.values()), place.facts.previous
    yield from same("open", number(said["n"]), now)
    yield from seen(place, said, r"\b(?:is|are) open\b")
    yield from same("compared", "compared" in said, previous is not None)
    if previous is None:
        return
    total, printed = sum(previous.values()), last_total(place)
    yield from same("put right", "right" in said, total != printed)
    for key in {"before", "were"} & {*said}:
        yield from same("open in the last paper", number(said[key]), printed)
    sign = 1 if said.get("way") == "more" else -1
    if "were" not in said:
        yield from same("the difference", sign * number(said.get("moved", "0")), now - total)


@sentence(rf"<n:n> causes? of concern (?:is|are) open: (?P<names>.+?){_SEE}\.")
def causes(place: Place, said: Groups) -> Iterator[str]:
    right = [cause["name"] for cause in place.facts.open_causes]
    yield from same("the causes", number(said["n"]), len(right))
    names = re.split(", | and ", said["names"])
    yield from same("their names", [place.unmasked(name) for name in names], right)
    yield from seen(place, said, "causes? of concern (?:is|are) open[:,]")


@sentence(rf"<n:n> inspections? (?:is|are) to come: (?P<names>.+?){_SEE}\.")
def to_come(place: Place, said: Groups) -> Iterator[str]:
    right = place.facts.forthcoming or []
    yield from same("the inspections", number(said["n"]), len(right))
    yield from seen(place, said, "Forthcoming inspection activity")
    told = re.findall(r"(«\d+»)([^«]*)", said["names"])
    dated = {bool(re.search(r"\d", words)) for _, words in told}
    yield from same("semicolons", ";" in said["names"], len(dated) > 1)
    for (name, words), one in zip(told, right, strict=True):
        yield from same("its name", place.text(name), one["name"])
        span = days.span((one.get("fieldwork") or {}).get("starts"))
        ahead = span and span[1] >= place.facts.meeting
        when = re.sub(r"(,|;| and)$", "", words.rstrip()).strip()
        yield from same("when", days.when(when or "unknown"), span if ahead else None)


@sentence(r"<n:n> open items? (?:is|are) overdue(?P<not_counted>, exempt items not counted)?"
          r" \(<table:table>\)\.")  # fmt: skip
def late(place: Place, said: Groups) -> Iterator[str]:
    found = [item for item in public(place) if overdue(item, on(place))]
    yield from same("overdue", number(said["n"]), len(found))
    yield from same("the table", place.captions.get(said["table"]), "Open items by due date")
    yield from not_counted(place, said)


@sentence(rf"It is not known which inspections are to come{_SEE}\.")
def not_known(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the inspections", None, place.facts.forthcoming)
    yield from seen(place, said, "not known which inspections")


@sentence(r"It is not known whether there (?:was|has been) inspection activity <since:since>\.")
def activity_not_known(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the inspections", None, place.facts.activities)
    yield from period_said(place, said["since"])


# By status and rating, and by report


@sentence(
    r"<table:table> shows the open recommendations and <afis> by (?P<kind>status|rating)"
    r"(?:\.|: (?P<parts>.+)\.)"
)
def open_by(place: Place, said: Groups) -> Iterator[str]:
    kind, afis = said["kind"], place.facts.names["afis"]
    caption = f"Open recommendations and {afis} by {kind}"
    yield from same("the table", place.captions.get(said["table"]), caption)
    if "parts" in said:
        parts = re.findall(r"(one|\d+)(?: is| are)? “(.+?)”", said["parts"])
        right = {name: n for name, n in place.facts.counts["open_by"][kind].items() if n}
        told = {place.unmasked(name): number(count) for count, name in parts}
        yield from same("the parts", told, right)


@table("Open recommendations and [A-Z]+s by (?:status|rating)")
def open_by_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    kind = place.caption.rsplit(" ", 1)[1]
    facts = place.facts
    now = facts.counts["open_by"][kind]
    before = ((facts.last.counts.get("open_by") or {}) if facts.last else {}).get(kind)
    names = [row[0] for row in rows[1:-1]]
    right: list[list[object]] = []
    for name in [*names, "Total"]:
        count = sum(now.values()) if name == "Total" else now.get(name, 0)
        cells: list[object] = [name, count]
        if len(rows[0]) > 2 and before is not None:
            was = sum(before.values()) if name == "Total" else before.get(name, 0)
            cells = [name, was, count, signed(count - was)]
        right.append(cells)
    yield from equal(rows[1:], right)
    for name in {name for name, count in now.items() if count} - {*names}:
        yield name, "this row is missing"


_ITEMS = r"(?:recommendation or <afi>|recommendations (?:and|or) <afis>)"


@sentence(
    rf"<reports:n> reports? made <made:n> {_ITEMS}, (?:of which <closed:n> (?:is|are) closed"
    r" and <open:n> (?:is|are) open|and (?P<all>it is|both are|all <number:n> are)"
    r" (?P<what>open|closed)) \(<table:table>\)\.",
    rf"<open:n> {_ITEMS} from <reports:n> reports? (?:is|are) open \(<table:table>\)\.",
    r"(?P<open>None) of the recommendations and <afis> from <reports:n> reports? is open"
    r" \(<table:table>\)\.",
)
def by_report(place: Place, said: Groups) -> Iterator[str]:
    given = place.facts.counts["by_report"]
    open_ones = [one for one in given if one["open"]]
    told = given if "made" in said or not open_ones else open_ones
    yield from same("the reports", number(said["reports"]), len(told))
    if "all" in said:
        words = {"it is": "1", "both are": "2"}.get(said["all"], said.get("number", ""))
        yield from same("all of them", number(words), number(said["made"]))
        other = {"open": "closed", "closed": "open"}[said["what"]]
        said |= {said["what"]: words, other: "none"}
    for key in {"made", "closed", "open"} & {*said}:
        yield from same(key, number(said[key]), sum(one[key] for one in given))
    caption = f"Recommendations and {place.facts.names['afis']} by report"
    yield from same("the table", place.captions.get(said["table"]), caption)


@sentence(r"<n:n> open items? comes? from no report listed here\.")
def other_reports(place: Place, said: Groups) -> Iterator[str]:
    of_reports = sum(one["open"] for one in place.facts.counts["by_report"])
    yield from same("the others", number(said["n"]), sum(place.facts.now.values()) - of_reports)


@table("Recommendations and [A-Z]+s by report")
def by_report_table(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    given = place.facts.counts["by_report"]
    for row, one in zip(rows[1:], given, strict=True):
        count = [str(one.get(key, "Not known")) for key in ("made", "closed", "open")]
        yield from equal([(row[0], *row[2:5])], [[one["report"], *count]])
        dates = [(row[1], one["published"])]
        if len(row) > 5:
            dates.append((row[5], one.get("last_reported")))
        for said, right in dates:
            told = None if said == "Not known" else days.span(said)
            if told != days.span(right):
                yield said, f"the facts say {right}"


@sentence(
    r"(?:Table|Figure) \d+: (?:Open recommendations and <afis> by (?:status|rating)"
    r"|Recommendations and <afis> by report)$",
    r"Telephone: \S.*",
)
def static(place: Place, said: Groups) -> Iterator[str]:
    """Say nothing of the facts that their table does not."""
    yield from ()
