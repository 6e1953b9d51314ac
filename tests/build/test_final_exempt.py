"""What is exempt stays out of the record of a final paper, and out of what is said of it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import canaries
from conftest import Project, midshire
from registers import make_exempt, set_cell

if TYPE_CHECKING:
    from pathlib import Path

MEETING = "2026-03-26"
# The exempt item that the example has.
REFERENCE = "MIP-23-030"
# A public item, and the words of its text.
PUBLIC = ("MIP-24-018", "Chief constables should record more fully the use of interpreters")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    series = midshire(tmp_path_factory.mktemp("published"))
    assert series.run_here("build", MEETING, "--only", "html").returncode == 0
    assert series.run_here("finalise", MEETING).returncode == 0
    return series


@pytest.fixture
def series(published: Project, tmp_path: Path) -> Project:
    shutil.copytree(published.folder, tmp_path / "copy", symlinks=True)
    return Project(tmp_path / "copy")


def say(series: Project, words: str) -> None:
    path = series.folder / "inputs" / MEETING / "reports.yaml"
    series.edit(path, "MIP was one of six forces inspected.", words)


def test_a_sentence_with_exempt_words_is_not_quoted_when_another_paper_is_refused(
    series: Project,
) -> None:
    say(series, f"{PUBLIC[1]}.")
    said = series.run_here("check", MEETING).stderr
    assert f"now: {PUBLIC[1]}" in said  # as long as it may be said
    make_exempt(series.input("register.csv"), PUBLIC[0])
    for command in ("check", "build", "finalise"):
        done = series.run_here(command, MEETING)
        assert done.returncode == 1
        assert "would become another" in done.stderr
        assert "have words of exempt items, so none is shown" in done.stderr
        assert not canaries.found(PUBLIC, (done.stdout + done.stderr).encode())


def test_nor_one_that_was_published_before_it_was_exempt(tmp_path: Path) -> None:
    series = midshire(tmp_path)
    say(series, f"{PUBLIC[1]}.")
    assert series.run_here("build", MEETING, "--only", "html").returncode == 0
    assert series.run_here("finalise", MEETING).returncode == 0
    make_exempt(series.input("register.csv"), PUBLIC[0])
    series.edit(series.folder / "inputs" / MEETING / "reports.yaml", PUBLIC[1], "This is well")
    done = series.run_here("check", MEETING)
    assert "would become another" in done.stderr
    assert not canaries.found(PUBLIC, (done.stdout + done.stderr).encode())


def test_a_reason_with_exempt_words_is_not_recorded(series: Project) -> None:
    path = series.folder / "inputs" / MEETING / "published.yaml"
    before = path.read_bytes()
    done = series.run_here("reopen", MEETING, "--why", f"The date of {REFERENCE} was wrong.")
    assert done.returncode == 1
    assert "--why has words that only exempt items have" in done.stderr
    assert REFERENCE not in done.stderr
    assert path.read_bytes() == before
    assert series.run_here("reopen", MEETING, "--why", "A date was wrong.").returncode == 0


def test_a_reason_is_not_recorded_where_nobody_knows_what_is_exempt(series: Project) -> None:
    register = series.input("register.csv")
    register.write_bytes(register.read_bytes().replace(b"Date published", b"Published?"))
    done = series.run_here("reopen", MEETING, "--why", f"The date of {REFERENCE} was wrong.")
    assert done.returncode == 1
    assert "inputs/register" in done.stderr
    record = series.folder / "inputs" / MEETING / "published.yaml"
    assert REFERENCE not in record.read_text(encoding="utf-8")


def test_the_name_of_a_cause_with_exempt_words_is_not_quoted_where_an_answer_is_asked_for(
    series: Project,
) -> None:
    """The answer would be printed, and whoever gives it repeats the name."""
    assert series.run_here("new", "2026-06-25").returncode == 0
    paper = series.folder / "inputs" / MEETING / "paper.yaml"
    cause = (
        "causes_of_concern:\n  - {name: Lessons of %s, open_recommendations: 2, text: So it is.}\n"
    )
    before = paper.read_text(encoding="utf-8")
    for reference, is_quoted in ((PUBLIC[0], True), (REFERENCE, False)):
        paper.write_text(before + cause % reference, encoding="utf-8")
        done = series.run_here("check", "2026-06-25")
        (line,) = (one for one in done.stderr.splitlines() if "[cause-open]" in one)
        assert (reference in done.stdout + done.stderr, reference in line) == (is_quoted,) * 2
        assert "notes: {cause-open: ...}" in done.stderr


@pytest.mark.parametrize("reference", ["2026-03", "2025-09"])
def test_a_day_of_the_record_is_no_reference(tmp_path: Path, reference: str) -> None:
    """The record has 2026-03-26 as its meeting and in the names of files."""
    series = midshire(tmp_path)
    set_cell(series.input("register.csv"), REFERENCE, "Ref", reference)
    assert series.run_here("build", MEETING, "--only", "html").returncode == 0
    done = series.run_here("finalise", MEETING)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("reference", "typed", "is_found"),
    [
        ("2026-03", "As at 2026-03-06.", False), ("2026-03", "See 2026-03.", True),
        ("2026-03", "See 2026-03;04.", True), ("2026-03", "See 2026-03/16.", True),
        ("2024-15", "See 2024-15-16.", True), ("2026-03", "See 2026-03-45.", True),
        ("11-28", "As at 2025-11-28.", False), ("11-28", "See 11-28.", True),
        ("28-11", "As at 28-11-2025.", False), ("45-67", "See 2024-45-67.", True),
        ("45-67", "See 45-67-2024.", True), ("A-11-28", "See A-11-28.", True),
    ],
)  # fmt: skip
def test_nor_is_a_day_of_a_text(
    tmp_path: Path, reference: str, typed: str, *, is_found: bool
) -> None:
    series = midshire(tmp_path)
    set_cell(series.input("register.csv"), REFERENCE, "Ref", reference)
    paper = series.folder / "inputs" / MEETING / "paper.yaml"
    series.edit(paper, "background: |\n", f"background: |\n  {typed}\n\n")
    assert ("reference of an exempt item" in series.run_here("check", MEETING).stderr) == is_found


@pytest.mark.parametrize("reference", ["CUST-2024-07-18", "2024-07-18-1"])
def test_a_reference_with_a_day_in_it_is_found_in_the_record(
    tmp_path: Path, reference: str
) -> None:
    """The record names all that the paper was made from, a template that prints nothing too."""
    series = midshire(tmp_path)
    set_cell(series.input("register.csv"), REFERENCE, "Ref", reference)
    (series.folder / "templates" / "hmicfrs-update" / f"{reference}.html.j2").touch()
    assert series.run_here("build", MEETING, "--only", "html").returncode == 0
    done = series.run_here("finalise", MEETING)
    assert done.returncode == 1
    assert f"inputs/{MEETING}/published.yaml: error: the reference of an exempt" in done.stderr
