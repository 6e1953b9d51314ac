"""`build --changes-since`: files of their own beside the paper, and nothing exempt in them."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

import canaries
from conftest import Project, midshire
from jacpaper.build import names as names_of
from registers import make_exempt, set_cell

if TYPE_CHECKING:
    from pathlib import Path

MEETING, LAST = "2025-12-11", "2025-09-25"
PAPER = "agenda-item-05-hmicfrs-update"
REDLINE = f"{PAPER}-changes-since-{LAST}"
BUILD = ("build", MEETING, "--only", "docx,html,txt")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    series = midshire(tmp_path_factory.mktemp("series"))
    assert series.run_here(*BUILD, "--changes-since", "last").returncode == 0
    return series


@pytest.fixture
def series(built: Project, tmp_path: Path) -> Project:
    shutil.copytree(built.folder, tmp_path / "copy", symlinks=True)
    return Project(tmp_path / "copy")


def names(series: Project, meeting: str = MEETING) -> set[str]:
    out = series.folder / "build" / meeting
    return {path.relative_to(out).as_posix() for path in out.rglob("agenda-item-*")}


def both(*endings: str) -> set[str]:
    return {f"{name}.{ending}" for name in (PAPER, REDLINE) for ending in endings}


def test_the_paper_stays_beside_it_as_it_is_without(series: Project, tmp_path: Path) -> None:
    assert names(series) == both("docx", "html", "txt")
    assert series.run_here(*BUILD, "--out", tmp_path / "alone").returncode == 0
    for path in (tmp_path / "alone").glob("agenda-item-*"):
        assert path.read_bytes() == (series.out / path.name).read_bytes()


def test_it_says_with_which_paper_it_is_compared(series: Project) -> None:
    for ending in ("html", "txt"):
        said = (series.out / f"{REDLINE}.{ending}").read_text(encoding="utf-8")
        assert "Changes since the paper of 25 September 2025" in said


@pytest.mark.anew
def test_it_is_reproducible_and_verified(series: Project) -> None:
    before = {path.name: path.read_bytes() for path in series.out.glob("agenda-item-*")}
    assert series.run_here("verify", f"build/{MEETING}").returncode == 0
    for path in series.out.glob("agenda-item-*"):
        path.unlink()
    assert series.run_here(*BUILD, "--changes-since", LAST).returncode == 0
    assert {path.name: path.read_bytes() for path in series.out.glob("agenda-item-*")} == before


def test_one_that_was_changed_by_hand_is_noticed(series: Project) -> None:
    path = series.out / f"{REDLINE}.html"
    path.write_bytes(path.read_bytes() + b" ")
    done = series.run_here("verify", f"build/{MEETING}")
    assert done.returncode == 1
    assert f"{REDLINE}.html was changed after it was built" in done.stderr


def test_it_stays_while_it_is_true_and_goes_when_it_is_not(series: Project) -> None:
    assert series.run_here(*BUILD).returncode == 0
    assert names(series) == both("docx", "html", "txt")
    older = series.folder / "inputs" / LAST / "paper.yaml"
    older.write_text(older.read_text(encoding="utf-8") + "\n# another line\n", encoding="utf-8")
    assert series.run_here(*BUILD).returncode == 0
    assert names(series) == {f"{PAPER}.{ending}" for ending in ("docx", "html", "txt")}


def test_if_needed_asks_for_the_redline_that_is_wanted(series: Project) -> None:
    again = (*BUILD, "--if-needed", "--changes-since")
    assert "Nothing to do" in series.run_here(*again, "last").stdout
    assert "is in" in series.run_here(*again, "2025-06-26").stdout
    assert f"{PAPER}-changes-since-2025-06-26.docx" in names(series)
    assert f"{REDLINE}.docx" in names(series)


def test_a_redline_that_nothing_made_is_named(series: Project) -> None:
    """With the manifest gone, it could be taken for one of this paper."""
    left = series.out / f"{PAPER}-changes-since-2024-12-12.docx"
    left.write_bytes(b"PK")
    done = series.run_here(*BUILD)
    assert f"{left.name} was not made by this build" in done.stderr


@pytest.mark.parametrize(
    ("since", "code", "said"),
    [
        ("yesterday", 2, '"yesterday" is not a date such as 2025-12-11'),
        ("2025-12-11", 1, "there is no paper of this day before that of 2025-12-11"),
        ("2026-03-26", 1, "compare with one of 2024-12-12, 2025-03-20, 2025-06-26, 2025-09-25"),
    ],
)
def test_another_day_is_refused(series: Project, since: str, code: int, said: str) -> None:
    done = series.run_here(*BUILD, "--changes-since", since)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_the_first_paper_has_none(series: Project) -> None:
    done = series.run_here("build", "2024-12-12", "--changes-since", "last")
    assert done.returncode == 2
    assert "there is no paper before that of 2024-12-12" in done.stderr
    done = series.run_here("build", "2024-12-12", "--changes-since", "2024-06-01")
    assert "leave out --changes-since" in done.stderr


def test_many_papers_at_once_have_none(series: Project) -> None:
    assert series.run_here("build", "--all", "--changes-since", "last").returncode == 2


# What is exempt by now

# Words that the report of September lists as typed, and an item that the register alone names.
TYPED = ("MIP-25-018", "supervise investigations from the start")
LISTED = ("MIP-24-018", "record more fully the use of interpreters")


def test_what_somebody_typed_and_is_exempt_now_is_refused(series: Project) -> None:
    before = {path.name: path.read_bytes() for path in series.out.iterdir() if path.is_file()}
    make_exempt(series.input("register.csv"), TYPED[0])
    done = series.run_here(*BUILD, "--changes-since", "last")
    assert done.returncode == 1
    assert f"inputs/{LAST}: error: this older paper" in done.stderr
    assert f"inputs/{LAST}/reports.yaml" in done.stderr
    assert "the text of an exempt item" in done.stderr
    assert not canaries.found(TYPED, done.stderr.encode())
    assert {one.name: one.read_bytes() for one in series.out.iterdir() if one.is_file()} == before


def test_what_the_register_named_and_is_exempt_now_is_left_out(tmp_path: Path) -> None:
    series = midshire(tmp_path)
    assert series.run_here("new", "2026-06-25").returncode == 0
    build = ("build", "2026-06-25", "--only", "docx,pdf,html,txt", "--changes-since", "last")
    assert series.run_here("build", "2026-03-26", "--only", "txt").returncode == 0
    then = series.folder / "build" / "2026-03-26" / "agenda-item-6.1-hmicfrs-update.txt"
    assert canaries.found(LISTED, then.read_bytes()) == {*LISTED}
    make_exempt(series.input("register.csv"), LISTED[0])
    done = series.run_here(*build)
    assert done.returncode == 0, done.stderr
    out = series.folder / "build" / "2026-06-25"
    public = {path.name: path.read_bytes() for path in out.glob("agenda-item-*")}
    assert len(public) == 8
    assert not {name for name, said in public.items() if canaries.found(LISTED, said)}
    appendix = "restricted-appendix-changes-since-2026-03-26.docx"
    (restricted,) = (out / "restricted").glob(f"*{appendix}")
    assert canaries.found(LISTED, restricted.read_bytes()) == {*LISTED}


def test_a_final_paper_that_is_another_one_by_now_is_not_to_be_reopened(tmp_path: Path) -> None:
    """The register goes on: a date that is revised there changes what an older paper lists."""
    series = midshire(tmp_path)
    last, meeting = "2026-03-26", "2026-06-25"
    assert series.run_here("build", last, "--only", "html").returncode == 0
    assert series.run_here("finalise", last).returncode == 0
    assert series.run_here("new", meeting).returncode == 0
    build = ("build", meeting, "--only", "html", "--changes-since", "last")
    assert series.run_here(*build).returncode == 0
    set_cell(series.input("register.csv"), LISTED[0], "Revised due date", "01/12/2026")
    done = series.run_here(*build)
    assert done.returncode == 1
    said = f"inputs/{last}/published.yaml: error: this older paper can no longer be made as it was"
    assert said in done.stderr
    assert "inputs/register.csv has changed since" in done.stderr
    assert "build without --changes-since, and leave that paper as it is" in done.stderr
    assert "jacpaper reopen" not in done.stderr
    assert series.run_here(*build[:-2]).returncode == 0


@pytest.mark.parametrize(
    ("name", "is_restricted"),
    [
        ("agenda-item-05-restricted-appendix-changes-since-2025-09-25.docx", True),
        ("restricted/agenda-item-05-restricted-appendix-changes-since-2025-09-25.pdf", True),
        ("agenda-item-05-hmicfrs-update-changes-since-2025-09-25.large-print.pdf", False),
    ],
)
def test_it_looks_made_and_is_known_to_be_restricted(name: str, is_restricted: bool) -> None:  # noqa: FBT001
    assert names_of.looks_made(name)
    assert names_of.is_restricted(name) is is_restricted
    assert names_of.redlines_in([name]) == {date(2025, 9, 25)}


def test_a_day_of_no_calendar_is_no_redline() -> None:
    assert (
        names_of.redlines_in([f"{PAPER}-changes-since-2025-13-45.docx", f"{PAPER}.docx"]) == set()
    )
