"""The day on which papers go out: so many working days before the meeting."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jacpaper.figures import working_days

if TYPE_CHECKING:
    from jacpaper.facts.committee import BankHolidays

ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=range(2024, 2031))


@pytest.mark.parametrize(
    ("meeting", "clear_days", "day"),
    [
        ("2026-03-26", 5, "2026-03-18"),
        ("2025-12-11", 5, "2025-12-03"),
        ("2026-04-09", 5, "2026-03-30"),  # Good Friday and Easter Monday do not count
        ("2026-01-05", 5, "2025-12-23"),  # nor do Christmas, Boxing Day and New Year's Day
        ("2026-03-26", 0, "2026-03-25"),
    ],
)
def test_papers_go_out_clear_working_days_before(meeting: str, clear_days: int, day: str) -> None:
    found = working_days.publication_day(date.fromisoformat(meeting), clear_days, ENGLAND)
    assert found == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("meeting", "whose", "day"),
    [
        ("2026-01-08", "England and Wales", "2025-12-30"),
        ("2026-01-08", "Scotland", "2025-12-29"),  # 2 January does not count
        ("2026-12-01", "Scotland", "2026-11-20"),  # nor does St Andrew's Day
        ("2026-04-09", "Scotland", "2026-03-31"),  # but Easter Monday does
        ("2026-03-20", "Northern Ireland", "2026-03-11"),  # St Patrick's Day does not
        ("2026-07-15", "Northern Ireland", "2026-07-06"),  # nor does 13 July
    ],
)
def test_each_nation_has_bank_holidays_of_its_own(
    meeting: str, whose: BankHolidays, day: str
) -> None:
    on = date.fromisoformat(meeting)
    found = working_days.publication_day(on, 5, working_days.bank_holidays(on, whose))
    assert found == date.fromisoformat(day)


@given(st.dates(date(2025, 1, 1), date(2030, 12, 31)), st.integers(0, 20))
def test_so_many_working_days_lie_between(meeting: date, clear_days: int) -> None:
    day = working_days.publication_day(meeting, clear_days, ENGLAND)
    between = (date.fromordinal(n) for n in range(day.toordinal() + 1, meeting.toordinal()))
    working = [one for one in between if one.weekday() < 5 and one not in ENGLAND]
    assert len(working) == clear_days
    assert day.weekday() < 5
    assert day not in ENGLAND
