"""What moved between papers: target dates as they were recorded when papers became final.

A register that has no more than today's date says nothing of the dates before it. The records of
final papers have them: two that differ are a revision, made at some time between the two counts.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.facts.account import NO_TARGET, Revision, Target
from jacpaper.register.counting.recorded_as import meant
from jacpaper.register.ledger.revisions import first_target, revised_target, revisions
from jacpaper.register.reading import cells
from jacpaper.register.reading.targets import target
from jacpaper.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from jacpaper.facts.published import PublishedFile, PublishedItem
    from jacpaper.facts.register import Item, Register


class _Seen(NamedTuple):
    """The target date of an item, and a day on which it was that; None: not known."""

    target: Target
    day: date | None


def with_records(register: Register, records: Mapping[date, PublishedFile]) -> Register:
    """Return the register with the revisions that only the records of older papers show.

    An item whose history the register tells itself is left as it is.
    """
    known = _by_reference(records, register.items)
    if not known or register.as_at is None:
        return register
    items = (_with_records(item, known, register.as_at) for item in register.items)
    return register._replace(items=tuple(items))


def _by_reference(
    records: Mapping[date, PublishedFile], items: Iterable[Item]
) -> dict[str, list[_Seen]]:
    """Return what was recorded of each item's dates, the first target first."""
    found: dict[str, list[_Seen]] = {}
    for _, published in sorted(records.items()):
        day = _counted(published)
        recorded = published.register_items.items if published.register_items else ()
        there = meant(recorded, items)
        for item in recorded:
            if item.reference not in there:
                continue
            now = there[item.reference].reference
            seen = found.setdefault(now, [_Seen(_first(item), None)])
            seen.append(_Seen(_due(item), day))
    return found


def _counted(published: PublishedFile) -> date | None:
    """Return the day on which a paper counted, if it is known exactly."""
    said = published.figures.as_at
    return None if said == "unknown" else dates.parse(said).day


def _first(item: PublishedItem) -> Target:
    return _recorded(item.target, item.target_words)


def _due(item: PublishedItem) -> Target:
    """Return the date by which it was due: what took the place of the first, or the first."""
    revised = _recorded(item.revised, item.revised_words)
    return revised if revised.is_given else _first(item)


def _recorded(day: date | None, words: str | None) -> Target:
    """Return a date as it was recorded: exact, or in the register's words."""
    if day or not words:
        return Target(day)
    try:
        return target(words)
    except cells.UnreadableError:  # as where the month came first
        return Target(None, words)


def _with_records(item: Item, known: Mapping[str, list[_Seen]], day: date) -> Item:
    if item.exempt or item.reference not in known or len(item.account.revisions) > 1:
        return item
    first, *seen = known[item.reference]
    if revised_target(item).is_given:  # then the register still has the first
        first = _Seen(first_target(item), None)
    chain = [one for one in (first, *seen, _Seen(_now(item), day)) if one.target.is_given]
    moved = tuple(_moves(chain, item))
    if not moved or moved == item.account.revisions:
        return item
    before, now = moved[0].before, moved[-1].after
    return item._replace(
        target=before.last,
        target_words=before.words,
        revised=now.last,
        revised_words=now.words,
        account=item.account._replace(revisions=moved),
    )


def _now(item: Item) -> Target:
    revised = revised_target(item)
    return revised if revised.is_given else first_target(item)


def _moves(chain: list[_Seen], item: Item) -> Iterator[Revision]:
    """Yield a revision for each two dates in turn that differ; the register's own, where it is."""
    own = next(iter(revisions(item)), None)
    for before, after in pairwise(chain):
        if _key(before.target) == _key(after.target):
            continue
        made = _between(before.day, after.day)
        if own and _key(own.after) == _key(after.target):
            yield own._replace(before=before.target, made=own.made if own.made.last else made)
        else:
            yield Revision(before.target, after.target, made, recorded=True)


def _between(before: date | None, until: date | None) -> Target:
    """Return when a date was moved: after one count and by another."""
    if before is None or until is None:
        return NO_TARGET
    return Target(until, "", before + timedelta(1))


def _key(target: Target) -> tuple[date | None, str]:
    return target.last, "" if target.last else target.words.lower()
