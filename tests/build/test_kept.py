"""Nothing that a person made is lost: not by a build, and not in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

NAME = "agenda-item-05-hmicfrs-update"


def everything(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("where", ["", "elsewhere"])
@pytest.mark.parametrize("ending", ["docx", "html"])
def test_an_output_edited_by_hand_is_kept_under_another_name_and_it_is_said(
    project: Project, where: str, ending: str
) -> None:
    out = project.folder / where if where else project.out
    arguments = ("--only", "docx,html", *(("--out", where) if where else ()))
    assert project.run("build", *arguments).returncode == 0
    edited = out / f"{NAME}.{ending}"
    edited.write_bytes(edited.read_bytes() + b" mine")
    words = edited.read_bytes()
    for way in (arguments, (*arguments, "--if-needed"), ("--only", "docx", *arguments[2:])):
        edited.write_bytes(words)
        done = project.run("build", *way)
        assert done.returncode == 0
        said = re.search(r"was edited since it was made: kept as (\S+);", done.stderr)
        assert said, done.stderr
        kept = project.folder / said[1]
        assert re.fullmatch(rf"{NAME}\.edited-[\d-]+\.{ending}", kept.name)
        assert kept.read_bytes() == words
    # Each was kept, and none twice: the next build says nothing of them.
    assert len([path for path in out.iterdir() if path.read_bytes() == words]) == 3
    done = project.run("build", *arguments)
    assert done.stderr == ""
    assert len([path for path in out.iterdir() if path.read_bytes() == words]) == 3


def test_edited_when_many_are_built(project: Project) -> None:
    assert project.run("build").returncode == 0
    with (project.out / f"{NAME}.docx").open("ab") as file:
        file.write(b"mine")
    done = project.run("build", "--all")
    assert done.stdout == "1 paper: 1 built.\n"
    assert "was edited since it was made: kept as" in done.stderr
    assert len([*project.out.glob(f"{NAME}.edited-*.docx")]) == 1


@pytest.mark.parametrize("where", ["", "elsewhere"])
def test_copies_under_any_other_name_are_not_touched(project: Project, where: str) -> None:
    out = project.folder / where if where else project.out
    arguments = ("--only", "docx,html", *(("--out", where) if where else ()))
    assert project.run("build", *arguments).returncode == 0
    word = (out / f"{NAME}.docx").read_bytes()
    copies = {
        "agenda-item-05_cleared-hmicfrs-update.docx",
        "agenda-item-05.v2-hmicfrs-update.docx",
        "agenda-item-draft-hmicfrs-update.docx",
        "agenda-item-06-hmicfrs-update.docx",
        "agenda-item-5-hmicfrs-update.docx",
        "agenda-item-04-restricted-appendix.pdf",
        "Agenda-Item-05-HMICFRS-Update.docx",
        f"{NAME}.docx.bak",
        f"{NAME} (1).docx",
        "restricted/mine.txt",
        "manifest.json.old",
    }
    (out / "restricted").mkdir()
    for copy in copies:
        (out / copy).write_bytes(word)
    for old, new in (("title: HMICFRS update", "title: Another"), ('item: "05"', 'item: "07"')):
        project.edit(project.input("paper.yaml"), old, new)
        assert project.run("build", *arguments).returncode == 0
    there = everything(out)
    assert {name for name in copies if there.get(name) == word} == copies
    assert not (out / f"{NAME}.docx").exists()
    assert (out / "agenda-item-07-hmicfrs-update.docx").exists()


def test_a_file_that_was_there_before_the_first_build_is_kept(project: Project) -> None:
    out = project.folder / "papers"
    out.mkdir()
    (out / f"{NAME}.docx").write_text("mine")
    (out / f"{NAME}.pdf").write_text("mine too")
    done = project.run("build", "--only", "docx", "--out", out)
    assert done.returncode == 0
    (kept,) = out.glob(f"{NAME}.edited-*.docx")
    assert kept.read_bytes() == b"mine"
    assert everything(out)[f"{NAME}.pdf"] == b"mine too"
    assert f"{NAME}.pdf was not made by this build and is left as it is" in done.stderr


def test_without_a_manifest_nothing_is_lost_and_nothing_kept_twice(project: Project) -> None:
    assert project.run("build", "--only", "docx,html").returncode == 0
    before = everything(project.out)
    (project.out / "manifest.json").unlink()
    assert project.run("build", "--only", "docx,html").returncode == 0
    assert everything(project.out) == before
    (project.out / "manifest.json").write_text("{")
    project.edit(project.input("paper.yaml"), "title: HMICFRS update", "title: Another")
    assert project.run("build", "--only", "html").returncode == 0
    kept = everything(project.out).values()
    assert before[f"{NAME}.docx"] in kept
    assert before[f"{NAME}.html"] in kept
    assert sorted(path.suffix for path in project.out.glob(f"{NAME}.*")) == [
        ".docx", ".html", ".html",
    ]  # fmt: skip
