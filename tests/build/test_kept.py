"""Nothing that a person made is lost: not by a build, and not in silence."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from jacpaper.build import in_place
from jacpaper.problems import MachineError

if TYPE_CHECKING:
    from collections.abc import Callable
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
    assert project.run_here("build", *arguments).returncode == 0
    edited = out / f"{NAME}.{ending}"
    edited.write_bytes(edited.read_bytes() + b" mine")
    words = edited.read_bytes()
    for way in (arguments, (*arguments, "--if-needed"), ("--only", "docx", *arguments[2:])):
        edited.write_bytes(words)
        done = project.run_here("build", *way)
        assert done.returncode == 0
        said = re.search(r"was edited since it was made: kept as (\S+);", done.stderr)
        assert said, done.stderr
        kept = project.folder / said[1]
        assert re.fullmatch(rf"{NAME}\.edited-[\d-]+\.{ending}", kept.name)
        assert kept.read_bytes() == words
    # Each was kept, and none twice: the next build says nothing of them.
    assert len([path for path in out.iterdir() if path.read_bytes() == words]) == 3
    done = project.run_here("build", *arguments)
    assert done.stderr == ""
    assert len([path for path in out.iterdir() if path.read_bytes() == words]) == 3


def test_edited_when_many_are_built(project: Project) -> None:
    assert project.run_here("build").returncode == 0
    with (project.out / f"{NAME}.docx").open("ab") as file:
        file.write(b"mine")
    done = project.run_here("build", "--all")
    assert done.stdout == "1 paper: 1 built.\n"
    assert "was edited since it was made: kept as" in done.stderr
    assert len([*project.out.glob(f"{NAME}.edited-*.docx")]) == 1


@pytest.mark.parametrize("where", ["", "elsewhere"])
def test_copies_under_any_other_name_are_not_touched(project: Project, where: str) -> None:
    out = project.folder / where if where else project.out
    arguments = ("--only", "docx,html", *(("--out", where) if where else ()))
    assert project.run_here("build", *arguments).returncode == 0
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
        assert project.run_here("build", *arguments).returncode == 0
    there = everything(out)
    assert {name for name in copies if there.get(name) == word} == copies
    assert not (out / f"{NAME}.docx").exists()
    assert (out / "agenda-item-07-hmicfrs-update.docx").exists()


def test_a_file_that_was_there_before_the_first_build_is_kept(project: Project) -> None:
    out = project.folder / "papers"
    out.mkdir()
    (out / f"{NAME}.docx").write_text("mine")
    (out / f"{NAME}.pdf").write_text("mine too")
    done = project.run_here("build", "--only", "docx", "--out", out)
    assert done.returncode == 0
    (kept,) = out.glob(f"{NAME}.edited-*.docx")
    assert kept.read_bytes() == b"mine"
    assert everything(out)[f"{NAME}.pdf"] == b"mine too"
    assert f"{NAME}.docx was not made by a build that is recorded here: kept as" in done.stderr
    assert "was edited since" not in done.stderr
    assert f"{NAME}.pdf was not made by this build and is left as it is" in done.stderr


def test_without_a_manifest_nothing_is_lost_and_nothing_kept_twice(project: Project) -> None:
    assert project.run_here("build", "--only", "docx,html").returncode == 0
    before = everything(project.out)
    (project.out / "manifest.json").unlink()
    assert project.run_here("build", "--only", "docx,html").returncode == 0
    assert everything(project.out) == before
    (project.out / "manifest.json").write_text("{")
    project.edit(project.input("paper.yaml"), "title: HMICFRS update", "title: Another")
    assert project.run_here("build", "--only", "html").returncode == 0
    kept = everything(project.out).values()
    assert before[f"{NAME}.docx"] in kept
    assert before[f"{NAME}.html"] in kept
    assert sorted(path.suffix for path in project.out.glob(f"{NAME}.*")) == [
        ".docx", ".html", ".html",
    ]  # fmt: skip


def test_without_a_manifest_an_old_paper_of_another_item_is_named(project: Project) -> None:
    assert project.run_here("build", "--only", "html").returncode == 0
    (project.out / "manifest.json").unlink()
    project.edit(project.input("paper.yaml"), 'item: "05"', 'item: "07"')
    for way in ((), ("--if-needed",)):
        done = project.run_here("build", "--only", "html", *way)
        assert f"{NAME}.html was not made by this build and is left as it is" in done.stderr
        assert (project.out / f"{NAME}.html").exists()
    # What the hint says mends it.
    (project.out / f"{NAME}.html").unlink()
    done = project.run_here("build", "--only", "html", "--if-needed")
    assert "Nothing to do" in done.stdout
    assert done.stderr == ""


def a_copy(path: Path) -> None:
    path.write_bytes(b"a copy")


@pytest.mark.parametrize("put", [a_copy, os.mkfifo, os.mkdir])
@pytest.mark.parametrize(
    "name", ["agenda-item-06-hmicfrs-update.pdf", "agenda-item-1-hmicfrs-update.txt"]
)
def test_if_needed_sees_whatever_verify_does(
    project: Project, put: Callable[[Path], None], name: str
) -> None:
    assert project.run_here("build", "--only", "html").returncode == 0
    assert "Nothing to do" in project.run_here("build", "--only", "html", "--if-needed").stdout
    put(project.out / name)
    assert "belongs to no build" in project.run_here("verify", str(project.out)).stderr
    done = project.run_here("build", "--only", "html", "--if-needed")
    assert "Nothing to do" not in done.stdout
    assert f"{name} was not made by this build and is left as it is" in done.stderr


def test_a_kept_file_has_the_mode_it_had_and_may_be_very_large(project: Project) -> None:
    assert project.run_here("build", "--only", "html").returncode == 0
    edited = project.out / f"{NAME}.html"
    edited.chmod(0o600)
    with edited.open("r+b") as file:
        file.truncate(500_000_000)
    done = project.run_here("build", "--only", "html")
    assert done.returncode == 0, done.stderr
    (kept,) = project.out.glob(f"{NAME}.edited-*.html")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.stat().st_size == 500_000_000
    assert kept.stat().st_blocks * 512 < 100_000_000  # nothing was copied
    assert edited.stat().st_size < 1_000_000


def test_a_file_called_restricted_is_named(tmp_path: Path) -> None:
    (tmp_path / "restricted").write_text("mine", encoding="utf-8")
    change = in_place.Change({"restricted/paper.txt": b"new"})
    with pytest.raises(MachineError, match="restricted is not a folder"):
        in_place.put_in_place(tmp_path, lambda: change)
    (tmp_path / "restricted").rename(tmp_path / "another name")
    in_place.put_in_place(tmp_path, lambda: change)
    assert (tmp_path / "restricted" / "paper.txt").read_bytes() == b"new"


def test_a_build_that_is_killed_while_it_replaces_files_loses_no_later_edit(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The edit is kept under another name, and what was there before comes back."""
    assert project.run_here("build", "--only", "docx,html").returncode == 0
    before = (project.out / f"{NAME}.docx").read_bytes()
    change = in_place.Change({f"{NAME}.docx": b"new", f"{NAME}.html": b"new", "new.txt": b"new"})

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(in_place, "_put_back", lambda _: None)
    monkeypatch.setattr(in_place, "_remove", killed)
    with pytest.raises(KeyboardInterrupt):
        in_place.put_in_place(project.out, lambda: change._replace(gone=frozenset(["gone.txt"])))
    monkeypatch.undo()
    assert (project.out / ".unfinished").is_dir()
    for name in (f"{NAME}.docx", "new.txt"):
        (project.out / name).write_bytes(b"mine")
    in_place.restore(project.out)
    assert (project.out / f"{NAME}.docx").read_bytes() == before
    assert (project.out / f"{NAME}.html").read_bytes() != b"new"
    kept = [path.name for path in project.out.iterdir() if path.read_bytes() == b"mine"]
    assert len(kept) == 2
    assert all(".edited-" in name for name in kept)


