"""What the tests share: a project to spoil, the reference paper built once, tools found."""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from unittest import mock

import pytest
import yaml
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, Page, sync_playwright

import processor_time
import written_once
from jacpaper.build import in_memory
from jacpaper.cli.main import main
from jacpaper.writers.formats import BY_ENDING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
# Objects that were made since the last collection: those of some fifty papers.
MUCH_GARBAGE = 500_000
MEETING = "2025-12-11"
# A folder in memory, if the system has it: tests make and remove folders by the thousand.
MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it
# A tenth of a minute to half a minute each, of few tests.
LONGEST = (
    "test_preview", "test_returned", "test_redlines", "test_examples", "test_pdf_tags",
    "test_many_papers", "test_faults", "test_bounded", "test_hostile", "test_own_papers",
    "test_earlier_version", "test_pack", "test_bounds", "test_up_to_date", "test_shown",
    "test_canaries", "test_review", "test_pages", "test_trace", "test_judges", "test_one_paper",
    "test_edits", "test_wheel", "test_prove", "test_clearance", "test_versions", "test_pdf_2",
    "test_weasyprint_import", "test_rearranged", "test_many", "test_time_limit", "test_schemas",
)  # fmt: skip
JACPAPER = Path(sys.executable).parent / "jacpaper"
# For tests of the HMICFRS update in Midshire, whose newest meeting has other papers too.
WITHOUT_ITEMS = shutil.ignore_patterns("items", "agenda.yaml")


def pytest_configure(config: pytest.Config) -> None:
    """Let SIGINT reach the programs that tests start, and files be written in memory.

    A script starts what it runs in the background with SIGINT ignored, and programs inherit that.
    Where the shell has Python write no bytecode, each program would compile all of ours anew: half
    as long again.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if "TMPDIR" not in os.environ and _has_room(MEMORY):
        os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None
    if os.environ.get("SLOW"):
        config.pluginmanager.register(processor_time.Meter())


def _has_room(folder: Path) -> bool:
    """Tell whether all that the tests write, and the programs among it, can be in a folder."""
    if not os.access(folder, os.W_OK):
        return False
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize > 4 << 30 and not disk.f_flag & os.ST_NOEXEC


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what stays to the end: it is all that is there yet."""
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Have no paper written twice, but for tests that must see it written."""
    written_once.begin(item)


def pytest_runtest_teardown() -> None:
    """Collect garbage once there is much of it: a build in this process disables the collector.

    A process of gigabytes is slow to start others from, and each test would make it larger. What
    is no garbage then, such as papers that a module keeps, is not looked at again.
    """
    if gc.get_count()[0] > MUCH_GARBAGE:
        gc.collect()
        gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no worker is left with one at the end.

    `make mutants` begins with the cases of the rule that it has changed: they notice it first.
    """
    order = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(LONGEST)))
    changed = os.environ.get("MUTANT_UNDER_TEST", "").rpartition(".")[0]
    if not changed.startswith(("jacpaper.rules.", "jacpaper.hmicfrs.rules.")):
        return
    from jacpaper.hmicfrs.rules.table import RULES

    near = {rule.id for rule in RULES if rule.find.__module__ == changed}

    def is_far(item: pytest.Item) -> bool:
        callspec = getattr(item, "callspec", None)
        return not (callspec and callspec.params.get("rule") in near)

    items.sort(key=is_far)


def run(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the real program, as a user would."""
    return subprocess.run(
        [JACPAPER, *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def run_here(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line in this process, where all is imported already: thirty times as fast.

    PDFs are made here too, as `build --all` makes them, and not in a process beside this one.

    For what is read and said. What a process is needed for (signals, the environment, streams,
    exit, imports) is tested with `run`.
    """
    done = invoked(*arguments, cwd=cwd)
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def invoked(*arguments: str | Path, cwd: Path) -> Result:
    """Do the same; the result has `output` too, all that was said in its order."""
    given = [str(argument) for argument in arguments]
    with contextlib.chdir(cwd), mock.patch.object(in_memory, "_process", _no_process):
        return CliRunner().invoke(main, given, prog_name="jacpaper", catch_exceptions=False)


def _no_process(*_: object) -> contextlib.nullcontext[None]:
    return contextlib.nullcontext()


def read_yaml(path: Path) -> Any:
    """Return what a file of cases holds, read in C if it can be: each worker reads all of them."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - it is safe


def tool(name: str) -> str:
    """Return a program that a test needs; without it, skip here and fail in CI."""
    found = shutil.which(name)
    if not found:
        missing(name)
    return found


def missing(name: str) -> NoReturn:
    """Skip for want of a program that a test needs; fail in CI."""
    message = f"{name} is not installed; `make tools` installs it"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def ending(path: Path) -> str:
    """Return what comes after the name of a paper, as in .pdf or .large-print.pdf."""
    large = ".large-print" if path.stem.endswith(".large-print") else ""
    return f"{large}{path.suffix}"


@dataclass(frozen=True)
class Project:
    """A folder with inputs/ and templates/, its own to spoil."""

    folder: Path

    @property
    def template(self) -> Path:
        return self.folder / "templates" / "hmicfrs-update"

    @property
    def out(self) -> Path:
        return self.folder / "build" / MEETING

    def input(self, name: str) -> Path:
        folder = self.folder / "inputs"
        above = name == "committee.yaml" or name.startswith("register.")
        return folder / name if above else folder / MEETING / name

    def edit(self, path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{path.name} no longer holds {old!r}: mend the test"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def run(self, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return run(*arguments, cwd=self.folder, **environment)

    def run_here(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return run_here(*arguments, cwd=self.folder)

    def outputs(self) -> dict[str, bytes]:
        return {ending(path): path.read_bytes() for path in self.out.glob("agenda-item-*")}


def lay_out(folder: Path) -> Project:
    """Copy the reference paper's inputs and templates into a folder."""
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return Project(folder)


def midshire(folder: Path) -> Project:
    """Copy the series of papers of Midshire, which has a register with exempt items."""
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / "examples" / "midshire" / name, folder / name, ignore=WITHOUT_ITEMS)
    return Project(folder)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return lay_out(tmp_path)


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the reference paper's path, without its ending, built in every format."""
    out = tmp_path_factory.mktemp("paper")
    done = run_here("build", MEETING, "--out", out, "--only", ",".join(BY_ENDING), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return out / "agenda-item-05-hmicfrs-update"


def shown(browser: Browser, path: Path) -> Page:
    """Return a web page as a browser shows it, without a network; the one before it goes."""
    sheet = _sheet(browser)
    sheet.set_viewport_size({"width": 1280, "height": 720})
    sheet.emulate_media(color_scheme="light")
    sheet.goto(path.as_uri())
    return sheet


@functools.cache
def _sheet(browser: Browser) -> Page:
    """Open one page for all: each new one takes a second of a browser's processor time."""
    return browser.new_context(offline=True).new_page()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the distribution's Chromium, if possible without windows: a third of the work."""
    program = shutil.which("chromium-headless-shell") or tool("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
