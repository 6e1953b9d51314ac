"""The sentences about the listed reports."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import days
from inspection_sentences import tense
from opening_sentences import period_said
from patterns import could_be, number, same, sentence
from raw_facts import BEST_FIRST, change, graded, items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader import Place

Groups = dict[str, str]


_WITH = (
    r"(?:recommendation or <lesser> \(<afi>\)|recommendations (?:and|or) <lessers> \(<afis>\))"
    r" for <force>\."
)
_PUBLISHED = r"<since:since>, <n:n> reports? (?:was|were|has been|have been) published"


@sentence(
    rf"{_PUBLISHED}, with <items:n> {_WITH}",
    rf"{_PUBLISHED} with {_WITH}",
)
def reports_published(place: Place, said: Groups) -> Iterator[str]:
    period = yield from period_said(place, said["since"])
    new = [
        report for report in place.facts.reports
        if days.lies_in(days.span(report["published"]), period) and not report.get("followed_up")
    ]  # fmt: skip
    yield from same("the number of new reports", number(said["n"]), len(new))
    yield from same("what they ask for", number(said.get("items", "0")), sum(map(items, new)))


@sentence(
    r"<n:n> (?P<older>older) reports? (?:is|are) listed\.",
    r"<n:n> older reports? (?:is|are) (?P<up>followed up)\.",
    r"<n:n> reports? that came out (?P<later>later) (?:is|are) listed\.",
)
def other_reports(place: Place, said: Groups) -> Iterator[str]:
    time = said.get("older") or said.get("later") or said["up"]
    yield from same("the reports", number(said["n"]), len(place.facts.reports_of(time)))


# What the inspectorate sends out that is no report, if its kind says so.
_NOUN = r"(?P<noun>letter|report|consultation)(?: \d+)?(?= (?:to|on|for|of|with) |$)"
_RESPONSE = (
    r"response$|.*(?:consultation|complaint) response$"
    r"|(?:(?! (?:on|for|of|with) |(?:police|emergency) response ).)*\bresponse to "
)


def sent_out(place: Place) -> str:
    """Return what it is that was published."""
    kind = place.report.get("inspection_type", "report").lower().split(" (")[0]
    if re.match(_RESPONSE, kind):
        return "response"
    if found := re.search(_NOUN, kind):
        return found["noun"]
    return "terms of reference" if "terms of reference" in kind else "report"


@sentence(
    r"This (?P<kind>.+?) was published <when:when>\.",
    r"These (?P<terms>.+?) were published <when:when>\.",
)
def published(place: Place, said: Groups) -> Iterator[str]:
    kind = place.report.get("inspection_type", "report")
    yield from same("its number", "terms" in said, sent_out(place) == "terms of reference")
    if "terms" in said:
        yield from same("the kind", said["terms"], kind)
        yield from could_be("the date", said["when"], place.report["published"])
        return
    yield from same("the kind", said["kind"].removesuffix(" report"), kind.removesuffix(" report"))
    yield from could_be("the date", said["when"], place.report["published"])
    yield from tense(place, place.report["published"], past=True)


@sentence(r"(?P<it>It is|They are) about this force alone\.")
def this_force_alone(place: Place, said: Groups) -> Iterator[str]:
    are_terms = sent_out(place) == "terms of reference"
    yield from same("its number", said["it"] == "They are", are_terms)
    yield from same("this force alone", True, place.report.get("force_specific", False))


@sentence(r"(?P<others>[A-Z].{2,80}?) took part in (?P<work>[a-z ]+) too\.")
def others_took_part(place: Place, said: Groups) -> Iterator[str]:
    is_complaint = "super-complaint" in place.report.get("inspection_type", "").lower()
    work = "the inspection" if sent_out(place) == "report" else "it"
    yield from same("the work", said["work"], "the investigation" if is_complaint else work)
    right = listed(place.report.get("joint_with") or [])
    yield from same("the others", said["others"], right[:1].upper() + right[1:])


@sentence(r"The inspection is to be made with (?P<others>.{2,80}?)\.")
def others_take_part(place: Place, said: Groups) -> Iterator[str]:
    yield from same("it is to come", sent_out(place), "terms of reference")
    yield from same("the others", said["others"], listed(place.report.get("joint_with") or []))


@sentence(
    r"(?P<it>It is) not new: it is listed to follow it up\.",
    r"(?P<it>They are) not new: they are listed to follow them up\.",
)
def followed_up(place: Place, said: Groups) -> Iterator[str]:
    are_terms = sent_out(place) == "terms of reference"
    yield from same("its number", said["it"] == "They are", are_terms)
    yield from same("followed up", True, place.report.get("followed_up", False))


def listed(names: list[Any]) -> str:
    """Return names as a sentence lists them."""
    *others, last = [str(name) for name in names] or [""]
    return f"{', '.join(others)} and {last}" if others else last


@sentence(
    r"<made:n> recommendations? (?:was|were) made(?P<total> in total, of which <n:n> (?:is|are)"
    r"|, and (?:(?P<it>it is)|(?P<both>both are)|all <all:n> are)"
    r"|, and (?P<none>it is not|neither is|none of them is)) applicable to (?P<whom>.+?)[.:]",
    r"<made:n> recommendations? (?:was|were) made[.:]",
)
def recommendations(place: Place, said: Groups) -> Iterator[str]:
    given = place.report["recommendations"]
    yield from same("made", number(said["made"]), given["made"])
    all_of_them = 1 if "it" in said else 2 if "both" in said else number(said.get("all", "0"))
    applicable = number(said["n"]) if "n" in said else all_of_them
    yield from same("applicable", applicable, given["applicable"])
    if "none" in said:
        least = {"it is not": 1, "neither is": 2}.get(said["none"], max(3, number(said["made"])))
        yield from same("made", number(said["made"]), least)
    yield from same("to whom", said.get("whom"),
                    given.get("addressed_to", "the force") if given["made"] else None)  # fmt: skip
    if given.get("texts"):
        yield from same("the list", [place.unmasked(one) for one in place.items], given["texts"])


_GRADE = "|".join(BEST_FIRST)
_EACH = rf"(\d+|[Oo]ne) (?:(?:areas? )?\w+ graded )?({_GRADE})"
_OF_SOME = (
    r"(?P<some>Of the areas (?:listed|counted)), (?P<list>(?:\d+|one) (?:was|were) graded"
    rf" (?:{_GRADE})(?:(?:, | and )(?:\d+|one) (?:{_GRADE}))*)"
)


@sentence(
    rf"(?P<list>(?:\d+|[Oo]ne) areas? (?:was|were) graded (?:{_GRADE})"
    rf"(?:(?:, | and )(?:\d+|one) (?:{_GRADE}))*) \(<table:table>\)\.",
    rf"{_OF_SOME} \(<table:table>\)\.",
)
def areas_graded(place: Place, said: Groups) -> Iterator[str]:
    yield from of_some(place, said)
    told = {grade: number(count) for count, grade in re.findall(_EACH, said["list"])}
    yield from same("the grades", told, graded(place.report))
    yield from grades_table(place, said["table"])


@sentence(
    r"(?P<list>(?:\d+|[Oo]ne)"
    rf" areas? (?:was|were) graded (?:{_GRADE})(?:(?:, | and )(?:\d+|one) (?:{_GRADE}))*)\.",
    rf"{_OF_SOME}\.",
)
def grade_counts(place: Place, said: Groups) -> Iterator[str]:
    yield from of_some(place, said)
    told = {grade: number(count) for count, grade in re.findall(_EACH, said["list"])}
    given = place.report["grade_counts"]
    yield from same("the grades", told, {one: n for one, n in given.items() if one in BEST_FIRST})


@sentence(
    r"<n:n> (?:areas?|(?P<some>of the areas counted)) (?:was|were)"
    r" (?P<how>not graded|given a narrative only|not inspected)\."
)
def not_graded(place: Place, said: Groups) -> Iterator[str]:
    yield from of_some(place, said)
    word = said["how"].replace("given a narrative only", "narrative only")
    yield from same("the areas", number(said["n"]), place.report["grade_counts"].get(word))


def of_some(place: Place, said: Groups) -> Iterator[str]:
    """Hold against the facts that the areas are only some of those that were graded."""
    yield from same(
        "some areas alone", "some" in said, place.report.get("grades_given") == "in part"
    )


@sentence(
    r"Not all grades that the report gave are (?:counted|listed) here\.",
    r"The grades that the report gave are not listed here\.",
)
def in_part(place: Place, said: Groups) -> Iterator[str]:
    yield from same("in part", place.report.get("grades_given"), "in part")


@sentence(
    r"No area was graded \(<table:table>\)\.",
    r"(?P<some>Of the areas listed), none was graded \(<table:table>\)\.",
)
def none_graded(place: Place, said: Groups) -> Iterator[str]:
    yield from of_some(place, said)
    yield from same("the grades", {}, graded(place.report))
    yield from grades_table(place, said["table"])


def grades_table(place: Place, label: str) -> Iterator[str]:
    """Hold a reference to a table of grades against its caption."""
    caption = f"Grades given in “{place.report['title']}”"
    yield from same("the table", place.captions.get(label), caption)


@sentence(
    r"Since the previous grades in the (?P<cycle>\S+) assessment programme, <better:n>"
    r" (?:grades?|(?P<some>of the grades listed)) ha(?:s|ve) become better and <worse:n> ha(?:s|ve)"
    r" become worse\."
)
def same_cycle(place: Place, said: Groups) -> Iterator[str]:
    yield from of_some(place, said)
    before, now = place.report["previous_grades"], place.report["grades"]
    yield from same("the programme", said["cycle"], str(place.report["cycle"]))
    yield from same("the programme before", said["cycle"], str(before["cycle"]))
    changes = [change(before["grades"].get(area), grade) for area, grade in now.items()]
    yield from same("better", number(said["better"]), changes.count("better"))
    yield from same("worse", number(said["worse"]), changes.count("worse"))


@sentence(
    r"(?:They|It) cannot be compared with the force’s grades in the (?P<cycle>\S+) assessment"
    r" programme: each programme asks its own questions and may have its own scale\."
)
def other_cycle(place: Place, said: Groups) -> Iterator[str]:
    before = place.report["previous_grades"]
    yield from same("the programme", said["cycle"], str(before["cycle"]))
    if str(before["cycle"]) == str(place.report.get("cycle")):
        yield "both grades are of one programme"
    if not graded(place.report):
        yield "no grades were given that could be compared"


@sentence(r"<n:n> (?:<lesser> was|<lessers> were) given to the force:")
def areas_for_improvement(place: Place, said: Groups) -> Iterator[str]:
    given = place.report["areas_for_improvement"]
    yield from same("the number", number(said["n"]), len(given))
    yield from same("the list", [place.unmasked(one) for one in place.items], given)


@sentence(r"The report noted <n:n> initiatives? of the force:")
def initiatives(place: Place, said: Groups) -> Iterator[str]:
    given = place.report["initiatives"]
    yield from same("the number", number(said["n"]), len(given))
    yield from same("the list", len(place.items), len(given))


@sentence(
    r"What the report asks for is not on the <portal> yet, and not among the open items below\.",
    r"What the report asks for is not yet among the open items below\.",
)
def not_on_portal(place: Place, said: Groups) -> Iterator[str]:
    yield from same("on the portal", False, place.report.get("on_portal", True))
    if not items(place.report):
        yield "the report asks the force for nothing"


_LAW = r"under section 55 of the Police Act 1996"


@sentence(
    rf"The policing body’s comments {_LAW} (?P<tense>are|were) due by <day:day>,"
    r" (?:<n:n> days? (?P<side>before|after) this meeting|the day of this meeting)\."
)
def comments_due(place: Place, said: Groups) -> Iterator[str]:
    last_day = yield from last_day_for_comments(place, said["day"])
    passed = last_day < place.facts.meeting
    yield from same("the tense", said["tense"], "were" if passed else "are")
    if days.span(place.report.get("comments_published")):
        yield "the comments were made"
    between = abs((last_day - place.facts.meeting).days)
    yield from same("the days between", number(said.get("n", "0")), between)
    if "n" in said:
        yield from same("the side", said["side"], "before" if passed else "after")


@sentence(
    r"The policing body (?P<verb>published|will publish) its comments <made:when>"
    rf"(?:, (?P<how>in time|late))?(?:: the last day {_LAW} (?P<tense>was|is) <day:day>)?\."
)
def comments_made(place: Place, said: Groups) -> Iterator[str]:
    given = place.report.get("comments_published")
    made = days.span(given)
    assert made
    yield from same("the day of the comments", days.when(said["made"]), made)
    yield from tense(place, given, past=said["verb"] == "published")
    if "day" in said:
        last_day = yield from last_day_for_comments(place, said["day"])
        in_time = made[1] <= last_day
        late = made[0] > last_day
        right = "in time" if in_time else "late" if late else None
        yield from same("in time", said.get("how"), right)
        passed = last_day < place.facts.meeting
        yield from same("the tense", said["tense"], "was" if passed else "is")


def last_day_for_comments(place: Place, said: str) -> Any:
    """Hold the last day under section 55 against the facts, and return it."""
    span = days.span(place.report["published"])
    assert span
    assert span[0] == span[1], "the last day is known only if the day of publication is"
    day = days.day(said)
    yield from same("the last day", day, span[1] + timedelta(55))
    yield from same("section 55 is shown", place.facts.paper.get("section_55"), "shown")
    yield from same("section 55 applies", place.report.get("section_55", True), True)
    of_force = place.facts.committee.get("section_55", "applies")
    yield from same("section 55 applies to the force", of_force, "applies")
    return day


@sentence(r"Read the (?P<what>[a-z ]+): <title:text>")
def read_the_report(place: Place, said: Groups) -> Iterator[str]:
    yield from same("what to read", said["what"], sent_out(place))
    yield from same("the title", place.text(said["title"]), place.report["title"])


@sentence(
    r"The force continues to work on"
    r" (?:its (?:<n:n> causes|(?P<one>cause)) of concern(?:\.|(?P<and> and on) ))?"
    r"(?:(?P<items>the recommendations and <afis>) (?:held open on the <portal>|that are open)\.)?"
)
def oversight(place: Place, said: Groups) -> Iterator[str]:
    told = number(said["n"]) if "n" in said else int("one" in said)
    yield from same("the number of causes", told, len(place.facts.open_causes))
    yield from same("items are open", "items" in said, sum(place.facts.now.values()) > 0)


_WORK = r"(?:this work|the force’s work on inspections)"


@sentence(
    rf"The (?P<who>.+?) (?P<one>directs) {_WORK} through the (?P<board>.+?)"
    r"(?:, which meets (?P<how>.+?))?\.",
    r"T(?:his work|he force’s work on inspections) is directed by the (?P<who>.+?)(?P<comma>,)?"
    r" through the (?P<board>.+?)(?:, which meets (?P<how>.+?))?\.",
    rf"The (?P<board>.+?) oversees {_WORK}(?: and meets (?P<how>.+?))?\.",
)
def board(place: Place, said: Groups) -> Iterator[str]:
    given = place.facts.committee["oversight"]
    told = {"led_by": said.get("who"), "board": said["board"], "meets": said.get("how")}
    known = {key: None if one == "unknown" else one for key, one in given.items()}
    yield from same("who directs it", told, known)
    if told["led_by"]:
        # What stands behind a comma is closed by one; of several nobody hears that one "directs".
        who = told["led_by"]
        yield from same("the comma closes what one began", "comma" in said, "," in who)
        several = any(word.rstrip("()").endswith("s") for word in who.split())
        yield from same("one post directs it", "one" in said and several, False)
