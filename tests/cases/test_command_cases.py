"""What commands once made wrong: placeholders that pass, a marking lost, headers that differ."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import docx
import pdfplumber
import yaml

import page_audit
import small_papers
from conftest import ROOT, run_here
from jacpaper.inputs.load import load
from jacpaper.project.layout import template_folder
from jacpaper.template.compose import compose
from libreoffice import libreoffice_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

MEETING = "2025-12-11"


def test_the_widest_table_by_report_year_breaks_no_word_of_its_head(tmp_path: Path) -> None:
    counts = {
        "open": {2024: 4, 2025: 5}, "closed": {2025: 1}, "reopened": {2025: 1},
        "adjusted": {2024: 1}, "notes": {2024: "(Reason.)", 2025: "(Reason.)"},
        "previous": {"as_at": "2025-09-12", "open": {2024: 3, 2025: 5}},
    }  # fmt: skip
    small_papers.write(tmp_path, MEETING, counts=counts, paper={"last_meeting": "2025-09-25"})
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    done = run_here("build", "--only", "docx,pdf", "--out", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    body = compose(load(tmp_path, date.fromisoformat(MEETING)), template_folder(tmp_path)).body
    (head,) = (row for row in body.find("tr") if "Reopened" in row.text)
    assert len([*head.elements]) == 8
    (pdf,), (word,) = (tmp_path / "out").glob("*.pdf"), (tmp_path / "out").glob("*.docx")
    for path in (pdf, libreoffice_pdf(word, tmp_path)):
        found = page_audit.findings(path, body)
        assert [one for one in found if "is broken" in one] == []


def test_each_placeholder_of_a_new_workspace_is_named_and_no_paper_is_made_of_it(
    tmp_path: Path,
) -> None:
    """Whatever its files mark as still to be done, and not one less."""
    assert run_here("init", "new", cwd=tmp_path).returncode == 0
    marked = {
        f"{path.relative_to(tmp_path / 'new')}:{number}"
        for path in (tmp_path / "new" / "inputs").rglob("*.yaml")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"^[^#]*\S.*# to do", line)
    }
    assert len(marked) >= 15
    done = run_here("build", "--strict", "--project", "new", cwd=tmp_path)
    assert done.returncode == 1
    named = re.findall(r"(inputs/\S+?:\d+):\d+: error: this is still to do", done.stderr)
    assert {*named} == marked
    assert not [*(tmp_path / "new").rglob("agenda-item-*")]


def test_the_marking_is_carried_to_the_next_meeting(tmp_path: Path) -> None:
    marked = {"marking": "OFFICIAL-SENSITIVE", "last_meeting": "2025-09-25"}
    small_papers.write(tmp_path, MEETING, paper=marked)
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    assert run_here("new", "2026-03-26", cwd=tmp_path).returncode == 0
    begun = (tmp_path / "inputs" / "2026-03-26" / "paper.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(begun)["marking"] == "OFFICIAL-SENSITIVE"


def test_a_header_that_the_template_words_is_the_same_in_every_format(project: Project) -> None:
    template = project.template / "paper.html.j2"
    project.edit(template, "Agenda item {{ item }}", "Item no. {{ item }}")
    project.edit(template, '"committee">{{ committee.name }}', '"committee">OUR COMMITTEE')
    done = project.run_here("build", "--only", "docx,pdf,html")
    assert done.returncode == 0, done.stderr
    (pdf,), (word,) = project.out.glob("*.pdf"), project.out.glob("*.docx")
    (section,) = docx.Document(str(word)).sections
    with pdfplumber.open(pdf) as pages:
        second = pages.pages[1].extract_text().splitlines()[0]
    said = {" ".join(section.header.paragraphs[0].text.split()), second}
    assert said == {"OUR COMMITTEE, 11 December 2025 Item no. 05"}
    (page,) = project.out.glob("*.html")
    words = page.read_text(encoding="utf-8")
    assert "Item no. 05" in words
    assert "OUR COMMITTEE" in words
    assert "Agenda item" not in words
