"""What a value in a doubtful form is told leads out of it: written so, the next check is clean."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conftest import MEETING, ROOT, Project
from jacpaper.build.prepare import prepare
from jacpaper.problems import Problem, Problems

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """\
reports:
  - title: Custody
    published: 2025-10-24
    url: https://x.police.uk/custody
    section_55: true
    recommendations: {made: 1800, applicable: 4}
    grades:
      Custody: good
"""
NOTHING_TO_SAY = (
    "if there is nothing to say, write 0 for a number, none for a list, or delete the line;\n"
    'if it is to be printed, put it in quotes: "-"'
)
# The file, what is typed there, by what, the hint, and what following it makes of the line.
ADVICE = [
    ("reports.yaml", "made: 1800", "made: 1_1", "write 11", "made: 11"),
    ("reports.yaml", "made: 1800", "made: 0x0B", "write 11", "made: 11"),
    ("reports.yaml", "made: 1800", "made: 18.0", "write 18", "made: 18"),
    ("reports.yaml", "made: 1800", "made: 1,800", "write 1800", "made: 1800"),
    ("reports.yaml", "made: 1800", 'made: "18"', "write 18", "made: 18"),
    ("reports.yaml", "section_55: true", "section_55: yes", "write true", "section_55: true"),
    ("reports.yaml", "section_55: true", "section_55: No", "write false", "section_55: false"),
    ("reports.yaml", "title: Custody",
     "title: |\n      Custody:\n      a) food\n      b) law; and\n      - risk",
     'write it in one line: "Custody: a) food; b) law; and risk"',
     'title: "Custody: a) food; b) law; and risk"'),
    ("reports.yaml", "title: Custody", "title: {The custody of: [women, children]}",
     'write it in one line: "The custody of: women; children"',
     'title: "The custody of: women; children"'),
    ("paper.yaml", "section_55: shown", "section_55: no", "write left out", "section_55: left out"),
    ("paper.yaml", "section_55: shown", "section_55: true", "write shown", "section_55: shown"),
    ("paper.yaml", "background: It", "background: | It",
     ("write the text on the lines below, indented; or without the mark: It goes well.\n"
      'if it is to be printed, put all of it in quotes: "| It goes well."'),
     "background: It"),
    ("inspections.yaml", "notification: early January 2026", "notification: Unknown",
     'did you mean "unknown"?', "notification: unknown"),
    ("inspections.yaml", "notification: early January 2026", "notification: TBC",
     'did you mean "unknown"?', "notification: unknown"),
    ("inspections.yaml", "since_last_meeting: none", "since_last_meeting: None",
     'did you mean "none"?', "since_last_meeting: none"),
    ("inspections.yaml", "since_last_meeting: none", "since_last_meeting: Nil",
     'did you mean "none"?', "since_last_meeting: none"),
    ("open-counts.yaml", "as_at: unknown", "as_at: Unknown", 'did you mean "unknown"?',
     "as_at: unknown"),
    ("reports.yaml", "Custody: good", "Custody: RI (was adequate)",
     'did you mean "requires improvement"?', "Custody: requires improvement"),
    ("reports.yaml", "Custody: good", "Custody: Good (no change)", 'did you mean "good"?',
     "Custody: good"),
    ("open-counts.yaml", "  2023: 11", "  2023: -",
     NOTHING_TO_SAY, "  2023: 0"),
    ("open-counts.yaml", "  2023: 11", "  2023/24: 11",
     "write the one in which the report came out, 2023 or 2024", "  2023: 11"),
    ("open-counts.yaml", "  2023: 11", "  2023:11", "put a space after it: 2023: 11", "  2023: 11"),
    ("open-counts.yaml", "  2023: 11", "  2023 11", "write 2023: 11", "  2023: 11"),
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    made = Project(tmp_path)
    made.input("reports.yaml").write_text(REPORT, encoding="utf-8")
    paper = made.input("paper.yaml")
    text = paper.read_text(encoding="utf-8")
    text = re.sub(r"(?ms)^background: \|\n.*?\n\n", "background: It goes well.\n\n", text)
    paper.write_text(text, encoding="utf-8")
    return made


def errors(project: Project) -> list[Problem]:
    try:
        found = prepare(project.folder, date.fromisoformat(MEETING))[1]
    except Problems as refused:
        found = refused.problems
    return [one for one in found if one.severity == "error"]


@pytest.mark.parametrize("advice", ADVICE, ids=[f"{one[0]} {one[2].strip()}" for one in ADVICE])
def test_advice_leads_out_at_once(project: Project, advice: tuple[str, ...]) -> None:
    file, right, typed, hint, mended = advice
    path = project.input(file)
    project.edit(path, right, typed)
    line = path.read_text(encoding="utf-8").split(typed)[0].count("\n") + 1
    (said,) = errors(project)
    assert (said.place.line, said.hint) == (line, hint)
    project.edit(path, typed, mended)
    assert errors(project) == []


def test_an_unknown_date_may_be_written_as_unknown(project: Project) -> None:
    path = project.input("inspections.yaml")
    project.edit(path, "notification: early January 2026", "notification: unknown")
    project.edit(path, "week commencing 2025-09-08\n    not", "unknown\n    not")
    assert errors(project) == []


def test_a_key_one_level_too_deep_is_named_at_its_own_line(project: Project) -> None:
    path = project.input("reports.yaml")
    text = path.read_text(encoding="utf-8") + "      joint_with:\n"
    path.write_text(f"{text}        - HMI\n", encoding="utf-8")
    (said,) = errors(project)
    assert said.place.line == 9
    assert said.hint == 'if it is a key of its own, begin it in the column of "grades"'
