"""What a paper can ask of the ledger, on its day: each view once, for the template."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from jacpaper.register.ledger import (
    ages,
    groups,
    in_time,
    lists,
    moved,
    overdue,
    quarters,
    revisions,
    stays,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from jacpaper.facts.account import Revision
    from jacpaper.facts.register import Item, Register
    from jacpaper.register.ledger.groups import Standing
    from jacpaper.register.ledger.stays import Pace


class Ledger:
    """The dates of a register's items, as they are on a day. No figure has an exempt item."""

    def __init__(self, register: Register, day: date, colour: Callable[[str], str]) -> None:
        """`colour` returns the colour behind the word of a rating; empty: none."""
        self.register, self.day, self._colour = register, day, colour
        made = [item for item in register.items if item.changes[0] <= day]
        self._made = [item for item in made if not item.exempt]
        self._open = [item for item in self._made if item.is_open(day)]
        self._exempt = len(made) - len(self._made)
        self._groups: dict[str, groups.Groups] = {}

    @property
    def has_exempt(self) -> bool:
        """True if there are exempt items, which the figures leave out."""
        return self._exempt > 0

    @property
    def open(self) -> int:
        """How many items are open."""
        return len(self._open)

    @cached_property
    def moved(self) -> moved.Moved:
        """How often dates were moved, and by how much."""
        return moved.moved(self._open, self.register.last_as_at)

    @cached_property
    def overdue(self) -> overdue.Overdue:
        """How late items are, by their first date and by the one they have now."""
        return overdue.overdue(self._open, self.day)

    @cached_property
    def windows(self) -> tuple[in_time.Window, ...]:
        """What was closed in time: since the last paper, in its time, in two years."""
        kept = self.register
        return in_time.windows(self._made, self.day, kept.last_as_at, kept.before_last)

    def groups(self, by: str) -> groups.Groups:
        """Return whose items were moved or are late, by owner, report, theme or rating."""
        if by not in self._groups:
            self._groups[by] = groups.groups(self._open, self._standing, by)
        return self._groups[by]

    @cached_property
    def _standing(self) -> list[Standing]:
        return groups.standing(self._open, self.day)

    @property
    def oldest(self) -> tuple[Item, ...]:
        """The items that have been open longest."""
        return lists.oldest(self._open, self.day)

    @property
    def undated(self) -> tuple[Item, ...]:
        """The items without a date."""
        return lists.undated(self._open)

    @property
    def waiting(self) -> tuple[lists.Waiting, ...]:
        """The items that wait for the inspectorate."""
        return lists.waiting(self._open, self.day)

    @property
    def exceptions(self) -> tuple[Item, ...]:
        """The items that are overdue, rated red, or moved twice or more."""
        return lists.exceptions(self._open, self.day, self._colour)

    @cached_property
    def ages(self) -> ages.Ages:
        """How long items have been open, by rating."""
        return ages.ages(self._open, self.day, [*self.register.ratings])

    @cached_property
    def quarters(self) -> quarters.Quarters:
        """What came in, was closed and should have been done, quarter by quarter."""
        return quarters.quarters(self._made, self.day)

    @cached_property
    def stays(self) -> tuple[stays.Stay, ...]:
        """For how long items had been open when they were closed."""
        return stays.stays(self.register.items, self.day)

    @property
    def pace(self) -> Pace | None:
        """At what pace the oldest report year is closed; None: there are too few to say."""
        return stays.pace(self.register.items, self.day)

    def revisions(self, item: Item) -> tuple[Revision, ...]:
        """Return how the date of an item was moved."""
        return revisions.revisions(item)

    def why(self, item: Item) -> str:
        """Return what the owner says of why an item is still open, or was moved last."""
        return lists.why(item)

    def opened(self, item: Item) -> date:
        """Return since when an item has been open."""
        return item.opened(self.day)
