"""A further agenda item: one file, of a kind that is a folder, built and checked as ours is."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml

import kinds
import readers
import rezip
from conftest import MEETING
from jacpaper.preview.returned import opened, reviewed
from jacpaper.preview.view import Composer

if TYPE_CHECKING:
    from conftest import Project

WORDS = "The West Midlands Police holds 2 risks."


@pytest.fixture
def meeting(project: Project) -> Project:
    """Return a project whose meeting has an item of a small kind."""
    kinds.kind(project)
    kinds.item(project)
    return project


@pytest.mark.anew
def test_all_papers_of_a_meeting_are_written_side_by_side(meeting: Project) -> None:
    done = meeting.run_here("build", "--only", "docx,pdf,html,txt")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("The papers of 11 December 2025 are in build/2025-12-11:\n")
    for ending in ("docx", "pdf", "html", "txt"):
        assert (meeting.out / f"agenda-item-05-hmicfrs-update.{ending}").exists()
    own = meeting.out / "agenda-item-07-risks"
    text = own.with_suffix(".txt").read_text(encoding="utf-8")
    assert WORDS in readers.one_space(text)
    assert "Loss of data: 2, up, 1,200,000" in readers.one_space(text)
    written = readers.text_lines(own.with_suffix(".txt"))
    assert readers.word_lines(own.with_suffix(".docx")) == written
    assert _joined(readers.pdf_lines(own.with_suffix(".pdf"))) == _joined(written)
    assert readers.html_lines(own.with_suffix(".html")) == written
    told = json.loads((meeting.out / "manifest-risks.json").read_text())
    assert told["paper"] == "risks"
    assert kinds.FILE in told["sources"]
    assert f"inputs/{MEETING}/paper.yaml" not in told["sources"]
    verified = meeting.run_here("verify", "build/2025-12-11")
    assert verified.returncode == 0, verified.stderr


@pytest.mark.parametrize("key", sorted(yaml.safe_load(kinds.ITEM)))
@pytest.mark.parametrize("word", ["none", "unknown", "TBC"])
def test_a_word_for_nothing_under_any_key_is_taken_or_named(
    meeting: Project, key: str, word: str
) -> None:
    given = yaml.safe_load(kinds.ITEM) | {key: word}
    kinds.item(meeting, yaml.safe_dump(given, sort_keys=False))
    done = meeting.run_here("check")
    assert done.returncode in {0, 1}, done.stderr


def test_a_paper_beside_those_of_the_update_is_told_where_to_go(meeting: Project) -> None:
    """And is read there, by the kind that it names."""
    item = meeting.folder / kinds.FILE
    beside = item.parents[1] / item.name
    item.rename(beside)
    done = meeting.run_here("check")
    assert done.returncode == 1
    assert f"inputs/{MEETING}/risks.yaml: error: no paper has a file of this name" in done.stderr
    assert "if this is a paper of another kind, move it to items/risks.yaml" in done.stderr
    beside.rename(item)
    assert meeting.run_here("check").returncode == 0


def _joined(lines: list[readers.Line]) -> list[str]:
    return [f"{line.label} {line.text}".strip() for line in lines]


def test_the_update_is_the_same_with_an_item_beside_it(project: Project) -> None:
    alone = _update(project)
    kinds.kind(project)
    kinds.item(project)
    assert _update(project) == alone


def _update(project: Project) -> dict[str, bytes]:
    assert project.run_here("build", "--item", "5", "--only", "docx,html").returncode == 0
    return {path.name: path.read_bytes() for path in project.out.glob("agenda-item-05-*")}


def test_what_is_up_to_date_is_left_alone(meeting: Project) -> None:
    wanted = ("build", "--if-needed", "--only", "html")
    assert "The papers of" in meeting.run_here(*wanted).stdout
    assert meeting.run_here(*wanted).stdout.startswith("Nothing to do")
    kinds.item(meeting, kinds.ITEM.replace("calm", "not calm"))
    again = meeting.run_here(*wanted).stdout
    assert "agenda-item-07-risks" in again
    assert "agenda-item-05" not in again


def test_a_mistake_in_an_item_holds_up_no_other_paper(meeting: Project) -> None:
    kinds.item(meeting, kinds.ITEM.replace("likelihood: 2", "likelihood: 9"))
    done = meeting.run_here("build", "--only", "html")
    assert done.returncode == 1
    assert f"{kinds.FILE}:6:17: error: this cannot be more than 5" in done.stderr
    assert done.stderr.endswith("1 error. The other papers are written.\n")
    assert not (meeting.out / "agenda-item-07-risks.html").exists()
    assert (meeting.out / "agenda-item-05-hmicfrs-update.html").exists()
    done = meeting.run_here("build", "--only", "html", "--if-needed")
    assert done.stderr.endswith("1 error. Nothing was written.\n")


def test_a_key_that_is_missing_is_told_with_what_the_kind_says_of_it(meeting: Project) -> None:
    kinds.item(meeting, kinds.ITEM.replace("  - name: Loss of data\n    ", "  - "))
    said = meeting.run_here("check").stderr.splitlines()
    assert said[0] == f'{kinds.FILE}:5:5: error: "name" is missing from risks'
    assert said[3] == "    What may happen."


OTHER = f"inputs/{MEETING}/paper.yaml"
TO_COME = "“TBC” stands for something that is still to be filled in"
CASES = {
    "a misspelt key": (
        kinds.ITEM.replace("  - name: Loss", "  - nmae: Loss"),
        [f'{kinds.FILE}:5:5: error: "nmae" is not known here'],
    ),
    "no such choice": (
        kinds.ITEM.replace("direction: up", "direction: upp"),
        [f'{kinds.FILE}:7:16: error: "upp" is not one of up, down, level'],
    ),
    "no amount": (
        kinds.ITEM.replace("£1.2 million", "a lot"),
        [f"{kinds.FILE}:8:11: error: this should be an amount"],
    ),
    "an unknown kind": (
        kinds.ITEM.replace("risk-register", "risk-regster"),
        [f'{kinds.FILE}:1:7: error: "risk-regster" is no kind of paper'],
    ),
    "no kind": (
        kinds.ITEM.replace("kind: risk-register\n", ""),
        [f'{kinds.FILE}:1: error: "kind" is missing'],
    ),
    "the number of another paper": (
        kinds.ITEM.replace('"07"', '"5"'),
        [f"{kinds.FILE}:2:7: error: {OTHER} has the number 5 on the agenda too"],
    ),
    "a sentence that there is none": (
        f"{kinds.ITEM}wording: {{hold: Nothing.}}\n",
        [f'{kinds.FILE}:12:11: error: the template has no sentence called "hold"'],
    ),
    "an answer to a rule of another kind": (
        f"{kinds.ITEM}notes: {{older-year: It was counted twice.}}\n",
        [f'{kinds.FILE}:12:9: error: no rule for this paper is called "older-year"'],
    ),
    "what is still to come": (
        kinds.ITEM.replace("It is *calm*", "It is TBC"),
        [f"{kinds.FILE}:11:9: warning: {TO_COME} [unfinished]"],
    ),
}


@pytest.mark.parametrize(
    "text",
    [
        kinds.ITEM.replace("kind: risk-register", '"kind": risk-register'),
        kinds.ITEM.replace("kind: risk-register", "kind:\n  risk-register").replace(
            'item: "07"', "'item': \"07\""
        ),
        "# by a program\n" + json.dumps(yaml.safe_load(kinds.ITEM), indent=0),
    ],
    ids=["key in quotes", "value below", "in braces"],
)
def test_a_kind_may_be_written_as_yaml_allows(meeting: Project, text: str) -> None:
    kinds.item(meeting, text)
    assert kinds.said(meeting) == []
    done = meeting.run_here("build", "--item", "7", "--only", "html")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in meeting.out.glob("*.html")] == ["agenda-item-07-risks.html"]


REPORT = """\
kind: report
item: "08"
title: Money
sections:
  - heading: Sums
    tables:
      - caption: Sums of money
        columns: [Party, One, Two]
        rows:
          - {name: A, figures: [1, 2]}
          - {name: B, figures: [3]}
          - {name: C, figures: [3, 4, 5]}
