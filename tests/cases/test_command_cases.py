"""What commands once made wrong: placeholders that pass, a marking lost, headers that differ."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import docx
import pdfplumber
import yaml

import page_audit
import small_papers
from conftest import ROOT, lay_out, run, run_here
from jacpaper.hmicfrs.compose import compose
from jacpaper.hmicfrs.load import load
from jacpaper.project.layout import template_folder
from libreoffice import libreoffice_pdf
from registers import workbook

if TYPE_CHECKING:
    import subprocess
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


def test_a_program_that_changed_makes_all_papers_again(tmp_path: Path) -> None:
    """As after `git pull`: the code is another one, under the same version."""
    project = lay_out(tmp_path / "project")
    source = tmp_path / "src"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))

    def ask(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return run(*arguments, cwd=project.folder, PYTHONPATH=str(source))

    def build_all() -> str:
        done = ask("build", "--all")
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert build_all() == "1 paper: 1 built.\n"
    assert build_all() == "1 paper: 1 up to date already.\n"
    (before,) = project.out.glob("*.docx")
    digest = before.read_bytes()
    project.edit(source / "jacpaper/writers/word/writer.py", "revision = 1", "revision = 2")
    assert ask("verify", project.out).returncode != 0
    assert build_all() == "1 paper: 1 built.\n"
    assert before.read_bytes() != digest
    assert ask("verify", project.out).returncode == 0
    assert build_all() == "1 paper: 1 up to date already.\n"


# The heads and states of a public register of another office, with words of our own.
ABBREVIATED = ("ALCAM", "ZQF", "DRD", "CTFS", "KRL", "NZTA", "ATCEM", "SOLAS", "VHF", "TSS")
REGISTER_YAML = """\
file: register.xlsx
sheet: Recommendations 2024-04-04
columns:
  reference: Number
  report: Inquiry
  text: Recommendation
  addressee: Recipient
  made: Made
  status: Status
  closed: Closed
not_used: [Safety Issue, Reply Text]
status:
  Closed acceptable: closed
  Closed superseded: superseded
  Unconfirmed: open
  Withdrawn: superseded
  Closed cancelled: closed
"""


def test_abbreviations_of_a_register_are_nothing_to_ask_the_officer(tmp_path: Path) -> None:
    """271 items whose words are an inspectorate's: a note could answer for none of them."""
    head = ("Number", "Recipient", "Safety Issue", "Inquiry", "Recommendation", "Reply Text",
            "Made", "Status", "Closed")  # fmt: skip
    states = ("Closed acceptable", "Closed superseded", "Unconfirmed", "Withdrawn",
              "Closed cancelled")  # fmt: skip
    rows = []
    for number in range(271):
        one, two, three = (ABBREVIATED[(number // 5 * step + step) % 10] for step in (1, 3, 7))
        text = f"Ask {two} and the {one}s to review ({number}) what {three} rules say."
        inquiry = f"RO-{2013 + number % 10} {one} crossing"
        state = states[number % 5]
        closed = "" if state == "Unconfirmed" else date(2025, 1 + number % 2 * 9, 1 + number % 28)
        rows.append((f"{number:03}/24", f"The {one} board, {two}", f"The {two}", inquiry, text,
                     f"{two} agreed", date(2023, 1, 1 + number % 28), state, closed))  # fmt: skip
    small_papers.write(
        tmp_path, MEETING,
        paper={"last_meeting": "2025-09-25", "open_items_by": ["report", "status", "age"],
               "appendices": [{"items": "open"}, {"items": "closed"}]},
        counts={"open": None, "previous": {"as_at": "2025-09-12"}},
    )  # fmt: skip
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    inputs = tmp_path / "inputs"
    (inputs / "register.yaml").write_text(REGISTER_YAML, encoding="utf-8")
    workbook(inputs / "register.xlsx", {"Recommendations 2024-04-04": [head, *rows]})
    done = run_here("build", "--strict", "--only", "txt", "--out", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (paper,) = (tmp_path / "out").glob("*.txt")
    printed = set(re.findall("[A-Z]{3,}", paper.read_text(encoding="utf-8")))
    assert printed >= set(ABBREVIATED)
