"""Rows that were added to tables: records of the lists that the rows beside them come from."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT, Project, midshire, run_here
from word_edits import WordEdits

if TYPE_CHECKING:
    from collections.abc import Callable

MEETING = "2026-03-26"
ITEMS = Path("inputs") / MEETING / "items"
NOWHERE = r"what stands beside it comes from inputs/2026-03-26/items/internal-audit.yaml:\d+:5"


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return Midshire with its further items, and their Word papers in its folder."""
    project = midshire(tmp_path_factory.mktemp("items"))
    shutil.copytree(ROOT / "examples" / "midshire" / ITEMS, project.folder / ITEMS)
    agenda = Path("inputs") / MEETING / "agenda.yaml"
    shutil.copy(ROOT / "examples" / "midshire" / agenda, project.folder / agenda)
    for number in ("7", "8", "agenda"):
        build = ("build", MEETING, "--only", "docx", "--item", number, "--out", "sent")
        done = run_here(*build, cwd=project.folder)
        assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(sent: Project, tmp_path: Path) -> Project:
    shutil.copytree(sent.folder, tmp_path / "copy")
    return Project(tmp_path / "copy")


def review(project: Project, *arguments: str) -> dict[str, Any]:
    done = project.run_here("review", "back.docx", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def came_back(project: Project, item: str, edit: Callable[[WordEdits], object]) -> None:
    word = WordEdits(next((project.folder / "sent").glob(f"*{item}.docx")))
    edit(word)
    word.save(project.folder / "back.docx")


def new_lines(project: Project, sent: Project, item: str) -> list[str]:
    old, new = (
        (one.folder / ITEMS / f"{item}.yaml").read_text(encoding="utf-8").splitlines()
        for one in (sent, project)
    )
    assert [line for line in old if line not in new] == []
    return [line for line in new if line not in old]


@pytest.mark.parametrize(
    ("item", "row", "lines"),
    [
        (
            "treasury",
            ("Money market funds", "Pension fund", "£1,000", "£2,500,000"),
            ["          - {name: Pension fund, figures: [1000, 2500000]}"],
        ),
        ("internal-audit", ("Cyber security", "Estates", "Not started", "Not given"),
         ["  - name: Estates"]),
    ],
)  # fmt: skip
def test_a_row_is_taken_as_a_record_with_the_keys_of_the_one_beside_it(
    project: Project, sent: Project, item: str, row: tuple[str, ...], lines: list[str]
) -> None:
    """The row stands after the one that is named first."""
    came_back(project, item, lambda word: word.add_row(*row))
    (change,) = review(project)["changes"]
    assert change["verdict"] == "take", change
    assert review(project, "--take")["taken"] == [1]
    assert new_lines(project, sent, item) == lines
    assert review(project)["changes"] == []


def test_a_row_of_the_agenda_keeps_that_it_has_no_paper(project: Project, sent: Project) -> None:
    row = ("Declarations of interest", "3", "Any other business", "Chair", "Noting", "5", "None")
    came_back(project, "agenda", lambda word: word.add_row(*row))
    assert review(project, "--take")["taken"] == [1]
    old, new = (
        (one.folder / "inputs" / MEETING / "agenda.yaml").read_text(encoding="utf-8")
        for one in (sent, project)
    )
    assert new.count("paper: none") == old.count("paper: none") + 1
    assert review(project)["changes"] == []


def test_a_row_from_which_sentences_follow_is_taken_by_name(
    project: Project, sent: Project
) -> None:
    row = ("Mend the roof", "Fleet", "High", "Head of Estates", "31 January 2026")
    came_back(project, "internal-audit", lambda word: word.add_row("Count all items", *row))
    (change,) = review(project)["changes"]
    said = "Mend the roof (Fleet; Head of Estates, due 31 January 2026)"
    assert change["verdict"] == "by name"
    assert change["why"].endswith(f"says otherwise what was not changed: {said}")
    assert review(project, "--take", "1")["taken"] == [1]
    assert new_lines(project, sent, "internal-audit") == [
        "  - text: Mend the roof",
        "    audit: Fleet",
        "    owner: Head of Estates",
        "    due: 2026-01-31",
    ]


def test_a_row_with_a_cell_that_comes_from_several_values_is_refused(project: Project) -> None:
    row = ("Mend the roof", "Fleet", "High", "Head", "31 January 2026, moved to 1 March 2026")
    came_back(project, "internal-audit", lambda word: word.add_row("Review access", *row))
    (change,) = review(project)["changes"]
    assert change["verdict"] == "refused"
    assert re.fullmatch(f"{NOWHERE}: add it there, or to a text", change["why"])


def test_a_cell_with_a_capital_of_its_own_is_refused_for_what_would_follow(
    project: Project,
) -> None:
    """It is no other way of writing what is typed that is wrong with it."""
    came_back(project, "internal-audit", lambda word: word.type("Draft report", "Final report"))
    (change,) = review(project)["changes"]
    assert change["verdict"] == "refused"
    assert change["why"].startswith("the paper would then say otherwise what was not changed")
