"""The dates of items as they were on a day: what was moved afterwards is not known yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jacpaper.facts.register import Item, Register


def as_at(register: Register, day: date) -> Register:
    """Return the register without the revisions that were made after a day.

    One of which nobody knows when it was made is taken to be older.
    """
    if not any(_is_later(item, day) for item in register.items):  # as on a register's own day
        return register
    return register._replace(
        items=tuple(_as_at(item, day) if _is_later(item, day) else item for item in register.items),
        ahead=tuple(_ahead(register.items, register.newest)) if register.newest else (),
    )


def _is_later(item: Item, day: date) -> bool:
    """Return whether the date of an item was moved after a day, as far as is known."""
    revisions = item.account.revisions
    if not revisions:
        return False
    begins = revisions[-1].made.begins
    return begins is not None and begins > day


def _as_at(item: Item, day: date) -> Item:
    revisions = item.account.revisions
    number = len(revisions)
    while number and (begins := revisions[number - 1].made.begins) and begins > day:
        number -= 1
    now = revisions[number - 1].after if number else None
    return item._replace(
        account=item.account._replace(revisions=revisions[:number]),
        revised=now.last if now else None,
        revised_words=now.words if now else "",
    )


def _ahead(items: Iterable[Item], newest: date) -> Iterator[tuple[Item, date]]:
    for item in items:
        if _is_later(item, newest) and (begins := item.account.revisions[-1].made.begins):
            yield item, begins
