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
    return register._replace(
        items=tuple(_as_at(item, day) for item in register.items),
        ahead=tuple(_ahead(register.items, register.newest)) if register.newest else (),
    )


def _as_at(item: Item, day: date) -> Item:
    revisions = item.account.revisions
    number = len(revisions)
    while number and (begins := revisions[number - 1].made.begins) and begins > day:
        number -= 1
    if number == len(revisions):
        return item
    now = revisions[number - 1].after if number else None
    return item._replace(
        account=item.account._replace(revisions=revisions[:number]),
        revised=now.last if now else None,
        revised_words=now.words if now else "",
    )


def _ahead(items: Iterable[Item], newest: date) -> Iterator[tuple[Item, date]]:
    for item in items:
        for revision in item.account.revisions[-1:]:
            if (begins := revision.made.begins) and begins > newest:
                yield item, begins
