"""Pipes, devices, folders and links in the place of files, and files of gigabytes."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from conftest import JACPAPER, MEETING, Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEMPLATE = "templates/hmicfrs-update"
PLACES = (
    "inputs/committee.yaml",
    "inputs/register.csv",
    "inputs/register.xlsx",
    f"inputs/{MEETING}/reports.yaml",
    *(
        f"{TEMPLATE}/{name}"
        for name in (
            "paper.html.j2", "paper.css", "screen.css", "fonts/fonts.css", "house-style.docx",
        )
    ),
)  # fmt: skip
KINDS: dict[str, Callable[[Path], None]] = {
    "a pipe": os.mkfifo,
    "a device without end": lambda path: path.symlink_to("/dev/zero"),
    "a folder": lambda path: path.mkdir(),
}


def limited(
    project: Project, *arguments: str, seconds: float = 20
) -> subprocess.CompletedProcess[str]:
    """Run the program with little time and memory."""
    return subprocess.run(
        [JACPAPER, *arguments],
        cwd=project.folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000,) * 2),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_a_file_is_named(project: Project, kind: str) -> None:
    for place in PLACES:
        path = project.folder / place
        if path.exists():
            path.unlink()
        KINDS[kind](path)
    done = limited(project, "check")
    assert done.returncode == 1
    for place in PLACES:
        assert f"{place}: error: this is not a file\n" in done.stderr


@pytest.mark.parametrize("place", [f"{TEMPLATE}/house-style.docx", "inputs/register.csv"])
def test_the_hint_mends_it(project: Project, place: str) -> None:
    path = project.folder / place
    content = path.read_bytes() if path.exists() else None
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    assert "put a file in its place, or take it away" in limited(project, "check").stderr
    path.unlink()
    if content:
        path.write_bytes(content)
    assert project.run_here("check").returncode == 0


@pytest.mark.parametrize("kind", KINDS)
def test_nor_is_it_waited_for_in_build(project: Project, kind: str) -> None:
    project.out.mkdir(parents=True)
    for name in ("manifest.json", "agenda-item-05-hmicfrs-update.html"):
        KINDS[kind](project.out / name)
        done = limited(project, "build", "--only", "html", "--if-needed")
        assert done.returncode == 3
        assert done.stderr == (
            f"build/{MEETING}/{name} is not a file\ntake it away, then build again\n"
            "Nothing was written.\n"
        )
        if name == "manifest.json":
            done = limited(project, "verify", f"build/{MEETING}")
            assert done.returncode == 3
            assert f"{name} is not a file" in done.stderr
        shutil.rmtree(project.out)
        project.out.mkdir()
    assert project.run_here("build", "--only", "html").returncode == 0


def test_links_that_lead_nowhere(project: Project) -> None:
    inputs = project.folder / "inputs"
    (inputs / "loop").symlink_to("loop")
    (inputs / MEETING / "round").symlink_to(".")
    (project.template / "fonts" / "gone").symlink_to("nowhere")
    done = limited(project, "build", "--only", "docx,html")
    assert done.returncode == 0
    for name in ("inputs/loop", f"{TEMPLATE}/fonts/gone"):
        assert f"{name}: warning: this link leads nowhere\n" in done.stderr
    assert limited(project, "verify", f"build/{MEETING}").returncode == 0
    (inputs / "loop").unlink()
    (project.template / "fonts" / "gone").unlink()
    assert "leads nowhere" not in project.run_here("check").stderr


@pytest.mark.parametrize("named", [(), (MEETING,)])
def test_a_meetings_folder_that_is_a_link_to_itself(
    project: Project, named: tuple[str, ...]
) -> None:
    folder = project.folder / "inputs" / MEETING
    folder.rename(folder.with_name("aside"))
    folder.symlink_to(MEETING)
    done = project.run_here("check", *named)
    assert done.returncode == 2
    assert f"inputs/{MEETING} is a link that leads nowhere" in done.stderr
    folder.unlink()
    folder.symlink_to("aside")
    assert project.run_here("check", *named).returncode == 0


def test_a_linked_folder_inside_the_template_counts_as_source(
    project: Project, tmp_path: Path
) -> None:
    fonts = project.template / "fonts"
    fonts.rename(tmp_path / "fonts")
    fonts.symlink_to(tmp_path / "fonts")
    build = ("build", "--only", "html", "--if-needed")
    assert project.run_here(*build).returncode == 0
    assert project.run_here(*build).stdout.startswith("Nothing to do")
    with (tmp_path / "fonts" / "fonts.css").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert "is in build" in project.run_here(*build).stdout


def test_half_a_gigabyte_is_hashed_in_pieces(project: Project) -> None:
    with (project.folder / "inputs" / "recording.mp4").open("wb") as file:
        file.truncate(500_000_000)
    measure = (
        "import pathlib, runpy, sys\n"
        "sys.argv = ['jacpaper', 'build', '--only', 'html']\n"
        "try: runpy.run_module('jacpaper', run_name='__main__')\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        # Its own peak: ru_maxrss has that of the process which started it, too.
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(status.partition('VmHWM:')[2].split()[0])\n"
    )
    done = subprocess.run(
        [JACPAPER.with_name("python"), "-c", measure],
        cwd=project.folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    kilobytes = int(done.stdout.split()[-1])
    assert kilobytes < 200_000
    assert "recording.mp4" in (project.out / "manifest.json").read_text()


def test_a_folder_whose_name_is_not_utf_8(project: Project) -> None:
    real = project.template.rename(project.template.with_name(os.fsdecode(b"gr\xfc\xdfe")))
    project.template.symlink_to(real)
    for command in ("check", "build"):
        done = project.run_here(command)
        assert done.returncode == 3
        assert "gr\\udcfc\\udcdfe has letters in its name that are not UTF-8\n" in done.stderr
        assert "give the folder a name of ordinary letters" in done.stderr
    project.template.unlink()
    real.rename(real.with_name("ordinary"))
    project.template.symlink_to("ordinary")
    assert project.run_here("check").returncode == 0
