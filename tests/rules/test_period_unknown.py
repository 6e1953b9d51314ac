"""Where nobody knows when the last meeting was, what is listed as new is not years old."""

from __future__ import annotations

import pytest

from conftest import MEETING, Project

SAID = (
    "“Diverting Children from the Criminal Justice System” was published on 9 December 2024,"
    " over a year before the meeting on 11 December 2025 [in-period]"
)


def checked(project: Project, published: str, more: str = "") -> str:
    reports = project.input("reports.yaml")
    project.edit(reports, "published: 2025-10-15", f"published: {published}{more}")
    done = project.run_here("check", MEETING)
    return done.stdout + done.stderr


@pytest.mark.parametrize(("published", "is_asked"), [("2024-12-09", True), ("2024-12-10", False)])
def test_a_report_of_another_year_is_asked_about(
    project: Project, published: str, *, is_asked: bool
) -> None:
    said = checked(project, published)
    assert ("reports.yaml:14:16: warning: " in said) is is_asked
    assert (SAID in said) is is_asked


def test_the_advice_works(project: Project) -> None:
    assert "in-period" not in checked(project, "2024-12-09", "\n    late: It was missed.")


def test_one_that_is_only_followed_up_is_not(project: Project) -> None:
    said = checked(project, "2024-12-09", "\n    followed_up: true")
    assert "in-period" not in said
    assert "write followed_up: true" in checked_again(project)


def checked_again(project: Project) -> str:
    project.edit(project.input("reports.yaml"), "\n    followed_up: true", "")
    done = project.run_here("check", MEETING)
    return done.stdout + done.stderr
