"""`jacpaper review`: changes in a Word paper that came back find their lines, or are refused."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from conftest import MEETING, ROOT, Project, run_here
from jacpaper.project.layout import meetings
from jacpaper.review import take
from word_edits import W, WordEdits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MIDSHIRE = "2026-03-26"
REPORTS, PAPER = f"inputs/{MEETING}/reports.yaml", f"inputs/{MEETING}/paper.yaml"
NCPI = "https://hmicfrs.justiceinspectorates.gov.uk/publications/west-midlands-national-child-protection-inspection-november-2025/"


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the Word papers that went out, by project."""
    found = {}
    for name, day, root in (
        ("reference", MEETING, ROOT),
        ("midshire", MIDSHIRE, ROOT / "examples" / "midshire"),
    ):
        out = tmp_path_factory.mktemp(name)
        done = run_here("build", day, "--only", "docx", "--out", out, cwd=root)
        assert done.returncode == 0, done.stderr
        found[name] = next(out.glob("agenda-item-*-update.docx"))
    return found


@pytest.fixture
def midshire(tmp_path: Path) -> Project:
    shutil.copytree(ROOT / "examples" / "midshire" / "inputs", tmp_path / "inputs")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return Project(tmp_path)


def returned(project: Project, paper: Path, *edits: Callable[[WordEdits], object]) -> Path:
    word = WordEdits(paper)
    for edit in edits:
        edit(word)
    return word.save(project.folder / "back.docx")


