"""Whether a paper is up to date: jacpaper decides, and `make paper` asks it in time.

`make paper` may do without asking only if nothing at all was touched since it asked last.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from conftest import JACPAPER, MEETING, ROOT, WITHOUT_ITEMS, Project, lay_out, run_here

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME = "agenda-item-05-hmicfrs-update"
REPORTS = f"inputs/{MEETING}/reports.yaml"
SHEET = "templates/hmicfrs-update/paper.css"
PACKAGES = ".venv/lib/python3/site-packages"


@dataclass(frozen=True)
class Workspace:
    """A copy of this project, whose jacpaper notes that it was asked."""

    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "build" / MEETING

    def make(self, *arguments: str) -> tuple[bool, str]:
        """Return whether jacpaper was asked, and what was said."""
        asked = self.folder / "asked"
        asked.unlink(missing_ok=True)
        done = subprocess.run(
            ["make", "--no-print-directory", *arguments],
            cwd=self.folder,
            env={**os.environ, "MAKEFLAGS": "", "PYTHONPATH": str(self.folder / "src")},
            capture_output=True,
            text=True,
            check=True,
        )
        return asked.exists(), done.stdout


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = lay_out(tmp_path_factory.mktemp("workspace")).folder
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy2(ROOT / name, folder)
    for name in ("src", "scripts", "requirements"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, symlinks=True, ignore=ignored)
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    (folder / PACKAGES / "weasyprint-70.0.dist-info").mkdir(parents=True)
    program = folder / ".venv" / "bin" / "jacpaper"
    program.parent.mkdir()
    # Without a PDF, which takes longer than all else; each file is looked at in the same way.
    no_pdf = '[ "$1" != build ] || { shift; set -- build --only docx,html "$@"; }'
    program.write_text(f'#!/bin/sh\ntouch asked\n{no_pdf}\nexec "{JACPAPER}" "$@"\n')
    program.chmod(0o755)
    (folder / ".venv" / ".paper").touch()
    return Workspace(folder)


@pytest.fixture
def workspace(settled: Workspace) -> Workspace:
    """Return the workspace with its paper built, and nothing touched since."""
    settled.make("paper")
    settled.make("paper")
    asked, said = settled.make("paper")
    assert not asked
    assert said.startswith(f"Nothing to do: build/{MEETING} is what")
    return settled


def appended(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\n")


def other_content_with_the_old_date(path: Path) -> None:
    """Change a letter, and put the date back, as `cp -p` and restored backups do."""
    before = path.stat()
    content = path.read_bytes()
    path.write_bytes(content[:-1] + (b" " if content.endswith(b"\n") else b"\n"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def replaced_by_an_older_file(path: Path) -> None:
    older = path.with_name("older")
    older.write_bytes(path.read_bytes() + b"\n")
    os.utime(older, (0, 0))
    older.replace(path)


CHANGES: dict[str, Callable[[Path], None]] = {
    "an input edited": lambda here: appended(here / REPORTS),
    "an input that all meetings share": lambda here: appended(here / "inputs/committee.yaml"),
    "an input with its old date": lambda here: other_content_with_the_old_date(here / REPORTS),
    "an older input restored": lambda here: replaced_by_an_older_file(here / REPORTS),
    "a style sheet": lambda here: appended(here / SHEET),
    "a style sheet with its old date": lambda here: other_content_with_the_old_date(here / SHEET),
    "a file new in the template": lambda here: appended(here / "templates/hmicfrs-update/new.css"),
    "a file gone from the template": lambda here: (
        here / "templates/hmicfrs-update/fonts/OFL.txt"
    ).unlink(),
    "an output deleted": lambda here: (here / f"build/{MEETING}/{NAME}.html").unlink(),
    "an output edited": lambda here: appended(here / f"build/{MEETING}/{NAME}.docx"),
    "an output with its old date": lambda here: other_content_with_the_old_date(
        here / f"build/{MEETING}/{NAME}.html"
    ),
    "the manifest deleted": lambda here: (here / f"build/{MEETING}/manifest.json").unlink(),
    "the folder deleted": lambda here: shutil.rmtree(here / f"build/{MEETING}"),
    "the program": lambda here: appended(here / "src/jacpaper/writers/web.py"),
    "the program with its old date": lambda here: other_content_with_the_old_date(
        here / "src/jacpaper/__init__.py"
    ),
    "a module new in the program": lambda here: appended(here / "src/jacpaper/text/new.py"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_may_change_the_paper_has_it_built_again(workspace: Workspace, change: str) -> None:
    CHANGES[change](workspace.folder)
    asked, said = workspace.make("paper")
    assert asked
    assert f"is in build/{MEETING}:" in said
    assert all((workspace.out / f"{NAME}.{ending}").is_file() for ending in ("docx", "html"))
    assert run_here("verify", workspace.out, cwd=workspace.folder).returncode == 0
    asked, said = workspace.make("paper")
    assert said.startswith("Nothing to do")


def copied(here: Path) -> None:
    for name in ("archive", "drafts"):
        (here / "inputs" / name).mkdir(exist_ok=True)
        appended(here / "inputs" / name / "paper.yaml")


HARMLESS: dict[str, Callable[[Path], None]] = {
    "touched": lambda here: (here / REPORTS).touch(),
    "an editor's own file": lambda here: appended(here / f"inputs/{MEETING}/.reports.yaml.swp"),
    "copies in folders that look like no meeting": copied,
    "another package": lambda here: (here / PACKAGES / "rich-99.dist-info").mkdir(),
    "another file beside the outputs": lambda here: appended(here / f"build/{MEETING}/mine.txt"),
}


@pytest.mark.parametrize("change", HARMLESS)
def test_what_does_not_is_asked_about_once(workspace: Workspace, change: str) -> None:
    before = {path: path.stat().st_mtime_ns for path in workspace.out.glob(f"{NAME}.*")}
    HARMLESS[change](workspace.folder)
    asked, said = workspace.make("paper")
    assert asked
    assert said.startswith(f"Nothing to do: build/{MEETING} is what")
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert not workspace.make("paper")[0]


def test_what_python_keeps_beside_the_code_is_not_even_asked_about(workspace: Workspace) -> None:
    for folder in ("", "preview", "rules"):
        kept = workspace.folder / "src" / "jacpaper" / folder / "__pycache__"
        kept.mkdir(exist_ok=True)
        for name in ("declarations.cffi-9.0.txt", "new.cpython-399.pyc"):
            (kept / name).touch()
    assert not workspace.make("paper")[0]


def test_links_are_followed_to_their_end(workspace: Workspace, tmp_path: Path) -> None:
    """The template's folder is a link to a link that somebody turns to another folder."""
    template = workspace.folder / "templates" / "hmicfrs-update"
    kept = tmp_path / "one"
    shutil.copytree(template, kept)
    shutil.copytree(template, tmp_path / "two")
    sheet = tmp_path / "two" / "paper.css"
    sheet.write_text(f"{sheet.read_text(encoding='utf-8')}p {{ hyphens: none }}\n")
    for path in (tmp_path / "two").rglob("*"):
        os.utime(path, (0, 0))
    current = tmp_path / "current"
    current.symlink_to("one")
    template.rename(template.with_name("aside"))
    template.symlink_to(current)
    try:
        workspace.make("paper")
        assert not workspace.make("paper")[0]
        current.unlink()
        current.symlink_to("two")
        asked, said = workspace.make("paper")
        assert asked
        assert f"is in build/{MEETING}:" in said
    finally:
        template.unlink()
        template.with_name("aside").rename(template)


