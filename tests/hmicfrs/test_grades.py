"""Grades beside those before: compared in words within a cycle, and never across two."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from conftest import MEETING, Project
from jacpaper.build.prepare import prepare
from jacpaper.facts.date_types import Cycle
from jacpaper.facts.value_types import UNGRADED, Grade
from jacpaper.hmicfrs.arithmetic import ComparedGrade

if TYPE_CHECKING:
    from jacpaper.tree.elements import Element

GRADES: tuple[Grade, ...] = get_args(Grade)
TIERS = ["outstanding", "good", "adequate", "requires improvement", "inadequate"]


@pytest.mark.parametrize("previous", GRADES)
@pytest.mark.parametrize("now", GRADES)
def test_a_grade_is_better_worse_or_the_same_as_another(previous: Grade, now: Grade) -> None:
    change = ComparedGrade("Custody", previous, now).change
    if previous in UNGRADED or now in UNGRADED:
        assert change == "not comparable"
    elif previous == now:
        assert change == "the same"
    else:
        assert change == ("better" if TIERS.index(now) < TIERS.index(previous) else "worse")


def test_an_area_without_a_grade_before_has_no_change() -> None:
    assert ComparedGrade("Custody", None, "good").change == "not comparable"


@pytest.mark.parametrize("given", ["2023/25", "2021/22", "2017", 2017])
def test_a_cycle_goes_by_its_years(given: object) -> None:
    assert TypeAdapter(Cycle).validate_python(given) == str(given)


@pytest.mark.parametrize("given", ["PEEL 2023/25", "2023/2025", "2025/23", "23/25", "last", True])
def test_what_is_no_cycle_is_refused(given: object) -> None:
    with pytest.raises(ValidationError, match="is not an assessment programme; write it as"):
        TypeAdapter(Cycle).validate_python(given)


def child_protection(project: Project, cycle: str) -> Element:
    """Return the reference paper whose graded report now has grades before it too."""
    project.edit(
        project.input("reports.yaml"),
        "    grades:\n",
        "    cycle: 2023/25\n"
        f"    previous_grades: {{cycle: {cycle}, grades: "
        "{Leadership of child protection arrangements: inadequate,"
        " Working with safeguarding partners: good}}\n"
        "    grades:\n",
    )
    return prepare(project.folder, date.fromisoformat(MEETING))[0].body


def test_grades_of_one_cycle_are_compared_in_words(project: Project) -> None:
    body = child_protection(project, "2023/25")
    table = next(table for table in body.find("table") if "Grades" in table.text)
    header, *rows = [[cell.text for cell in row.elements] for row in table.find("tr")]
    assert header == ["Area inspected", "Previous grade", "Grade now", "Change"]
    by_area = {area: rest for area, *rest in rows}
    assert by_area["Working with safeguarding partners"] == ["Good", "Good", "The same"]
    previous, now, change = by_area["Leadership of child protection arrangements"]
    assert (previous, change) == ("Inadequate", "Better"), now
    others = [rest for rest in by_area.values() if rest[0] == "None given"]
    assert {change for _, _, change in others} == {"Not comparable"}
    said = " ".join(block.text for block in body.find("p"))
    assert (
        "Since the previous grades in the 2023/25 assessment programme, one grade has become"
        " better and none has become worse." in said
    )
    assert "cannot be compared" not in said


def test_grades_of_two_cycles_are_not_compared(project: Project) -> None:
    body = child_protection(project, "2021/22")
    table = next(table for table in body.find("table") if "Grades" in table.text)
    assert [cell.text for cell in next(table.find("tr")).elements] == ["Area inspected", "Grade"]
    assert "Inadequate" not in table.text
    said = " ".join(block.text for block in body.find("p"))
    assert "in the 2021/22 assessment programme: each programme asks its own questions" in said
    assert "better" not in said
