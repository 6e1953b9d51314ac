"""The day in Britain at a moment that an export gives in universal time.

Computed by the rule in force since 1996 instead of looked up, so that a paper is the same on
machines without time zones: summer time lasts from the last Sunday of March to the last
Sunday of October, from 01:00 to 01:00 in universal time.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta


def british_day(moment: datetime) -> date:
    """Return the day in Britain at a moment in universal time, given without a zone."""
    summer = _change(moment.year, 3) <= moment < _change(moment.year, 10)
    return (moment + timedelta(hours=summer)).date()


def _change(year: int, month: int) -> datetime:
    last = datetime(year, month, 31)  # noqa: DTZ001 - in universal time
    return last - timedelta(days=(last.weekday() + 1) % 7, hours=-1)
