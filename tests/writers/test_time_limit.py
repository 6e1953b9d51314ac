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

SECONDS = 1
ENDLESS = ["@page { size: 0 0 }", "@page { margin: 1000mm }", "body { columns: 100000 }"]


def shorten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a PDF take a second, in this process and in one of its own."""
    short = f"t._LEAST_SECONDS, t._LETTERS_A_SECOND = {SECONDS}, 10**9"
    main = (
        f"from jacpaper.writers import time_limit as t; {short};"
        " from jacpaper.writers.process import main; main()"
    )
    monkeypatch.setattr(writer_process, "_COMMAND", [sys.executable, "-P", "-c", main])
    monkeypatch.setattr(time_limit, "_LEAST_SECONDS", SECONDS)
    monkeypatch.setattr(time_limit, "_LETTERS_A_SECOND", 10**9)


# A process of its own is ended by the system, whatever it is busy with. In this process an
# exception goes through WeasyPrint, which is busy with something else for each of them.
# It may come while a file is read, which is then closed as garbage.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(("side_by_side", "sheets"), [(True, ENDLESS[:1]), (False, ENDLESS[1:])])
def test_the_other_formats_are_made(
    project: Project, sheets: list[str], *, side_by_side: bool
) -> None:
    meeting = date.fromisoformat(MEETING)

    def make() -> in_memory.Made:
        return in_memory.make(
            project.folder, meeting, BY_DEFAULT, Path(), side_by_side=side_by_side, sources={}
        )

    good = make().outputs
    assert {name.rpartition(".")[2] for name in good} == {"docx", "html", "pdf"}
    sheet = project.template / "paper.css"
    css = sheet.read_text(encoding="utf-8")
    for more in sheets:
        sheet.write_text(f"{css}\n{more}", encoding="utf-8")
        started = process_time()
        with pytest.MonkeyPatch.context() as monkeypatch:
            shorten(monkeypatch)
            made = make()
        assert process_time() - started < SECONDS + 10
        assert f"to lay it out takes more than {SECONDS} seconds" in str(made.not_made)
        assert "in paper.css" in str(made.not_made)
        assert {name.rpartition(".")[2] for name in made.outputs} == {"docx", "html"}
        for name in (name for name in good if name.endswith(".docx")):
            assert made.outputs[name] == good[name]
    sheet.write_text(css, encoding="utf-8")
    assert make().not_made is None
