"""The rule `grades`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jacpaper.facts.value_types import UNGRADED
from jacpaper.hmicfrs import arithmetic
from jacpaper.problems import counted
from jacpaper.project.layout import REPORTS
from jacpaper.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jacpaper.facts.value_types import Grade
    from jacpaper.hmicfrs.files import Report
    from jacpaper.hmicfrs.rules.case import Case

FILE = REPORTS

# The first PEEL reports with five tiers came out in 2022, for the cycle 2021/22.
_FIVE_TIERS_SINCE = 2021
_FIVE_TIERS_PUBLISHED = dt.date(2022, 1, 1)


def find(case: Case) -> Iterator[Finding]:
    """Look at the grades of each report, and at those that it compares them with."""
    for index, report in enumerate(case.facts.reports.reports):
        yield from _complete(case, index, report)
        yield from _given_once(case, index, report)
        yield from _in_their_cycle(case, index, report)
        yield from _inadequate(case, index, report)
        yield from _previous(case, index, report)


def _complete(case: Case, index: int, report: Report) -> Iterator[Finding]:
    counts = arithmetic.grade_counts(report.grades or report.grade_counts)
    given = sum(number for grade, number in counts if grade not in UNGRADED)
    stated, in_part = report.areas_graded, report.grades_given == "in part"
    if stated is not None and (stated < given or (stated != given and not in_part)):
        yield Finding(
            case.facts.value_place(FILE, "reports", index, "areas_graded"),
            f"{counted(stated, 'area', 'areas')} graded, but the list has"
            f" {counted(given, 'grade', 'grades')}",
            "complete the list, or correct the number"
            + (", or write grades_given: in part" if stated > given else ""),
            "error",
        )


def _given_once(case: Case, index: int, report: Report) -> Iterator[Finding]:
    if report.grades and report.grade_counts:
        yield Finding(
            case.facts.key_place(FILE, "reports", index, "grade_counts"),
            "the grades are listed by area above, and are counted from that list",
            "delete grade_counts, or delete grades",
            "error",
        )


def _in_their_cycle(case: Case, index: int, report: Report) -> Iterator[Finding]:
    if not _has_five_tiers(report):
        yield from _adequate(case, report.grades, index, "grades")
        counts: dict[str, Grade] = {grade: grade for grade in report.grade_counts}
        yield from _adequate(case, counts, index, "grade_counts")
    before = report.previous_grades
    if before and _begins(before.cycle) < _FIVE_TIERS_SINCE:
        yield from _adequate(case, before.grades, index, "previous_grades", "grades")


def _adequate(case: Case, given: Mapping[str, Grade], index: int, *trail: str) -> Iterator[Finding]:
    for area in [area for area, grade in given.items() if grade == "adequate"]:
        yield Finding(
            case.facts.value_place(FILE, "reports", index, *trail, area),
            "the grade adequate did not exist before PEEL 2021/22",
            "look the grade up in the report",
            "error",
        )


def _inadequate(case: Case, index: int, report: Report) -> Iterator[Finding]:
    if case.facts.causes_of_concern or "grades" in report.notes:
        return
    if "inadequate" in report.grade_counts:
        yield Finding(
            case.facts.value_place(FILE, "reports", index, "grade_counts", "inadequate"),
            "an area is inadequate, but no cause of concern is open",
            "add it to causes_of_concern, or say why with notes: {grades: ...}",
        )
    for area in [area for area, grade in report.grades.items() if grade == "inadequate"]:
        yield Finding(
            case.facts.value_place(FILE, "reports", index, "grades", area),
            f"“{area}” is inadequate, but no cause of concern is open",
            "add it to causes_of_concern, or say why with notes: {grades: ...}",
        )


def _previous(case: Case, index: int, report: Report) -> Iterator[Finding]:
    before = report.previous_grades
    if before is None:
        return
    place = case.facts.key_place(FILE, "reports", index, "previous_grades")
    if not report.grades:
        fault = f"“{report.title}” has previous grades, but no grades now"
        yield Finding(place, fault, "give its grades too, or delete the previous ones", "error")
    elif report.cycle is None:
        fault = "grades are compared within one assessment programme, and this report names none"
        yield Finding(place, fault, f'write which it is, as in cycle: "{before.cycle}"', "error")
    elif report.cycle == before.cycle and "grades" not in report.notes:
        for area in [area for area in before.grades if area not in report.grades]:
            yield Finding(
                case.facts.key_place(FILE, "reports", index, "previous_grades", "grades", area),
                f"“{area}” had a grade before and is not among the grades now",
                "give it the name it has now, add it to grades as not inspected, or say why with"
                "\nnotes: {grades: ...}",
            )


def _has_five_tiers(report: Report) -> bool:
    if report.cycle:
        return _begins(report.cycle) >= _FIVE_TIERS_SINCE
    return "PEEL" not in (report.inspection_type or "") or (
        report.published.last >= _FIVE_TIERS_PUBLISHED
    )


def _begins(cycle: str) -> int:
    return int(cycle[:4])


RULE = Rule(
    id="grades",
    severity="warning",
    says=(
        "Grades are complete, exist in their cycle and are compared within it (errors); inadequate"
        " comes with a cause of concern, and no area is forgotten."
    ),
    why="Members compare grades; a wrong one, or a missing area, misleads them.",
    source="the inspectorate's grades; five tiers since PEEL 2021/22",
    example="`cycle: 2018/19` and `grades: {Custody: adequate}`",
    message="the grade adequate did not exist before PEEL 2021/22",
    answer="`notes: {grades: ...}` under the report.",
    find=find,
)
