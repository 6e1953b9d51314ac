"""A record of what was published that is deleted: its copy and later records show it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from conftest import MEETING, ROOT, Project, midshire
from jacpaper.build import final, one_paper
from jacpaper.writers.formats import BY_ENDING

NEXT = "2026-03-26"
GONE = "error: the record of what was published is gone; "
COPY = f"build/{MEETING}/published.yaml"


@pytest.fixture
def published(project: Project) -> Project:
    publish(project, MEETING)
    return project


def publish(project: Project, meeting: str) -> None:
    day = date.fromisoformat(meeting)
    one_paper.build(project.folder, day, (BY_ENDING["html"],))
    final.finalise(project.folder, day, day)


def record(project: Project, meeting: str = MEETING) -> Path:
    return project.folder / "inputs" / meeting / "published.yaml"


def test_the_record_is_deleted(published: Project) -> None:
    record(published).unlink()
    assert published.run_here("new", NEXT).returncode == 1
    for command in (("build", "--only", "html"), ("check",)):
        done = published.run_here(*command)
        assert done.returncode == 1
        assert f"inputs/{MEETING}/published.yaml: {GONE}{COPY} is a copy of it" in done.stderr
        assert f"put it back, from {COPY} or another copy" in done.stderr


def test_the_copy_that_is_named_brings_it_back(published: Project) -> None:
    before = record(published).read_bytes()
    record(published).unlink()
    shutil.copy(published.folder / COPY, record(published))
    assert record(published).read_bytes() == before
    done = published.run_here("build", "--only", "html", "--if-needed")
    assert done.stdout.startswith("Nothing to do"), done.stdout + done.stderr


def test_the_whole_folder_is_deleted(published: Project) -> None:
    folder = record(published).parent
    shutil.copytree(folder, published.folder / "inputs" / NEXT)
    record(published, NEXT).unlink()
    shutil.move(folder, published.folder / "kept")
    done = published.run_here("check", NEXT)
    fault = f"inputs/{MEETING}: error: the folder of this meeting is gone, whose paper was final"
    assert fault in done.stderr
    shutil.move(published.folder / "kept", folder)
    assert "is gone" not in published.run_here("check", NEXT).stderr


@pytest.mark.parametrize("lost", ["half", "all", "zeros"])
def test_a_record_that_is_damaged_is_put_back_and_not_mended(published: Project, lost: str) -> None:
    before = record(published).read_bytes()
    damaged = {
        "half": before[: before.index(b'  - "') + 9],
        "all": b"",
        "zeros": bytes(len(before)),
    }
    record(published).write_bytes(damaged[lost])
    for command in (("check",), ("build", "--only", "html"), ("new", NEXT)):
        said = published.run_here(*command).stderr
        assert f"put it back as it was, from {COPY} or another copy" in said
        assert "at its end" not in said
        assert "UTF-16" not in said
    shutil.copy(published.folder / COPY, record(published))
    assert record(published).read_bytes() == before
    # No copy is named that is not there, as on another machine.
    (published.folder / COPY).unlink()
    record(published).write_bytes(damaged[lost])
    said = published.run_here("check").stderr
    assert "put it back as it was, from a copy; nothing in it" in said


def test_a_record_that_was_edited_is_put_back_from_the_copy_that_is_named(
    published: Project,
) -> None:
    published.edit(record(published), "meeting:", "# Mended.\nmeeting:")
    assert "put it back" not in published.run_here("check").stderr
    published.edit(record(published), "total: ", "total: 1")
    assert f"put it back as it was, from {COPY} or" in published.run_here("check").stderr


def test_if_nothing_was_published_the_copy_goes_too(published: Project) -> None:
    record(published).unlink()
    (published.folder / COPY).unlink()
    assert published.run_here("check").returncode == 0


def test_the_next_paper_is_refused_without_it(published: Project) -> None:
    assert published.run_here("new", NEXT).returncode == 0
    record(published).unlink()
    done = published.run_here("check", NEXT)
    assert done.returncode == 1
    assert f"{GONE}{COPY} is a copy of it" in done.stderr


def test_a_later_record_tells_of_it_where_build_is_gone(published: Project) -> None:
    assert published.run_here("new", NEXT).returncode == 0
    paper = record(published, NEXT).with_name("paper.yaml")
    published.edit(paper, "status: draft", "# ")
    publish(published, NEXT)
    shutil.rmtree(published.folder / "build")
    assert GONE not in published.run_here("check", NEXT).stderr
    record(published).unlink()
    done = published.run_here("check", NEXT)
    assert done.returncode == 1
    assert f"{GONE}the paper of 26 March 2026 was held against it" in done.stderr
    assert "put it back, from a copy; without it" in done.stderr
    assert COPY not in done.stderr


def test_the_copy_is_what_the_record_is_when_it_is_reopened(published: Project) -> None:
    final.reopen(published.folder, date.fromisoformat(MEETING), date(2025, 12, 5), "a figure")
    assert (published.folder / COPY).read_bytes() == record(published).read_bytes()
    assert b"reopened:" in (published.folder / COPY).read_bytes()


def test_verify_knows_the_copy(published: Project) -> None:
    done = published.run_here("verify", published.out)
    assert (done.returncode, "published.yaml" in done.stdout + done.stderr) == (0, False)


def test_papers_of_items_are_not_final_and_not_compared(tmp_path: Path) -> None:
    """Of a file of theirs it is said whose it is."""
    project = midshire(tmp_path)
    items = Path("inputs") / NEXT / "items"
    shutil.copytree(ROOT / "examples" / "midshire" / items, project.folder / items)
    build = ("build", NEXT, "--only", "docx", "--item")
    assert project.run_here(*build, "8").returncode == 0
    sent = next((project.folder / "build" / NEXT).glob("*treasury.docx"))
    shutil.copy(sent, project.folder / "sent.docx")
    done = project.run_here(*build, "6.1", "--changes-since", "sent.docx")
    assert done.returncode == 1
    assert "this is the paper of items/treasury.yaml, and not of paper.yaml" in done.stderr
    assert "jacpaper review sent.docx" in done.stderr
    assert project.run_here("review", "sent.docx").returncode == 0
    done = project.run_here(*build, "8", "--changes-since", "last")
    assert "is for the paper of paper.yaml, and not items/treasury.yaml" in done.stderr
    assert project.run_here(*build, "6.1").returncode == 0
    done = project.run_here("finalise", NEXT)
    assert "Not recorded: the papers of items/ (internal-audit, treasury)" in done.stdout