"""
FITTING = REPORT.replace("[3]", "[3, 4]").replace(", 4, 5]", ", 4]")


def test_a_row_that_does_not_fit_its_table_is_named_at_its_line(project: Project) -> None:
    kinds.item(project, REPORT, "money")
    fault = "this has {}, not 2: one for each of the columns after the first"
    file = f"inputs/{MEETING}/items/money.yaml"
    assert kinds.said(project) == [
        f"{file}:11:32: error: {fault.format('1 entry')}",
        f"{file}:12:32: error: {fault.format('3 entries')}",
    ]
    kinds.item(project, FITTING, "money")
    assert kinds.said(project) == []


def test_an_item_and_the_agenda_may_have_contact_officers_of_their_own(meeting: Project) -> None:
    kinds.item(meeting, f"{FITTING}contact_officer: {{name: Sam Oak, title: Treasurer}}\n", "money")
    meeting.input("agenda.yaml").write_text(
        "contact_officer: {name: Jo Ash, title: Clerk, telephone: 01632 960001}\nitems:\n"
        + "".join(f'  - {{item: "{number}", title: A paper}}\n' for number in (5, 7, 8)),
    )
    done = meeting.run_here("build", "--only", "txt")
    assert done.returncode == 0, done.stderr
    said = {path.stem: path.read_text(encoding="utf-8") for path in meeting.out.glob("*.txt")}
    assert "Sam Oak" in said["agenda-item-08-money"]
    assert "Jo Ash" in said["agenda"]
    assert "01632 960001" in said["agenda"]
    assert not [name for name in said if "update" in name and "Jo Ash" in said[name]]


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_told_at_its_line(meeting: Project, name: str) -> None:
    text, expected = CASES[name]
    kinds.item(meeting, text)
    assert kinds.said(meeting) == expected


def test_a_file_that_is_no_text(meeting: Project) -> None:
    (meeting.folder / kinds.FILE).write_bytes(kinds.ITEM.encode("utf-16"))
    expected = f"{kinds.FILE}:1:1: error: the file is saved as UTF-16, which Windows calls Unicode"
    assert kinds.said(meeting) == [expected]
    (meeting.folder / kinds.FILE).write_bytes(b"")
    assert kinds.said(meeting) == [f"{kinds.FILE}:1:1: error: the file is empty"]


def test_a_meeting_that_has_further_items_alone(meeting: Project) -> None:
    for path in (meeting.folder / "inputs" / MEETING).glob("*.yaml"):
        path.unlink()
    done = meeting.run_here("build", "--only", "html")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in meeting.out.glob("*.html")] == ["agenda-item-07-risks.html"]
    assert meeting.run_here("verify", "build/2025-12-11").returncode == 0


def test_two_items_of_one_number(meeting: Project) -> None:
    kinds.item(meeting, name="more-risks")
    found = [line for line in kinds.said(meeting) if "agenda too" in line]
    first = f"inputs/{MEETING}/items/more-risks.yaml"
    assert found == [f"{kinds.FILE}:2:7: error: {first} has the number 07 on the agenda too"]


@pytest.mark.parametrize("name", ["Risks", "my risks", "risks-draft", "restricted-appendix"])
def test_a_name_that_no_paper_can_have(meeting: Project, name: str) -> None:
    kinds.item(meeting, kinds.changed(item="08"), name=name)
    message = "the files of a paper cannot be called after this"
    assert f"inputs/{MEETING}/items/{name}.yaml: error: {message}" in kinds.said(meeting)


def test_what_nothing_reads_in_the_folder_of_items(meeting: Project) -> None:
    folder = meeting.folder / "inputs" / MEETING / "items"
    (folder / "late.yml").write_text("kind: report\n")
    (folder / "plan.docx").write_bytes(b"PK")
    assert kinds.said(meeting) == [
        f"inputs/{MEETING}/items/late.yml: error: nothing reads this here",
        f"inputs/{MEETING}/items/plan.docx: warning: nothing reads this here",
    ]


def test_without_a_description_only_the_template_complains(project: Project) -> None:
    kinds.kind(project, kinds.TEMPLATE.replace(kinds.COST, ""), facts=None)
    kinds.item(project)
    assert kinds.said(project) == []
    kinds.item(project, kinds.ITEM.replace("    likelihood: 2\n", ""))
    assert kinds.said(project) == [
        'templates/risk-register/paper.html.j2:13: error: dict has no "likelihood"'
    ]


def test_the_preview_shows_the_lines_behind_an_item(meeting: Project) -> None:
    composer = Composer(meeting.folder, date.fromisoformat(MEETING), "risks")
    paper, problems = composer.paper()
    assert not [one for one in problems if one.severity != "hint"]
    places = {
        block.text: {(place.file, place.line) for place in block.places} for block in paper.blocks
    }
    of_risk = places["Loss of data: 2, up, 1,200,000"]
    assert {(kinds.FILE, line) for line in (5, 6, 7, 8)} <= of_risk
    assert ("templates/risk-register/paper.html.j2", 13) in of_risk
    assert (kinds.FILE, 11) in places["It is calm."]


def test_a_word_file_that_comes_back_changes_its_own_file(meeting: Project) -> None:
    assert meeting.run_here("build", "--item", "7", "--only", "docx").returncode == 0
    sent = meeting.out / "agenda-item-07-risks.docx"
    back = meeting.folder / "back.docx"
    shutil.copy(sent, back)
    rezip.change(
        back, "word/document.xml", lambda xml: xml.replace("Loss of data", "Loss of records")
    )
    done = meeting.run_here("review", "back.docx", "--take", "all")
    assert done.returncode == 0, done.stderr
    changed = (meeting.folder / kinds.FILE).read_text(encoding="utf-8")
    assert changed == kinds.ITEM.replace("Loss of data", "Loss of records"), (
        done.stdout + done.stderr
    )


@pytest.mark.parametrize("dropped", [("customXml/",), ("customXml/", "docProps/custom")])
def test_a_word_file_without_what_it_was_made_from_belongs_to_the_paper_with_its_words(
    meeting: Project, dropped: tuple[str, ...]
) -> None:
    assert meeting.run_here("build", "--item", "7", "--only", "docx").returncode == 0
    back = meeting.folder / "back.docx"
    with (
        zipfile.ZipFile(meeting.out / "agenda-item-07-risks.docx") as sent,
        zipfile.ZipFile(back, "w") as other,
    ):
        for name in sent.namelist():
            if not name.startswith(dropped):  # some programs drop what they do not know
                content = sent.read(name).replace(b"Loss of data", b"Loss of records")
                other.writestr(name, content)
    done = meeting.run_here("review", "back.docx", "--take", "all")
    assert done.returncode == 0, done.stderr
    changed = (meeting.folder / kinds.FILE).read_text(encoding="utf-8")
    assert changed == kinds.ITEM.replace("Loss of data", "Loss of records")


def test_a_returned_file_of_another_item_says_how_to_see_it(project: Project) -> None:
    """In the preview, which shows one paper."""
    day = date.fromisoformat(MEETING)
    kinds.kind(project)
    kinds.item(project, name="risks")
    assert project.run_here("build", "--item", "07", "--only", "docx").returncode == 0
    (word,) = project.out.glob("*-risks.docx")
    found = reviewed(opened("a.docx", word), project.folder, day)
    (problem,) = found.problems
    assert problem.message == "this is the paper of items/risks.yaml; the preview shows another"
    assert f"`jacpaper preview {MEETING} --item risks`" in problem.hint
    assert not reviewed(opened("a.docx", word), project.folder, day, "risks").problems
    assert project.run_here("build", "--item", "05", "--only", "docx").returncode == 0
    (word,) = project.out.glob("*-hmicfrs-update.docx")
    (problem,) = reviewed(opened("a.docx", word), project.folder, day, "risks").problems
    assert problem.message == "this is the paper of paper.yaml; the preview shows another"
    assert problem.hint == f"start `jacpaper preview {MEETING}`, and drop the file there"
    (word,) = project.out.glob("*-risks.docx")
    (project.folder / kinds.FILE).rename(project.folder / kinds.FILE.replace("risks", "hazards"))
    assert not reviewed(opened("a.docx", word), project.folder, day, "hazards").problems
