"""The sentences about the listed reports."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import days
from opening_sentences import after_last_meeting, last_meeting, named_force
from patterns import could_be, number, same, sentence
from raw_facts import change, graded, items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader import Place

Groups = dict[str, str]


@sentence(
    r"Since the last meeting(?: on <day:day>)?, <n:n> (?:report has|reports have) been published,"
    r" with <items:n> (?:recommendation or area for improvement \(AFI\)|recommendations and areas"
    r" for improvement \(AFIs\)) for (?P<force>.+?)\.",
    r"Since the last meeting(?: on <day:day>)?, <n:n> (?:report has|reports have) been published"
    r" with recommendations or areas for improvement \(AFIs\) for (?P<force>.+?)\.",
)
def reports_published(place: Place, said: Groups) -> Iterator[str]:
    new = place.facts.new_reports
    yield from same("the number of new reports", number(said["n"]), len(new))
    of_reports = sum(map(items, new))
    yield from same("what they ask for", number(said.get("items", "0")), of_reports)
    yield from named_force(place, said["force"])
    yield from last_meeting(place, said)
    yield from after_last_meeting(place, [one["published"] for one in new])


@sentence(r"Published <when:when>\.")
def published(place: Place, said: Groups) -> Iterator[str]:
    yield from could_be("the date", said["when"], place.report["published"])


@sentence(
    r"Inspection type: (?P<type>.+?)(?:, with (?P<others>.+?))?(?P<alone>, of this force alone)?\."
)
def inspection_type(place: Place, said: Groups) -> Iterator[str]:
    report = place.report
    yield from same("the type", said["type"], report.get("inspection_type", "joint"))
    yield from same("the others", said.get("others", ""), listed(report.get("joint_with") or []))
    yield from same("this force alone", "alone" in said, report.get("force_specific", False))


def listed(names: list[Any]) -> str:
    """Return names as a sentence lists them."""
    *others, last = [str(name) for name in names] or [""]
    return f"{', '.join(others)} and {last}" if others else last


@sentence(
    r"<made:n> recommendations? (?:was|were) made in total, of which <n:n> (?:is|are) applicable"
    r" to (?P<whom>.+?)[.:]"
)
def recommendations(place: Place, said: Groups) -> Iterator[str]:
    given = place.report["recommendations"]
    yield from same("made", number(said["made"]), given["made"])
    yield from same("applicable", number(said["n"]), given["applicable"])
    yield from same("to whom", said["whom"], given.get("addressed_to", "the force"))
    if given.get("texts"):
        yield from same("the list", [place.unmasked(one) for one in place.items], given["texts"])


@sentence(r"<n:n> areas? (?:was|were) graded: (?P<list>.+?) \(<table:table>\)\.")
def areas_graded(place: Place, said: Groups) -> Iterator[str]:
    grades = graded(place.report)
    yield from same("the number of areas", number(said["n"]), sum(grades.values()))
    told = {}
    for part in said["list"].replace(" and ", ", ").split(", "):
        count, _, grade = part.partition(" ")
        told[grade] = number(count)
    yield from same("the grades", told, grades)
    yield from grades_table(place, said["table"])


@sentence(r"No area was graded \(<table:table>\)\.")
def none_graded(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the grades", {}, graded(place.report))
    yield from grades_table(place, said["table"])


def grades_table(place: Place, label: str) -> Iterator[str]:
    """Hold a reference to a table of grades against its caption."""
    caption = f"Grades given in “{place.report['title']}”"
    yield from same("the table", place.captions.get(label), caption)


@sentence(
    r"Since the previous grades in the (?P<cycle>\S+) assessment programme, <better:n> grades?"
    r" ha(?:s|ve) become better and <worse:n> grades? ha(?:s|ve) become worse\."
)
def same_cycle(place: Place, said: Groups) -> Iterator[str]:
    before, now = place.report["previous_grades"], place.report["grades"]
    yield from same("the programme", said["cycle"], str(place.report["cycle"]))
    yield from same("the programme before", said["cycle"], str(before["cycle"]))
    changes = [change(before["grades"].get(area), grade) for area, grade in now.items()]
    yield from same("better", number(said["better"]), changes.count("better"))
    yield from same("worse", number(said["worse"]), changes.count("worse"))


@sentence(
    r"They cannot be compared with the force’s grades in the (?P<cycle>\S+) assessment programme:"
    r" each programme asks its own questions and may have its own scale\."
)
def other_cycle(place: Place, said: Groups) -> Iterator[str]:
    before = place.report["previous_grades"]
    yield from same("the programme", said["cycle"], str(before["cycle"]))
    if str(before["cycle"]) == str(place.report.get("cycle")):
        yield "both grades are of one programme"
    if not graded(place.report):
        yield "no grades were given that could be compared"


@sentence(r"<n:n> areas? for improvement (?:was|were) given to the force:")
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
    r"What the report asks for is not on the .+? portal yet, and not among the open items below\."
)
def not_on_portal(place: Place, said: Groups) -> Iterator[str]:
    yield from same("on the portal", False, place.report.get("on_portal", True))
    if not items(place.report):
        yield "the report asks the force for nothing"


_LAW = r"under section 55 of the Police Act 1996"


@sentence(
    rf"The policing body’s comments {_LAW} (?P<tense>are|were) due by <day:day>,"
    r" (?:which (?:is|was) <n:n> days? (?P<side>before|after) this meeting"
    r"|the day of this meeting)\.",
    rf"The policing body’s comments {_LAW} (?P<tense>are|were) due by <day:day>\.",
)
def comments_due(place: Place, said: Groups) -> Iterator[str]:
    last_day = yield from last_day_for_comments(place, said["day"])
    passed = last_day < place.facts.meeting
    yield from same("the tense", said["tense"], "were" if passed else "are")
    if "comments_published" in place.report:
        yield "the comments were made"
    if "n" in said:
        between = abs((last_day - place.facts.meeting).days)
        yield from same("the days between", number(said["n"]), between)
        yield from same("the side", said["side"], "before" if passed else "after")


@sentence(
    r"The policing body published its comments on <made:day>, (?P<how>in time|late):"
    rf" the last day {_LAW} was <day:day>\."
)
def comments_made(place: Place, said: Groups) -> Iterator[str]:
    last_day = yield from last_day_for_comments(place, said["day"])
    made = place.report.get("comments_published")
    yield from same("the day of the comments", days.day(said["made"]), made)
    if made:
        yield from same("in time", said["how"] == "in time", made <= last_day)
    if last_day >= place.facts.meeting:
        yield "the tense: the last day is still to come, so it is not said that it was"


def last_day_for_comments(place: Place, said: str) -> Any:
    """Hold the last day under section 55 against the facts, and return it."""
    span = days.span(place.report["published"])
    assert span
    day = days.day(said)
    yield from same("the last day", day, span[1] + timedelta(55))
    yield from same("section 55 is shown", place.facts.paper.get("section_55"), "shown")
    yield from same("section 55 applies", place.report.get("section_55", True), True)
    return day


@sentence(r"Read the report: <title:text>")
def read_the_report(place: Place, said: Groups) -> Iterator[str]:
    yield from same("the title", place.text(said["title"]), place.report["title"])


@sentence(
    r"The force continues to work on (?:its (?:<n:n> causes|(?P<one>cause)) of concern and on )?the"
    r" recommendations and AFIs held open on the .+? portal\."
)
def oversight(place: Place, said: Groups) -> Iterator[str]:
    told = number(said["n"]) if "n" in said else int("one" in said)
    yield from same("the number of causes", told, len(place.facts.open_causes))
    if not sum(place.facts.now.values()):
        yield "none is held open"


@sentence(
    r"The (?P<who>.+?) directs this work through the (?P<board>.+?), which meets (?P<how>.+?)\."
)
def board(place: Place, said: Groups) -> Iterator[str]:
    given = place.facts.committee["oversight"]
    told = {"led_by": said["who"], "board": said["board"], "meets": said["how"]}
    yield from same("who directs it", told, given)
