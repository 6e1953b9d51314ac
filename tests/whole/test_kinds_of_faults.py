"""Each kind of input that once went wrong is answered rightly: said, printed, left out."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import readers
from conftest import MEETING, ROOT, Project, lay_out, read_yaml
from jacpaper.build.prepare import prepare
from jacpaper.problems import Problems
from jacpaper.writers import text as text_writer

if TYPE_CHECKING:
    from pathlib import Path

CASES: list[dict[str, Any]] = read_yaml(ROOT / "tests/whole/kinds_of_faults.yaml")
WITH_REGISTER = "2026-03-26"
HEADINGS = "Reference,Report,Type,Text,Made,Status,Closed"
FILES = {
    "reports.yaml": "reports: none\n",
    "inspections.yaml": "since_last_meeting: none\nforthcoming: none\n",
    "open-counts.yaml": "as_at: 2026-03-06\nprevious: {as_at: 2025-11-28}\n",
    "paper.yaml": (
        'item: "05"\ntitle: HMICFRS update\nlast_meeting: 2025-12-11\nmonitoring_phase: scan\n'
        "causes_of_concern: none\nopen_items_by: [report, type, status, age]\n"
        "appendices: [{items: open}, {items: closed}]\n"
    ),
}


def with_register(folder: Path, case: dict[str, Any]) -> Project:
    """Lay out a small workspace with the register of a case."""
    inputs = folder / "inputs"
    (inputs / WITH_REGISTER).mkdir(parents=True)
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(ROOT / "tests/rules/inputs/committee.yaml", inputs)
    for name, text in FILES.items():
        (inputs / WITH_REGISTER / name).write_text(text, encoding="utf-8")
    rows = [",".join([HEADINGS, *case.get("headings", ())]), *case["register"]]
    name, letters = case.get("named", "register.csv"), case.get("letters", "utf-8")
    (inputs / name).write_text("\n".join(rows) + "\n", encoding=letters)
    if mapping := case.get("mapping"):
        (inputs / "register.yaml").write_text(mapping, encoding="utf-8")
    return Project(folder)


def changed(folder: Path, case: dict[str, Any]) -> tuple[Project, int]:
    """Lay out the reference paper with the change of a case, and return the line of the change."""
    project = lay_out(folder)
    name = case["in"]
    path = project.input(name) if name.endswith(".yaml") else project.template / name
    before = path.read_text(encoding="utf-8").partition(case["replace"])[0]
    project.edit(path, case["replace"], case["by"])
    return project, before.count("\n") + 1


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_it_is_answered_rightly(tmp_path: Path, case: dict[str, Any]) -> None:
    if "register" in case:
        project, line, meeting = with_register(tmp_path, case), 0, WITH_REGISTER
    else:
        (project, line), meeting = changed(tmp_path, case), MEETING
    printed = ""
    try:
        document, problems = prepare(project.folder, date.fromisoformat(meeting))
        printed = readers.one_space(text_writer.text(document))
    except Problems as found:
        problems = found.problems
    said = [one.line for one in problems if one.severity != "hint"]
    said = [one.removeprefix(f"inputs/{meeting}/") for one in said]
    expected = [
        re.sub(r"<here(?:\+(\d))?>", lambda found: str(line + int(found[1] or 0)), one)
        for one in case["says"]
    ]
    assert said == expected
    for words in case.get("prints", ()):
        assert words in printed
    for words in case.get("hides", ()):
        assert words not in printed
