"""How often and by how much the target date of an item was moved, on the day of a paper."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from jacpaper.facts.account import NO_TARGET, Revision, Target

if TYPE_CHECKING:
    from datetime import date

    from jacpaper.facts.register import Item


def revisions(item: Item) -> tuple[Revision, ...]:
    """Return how the date of an item was moved; two columns of dates tell of one revision."""
    if item.account.revisions:
        return item.account.revisions
    before, after = first_target(item), revised_target(item)
    return (Revision(before, after),) if after.is_given and after != before else ()


def made_by(told: tuple[Revision, ...], day: date) -> tuple[Revision, ...]:
    """Return the moves of a date that were made by a day.

    One of which nobody knows when it was made is taken to be older, unless it follows one that was
    made later.
    """
    for number, one in enumerate(told):
        begins = one.made.begins
        if begins is not None and begins > day:
            return told[:number]
    return told


def may_be_after(told: tuple[Revision, ...], day: date) -> tuple[Revision, ...]:
    """Return the moves of a date that were made after a day, and those that may have been.

    Before one that was made by then, all are older.
    """
    for number in range(len(told), 0, -1):
        last = told[number - 1].made.last
        if last is not None and last <= day:
            return told[number:]
    return told


def first_target(item: Item) -> Target:
    """Return the date that was set first; `NO_TARGET`: none was."""
    if item.account.revisions:
        return item.account.revisions[0].before
    return _target(item.target, item.target_words)


def first_day(item: Item) -> date | None:
    """Return the last possible day of the date that was set first; None: none was."""
    told = item.account.revisions
    return told[0].before.last if told else item.target


def revised_target(item: Item) -> Target:
    """Return the date to which it was moved last; `NO_TARGET`: it was not moved."""
    return _target(item.revised, item.revised_words)


def _target(last: date | None, words: str) -> Target:
    return Target(last, words) if last or words else NO_TARGET


def months_between(first: date, last: date) -> int:
    """Return the full months from one day to another; negative where they run backwards.

    A month from the 31st ends on the last day of a month that has none, as it does in law:
    31 March to 30 September are six.
    """
    if last < first:
        return -months_between(last, first)
    is_short = last.day < min(first.day, monthrange(last.year, last.month)[1])
    return (last.year - first.year) * 12 + last.month - first.month - is_short


def months_moved(item: Item) -> int | None:
    """Return by how many full months its date is later than the first; None: not known."""
    first, now = first_day(item), item.revised
    if first is None or now is None or not revisions(item):
        return None
    return months_between(first, now)