def test_where_find_shows_no_times_jacpaper_is_always_asked(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = tmp_path / "find"
    find.write_text('#!/bin/sh\necho "find: -printf: unknown primary" >&2\nexit 1\n')
    find.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    for _ in range(3):
        asked, said = workspace.make("paper")
        assert asked
        assert said.startswith("Nothing to do")


def test_a_meetings_folder_that_is_a_link_is_followed(workspace: Workspace, tmp_path: Path) -> None:
    folder = workspace.folder / "inputs" / MEETING
    for name in ("one", "two"):
        shutil.copytree(folder, tmp_path / name)
        for path in (tmp_path / name).iterdir():
            os.utime(path, (0, 0))
    paper = tmp_path / "two" / "paper.yaml"
    paper.write_text(paper.read_text(encoding="utf-8").replace("HMICFRS update", "HMICFRS again"))
    folder.rename(folder.with_name("aside"))
    folder.symlink_to(tmp_path / "one")
    try:
        workspace.make("paper")
        workspace.make("paper")
        assert not workspace.make("paper")[0]
        folder.unlink()
        folder.symlink_to(tmp_path / "two")
        asked, said = workspace.make("paper")
        assert asked
        assert f"is in build/{MEETING}:" in said
    finally:
        folder.unlink()
        folder.with_name("aside").rename(folder)


@pytest.mark.parametrize("meeting", [f"{MEETING} ", f" {MEETING}"])
def test_spaces_around_a_meeting_do_not_matter(workspace: Workspace, meeting: str) -> None:
    assert workspace.make("paper", f"MEETING={meeting}")[1].startswith("Nothing to do")
    workspace.make("check", f"MEETING={meeting}")


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        ("", "MEETING= names no meeting. Name one, as in: make paper MEETING=2025-12-11"),
        ("tomorrow", '"tomorrow" is not a date such as 2025-12-11'),
        ("2025-12-11 2026-03-26", '"2025-12-11 2026-03-26" is not a date'),
        ("../../x", '"../../x" is not a date'),
        ("; touch hacked", '"; touch hacked" is not a date'),
        ("2024-01-01", "inputs/ has no folder for 2024-01-01; it has 2025-12-11"),
    ],
)
def test_a_meeting_that_is_none_is_named(workspace: Workspace, meeting: str, said: str) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        workspace.make("paper", f"MEETING={meeting}")
    assert said in failed.value.stderr
    assert not (workspace.folder / "hacked").exists()


