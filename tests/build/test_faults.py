"""Whatever the machine does, the outputs are the last good ones or the new ones, whole.

In bounded form; `make soak` does the same for hundreds of builds.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import subprocess
import sys
import threading
import time
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest

import faults
from conftest import JACPAPER, Project, lay_out, run, tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAME = "agenda-item-05-hmicfrs-update"


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project that has been built, for its outputs; nobody changes it."""
    project = lay_out(tmp_path_factory.mktemp("reference"))
    assert project.run_here("build").returncode == 0
    return project


def wait_for(it: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not it():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


class TestKilled:
    def test_at_every_step_of_putting_files_in_place(self, tmp_path: Path) -> None:
        """In a process of its own, as each step is another one that begins as a copy of it."""
        done = subprocess.run(
            [sys.executable, faults.__file__, tmp_path / "out", "3"],
            capture_output=True,
            text=True,
            check=True,
        )
        tally = Counter(json.loads(done.stdout))
        print(f"killed before each step: {dict(tally)}")  # noqa: T201 - how many were tried
        assert tally.keys() == {"old", "new", "killed while undone"}
        assert min(tally.values()) > 10

    def test_at_any_moment_of_a_build(self, project: Project) -> None:
        luck = random.Random(7)  # noqa: S311 - the same moments every time
        tally = faults.kill_builds(project, 6, luck, "docx,html")
        print(f"killed builds: {dict(tally)}")  # noqa: T201 - how many were tried
        assert tally["old"] + tally["new"] == 6
        assert not tally["left behind"]

    @pytest.mark.parametrize("after", [0.1, 0.5, 0.9])
    def test_the_process_of_the_pdf_tidies_up_and_ends(
        self, project: Project, tmp_path_factory: pytest.TempPathFactory, after: float
    ) -> None:
        room = tmp_path_factory.mktemp("room")
        killed = subprocess.Popen(
            [JACPAPER, "build"], cwd=project.folder, env={**os.environ, "TMPDIR": str(room)}
        )
        wait_for(lambda: any(room.iterdir()))
        time.sleep(after)
        killed.kill()
        killed.wait()
        wait_for(lambda: not any(room.iterdir()))

    def test_in_between_the_next_build_puts_the_old_files_back_even_if_it_fails(
        self, project: Project
    ) -> None:
        """By hand what a kill leaves: the first of two files replaced, the second still to be."""
        for name in ("old", "fresh"):
            (project.out / ".unfinished" / name).mkdir(parents=True)
        (project.out / ".unfinished" / "old" / f"{NAME}.docx").write_text("old")
        (project.out / ".unfinished" / "fresh" / f"{NAME}.pdf").touch()
        for suffix in ("docx", "pdf"):
            (project.out / f"{NAME}.{suffix}").write_text("new")
        project.edit(project.input("paper.yaml"), 'item: "05"', "item: 05")
        assert project.run_here("build").returncode == 1
        assert faults.outputs_in(project.out) == {f"{NAME}.docx": b"old"}


class TestFullDisk:
    @pytest.fixture
    def disk(self, tmp_path: Path) -> Iterator[Path]:
        """Return a folder that is a disk of 2 MB."""
        disk = tmp_path / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
        if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("no disk can be mounted here; test_build has the next best")
        yield disk
        subprocess.run(["umount", disk], check=True)

    @pytest.mark.parametrize("left", [0, 16_000])
    def test_leaves_what_was_there(self, project: Project, disk: Path, left: int) -> None:
        out = disk / "out"
        assert project.run_here("build", "--only", "docx,html", "--out", out).returncode == 0
        before = faults.outputs_in(out)
        project.edit(project.input("paper.yaml"), "title: HMICFRS update", "title: Another title")
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        (disk / "filler").write_bytes(bytes(free - left))
        done = project.run_here("build", "--only", "docx,html", "--out", out)
        assert done.returncode == 3
        assert "cannot be written: the disk is full\nNothing was written." in done.stderr
        assert faults.outputs_in(out) == before
        assert not faults.left_in(out)
        (disk / "filler").unlink()
        assert project.run_here("build", "--only", "docx,html", "--out", out).returncode == 0

    def test_a_read_only_disk_is_named(self, project: Project, disk: Path) -> None:
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        done = project.run_here("build", "--only", "html", "--out", disk / "out")
        assert done.returncode == 3
        assert "Read-only file system\nNothing was written." in done.stderr


def test_builds_of_one_paper_at_once_take_turns(project: Project) -> None:
    """Four builds, between whose starts the agenda item changes: one paper is left, whole."""
    paper = project.input("paper.yaml")
    text = paper.read_text(encoding="utf-8")
    builds = []
    for item in ("05", "06", "05", "06"):
        # In one step: a build that reads half a file would say so.
        saved = paper.with_suffix(".new")
        saved.write_text(text.replace('item: "05"', f'item: "{item}"'), encoding="utf-8")
        saved.replace(paper)
        builds.append(
            subprocess.Popen(
                [JACPAPER, "build", "--only", "docx,html"],
                cwd=project.folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        time.sleep(0.1)
    said = [build.communicate()[1] for build in builds]
    assert {build.returncode for build in builds} <= {0, 3}, said
    assert all("were changed while" in words for words in said if words), said
    assert project.run_here("build", "--only", "docx,html").returncode == 0
    assert sorted(faults.outputs_in(project.out)) == [
        "agenda-item-06-hmicfrs-update.docx",
        "agenda-item-06-hmicfrs-update.html",
        "manifest.json",
    ]
    assert not faults.left_in(project.out)


def test_a_build_waits_for_one_that_is_putting_files_in_place(project: Project) -> None:
    project.out.mkdir(parents=True)
    folder = os.open(project.out, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    build = subprocess.Popen(
        [JACPAPER, "build", "--only", "html"], cwd=project.folder, stdout=subprocess.DEVNULL
    )
    with pytest.raises(subprocess.TimeoutExpired):
        build.wait(timeout=1.5)
    assert not faults.outputs_in(project.out)
    os.close(folder)
    assert build.wait(timeout=20) == 0


def test_files_that_come_and_go_while_they_are_read(project: Project) -> None:
    """As editors save: the file is gone for a moment, and then another."""
    reports = project.input("reports.yaml")
    text = reports.read_text(encoding="utf-8")
    stop = threading.Event()

    def keep_saving() -> None:
        while not stop.is_set():
            reports.unlink()
            time.sleep(0.002)
            reports.write_text(text, encoding="utf-8")
            time.sleep(0.002)

    saving = threading.Thread(target=keep_saving)
    saving.start()
    try:
        ends = [project.run("build", "--only", "html") for _ in range(3)]
    finally:
        stop.set()
        saving.join()
    for done in ends:
        assert done.returncode in (0, 1, 3), done.stderr
        assert done.returncode == 0 or "Nothing was written." in done.stderr


class TestStrangeMachines:
    @pytest.mark.parametrize(
        "strange",
        [
            pytest.param(
                {"HOME": "", "XDG_CACHE_HOME": "", "USER": "", "FONTCONFIG_FILE": "fonts.conf"},
                id="no home and no fonts",
            ),
            pytest.param(
                {"HOME": "/nowhere", "LC_ALL": "C", "PYTHONUTF8": "0"},
                id="a home that is not there and no locale",
            ),
            pytest.param({"PYTHONPYCACHEPREFIX": "/sys/nowhere"}, id="read-only packages"),
        ],
    )
    def test_make_the_same_paper(
        self, reference: Project, tmp_path: Path, strange: dict[str, str]
    ) -> None:
        (tmp_path / "fonts.conf").write_text("<fontconfig/>")
        out = tmp_path / "out"
        only = "html" if "PYTHONPYCACHEPREFIX" in strange else "docx,pdf,html"  # it is slow
        where = "--project", reference.folder, "--out", out
        done = run("build", "--only", only, *where, cwd=tmp_path, **strange)
        assert done.returncode == 0, done.stderr
        made = faults.outputs_in(out)
        assert len(made) == len(only.split(","))
        assert made.items() <= faults.outputs_in(reference.out).items()

    def test_a_clock_in_1970(self, reference: Project, tmp_path: Path) -> None:
        out = tmp_path / "out"
        done = subprocess.run(
            [tool("faketime"), "1970-01-02 00:00:00", JACPAPER, "build", "--out", out],
            cwd=reference.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert faults.outputs_in(out).items() <= faults.outputs_in(reference.out).items()

    def test_a_folder_with_hard_letters(self, reference: Project, tmp_path: Path) -> None:
        project = lay_out(tmp_path / "a b" / "Größe #1 100%20? & 'Co'")
        done = project.run_here("build")
        assert done.returncode == 0, done.stderr
        assert faults.outputs_in(project.out) == faults.outputs_in(reference.out)

    @pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["line ends", "and a BOM"])
    def test_files_saved_on_windows(self, reference: Project, tmp_path: Path, bom: bytes) -> None:
        project = lay_out(tmp_path / "windows")
        saved = 0
        for path in (*project.folder.rglob("*.yaml"), *project.template.rglob("*.[jch][2st]*")):
            if path.suffix in (".yaml", ".j2", ".css"):
                unix = path.read_bytes()
                assert b"\r" not in unix
                path.write_bytes(bom + unix.replace(b"\n", b"\r\n"))
                saved += 1
        assert saved >= 9
        done = project.run_here("build")
        assert done.returncode == 0, done.stderr
        assert _said(project.out) == _said(reference.out)


def _said(out: Path) -> dict[str, bytes | dict[str, bytes]]:
    """Return what outputs say; the manifest and the Word file's stamp have digests of inputs."""
    said: dict[str, bytes | dict[str, bytes]] = dict(faults.outputs_in(out))
    del said["manifest.json"]
    for path in out.glob("*.docx"):
        with zipfile.ZipFile(path) as word:
            said[path.name] = {
                name: word.read(name)
                for name in word.namelist()
                if not name.startswith("customXml/")
            }
    return said
