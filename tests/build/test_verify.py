"""`jacpaper verify` compares what lies there with what would be made, whatever a manifest says."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, WITHOUT_ITEMS, Project, lay_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MEETING = "2026-03-26"
PAPER = "agenda-item-6.1-hmicfrs-update"
APPENDIX = "restricted/agenda-item-6.1-restricted-appendix"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / "examples" / "midshire" / name, folder / name, ignore=WITHOUT_ITEMS)
    assert Project(folder).run_here("build", MEETING, "--only", "docx,html").returncode == 0
    return folder


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "copy", symlinks=True)
    return tmp_path / "copy" / "build" / MEETING


def verified(out: Path) -> tuple[int, str]:
    done = Project(out.parents[1]).run_here("verify", f"build/{MEETING}")
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def rewrite(out: Path, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    path = out / "manifest.json"
    told = json.loads(path.read_text())
    told["outputs"] = change(told["outputs"])
    path.write_text(json.dumps(told))


def forge(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" forged")


def forged_and_its_entry_taken_out(out: Path) -> None:
    forge(out / f"{PAPER}.html")
    rewrite(out, lambda names: {n: d for n, d in names.items() if n != f"{PAPER}.html"})


def forged_and_no_entry_left(out: Path) -> None:
    forge(out / f"{PAPER}.html")
    rewrite(out, lambda _: {})


def forged_with_a_forged_entry(out: Path) -> None:
    forge(out / f"{PAPER}.html")
    digest = hashlib.sha256((out / f"{PAPER}.html").read_bytes()).hexdigest()
    rewrite(out, lambda names: {**names, f"{PAPER}.html": digest})


def files_gone_and_their_entries(out: Path) -> None:
    for name in (PAPER, APPENDIX):
        (out / f"{name}.html").unlink()
    (out / f"{APPENDIX}.docx").unlink()
    rewrite(out, lambda names: {n: d for n, d in names.items() if n == f"{PAPER}.docx"})


def nothing_left(out: Path) -> None:
    for path in out.glob("agenda-*"):
        path.unlink()
    shutil.rmtree(out / "restricted")
    rewrite(out, lambda _: {})


def another_meeting(out: Path) -> None:
    path = out / "manifest.json"
    path.write_text(path.read_text().replace(f'"meeting": "{MEETING}"', '"meeting": "2025-12-11"'))


def forged_appendix(out: Path) -> None:
    forge(out / f"{APPENDIX}.docx")


def added(name: str) -> Callable[[Path], None]:
    return lambda out: (out / name).touch()


FORGERIES: dict[str, Callable[[Path], None]] = {
    "a page, its entry taken out": forged_and_its_entry_taken_out,
    "a page, no entry left": forged_and_no_entry_left,
    "a page with a forged entry": forged_with_a_forged_entry,
    "the appendix": forged_appendix,
    "files gone, and their entries": files_gone_and_their_entries,
    "nothing left": nothing_left,
    "the manifest of another meeting": another_meeting,
    "a paper of another item": added("agenda-item-06-hmicfrs-update.pdf"),
    "a format that was not made": added(f"{PAPER}.txt"),
    "an appendix beside the paper": added("agenda-item-6.1-restricted-appendix.pdf"),
    "a paper among the restricted": added(f"restricted/{PAPER}.docx"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_it_is_not_fooled(out: Path, forgery: str) -> None:
    FORGERIES[forgery](out)
    code, said = verified(out)
    assert code == 1, said
    assert f"build/{MEETING} is not what the inputs make:" in said


def test_what_a_person_put_there_is_named_and_no_error(out: Path) -> None:
    (out / "agenda-item-6.1_cleared-hmicfrs-update.docx").touch()
    (out / "restricted" / "notes.txt").touch()
    (out / "older").mkdir()
    code, said = verified(out)
    assert code == 0
    assert said == (
        f"build/{MEETING} is what the inputs make, byte for byte.\n"
        f"build/{MEETING}/agenda-item-6.1_cleared-hmicfrs-update.docx belongs to no build.\n"
        f"build/{MEETING}/older belongs to no build.\n"
        f"build/{MEETING}/restricted/notes.txt belongs to no build.\n"
    )


@pytest.mark.parametrize("forgery", ["a page, no entry left", "nothing left"])
def test_a_forged_manifest_is_not_up_to_date_either(out: Path, forgery: str) -> None:
    FORGERIES[forgery](out)
    project = Project(out.parents[1])
    done = project.run_here("build", MEETING, "--only", "docx,html", "--if-needed")
    assert not done.stdout.startswith("Nothing to do")
    assert verified(out)[0] == 0


def test_a_folder_that_a_person_chose(project: Project) -> None:
    out = project.folder / "papers"
    assert project.run_here("build", "--only", "html", "--out", out).returncode == 0
    (out / "minutes.docx").touch()
    done = project.run_here("verify", out)
    assert (done.returncode, done.stdout) == (
        0, "papers is what the inputs make, byte for byte.\n",
    )  # fmt: skip
    forge(next(out.glob("*.html")))
    assert project.run_here("verify", out).returncode == 1


def test_a_folder_that_no_build_filled(tmp_path: Path) -> None:
    project = lay_out(tmp_path / "project")
    (tmp_path / "empty").mkdir()
    done = project.run_here("verify", tmp_path / "empty")
    assert done.returncode == 3
    assert "only a folder that `jacpaper build` filled has one" in done.stderr
