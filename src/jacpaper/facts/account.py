"""What a register accounts for beside an item's dates: how they were moved, why, what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Target(NamedTuple):
    """A date by which something should be done, or on which it was, as exact as it is known."""

    last: date | None
    """Its last possible day; None: no day was set."""
    words: str = ""
    """What was typed, where it is not an exact day."""
    first: date | None = None
    """Its first possible day, where it is not an exact day."""

    @property
    def begins(self) -> date | None:
        """Its first possible day."""
        return self.first or self.last

    @property
    def is_given(self) -> bool:
        """True if anything was typed, be it that nobody has set a day."""
        return self.last is not None or bool(self.words)


NO_TARGET = Target(None)


class Revision(NamedTuple):
    """That a target date was moved once."""

    before: Target
    """The date that it was; `NO_TARGET` where nothing says."""
    after: Target
    """The date that it became."""
    made: Target = NO_TARGET
    """When it was moved; `NO_TARGET` where nothing says."""
    reason: str = ""
    recorded: bool = False
    """True: nothing in the register says so; the records of published papers show it."""

    @property
    def is_later(self) -> bool:
        """True if the date was put off, as far as both are known."""
        return bool(self.before.last and self.after.last and self.before.last < self.after.last)


class Account(NamedTuple):
    """What the register says of one item beyond its dates. Text not given is empty."""

    revisions: tuple[Revision, ...] = ()
    """Each follows on from the one before, the oldest first."""
    explanation: str = ""
    """What the owner says of why it is late, or still open."""
    next_step: str = ""
    submitted: Target = NO_TARGET
    """When it was submitted for closure; `NO_TARGET` where nothing says."""
    evidence: Target = NO_TARGET
    """Since when there is evidence that it was done; `NO_TARGET` where nothing says."""

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is said in words."""
        given = (self.explanation, self.next_step, *(one.reason for one in self.revisions))
        return tuple(text for text in given if text)


NO_ACCOUNT = Account()