def test_folders_of_a_person_with_names_like_ours_are_let_be(project: Project) -> None:
    out = project.folder / "out"
    theirs = (".partial-thesis/c.txt", ".unfinished/notes/a.txt", ".partial-abcd1234/mine.txt")
    for name in theirs:
        (out / name).parent.mkdir(parents=True)
        (out / name).write_text("mine", encoding="utf-8")
    done = project.run_here("build", "--only", "html", "--out", out)
    assert [(out / name).read_text(encoding="utf-8") for name in theirs] == ["mine"] * 3
    # A build needs the name for itself: it says so, and writes nothing.
    assert done.returncode == 3
    assert ".unfinished" in done.stderr
    assert not [*out.glob("agenda-item-*")]
    shutil.rmtree(out / ".unfinished")
    assert project.run_here("build", "--only", "html", "--out", out).returncode == 0


def test_an_edited_file_of_a_year_that_no_calendar_has(project: Project) -> None:
    assert project.run_here("build", "--only", "html").returncode == 0
    page = project.out / f"{NAME}.html"
    page.write_bytes(b"mine")
    os.utime(page, (0, 253402300800))
    if page.stat().st_mtime < 253402300800:
        pytest.skip("this disk has no such times")
    done = project.run_here("build", "--only", "html")
    assert done.returncode == 0
    assert "was edited since it was made: kept as" in done.stderr


@pytest.mark.parametrize("left", [0, 3000])
def test_a_word_file_that_was_cut_off_is_not_said_to_have_changes(
    project: Project, left: int
) -> None:
    assert project.run_here("build", "--only", "docx").returncode == 0
    (path,) = project.out.glob("*.docx")
    path.write_bytes(path.read_bytes()[:left])
    said = project.run_here("build", "--only", "docx").stderr
    assert "was emptied or cut off since it was made: kept as" in said
    assert "review" not in said
