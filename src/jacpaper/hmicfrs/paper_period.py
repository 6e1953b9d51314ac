"""The days that a paper is about, which are not those between two meetings."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.text.dates import When, on

if TYPE_CHECKING:
    from datetime import date


class PaperPeriod(NamedTuple):
    """The days that a paper is about; where an end is not exact, what lies in doubt is in it."""

    after: When | None
    """What it begins after: the last paper's period or day of counting, or the last meeting.
    None: not known."""
    until: When
    """Its last day, as exact as it is known."""
    is_after_meeting: bool = False
    """True if `after` is the last meeting."""
    is_until_meeting: bool = False
    """True if `until` is this meeting, since nothing else is known."""

    @property
    def first(self) -> When | None:
        """Its first day; None: not known exactly."""
        day = self.after.day if self.after else None
        return on(day + timedelta(1)) if day else None

    @property
    def span(self) -> When | None:
        """All its days, as a range; None where an end is not exact, or is this meeting."""
        first = self.first
        if not first or self.is_until_meeting or not self.until.day:
            return None
        if first.first >= self.until.last:
            return self.until if first == self.until else None
        return When(first.first, self.until.last, "range", (first, self.until))

    def begins_after(self, when: When) -> bool:
        """Return whether a time surely lies before the period."""
        return self.after is not None and when.last <= self.after.first

    def ends_before(self, when: When) -> bool:
        """Return whether a time surely lies after the period."""
        return when.first > self.until.last

    def has_begun_by(self, when: When) -> bool:
        """Return whether a time surely does not lie before the period."""
        return self.after is not None and when.first > self.after.last

    def has(self, when: When) -> bool:
        """Return whether a time lies in the period, or may do."""
        return not self.begins_after(when) and not self.ends_before(when)


def day_before(day: date) -> When:
    """Return what a period that begins on a day begins after."""
    return on(day - timedelta(1))
