"""The next paper takes one command: its folder is valid at once, and says what is left to do."""

from __future__ import annotations

import errno
import os
import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import readers
from conftest import ROOT, midshire, run_here
from jacpaper.hmicfrs.load import load

if TYPE_CHECKING:
    from conftest import Project

NEXT = "2026-03-26"


@pytest.fixture
def begun(project: Project) -> Project:
    done = project.run_here("new", NEXT)
    assert done.returncode == 0, done.stderr
    return project


def test_what_is_left_to_do_is_asked_until_its_note_is_gone(begun: Project) -> None:
    folder = begun.folder / "inputs" / NEXT
    notes = {
        f"inputs/{NEXT}/{path.name}:{number}"
        for path in folder.iterdir()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "# to do" in line
    }
    lines = begun.run_here("check", "--format", "line").stdout.splitlines()
    asked = {line.rsplit(":", 3)[0] for line in lines if "this is still to do" in line}
    assert len(notes) >= 5
    assert any("inspections.yaml" in note for note in notes)  # whether any took place
    assert asked == notes
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(" # to do.*", "", text), encoding="utf-8")
    done = begun.run_here("build", "--strict", "--only", "html")
    assert done.returncode == 0, done.stderr


def test_the_new_folder_is_built_with_no_edit_and_is_right(begun: Project) -> None:
    done = begun.run_here("build")
    assert done.returncode == 0, done.stderr
    (page,) = (begun.folder / "build" / NEXT).glob("*.html")
    said = readers.one_space(" ".join(f"{n} {text}" for n, text in readers.html_lines(page)))
    for words in (
        "26 March 2026",
        "One cause of concern is open: Investigations, with 2 open recommendations.",
        "Since the last meeting on 11 December 2025, no inspections have taken place.",
        "no reports have been published",
        "so 53 are open, as many as in the last paper.",
        "2022 2 0 0 2 0 2023 11 0 0 11 0 2024 13 0 0 13 0 2025 27 0 0 27 0 Total 53 0 0 53 0",
        "4.2.1 PEEL 2025/27",
        "The inspection itself will begin in July 2026 and last 2 weeks.",
    ):
        assert words in said
    assert "early January 2026" not in said


def test_it_says_what_to_do_and_by_when(project: Project) -> None:
    said = project.run_here("new", NEXT).stdout
    assert "inputs/2026-03-26 is begun from 2025-12-11 and can be built as it is." in said
    assert "    18 March 2026     the paper goes out, 5 clear working days before" in said
    assert "    18 December 2025  comments on “Effectiveness of police" in said
    assert "    15 January 2026   comments on “West Midlands Police" in said
    assert "9 December 2025" not in said.replace("11 December 2025", "")


def test_of_a_last_day_that_may_have_passed_the_latest_is_told(project: Project) -> None:
    path = project.input("reports.yaml")
    project.edit(path, "published: 2025-11-21", "published: October to November 2025")
    assert "24 January 2026   comments on" in (said := project.run_here("new", NEXT).stdout)
    assert "are due at the latest (section 55)" in said


def test_a_last_day_that_is_not_exact_is_the_earliest(project: Project) -> None:
    project.edit(project.input("reports.yaml"), "published: 2025-11-21", "published: November 2025")
    said = project.run_here("new", NEXT).stdout
    found = [line for line in said.splitlines() if "comments on" in line]
    assert "  26 December 2025  comments on " in "\n".join(found)
    assert [line.endswith("due at the earliest (section 55)") for line in found].count(True) == 1


def test_what_the_last_paper_was_too_early_for_belongs_to_the_next_one(tmp_path: Path) -> None:
    """That paper counted on 6 March, and met on 26 March: a report of 12 March is not in it."""
    done = midshire(tmp_path).run_here("new", "2026-06-25")
    assert "reports.yaml      what was published after 6 March 2026\n" in done.stdout
    folder = tmp_path / "inputs" / "2026-06-25"
    said = readers.one_space((folder / "reports.yaml").read_text(encoding="utf-8"))
    assert "reports published after 6 March 2026, where the last paper ended, oldest" in said
    said = readers.one_space((folder / "inspections.yaml").read_text(encoding="utf-8"))
    assert "Those that took place after 6 March 2026, where the last paper ended, or: none" in said