def review(project: Project, *arguments: str) -> dict[str, Any]:
    done = project.run_here("review", "back.docx", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def contents(project: Project) -> dict[str, bytes]:
    inputs = project.folder / "inputs"
    return {
        str(path.relative_to(inputs)): path.read_bytes()
        for path in inputs.rglob("*")
        if path.is_file()
    }


# What is done in Word, and the lines that are gone from and new in the inputs.
TAKEN: dict[str, tuple[Callable[[WordEdits], object], str, list[str], list[str]]] = {
    "words typed in the inputs": (
        lambda word: word.type("Walsall and Solihull", "Walsall, Dudley and Solihull"),
        REPORTS,
        ["      Walsall and Solihull."],
        ["      Walsall, Dudley and Solihull."],
    ),
    "tracked words": (
        lambda word: word.track("Walsall", "Dudley"),
        REPORTS,
        ["      Walsall and Solihull."],
        ["      Dudley and Solihull."],
    ),
    "emphasis": (
        lambda word: word.bold("Walsall"),
        REPORTS,
        ["      Walsall and Solihull."],
        ["      **Walsall** and Solihull."],
    ),
    "a date": (
        lambda word: word.type("15 October 2025", "16 October 2025"),
        REPORTS,
        ["    published: 2025-10-15"],
        ["    published: 2025-10-16"],
    ),
    "a number": (
        lambda word: word.type("18 recommendations", "19 recommendations"),
        REPORTS,
        ["    recommendations: {made: 18, applicable: 1, addressed_to: chief constables}"],
        ["    recommendations: {made: 19, applicable: 1, addressed_to: chief constables}"],
    ),
    "a grade": (
        lambda word: word.type("Good", "Adequate"),
        REPORTS,
        ["      Working with safeguarding partners: good"],
        ["      Working with safeguarding partners: adequate"],
    ),
    "an area that was graded": (
        lambda word: word.type("Risk assessment and referrals", "Assessing risk, and referrals"),
        REPORTS,
        ["      Risk assessment and referrals: requires improvement"],
        ["      Assessing risk, and referrals: requires improvement"],
    ),
    "an area that was graded, at its start and at its end": (
        lambda word: word.type("Working with safeguarding partners", "Meeting safeguarding needs"),
        REPORTS,
        ["      Working with safeguarding partners: good"],
        ["      Meeting safeguarding needs: good"],
    ),
    "an address": (
        lambda word: word.link_to(NCPI, "https://example.org/ncpi/"),
        REPORTS,
        [f"    url: {NCPI}"],
        ["    url: https://example.org/ncpi/"],
    ),
    "an item added": (
        lambda word: word.add_after("CSE investigators", "Supervision of visits"),
        REPORTS,
        [],
        ["      - Supervision of visits"],
    ),
    "an item taken out": (
        lambda word: word.remove("Recording children"),
        REPORTS,
        ["      - Recording children\u2019s demographic information"],
        [],
    ),
    "a row taken out": (
        lambda word: word.remove_row("Risk assessment and referrals"),
        REPORTS,
        ["      Risk assessment and referrals: requires improvement"],
        [],
    ),
    "a row added": (
        lambda word: word.add_row("Investigating child abuse", "Supervision", "Good"),
        REPORTS,
        [],
        ["      Supervision: good"],
    ),
    "a paragraph added": (
        lambda word: word.add_after("We are preparing for our next", "Nobody expected this."),
        PAPER,
        [],
        ["", "  Nobody expected this."],
    ),
    "a paragraph split": (
        lambda word: word.split("HMICFRS is observing a number"),
        PAPER,
        [
            "  We are preparing for our next PEEL assessment. HMICFRS is observing a number",
            "  of our strategic and operational meetings as part of gathering its evidence.",
        ],
        [
            "  We are preparing for our next PEEL assessment.",
            "",
            "  HMICFRS is observing a number of our strategic and operational meetings as",
            "  part of gathering its evidence.",
        ],
    ),
    "a template sentence": (
        lambda word: word.type("oversight of inspections", "sight of inspections"),
        PAPER,
        [],
        [
            "",
            "wording:",
            (
                "  purpose: This report is about the work of His Majesty\u2019s Inspectorate of"
                " Constabulary and Fire & Rescue Services (HMICFRS) in the force. It gives members"
                " of the Joint Audit Committee (JAC) sight of inspections, and of the"
                " recommendations that came of them."
            ),
        ],
    ),
    "a template sentence taken out": (
        lambda word: word.remove("Since the last meeting, no inspections"),
        PAPER,
        [],
        ["", "wording:", "  inspections_held: left out"],
    ),
}


@pytest.mark.parametrize("kind", TAKEN)
def test_is_taken_into_its_line_and_no_other(
    project: Project, sent: dict[str, Path], kind: str
) -> None:
    edit, file, gone, new = TAKEN[kind]
    returned(project, sent["reference"], edit)
    before = contents(project)
    told = review(project, "--take")
    assert told["changes"][-1]["verdict"] == "take", told
    after = contents(project)
    name = file.removeprefix("inputs/")
    assert {one for one in after if after[one] != before[one]} == {name}
    assert told["files"] == [file]
    old, now = before[name].decode().splitlines(), after[name].decode().splitlines()
    assert [line for line in old if line not in now] == [line for line in gone if line]
    assert [line for line in now if line not in old] == [line for line in new if line]
    assert len(now) - len(old) == len(new) - len(gone)
    assert review(project)["changes"] == [], "a second review finds nothing"


@pytest.mark.parametrize(
    ("lasts", "old", "new", "taken"),
    [
        ("a fortnight", "2 weeks", "3 weeks", "{starts: July 2026, lasts: 3 weeks}"),
        ("two weeks", "2 weeks", "one month", "{starts: July 2026, lasts: one month}"),
        (
            "2 weeks", "13 April 2026", "20 April 2026",
            "{starts: week commencing 2026-04-06 to week commencing 2026-04-20, lasts: 2 weeks}",
        ),
    ],
)  # fmt: skip
def test_a_time_in_words_is_read_back_as_it_is_printed(
    project: Project, lasts: str, old: str, new: str, taken: str
) -> None:
    inspections = project.input("inspections.yaml")
    starts = "w/b 2026-04-06 to w/b 2026-04-13" if "April" in old else "July 2026"
    fieldwork = f"{{starts: {starts}, lasts: {lasts}}}"
    project.edit(inspections, "{starts: July 2026, lasts: 2 weeks}", fieldwork)
    before = inspections.read_text(encoding="utf-8")
    assert project.run_here("build", "--only", "docx").returncode == 0
    paper = next(project.out.glob("agenda-item-*-update.docx"))
    returned(project, paper, lambda word: word.track(old, new))
    assert [one["verdict"] for one in review(project, "--take")["changes"]] == ["take"]
    assert inspections.read_text(encoding="utf-8") == before.replace(fieldwork, taken)


def test_an_item_that_moved_keeps_its_line(project: Project, sent: dict[str, Path]) -> None:
    returned(project, sent["reference"], lambda word: word.move_before("CSE inv", "Recording chi"))
    before = project.input("reports.yaml").read_text(encoding="utf-8").splitlines()
    assert [one["verdict"] for one in review(project)["changes"]] == ["take"]
    now = project.input("reports.yaml").read_text(encoding="utf-8").splitlines()
    assert now == before, "without --take nothing is written"
    (change,) = review(project, "--take")["changes"]
    assert change["kind"] == "moved"
    after = project.input("reports.yaml").read_text(encoding="utf-8").splitlines()
    assert sorted(after) == sorted(before)
    places = [
        after.index(f"      - {item}")
        for item in (
            "CSE investigators and supervisors",
            "Recording children\u2019s demographic information",
        )
    ]
    assert places[1] == places[0] + 1


def test_a_row_that_was_taken_out_is_told_with_who_tracked_it(
    project: Project, sent: dict[str, Path]
) -> None:
    def taken_out(word: WordEdits) -> None:
        word.remove_row("Working with safeguarding partners", tracked=True)

    returned(project, sent["reference"], taken_out)
    (change,) = review(project)["changes"]
    assert (change["kind"], change["who"]) == ("removed", "DCC")


@pytest.mark.parametrize(
    ("edit", "says", "why"),
    [
        (
            lambda word: word.add_column(
                "Working with safeguarding", "Remark", "", "Why?", "", "", ""
            ),
            {"new": ["Remark", "Why?"]},
            r"add it to a text, such as background in inputs/\S+/paper.yaml",
        ),
        (
            lambda word: word.remove_column("Working with safeguarding"),
            {"old": ["Grade", "Adequate", "Good", *["Requires improvement"] * 3]},
            r"change templates/hmicfrs-update/\S+:\d+ for every paper",
        ),
    ],
    ids=["put-in", "taken-out"],
)
def test_a_column_that_was_put_in_or_taken_out_is_told_cell_by_cell(
    request: pytest.FixtureRequest,
    edit: Callable[[WordEdits], object],
    says: dict[str, list[str]],
    why: str,
) -> None:
    project, sent = request.getfixturevalue("project"), request.getfixturevalue("sent")
    returned(project, sent["reference"], edit)
    found = review(project)["changes"]
    assert {name: [one[name] for one in found] for name in says} == says
    for one in found:
        assert one["at"].startswith("Table 1, row ")
        assert one["verdict"] == "refused"
        assert re.search(f"the template says which columns a table has: {why}", one["why"])


def test_a_table_that_was_put_in_is_told_row_by_row(
    project: Project, sent: dict[str, Path]
) -> None:
    rows = ("Area", "Lead"), ("Custody", "Head of Custody")
    returned(
        project,
        sent["reference"],
        lambda word: word.add_table_after("We are preparing for our next PEEL", *rows),
    )
    found = review(project)["changes"]
    assert [one["new"] for one in found] == ["Area | Lead", "Custody | Head of Custody"]
    for one in found:
        assert one["why"].startswith("no text of the inputs stands beside it: add it to one")


@pytest.mark.parametrize(
    "edit",
    [
        lambda word: word.split("In our area", tracked=True),
        lambda word: word.join("WMP was one of six"),
    ],
    ids=["split", "joined"],
)
def test_a_paragraph_that_was_split_or_joined_is_told_with_who_tracked_it(
    project: Project, sent: dict[str, Path], edit: Callable[[WordEdits], object]
) -> None:
    returned(project, sent["reference"], edit)
    found = review(project)["changes"]
    assert [one["who"] for one in found] == ["DCC", "DCC"]


def test_a_comment_of_several_paragraphs_is_told_line_by_line(
    project: Project, sent: dict[str, Path]
) -> None:
    said = "Which?\nAsk Walsall."
    returned(project, sent["reference"], lambda word: word.comment("Walsall", said))
    done = project.run_here("review", "back.docx")
    assert "\n       Which?\n       Ask Walsall.\n" in done.stdout


# What is done in Word, the verdict, and a part of the reason.
NOT_TAKEN: dict[str, tuple[Callable[[WordEdits], object], str, str]] = {
    "a heading of the template": (
        lambda word: word.type("Background", "Where we are"),
        "by hand",
        "templates/hmicfrs-update/paper.html.j2",
    ),
    "a figure that is worked out": (
        lambda word: word.type("3 reports have been", "4 reports have been"),
        "refused",
        "worked out",
    ),
    "a sentence with figures": (
        lambda word: word.type("reports have been published", "reports came out"),
        "refused",
        "worked out",
    ),
    "a date nobody can read": (
        lambda word: word.type("15 October 2025", "the Ides of October"),
        "by hand",
        f"{REPORTS}:14",
    ),
    "the name of the Committee": (
        lambda word: word.type("Joint Audit Committee", "Audit Committee"),
        "by name",
        "all papers of the force",
    ),
    "an open figure": (
        lambda word: word.put_cell("2025", "27", "26"),
        "by name",
        "totals and sentences follow",
    ),
    "a total": (
        lambda word: word.put_cell("Total", "53", "54"),
        "refused",
        "it is worked out from inputs/2025-12-11/open-counts.yaml:12:3",
    ),
    "the phase of monitoring, and not what it is": (
        lambda word: word.type(", Scan", ", Engage"),
        "refused",
        "the paper would then say otherwise what was not changed: enhanced",
    ),
    "a report with all that belongs to it": (
        lambda word: word.remove("Read the report: Diverting"),
        "refused",
        "the paper would then say otherwise what was not changed",
    ),
}


@pytest.mark.parametrize("kind", NOT_TAKEN)
def test_is_not_taken_by_itself(project: Project, sent: dict[str, Path], kind: str) -> None:
    edit, verdict, why = NOT_TAKEN[kind]
    returned(project, sent["reference"], edit)
    before = contents(project)
    (change, *_) = review(project)["changes"]
    assert change["verdict"] == verdict, change
    assert why in change["why"] or why in f"{change['file']}:{change['line']}"
    done = project.run_here("review", "back.docx", "--take")
    assert "Nothing was written" in done.stderr
    assert contents(project) == before


def test_what_is_taken_by_name_changes_all_that_follows(
    project: Project, sent: dict[str, Path]
) -> None:
    returned(project, sent["reference"], lambda word: word.put_cell("2025", "27", "26"))
    told = review(project, "--take", "1")
    assert told["taken"] == [1]
    assert "  2025: 26" in project.input("open-counts.yaml").read_text(encoding="utf-8")
    assert any(label.startswith("Table 2, row Total") for label in told["followed"])


def test_a_title_that_was_changed_wherever_it_is_printed_is_taken_everywhere(
    midshire: Project, sent: dict[str, Path]
) -> None:
    old, new = "Midshire Police: Reinspection of 2025", "Midshire Police: Reinspection 2025"
    returned(midshire, sent["midshire"], *[lambda word: word.type(old, new)] * 3)
    told = review(midshire, "--take")
    assert [change["verdict"] for change in told["changes"]] == ["take"] * 3
    assert told["followed"] == []
    assert review(midshire)["changes"] == []


def test_a_fact_that_was_changed_with_all_that_is_said_of_it_is_taken_where_it_is_typed(
    project: Project, sent: dict[str, Path]
) -> None:
    """Worded for this paper, Scan would be the phase of the next one, and of the record."""

    def engaged(word: WordEdits) -> None:
        word.type("default phase", "enhanced phase").type(", Scan", ", Engage")

    returned(project, sent["reference"], engaged)
    said, fact = review(project)["changes"]
    assert (said["verdict"], fact["why"]) == ("by hand", "monitoring_phase: engage")
    done = project.run_here("review", "back.docx", "--take")
    assert done.stdout.rstrip().endswith("The paper now says what the returned file says.")
    text = project.input("paper.yaml").read_text(encoding="utf-8")
    assert "\nmonitoring_phase: engage # scan (the default phase) or engage\n" in text
    assert "\nwording:" not in text
    assert review(project)["changes"] == []


def test_a_text_of_which_all_paragraphs_were_taken_out_goes_with_its_key(project: Project) -> None:
    old = "  We are preparing for our next PEEL assessment."
    paper = edited_and_sent(project, old, f"  We wrote:\n\n  - a plan\n\n{old}")
    gone = ("We wrote:", "a plan", "We are preparing")
    returned(project, paper, *(lambda word, said=said: word.remove(said) for said in gone))
    done = project.run_here("review", "back.docx", "--take")
    assert "Taken: 1, 2, 3." in done.stdout
    text = project.input("paper.yaml").read_text(encoding="utf-8")
    assert "background:" not in text
    assert "\nsection_55: shown\n" in text
    assert review(project)["changes"] == []


def edited_and_sent(project: Project, old: str, new: str) -> Path:
    """Return the Word paper of other inputs."""
    project.edit(project.input("paper.yaml"), old, new)
    assert project.run_here("build", "--only", "docx").returncode == 0
    return next((project.folder / "build" / MEETING).glob("*.docx"))


def test_a_name_that_was_changed_at_both_ends_is_taken_where_it_is_typed(project: Project) -> None:
    title = "title: HMICFRS update\n"
    paper = edited_and_sent(project, title, title + "report_of: Deputy Chief Constable of WMP\n")
    edits = (
        lambda word: word.track("of the Deputy", "of the Assistant"),
        lambda word: word.track("Constable of WMP", "Constable of the force"),
    )
    returned(project, paper, *edits)
    assert {one["verdict"] for one in review(project, "--take")["changes"]} == {"take"}
    text = project.input("paper.yaml").read_text(encoding="utf-8")
    assert "\nreport_of: Assistant Chief Constable of the force\n" in text
    assert "\nwording:" not in text


def test_the_mark_of_a_draft_comes_from_the_inputs(project: Project) -> None:
    title = "title: HMICFRS update\n"
    paper = edited_and_sent(project, title, f"{title}status: draft\n")
    returned(project, paper, lambda word: word.type("Draft", "Final"))
    (change, *_) = review(project)["changes"]
    assert (change["verdict"], change["why"]) == (
        "by hand",
        f"it comes from {PAPER}:7:9: edit it there",
    )


def test_a_paper_that_is_final_is_to_be_reopened_first(project: Project) -> None:
    assert project.run_here("build", "--only", "docx").returncode == 0
    assert project.run_here("finalise").returncode == 0
    paper = next((project.folder / "build" / MEETING).glob("*.docx"))
    returned(project, paper, lambda word: word.type("Walsall and", "Dudley and"))
    (change,) = review(project)["changes"]
    way = f'reopen the paper first, if it is right: jacpaper reopen {MEETING} --why "..."'
    assert change["verdict"] == "refused"
    assert change["why"].endswith(way)
    assert project.run_here("reopen", MEETING, "--why", "A word was wrong.").returncode == 0
    assert [one["verdict"] for one in review(project, "--take")["changes"]] == ["take"]


def test_what_is_carried_over_is_given_anew(midshire: Project, sent: dict[str, Path]) -> None:
    """The older file belongs to a paper that was published, and stays as it is."""
    old, new = "supervisors\u2019 reviews", "their reviews"
    returned(midshire, sent["midshire"], lambda word: word.type(old, new))
    before = contents(midshire)
    (change,) = review(midshire, "--take")["changes"]
    assert change["why"].startswith("causes_of_concern is carried over")
    after = contents(midshire)
    assert {name for name in after if after[name] != before[name]} == {f"{MIDSHIRE}/paper.yaml"}
    paper = after[f"{MIDSHIRE}/paper.yaml"]
    assert paper.startswith(before[f"{MIDSHIRE}/paper.yaml"])
    assert b"causes_of_concern:\n  - name: Protecting vulnerable people\n" in paper
    assert review(midshire)["changes"] == []


def test_typed_text_among_other_words_of_a_paragraph(project: Project) -> None:
    """The text of a cause stands behind when it was raised."""
    typed, dated = "    open_recommendations: 2\n", "    raised: 2025-03-14\n"
    project.edit(project.input("paper.yaml"), typed, typed + dated)
    assert project.run_here("build", "--only", "docx").returncode == 0
    paper = next((project.folder / "build" / MEETING).glob("*.docx"))
    returned(
        project,
        paper,
        lambda word: word.track("14 March", "21 March"),
        lambda word: word.type("concern outcomes", "concern what came of cases"),
    )
    assert {one["verdict"] for one in review(project, "--take")["changes"]} == {"take"}
    text = project.input("paper.yaml").read_text(encoding="utf-8")
    assert "    raised: 2025-03-21\n" in text
    assert "concern what came of cases" in text


PUBLISHED = f"""\
{REPORTS}:14:16: “Diverting Children from the Criminal Justice System” was published on 15 January \
2026, after the meeting on 11 December 2025"""
FOLDER = f"it is the date of a meeting, the name of the folder inputs/{MIDSHIRE}"
COUNTED = "it comes from an earlier paper: inputs/2025-12-11/open-counts.yaml:4:1"


def why(project: Project, paper: Path, old: str, new: str) -> str:
    """Return why a change of some words cannot be taken."""
    returned(project, paper, lambda word: word.type(old, new))
    (change,) = review(project)["changes"]
    assert change["verdict"] == "refused"
    return str(change["why"])


def test_why_a_date_that_is_read_back_cannot_be_taken(
    project: Project, sent: dict[str, Path]
) -> None:
    edit = ("on 15 October 2025", "on 15 January 2026")
    assert why(project, sent["reference"], *edit) == PUBLISHED


def test_where_a_date_is_typed_that_is_worked_out(midshire: Project, sent: dict[str, Path]) -> None:
    assert why(midshire, sent["midshire"], "26 March 2026", "27 March 2026") == FOLDER
    assert why(midshire, sent["midshire"], "(28 November 2025)", "(27 November 2025)") == COUNTED


def test_a_figure_that_is_worked_out_is_not_mended_in_the_last_paper_s_files(
    project: Project,
) -> None:
    assert project.run_here("new", "2026-03-26").returncode == 0
    assert project.run_here("build", "2026-03-26", "--only", "docx").returncode == 0
    paper = next((project.folder / "build" / "2026-03-26").glob("*.docx"))
    said = why(project, paper, "so 53 are open", "so 54 are open")
    assert "it is worked out from inputs/2026-03-26/open-counts.yaml" in said
    assert "2025-12-11" not in said
    (change,) = review(project)["changes"]
    assert change["file"] == "inputs/2026-03-26/open-counts.yaml"


def test_a_figure_of_the_register_is_not_said_to_come_from_an_earlier_paper(
    midshire: Project, sent: dict[str, Path]
) -> None:
    said = why(midshire, sent["midshire"], "so 18 are open", "so 19 are open")
    assert said.startswith("it is worked out, or comes from the register")
    said = why(midshire, sent["midshire"], "than the 19 in", "than the 20 in")
    assert said.startswith("it comes from an earlier paper: inputs/2025-12-11/open-counts.yaml:7:3")


def test_a_total_is_worked_out_from_what_is_typed_as_open_first(
    project: Project, sent: dict[str, Path]
) -> None:
    said = why(project, sent["reference"], "so 53 are open", "so 54 are open")
    assert said.startswith("it is worked out from inputs/2025-12-11/open-counts.yaml:12:3, ")


def test_where_a_paragraph_could_stand_that_stands_beside_no_text(
    project: Project, sent: dict[str, Path]
) -> None:
    edit = ("is in the default phase of", "We were told so in June.")
    returned(project, sent["reference"], lambda word: word.add_after(*edit))
    (change,) = review(project)["changes"]
    said = "no text of the inputs stands beside it: add it to one, such as background in"
    assert (change["verdict"], change["why"]) == ("refused", f"{said} {PAPER}")


def test_words_put_beside_a_name_are_no_part_of_it(midshire: Project) -> None:
    """The name of all findings would become "We agree. AFD"."""
    committee = midshire.input("committee.yaml")
    name = "lesser_finding: {one: area for development, many: areas for development, short: AFD}\n"
    committee.write_text(committee.read_text(encoding="utf-8") + name, encoding="utf-8")
    assert midshire.run_here("build", MIDSHIRE, "--only", "docx").returncode == 0
    paper = next((midshire.folder / "build" / MIDSHIRE).glob("*-hmicfrs-update.docx"))
    edit = ("from the start. AFD of", "from the start. We agree. AFD of")
    returned(midshire, paper, lambda word: word.type(*edit))
    (change,) = review(midshire)["changes"]
    assert change["verdict"] not in ("take", "by name")


def test_words_taken_out_beside_a_figure_do_not_change_it(
    project: Project, sent: dict[str, Path]
) -> None:
    """The figure stands beside them as it did: nobody changed the count it is worked out from."""
    edit = ("recommendations and areas", "recommendations areas")
    returned(project, sent["reference"], lambda word: word.type(*edit))
    (change,) = review(project)["changes"]
    assert change["verdict"] not in ("take", "by name")


class TestTwoSides:
    """What was changed here meanwhile, and what was changed there."""

    def test_what_was_changed_here_alone_is_no_change(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        project.edit(project.input("reports.yaml"), "Walsall and", "Dudley and")
        returned(
            project, sent["reference"], lambda word: word.type("PEEL assessment", "assessment")
        )
        told = review(project)
        assert [change["file"] for change in told["changes"]] == [PAPER]
        assert told["changed_files"] == [REPORTS]

    def test_a_value_changed_on_both_sides_is_a_conflict_with_all_three_texts(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        project.edit(project.input("reports.yaml"), "Walsall and Solihull", "Dudley and Solihull")
        returned(
            project, sent["reference"], lambda word: word.track("Walsall", "Coventry"),
        )  # fmt: skip
        before = contents(project)
        (change,) = review(project)["changes"]
        assert change["verdict"] == "conflict"
        assert "Walsall" in change["draft"]
        done = project.run_here("review", "back.docx")
        for words in ("Walsall and", "Dudley and", "Coventry and"):
            assert words in done.stdout
        project.run_here("review", "back.docx", "--take")
        assert contents(project) == before

    def test_words_beside_those_that_were_changed_here_are_a_conflict(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        project.edit(project.input("paper.yaml"), "We are preparing for", "We prepare for")
        edit = ("are preparing", "have begun to prepare")
        returned(project, sent["reference"], lambda word: word.track(*edit))
        (change,) = review(project)["changes"]
        assert change["verdict"] == "conflict"
        assert change["draft"].startswith("We are preparing for")

    def test_what_was_moved_here_is_no_change(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        first = "      - CSE investigators and supervisors\n"
        second = "      - Decisions, investigations and joint working with safeguarding partners\n"
        project.edit(project.input("reports.yaml"), first + second, second + first)
        shutil.copy(sent["reference"], project.folder / "back.docx")
        assert review(project)["changes"] == []

    def test_what_was_moved_there_and_changed_here_is_a_conflict(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        """The words that were changed here would be gone."""
        project.edit(project.input("paper.yaml"), "We are preparing for", "We prepare for")
        moved = ("We are preparing for", "One cause of concern is open")
        returned(project, sent["reference"], lambda word: word.move_before(*moved))
        assert {change["verdict"] for change in review(project)["changes"]} == {"conflict"}

    def test_what_was_taken_out_there_and_joined_to_another_here_is_a_conflict(
        self, project: Project
    ) -> None:
        """Nobody may lose what the other one did: the words stand here, in another paragraph."""
        text = project.input("paper.yaml").read_text(encoding="utf-8")
        background = text[text.index("background: |") : text.index("# Whether the paper says")]
        two = "background: |\n  Inspectors come again.\n\n  We have begun to prepare.\n\n"
        project.edit(project.input("paper.yaml"), background, two)
        done = project.run_here("build", "--only", "docx")
        assert done.returncode == 0, done.stderr
        sent = next(project.out.glob("*.docx"))
        returned(project, sent, lambda word: word.remove("We have begun to prepare."))
        project.edit(project.input("paper.yaml"), "again.\n\n  We", "again. We")
        (change,) = review(project)["changes"]
        assert change["verdict"] == "conflict"
        assert change["old"].strip() == "We have begun to prepare."

    @pytest.fixture
    def twins(self, project: Project) -> Project:
        """Return a project with three paragraphs of the same words, the last changed since."""
        text = "We expect the inspectors again."
        old = project.input("paper.yaml").read_text(encoding="utf-8")
        background = old[old.index("background: |") : old.index("# Whether the paper says")]
        said = "\n\n".join([f"  {text}"] * 3)
        project.edit(project.input("paper.yaml"), background, f"background: |\n{said}\n\n")
        done = project.run_here("build", "--only", "docx")
        assert done.returncode == 0, done.stderr
        shutil.copy(next(project.out.glob("*.docx")), project.folder / "sent.docx")
        project.edit(project.input("paper.yaml"), f"{text}\n\n#", f"{text[:-1]} soon.\n\n#")
        return project

    def test_of_three_paragraphs_with_the_same_words_one_changed_here_is_no_change(
        self, twins: Project
    ) -> None:
        """A no-break space in the first makes them pair otherwise than they stand."""
        noise = ("expect the", "expect\u00a0the")
        returned(twins, twins.folder / "sent.docx", lambda word: word.type(*noise))
        assert review(twins)["changes"] == []

    @pytest.mark.parametrize(
        "edit",
        [
            lambda word: word.remove("We expect the"),
            lambda word: word.add_after("We expect the", "We expect the inspectors again."),
        ],
    )
    def test_of_three_paragraphs_with_the_same_words_one_more_or_less_is_told(
        self, twins: Project, edit: Callable[[WordEdits], object]
    ) -> None:
        returned(twins, twins.folder / "sent.docx", edit)
        assert review(twins)["changes"] != []

    def test_emphasis_in_a_paragraph_that_was_changed_here_is_a_conflict(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        project.edit(project.input("paper.yaml"), "We are preparing for", "We prepare for")
        returned(project, sent["reference"], lambda word: word.bold("strategic"))
        (change,) = review(project)["changes"]
        assert (change["verdict"], change["new"]) == ("conflict", "strategic")

    def test_emphasis_on_words_that_were_changed_here_is_a_conflict(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        project.edit(project.input("paper.yaml"), "strategic and", "senior and")
        returned(project, sent["reference"], lambda word: word.bold("strategic and"))
        (change,) = review(project)["changes"]
        assert (change["verdict"], change["old"]) == ("conflict", "senior and")

    def test_a_label_that_was_typed_over_is_told(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        """Word counts labels, so they are taken off; but no word of anybody's is lost."""

        def typed(word: WordEdits) -> None:
            styles = word.tree.iter("{*}pStyle")
            style = next(one for one in styles if "Caption" in one.attrib.values())
            caption = style.getparent().getparent()
            node = next(one for one in caption.iter("{*}t") if "Table" in (one.text or ""))
            node.text = node.text.replace("Table", "Overview")

        returned(project, sent["reference"])
        assert not [one for one in review(project)["unplaced"] if "label" in one["what"]]
        returned(project, sent["reference"], typed)
        (told,) = [one for one in review(project)["unplaced"] if "label" in one["what"]]
        assert told["text"].startswith("Overview 1")

    def test_no_half_of_a_move_is_taken_where_the_other_is_a_conflict(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        """The sentence would be gone from one place, and come in no other."""
        project.edit(project.input("paper.yaml"), "We are preparing for", "We prepare for")
        sentence = "WMP was one of six forces inspected."

        def moved(word: WordEdits) -> None:
            word.type(f"{sentence} ", "")
            word.track("are preparing", f"are preparing. {sentence} We are ready")

        returned(project, sent["reference"], moved)
        there, here = review(project)["changes"]
        assert there["verdict"] == "conflict"
        assert here["verdict"] == "refused"
        assert here["why"] == "it goes with change 1, which cannot be taken"

    def test_nor_where_the_words_that_moved_were_changed_here(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        """The second sentence would be said twice, as it was and as it is here."""
        project.edit(project.input("reports.yaml"), "In our area the", "Here the")
        returned(project, sent["reference"], lambda word: word.split("In our area"))
        verdicts = [one["verdict"] for one in review(project)["changes"]]
        assert verdicts == ["conflict", "refused"]

    def test_other_words_for_those_that_were_made_bold_here_are_a_conflict(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        project.edit(project.input("reports.yaml"), "six forces", "**six forces**")
        returned(project, sent["reference"], lambda word: word.track("six", "seven"))
        (change,) = review(project)["changes"]
        assert change["verdict"] == "conflict"
        shown = project.run_here("review", "back.docx").stdout
        assert [line.endswith("(other emphasis or links)") for line in shown.splitlines()
                if line.startswith(("       draft", "       here", "       Word"))] == [
            False, True, False,
        ]  # fmt: skip
        returned(project, sent["reference"], lambda word: word.track("Walsall", "Dudley"))
        (change,) = review(project, "--take")["changes"]
        assert change["verdict"] == "take"
        text = project.input("reports.yaml").read_text(encoding="utf-8")
        assert "of **six forces** inspected." in text
        assert "      Dudley and Solihull." in text

    def test_emphasis_beside_words_that_were_changed_here_is_ours(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        project.edit(project.input("reports.yaml"), "six forces", "**all six forces**")
        shutil.copy(sent["reference"], project.folder / "back.docx")
        assert review(project)["changes"] == []

    def test_a_link_that_was_changed_there_is_taken_whatever_else_was_changed_here(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        project.edit(project.input("reports.yaml"), "six forces", "**six forces**")
        returned(project, sent["reference"], lambda word: word.link_to(NCPI, f"{NCPI}more/"))
        (change,) = review(project)["changes"]
        assert (change["verdict"], change["why"]) == ("take", f"url: {NCPI}more/")

    def test_two_edits_of_one_paragraph_go_together(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        project.edit(project.input("reports.yaml"), "one of six forces", "one of eight forces")
        returned(project, sent["reference"], lambda word: word.track("Walsall", "Dudley"))
        (change,) = review(project, "--take")["changes"]
        assert change["verdict"] == "take"
        text = project.input("reports.yaml").read_text(encoding="utf-8")
        assert "one of eight forces" in text
        assert "Dudley and Solihull" in text

    def test_paragraphs_that_two_reviewers_added_in_one_place_both_come_in(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        for text in ("This came first.", "That came later."):
            word = WordEdits(sent["reference"])
            word.add_after("We are preparing for", text)
            word.save(project.folder / "back.docx")
            (change,) = review(project, "--take")["changes"]
            assert (change["kind"], change["new"], change["verdict"]) == ("added", text, "take")
            assert review(project)["changes"] == []
        said = project.input("paper.yaml").read_text(encoding="utf-8")
        assert said.count("This came first.") == said.count("That came later.") == 1

    def test_what_nobody_else_has_touched_is_taken_though_it_was_not_tracked(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        """One change is the same on both sides, one was tracked, and one was made here."""
        returned(
            project,
            sent["reference"],
            lambda word: word.track("six forces", "seven forces"),
            lambda word: word.type("Walsall and Solihull", "Walsall and Dudley"),
        )
        project.edit(project.input("reports.yaml"), "one of six forces", "one of seven forces")
        project.edit(project.input("reports.yaml"), "Solihull", "Solihull in all")
        told = review(project)["changes"]
        assert [(one["old"], one["new"], one["verdict"]) for one in told] == [
            ("Solihull in all", "Dudley", "conflict")
        ]
        project.edit(project.input("reports.yaml"), "Solihull in all", "Solihull")
        (change,) = review(project)["changes"]
        assert (change["old"], change["new"], change["verdict"]) == ("Solihull", "Dudley", "take")

    def test_two_reviewers_one_after_the_other(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        returned(project, sent["reference"], lambda word: word.type("Walsall and", "Dudley and"))
        review(project, "--take")
        returned(project, sent["reference"], lambda word: word.type("15 October", "16 October"))
        told = review(project, "--take")
        assert [change["new"] for change in told["changes"]] == ["16"]
        text = project.input("reports.yaml").read_text(encoding="utf-8")
        assert "Dudley and" in text
        assert "2025-10-16" in text


class TestRefused:
    """Nothing is changed, and the message says what to do."""

    def test_the_paper_of_another_meeting(self, midshire: Project, sent: dict[str, Path]) -> None:
        returned(midshire, sent["midshire"])
        done = midshire.run_here("review", "back.docx", "2025-12-11")
        assert done.returncode == 1
        assert "this is the paper of 2026-03-26" in done.stderr
        assert "jacpaper review back.docx 2026-03-26" in done.stderr

    def test_another_paper(self, project: Project) -> None:
        import docx

        other = docx.Document()
        other.add_paragraph("Minutes of the Parish Council")
        other.save(str(project.folder / "back.docx"))
        done = project.run_here("review", "back.docx")
        assert done.returncode == 1
        assert "not the paper that the inputs make" in done.stderr

    def test_inputs_that_make_no_paper(self, project: Project, sent: dict[str, Path]) -> None:
        returned(project, sent["reference"])
        project.edit(project.input("reports.yaml"), "published: 2025-10-15", "publised: 2025-10-15")
        done = project.run_here("review", "back.docx")
        assert done.returncode == 1
        assert 'did you mean "published"' in done.stderr

    @pytest.mark.parametrize("numbers", ["9", "x", "1,,2", "0"])
    def test_a_number_that_is_none(
        self, project: Project, sent: dict[str, Path], numbers: str
    ) -> None:
        returned(project, sent["reference"], lambda word: word.type("Walsall", "Dudley"))
        done = project.run_here("review", "back.docx", "--take", numbers)
        assert done.returncode == 2
        assert "no number of a change" in done.stderr

    def test_a_folder_that_cannot_be_made_leaves_the_inputs_as_they_were(
        self, project: Project, sent: dict[str, Path]
    ) -> None:
        returned(project, sent["reference"], lambda word: word.type("Walsall", "Dudley"))
        shutil.rmtree(project.folder / "build", ignore_errors=True)
        (project.folder / "build").write_text("not a folder", encoding="utf-8")
        before = contents(project)
        done = project.run_here("review", "back.docx", "--take")
        assert done.returncode == 3
        assert "Nothing was written." in done.stderr
        assert contents(project) == before


@pytest.mark.parametrize("name", ["hmicfrs-update", "hmicfrs-update.large-print"])
def test_a_file_that_was_edited_in_build_comes_home_as_it_is_advised(
    project: Project, name: str
) -> None:
    build = ("build", "--only", "docx" if name.endswith("update") else "large-print.docx")
    assert project.run_here(*build).returncode == 0
    path = project.out / f"agenda-item-05-{name}.docx"
    word = WordEdits(path)
    word.type("Walsall and", "Dudley and")
    word.save(path)
    done = project.run_here(*build)
    (advised,) = re.findall(r"`jacpaper (review .+?)` can bring its changes home", done.stderr)
    (change,) = json.loads(project.run_here(*shlex.split(advised), "--json").stdout)["changes"]
    assert (change["old"], change["new"], change["verdict"]) == ("Walsall", "Dudley", "take")


def test_what_was_there_before_is_kept(project: Project, sent: dict[str, Path]) -> None:
    returned(project, sent["reference"], lambda word: word.type("Walsall", "Dudley"))
    before = project.input("reports.yaml").read_bytes()
    done = project.run_here("review", "back.docx", "--take")
    folder = done.stdout.partition("What was there before is in ")[2].partition("/.\n")[0]
    assert (project.folder / folder / REPORTS).read_bytes() == before
    assert (project.folder / folder).stat().st_mode & 0o077 == 0
    assert "+      Dudley and Solihull." in done.stdout
    assert "The paper now says what the returned file says." in done.stdout


def test_nothing_is_taken_where_a_file_is_saved_meanwhile(
    project: Project, sent: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody typed while the changes were tried would be written over."""
    returned(project, sent["reference"], lambda word: word.type("Walsall", "Dudley"))
    path = project.folder / REPORTS

    def saved(*given: Any) -> take.Taken:
        path.write_bytes(path.read_bytes() + b"# typed meanwhile\n")
        return tried(*given)

    tried = take.tried
    monkeypatch.setattr(take, "tried", saved)
    done = project.run_here("review", "back.docx", "--take")
    assert (done.returncode, "changed meanwhile" in done.stderr) == (3, True), done.stderr
    assert path.read_bytes().endswith(b"# typed meanwhile\n")
    assert b"Walsall" in path.read_bytes()


def test_a_full_disk_leaves_all_files_as_they_were(
    project: Project, sent: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The inputs lie on a real disk that has room for one of the two files, and not for both."""

    def both(word: WordEdits) -> None:
        word.type("Walsall", "Dudley")
        word.type("PEEL assessment", "assessment")

    returned(project, sent["reference"], both)
    disk = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        inputs = project.folder / "inputs"
        shutil.copytree(inputs, disk / "inputs")
        shutil.rmtree(inputs)
        inputs.symlink_to(disk / "inputs")
        room = shutil.disk_usage(disk).free
        (disk / "filler").write_bytes(b"x" * (room - 4_096))
        before = contents(project)
        done = project.run_here("review", "back.docx", "--take")
        assert done.returncode == 3, done.stdout + done.stderr
        assert "the disk is full" in done.stderr
        assert contents(project) == before
        assert not [*(disk / "inputs").glob(".*")]
        assert not [*project.folder.glob("build/before-review-*")]
    finally:
        subprocess.run(["umount", disk], check=True)


def test_noise_of_word_processors_is_no_change(project: Project, sent: dict[str, Path]) -> None:
    def noise(word: WordEdits) -> None:
        word.type("children\u2019s demographic", "children's demographic")
        word.type("15 October 2025", "15\u00a0October\u00a02025")
        word.cut("Walsall and Solihull")

    returned(project, sent["reference"], noise)
    assert review(project)["changes"] == []


def test_a_format_that_a_paper_does_not_have_is_told(
    project: Project, sent: dict[str, Path]
) -> None:
    """The first cell of a row is a heading already, and heavier by its style."""
    returned(project, sent["reference"], lambda word: word.bold("safeguarding", tracked=True))
    told = review(project)
    assert told["changes"] == []
    assert [one["what"] for one in told["unplaced"]] == ["a change of format by DCC, strong"]
    assert "a change of format by DCC" in project.run_here("review", "back.docx").stdout


@pytest.mark.parametrize("example", ["midshire", "caledonia"])
def test_an_untouched_paper_has_no_change(tmp_path: Path, example: str) -> None:
    shutil.copytree(ROOT / "examples" / example / "inputs", tmp_path / "inputs")
    shutil.copytree((ROOT / "examples" / example / "templates").resolve(), tmp_path / "templates")
    project = Project(tmp_path)
    for meeting in meetings(tmp_path):
        done = project.run_here("build", meeting.isoformat(), "--only", "docx")
        assert done.returncode == 0, done.stderr
    papers = list(tmp_path.glob("build/**/*.docx"))
    assert papers
    for paper in papers:
        done = project.run_here("review", str(paper))
        assert "no changes, no comments." in done.stdout, (paper, done.stdout, done.stderr)


def test_what_was_typed_beside_words_struck_by_hand_is_taken_by_its_number_alone(
    project: Project, sent: dict[str, Path]
) -> None:
    def strike(word: WordEdits) -> None:
        word.type("one of six forces inspected", "one of six seven forces inspected")
        word.bold("six ", look="strike")

    returned(project, sent["reference"], strike)
    (change,) = review(project)["changes"]
    assert change["verdict"] == "by name"
    assert change["why"].endswith("are struck through by hand, and would stay: six")
    before = contents(project)
    review(project, "--take")
    assert contents(project) == before


def test_a_figure_that_was_raised_by_hand_is_taken_by_its_number_alone(
    project: Project, sent: dict[str, Path]
) -> None:
    def note(word: WordEdits) -> None:
        word.type("one of six forces inspected", "one of six forces inspected2")
        word.bold("inspected2", look="b")
        raised = next(one for one in word.tree.iter(f"{W}t") if one.text == "inspected2")
        look = raised.getparent().find(f"{W}rPr")
        look.remove(look.find(f"{W}b"))
        look.append(look.makeelement(f"{W}vertAlign", {f"{W}val": "superscript"}))

    returned(project, sent["reference"], note)
    (change,) = review(project)["changes"]
    assert change["verdict"] == "by name"
    assert change["why"].endswith("are raised or lowered by hand, and would not be: inspected2")