def test_odd_folders_in_build(workspace: Workspace) -> None:
    build = workspace.folder / "build"
    looked = build / f".looked-{MEETING}"
    looked.unlink()
    for odd in (looked, build / f"{MEETING} ", build / "a\nb", build / MEETING / "older"):
        odd.mkdir()
    (build / "loop").symlink_to("loop")
    try:
        for _ in range(2):
            asked, said = workspace.make("paper")
            assert asked
            assert said.startswith("Nothing to do")
    finally:
        looked.rmdir()
        (build / MEETING / "older").rmdir()


def test_a_build_that_fails_is_tried_again(workspace: Workspace) -> None:
    paper = workspace.folder / "inputs" / MEETING / "paper.yaml"
    good = paper.read_text(encoding="utf-8")
    paper.write_text(good.replace('item: "05"', "item: 05"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(subprocess.CalledProcessError) as failed:
            workspace.make("paper")
        assert "inputs/2025-12-11/paper.yaml" in failed.value.stderr
    paper.write_text(good, encoding="utf-8")
    assert workspace.make("paper")[1].startswith("Nothing to do")


def test_what_is_compared_with_a_word_file_is_looked_at_each_time(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The file may lie anywhere, where a quick look does not find that it was changed."""
    workspace.make("paper")
    out = workspace.folder / "build" / MEETING
    sent, redline = tmp_path / "a draft.docx", out / f"{NAME}-changes-since-earlier-version.docx"
    shutil.copy(out / f"{NAME}.docx", sent)
    workspace.make("paper", f"SINCE={sent}")
    assert redline.exists()
    asked, said = workspace.make("paper")
    assert asked
    assert said.startswith("Nothing to do")
    assert redline.exists()
    sent.unlink()
    assert workspace.make("paper")[0]
    assert not redline.exists()
    workspace.make("paper")
    assert not workspace.make("paper")[0]


def test_make_lists_what_one_can_do(workspace: Workspace) -> None:
    _, said = workspace.make()
    for target in ("paper", "check", "test", "lint", "bench", "clean"):
        assert f"make {target}" in said


class TestIfNeeded:
    """Without make: the same definition."""

    def test_a_format_that_was_not_made_is_missing(self, project: Project) -> None:
        assert project.run_here("build", "--only", "docx,html", "--if-needed").returncode == 0
        assert project.run_here("build", "--only", "html", "--if-needed").stdout.startswith(
            "Nothing"
        )
        assert f"{NAME}  .docx .pdf .html" in project.run_here("build", "--if-needed").stdout
        assert project.run_here("build", "--if-needed").stdout.startswith("Nothing to do")
        assert f"{NAME}  .txt" in project.run_here("build", "--only", "txt", "--if-needed").stdout

    def test_formats_made_one_after_the_other_of_the_same_files_stand_together(
        self, project: Project
    ) -> None:
        assert project.run_here("build").returncode == 0
        assert project.run_here("build", "--only", "txt").returncode == 0
        told = json.loads((project.out / "manifest.json").read_text())
        assert {name.rpartition(".")[2] for name in told["outputs"]} == {
            "docx", "pdf", "html", "txt",
        }  # fmt: skip
        assert project.run_here("build", "--if-needed").stdout.startswith("Nothing to do")
        assert project.run_here("build", "--all").stdout == "1 paper: 1 up to date already.\n"
        assert project.run_here("verify", project.out).returncode == 0

    def test_what_the_new_outputs_contradict_is_removed(self, project: Project) -> None:
        assert project.run_here("build", "--only", "docx,html,txt").returncode == 0
        project.edit(project.input("paper.yaml"), "title: HMICFRS update", "title: Another title")
        mine = project.out / f"{NAME} with my notes.docx"
        mine.touch()
        assert project.run_here("build", "--only", "html").returncode == 0
        assert sorted(path.name for path in project.out.iterdir()) == [
            f"{NAME} with my notes.docx", f"{NAME}.html", "manifest.json",
        ]  # fmt: skip

    def test_one_of_two_papers_is_missing(self, tmp_path: Path) -> None:
        for name in ("inputs", "templates"):
            shutil.copytree(
                ROOT / "examples/midshire" / name, tmp_path / name, ignore=WITHOUT_ITEMS
            )
        build = ("build", "--only", "html", "--if-needed")
        assert run_here(*build, cwd=tmp_path).returncode == 0
        assert run_here(*build, cwd=tmp_path).stdout.startswith("Nothing to do")
        next(tmp_path.glob("build/*/restricted/*-appendix.html")).unlink()
        assert "-restricted-appendix  .html" in run_here(*build, cwd=tmp_path).stdout

    def test_a_manifest_of_an_older_version_is_read(self, project: Project) -> None:
        assert project.run_here("build", "--only", "html").returncode == 0
        path = project.out / "manifest.json"
        told = json.loads(path.read_text())
        del told["program"]
        path.write_text(json.dumps(told))
        assert project.run_here("verify", project.out).returncode == 0
        done = project.run_here("build", "--only", "html", "--if-needed")
        assert f"{NAME}  .html" in done.stdout

    def test_strict_asks_for_a_new_build(self, project: Project) -> None:
        done = project.run_here("build", "--strict", "--if-needed")
        assert done.returncode == 2
        assert "leave out --if-needed" in done.stderr
