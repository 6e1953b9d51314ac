"""The example of another inspectorate: its papers have not one word of the first."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

import readers
from conftest import ROOT, run_here
from jacpaper.project.layout import meetings

if TYPE_CHECKING:
    from pathlib import Path

CALEDONIA = ROOT / "examples" / "caledonia"
# Names of an inspectorate, its findings, phases, portal and law; of the force and committee of
# the reference paper and of Midshire.
OF_OTHERS = re.compile(
    r"HMIC|Majesty|Fire & Rescue|\bAFIs?\b|areas? for improvement|\bScan\b|\bEngage\b|phase"
    r"|monitoring|portal|section 55|Police Act|West Midlands|WMP|Midshire|\bMIP\b|\bJ?I?AC\b"
    r"|Joint|\bunknown\b|\bnone\b",
    re.IGNORECASE,
)
OF_ENGLAND = re.compile(
    r"HMICFRS|AFIs?\b|for improvement|Scan\b|Engage\b|section.55|portal\b", re.IGNORECASE
)


@pytest.mark.parametrize("day", meetings(CALEDONIA))
def test_its_papers_have_no_word_of_another_force(tmp_path: Path, day: object) -> None:
    done = run_here(
        "build", f"{day}", "--project", CALEDONIA, "--strict", "--out", tmp_path,
        "--only", "docx,html,txt", cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (page,), (plain,) = tmp_path.glob("*.html"), tmp_path.glob("*.txt")
    (word,) = tmp_path.glob("*.docx")
    for said in (
        plain.read_text(encoding="utf-8"),
        " ".join(f"{label} {text}" for label, text in readers.html_lines(page)),
        " ".join(f"{label} {text}" for label, text in readers.word_lines(word)),
    ):
        assert "Caledonia Constabulary (the Constabulary)" in readers.one_space(said)
        # Of its own: a joint inspection, and a count of which none is left.
        own = said.replace("This joint report", "").replace("none was", "")
        assert OF_OTHERS.findall(own) == []


def test_everything_in_it_is_said_to_be_invented() -> None:
    for path in (CALEDONIA / "inputs").rglob("*.yaml"):
        assert "invented" in "".join(path.read_text(encoding="utf-8").splitlines()[:4]), path


def test_its_next_meeting_is_begun_with_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "templates").symlink_to(CALEDONIA / "templates")
    shutil.copytree(CALEDONIA / "inputs", tmp_path / "inputs")
    done = run_here("new", "2026-03-19", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "section 55" not in done.stdout
    for path in (tmp_path / "inputs" / "2026-03-19").iterdir():
        # The key is called so for every force.
        said = path.read_text(encoding="utf-8").replace("areas_for_improvement:", "")
        assert OF_ENGLAND.findall(said) == [], path.name
