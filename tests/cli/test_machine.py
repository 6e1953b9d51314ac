"""What is said when the output cannot be printed, or the program is stopped before it begins."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from conftest import JACPAPER, MEETING, ROOT, Project

if TYPE_CHECKING:
    from pathlib import Path


def printed_nowhere(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        return subprocess.run(
            [JACPAPER, *arguments],
            cwd=project.folder, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip


UNPRINTED = "The output could not be printed: No space left on device. "


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (("build", "--only", "html"), "The paper is written.\n"),
        (("build", "--all"), "Papers that were finished by then are written.\n"),
        (("init", "another"), "another is written.\n"),
        (("rules",), "Nothing was written.\n"),
        (("--help",), "Nothing was written.\n"),
    ],
)
def test_an_output_that_is_full(project: Project, arguments: tuple[str, ...], left: str) -> None:
    done = printed_nowhere(project, *arguments)
    assert done.returncode == 3
    assert done.stderr.endswith(UNPRINTED + left)
    assert "Traceback" not in done.stderr
    assert "fault" not in done.stderr
    if arguments[0] == "build":
        assert (project.out / "manifest.json").exists()


def test_when_not_even_that_can_be_said(project: Project) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [JACPAPER, "check"], cwd=project.folder, stdout=full, stderr=full, check=False
        )
    assert done.returncode == 3


@pytest.mark.parametrize(
    "terminal",
    [
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=str,
)
@pytest.mark.parametrize("command", ["rules", "check"])
def test_a_terminal_that_lacks_letters(terminal: dict[str, str], command: str) -> None:
    done = subprocess.run(
        [JACPAPER, command],
        cwd=ROOT, env={**os.environ, **terminal}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    whole = subprocess.run([JACPAPER, command], cwd=ROOT, capture_output=True, check=False)
    assert done.stdout.count(b"\n") == whole.stdout.count(b"\n")


def test_a_mapping_that_is_redirected_is_utf_8_whatever_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("Ref,Status,Größe — alles\n1,Offen — ja,x\n", encoding="utf-8")
    said = [
        subprocess.run(
            [JACPAPER, "register", "map", "r.csv"],
            cwd=tmp_path, env={**os.environ, "PYTHONIOENCODING": code},
            capture_output=True, check=True,
        ).stdout
        for code in ("utf-8", "latin-1")
    ]  # fmt: skip
    assert said[0] == said[1]
    assert "Offen — ja" in said[0].decode()


@pytest.mark.parametrize("way", [[JACPAPER], [sys.executable, "-m", "jacpaper"]], ids=["", "-m"])
def test_ctrl_c_while_python_still_imports(way: list[str], tmp_path: Path) -> None:
    """At a moment that is always reached: a click that takes its time, and swallows exceptions."""
    (tmp_path / "click.py").write_text(
        "import pathlib, time\n"
        "pathlib.Path('importing').touch()\n"
        # In many short waits: a signal just before a wait begins does not end that one.
        "try:\n"
        "    for _ in range(600): time.sleep(0.1)\n"
        "except BaseException: pass\n"
        "raise SystemExit(7)\n"
    )
    process = subprocess.Popen(
        [*way, "rules"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    end = time.monotonic() + 20
    while not (tmp_path / "importing").exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert (tmp_path / "importing").exists()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "", "Interrupted. Nothing was written.\n")


def test_ctrl_c_where_python_lets_no_error_through(project: Project) -> None:
    """As in a callback of its imports: it would print "Exception ignored" and go on."""
    stand_in = project.folder / "stand-in"
    stand_in.mkdir()
    (stand_in / "docx.py").write_text(
        "import signal, time\n"
        "class Tidied:\n"
        "    def __del__(self): signal.raise_signal(signal.SIGINT)\n"
        "Tidied()\n"
        "for _ in range(100): time.sleep(0.1)\n"
    )
    done = project.run("build", PYTHONPATH=str(stand_in))
    assert (done.returncode, done.stderr) == (130, "Interrupted. Nothing was written.\n")


def test_a_meeting_with_a_space_after_it(project: Project) -> None:
    assert project.run("check", f"{MEETING} ").returncode == 0
