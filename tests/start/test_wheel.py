"""Installed from its wheel, with the repository out of the way, jacpaper serves another force."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

import judges
from conftest import MEETING, ROOT, Project, ending, lay_out, run
from jacpaper.hmicfrs.rules.table import RULES
from jacpaper.start.workspace import PAGES
from jacpaper.writers.formats import BY_ENDING

MEETING_DAY = "2027-02-25"
NEXT = "2027-06-24"


def package(folder: Path, out: Path, *kinds: str) -> None:
    """Build wheel or sdist of the project in the folder, with the backend that pip would call."""
    targets = [word for kind in kinds for word in ("-t", kind)]
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", out, *targets],
        cwd=folder,
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("packages")
    package(ROOT, out, "wheel", "sdist")
    return out


@pytest.fixture(scope="module")
def wheel(packages: Path) -> Path:
    return next(packages.glob("*.whl"))


@dataclass(frozen=True)
class Installed:
    """A virtual environment that has the wheel, and its dependencies from this one."""

    folder: Path

    def run(self, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.folder / "bin" / "jacpaper", *arguments],
            cwd=cwd,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def package(self) -> Path:
        return next(self.folder.glob("lib/python*/site-packages/jacpaper"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(folder, symlinks=True)
    subprocess.run(
        [
            sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install",
            "--quiet", "--no-deps", "--no-index", wheel,
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    # A path file's paths are searched, but path files in them are not read: ours,
    # which leads to src/, is not.
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    found = subprocess.check_output(
        [folder / "bin" / "python", "-c", "import jacpaper; print(jacpaper.__file__)"],
        cwd=folder,
        text=True,
    )
    assert Path(found.strip()).is_relative_to(folder)
    return Installed(folder)


@pytest.fixture
def workspace(installed: Installed, tmp_path: Path) -> Project:
    done = installed.run("init", "Größere Polizei 1", "--meeting", MEETING_DAY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return Project(tmp_path / "Größere Polizei 1")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_wheel_carries_templates_fonts_and_schemas(wheel: Path) -> None:
    inside = "jacpaper/data/workspace/"
    with zipfile.ZipFile(wheel) as packed:
        carried = {
            name.removeprefix(inside): packed.read(name)
            for name in packed.namelist()
            if name.startswith(tuple(f"{inside}{top}/" for top in ("docs", "schemas", "templates")))
        }
        assert "tests" not in "".join(packed.namelist())
    assert {name for name in carried if name.endswith(".ttf")}
    for top in ("templates", "schemas"):
        ours = {f"{top}/{name}": content for name, content in files(ROOT / top).items()}
        assert {name: carried[name] for name in carried if name.startswith(f"{top}/")} == ours
    assert {name for name in carried if name.startswith("docs/")} == {
        f"docs/{one}" for one in PAGES
    }


def test_a_wheel_made_of_the_source_package_is_the_same(
    packages: Path, wheel: Path, tmp_path: Path
) -> None:
    subprocess.run(["tar", "-xzf", next(packages.glob("*.tar.gz")), "-C", tmp_path], check=True)
    (unpacked,) = tmp_path.iterdir()
    package(unpacked, tmp_path, "wheel")
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_a_workspace_builds_with_no_edit_and_asks_for_what_is_to_do(
    installed: Installed, workspace: Project
) -> None:
    done = installed.run("build", cwd=workspace.folder)
    assert done.returncode == 0, done.stderr
    out = workspace.folder / "build" / MEETING_DAY
    made = sorted(path.suffix for path in out.glob("agenda-item-*"))
    assert made == [".docx", ".html", ".pdf"]
    done = installed.run("check", "--format", "line", cwd=workspace.folder)
    questions = [line for line in done.stdout.splitlines() if ": warning: " in line]
    inputs = [*(workspace.folder / "inputs").rglob("*.yaml")]
    notes = sum(path.read_text(encoding="utf-8").count(" # to do") for path in inputs)
    assert len(questions) == notes
    assert all(": warning: this is still to do" in line for line in questions)


def test_it_finds_every_rule(installed: Installed, tmp_path: Path) -> None:
    """They are looked for in a folder, which is another one here."""
    listed = re.findall(r"^(\S+) \(", installed.run("rules", cwd=tmp_path).stdout, re.MULTILINE)
    assert listed == [rule.id for rule in RULES]


def test_the_next_meeting_follows_on_in_it(installed: Installed, workspace: Project) -> None:
    done = installed.run("new", NEXT, cwd=workspace.folder)
    assert done.returncode == 0, done.stderr
    done = installed.run("build", cwd=workspace.folder)
    assert done.returncode == 0, done.stderr
    assert "The paper of 24 June 2027 is in build/2027-06-24" in done.stdout


def test_every_file_names_a_schema_that_is_there_and_accepts_it(
    installed: Installed, workspace: Project
) -> None:
    assert installed.run("new", NEXT, cwd=workspace.folder).returncode == 0
    found = sorted((workspace.folder / "inputs").rglob("*.yaml"))
    assert len(found) == 9
    for path in found:
        address = path.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
        schema = path.parent / address
        assert schema.resolve() == workspace.folder / f"schemas/{path.stem}.schema.json"
        assert judges.check_jsonschema(schema, [path]) == ""


def test_what_is_invented_or_to_be_filled_in_is_marked(workspace: Project) -> None:
    for path in (workspace.folder / "inputs").rglob("*.yaml"):
        assert "# to do" in path.read_text(encoding="utf-8"), path
    committee = (workspace.folder / "inputs/committee.yaml").read_text(encoding="utf-8")
    assert "Anyshire is invented" in committee


def test_its_manual_names_commands_that_there_are(
    installed: Installed, workspace: Project, tmp_path: Path
) -> None:
    manual = (workspace.folder / "README.txt").read_text(encoding="utf-8")
    commands = set(re.findall(r"jacpaper ([a-z]+)", manual))
    assert commands >= {"init", "build", "check", "new"}
    for command in commands:
        assert installed.run(command, "--help", cwd=tmp_path).returncode == 0
    assert "make " not in manual, "a workspace has no Makefile"


def test_it_says_where_to_begin_and_what_it_says_can_be_typed(
    installed: Installed, tmp_path: Path
) -> None:
    said = installed.run("init", "our force's", "--meeting", MEETING_DAY, cwd=tmp_path).stdout
    commands = " && ".join(re.findall(r"^    ((?:cd|jacpaper) .*)$", said, re.MULTILINE))
    path = f"{installed.folder / 'bin'}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", commands], cwd=tmp_path, env={**os.environ, "PATH": path}, check=False
    )
    assert done.returncode == 0
    assert (tmp_path / "our force's" / "build" / MEETING_DAY).is_dir()
    for line in re.findall(r"^    ((?:inputs|templates)\S*)", said, re.MULTILINE):
        assert (tmp_path / "our force's" / line).exists()


def test_without_a_day_the_meeting_is_in_four_weeks(installed: Installed, tmp_path: Path) -> None:
    before = date.today()  # noqa: DTZ011 - as the program has it
    assert installed.run("init", "x", cwd=tmp_path).returncode == 0
    (folder,) = (path for path in (tmp_path / "x/inputs").iterdir() if path.is_dir())
    assert before <= date.fromisoformat(folder.name) - timedelta(weeks=4) <= date.today()  # noqa: DTZ011


@pytest.mark.parametrize("day", ["1970-01-29", "2200-01-01", "25 February 2027"])
def test_a_day_that_no_paper_can_have_is_refused(
    installed: Installed, tmp_path: Path, day: str
) -> None:
    done = installed.run("init", "x", "--meeting", day, cwd=tmp_path)
    assert done.returncode == 2
    assert day in done.stderr
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("day", ["2001-01-01", "2199-12-31"])
def test_on_the_first_and_last_day_it_builds(
    installed: Installed, tmp_path: Path, day: str
) -> None:
    assert installed.run("init", "x", "--meeting", day, cwd=tmp_path).returncode == 0
    done = installed.run("check", cwd=tmp_path / "x")
    assert done.returncode == 0, done.stderr
    asked = [line for line in done.stderr.splitlines() if ": warning: " in line]
    assert asked
    assert all(": this is still to do" in line for line in asked if day in line)
    assert "error" not in done.stderr


@pytest.mark.parametrize("name", ["docs", "inputs", "templates", "schemas", "README.txt"])
def test_it_never_writes_over_what_is_there(
    installed: Installed, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("mine")
    done = installed.run("init", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert f"{name} is there already; it is left as it is" in done.stderr
    assert files(tmp_path) == {name: b"mine"}


def test_a_folder_with_other_things_keeps_them(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes.txt").write_text("mine")
    assert installed.run("init", ".", cwd=tmp_path).returncode == 0
    assert (tmp_path / "notes.txt").read_text() == "mine"
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {".git", "notes.txt", "README.txt", "docs", "inputs", "schemas", "templates"}


@pytest.mark.parametrize("there", [True, False], ids=["in a folder", "in no folder yet"])
def test_what_cannot_be_written_whole_is_not_written(
    installed: Installed, tmp_path: Path, *, there: bool
) -> None:
    folder = tmp_path / "x"
    if there:
        folder.mkdir()
    program = installed.folder / "bin" / "jacpaper"
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 100; '{program}' init x"],  # a font is larger than that
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "x cannot be written: File too large." in done.stderr.splitlines()
    assert list(tmp_path.rglob("*")) == ([folder] if there else [])


def test_below_a_file_nothing_can_be_laid_out(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = installed.run("init", "file/x", cwd=tmp_path)
    assert done.returncode == 3
    assert "file/x cannot be written: Not a directory." in done.stderr


def test_an_installation_that_is_read_only_gives_files_to_edit(
    installed: Installed, tmp_path: Path
) -> None:
    data = installed.package / "data"
    for path in data.rglob("*.*"):
        path.chmod(0o444)
    assert installed.run("init", "x", cwd=tmp_path).returncode == 0
    for path in (tmp_path / "x").rglob("*"):
        assert path.stat().st_mode & stat.S_IWUSR, path


def test_the_repository_lays_out_the_same(workspace: Project, tmp_path: Path) -> None:
    done = run("init", "by-repository", "--meeting", MEETING_DAY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "by-repository") == files(workspace.folder)


def test_leftovers_of_editors_are_not_laid_out(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT / "src" / "jacpaper", source / "jacpaper")
    templates = source / "jacpaper/data/workspace/templates/hmicfrs-update"
    (templates / "~$use-style.docx").write_text("Word's")
    (templates / ".paper.css.swp").write_text("an editor's")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from jacpaper.cli.main import main; main()",
            "init",
            tmp_path / "x",
        ],
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    laid_out = files(tmp_path / "x" / "templates")
    assert laid_out == files(ROOT / "templates")


def test_the_wheel_writes_the_same_paper_to_the_byte(
    installed: Installed, paper: Path, tmp_path: Path
) -> None:
    project = lay_out(tmp_path)
    done = installed.run("build", MEETING, "--only", ",".join(BY_ENDING), cwd=project.folder)
    assert done.returncode == 0, done.stderr
    ours = {ending(path): path.read_bytes() for path in paper.parent.glob("agenda-item-*")}
    assert project.outputs() == ours
