"""Working days, which leave out weekends and bank holidays."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

    from jacpaper.facts.committee import BankHolidays


_CODES: dict[BankHolidays, str] = {
    "England and Wales": "ENG",
    "Scotland": "SCT",
    "Northern Ireland": "NIR",
}


def bank_holidays(meeting: date, whose: BankHolidays) -> Container[date]:
    """Return the bank holidays before a meeting, those of the year before included."""
    import holidays  # noqa: PLC0415 - few papers need it

    years = [meeting.year - 1, meeting.year]
    return holidays.country_holidays("GB", subdiv=_CODES[whose], years=years)


def publication_day(meeting: date, clear_days: int, holidays: Container[date]) -> date:
    """Return the last day on which papers may go out for a meeting.

    Between it and the meeting lie so many clear working days: neither day
    counts itself, nor do Saturdays, Sundays and bank holidays.
    """
    day, left = meeting, clear_days + 1
    while left:
        day -= timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            left -= 1
    return day
