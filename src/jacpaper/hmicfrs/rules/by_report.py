"""The rule `by-report`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jacpaper.hmicfrs.arithmetic import items
from jacpaper.problems import counted
from jacpaper.project.layout import OPEN_COUNTS
from jacpaper.rules.rule import ARITHMETIC, Finding, Rule
from jacpaper.text.comparing import comparable
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.further_counts import ReportCounts
    from jacpaper.hmicfrs.rules.case import Case

ID = "by-report"
FILE = OPEN_COUNTS
_ANSWER = f"or answer in paper.yaml with notes: {{{ID}: ...}}"


def find(case: Case) -> Iterator[Finding]:
    """Add up each report's figures and all of them, and compare them with the last paper's."""
    reports, last = case.facts.counts.by_report, case.facts.last
    met: set[str] = set()
    for index, one in enumerate(reports):
        yield from _adds_up(case, index, one)
        yield from _in_time(case, index, one)
        if ID not in case.facts.paper.notes:
            yield from _against_the_listed(case, index, one)
        if comparable(one.report) in met:
            place = case.facts.value_place(FILE, "by_report", index, "report")
            fault = f"“{one.report}” is in this list already"
            yield Finding(place, fault, "delete one of them", "error")
        met.add(comparable(one.report))
    yield from _within_the_total(case)
    if ID not in case.facts.paper.notes:
        yield from _within_their_year(case)
        before = last.counts.by_report if last else ()
        yield from _against_the_last_paper(case, {comparable(one.report): one for one in before})


def _adds_up(case: Case, index: int, one: ReportCounts) -> Iterator[Finding]:
    if one.made is None:
        return
    left = one.made - (one.closed or 0)
    if one.open > left or (one.closed is not None and one.open != left):
        closed = f", of which {one.closed} are closed" if one.closed is not None else ""
        withdrawn = "; what was withdrawn or superseded counts as closed"
        yield Finding(
            case.facts.value_place(FILE, "by_report", index, "open"),
            f"“{one.report}”: {one.made} made{closed}, but {one.open} are said to be open",
            f"correct one of the figures{withdrawn if one.open < left else ''}",
            "error",
        )


def _in_time(case: Case, index: int, one: ReportCounts) -> Iterator[Finding]:
    meeting = case.facts.meeting
    place = case.facts.value_place(FILE, "by_report", index, "published")
    if one.published.first > meeting:
        fault = f"this is after the meeting on {long(meeting)}"
        yield Finding(place, fault, "correct the date", "error")
    if one.last_reported is None:
        return
    place = case.facts.value_place(FILE, "by_report", index, "last_reported")
    if one.last_reported.first > meeting:
        fault = f"this is after the meeting on {long(meeting)}"
        yield Finding(place, fault, "correct the date", "error")
    elif one.last_reported.last < one.published.first:
        yield Finding(place, "this is before the report came out", "correct one date", "error")


def _against_the_listed(case: Case, index: int, one: ReportCounts) -> Iterator[Finding]:
    """Compare it with what reports.yaml says of the same report."""
    for report in case.facts.reports.reports:
        if comparable(report.title) != comparable(one.report):
            continue
        then, here = report.published, one.published
        if then.last < here.first or here.last < then.first:
            place = case.facts.value_place(FILE, "by_report", index, "published")
            fault = f"this is {here}, where reports.yaml has {then}"
            yield Finding(place, fault, f"correct the date, {_ANSWER}")
        if one.made is not None and one.made != items(report):
            place = case.facts.value_place(FILE, "by_report", index, "made")
            fault = f"{one.made} made, where reports.yaml has {items(report)} for the force"
            yield Finding(place, fault, f"correct the figure, {_ANSWER}")


def _within_the_total(case: Case) -> Iterator[Finding]:
    listed = sum(one.open for one in case.facts.counts.by_report)
    total = sum(case.facts.counts.by_year.values())
    if listed > total:
        yield Finding(
            case.facts.key_place(FILE, "by_report"),
            f"the reports have {listed} open together, but only {total} are open by report year",
            "correct one of the figures",
            "error",
        )


def _within_their_year(case: Case) -> Iterator[Finding]:
    """The reports of a year cannot have more open than the table by report year has of it."""
    counts, listed = case.facts.counts.by_year, Counter[int]()
    if sum(one.open for one in case.facts.counts.by_report) > sum(counts.values()):
        return  # that is an error already
    for index, one in enumerate(case.facts.counts.by_report):
        year = one.published.first.year
        if year != one.published.last.year:
            continue
        before = listed[year]
        listed[year] += one.open
        # Only the one that is too many is pointed at, not all that follow.
        if before <= counts.get(year, 0) < listed[year]:
            yield Finding(
                case.facts.value_place(FILE, "by_report", index, "open"),
                f"the reports of {year} have {listed[year]} open together, but"
                f" {counted(counts.get(year, 0), 'item is', 'items are')} open for {year}",
                f"correct a figure, or the year of the report, {_ANSWER}",
            )


def _against_the_last_paper(case: Case, before: dict[str, ReportCounts]) -> Iterator[Finding]:
    """Ask about a report that is no longer listed, and figures that cannot have changed so."""
    now = {comparable(one.report): n for n, one in enumerate(case.facts.counts.by_report)}
    for name, then in before.items():
        index = now.get(name)
        if index is None:
            if then.open:
                trail = ("by_report",) if now else ()
                fault = f"“{then.report}” had {then.open} open in the last paper, and is not listed"
                hint = f"list it, with open: 0 if all are closed, {_ANSWER}"
                yield Finding(case.facts.key_place(FILE, *trail), fault, hint)
            continue
        one = case.facts.counts.by_report[index]
        yield from _last_reported(case, index, one)
        if None not in (one.made, then.made) and one.made != then.made:
            place = case.facts.value_place(FILE, "by_report", index, "made")
            fault = f"{one.made} made, where the last paper has {then.made}"
            yield Finding(place, fault, f"correct the figure, {_ANSWER}")
        if one.closed is not None and one.closed < (then.closed or 0):
            place = case.facts.value_place(FILE, "by_report", index, "closed")
            fault = f"{one.closed} closed, where the last paper has {then.closed}"
            yield Finding(place, fault, f"correct the figure, {_ANSWER}")


def _last_reported(case: Case, index: int, one: ReportCounts) -> Iterator[Finding]:
    """The last paper told of it: it is known when that was, where the table says when."""
    last = case.facts.last
    told = any(other.last_reported for other in case.facts.counts.by_report)
    if last and told and one.last_reported is None:
        yield Finding(
            case.facts.value_place(FILE, "by_report", index, "report"),
            f"“{one.report}” is in the last paper, and this one says that it is not known when it"
            " was last reported",
            f"write last_reported: {last.meeting.isoformat()} under it, {_ANSWER}",
        )


RULE = Rule(
    id=ID,
    severity="warning",
    says=(
        "Made, closed and open add up for each report, and all of them to no more than is open"
        " (errors), those of a year to no more than is open of it; none is lost since the last"
        " paper, nor said to have been last reported nobody knows when."
    ),
    why="A report that is no longer listed looks as if all that it asked for had been done.",
    source=ARITHMETIC,
    example="`made: 9, closed: 4, open: 6`",
    message="“Custody”: 9 made, of which 4 are closed, but 6 are said to be open",
    answer="Correct a figure, or `notes: {by-report: ...}` in paper.yaml.",
    find=find,
)
