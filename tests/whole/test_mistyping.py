"""A slip of the pen is named at its own line, whatever it is and wherever it is made.

`mistyping` makes the slips and says by its own reckoning which line each is in. Of some
thousand, each run tries a part; NAMED says what share of each file's is named at least.
"""

from __future__ import annotations

import os
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

import mistyping
from conftest import ROOT, Project
from jacpaper.build.prepare import prepare
from jacpaper.problems import Problem, Problems

if TYPE_CHECKING:
    from pathlib import Path

# Each so many slips are tried; 1 tries them all, which takes minutes.
EVERY = int(os.environ.get("JACPAPER_SLIPS_EVERY", "13"))
PAPERS = {"reference": (ROOT, "2025-12-11"), "midshire": (ROOT / "examples/midshire", "2026-03-26")}


def said(project: Project, meeting: str) -> tuple[Problem, ...]:
    try:
        return prepare(project.folder, date.fromisoformat(meeting))[1]
    except Problems as found:
        return found.problems


@pytest.mark.parametrize("paper", PAPERS)
def test_a_slip_is_named_at_its_line(tmp_path: Path, paper: str) -> None:
    folder, meeting = PAPERS[paper]
    shutil.copytree(folder / "inputs", tmp_path / "inputs")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    project = Project(tmp_path)
    known = {(one.place, one.message) for one in said(project, meeting)}
    missed: list[str] = []
    tried = 0
    for name in ("committee", "paper", "reports", "open-counts", "inspections"):
        where = "" if name == "committee" else f"{meeting}/"
        path = tmp_path / "inputs" / f"{where}{name}.yaml"
        text = path.read_text(encoding="utf-8")
        for slip in list(mistyping.slips(text))[::EVERY]:
            path.write_text(slip.text, encoding="utf-8")
            new = [one for one in said(project, meeting) if (one.place, one.message) not in known]
            tried += 1
            if not any(one.place.line == slip.line for one in new):
                missed.append(f"{slip.kind}: {name}.yaml:{slip.line}")
        path.write_text(text, encoding="utf-8")
    assert tried > 30
    assert missed == []
