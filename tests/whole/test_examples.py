"""The worked series of an invented force: six papers, built and checked one after the other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args

import pytest

import heard
import readers
import validators
from conftest import ROOT, run_here
from jacpaper.build.prepare import prepare
from jacpaper.facts.value_types import OpenItemsBy
from jacpaper.hmicfrs.arithmetic import compared
from jacpaper.hmicfrs.load import load
from jacpaper.project.layout import meetings

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from jacpaper.tree.elements import Element

MIDSHIRE = ROOT / "examples" / "midshire"
MEETINGS = meetings(MIDSHIRE)


def test_there_are_six_consecutive_papers() -> None:
    assert len(MEETINGS) == 6


@pytest.mark.parametrize("meeting", MEETINGS, ids=date.isoformat)
class TestEachPaper:
    def test_is_built_with_nothing_to_question(
        self, meeting: date, tmp_path: Path, chromium: Browser
    ) -> None:
        done = run_here(
            "build", meeting.isoformat(), "--strict", "--project", MIDSHIRE, "--out", tmp_path,
            "--only", "docx,pdf,html,txt", cwd=tmp_path,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        for document in prepare(MIDSHIRE, meeting)[0].papers:
            outputs = {path.suffix: path for path in tmp_path.rglob(f"{document.stem}.*")}
            self.says_the_same_and_is_valid(document.body, outputs, chromium)

    def says_the_same_and_is_valid(
        self, paper: Element, outputs: dict[str, Path], chromium: Browser
    ) -> None:
        lines = readers.tree_lines(paper)
        assert readers.word_lines(outputs[".docx"]) == lines
        assert readers.html_lines(outputs[".html"]) == lines
        assert readers.text_lines(outputs[".txt"]) == lines
        heard.assert_as_written(paper, outputs, chromium)
        assert validators.in_output(outputs[".pdf"]) == []
        assert validators.in_output(outputs[".docx"]) == []
        assert validators.in_web_page(chromium, outputs[".html"], validators.EACH_LOOK) == []

    def test_says_that_it_is_invented(self, meeting: date) -> None:
        for path in (MIDSHIRE / "inputs" / meeting.isoformat()).rglob("*.yaml"):
            assert "invented" in "".join(path.read_text(encoding="utf-8").splitlines()[:4])


def test_the_series_exercises_everything() -> None:
    papers = [load(MIDSHIRE, meeting) for meeting in MEETINGS]
    reports = [report for paper in papers for report in paper.reports.reports]
    causes = [cause for paper in papers for cause in paper.causes_of_concern]
    phases = [
        paper.paper.monitoring_phase.phase for paper in papers if paper.paper.monitoring_phase
    ]
    assert "engage" in phases[1:-1]
    assert phases[0] == phases[-1] == "scan"
    assert any(cause.accelerated for cause in causes)
    assert any(cause.closed for cause in causes)
    assert any(paper.counts.restated for paper in papers)
    assert any(paper.counts.closed for paper in papers)
    typed = [paper.written("open-counts.yaml") for paper in papers]
    assert any("closed" not in one for one in typed)
    assert any("open" not in one for one in typed)
    assert any(paper.counts.notes for paper in papers)
    assert any(0 in paper.counts.by_year.values() for paper in papers)
    assert any(paper.counts.columns == "totals" for paper in papers)
    assert any(report.late for report in reports)
    assert any(report.joint_with for report in reports)
    assert any(not report.on_portal for report in reports)
    assert any(report.comments_published for report in reports)
    assert any(not paper.reports.reports for paper in papers)
    assert any(not paper.forthcoming for paper in papers)
    assert any(not paper.inspections.since_last_meeting for paper in papers)
    assert any(paper.inspections.since_last_meeting for paper in papers)
    assert any(paper.paper.section_55 == "shown" for paper in papers)
    assert any(paper.paper.open_by_year_chart == "shown" for paper in papers)
    assert {len(paper.paper.open_items_by) for paper in papers} == {0, len(get_args(OpenItemsBy))}
    lists = {one.items for paper in papers for one in paper.paper.appendices}
    assert lists == {"open", "closed", "exceptions"}
    assert any(paper.paper.ledger for paper in papers)
    assert any(item.exempt for paper in papers if paper.register for item in paper.register.items)
    assert {len(paper.series) for paper in papers} == {0, 3, 6}
    before = [report for report in reports if report.previous_grades]
    assert {bool(compared(report)) for report in before} == {True, False}
    assert {grade for report in reports for grade in report.grades.values()} >= {
        "outstanding", "good", "adequate", "requires improvement", "inadequate", "not graded",
    }  # fmt: skip
