"""The dates of items as they were on a day: what was moved afterwards is not known yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.register.ledger.revisions import made_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jacpaper.facts.register import Item, Register


def as_at(register: Register, day: date) -> Register:
    """Return the register without the revisions that were made after a day."""
    if not any(_is_later(item, day) for item in register.items):  # as on a register's own day
        return register
    return register._replace(
        items=tuple(_as_at(item, day) if _is_later(item, day) else item for item in register.items),
        ahead=tuple(_ahead(register.items, register.newest)) if register.newest else (),
    )


def _is_later(item: Item, day: date) -> bool:
    """Return whether the date of an item was moved after a day, as far as is known."""
    begins = _last_known(item)
    return begins is not None and begins > day


def _last_known(item: Item) -> date | None:
    """Return when its date was moved last, at the earliest, as far as is known."""
    for one in reversed(item.account.revisions):
        if begins := one.made.begins:
            return begins
    return None


def _as_at(item: Item, day: date) -> Item:
    known = made_by(item.account.revisions, day)
    now = known[-1].after if known else None
    return item._replace(
        account=item.account._replace(revisions=known),
        revised=now.last if now else None,
        revised_words=now.words if now else "",
    )


def _ahead(items: Iterable[Item], newest: date) -> Iterator[tuple[Item, date]]:
    for item in items:
        if (begins := _last_known(item)) and begins > newest:
            yield item, begins
