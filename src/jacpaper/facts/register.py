"""The items of a register: recommendations and areas for improvement, as frozen facts."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.facts.account import NO_ACCOUNT, Account

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jacpaper.facts.value_types import Colour, ItemType, Status
    from jacpaper.problems import Place, Problem

ENDED: tuple[Status, ...] = ("closed", "superseded")
"""Everything else counts as open."""
LONG_AGO = date.min
"""Stands for a day of closing that nobody knows, earlier than any that a paper counts."""


class Item(NamedTuple):
    """One recommendation or AFI, as the register has it now. Text not given is empty."""

    reference: str
    report: str
    report_year: int
    """The year of the report it comes from; where the register has none, that of `made`."""
    text: str
    made: date
    """The day it was made, and so opened."""
    status: Status
    status_words: str
    """The status in the force's own words."""
    type: ItemType | None = None
    """None: the register does not say."""
    addressee: str = ""
    owner: str = ""
    target: date | None = None
    """Its last possible day, if it is not exact."""
    target_words: str = ""
    """What the register has in place of an exact target date, as in March 2026 or ongoing."""
    revised: date | None = None
    """The target date that took the place of the first."""
    revised_words: str = ""
    status_date: date | None = None
    theme: str = ""
    rating: str = ""
    cause_of_concern: str = ""
    """The name of the cause of concern whose recommendation it is."""
    force_specific: bool | None = None
    """True: made to this force alone; None: the register does not say."""
    exempt: bool = False
    """True: not for the public paper."""
    exempt_reason: str = ""
    exempt_paragraph: str = ""
    changes: tuple[date, ...] = ()
    """The days on which it was opened, closed, reopened, closed and so on, in turn.

    If it was closed on a day that nobody knows, both its days are `LONG_AGO`.
    """
    place: Place | None = None
    """The cell of its reference."""
    text_lines: tuple[str, ...] = ()
    """The lines of an exempt item's text, where its cell has several."""
    account: Account = NO_ACCOUNT
    """What the register accounts for beyond that: why dates were moved, what is next."""
    is_undecided: bool = False
    """True: it counts as exempt only because nothing says whether it is."""
    is_said_public: bool = False
    """True: its own cell says that it is not exempt; a blank one says nothing."""
    also: str = ""
    """Its reference with its report, or without it, where references begin again in each report."""

    @property
    def closed(self) -> date | None:
        """The day it was closed or superseded; None while it is open."""
        return self.changes[-1] if len(self.changes) % 2 == 0 else None

    @property
    def due(self) -> date | None:
        """The day it should be done by: the revised one, if there is one."""
        return self.revised or self.target

    @property
    def due_words(self) -> str:
        """What the register has in place of an exact day; empty for an exact day, or for none."""
        if self.revised:
            return self.revised_words
        return self.target_words if self.target else self.revised_words or self.target_words

    def is_open(self, day: date) -> bool:
        """True if it was open at the end of the day."""
        return bisect_right(self.changes, day) % 2 == 1

    def opened(self, day: date) -> date:
        """Return the day since which it was open on `day`: when made, or last reopened."""
        return self.changes[(bisect_right(self.changes, day) - 1) // 2 * 2]

    def status_at(self, day: date) -> Status:
        """Return its status on a day: as it is now, if that has stood since, else open or closed.

        The register keeps no day for each step between; only opening and closing have one.
        """
        if not self.is_open(day):
            return self.status if self.status in ENDED else "closed"
        return self.status if self._stood(day) else "open"

    def words_at(self, day: date, ours: Mapping[str, str] | None = None) -> str:
        """Return the force's own words for its status on a day.

        If the status changed after that day, they are `ours` for the status it had then.
        """
        if self._stood(day):
            return self.status_words
        status = self.status_at(day)
        return ours[status] if ours else status

    def _stood(self, day: date) -> bool:
        """True if it already had its present status on the day."""
        since = self.closed or self.status_date
        if self.status == "submitted for closure" and (sent := self.account.submitted.begins):
            since = max(sent, since or sent)
        return (since is None or since <= day) and self.is_open(day) == (self.closed is None)


class Register(NamedTuple):
    """All items, in the order of their rows, and the days on which this paper counts them."""

    items: tuple[Item, ...]
    ratings: Mapping[str, Colour] = {}
    """The colour of each rating, in the order in which they are shown."""
    marking: str = ""
    """What stands on every page that shows exempt items; empty: what the language has for it."""
    exempt_reports: tuple[str, ...] = ()
    """The reports that are exempt as a whole, so that their titles are too."""
    harmless: tuple[str, ...] = ()
    """Words that the public paper may have although exempt items have them too."""
    withheld: tuple[Item, ...] = ()
    """Exempt rows that nothing counts: what they say must not be in the public paper either."""
    questions: tuple[Problem, ...] = ()
    """What must be asked of how it was read: warnings and hints."""
    as_at: date | None = None
    """The day on which this paper counts; None: unknown."""
    last_as_at: date | None = None
    """The day on which the last paper counted; None: unknown."""
    newest: date | None = None
    """The newest meeting of the project, after which nothing can have happened; None: unknown."""
    ahead: tuple[tuple[Item, date], ...] = ()
    """Items whose date was moved after the newest meeting, as the register has it, and that day."""
    before_last: date | None = None
    """The day on which the paper before the last one counted; None: unknown."""

    @property
    def has_exempt(self) -> bool:
        """True if it has items that are not for the public, listed or not."""
        return bool(self.exempt_reports) or any(item.exempt for item in self.items)
