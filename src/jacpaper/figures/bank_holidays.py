"""The bank holidays that working days leave out: those of England."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date


def bank_holidays(meeting: date) -> Container[date]:
    """Return the bank holidays before a meeting, those of the year before included."""
    import holidays  # noqa: PLC0415 - few papers need it

    return holidays.country_holidays("GB", subdiv="ENG", years=[meeting.year - 1, meeting.year])
