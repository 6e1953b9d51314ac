"""What a paper says of its period, of other papers and of what nobody knows.

Small papers, each written out here; the right words were worked out by hand.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from jacpaper.problems import Problems
from small_papers import made, report, write

if TYPE_CHECKING:
    from pathlib import Path

FIRST = {"last_meeting": "2025-09-25"}
RESTATED = {2025: {"from": 7, "to": 5, "why": "Two were counted twice."}}


class TestPeriod:
    def test_it_goes_from_the_last_counts_to_these(self, tmp_path: Path) -> None:
        """A report between the last counts and the last meeting is new, and is not asked about."""
        paper = made(tmp_path, paper=FIRST, reports=[report("A thematic", "2025-09-20")])
        assert (
            "From 13 September to 28 November 2025, one report was published, with 2" in paper.words
        )
        assert "Since the last meeting" not in paper.words
        assert not [one for one in paper.found if "[in-period]" in one]

    def test_a_last_folder_gives_it_too(self, tmp_path: Path) -> None:
        write(tmp_path, "2025-09-25", paper={"last_meeting": "2025-06-26"},
              counts={"as_at": "2025-09-05"})  # fmt: skip
        paper = made(tmp_path, counts={"previous": None})
        assert "From 6 September to 28 November 2025, no reports were published" in paper.words

    def test_a_last_folder_without_a_day_of_counting_gives_its_meeting(
        self, tmp_path: Path
    ) -> None:
        write(tmp_path, "2025-09-25", paper=FIRST | {"last_meeting": "2025-06-26"},
              counts={"as_at": "unknown"})  # fmt: skip
        paper = made(tmp_path, counts={"previous": None, "as_at": "unknown"})
        assert "Since the last meeting on 25 September 2025, no reports have been" in paper.words

    def test_it_can_be_typed_and_is_said_then(self, tmp_path: Path) -> None:
        typed = {"period": {"from": "2025-09-15", "to": "2025-11-14"}}
        paper = made(tmp_path, paper=FIRST | typed, reports=[report("A thematic", "2025-11-15")])
        assert "This report covers the period from 15 September to 14 November 2025." in paper.words
        assert "From 15 September to 14 November 2025, no reports were published" in paper.words
        assert "One report that came out later is listed." in paper.words
        assert any("after the end of this paper's period" in one for one in paper.found)

    def test_the_next_paper_goes_on_from_a_typed_end(self, tmp_path: Path) -> None:
        typed = {"period": {"to": "2025-08-31"}, "last_meeting": "2025-06-26"}
        write(tmp_path, "2025-09-25", paper=typed)
        paper = made(tmp_path, counts={"previous": None})
        assert "From 1 September to 28 November 2025, no reports were published" in paper.words
        assert "This report covers" not in paper.words

    def test_where_nothing_is_known_it_is_since_the_last_meeting(self, tmp_path: Path) -> None:
        paper = made(tmp_path, paper={"last_meeting": "unknown"},
                     counts={"as_at": "unknown", "previous": "unknown"})  # fmt: skip
        assert "Since the last meeting, no reports have been published" in paper.words
        assert "There has been no inspection activity since the last meeting." in paper.words

    def test_a_last_day_that_is_not_exact_is_said_as_it_is(self, tmp_path: Path) -> None:
        paper = made(tmp_path, paper={"last_meeting": "September 2025"},
                     counts={"previous": {"as_at": "June 2025", "open": {2025: 5}}})  # fmt: skip
        assert "Since June 2025, no reports have been published" in paper.words
        assert "(June 2025)" in paper.words

    def test_a_period_that_runs_backwards_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(Problems) as found:
            made(tmp_path, paper=FIRST | {"period": {"from": "2025-12-01"}})
        (problem,) = found.value.problems
        assert problem.message == (
            "the period begins on 1 December 2025, after its end, 28 November 2025"
        )

    def test_inspections_go_by_it_too(self, tmp_path: Path) -> None:
        held = [
            {"name": "Custody", "when": "November 2022"},
            {"name": "Crime data", "when": "June 2026"},
            {"name": "Firearms", "when": "May and October 2025"},
        ]
        paper = made(tmp_path, paper=FIRST, inspections={"since_last_meeting": held})
        assert "From 13 September to 28 November 2025, one inspection took place." in paper.words
        assert "This took place in May and October 2025." in paper.words
        asked = [one for one in paper.found if "[in-period]" in one]
        assert [one.split()[0] for one in asked] == ["Custody", "Crime"]


class TestReports:
    def test_a_late_one_is_not_counted_as_new(self, tmp_path: Path) -> None:
        late = report("An old one", "2025-08-01", late="It came out before the last meeting.")
        paper = made(tmp_path, paper=FIRST, reports=[late])
        assert "no reports were published with recommendations" in paper.words
        assert "One older report is listed." in paper.words

    def test_one_that_is_followed_up_brings_nothing_new(self, tmp_path: Path) -> None:
        old = report("An old one", "June 2009", followed_up=True)
        paper = made(tmp_path, paper=FIRST, reports=[old, report("A new one", "2025-10-02")],
                     counts={"closed": {2025: 2}})  # fmt: skip
        assert "one report was published, with 2 recommendations" in paper.words
        assert "One older report is followed up." in paper.words
        assert "This report was published in June 2009. It is not new" in paper.words
        assert "2 recommendations and AFIs came in and 2 were closed, so 5 are open" in paper.words
        assert paper.found == []

    def test_a_time_in_two_report_years_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(Problems) as found:
            made(tmp_path, paper=FIRST, reports=[report("X", "December 2024 to January 2025")])
        assert "lies in two report years" in found.value.problems[0].message

    @pytest.mark.parametrize(
        ("numbers", "words"),
        [
            ((0, 0), "No recommendations were made."),
            ((1, 1), "One recommendation was made, and it is applicable to the force."),
            ((2, 2), "2 recommendations were made, and both are applicable to the force."),
            ((12, 12), "12 recommendations were made, and all 12 are applicable to the force."),
            ((12, 1), "12 recommendations were made in total, of which one is applicable to"),
            ((1, 0), "One recommendation was made, and it is not applicable to"),
        ],
    )
    def test_counts_of_recommendations(
        self, tmp_path: Path, numbers: tuple[int, int], words: str
    ) -> None:
        made_, applicable = numbers
        one = report("X", "2025-10-01", recommendations={"made": made_, "applicable": applicable})
        assert words in made(tmp_path, paper=FIRST, reports=[one]).words

    def test_grades_in_every_number(self, tmp_path: Path) -> None:
        before = {"cycle": "2021/22", "grades": {"A": "good"}}
        one = report("One", "2025-10-01", cycle="2023/25", grades={"A": "requires improvement"},
                     previous_grades=before)  # fmt: skip
        grades = {"A": "good", "B": "good", "C": "adequate", "D": "inadequate"}
        four = report("Four", "2025-10-02", grades=grades)
        none = report("Nought", "2025-10-03", cycle="2023/25", grades={"A": "not graded"},
                      previous_grades=deepcopy(before))  # fmt: skip
        words = made(tmp_path, paper=FIRST, reports=[one, four, none]).words
        assert "One area was graded requires improvement (Table 1). It cannot be compared" in words
        assert "2 areas were graded good, one adequate and one inadequate (Table 2)." in words
        assert "No area was graded (Table 3). Table 3:" in words


class TestSection55:
    @pytest.mark.parametrize(
        ("published", "more", "words"),
        [
            ("2025-07-01", {}, "were due by 25 August 2025, 108 days before this meeting."),
            ("2025-10-17", {}, "are due by 11 December 2025, the day of this meeting."),
            ("2025-10-18", {}, "are due by 12 December 2025, one day after this meeting."),
            (
                "2025-10-01", {"comments_published": "November 2025"},
                (
                    "The policing body published its comments in November 2025: the last day under"
                    " section 55 of the Police Act 1996 was 25 November 2025."
                ),
            ),
            (
                "2025-11-01", {"comments_published": "2025-11-20"},
                (
                    "published its comments on 20 November 2025, in time: the last day under"
                    " section 55 of the Police Act 1996 is 26 December 2025."
                ),
            ),
            (
                "2025-09-20", {"comments_published": "2025-12-20"},
                (
                    "will publish its comments on 20 December 2025, late: the last day under"
                    " section 55 of the Police Act 1996 was 14 November 2025."
                ),
            ),
        ],
    )  # fmt: skip
    def test_its_tense_goes_by_the_meeting(
        self, tmp_path: Path, published: str, more: dict[str, Any], words: str
    ) -> None:
        one = report("X", published, section_55=True, late="It was missed.", **more)
        paper = made(tmp_path, paper=FIRST | {"section_55": "shown"}, reports=[one])
        assert words in paper.words
        asked = [one for one in paper.found if "[section-55]" in one]
        assert bool(asked) == ("were due" in words)

    def test_a_day_that_is_not_known_exactly_is_not_worked_out(self, tmp_path: Path) -> None:
        one = report("X", "October 2025", section_55=True)
        paper = made(tmp_path, paper=FIRST | {"section_55": "shown"}, reports=[one])
        assert "Police Act" not in paper.words


class TestOtherPapers:
    def test_a_restated_total_names_both_figures(self, tmp_path: Path) -> None:
        counts = {"previous": {"as_at": "2025-09-12", "open": {2024: 3, 2025: 7}},
                  "open": {2024: 3, 2025: 4}, "closed": {2025: 1},
                  "restated": RESTATED}  # fmt: skip
        words = made(tmp_path, paper=FIRST, counts=counts).words
        compared = "one fewer than in the last paper as put right: it had 10 and should have had 8."
        assert f"so 7 are open, {compared}" in words
        assert "2025 5 (was 7) 0 1 4" in words
        assert "Total 8 (was 10) 0 1 7" in words

    def test_a_total_that_is_not_changed_is_the_last_papers(self, tmp_path: Path) -> None:
        restated = RESTATED | {2024: {"from": 3, "to": 5, "why": "They were of 2024."}}
        counts = {"previous": {"as_at": "2025-09-12", "open": {2024: 3, 2025: 7}},
                  "open": {2024: 5, 2025: 4}, "closed": {2025: 1},
                  "restated": restated}  # fmt: skip
        words = made(tmp_path, paper=FIRST, counts=counts).words
        assert "so 9 are open, one fewer than the 10 in the last paper." in words
        assert "2024 5 (was 3)" in words

    def test_a_lost_paper_may_stand_between(self, tmp_path: Path) -> None:
        write(tmp_path, "2025-06-26", paper={"last_meeting": "2025-03-20"})
        why = "The paper of September 2025 is lost."
        previous = {"as_at": "2025-09-12", "open": {2025: 9}, "why": why}
        met = {"day": "2025-09-25", "why": "The paper of that meeting is lost."}
        paper = made(tmp_path, paper={"last_meeting": met},
                     counts={"previous": previous, "closed": {2025: 4}})  # fmt: skip
        assert "5 are open, 4 fewer than the 9 in the last paper." in paper.words
        assert f"Last paper: {why}" in paper.words
        assert "From 13 September to 28 November 2025" in paper.words
        assert "The paper of that meeting is lost." in paper.words
        assert paper.found == []

    def test_a_last_meeting_before_the_last_folder_is_refused(self, tmp_path: Path) -> None:
        write(tmp_path, "2025-09-25", paper={"last_meeting": "2025-03-20"})
        with pytest.raises(Problems) as found:
            made(tmp_path, paper={"last_meeting": {"day": "2025-09-01", "why": "It is lost."}},
                 counts={"previous": None})  # fmt: skip
        (problem,) = found.value.problems
        assert problem.message == "the last meeting is not after the one of inputs/2025-09-25"

    def test_what_is_said_to_be_unknown_though_a_folder_tells_it_is_refused(
        self, tmp_path: Path
    ) -> None:
        write(tmp_path, "2025-09-25", paper={"last_meeting": "2025-03-20"})
        with pytest.raises(Problems) as found:
            made(tmp_path, counts={"previous": "unknown"})
        (problem,) = found.value.problems
        assert problem.message.endswith("figures are known: inputs/2025-09-25 gives them")


class TestUnknown:
    def test_a_first_paper_needs_no_previous_figures(self, tmp_path: Path) -> None:
        paper = made(tmp_path, paper=FIRST | {"open_by_year_chart": "shown"},
                     counts={"previous": "unknown"})  # fmt: skip
        assert "5 recommendations and AFIs are open. Table 1 and Figure 1 show them" in paper.words
        assert "Previous" not in paper.words
        assert "last paper" not in paper.words
        assert "came in" not in paper.words
        assert paper.found == []

    @pytest.mark.parametrize("key", ["new", "closed", "reopened"])
    def test_what_moved_cannot_be_shown_without_them(self, tmp_path: Path, key: str) -> None:
        counts = {"previous": "unknown", key: {2025: 1}}
        found = made(tmp_path, paper=FIRST, counts=counts).found
        assert found == [
            (
                f'"{key}" cannot be shown, as the last paper\'s figures are said to be unknown'
                " [movement]"
            )
        ]

    def test_nothing_is_open_twice_running(self, tmp_path: Path) -> None:
        write(tmp_path, "2025-09-25", paper={"last_meeting": "2025-06-26"},
              counts={"as_at": "2025-09-12", "open": "none", "previous": "unknown"})  # fmt: skip
        paper = made(tmp_path, counts={"open": "none", "previous": None})
        assert (
            "No recommendations or AFIs came in and none was closed, so none is open, as in the"
            " last paper."
        ) in paper.words
        assert "continues to work" not in paper.words
        assert "Table" not in paper.words
        assert paper.found == []

    def test_no_figures_at_all_are_not_none(self, tmp_path: Path) -> None:
        with pytest.raises(Problems) as found:
            made(tmp_path, paper=FIRST, counts={"open": {}})
        assert "write the word none if nothing is open" in found.value.problems[0].hint


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("2025-09-13", "from 13 September 2025 to November 2025"),
        ("2025-11-03", "that began on 3 November 2025 and ended in November 2025"),
    ],
)
def test_a_first_day_is_said_where_the_last_one_is_not_exact(
    first: str, said: str, tmp_path: Path
) -> None:
    counts = {"as_at": "November 2025"}
    paper = made(tmp_path, paper=FIRST | {"period": {"from": first}}, counts=counts)
    assert f"covers the period {said}." in paper.words


def test_a_meeting_since_then_on_an_unknown_day_is_not_the_one_of_the_folder(
    tmp_path: Path,
) -> None:
    write(tmp_path, "2025-09-25", paper={"last_meeting": "unknown"}, counts={"as_at": "unknown"})
    met = {"last_meeting": {"day": "unknown", "why": "We met without this item."}}
    paper = made(tmp_path, paper=met, counts={"previous": None, "as_at": "unknown"})
    assert "Since the last meeting" not in paper.words
    assert "Since 25 September 2025" in paper.words


def test_the_day_of_a_meeting_without_such_a_paper_is_printed(tmp_path: Path) -> None:
    write(tmp_path, "2025-09-25", paper={"last_meeting": "2025-06-26"})
    met = {"last_meeting": {"day": "2025-10-30", "why": "It had no such paper."}}
    words = made(tmp_path, paper=met, counts={"previous": None}).words
    assert "last met on 30 October 2025. It had no such paper." in words


def test_another_last_meeting_than_the_last_folder_is_said_to_be_another(tmp_path: Path) -> None:
    write(tmp_path, "2025-09-25", paper={"last_meeting": "2025-06-26"})
    with pytest.raises(Problems) as stopped:
        made(tmp_path, paper={"last_meeting": "2025-10-30"})
    (found,) = stopped.value.problems
    assert found.message.startswith("the last meeting is said to be 30 October 2025, but inputs/")
    assert found.hint.endswith("{day: 2025-10-30, why: ...}")
