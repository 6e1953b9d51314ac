"""Items of lists that come back otherwise: texts, what is typed as several values, key points."""

from __future__ import annotations

import functools
import json
import shutil
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from conftest import ROOT, Project, run_here
from word_edits import WordEdits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOURCES = {
    "2024-12-12": ROOT / "examples" / "midshire",
    "2025-12-11": ROOT,
    "2025-09-25": ROOT / "examples" / "midshire",
    "2026-03-26": ROOT / "examples" / "midshire",
    "2025-11-20": ROOT / "examples" / "caledonia",
}
NOTE = "2024: One more is open than in the last paper, though no report of 2024 has come out since."
WORKS = (
    "works with hotels, taxi companies, vape shops and large events venues, so that their staff"
    " can spot and report signs of child exploitation."
)


class Case(NamedTuple):
    """What is done in Word, and the lines that are gone from and new in the inputs."""

    meeting: str
    edit: Callable[[WordEdits], object]
    gone: list[str]
    new: list[str]
    verdict: str = "take"
    why: str = ""


CASES = {
    "an item that is counted beside its list": Case(
        "2025-09-25",
        lambda word: word.remove("Make sure that a supervisor"),
        [
            "      made: 3",
            "      applicable: 3",
            "        - Make sure that a supervisor reviews each call that waits",
        ],
        ["      made: 2", "      applicable: 2"],
        why="made and applicable go down by one with the list",
    ),
    "an item more than was counted": Case(
        "2025-09-25",
        lambda word: word.add_after("See every victim", "Answer every letter"),
        ["      made: 3", "      applicable: 3"],
        ["      made: 4", "      applicable: 4", "        - Answer every letter"],
        why="made and applicable go up by one with the list",
    ),
    "a key point of the officer's own": Case(
        "2025-11-20",
        lambda word: word.add_after("2 causes of concern are open", "Calls are answered sooner."),
        [],
        ["  - Calls are answered sooner."],
    ),
    "a key point that is worked out goes": Case(
        "2025-11-20",
        lambda word: word.remove("19 recommendations and areas for development are open, as"),
        ["  - open"],
        [],
    ),
    "a key point that is worked out moves": Case(
        "2025-11-20",
        lambda word: word.move_before("2 causes of concern are open", "19 recommendations and"),
        [],
        [],
    ),
    "a cause of concern moves, and is named later": Case(
        "2025-11-20",
        lambda word: word.move_before("Answering calls, with 3", "Welfare of people in custody (a"),
        [],
        [],
    ),
    "the last item of a list that cannot be empty": Case(
        "2025-11-20",
        lambda word: word.remove("Weigh what is seized"),
        ["      texts:", "        - Weigh what is seized in front of two officers"],
        [],
    ),
    "an initiative with its name": Case(
        "2025-12-11",
        lambda word: word.remove("Operation Makesafe works with hotels"),
        [
            "      - name: Operation Makesafe",
            f"        text: {WORKS}",
        ],
        [],
    ),
    "a day that others are worked out from": Case(
        "2025-09-25",
        lambda word: word.type("to 5 September 2025, one", "to 8 September 2025, one"),
        ["as_at: 2025-09-05"],
        ["as_at: 2025-09-08"],
        "by name",
        "as_at: 2025-09-08, and all that is worked out from it",
    ),
    "the day of the last paper's figures, typed in this one": Case(
        "2024-12-12",
        lambda word: word.type("(6 September 2024)", "(5 September 2024)"),
        ["  as_at: 2024-09-06"],
        ["  as_at: 2024-09-05"],
        why="as_at: 2024-09-05",
    ),
    "a date from which a sentence follows": Case(
        "2025-09-25",
        lambda word: word.type("published on 21 August", "published on 21 May"),
        ["    published: 2025-08-21"],
        ["    published: 2025-05-21"],
        "by name",
        "published: 2025-05-21; the paper then says otherwise what was not changed:"
        " One older report is listed.",
    ),
    "a note on another year": Case(
        "2026-03-26",
        lambda word: word.add_after("2024: One area for", "2025: All are new."),
        [],
        ["  2025: All are new."],
    ),
    "the note on a year": Case(
        "2025-12-11",
        lambda word: word.remove("2024: One more is open"),
        [f"  {NOTE}"],
        [],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the folder of a meeting's project with its Word paper as sent.docx, built once."""
    folder = tmp_path_factory.mktemp("built")

    @functools.cache
    def of(meeting: str) -> Path:
        project = folder / meeting
        shutil.copytree(SOURCES[meeting] / "inputs", project / "inputs")
        shutil.copytree(ROOT / "templates", project / "templates")
        done = run_here("build", meeting, "--only", "docx", "--out", folder / "out", cwd=project)
        assert done.returncode == 0, done.stderr
        sent = next((folder / "out").glob("agenda-item-*-update.docx"))
        shutil.copy(sent, project / "sent.docx")
        shutil.rmtree(folder / "out")
        return project

    return of


@pytest.fixture
def sent(built: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Project]:
    """Lay out a project with the Word paper of a meeting as sent.docx."""

    def laid_out(meeting: str) -> Project:
        shutil.copytree(built(meeting), tmp_path, dirs_exist_ok=True)
        return Project(tmp_path)

    return laid_out


def _edited(project: Project, *edits: Callable[[WordEdits], object]) -> None:
    word = WordEdits(project.folder / "sent.docx")
    for edit in edits:
        edit(word)
    word.save(project.folder / "back.docx")


def _review(project: Project, *arguments: str) -> dict[str, Any]:
    done = project.run_here("review", "back.docx", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _lines(project: Project, meeting: str) -> list[str]:
    folder = project.folder / "inputs" / meeting
    files = sorted(folder.glob("*.yaml"))
    return [line for one in files for line in one.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("kind", CASES)
def test_is_taken_into_its_lines_and_no_others(sent: Callable[[str], Project], kind: str) -> None:
    case = CASES[kind]
    project = sent(case.meeting)
    _edited(project, case.edit)
    old = _lines(project, case.meeting)
    told = _review(project, "--take", "1")
    (change,) = told["changes"]
    assert (change["verdict"], change["why"]) == (case.verdict, case.why)
    assert told["taken"] == [1]
    now = _lines(project, case.meeting)
    assert [line for line in old if line not in now] == case.gone
    assert [line for line in now if line not in old] == case.new
    assert now != old
    if case.verdict == "take":
        assert _review(project)["changes"] == [], "a second review finds nothing"


def test_what_is_counted_beside_a_list_is_taken_as_it_was_changed_with_it(
    sent: Callable[[str], Project],
) -> None:
    project = sent("2025-09-25")
    _edited(
        project,
        lambda word: word.remove("Make sure that a supervisor"),
        lambda word: word.remove("Clear the backlog of domestic"),
    )
    told = _review(project, "--take")["changes"]
    assert [one["verdict"] for one in told] == ["take", "take"]
    assert "      applicable: 1" in _lines(project, "2025-09-25")


# What is done in Word to an item that cannot be taken, and a part of the reason.
REFUSED: dict[str, tuple[str, Callable[[WordEdits], object], str]] = {
    "beside what is typed as several values": (
        "2025-12-11",
        lambda word: word.add_after("Operation Makesafe works", "Talk to every school"),
        "what stands beside it comes from inputs/2025-12-11/reports.yaml:",
    ),
    "in the order of the years": (
        "2025-12-11",
        lambda word: word.move_before("All years: The papers say", "2024: One more is open"),
        "the paper puts this in its place by itself: it comes from inputs/2025-12-11/open-counts",
    ),
    "a sentence with a day, which would be typed and stay as it is": (
        "2025-09-25",
        lambda word: word.move_before("Formal notice came", "The inspection itself will begin"),
        "the paper puts this in its place by itself: it comes from inputs/2025-09-25/inspections",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_is_refused_with_the_lines_where_it_is_typed(
    sent: Callable[[str], Project], kind: str
) -> None:
    meeting, edit, why = REFUSED[kind]
    project = sent(meeting)
    _edited(project, edit)
    (change,) = _review(project)["changes"]
    assert change["verdict"] == "refused"
    assert change["why"].startswith(why)
