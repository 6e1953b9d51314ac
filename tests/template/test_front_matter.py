"""Front matter, key points and further counts stand in all outputs, and only where they are given.

The sentences are read back from the finished files, and held against what was typed.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

import readers
import small_papers
from conftest import MEETING, ROOT, WITHOUT_ITEMS, Project
from jacpaper.build.prepare import prepare
from jacpaper.problems import Problems

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_TITLE = 70
MIDSHIRE = ROOT / "examples" / "midshire"

FRONT = """
report_of: Chief Constable
report_to: Police and Crime Commissioner
report_for: noting
recommendation_to_committee: |
  The Committee is recommended:

  - to note *this* report
implications:
  financial: none
  equality: none
  risk: |
    It falls.

    It is [written down](https://www.gov.uk/risk).
background_papers:
  - "[The report](https://www.gov.uk/report) of 2023"
other_format: Write to us for large print.
"""
COUNTS = """
open_by:
  status: {In progress: 50, "Signed off: board": 3, Not begun: 0}
by_report:
  - {report: Custody, published: June 2023, made: 9, closed: 4, open: 5}
  - {report: Crime, published: 2024-05-01, made: 5, closed: 0, open: 5, last_reported: 2025}
"""


def add(project: Project, name: str, text: str) -> None:
    path = project.input(name)
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def squeezed(lines: list[readers.Line]) -> str:
    """Return all words and labels without spaces: lines of a PDF end where the page does."""
    said = "".join(f"{line.label}{line.text}" for line in lines)
    return re.sub(r"[\s:]+", "", said)


def texts(project: Project) -> list[str]:
    document, _ = prepare(project.folder, date.fromisoformat(MEETING))
    return [line.text for line in readers.tree_lines(document.body)]


def fault(project: Project) -> str:
    with pytest.raises(Problems) as found:
        prepare(project.folder, date.fromisoformat(MEETING))
    return str(found.value)


def test_all_of_it_is_in_all_three_outputs(project: Project) -> None:
    add(project, "paper.yaml", FRONT + "key_points: shown\n")
    add(project, "open-counts.yaml", COUNTS)
    contact = "  email: liaison@midshire.police.uk\n  telephone: 0121 496 0000\n"
    add(project, "committee.yaml", contact)
    done = project.run_here("build", "--strict")
    assert done.returncode == 0, done.stderr
    html = readers.html_lines(next(project.out.glob("*.html")))
    assert readers.word_lines(next(project.out.glob("*.docx"))) == html
    pdf = readers.pdf_lines(next(project.out.glob("*.pdf")))
    assert squeezed(pdf) == squeezed(html)
    for text in (
        "This report of the Chief Constable to the Police and Crime Commissioner is for noting.",
        "What members are asked to do",
        "This report has no financial implications.",
        "This report has no implications for equality.",
        "It is written down.",
        "This report relies on one background paper:",
        "The report of 2023",
        "Telephone: 0121 496 0000",
        "E-mail: liaison@midshire.police.uk",
        "Write to us for large print.",
        "50 are “In progress” and 3 “Signed off: board”.",
        "2 reports made 14 recommendations and AFIs, of which 4 are closed and 10 are open",
        "43 open items come from no report listed here.",
        "One cause of concern is open: Investigations (paragraph ",
        "One inspection is to come: PEEL 2025/27 in July 2026 (paragraph ",
    ):
        assert any(text in line.text for line in html), text
    assert not any("legal" in line.text for line in html)


def test_nothing_of_it_is_there_where_nothing_is_given(project: Project) -> None:
    said = texts(project)
    for heading in ("Key points", "Implications", "Background papers", "Other formats"):
        assert heading not in said
    assert not any(text.startswith(("This report of", "Telephone", "E-mail")) for text in said)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("report_of: the Chief Constable", "This is a report of the Chief Constable to the Joint"),
        ("report_for: decision", "This report to the Joint Audit Committee is for decision."),
        ("report_to: Panel", "This is a report to the Panel."),
    ],
)
def test_what_is_left_out_leaves_a_whole_sentence(
    project: Project, given: str, sentence: str
) -> None:
    add(project, "paper.yaml", f"\n{given}\n")
    assert any(text.startswith(sentence) for text in texts(project))


def test_each_key_point_leads_to_the_paragraph_that_says_it(project: Project) -> None:
    add(project, "paper.yaml", "\nkey_points: shown\n")
    document, _ = prepare(project.folder, date.fromisoformat(MEETING))
    blocks = list(document.body.elements)
    points = next(block for block in blocks if block.tag == "ul")
    by_id = {block.attributes.get("id"): block for block in blocks}
    led = {}
    for item in points.elements:
        (link,) = item.find("a")
        target = by_id[link.attributes["href"][1:]]
        assert link.text == f"paragraph {target.number}"
        led[item.text.partition(" (paragraph")[0]] = target.text
    (came, there), (still, figures), (cause, causes), (to_come, _) = led.items()
    assert came.startswith("Since the last meeting, 3 reports have been published, with 12")
    assert there.startswith("Since the last meeting, 3 reports have been published, with 12")
    assert still.startswith("53 recommendations and areas for improvement are open, 5 more than")
    assert "so 53 are open, 5 more than" in figures
    assert cause == "One cause of concern is open: Investigations"
    assert "Investigations" in causes
    assert to_come == "One inspection is to come: PEEL 2025/27 in July 2026"


def test_points_are_ordered_worded_and_added_to(project: Project) -> None:
    add(
        project,
        "paper.yaml",
        "\nkey_points: [next, We are *ready*., open]\nwording: {key_point_open: All is well.}\n",
    )
    said = texts(project)
    start = said.index("Key points")
    assert said[start + 1].startswith("One inspection is to come")
    assert said[start + 2 : start + 4] == ["We are ready.", "All is well."]


def test_a_point_does_not_lead_to_a_sentence_left_out(project: Project) -> None:
    add(project, "paper.yaml", "\nkey_points: shown\nwording: {open_recommendations: left out}\n")
    (point,) = (text for text in texts(project) if text.startswith("53 recommendations and areas"))
    assert point.endswith("in the last paper.")


def test_what_is_late_is_counted_where_the_register_is_shown(tmp_path: Path) -> None:
    project = Project(tmp_path)
    shutil.copytree(MIDSHIRE / "inputs", tmp_path / "inputs", ignore=WITHOUT_ITEMS)
    (tmp_path / "templates").symlink_to(MIDSHIRE / "templates")
    document, _ = prepare(tmp_path, date(2026, 3, 26))
    (whole,) = (
        text for text in (line.text for line in readers.tree_lines(document.body))
        if " overdue: past the" in text
    )  # fmt: skip
    paper = tmp_path / "inputs" / "2026-03-26" / "paper.yaml"
    paper.write_text(paper.read_text(encoding="utf-8") + "\nkey_points: shown\n", encoding="utf-8")
    document, _ = prepare(project.folder, date(2026, 3, 26))
    said = [line.text for line in readers.tree_lines(document.body)]
    (point,) = (text for text in said if re.search(r" overdue, .*\(Table", text))
    assert point.split()[0] == whole.split()[0]
    assert "exempt items not counted (Table" in point


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("key_points: [opn, next, came in]", '"opn" is no key point'),
        ("key_points: [open, open, next]", '"open" is given twice'),
        ("key_points: [a., b., c., d., e., f., g.]", "these are 7 key points"),
        ("key_points: yes please", "a list"),
        (
            "report_for: comfort",
            '"comfort" is not one of decision, discussion, assurance, information, noting',
        ),
        ("implications: {money: none}", '"money" is not known here'),
        ("background_papers: []", 'the word "none"'),
    ],
)
def test_what_cannot_be_shown_is_refused(project: Project, given: str, says: str) -> None:
    add(project, "paper.yaml", f"\n{given}\n")
    assert says in fault(project)


@pytest.mark.parametrize("email", ["liaison", "a b@c.uk", "liaison@police", "<x@y.uk>"])
def test_an_address_that_cannot_be_written_to_is_refused(project: Project, email: str) -> None:
    add(project, "committee.yaml", f'  email: "{email}"\n')
    assert "is not an e-mail address" in fault(project)


def test_grades_can_be_counts_alone_or_some_of_them(project: Project) -> None:
    reports = project.input("reports.yaml")
    text = reports.read_text(encoding="utf-8")
    start, end = text.index("    grades:\n"), text.index("    areas_for_improvement:\n")
    counts = "    grade_counts: {adequate: 1, good: 3, requires improvement: 1}\n"
    reports.write_text(text[:start] + counts + text[end:], encoding="utf-8")
    assert "3 areas were graded good, one adequate and one requires improvement." in texts(project)
    part = counts + "    grades_given: in part\n"
    reports.write_text(text[:start] + part + text[end:], encoding="utf-8")
    said = (
        "Not all grades that the report gave are counted here. Of the areas counted, 3 were graded"
        " good, one adequate and one requires improvement."
    )
    assert said in texts(project)
    reports.write_text(
        text[:start] + "    grades_given: in part\n" + text[start:], encoding="utf-8"
    )
    assert any(
        one.startswith(
            "Not all grades that the report gave are listed here. Of the areas listed, 3 were"
        )
        for one in texts(project)
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Joint Audit Committee", "Update: Joint Audit Committee, 11 December 2025"),
        (
            "Joint Independent Audit and Governance Committee of Midshire",
            "Update: JAC, 11 December 2025",
        ),
    ],
)
def test_the_title_of_a_long_committee_name_has_its_short_one(
    tmp_path: Path, name: str, title: str
) -> None:
    small_papers.write(
        tmp_path, "2025-12-11", paper={"title": "Update", "last_meeting": "unknown"},
        committee={"committee": {"name": name, "short": "JAC"}},
    )  # fmt: skip
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    document = prepare(tmp_path, date(2025, 12, 11))[0]
    assert document.title.startswith(title)
    assert len(document.title) <= LONGEST_TITLE
    assert name in [block.text for block in document.body.find("p")]
