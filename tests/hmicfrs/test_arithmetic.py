"""The arithmetic of a paper, function by function: it adds up, to the day and to the item."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jacpaper.hmicfrs import arithmetic
from jacpaper.hmicfrs.arithmetic import Movement, YearMovement
from jacpaper.hmicfrs.files import OpenCountsFile, Report, ReportsFile
from jacpaper.hmicfrs.paper import PastFigures
from jacpaper.hmicfrs.paper_period import PaperPeriod
from jacpaper.text import dates

if TYPE_CHECKING:
    from collections.abc import Mapping

# Nothing lies outside it.
EVER = PaperPeriod(None, dates.on(date(2199, 12, 31)))
NO_REPORTS = ReportsFile.model_validate({"reports": "none"})
BY_YEAR = st.dictionaries(st.integers(2015, 2025), st.integers(0, 99), max_size=6)


def counts(open_: Mapping[Any, int], **more: Any) -> OpenCountsFile:
    return OpenCountsFile.model_validate({"as_at": "unknown", "open": open_ or "none", **more})


def report(published: str, **more: Any) -> Report:
    url = "https://hmicfrs.justiceinspectorates.gov.uk/x"
    return Report.model_validate({"title": "X", "published": published, "url": url, **more})


def listed(*reports: Report) -> ReportsFile:
    return ReportsFile.model_construct(reports=reports)


def moved(now: OpenCountsFile, before: Mapping[Any, int], *reports: Report) -> list[YearMovement]:
    return [*arithmetic.movement(now, counts(before), listed(*reports), EVER).rows]


class TestMovement:
    def test_a_fall_is_what_was_closed(self) -> None:
        assert moved(counts({2024: 3}), {2024: 5}) == [YearMovement(2024, 5, 0, 2, 0)]

    def test_a_rise_that_nothing_explains_is_an_adjustment(self) -> None:
        assert moved(counts({2024: 5}), {2024: 3}) == [YearMovement(2024, 3, 0, 0, 2)]

    def test_what_came_in_and_was_reopened_can_be_closed(self) -> None:
        now = counts({2024: 3}, new={2024: 2}, reopened={2024: 1}, adjusted={2024: 4})
        assert moved(now, {2024: 1}) == [YearMovement(2024, 1, 2, 5, 4, 1)]

    def test_closures_that_are_given_leave_the_rest_to_an_adjustment(self) -> None:
        now = counts({2024: 3, 2025: 1}, closed={2024: 1})
        assert moved(now, {2024: 5}) == [
            YearMovement(2024, 5, 0, 1, -1),
            YearMovement(2025, 0, 0, 0, 1),
        ]

    @pytest.mark.parametrize("key", ["new", "closed", "reopened", "adjusted"])
    def test_a_year_that_anything_is_said_of_is_shown(self, key: str) -> None:
        rows = moved(counts({2025: 0}, **({"closed": {}} | {key: {2020: 1}})), {2019: 0, 2024: 0})
        assert [row.year for row in rows] == [2020]

    def test_new_comes_from_the_reports_unless_it_is_given(self) -> None:
        one = report("2025-03-01", recommendations={"made": 3, "applicable": 2})
        assert moved(counts({2025: 2}), {}, one) == [YearMovement(2025, 0, 2, 0, 0)]
        assert moved(counts({2025: 2}, new={}), {}, one) == [YearMovement(2025, 0, 0, 0, 2)]

    def test_adjustments_that_cancel_out_are_still_there(self) -> None:
        rows = (YearMovement(2024, 1, 0, 0, 1), YearMovement(2025, 1, 0, 0, -1, 2))
        assert Movement(rows).has_adjustments
        assert Movement(rows).has_reopened
        assert not Movement((YearMovement(2024, 1, 1, 1, 0),)).has_adjustments
        assert not Movement(rows[:1]).has_reopened


@given(BY_YEAR, BY_YEAR, BY_YEAR, st.none() | BY_YEAR, BY_YEAR)
def test_it_adds_up_whatever_is_given(
    before: dict[int, int],
    now: dict[int, int],
    new: dict[int, int],
    closed: dict[int, int] | None,
    reopened: dict[int, int],
) -> None:
    given_ = counts(now, new=new, closed=closed, reopened=reopened)
    found = arithmetic.movement(given_, counts(before), NO_REPORTS, EVER)
    for row in found.rows:
        made = row.previous + row.new + row.reopened - row.closed + row.adjusted
        assert made == row.now == now.get(row.year, 0)
        assert row.change == now.get(row.year, 0) - before.get(row.year, 0)
        assert row.closed >= 0
    assert [row.year for row in found.rows] == sorted({row.year for row in found.rows})
    assert found.closed_is_derived is (closed is None)
    total = found.total
    assert (total.previous, total.now) == (sum(before.values()), sum(now.values()))
    assert (total.new, total.reopened) == (sum(new.values()), sum(reopened.values()))
    assert total.closed == sum(row.closed for row in found.rows)
    assert total.adjusted == sum(row.adjusted for row in found.rows)


def test_a_typed_total_is_not_a_year() -> None:
    assert counts({2024: 3, "total": 3}).by_year == {2024: 3}


def test_what_reports_add_is_counted_by_year_if_it_is_on_the_portal() -> None:
    made = {"made": 5, "applicable": 2}
    reports = listed(
        report("2025-03-01", recommendations=made, areas_for_improvement=["One", "Two"]),
        report("2025-04-01", areas_for_improvement=["Three"]),
        report("2024-12-31", recommendations=made),
        report("2023-01-01", recommendations=made, on_portal=False),
        report("2022-01-01"),
    )
    found = arithmetic.new_by_year(reports, EVER)
    assert found == {2024: 2, 2025: 5}
    assert [*found] == [2024, 2025]


def past(meeting: str, now: OpenCountsFile, before: Mapping[Any, int]) -> PastFigures:
    return PastFigures(date.fromisoformat(meeting), now, counts(before), NO_REPORTS, EVER)


class TestTrend:
    def test_it_runs_from_paper_to_paper(self) -> None:
        first = past("2025-03-01", counts({2024: 6}, new={2024: 2}), {2024: 5})
        second = past("2025-06-01", counts({2024: 4}, closed={2024: 2}), {2024: 6})
        one, two = arithmetic.trend([first, second])
        assert (one.meeting, one.total) == (date(2025, 3, 1), YearMovement(0, 5, 2, 1, 0))
        assert (two.meeting, two.total) == (date(2025, 6, 1), YearMovement(0, 6, 0, 2, 0))

    def test_a_figure_put_right_later_is_shown_as_put_right(self) -> None:
        first = past("2025-03-01", counts({2024: 6}), {2024: 5})
        second = past("2025-06-01", counts({2024: 4}), {2024: 9})
        one, two = arithmetic.trend([first, second])
        assert one.total.now == two.total.previous == 9
        assert one.total.adjusted == 4
        assert (one.printed, two.printed) == (6, 4)

    def test_what_was_reopened_is_neither_new_nor_closed(self) -> None:
        only = past("2025-03-01", counts({2024: 6}, reopened={2024: 3}, closed={}), {2024: 2})
        (one,) = arithmetic.trend([only])
        assert one.total == YearMovement(0, 2, 0, 0, 1, 3)
        assert arithmetic.trend([]) == ()


class TestUnmentionedClosures:
    def test_a_fall_a_rise_and_what_was_adjusted(self) -> None:
        now = counts({2022: 1, 2023: 2, 2024: 6, 2025: 4}, adjusted={2022: -1, 2025: 1})
        before = counts({2022: 2, 2023: 5, 2024: 4, 2025: 3})
        found = arithmetic.unmentioned_closures(now, before, NO_REPORTS, EVER)
        assert found == {2023: 3, 2024: -2}

    def test_closures_that_are_given_are_mentioned(self) -> None:
        now = counts({2023: 2}, closed={})
        assert arithmetic.unmentioned_closures(now, counts({2023: 5}), NO_REPORTS, EVER) == {}

    def test_nothing_is_implied_where_the_last_figures_are_not_known(self) -> None:
        assert arithmetic.unmentioned_closures(counts({2023: 2}), None, NO_REPORTS, EVER) == {}


def test_without_the_last_papers_figures_nothing_has_moved() -> None:
    found = arithmetic.movement(counts({2025: 4, 2024: 3, 2023: 0}), None, NO_REPORTS, EVER)
    assert [(row.year, row.now, row.change) for row in found.rows] == [(2024, 3, 0), (2025, 4, 0)]
    assert not found.has_previous


class TestListed:
    PERIOD = PaperPeriod(dates.parse("2025-09-12"), dates.parse("2025-11-28"))

    def told(self, published: str, **more: Any) -> str:
        """Return the name of the one part that a report is in."""
        one = report(published, recommendations={"made": 2, "applicable": 2}, **more)
        parts = arithmetic.listed(listed(one), self.PERIOD)
        assert sum(map(len, parts)) == 1
        counted = arithmetic.new_by_year(listed(one), self.PERIOD)
        name = next(name for name in parts._fields if getattr(parts, name))
        assert bool(counted) == (name in ("new", "older"))
        return name

    def test_a_report_is_what_its_date_makes_it(self) -> None:
        assert self.told("2025-09-12") == "older"
        assert self.told("2025-09-13") == "new"
        assert self.told("2025-11-28") == "new"
        assert self.told("2025-11-29") == "later"

    def test_a_date_in_doubt_is_given_the_benefit(self) -> None:
        assert self.told("September 2025") == "new"
        assert self.told("November 2025") == "new"
        assert self.told("August 2025") == "older"
        assert self.told("December 2025") == "later"

    def test_what_is_followed_up_is_that_alone(self) -> None:
        assert self.told("2025-10-01", followed_up=True) == "followed_up"
        assert self.told("June 2009", followed_up=True) == "followed_up"


def test_grades_are_counted_best_first() -> None:
    grades: Any = {"A": "good", "B": "adequate", "C": "good", "D": "not graded", "E": "inadequate"}
    assert arithmetic.graded(grades) == 4
    assert arithmetic.grade_counts(grades) == (
        ("good", 2), ("adequate", 1), ("inadequate", 1), ("not graded", 1),
    )  # fmt: skip


def test_grades_are_compared_within_one_cycle() -> None:
    before = {"cycle": "2023/25", "grades": {"A": "good", "C": "good"}}
    now = {"A": "adequate", "B": "good"}
    one = report("2025-03-01", cycle="2023/25", grades=now, previous_grades=before)
    assert arithmetic.compared(one) == (
        arithmetic.ComparedGrade("A", "good", "adequate"),
        arithmetic.ComparedGrade("B", None, "good"),
    )
    other = report("2025-03-01", cycle="2025/27", grades=now, previous_grades=before)
    assert arithmetic.compared(other) == ()
    assert arithmetic.compared(report("2025-03-01", cycle="2023/25", grades=now)) == ()


@pytest.mark.parametrize(
    ("published", "day"),
    [("2025-10-15", "2025-12-09"), ("2024-02-01", "2024-03-27"), ("2025-12-31", "2026-02-24")],
)
def test_comments_are_due_within_56_days_beginning_with_publication(
    published: str, day: str
) -> None:
    first, last = date.fromisoformat(published), date.fromisoformat(day)
    assert arithmetic.section_55_day(dates.on(first)).day == last
    assert (last - first).days + 1 == 56


def test_a_last_day_is_as_exact_as_the_day_of_publication() -> None:
    found = arithmetic.section_55_day(dates.parse("October 2025"))
    assert (found.day, found.first, found.last) == (None, date(2025, 11, 25), date(2025, 12, 25))
