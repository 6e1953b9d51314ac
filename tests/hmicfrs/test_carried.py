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


@pytest.mark.parametrize(("key", "says"), [
    ("raised: 2025-09-03", "It was raised on 3 September 2025 in the report “Old Ways”."),
    (
        "raised: 2025-08-01, accelerated: true",
        "It was raised on 1 August 2025, before the report “Old Ways” came out.",
    ),
])  # fmt: skip
def test_a_report_that_the_last_paper_listed_is_still_said_to_be_one(
    series: Project, key: str, says: str
) -> None:
    """Without its quotes it would be somebody: raised by Custody Services."""
    before = series.folder / "inputs" / "2025-09-25" / "reports.yaml"
    before.write_text(
        "reports:\n"
        "  - title: Old Ways\n"
        "    published: 2025-09-03\n"
        "    url: https://hmicfrs.justiceinspectorates.gov.uk/publications/old-ways/\n",
        encoding="utf-8",
    )
    paper = series.input("paper.yaml")
    text = paper.read_text(encoding="utf-8")
    cause = f"{{name: Custody, {key}, raised_by: Old Ways, open_recommendations: 2}}"
    text += f"causes_of_concern:\n  - {cause}\n"
    paper.write_text(text, encoding="utf-8")
    document, _ = prepare(series.folder, THIS)
    assert says in " ".join(document.body.text.split())
