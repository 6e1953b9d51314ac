"""What the ledger counts of items: moved, late, closed in time, open for how long."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from jacpaper.facts.account import NO_TARGET, Account, Revision, Target
from jacpaper.facts.register import LONG_AGO, Item, Register
from jacpaper.register.ledger import ages, groups, lists, moved, overdue, quarters, stays
from jacpaper.register.ledger.in_time import closed_in, windows, year_before
from jacpaper.register.ledger.ledger import Ledger
from jacpaper.register.ledger.shares import percent

DAY = date(2026, 3, 6)
LAST = date(2025, 11, 28)


def item(number: int = 1, *days: date, **given: Any) -> Item:
    """Return an item that was opened, closed and so on upon these days."""
    changes = days or (date(2025, 1, 10),)
    usual: dict[str, Any] = {
        "reference": f"R{number}", "report": "A report", "report_year": changes[0].year,
        "text": "Do this", "made": changes[0], "status": "open" if len(changes) % 2 else "closed",
        "status_words": "Open", "changes": changes,
    }  # fmt: skip
    return Item(**usual | given)


def with_moves(number: int, first: date, *moves: tuple[date, date | None], **given: Any) -> Item:
    """Return an item whose date was moved to each day, on the day that is given with it."""
    revisions, before = [], Target(first)
    for after, made in moves:
        told = Target(made) if made else NO_TARGET
        revisions.append(Revision(before, Target(after), told, "a reason"))
        before = Target(after)
    account = Account(tuple(revisions))
    return item(number, target=first, revised=before.last, account=account, **given)


MARCH, JUNE, SEPTEMBER = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)


class TestMoved:
    ITEMS = (
        item(1, target=MARCH),
        with_moves(2, MARCH, (JUNE, date(2025, 12, 1))),
        with_moves(3, MARCH, (JUNE, LAST), (SEPTEMBER, None)),
        with_moves(4, JUNE, (MARCH, LAST)),
    )

    def test_times_and_months(self) -> None:
        told = moved.moved(self.ITEMS, LAST)
        assert [(row.count, row.longest) for row in told.rows] == [
            (1, None),
            (2, 3),
            (1, 6),
            (0, None),
        ]
        assert (told.moved, told.more_than_once, told.longest, told.total) == (3, 1, 6, 4)

    def test_by_how_much_is_not_always_known(self) -> None:
        tbc = Revision(Target(MARCH), Target(None, "TBC"))
        told = moved.moved([item(1, target=MARCH, account=Account((tbc,))), item(2)], LAST)
        assert [(row.longest, row.unknown) for row in told.rows[:2]] == [(None, 0), (None, 1)]
        assert (told.longest, told.unknown) == (None, 1)

    def test_since_the_last_paper_as_far_as_is_known(self) -> None:
        told = moved.moved(self.ITEMS, LAST)
        assert (told.lately, told.uncertain) == (1, 1)
        assert moved.moved(self.ITEMS, None).lately == 0

    def test_a_month_in_which_the_last_paper_counted_is_uncertain(self) -> None:
        november = Target(date(2025, 11, 30), "November 2025", date(2025, 11, 1))
        told = (Revision(Target(MARCH), Target(JUNE), november),)
        assert moved.is_lately(told, LAST) is None
        assert moved.is_lately(told, date(2025, 10, 31)) is True
        assert moved.is_lately(told, date(2025, 11, 30)) is False

    def test_what_was_moved_before_a_known_move_is_older_than_that(self) -> None:
        told = tuple(
            Revision(Target(MARCH), Target(JUNE), one) for one in (NO_TARGET, Target(LAST))
        )
        assert moved.is_lately(told, LAST) is False
        assert moved.is_lately(told[::-1], LAST) is None


class TestOverdue:
    def test_by_the_first_date_and_by_the_one_now(self) -> None:
        items = (
            item(1, target=date(2026, 3, 5)),
            item(2, target=DAY),
            with_moves(3, date(2025, 3, 6), (JUNE, None)),
            with_moves(4, date(2025, 6, 6), (date(2025, 12, 6), None)),
            item(5, revised=date(2025, 9, 6)),
        )
        told = overdue.overdue(items, DAY)
        assert (told.by_first, told.by_now, told.excused) == (3, 3, 1)
        assert [(row.by_first, row.by_now) for row in told.rows] == [(1, 1), (0, 1), (1, 1), (1, 0)]


class TestInTime:
    def closed(self, number: int, day: date, *moves: tuple[date, date | None]) -> Item:
        made = with_moves(number, date(2026, 1, 31), *moves)
        return made._replace(changes=(made.made, day), status="closed")

    def test_within_each_date_or_late(self) -> None:
        later = date(2026, 2, 28)
        items = (
            self.closed(1, date(2026, 1, 31)),
            self.closed(2, date(2026, 2, 1)),
            self.closed(3, date(2026, 2, 1), (later, date(2026, 1, 5))),
            self.closed(4, date(2026, 2, 1), (later, date(2026, 2, 2))),  # moved once it was closed
            self.closed(5, date(2026, 2, 1), (later, None)),
            item(6, date(2025, 1, 10), date(2026, 2, 1)),
            item(7, date(2025, 1, 10), LAST, target=LAST),
            item(8, LONG_AGO, LONG_AGO),
        )
        told = {one.key: one for one in windows(items, DAY, LAST, None)}
        since = told["since_last_paper"]
        assert (since.first, since.revised, since.late, since.no_date) == (1, 2, 2, 1)
        assert (since.closed, since.dated, since.share, since.share_late) == (6, 5, 20, 40)
        assert "last_paper" not in told
        assert (told["year"].closed, told["year_before"].closed) == (7, 0)

    def test_a_move_after_one_that_was_made_later_was_made_later_too(self) -> None:
        moves = ((date(2026, 1, 31), date(2026, 2, 2)), (date(2026, 2, 28), None))
        late = self.closed(1, date(2026, 2, 1), *moves)
        told = {one.key: one for one in windows([late], DAY, LAST, None)}
        assert told["since_last_paper"].late == 1

    def test_what_was_opened_again_was_not_closed(self) -> None:
        again = item(1, date(2025, 1, 1), date(2025, 12, 1), date(2026, 2, 1))
        assert closed_in(again, LAST, DAY) is None
        assert closed_in(again, LAST, date(2026, 1, 31)) == date(2025, 12, 1)

    def test_shares(self) -> None:
        assert [percent(part, 8) for part in (0, 1, 8)] == [0, 13, 100]
        assert percent(1, 4) is None

    def test_only_all_are_a_hundred_percent_and_only_none_is_zero(self) -> None:
        assert [percent(part, 400) for part in (0, 1, 399, 400)] == [0, 1, 99, 100]

    def test_year_before_a_leap_day(self) -> None:
        assert year_before(date(2024, 2, 29)) == date(2023, 2, 28)


class TestLists:
    def test_groups_put_the_latest_first_and_what_has_no_name_last(self) -> None:
        late, due = date(2026, 1, 31), JUNE
        items = (
            item(1, owner="B", target=late),
            item(2, owner="A", target=due),
            item(3, target=late),
            item(4, target=late),
            with_moves(5, late, (JUNE, None), owner="C"),
        )
        told = groups.groups(items, groups.standing(items, DAY), "owner")
        assert [tuple(row) for row in told.rows] == [
            ("B", 1, 0, 1, 1), ("C", 1, 1, 1, 0), ("", 2, 0, 2, 2),
        ]  # fmt: skip
        assert (told.all_groups, told.late, told.most) == (3, 1, 1)

    @pytest.mark.parametrize("what", ["owner", "theme", "rating"])
    def test_a_name_that_is_written_in_several_ways_is_one(self, what: str) -> None:
        names = ("D/Supt O'Neill", "d/supt O\u2019Neill", "D/Supt  O'Neill.", "Supt O'Neill")
        items = [item(number, **{what: name}, target=LAST) for number, name in enumerate(names)]
        told = groups.groups(items, groups.standing(items, DAY), what)
        assert [(row.name, row.open) for row in told.rows] == [
            ("D/Supt O'Neill", 3), ("Supt O'Neill", 1),
        ]  # fmt: skip
        assert told.all_groups == 2

    def test_the_oldest_are_ten_at_most(self) -> None:
        items = [item(number, date(2025, 1, 1 + number % 3)) for number in range(12)]
        assert [one.reference for one in lists.oldest(items, DAY)][:5] == [
            "R0",
            "R3",
            "R6",
            "R9",
            "R1",
        ]
        assert len(lists.oldest(items, DAY)) == 10

    def test_waiting_since_it_was_submitted_or_stands_so(self) -> None:
        asked = {"status": "submitted for closure", "status_words": "With them"}
        submitted = Account(submitted=Target(date(2025, 12, 7)))
        items = (
            item(1, **asked), item(2, status_date=date(2025, 10, 6), **asked),
            item(3, account=submitted, **asked), item(4),
        )  # fmt: skip
        told = lists.waiting(items, DAY)
        assert [(one.item.reference, one.months) for one in told] == [
            ("R2", 5),
            ("R3", 2),
            ("R1", None),
        ]

    def test_waiting_since_a_day_that_is_not_exact(self) -> None:
        asked = {"status": "submitted for closure", "status_words": "With them"}
        february = Target(date(2026, 2, 28), "February 2026", date(2026, 2, 1))
        march = Target(date(2026, 3, 31), "March 2026", date(2026, 3, 1))
        items = (
            item(1, account=Account(submitted=march), **asked),
            item(2, account=Account(submitted=Target(date(2026, 2, 5))), **asked),
            item(3, account=Account(submitted=february), **asked),
        )
        told = lists.waiting(items, DAY)
        assert [(one.item.reference, one.months) for one in told] == [
            ("R3", 0),
            ("R2", 1),
            ("R1", 0),
        ]
        assert told[0].since == february

    def test_what_was_opened_again_waits_since_it_was_submitted_again(self) -> None:
        days = (date(2025, 1, 10), date(2025, 6, 1), date(2026, 1, 10))
        asked = {"status": "submitted for closure", "status_words": "With them"}
        before = Account(submitted=Target(date(2025, 5, 1)))
        items = (
            item(1, *days, account=before, **asked),
            item(2, *days, account=before, status_date=date(2026, 2, 1), **asked),
        )
        since = [one.since for one in lists.waiting(items, DAY)]
        assert since == [Target(date(2026, 2, 1)), None]

    def test_what_is_submitted_later_does_not_wait_yet(self) -> None:
        asked = {"status": "submitted for closure", "status_words": "With them"}
        later = Account(submitted=Target(date(2026, 3, 25)))
        one = item(1, account=later, status_date=date(2026, 2, 1), **asked)
        assert lists.waiting([one], DAY) == ()
        assert one.status_at(date(2026, 3, 25)) == "submitted for closure"

    def test_exceptions(self) -> None:
        twice = with_moves(3, MARCH, (JUNE, None), (SEPTEMBER, None))
        items = (item(1, target=DAY), item(2, target=LAST), twice, item(4, rating="Bad"))
        found = lists.exceptions(items, DAY, {"Bad": "red", "": "red"}.__getitem__)
        assert [one.reference for one in found] == ["R2", "R3", "R4"]
        assert lists.why(twice) == "a reason"
        assert lists.why(twice._replace(account=Account(explanation="Why"))) == "Why"

    def test_a_date_that_is_open_is_none(self) -> None:
        items = (item(1, target_words="TBC"), item(2, target=MARCH, revised_words="TBC"))
        assert lists.undated(items) == items[:1]

    def test_ages_by_rating(self) -> None:
        items = (
            item(1, date(2024, 3, 6), rating="Amber"), item(2, date(2024, 3, 7), rating="Blue"),
            item(3, date(2026, 3, 6)),
        )  # fmt: skip
        told = ages.ages(items, DAY, ["Red", "Amber"])
        assert told.ratings == ("Amber", "Blue", "")
        assert [row.counts for row in told.rows] == [
            (0, 0, 1), (0, 0, 0), (0, 1, 0), (1, 0, 0), (0, 0, 0),
        ]  # fmt: skip
        assert (told.old, told.totals) == (1, (1, 1, 1))


class TestQuarters:
    def test_the_last_eight_that_are_over(self) -> None:
        end = date(2025, 12, 31)
        items = (
            item(1, date(2025, 10, 1), end, date(2026, 1, 1), target=end),
            item(2, LONG_AGO, LONG_AGO),
        )  # fmt: skip
        told = quarters.quarters(items, DAY)
        assert (told.rows[0].first, told.rows[-1].last) == (date(2024, 1, 1), date(2025, 12, 31))
        last = told.rows[-1]
        assert (last.opened, last.closed, last.planned, str(last.when)) == (
            1, 1, 1, "October to December 2025",
        )  # fmt: skip
        assert (told.last_year, told.year_before, told.planned, told.closed) == (
            (1, 1),
            (0, 0),
            1,
            1,
        )

    @pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 29)])
    def test_a_quarter_is_over_on_its_last_day(self, day: date) -> None:
        assert quarters.quarters((), day).rows[-1].last == date(2026, 3, 31)


class TestStays:
    def test_the_middle_and_the_longest(self) -> None:
        items = [
            item(number, date(2025, 12 - number, 1), date(2026, 1, 1), type="recommendation")
            for number in range(6)
        ]
        every, of_type = stays.stays(items, DAY)
        assert (every.key, every.closed, every.middle, every.longest) == ("all", 6, 3, 6)
        assert of_type[:3] == ("recommendation", (), 6)
        assert stays.stays(items[:4], DAY)[0].middle is None
        assert stays.stays([], DAY) == ()

    @pytest.mark.parametrize(
        ("exempt", "rows"),
        [
            ({}, ((2021,), (2022,), (2023,))),
            ({2022: 1}, ((2021, 2022), (2023,))),
            ({2021: 1}, ((2021, 2022), (2023,))),
            ({2023: 2}, ((2021,), (2022,), (2023,))),
            ({2021: 1, 2022: 1, 2023: 1}, ((2021, 2022, 2023),)),
        ],
    )
    def test_a_year_with_a_single_exempt_item_has_no_row_of_its_own(
        self, exempt: dict[int, int], rows: tuple[tuple[int, ...], ...]
    ) -> None:
        assert stays.merged((2021, 2022, 2023), Counter(exempt)) == rows

    def test_a_single_exempt_item_is_told_by_no_row(self) -> None:
        days = (date(2025, 12, 1), date(2026, 1, 1))
        items = [item(year, *days, report_year=year) for year in (2021, 2022, 2023)]
        hidden = item(9, *days, report_year=2022, exempt=True)
        told = stays.stays([*items, hidden], DAY)
        assert [(one.years, one.closed) for one in told] == [
            ((), 3),
            ((2021, 2022), 2),
            ((2023,), 1),
        ]
        alone = stays.stays([items[0], hidden._replace(report_year=2021)], DAY)
        assert [(one.key, one.closed) for one in alone] == [("all", 1)]

    def test_the_pace_of_the_oldest_year(self) -> None:
        made = date(2024, 1, 1)
        closed = [item(number, made, date(2026, 1, 1)) for number in range(5)]
        still = [item(number, made) for number in range(6, 13)]
        assert stays.pace([*closed, *still], DAY) == (2024, 7, 5, 17)
        assert stays.pace([*closed[1:], *still], DAY) is None
        assert stays.pace(closed, DAY) is None
        hidden = item(20, made, date(2025, 1, 1), exempt=True)
        assert stays.pace([*closed, *still, hidden], DAY) is None


def test_no_figure_of_the_ledger_has_an_exempt_item() -> None:
    hidden = with_moves(2, LAST, (DAY, None), exempt=True, rating="Bad", owner="Nobody else")
    later = item(3, date(2026, 3, 7))
    ledger = Ledger(Register((item(1), hidden, later), as_at=DAY), DAY, lambda _: "red")
    assert (ledger.open, ledger.has_exempt) == (1, True)
    assert ledger.moved.moved == ledger.overdue.by_first == len(ledger.exceptions) == 0
    assert ledger.groups("owner").rows == ()
    assert [one.reference for one in ledger.oldest] == ["R1"]
    assert ledger.ages.ratings == ("",)
    assert ledger.quarters.rows[-1].opened == 0
