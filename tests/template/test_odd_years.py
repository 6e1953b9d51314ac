"""Papers of odd forces and odd years read well: nothing open, dates known by the week, and more.

Small papers, each written out here; the right words were worked out by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from small_papers import made, report, write

if TYPE_CHECKING:
    from pathlib import Path

FIRST: dict[str, Any] = {"last_meeting": "2025-09-25"}
NOTHING: dict[str, Any] = {"open": "none", "previous": "unknown"}
UNKNOWN: dict[str, Any] = {"oversight": "unknown"}


def test_with_no_board_and_nothing_open_nothing_is_said_of_the_work(tmp_path: Path) -> None:
    paper = made(tmp_path, committee=UNKNOWN, paper=FIRST, counts=NOTHING)
    assert "continues to work" not in paper.words
    assert "3.2 No recommendations or AFIs are open." in paper.words


def test_what_is_worded_of_the_work_stands_even_so(tmp_path: Path) -> None:
    worded = FIRST | {"wording": {"oversight": "We look for a board."}}
    paper = made(tmp_path, committee=UNKNOWN, paper=worded, counts=NOTHING)
    assert "3.2 We look for a board." in paper.words


def test_the_work_is_the_force_s(tmp_path: Path) -> None:
    paper = made(tmp_path, paper=FIRST, counts=NOTHING)
    assert "Deputy Chief directs the force\N{RIGHT SINGLE QUOTATION MARK}s work on inspections through" in paper.words


def test_reports_have_numbers_of_their_own_where_the_sentence_above_is_left_out(
    tmp_path: Path,
) -> None:
    left_out = FIRST | {"wording": {"reports_published": "left out"}}
    paper = made(tmp_path, paper=left_out, reports=[report("A thematic", "2025-10-20")])
    assert "3.1 A thematic This report was published" in paper.words


def test_they_are_part_of_what_is_left_of_it(tmp_path: Path) -> None:
    left_out = FIRST | {"wording": {"reports_published": "left out"}}
    late = report("A thematic", "2025-08-20", late="It was missed.")
    paper = made(tmp_path, paper=left_out, reports=[late])
    assert "3.1 One older report is listed. 3.1.1 A thematic" in paper.words


def test_since_is_followed_by_a_week_in_words(tmp_path: Path) -> None:
    week = "week commencing 2025-09-08"
    phase = {"monitoring_phase": {"phase": "scan", "since": week}}
    counts = {"previous": {"as_at": week, "open": {2025: 5}}}
    paper = made(tmp_path, paper=FIRST | phase, counts=counts)
    assert "Since the week commencing 8 September 2025, no reports have" in paper.words
    assert "monitoring, Scan, since the week commencing 8 September 2025." in paper.words


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("May and June 2025", "in May or June 2025"),
        ("2025-06-02 to 2025-06-05", "between 2 and 5 June 2025"),
        ("June 2025", "in June 2025"),
    ],
)
def test_what_happens_on_one_day_is_not_said_of_two(tmp_path: Path, when: str, said: str) -> None:
    causes = [
        {"name": "Ash", "raised": when, "open_recommendations": 1},
        {"name": "Elm", "raised": when, "open_recommendations": 0, "closed": when},
    ]
    late = report("A thematic", when, late="It was missed.", comments_published=when)
    paper = made(tmp_path, reports=[late | {"section_55": True}],
                 paper=FIRST | {"causes_of_concern": causes, "section_55": "shown"})  # fmt: skip
    assert f"It was raised {said}." in paper.words
    assert f"Elm, raised {said}, was closed {said}." in paper.words
    assert f"This report was published {said}." in paper.words
    assert f"published its comments {said}" in paper.words


def test_a_committee_s_name_may_have_its_article(tmp_path: Path) -> None:
    named = {"committee": {"name": "the Audit Panel", "short": "the Panel"}}
    paper = made(tmp_path, committee=named, paper=FIRST)
    assert "It gives members of the Audit Panel (the Panel) oversight" in paper.words


def test_a_chart_beside_a_paper_without_a_day_is_described_in_whole_words(tmp_path: Path) -> None:
    write(tmp_path, "2025-09-25", paper={"last_meeting": "2025-06-26"},
          counts={"as_at": "unknown"})  # fmt: skip
    paper = made(tmp_path, paper={"open_by_year_chart": "shown"}, counts={"previous": None})
    assert "by report year, in the last paper and now, 28 November 2025." in paper.words
