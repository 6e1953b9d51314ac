"""Pictures of a returned paper that are not as the paper has them are named."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

import rezip
from conftest import ROOT, Project

if TYPE_CHECKING:
    from pathlib import Path

# A short paper with both charts
MEETING = "2025-06-26"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    shutil.copytree(ROOT / "examples" / "midshire" / "inputs", folder / "inputs")
    (folder / "templates").symlink_to(ROOT / "templates")
    done = Project(folder).run_here("build", MEETING, "--only", "docx", "--out", folder / "out")
    assert done.returncode == 0, done.stderr
    (file,) = (folder / "out").glob("*.docx")
    return file.rename(folder / "sent.docx")


def not_compared(sent: Path, description: str) -> list[str]:
    """Return what is not compared once the first chart has this description, or none."""
    back = shutil.copy(sent, sent.with_name("back.docx"))
    rezip.change(
        sent.with_name("back.docx"),
        "word/document.xml",
        lambda text: re.sub(r' descr="[^"]*"', description, text, count=1),
    )
    done = Project(sent.parent).run_here("review", back, MEETING, "--json")
    assert done.returncode == 0, done.stderr
    return [f"{one['what']}: {one['text']}" for one in json.loads(done.stdout)["unplaced"]]


@pytest.mark.parametrize("description", [' descr="A trend that is too good"', ""])
def test_another_description_of_a_chart_is_named(sent: Path, description: str) -> None:
    (told,) = not_compared(sent, description)
    assert "alternative text" in told
    assert "A trend that is too good" in told or not description


def test_charts_as_they_were_are_not_named(sent: Path) -> None:
    done = Project(sent.parent).run_here("review", sent, MEETING, "--json")
    assert json.loads(done.stdout)["unplaced"] == []


def test_charts_of_other_inputs_are_not_called_changed(sent: Path) -> None:
    file = sent.parent / "inputs" / MEETING / "open-counts.yaml"
    before = file.read_text(encoding="utf-8")
    file.write_text(before + "\n# a note\n", encoding="utf-8")
    try:
        assert not_compared(sent, ' descr="Other words"') == []
    finally:
        file.write_text(before, encoding="utf-8")
