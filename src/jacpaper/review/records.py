"""What was added beside a key with its value, or beside a record of a list: another of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jacpaper.review import readback, words
from jacpaper.review.home_kinds import EntryHome, RecordHome
from jacpaper.review.values import printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jacpaper.review.home_kinds import ItemHome
    from jacpaper.review.values import Value
    from jacpaper.text.yaml_source import Trail
    from jacpaper.trace.trace import Trace
    from jacpaper.tree.elements import Element


def entries(trace: Trace, beside: Element, new: Element) -> Iterator[EntryHome]:
    """Yield the keys with their values that a new row, or an item as in `2024: ...`, may be."""
    cells = list(beside.elements) if beside.tag == "tr" else [beside]
    said = [cell.text for cell in new.elements] if new.tag == "tr" else new.text.split(": ", 1)
    if len(said) != len(("key", "value")):
        return
    for value in (value for cell in cells for one in printed(trace, cell) for value in one.values):
        key = value.trail[-1] if value.trail else None
        around = value.source.at(value.trail[:-1])
        # A key is put after all others, and the items of a list stand in their order.
        is_last = isinstance(around, dict) and key == [*around][-1]
        is_item = is_last and beside.text.startswith(f"{key}: ")
        if isinstance(around, dict) and (is_item or new.tag == "tr"):
            yield from _entries(value, *said)


def _entries(value: Value, name: str, said: str) -> Iterator[EntryHome]:
    """Yield what the key may be with its value; `value` stands beside it."""
    is_number = isinstance(value.trail[-1], int) and name.isdecimal() and name.isascii()
    key = int(name) if is_number else name
    guesses = readback.guesses(value.raw, str(value.raw), said)
    for guess in (*guesses, f"{said[:1].lower()}{said[1:]}"):
        yield EntryHome(value.source.file, value.trail[:-1], key, str(guess))


def records(
    trace: Trace, items: Iterable[ItemHome], beside: Element, row: Element, offset: int
) -> Iterator[RecordHome]:
    """Yield the records that a new row may be; `items` are those that the row beside it is of.

    Each has the keys whose values the row beside it prints, with what the new row says instead;
    then also those that say that there is nothing, which no reader can tell from no key at all.
    """
    for item in items:
        whole = (*item.trail, item.position)
        typed = trace.sources()[item.file].at(whole)
        said = _said(trace, item.file, whole, beside, row) if isinstance(typed, dict) else None
        for others in (False, True) if said else ():
            made = _with(typed, (), said or {}, others=others)
            if made:
                yield RecordHome(item.file, item.trail, item.position + offset, json.dumps(made))


def _said(
    trace: Trace, file: str, whole: Trail, beside: Element, row: Element
) -> Mapping[Trail, Any] | None:
    """Return the values of a new row by their trails in the record; None: a cell is of no value."""
    cells, new = list(beside.elements), list(row.elements)
    if len(cells) != len(new):
        return None
    said: dict[Trail, Any] = {}
    for cell, now in zip(cells, new, strict=True):
        found = _values(trace, cell, file, whole)
        if not found and words.plain(cell.text) == words.plain(now.text):
            continue  # what is said of a value that is not given
        guess = _guess(found[0].raw, cell.text, now.text) if len(found) == 1 else None
        if guess is None:
            return None
        said[found[0].trail[len(whole) :]] = guess
    return said


def _values(trace: Trace, cell: Element, file: str, whole: Trail) -> list[Value]:
    """Return the values of a record that a cell prints."""
    found = {value.key: value for one in printed(trace, cell) for value in one.values}
    return [
        value
        for (of, trail), value in found.items()
        # A record stands where its first value does.
        if (of, trail[: len(whole)]) == (file, whole) and not isinstance(value.raw, dict | list)
    ]


def _guess(raw: Any, was: str, now: str) -> Any:
    """Return what is typed for a cell, as the one beside it is; None: nobody can tell."""
    if words.plain(was) == words.plain(now):
        return raw
    found = readback.guesses(raw, was, now)
    if isinstance(raw, str) and raw[:1].islower() and was[:1].isupper():
        found = [one for one in found if str(one)[:1].islower()]
    return next(iter(found), None)


def _with(typed: Any, trail: Trail, said: Mapping[Trail, Any], *, others: bool) -> Any:
    """Return a typed record with other values, without what the row does not say.

    With `others`, what says that there is nothing stays.
    """
    if isinstance(typed, dict):
        parts = {key: _with(one, (*trail, key), said, others=others) for key, one in typed.items()}
        return {key: part for key, part in parts.items() if part is not None} or None
    if isinstance(typed, list):
        listed = [_with(one, (*trail, at), said, others=others) for at, one in enumerate(typed)]
        return None if None in listed else listed
    return said.get(trail, typed if others and typed in readback.NOTHING else None)
