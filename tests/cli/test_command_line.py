"""The command line itself: its help, its exit codes, and both ways to start it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from conftest import JACPAPER, MEETING, ROOT, run
from jacpaper import __version__
from jacpaper.cli.exit_codes import MEANINGS, ExitCode
from jacpaper.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

CLI = ROOT / "src" / "jacpaper" / "cli"
COMMANDS = {
    "build", "check", "verify", "new", "preview", "prove", "init", "rules", "register", "finalise",
    "kinds", "pack", "reopen", "review", "upload",
}  # fmt: skip


def test_help_lists_every_command_in_a_whole_sentence() -> None:
    done = run("--help", cwd=ROOT, COLUMNS="80")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    start = lines.index("Commands:") + 1
    listed = dict(line.split(maxsplit=1) for line in lines[start : start + len(COMMANDS)])
    assert listed.keys() == COMMANDS
    for said in listed.values():
        assert re.fullmatch(r"[A-Z].*[^.]\.", said), "cut off"


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_explains_each_option(command: str) -> None:
    found = main.get_command(click.Context(main), command)
    assert found
    assert found.help
    for parameter in found.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.help.endswith("."), parameter.name


def test_help_lists_every_exit_code() -> None:
    said = run("--help", cwd=ROOT).stdout.partition("Exit codes:\n")[2]
    listed = [line.split(maxsplit=1) for line in said.splitlines()]
    assert [(int(code), meaning) for code, meaning in listed] == [*MEANINGS.items()]
    assert {*MEANINGS} == {*ExitCode}


def test_no_command_ends_with_a_code_of_its_own() -> None:
    for path in CLI.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "sys.exit":
                (code,) = node.args
                assert not isinstance(code, ast.Constant), ast.unparse(node)


def test_python_with_m_does_the_same(tmp_path: Path) -> None:
    for arguments in (["--help"], ["--version"], ["build"], ["build", "--all", "--out", "x"]):
        ways = [
            subprocess.run(
                [*program, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
            )
            for program in ([JACPAPER], [sys.executable, "-m", "jacpaper"])
        ]
        told = [(done.returncode, done.stdout, done.stderr) for done in ways]
        assert told[0] == told[1]
    assert told[0][0] == ExitCode.USAGE
    version = subprocess.run(
        [sys.executable, "-m", "jacpaper", "--version"], capture_output=True, text=True, check=True
    )
    assert version.stdout == f"jacpaper {__version__}\n"


def test_help_imports_nothing_that_reads_or_writes() -> None:
    asked = "import sys\nfrom jacpaper.cli.main import main\n"
    asked += "main(['--help'], standalone_mode=False)\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1].split()
    assert "jacpaper.cli.review" in loaded
    for slow in ("jinja2", "pydantic", "yaml", "docx", "weasyprint", "tinycss2", "starlette"):
        assert slow not in loaded
    ours = {name for name in loaded if name.startswith("jacpaper.") and ".cli" not in name}
    assert ours == {"jacpaper.writers", "jacpaper.writers.formats"}


def test_a_command_imports_no_other() -> None:
    asked = "import sys\nfrom jacpaper.cli.main import main\n"
    asked += "main(['check', '--help'], standalone_mode=False)\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1].split()
    assert "jacpaper.cli.check" in loaded
    assert not {"jacpaper.cli.build", "jacpaper.cli.begin", "jacpaper.writers.formats"} & {*loaded}


def test_a_check_compiles_no_pattern_that_only_marked_papers_need() -> None:
    # What they read takes a twentieth of the time of a check.
    asked = "import atexit, sys\nfrom jacpaper.cli.main import main\n"
    asked += "atexit.register(lambda: print(*sorted(sys.modules)))\nmain(['check'])"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = done.stdout.splitlines()[-1].split()
    assert "jacpaper.hmicfrs.rules.marked" in loaded
    assert "jacpaper.register.reading.restrictions" not in loaded
    assert not {"docx", "weasyprint", "pikepdf", "difflib"} & {*loaded}


def test_a_misspelt_command_is_suggested() -> None:
    assert "Did you mean 'check'?" in run("chek", cwd=ROOT).stderr


@pytest.mark.parametrize(
    "typed",
    [("build", "--only", "txt", "--only", "pdf"), ("check", "--project", ".", "--project=.."),
     ("register", "map", "README.md", "--sheet", "A", "--sheet", "B")],
)  # fmt: skip
def test_an_option_that_is_given_twice_is_refused(typed: tuple[str, ...]) -> None:
    done = run(*typed, cwd=ROOT)
    option = next(word for word in typed if word.startswith("--"))
    assert done.returncode == 2
    assert f"Error: {option} is given twice; give it once" in done.stderr


@pytest.mark.parametrize("where", ["inputs", "inputs/2025-12-11", "templates/hmicfrs-update/new"])
def test_outputs_are_kept_apart_from_what_they_are_made_from(project: Project, where: str) -> None:
    folder = project.folder
    before = sorted(folder.rglob("*"))
    done = project.run("build", "--only", "txt", "--out", folder / where)
    assert done.returncode == ExitCode.USAGE
    assert f"--out cannot be in {where.partition('/')[0]}/" in done.stderr
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["pack", "upload", "upload/restricted"])
def test_outputs_are_kept_apart_from_what_is_published_as_a_whole(
    project: Project, name: str
) -> None:
    where = project.folder / "build" / MEETING / name
    done = project.run("build", "--only", "txt", "--out", where)
    assert done.returncode == ExitCode.USAGE
    assert f"--out cannot be in build/{MEETING}/{name.partition('/')[0]}/" in done.stderr
    assert not where.exists()
