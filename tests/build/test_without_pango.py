"""A machine without Pango still makes the Word file and the page, and says why there is no PDF.

The libraries really cannot be loaded: in a mount namespace, each lies under an empty file.
"""

from __future__ import annotations

import ctypes.util
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest

from conftest import JACPAPER, Project

NAME = "agenda-item-05-hmicfrs-update"
WHY = "no PDF can be made: a library is missing (libpango-1.0-0)\ninstall Pango, then try again:"
_WITHOUT = 'for library in $LIBRARIES; do mount --bind "$EMPTY" "$library" || exit 99; done'


def libraries() -> list[str]:
    """Return every file of Pango that the loader may find."""
    name = ctypes.util.find_library("pango-1.0") or "libpango-1.0.so.0"
    listed = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=False).stdout
    paths = re.findall(rf"=> (\S*/{re.escape(name)})$", listed, re.MULTILINE)
    return sorted({str(Path(path).resolve()) for path in paths})


@pytest.fixture
def without_pango(tmp_path: Path) -> tuple[list[str], dict[str, str]]:
    """Return what to put before a command, and its environment; skip where it cannot be done."""
    empty = tmp_path / "empty"
    empty.touch()
    environment = {**os.environ, "LIBRARIES": " ".join(libraries()), "EMPTY": str(empty)}
    command = ["unshare", "-m", "sh", "-c", f'{_WITHOUT}; exec "$@"', "sh"]
    reason = ""
    if not shutil.which("unshare") or not environment["LIBRARIES"]:
        reason = "unshare, or Pango itself, is not there to be hidden"
    elif subprocess.run([*command, "true"], env=environment, check=False).returncode:
        reason = "no files can be mounted here"
    if reason and os.environ.get("CI"):
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    return command, environment


def build(
    project: Project, without_pango: tuple[list[str], dict[str, str]], *arguments: str
) -> subprocess.CompletedProcess[str]:
    command, environment = without_pango
    return subprocess.run(
        [*command, JACPAPER, "build", *arguments],
        cwd=project.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_one_paper(project: Project, without_pango: tuple[list[str], dict[str, str]]) -> None:
    assert project.run("build").returncode == 0
    done = build(project, without_pango, "--only", "docx,pdf,html,txt")
    assert done.returncode == 3
    assert done.stderr.startswith(WHY)
    assert f"    {NAME}  .docx .html .txt\n" in done.stdout
    assert sorted(project.outputs()) == [".docx", ".html", ".txt"]


def test_the_pdf_alone(project: Project, without_pango: tuple[list[str], dict[str, str]]) -> None:
    done = build(project, without_pango, "--only", "pdf")
    assert done.returncode == 3
    assert done.stderr.startswith(WHY)
    assert done.stderr.endswith("Nothing was written.\n")
    assert not project.out.exists()


def test_all_papers(project: Project, without_pango: tuple[list[str], dict[str, str]]) -> None:
    done = build(project, without_pango, "--all")
    assert done.returncode == 3
    assert WHY.partition("\n")[0] in done.stderr
    assert done.stdout == "1 paper: 1 failed.\n"
    assert sorted(project.outputs()) == [".docx", ".html"]


def test_a_preview(project: Project, without_pango: tuple[list[str], dict[str, str]]) -> None:
    command, environment = without_pango
    process = subprocess.Popen(
        [*command, JACPAPER, "preview", "--port", "8890"],
        cwd=project.folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout
        said = process.stdout.readline()
        address = re.search(r"http://\S+/", said)
        assert address, said
        for _ in range(2):
            with pytest.raises(HTTPError) as refused:
                urllib.request.urlopen(f"{address[0]}files/{NAME}.pdf")  # noqa: S310 - ours
            assert WHY.partition("\n")[0] in refused.value.read().decode()
        with urllib.request.urlopen(f"{address[0]}files/{NAME}.docx") as word:  # noqa: S310 - ours
            assert word.read(2) == b"PK"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert process.returncode == 0


def test_a_process_that_builds_many_papers_starts_all_the_same(
    without_pango: tuple[list[str], dict[str, str]],
) -> None:
    command, environment = without_pango
    code = "import jacpaper.build.ready, sys; print('weasyprint' in sys.modules)"
    done = subprocess.run(
        [*command, sys.executable, "-P", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "False\n"), done.stderr