@pytest.mark.parametrize(("counted", "since"), [
    ("unknown", "after 11 December 2025"),
    ("early December 2025", "since early December 2025"),
])  # fmt: skip
def test_a_day_of_counting_that_is_not_exact_ends_a_paper_as_exactly(
    project: Project, counted: str, since: str
) -> None:
    counts = project.input("open-counts.yaml")
    text = counts.read_text(encoding="utf-8")
    counts.write_text(re.sub(r"(?m)^as_at: .*", f"as_at: {counted}", text), encoding="utf-8")
    done = project.run_here("new", NEXT)
    assert f"reports.yaml      what was published {since}\n" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("force", "given", "day"),
    [
        ("Police Service of Scotland", "", "29 December 2025"),
        ("Midshire Police", "bank_holidays: Scotland", "29 December 2025"),
        ("Police Service of Scotland", "bank_holidays: England and Wales", "30 December 2025"),
    ],
)
def test_each_force_keeps_the_bank_holidays_of_its_nation(
    project: Project, force: str, given: str, day: str
) -> None:
    committee = project.folder / "inputs" / "committee.yaml"
    project.edit(committee, "  name: West Midlands Police", f"  name: {force}")
    project.edit(committee, "\ncontact_officer:", f"\n{given}\ncontact_officer:")
    said = project.run_here("new", "2026-01-08").stdout
    assert f"    {day}  the paper goes out, 5 clear working days before" in said


def test_it_says_that_figures_of_the_register_may_change_until_a_paper_is_final(
    project: Project, tmp_path: Path
) -> None:
    said = "The paper of 26 March 2026 is not recorded as final"
    assert "is not recorded as final" not in project.run_here("new", NEXT).stdout  # no register
    series = midshire(tmp_path / "midshire")
    assert said in series.run_here("new", "2026-06-25").stdout
    shutil.rmtree(series.folder / "inputs" / "2026-06-25")
    assert series.run_here("build", NEXT, "--only", "html").returncode == 0
    assert series.run_here("finalise", NEXT).returncode == 0
    assert said not in series.run_here("new", "2026-06-25").stdout
    shutil.rmtree(series.folder / "inputs" / "2026-06-25")
    assert series.run_here("reopen", NEXT, "--why", "A figure was wrong.").returncode == 0
    assert said in series.run_here("new", "2026-06-25").stdout


def test_what_the_last_paper_showed_the_next_one_shows(project: Project) -> None:
    paper = project.input("paper.yaml")
    project.edit(paper, "# open_by_year_chart: shown", "open_by_year_chart: shown")
    assert project.run_here("new", NEXT).returncode == 0
    begun = (project.folder / "inputs" / NEXT / "paper.yaml").read_text(encoding="utf-8")
    assert "\nsection_55: shown\n" in begun
    assert "\nopen_by_year_chart: shown\n" in begun
    assert "\ntrend_chart: left out\n" in begun


@pytest.mark.parametrize("last", ["draft", "{cleared: 2025-12-03, by: Deputy Chief Constable}"])
def test_whoever_says_where_a_paper_stands_begins_with_a_draft(project: Project, last: str) -> None:
    """A paper is never cleared because the one before it was."""
    project.edit(project.input("paper.yaml"), "\ntitle:", f"\nstatus: {last}\ntitle:")
    assert project.run_here("new", NEXT).returncode == 0
    assert load(project.folder, date.fromisoformat(NEXT)).paper.status == "draft"


def test_without_a_status_the_next_paper_has_none(begun: Project) -> None:
    assert load(begun.folder, date.fromisoformat(NEXT)).paper.status is None


def test_what_was_shown_of_the_register_is_shown_again(tmp_path: Path) -> None:
    project = tmp_path / "midshire"
    shutil.copytree(ROOT / "examples" / "midshire" / "inputs", project / "inputs")
    paper = project / "inputs" / "2026-03-26" / "paper.yaml"
    chosen = '\n  - items: open\n    title: "Crime: ours"\n    owners: [Head of Crime]\n'
    paper.write_text(paper.read_text(encoding="utf-8") + chosen.lstrip("\n"), encoding="utf-8")
    assert run_here("new", "2026-06-25", "--project", project, cwd=tmp_path).returncode == 0
    last, begun = (load(project, date.fromisoformat(day)) for day in ("2026-03-26", "2026-06-25"))
    assert begun.paper.open_items_by == last.paper.open_items_by
    assert begun.paper.ledger == last.paper.ledger
    assert begun.paper.appendices == last.paper.appendices
    assert len(begun.paper.appendices) == 4


def test_it_never_writes_over_what_is_there(begun: Project) -> None:
    paper = begun.folder / "inputs" / NEXT / "paper.yaml"
    paper.write_text("mine")
    done = begun.run_here("new", NEXT)
    assert done.returncode == 2
    assert f"inputs/{NEXT} is there already; it is left as it is" in done.stderr
    assert paper.read_text() == "mine"


