"""A placeholder in a cell of the register is asked about where the paper prints the cell."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, Project
from jacpaper.build.prepare import prepare

if TYPE_CHECKING:
    from pathlib import Path

MIDSHIRE, MEETING = ROOT / "examples" / "midshire", "2026-03-26"


@pytest.fixture
def midshire(tmp_path: Path) -> Project:
    shutil.copytree(MIDSHIRE / "inputs", tmp_path / "inputs")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    return Project(tmp_path)


def asked(project: Project) -> list[str]:
    found = prepare(project.folder, date.fromisoformat(MEETING))[1]
    return [f"{one.place} {one.message}" for one in found if one.rule == "unfinished"]


@pytest.mark.parametrize("words", ["TBC", "#REF!", "xxx", "[name]", "########", "to do"])
def test_a_printed_cell_is_asked_about_and_no_other(midshire: Project, words: str) -> None:
    register = midshire.folder / "inputs" / "register.csv"
    rows = register.read_text(encoding="utf-8").splitlines()
    assert asked(midshire) == []
    lead, status, exempt = (
        rows[2].split(",").index(name) for name in ("Business lead", "Workflow status", "Exempt")
    )
    printed = 0
    for number, row in enumerate(rows[3:], 3):
        cells = row.split(",")
        if '"' in row or cells[status] in ("Closed", "Superseded") or cells[exempt] or printed == 3:
            continue
        changed = [*cells[:lead], words, *cells[lead + 1 :]]
        lines = [*rows[:number], ",".join(changed), *rows[number + 1 :]]
        register.write_text("\n".join(lines), encoding="utf-8")
        (said,) = asked(midshire)
        assert said.startswith(f"inputs/register.csv:{number + 1}:")
        assert f"“{words}”" in said
        printed += 1
    assert printed == 3


def test_a_cell_that_is_not_printed_is_not_asked_about(midshire: Project) -> None:
    register = midshire.folder / "inputs" / "register.csv"
    text = register.read_text(encoding="utf-8")
    first = next(line for line in text.splitlines()[3:] if ",Closed," in line)
    changed = first.replace("Head of Local Policing", "TBC")
    assert changed != first
    register.write_text(text.replace(first, changed), encoding="utf-8")
    assert asked(midshire) == []
