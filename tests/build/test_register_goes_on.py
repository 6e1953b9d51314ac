"""The register goes on after papers are final: what it says by now of the days they counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from conftest import Project, lay_out
from registers import HEADINGS, ROWS, csv_text

if TYPE_CHECKING:
    from pathlib import Path

FIRST, SECOND, THIRD = "2025-09-25", "2025-12-11", "2026-03-26"
_HELD = {FIRST: "2025-09-12", SECOND: "2025-11-28", THIRD: "2026-03-06"}
_PAPER = """\
item: "7"
title: HMICFRS update
monitoring_phase: scan
causes_of_concern: none
"""
# Made in the year of the register's newest item, before the day on which the first paper counted.
_LATE = ("R9", "A letter", "Recommendation", "Do more", "2025-06-05", "open", "", "")


def meeting(kept: Project, day: str, counts: str = "", paper: str = "") -> None:
    """Lay out the files of a meeting, which counts in the register."""
    folder = kept.folder / "inputs" / day
    folder.mkdir(exist_ok=True)
    for name, text in {
        "paper.yaml": _PAPER + paper,
        "reports.yaml": "reports: none\n",
        "open-counts.yaml": f"as_at: {_HELD[day]}\n{counts}",
        "inspections.yaml": "since_last_meeting: none\nforthcoming: none\n",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")


def register(kept: Project, *rows: tuple[str, ...]) -> None:
    (kept.folder / "inputs" / "register.csv").write_text(csv_text(rows), encoding="utf-8")


def publish(kept: Project, day: str) -> None:
    for command in (("build", day, "--only", "txt"), ("finalise", day)):
        done = kept.run_here(*command)
        assert done.returncode == 0, done.stderr


def checked(kept: Project, day: str) -> str:
    return kept.run_here("check", day, "--format", "line").stdout


def text(kept: Project, day: str) -> str:
    done = kept.run_here("build", day, "--only", "txt")
    assert done.returncode == 0, done.stderr
    (path,) = (kept.folder / "build" / day).glob("*.txt")
    return re.sub(r" +", " ", path.read_text(encoding="utf-8"))


@pytest.fixture
def kept(tmp_path: Path) -> Project:
    """Return a force whose first paper is final: two items of 2024 are open, one of 2025 was."""
    project = lay_out(tmp_path)
    for path in (tmp_path / "inputs" / SECOND).iterdir():
        path.unlink()
    register(project, *ROWS, ("R4", "Another report", "AFI", "Go", "2025-06-05", "open", "", ""))
    previous = "previous: {as_at: 2025-06-13, open: {2024: 2, 2025: 2}}\n"
    meeting(project, FIRST, previous, "last_meeting: 2025-06-26\n")
    (tmp_path / "inputs" / SECOND).rmdir()
    publish(project, FIRST)
    return project


def with_rows(kept: Project, *more: tuple[str, ...]) -> None:
    register(
        kept, *ROWS, ("R4", "Another report", "AFI", "Go", "2025-06-05", "open", "", ""), *more
    )


def test_what_came_on_the_portal_late_came_in_and_the_last_paper_was_right(kept: Project) -> None:
    with_rows(kept, _LATE)
    meeting(kept, SECOND)
    done = kept.run_here("check", SECOND)
    assert "published for 2025: 1; the register now counts 2 for that day" in done.stderr
    says = "or, if 1 item made before that day came in after it, as on the portal, write\n"
    assert f"{says}    new: {{2025: 1}}\n" in done.stderr
    meeting(kept, SECOND, "new: {2025: 1}\nnotes: {2025: One came with a letter.}\n")
    said = checked(kept, SECOND)
    assert "[published]" not in said
    assert "[register]" not in said
    shown = text(kept, SECOND)
    assert re.search(r"^2025 1 1 0 2 \+1$", shown, re.MULTILINE), shown
    assert "should have had" not in shown


def test_more_typed_as_new_than_came_late_explains_nothing(kept: Project) -> None:
    with_rows(kept, _LATE)
    meeting(kept, SECOND, "new: {2025: 2}\n")
    said = checked(kept, SECOND)
    assert "error: published for 2025: 1; the register now counts 2 for that day" in said
    assert "2 are typed as new for 2025, but the register has 0" in said


def test_items_that_the_register_no_longer_has_are_named(kept: Project) -> None:
    register(kept, *ROWS)
    meeting(kept, SECOND)
    done = kept.run_here("check", SECOND)
    assert (
        "correct the register, which no longer has, or leaves out, R4; if 0 is right" in done.stderr
    )
    assert "as on the portal" not in done.stderr


@pytest.mark.parametrize("numbered_anew", [True, False])
def test_items_that_are_gone_are_asked_about_where_the_figures_agree(
    kept: Project, *, numbered_anew: bool
) -> None:
    """Numbered anew, or deleted and the last paper put right: it was right, and R4 was open."""
    row = ("Rec 4", "Another report", "AFI", "Go", "2025-06-05", "open", "", "")
    register(kept, *ROWS, *([row] if numbered_anew else []))
    restated = "restated: {2025: {from: 1, to: 0, why: It was withdrawn.}}\n"
    meeting(kept, SECOND, "" if numbered_anew else restated)
    says = (
        "warning: 1 item was published as open, and the register no longer has, or leaves out, R4"
    )
    assert says in checked(kept, SECOND)
    answered = "notes: {published: The references were made anew.}\n"
    meeting(kept, SECOND, "" if numbered_anew else restated, answered)
    assert "[published]" not in checked(kept, SECOND)
    assert "The references were made anew." in text(kept, SECOND)
    # The paper may tell of it in its own words.
    meeting(kept, SECOND, "" if numbered_anew else restated, "background: R4 was withdrawn.\n")
    assert "[published]" not in checked(kept, SECOND)
    # As the question says: the row stays, and says what became of it.
    ended = (*row[1:5], "superseded", "2025-12-01", "2025-11-20")
    register(kept, *ROWS, ("R4", *ended))
    meeting(kept, SECOND)
    assert "[published]" not in checked(kept, SECOND)


# The other item of the first paper, of 2024.
_R4 = ("R4", "Another report", "AFI", "Go", "2025-06-05", "open", "", "")
_ENDED = ("R1", "A report", "Recommendation", "Do this", "2024-03-01", "closed", "", "2025-09-01")


def test_what_was_closed_by_then_is_named_where_a_figure_is_another(kept: Project) -> None:
    """The closing was entered after the last paper, with a day before its counts."""
    register(kept, _ENDED, *ROWS[1:], _R4)
    meeting(kept, SECOND)
    said = kept.run_here("check", SECOND).stderr
    assert "correct the register, which has R1 as closed by then; if 1 is right" in said
    restated = "restated: {2024: {from: 2, to: 1, why: One had been closed by then.}}\n"
    meeting(kept, SECOND, restated)
    assert "[published]" not in checked(kept, SECOND)


def test_a_closing_that_what_came_late_hides_is_asked_about(kept: Project) -> None:
    """The figures of that day agree, and no paper would ever tell of it."""
    late = ("R9", "A report", "Recommendation", "Do more", "2024-03-01", "open", "", "")
    register(kept, _ENDED, *ROWS[1:], _R4, late)
    meeting(kept, SECOND)
    says = "warning: 1 item was published as open, and the register has R1 as closed by then"
    assert says in checked(kept, SECOND)
    meeting(kept, SECOND, paper="notes: {published: R1 was closed on 1 September 2025.}\n")
    assert "[published]" not in checked(kept, SECOND)


def test_typed_figures_may_have_had_a_closing_before_the_register_did(kept: Project) -> None:
    path = kept.folder / "inputs" / FIRST / "open-counts.yaml"
    assert kept.run_here("reopen", FIRST, "--why", "Figures are typed now.").returncode == 0
    typed = "open: {2024: 1, 2025: 1}\nnotes: {2024: The portal has one fewer than our register.}\n"
    path.write_text(path.read_text(encoding="utf-8") + typed, encoding="utf-8")
    publish(kept, FIRST)
    register(kept, _ENDED, *ROWS[1:], _R4)
    meeting(kept, SECOND)
    assert "[published]" not in checked(kept, SECOND)


def test_what_is_open_again_is_named_and_its_history_settles_it(kept: Project) -> None:
    """R3 was published as closed; whoever keeps the register only wrote that it is open."""
    again = (*ROWS[2][:5], "open", "", "")
    register(kept, *ROWS[:2], again, _R4)
    meeting(kept, SECOND)
    said = kept.run_here("check", SECOND).stderr
    assert "correct the register, which has R3 as open then; if 2 is right" in said
    assert "or, if it was closed and is open again, say so in the register's history" in said
    rows = [(*one, "") for one in (*ROWS[:2], _R4)]
    rows.append((*again, "closed 9 September 2025; reopened 3 November 2025"))
    path = kept.folder / "inputs" / "register.csv"
    path.write_text(csv_text(rows, [*HEADINGS, "History"]), encoding="utf-8")
    assert "[published]" not in checked(kept, SECOND)
    assert re.search(r"^2025 1 0 0 1 2 \+1$", text(kept, SECOND), re.MULTILINE)


@pytest.mark.parametrize("shown", [True, False])
def test_a_date_that_is_gone_is_asked_about_where_the_paper_shows_dates(
    kept: Project, *, shown: bool
) -> None:
    """That no date was moved would be said of an item whose date was deleted."""
    path = kept.folder / "inputs" / "register.csv"

    def with_dates(first: str, revised: str = "") -> None:
        rows = [(*row, first if row[0] == "R1" else "", "") for row in (*ROWS, _R4)]
        rows[0] = (*rows[0][:-1], revised)
        text = csv_text(rows, [*HEADINGS, "Target", "Revised"])
        path.write_text(text, encoding="utf-8")

    assert kept.run_here("reopen", FIRST, "--why", "An item has a date.").returncode == 0
    with_dates("2026-06-30")
    publish(kept, FIRST)
    with_dates("")
    meeting(kept, SECOND, paper="ledger: [moved]\n" if shown else "")
    says = "1 item had a target date in the last paper and none in the register now: R1"
    assert (says in checked(kept, SECOND)) == shown
    with_dates("2026-06-30", "TBC")
    assert says not in checked(kept, SECOND)


def test_a_reference_that_another_report_has_by_now_is_still_the_same(kept: Project) -> None:
    """It stood alone when it was recorded; now its report is beside it."""
    mapping = kept.folder / "inputs" / "register.yaml"
    mapping.write_text("references: per report\n", encoding="utf-8")
    report = ("A new report", "AFI", "Come", "2025-10-15", "open", "", "")
    register(kept, *ROWS, _R4, ("R4", *report))
    meeting(kept, SECOND)
    assert "no longer has" not in checked(kept, SECOND)
    # Another item that alone has that reference now is not taken for it.
    register(kept, *ROWS, ("R5", *_R4[1:]), ("R4", *report))
    assert "no longer has, or leaves out, R4" in checked(kept, SECOND)


def test_a_report_that_has_another_title_by_now_has_the_same_items(kept: Project) -> None:
    mapping = kept.folder / "inputs" / "register.yaml"
    mapping.write_text("references: per report\n", encoding="utf-8")
    twin = ("R4", "A report", "AFI", "Come", "2024-03-01", "open", "", "")
    assert kept.run_here("reopen", FIRST, "--why", "Another R4 is open.").returncode == 0
    register(kept, *ROWS, _R4, twin)
    publish(kept, FIRST)
    meeting(kept, SECOND)
    retitled = (twin[0], "A report on custody", *twin[2:])
    register(kept, *ROWS, _R4, retitled)
    assert "no longer has" not in checked(kept, SECOND)
    # Made on another day it is another item.
    register(kept, *ROWS, _R4, (*retitled[:4], "2024-03-04", *retitled[5:]))
    assert "no longer has, or leaves out, R4 (A report)" in checked(kept, SECOND)


@pytest.mark.parametrize("is_blank", [True, False])
def test_what_was_exempt_is_not_made_public_by_a_column_that_is_lost(
    kept: Project, *, is_blank: bool
) -> None:
    """The register was exported again, without its column Exempt or with nothing in it."""
    path = kept.folder / "inputs" / "register.csv"

    def with_column(*said: str) -> None:
        rows = [(*row, cell) for row, cell in zip((*ROWS, _R4), said, strict=True)]
        path.write_text(csv_text(rows, [*HEADINGS, "Exempt"]), encoding="utf-8")

    assert kept.run_here("reopen", FIRST, "--why", "An item is exempt.").returncode == 0
    with_column("yes", "no", "no", "no")
    publish(kept, FIRST)
    meeting(kept, SECOND)
    assert "may be exempt" not in checked(kept, SECOND)
    if is_blank:
        with_column("", "", "", "")
    else:
        with_rows(kept)
    done = kept.run_here("build", SECOND, "--only", "txt")
    assert done.returncode == 1
    says = "inputs/register.csv:2:A: error: this may be exempt: the last paper had an exempt item"
    assert says in done.stderr
    assert "R1" not in done.stderr
    # As the message says.
    with_column("no", "", "", "")
    assert "may be exempt" not in checked(kept, SECOND)
    with_column("yes", "", "", "")
    assert "may be exempt" not in checked(kept, SECOND)
    # Another that is exempt now does not stand for it: the cell slipped by a row.
    with_column("", "yes", "", "")
    assert "register.csv:2:A: error: this may be exempt" in checked(kept, SECOND)
    with_column("yes", "yes", "", "")
    assert "may be exempt" not in checked(kept, SECOND)


def test_a_trend_goes_on_from_what_was_printed_and_put_right(kept: Project) -> None:
    with_rows(kept, _LATE)
    meeting(kept, SECOND, "restated: {2025: {from: 1, to: 2, why: One was missed.}}\n")
    publish(kept, SECOND)
    meeting(kept, THIRD, paper="trend_chart: shown\n")
    assert "[published]" not in checked(kept, THIRD)
    shown = text(kept, THIRD)
    assert re.search(r"^25 September 2025 0 1 \+1 4 \(was 3\)$", shown, re.MULTILINE), shown


def test_a_paper_reopened_for_a_word_asks_about_figures_that_the_register_changed(
    kept: Project,
) -> None:
    with_rows(kept, _LATE)
    assert "is final since" in checked(kept, FIRST)
    assert kept.run_here("reopen", FIRST, "--why", "A wrong word.").returncode == 0
    says = "warning: published for 2025: 1; the register now counts 2 for that day [published]"
    assert says in checked(kept, FIRST)
    counts = kept.folder / "inputs" / FIRST / "open-counts.yaml"
    before = counts.read_text(encoding="utf-8")
    counts.write_text(f"{before}notes: {{2025: One was missed.}}\n", encoding="utf-8")
    assert "[published]" not in checked(kept, FIRST)
    counts.write_text(before, encoding="utf-8")
    with_rows(kept)
    assert "[published]" not in checked(kept, FIRST)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("", "in the report “Another report”."),
        ("accelerated: true, ", "in connection with the report “Another report”."),
    ],
)
def test_the_register_tells_no_day_on_which_a_report_came_out(
    kept: Project, key: str, says: str
) -> None:
    """Its items may have been made on other days."""
    cause = f"name: Custody, raised: 2025-05-01, {key}raised_by: Another report"
    causes = f"causes_of_concern:\n  - {{{cause}, open_recommendations: 1}}\n"
    meeting(kept, SECOND)
    path = kept.folder / "inputs" / SECOND / "paper.yaml"
    kept.edit(path, "causes_of_concern: none\n", causes)
    shown = " ".join(text(kept, SECOND).split())
    assert f"It was raised on 1 May 2025 {says}" in shown