def test_of_two_at_once_the_second_is_told_that_the_folder_is_there(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.folder / "inputs" / NEXT
    rename = Path.rename

    def too_late(partial: Path, to: Path) -> Path:
        folder.mkdir()
        (folder / "paper.yaml").write_text("theirs")
        return rename(partial, to)

    monkeypatch.setattr(Path, "rename", too_late)
    done = project.run_here("new", NEXT)
    assert done.returncode == 2
    assert f"inputs/{NEXT} is there already; it is left as it is" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["paper.yaml"]
    assert not list(folder.parent.glob(".new-*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", NEXT), f"inputs/{NEXT} cannot be written: the disk is full."),
        (("new", "--kind", "risks"), "templates/risks cannot be written: the disk is full."),
        (("init", "other"), "other cannot be written: the disk is full."),
    ],
)
def test_a_disk_that_is_full_is_called_so_and_nothing_is_begun(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    before = set(project.folder.rglob("*"))

    def full(*_: object, **__: object) -> None:  # as the system says it: without a name
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", full)
    done = project.run_here(*arguments)
    assert done.returncode == 3
    assert said in done.stderr
    assert {path for path in project.folder.rglob("*") if "build" not in path.parts} <= before


def test_it_goes_forward_only(project: Project) -> None:
    done = project.run_here("new", "2025-12-01")
    assert done.returncode == 2
    assert "the newest meeting is 2025-12-11; give a later date" in done.stderr


def test_it_starts_from_nothing_wrong(project: Project) -> None:
    project.edit(project.input("paper.yaml"), 'item: "05"', "item: 05")
    done = project.run_here("new", NEXT)
    assert done.returncode == 1
    assert "05 can be read in two ways" in done.stderr
    assert not (project.folder / "inputs" / NEXT).exists()


def test_what_has_passed_moves_and_what_is_closed_goes(project: Project) -> None:
    project.edit(
        project.input("paper.yaml"),
        "    open_recommendations: 2\n",
        "    open_recommendations: 0\n    closed: 2025-12-01\n",
    )
    project.edit(project.input("inspections.yaml"), "starts: July 2026", "starts: February 2026")
    project.edit(
        project.input("inspections.yaml"),
        "forthcoming:\n",
        (
            'forthcoming:\n  - name: "Custody: a visit"\n    text: |\n      One.\n\n      - a\n'
            "      - b\n"
        ),
    )
    project.edit(project.input("open-counts.yaml"), "  2022: 2\n", "  2022: 0\n")
    assert project.run_here("new", NEXT).returncode == 0
    folder = project.folder / "inputs" / NEXT
    assert "causes_of_concern: none" in (folder / "paper.yaml").read_text()
    inspections = (folder / "inspections.yaml").read_text()
    assert "since_last_meeting:\n  - name: PEEL 2025/27" in inspections
    assert (
        'forthcoming:\n  - name: "Custody: a visit"\n    text: |\n      One.\n\n      - a'
        in inspections
    )
    assert "2022" not in (folder / "open-counts.yaml").read_text().split("open:")[1]
    done = project.run_here("build", NEXT, "--only", "html")
    assert done.returncode == 0, done.stderr


def test_names_that_yaml_could_misread_survive(project: Project) -> None:
    project.edit(
        project.input("paper.yaml"), "name: Investigations", 'name: "No: \\"5\\" #\\\\ 2022"'
    )
    assert project.run_here("new", NEXT).returncode == 0
    shutil.rmtree(project.input("paper.yaml").parent)
    project.edit(
        Path(project.folder / "inputs" / NEXT / "paper.yaml"),
        "item:",
        "last_meeting: unknown\nitem:",
    )
    counts = project.folder / "inputs" / NEXT / "open-counts.yaml"
    counts.write_text(counts.read_text() + "previous: {as_at: unknown, open: {2022: 53}}\n")
    assert project.run_here("build", NEXT, "--only", "html").returncode == 0
    (page,) = (project.folder / "build" / NEXT).glob("*.html")
    assert 'No: "5" #\\ 2022, with 2 open' in page.read_text()


def test_a_new_folder_has_each_page_that_its_files_name(project: Project, tmp_path: Path) -> None:
    first, there = tmp_path / "anyshire", ("--project", str(tmp_path / "anyshire"))
    assert project.run_here("init", str(first), "--meeting", "2025-12-11").returncode == 0
    assert project.run_here("new", NEXT, *there).returncode == 0
    texts = [one for kind in ("*.yaml", "*.txt", "*.md") for one in first.rglob(kind)]
    named = {
        page for one in texts for page in re.findall(r"docs/[a-z-]+\.md", one.read_text("utf-8"))
    }
    assert {"docs/ledger.md", "docs/kinds.md"} <= named
    assert [page for page in named if not (first / page).is_file()] == []
    readme = (first / "README.txt").read_text("utf-8")
    assert NEXT not in readme  # whatever the day of the first meeting
