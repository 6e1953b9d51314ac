"""Folders and files under a wrong name are named with the right one, and never passed over."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from conftest import MEETING, ROOT, Project
from jacpaper.inputs.unexpected import unexpected_files
from jacpaper.project.layout import meetings
from jacpaper.project.misnamed import misnamed_meetings

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.problems import Problem


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    return tmp_path / "inputs"


def found_in(inputs: Path) -> list[Problem]:
    return [*unexpected_files(inputs.parent, meetings(inputs.parent)[-1])]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("2026-3-26", "2026-03-26"), ("26-03-2026", "2026-03-26"), ("2026_03_26", "2026-03-26"),
        ("2026-03-26 final", "2026-03-26"), ("2026-06-25 JAC", "2026-06-25"),
        ("20260326", "2026-03-26"), ("26.3.2026", "2026-03-26"),
        ("2026-03-26 - Copy", "2026-03-26"),
        ("2026–03–26", "2026-03-26"), ("26 March 2026", "2026-03-26"),  # noqa: RUF001
        ("JAC 26th March 2026", "2026-03-26"), ("2026 Mar 26", "2026-03-26"),
        ("March 26, 2026", "2026-03-26"), ("03-26-2026", "2026-03-26"),
        (" 2026-03-26", "2026-03-26"),
    ],
)  # fmt: skip
def test_a_newer_meeting_under_another_name_stops_the_paper(
    inputs: Path, name: str, meant: str
) -> None:
    shutil.copytree(inputs / MEETING, inputs / name)
    (problem,) = found_in(inputs)
    assert problem.place.file == f"inputs/{name}"
    assert problem.severity == "error"
    assert problem.hint == f"rename it to {meant}"
    (inputs / name).rename(inputs / problem.hint.removeprefix("rename it to "))
    assert found_in(inputs) == []
    assert meetings(inputs.parent)[-1].isoformat() == meant


@pytest.mark.parametrize("name", ["2026-02-29", "2026-03", "March 2026", "2026-09-31 JAC"])
def test_a_day_that_there_is_not_is_named(inputs: Path, name: str) -> None:
    shutil.copytree(inputs / MEETING, inputs / name)
    (problem,) = found_in(inputs)
    assert problem.severity == "error"
    assert "rename it to the date of the meeting, such as 2026-" in problem.hint
    (inputs / name).rename(inputs / problem.hint[-10:])
    assert found_in(inputs) == []


def test_a_copy_is_asked_about_and_an_old_one_does_not_stop_the_paper(inputs: Path) -> None:
    shutil.copytree(inputs / MEETING, inputs / f"{MEETING} final")
    shutil.copytree(inputs / MEETING, inputs / "11-9-2024")
    old, copy = sorted(found_in(inputs), key=lambda one: one.place.file)
    assert old.severity == "warning"
    assert old.hint == "rename it to 2024-09-11"
    assert copy.severity == "error"
    assert copy.hint == (
        f"inputs/{MEETING} is read; keep one of them in inputs/, under that name, and move the"
        " other out"
    )


def test_a_folder_between_this_paper_and_the_last_one_stops_it(inputs: Path) -> None:
    shutil.copytree(inputs / MEETING, inputs / "2025-09-25")
    shutil.copytree(inputs / MEETING, inputs / "2025-10-2")
    (problem,) = found_in(inputs)
    assert problem.severity == "error"


def test_the_folder_of_a_meeting_that_was_called_off_may_go(inputs: Path) -> None:
    shutil.copytree(inputs / MEETING, inputs / "2026-03-26 CANCELLED")
    (problem,) = found_in(inputs)
    assert (
        problem.hint == "rename it to 2026-03-26; if there was no meeting, move it out of inputs/"
    )


def test_a_meeting_that_is_a_file_is_named(inputs: Path) -> None:
    (inputs / "2026-03-26").write_text("x")
    (problem,) = found_in(inputs)
    assert problem.message == "this is a file, and a meeting has a folder, so it is not read"
    assert problem.severity == "error"


@pytest.mark.parametrize(
    "name",
    ["~$register.xlsx", ".~lock.register.xlsx#", "Thumbs.db", "desktop.ini", ".DS_Store",
     "committee.yaml~", "committee.yaml.bak", ".committee.yaml.swp", "#committee.yaml#",
     "notes.docx", "minutes 2026-03-26.pdf", "README.txt"],
)  # fmt: skip
def test_what_other_programs_leave_is_no_matter(inputs: Path, name: str) -> None:
    (inputs / name).write_text("x")
    (inputs / MEETING / name).write_text("x")
    assert found_in(inputs) == []


@pytest.mark.parametrize("folder", ["archive", "letters"])
def test_folders_of_other_papers_are_no_matter(inputs: Path, folder: str) -> None:
    (inputs / folder).mkdir()
    (inputs / folder / "letter.docx").write_text("x")
    assert found_in(inputs) == []
    (inputs / folder / "paper.yaml").write_text("x")
    (problem,) = found_in(inputs)
    assert problem.hint.endswith("or move it out of inputs/")


@pytest.mark.parametrize(
    "name",
    ["reports.yaml.txt", "Reports.yaml", "report.yaml", "reports.yml", "reports.txt", "reports",
     "reports (1).yaml", "reports - Copy.yaml", "Copy of reports.yaml", "reports.yaml.docx",
     "reports.yaml.yaml", "reports_final.yaml", "REPORTS.YAML"],
)  # fmt: skip
def test_a_file_of_a_meeting_under_another_name_is_named(inputs: Path, name: str) -> None:
    read = inputs / MEETING / "reports.yaml"
    other = read.rename(read.with_name(name))
    (problem,) = found_in(inputs)
    assert problem.place.file == f"inputs/{MEETING}/{name}"
    assert problem.severity == "error"
    (meant,) = re.findall('"(.*)"', problem.hint)
    assert meant == "reports.yaml"
    other.rename(read)
    assert found_in(inputs) == []


@pytest.mark.parametrize("name", ["reports - Copy.yaml", "reports (1).yaml", "reports.yaml.txt"])
def test_a_copy_beside_it_is_named(inputs: Path, name: str) -> None:
    read = inputs / MEETING / "reports.yaml"
    shutil.copy(read, read.with_name(name))
    if name.endswith(".yaml"):
        (problem,) = found_in(inputs)
        assert problem.hint.startswith("reports.yaml is read; keep one of them")


def test_stray_files_at_any_level_are_named(inputs: Path) -> None:
    below = inputs / MEETING / "old"
    below.mkdir()
    for folder in (inputs, inputs / MEETING, below):
        (folder / "audits.yaml").write_text("x")
    (inputs / "reports.yaml").write_text("x")
    assert {(one.place.file, one.severity) for one in found_in(inputs)} == {
        ("inputs/audits.yaml", "warning"),
        ("inputs/reports.yaml", "warning"),
        (f"inputs/{MEETING}/audits.yaml", "error"),
        (f"inputs/{MEETING}/old", "warning"),
    }


def test_no_file_is_to_be_renamed_to_one_that_is_there(inputs: Path) -> None:
    meeting = inputs / MEETING
    (meeting / "items").mkdir()
    (meeting / "items" / "treasury.yaml").write_text("x")
    for path in (
        inputs / "Committee.yaml",
        meeting / "Reports.yaml",
        meeting / "items" / "treasury.yml",
    ):
        path.write_text("x")
    assert [one.hint.partition(";")[0] for one in found_in(inputs)] == [
        "committee.yaml is read", "reports.yaml is read", "treasury.yaml is read"
    ]  # fmt: skip


def test_no_folder_is_to_be_renamed_to_one_that_is_there(inputs: Path) -> None:
    for name in ("items", "Items"):
        (inputs / MEETING / name).mkdir()
        (inputs / MEETING / name / "treasury.yaml").write_text("x")
    (problem,) = found_in(inputs)
    assert problem.hint.startswith(f"move its files into inputs/{MEETING}/items")


def test_a_paper_beside_the_items_is_not_moved_over_one_of_them(inputs: Path) -> None:
    (inputs / MEETING / "items").mkdir()
    for name in ("treasury.yaml", "items/treasury.yaml", "items/treasury-2.yaml"):
        (inputs / MEETING / name).write_text("x")
    (problem,) = found_in(inputs)
    assert "move it to items/treasury-3.yaml;" in problem.hint


def test_a_copy_that_was_in_conflict_can_be_moved_to_the_name_that_is_given(inputs: Path) -> None:
    (inputs / MEETING / "paper (Jo's conflicted copy 2026-03-01).yaml").write_text("x")
    (problem,) = found_in(inputs)
    assert "items/paper-jo-s-conflicted-copy-2026-03-01.yaml;" in problem.hint


@pytest.mark.parametrize("name", ["commitee.yaml", "Committee.yaml", "committee.yml"])
def test_the_committees_file_under_another_name_is_named(inputs: Path, name: str) -> None:
    (inputs / "committee.yaml").rename(inputs / name)
    (problem,) = found_in(inputs)
    assert problem.hint == 'did you mean "committee.yaml"? then rename it'


@pytest.mark.parametrize(
    ("name", "severity", "right"),
    [
        ("Register.csv", "error", "register.csv"),
        ("register (1).xlsx", "warning", "register.xlsx"),
        ("HMICFRS register.xlsx", "warning", "register.xlsx"),
        ("tracker.xlsx", "warning", "register.xlsx"), ("register.yml", "error", "register.yaml"),
        ("register.xls", "error", ""), ("register.yaml.txt", "error", ""),
    ],
)  # fmt: skip
def test_what_may_be_the_register_is_named(
    inputs: Path, name: str, severity: str, right: str
) -> None:
    (inputs / name).write_text("x")
    (problem,) = found_in(inputs)
    assert problem.severity == severity
    assert f"rename it to {right}" in problem.hint or not right
    if right:
        (inputs / name).rename(inputs / right)
        assert found_in(inputs) == []


@pytest.mark.parametrize("name", ["register (1).xlsx", "Register.xlsx", "register-2026.csv"])
def test_a_second_register_stops_the_paper(inputs: Path, name: str) -> None:
    (inputs / "register.csv").write_text("x")
    (inputs / name).write_text("x")
    (problem,) = found_in(inputs)
    assert problem.severity == "error"
    assert problem.message == "this may be a second register: register.csv is read"
    (inputs / name).unlink()
    assert found_in(inputs) == []


def test_a_second_register_beside_one_that_register_yaml_describes(inputs: Path) -> None:
    for name in ("register.csv", "register.yaml", "register (1).csv"):
        (inputs / name).write_text("x")
    (problem,) = found_in(inputs)
    assert problem.message.endswith("register.csv and register.yaml are read")


def test_a_register_that_register_yaml_names_is_read(project: Project) -> None:
    shutil.copytree(ROOT / "examples" / "midshire" / "inputs", project.folder / "i")
    shutil.rmtree(project.folder / "inputs")
    inputs = (project.folder / "i").rename(project.folder / "inputs")
    (inputs / "register.csv").rename(inputs / "HMICFRS register.csv")
    assert "HMICFRS register.csv: error: " in project.run_here("check", "--format", "line").stdout
    mapping = inputs / "register.yaml"
    project.edit(mapping, "file: register.csv", "file: HMICFRS register.csv")
    done = project.run_here("check", "--format", "line")
    assert done.returncode == 0, done.stdout
    assert "HMICFRS register" not in done.stdout


def test_every_command_names_them(project: Project) -> None:
    shutil.copytree(project.input("paper.yaml").parent, project.folder / "inputs" / "2026-3-26")
    for command in (
        ("check",), ("build", "--only", "txt"), ("new", "2026-06-25"), ("check", "2026-03-26"),
    ):  # fmt: skip
        done = project.run_here(*command)
        assert done.returncode in (1, 2), command
        assert "inputs/2026-3-26" in done.stderr
        assert "rename it to 2026-03-26" in done.stderr
    (project.folder / "inputs" / "2026-3-26").rename(project.folder / "inputs" / "2026-03-26")
    assert "2026-3-26" not in project.run_here("check").stderr


def test_new_asks_about_them_too(project: Project) -> None:
    (project.folder / "inputs" / "audits.yaml").write_text("x")
    done = project.run_here("new", "2026-06-25")
    assert done.returncode == 0
    assert "inputs/audits.yaml: warning: no paper has a file of this name" in done.stderr


def test_a_paper_is_not_up_to_date_beside_a_misnamed_meeting(project: Project) -> None:
    assert project.run_here("build", "--all").returncode == 0
    shutil.copytree(project.input("paper.yaml").parent, project.folder / "inputs" / "2026-3-26")
    done = project.run_here("build", "--all")
    assert done.returncode == 1
    assert "rename it to 2026-03-26" in done.stderr


def test_open_left_out_names_the_file_that_may_be_the_register(project: Project) -> None:
    project.input("open-counts.yaml").write_text("as_at: 2025-11-28\n")
    (project.folder / "inputs" / "HMICFRS register.xlsx").write_text("x")
    said = project.run_here("check").stderr
    assert '"open" is missing' in said
    assert "but inputs/HMICFRS register.xlsx is not named as one" in said


def test_the_misnamed_are_in_the_order_of_their_meetings(tmp_path: Path) -> None:
    for name in ("26-3-2026", "2025-3-1", "x", "2026-01-01"):
        (tmp_path / "inputs" / name).mkdir(parents=True)
    assert [one.name for one in misnamed_meetings(tmp_path)] == ["2025-3-1", "26-3-2026"]


@pytest.mark.parametrize("name", ["register.csv", "AFI tracker.xlsx"])
def test_a_register_in_the_folder_of_a_meeting_is_named(inputs: Path, name: str) -> None:
    (inputs / MEETING / name).write_text("Reference,Report\n", encoding="utf-8")
    (problem,) = found_in(inputs)
    assert str(problem.place) == f"inputs/{MEETING}/{name}"
    assert problem.message == "nothing reads this file here"
    moved = f"register{(inputs / name).suffix}"
    assert f"move it up into inputs/ as {moved}" in problem.hint
    (inputs / MEETING / name).rename(inputs / moved)
    assert found_in(inputs) == []
