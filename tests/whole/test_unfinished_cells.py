"""A placeholder in a cell of the register is asked about where the paper prints the cell."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, WITHOUT_ITEMS, Project
from jacpaper.build.prepare import prepare

if TYPE_CHECKING:
    from pathlib import Path

MIDSHIRE, MEETING = ROOT / "examples" / "midshire", "2026-03-26"


@pytest.fixture
def midshire(tmp_path: Path) -> Project:
    shutil.copytree(MIDSHIRE / "inputs", tmp_path / "inputs", ignore=WITHOUT_ITEMS)
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


def test_one_word_of_many_rows_is_asked_about_once(midshire: Project) -> None:
    register = midshire.folder / "inputs" / "register.csv"
    text = register.read_text(encoding="utf-8")
    assert text.count("Head of Local Policing") > 20
    register.write_text(text.replace("Head of Local Policing", "TBC"), encoding="utf-8")
    (said,) = asked(midshire)
    assert re.search(r"\(in [1-9]\d rows, here first\)$", said)


PLACEHOLDERS = (
    "(insert date)", "(date)", "date to follow", "XX/XX/2025", "\u2026", "[...]",
    "\u00a3XXk", "\u00a3X.Xm", "[XX]", "[\u25cf]", "Name to be inserted", "T.B.C.", "PLACEHOLDER",
    "Lorem ipsum dolor sit amet", "Your text here", "Click or tap here to enter text.", "(blank)",
    "Error! Reference source not found.", "#SPILL!", "The rise (to be confirmed) is 5",
    "to be agreed", "DD/MM/YYYY",
)  # fmt: skip
SENTENCES = (
    "The report said \u201c[...] the force must act\u201d at once.",
    'It asks "why [\u2026] the force" waits.',
    "About 1.5 million people, e.g. in towns, live here.", "AT&T and R&D: <5 cases in 2025.",
    "Section 55(1) is priority #1; it is rated 5*, or ~50.", "Write to pat@example.police.uk.",
    "The date [of birth] and (name and date) are kept.", "Figures will be confirmed there.",
    "He wrote a to-do list.", "Click on the link.", "N/A", "The population (number) rose.",
    "This is what the Committee asked\nto be confirmed\nby all.",
)  # fmt: skip


def background(project: Project, text: str) -> None:
    paper = project.folder / "inputs" / MEETING / "paper.yaml"
    before = paper.read_text(encoding="utf-8")
    indented = text.replace("\n", "\n  ")
    given = before.replace("\nbackground: |\n", f"\nbackground: |\n  {indented}\n\n")
    assert given != before
    paper.write_text(given, encoding="utf-8")


def test_what_stands_for_other_words_is_asked_about(midshire: Project) -> None:
    texts = [text.replace("#", "\\#") for text in PLACEHOLDERS]
    background(midshire, "\n\n".join([*texts, "These:\n\n- one\n- date to be confirmed"]))
    said = "\n".join(asked(midshire))
    assert said.count("stands for something") == len(PLACEHOLDERS) + 1
    told = [text for text in (*PLACEHOLDERS, "date to be confirmed") if f"\u201c{text}" not in said]
    # Of these, the part that stands for other words is quoted.
    assert told == ["Lorem ipsum dolor sit amet", "The rise (to be confirmed) is 5"]


def test_ordinary_sentences_are_not(midshire: Project) -> None:
    background(midshire, "\n\n".join(SENTENCES))
    assert asked(midshire) == []
