"""A look that would take without an end to lay out costs the PDF, and nothing else."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest

from conftest import MEETING
from jacpaper.build import in_memory
from jacpaper.writers import process as writer_process
from jacpaper.writers import time_limit
from jacpaper.writers.formats import BY_DEFAULT

if TYPE_CHECKING:
    from conftest import Project

SHORT = "from jacpaper.writers import time_limit as t; t._LEAST_SECONDS = 1;"
ENDLESS = ["@page { size: 0 0 }", "@page { margin: 1000mm }", "body { columns: 100000 }"]


@pytest.mark.parametrize("side_by_side", [True, False])
@pytest.mark.parametrize("css", ENDLESS)
def test_the_other_formats_are_made(
    project: Project, monkeypatch: pytest.MonkeyPatch, css: str, *, side_by_side: bool
) -> None:
    main = f"{SHORT} from jacpaper.writers.process import main; main()"
    monkeypatch.setattr(writer_process, "_COMMAND", [sys.executable, "-P", "-c", main])
    monkeypatch.setattr(time_limit, "_LEAST_SECONDS", 1)
    meeting = date.fromisoformat(MEETING)
    good = in_memory.make(
        project.folder, meeting, BY_DEFAULT, Path(), side_by_side=side_by_side
    ).outputs
    sheet = project.template / "paper.css"
    sheet.write_text(f"{sheet.read_text(encoding='utf-8')}\n{css}", encoding="utf-8")
    started = process_time()
    made = in_memory.make(project.folder, meeting, BY_DEFAULT, Path(), side_by_side=side_by_side)
    assert process_time() - started < 30
    assert "to lay it out takes more than" in str(made.not_made)
    assert "in paper.css" in str(made.not_made)
    assert {name.rpartition(".")[2] for name in made.outputs} == {"docx", "html"}
    assert {name.rpartition(".")[2] for name in good} == {"docx", "html", "pdf"}
    for name in (name for name in good if name.endswith(".docx")):
        assert made.outputs[name] == good[name]
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(css, ""), encoding="utf-8")
    again = in_memory.make(project.folder, meeting, BY_DEFAULT, Path(), side_by_side=side_by_side)
    assert again.not_made is None
