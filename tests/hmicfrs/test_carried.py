"""What a paper hands on to the next: lists that are left out, without old answers."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conftest import MEETING, ROOT, Project
from jacpaper.build.prepare import prepare
from jacpaper.hmicfrs.load import load

if TYPE_CHECKING:
    from pathlib import Path

THIS = date.fromisoformat(MEETING)
ANSWER = "The force has been told that the date will move."


@pytest.fixture
def series(tmp_path: Path) -> Project:
    """Return two meetings; the second leaves out what the first says is to come."""
    shutil.copytree(ROOT / "tests" / "rules" / "inputs", tmp_path / "inputs")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    project = Project(tmp_path)
    text = project.input("inspections.yaml").read_text(encoding="utf-8")
    held = text.partition("forthcoming:")[0]
    project.input("inspections.yaml").write_text(held, encoding="utf-8")
    before = tmp_path / "inputs" / "2025-09-25" / "inspections.yaml"
    before.write_text(
        "since_last_meeting: none\n"
        "forthcoming:\n"
        "  - name: PEEL 2025/27\n"
        "    notification: July 2025\n"
        f"    notes: {{forthcoming: {ANSWER}}}\n",
        encoding="utf-8",
    )
    return project


def test_an_inspection_that_is_carried_over_asks_again(series: Project) -> None:
    (inspection,) = load(series.folder, THIS).forthcoming
    assert inspection.name == "PEEL 2025/27"
    document, problems = prepare(series.folder, THIS)
    said = [problem.message for problem in problems if problem.rule == "forthcoming"]
    assert said == ["PEEL 2025/27: July 2025 is before the meeting on 11 December 2025"]
    assert ANSWER not in document.body.text


def test_the_paper_that_gave_the_answer_prints_it(series: Project) -> None:
    document, problems = prepare(series.folder, date(2025, 9, 25))
    assert ANSWER in document.body.text
    assert not [problem for problem in problems if problem.rule == "forthcoming"]


def test_the_file_that_gives_a_list_is_known(series: Project) -> None:
    given_in = load(series.folder, THIS).given_in
    assert given_in["forthcoming"] == "inputs/2025-09-25/inspections.yaml"
