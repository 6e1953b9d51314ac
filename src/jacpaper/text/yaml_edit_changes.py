"""The edits of a YAML file, and what its data is after them.

This knows nothing of how a file is written: what is read back from it is held against this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jacpaper.text import light_markdown
from jacpaper.text.characters import fold, without_ligatures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jacpaper.text.yaml_source import Trail

# Why an edit cannot be made that is about something else than what the file has.
NO_VALUE, NO_LIST = "there is no such value in this file", "no list stands here"
TWO_CHANGES = "two of the changes are about this value: make one of them"
# What stands in the place of a list that has no items.
NO_ITEMS = ("", "none", "unknown")
# What a list may become when its last item goes.
EMPTY = ("none", "[]")

Line = str | int | bool
"""A value that can stand on one line."""


class Replace(NamedTuple):
    """A text, whole number, date as it is written, true or false gets another value.

    Of a text that is, or becomes, one of several lines, the paragraphs are wrapped: a single line
    break counts as a space, as in Markdown.
    """

    value: Line


class RenameKey(NamedTuple):
    """The key at the trail gets another name; its value stays."""

    new: str | int


class Insert(NamedTuple):
    """The list at the trail gets an item before the one that has this position in the old file.

    A position of as many as there are items puts it at the end.
    """

    position: int
    value: Any


class Move(NamedTuple):
    """An item of the list at the trail goes before another; both positions are of the old file."""

    position: int
    before: int


class Remove(NamedTuple):
    """The item or key at the trail goes, with the notes above it that belong to it alone."""

    empty: str = ""
    """What the list becomes if no item is left: none or []."""


class AddKey(NamedTuple):
    """The mapping at the trail gets a key at its end, and is made if it is not there."""

    key: str | int
    value: Any


Change = Replace | RenameKey | Insert | Move | Remove | AddKey


class Edit(NamedTuple):
    """One change, and the trail, in the old file, of what it changes."""

    trail: Trail
    change: Change


class Typed(str):
    """A text that an edit gives."""

    __slots__ = ()


def typed(value: Any) -> Any:
    """Return a value with its texts as the reader gives them, marked as given by an edit."""
    if isinstance(value, str):
        return Typed(without_ligatures(value))
    if isinstance(value, dict):
        return {key: typed(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [typed(one) for one in value]
    return value


def after(data: Any, edits: Sequence[Edit]) -> Any:
    """Return the data of a file after edits that do not contradict each other."""
    return _after(data, (), by_trail(edits))


def by_trail(edits: Sequence[Edit]) -> dict[Trail, list[Change]]:
    """Return the changes at each trail, in the order they are given."""
    found: dict[Trail, list[Change]] = {}
    for edit in edits:
        found.setdefault(edit.trail, []).append(edit.change)
    return found


def _after(value: Any, trail: Trail, found: Mapping[Trail, list[Change]]) -> Any:
    changes = found.get(trail, [])
    for change in changes:
        if isinstance(change, Replace):
            return typed(change.value)
    added = [change for change in changes if isinstance(change, AddKey)]
    if isinstance(value, dict) or added:
        return _mapping_after(value or {}, trail, found, added)
    if isinstance(value, list) or any(isinstance(change, Insert) for change in changes):
        return _list_after(value if isinstance(value, list) else [], trail, found)
    return value


def _mapping_after(
    mapping: Mapping[str | int, Any],
    trail: Trail,
    found: Mapping[Trail, list[Change]],
    added: Sequence[AddKey],
) -> dict[str | int, Any]:
    result: dict[str | int, Any] = {}
    for key, value in mapping.items():
        changes = found.get((*trail, key), [])
        if any(isinstance(change, Remove) for change in changes):
            continue
        new = next((change.new for change in changes if isinstance(change, RenameKey)), key)
        result[new] = _after(value, (*trail, key), found)
    for change in added:
        result[change.key] = typed(change.value)
    missing = [path for path in found if path[:-1] == trail and path and path[-1] not in mapping]
    for path in missing:
        result[path[-1]] = _after(None, path, found)
    return result


def _list_after(items: Sequence[Any], trail: Trail, found: Mapping[Trail, list[Change]]) -> Any:
    order = final_order(range(len(items)), trail, found)
    result = [
        typed(token.value)
        if isinstance(token, Insert)
        else _after(items[token], (*trail, token), found)
        for token in order
    ]
    empty = emptied_to(range(len(items)), trail, found) if items and not result else ""
    return empty if empty and empty != "[]" else result


def emptied_to(
    names: Sequence[str | int], trail: Trail, found: Mapping[Trail, list[Change]]
) -> str:
    """Return what a list becomes of which no item is left: as the edit of the last one says."""
    last = found.get((*trail, names[-1]), [])
    return next((change.empty for change in last if isinstance(change, Remove)), "")


def final_order(
    names: Sequence[str | int], trail: Trail, found: Mapping[Trail, list[Change]]
) -> list[int | Insert]:
    """Return the entries after the edits: old positions, and what is inserted.

    `names` are the steps of a trail that lead to the old entries.
    """
    changes = found.get(trail, [])
    absent = {change.position for change in changes if isinstance(change, Move)}
    for index, name in enumerate(names):
        if any(isinstance(change, Remove) for change in found.get((*trail, name), [])):
            absent.add(index)
    order: list[int | Insert] = []
    for slot in range(len(names) + 1):
        for change in changes:
            if isinstance(change, Insert) and change.position == slot:
                order.append(change)
            elif isinstance(change, Move) and change.before == slot:
                order.append(change.position)
        if slot < len(names) and slot not in absent:
            order.append(slot)
    return order


def same(expected: Any, got: Any) -> bool:
    """Tell whether data is as expected, in the same order and of the same types.

    A text that an edit gives may have other line breaks within paragraphs where it is one of
    several lines; all other values are the same to the letter.
    """
    if isinstance(expected, Typed):
        return isinstance(got, str) and _alike(str(expected), got)
    if type(expected) is not type(got):
        return False
    if isinstance(expected, dict):
        return list(expected) == list(got) and all(same(expected[key], got[key]) for key in got)
    if isinstance(expected, list):
        return len(expected) == len(got) and all(map(same, expected, got))
    return bool(expected == got)


def _alike(expected: str, got: str) -> bool:
    if expected == got:
        return True
    if "\n" not in expected + got or expected.split() != got.split():
        return False
    if expected.rstrip("\n") == got.rstrip("\n"):
        return True
    as_html: Callable[[str], str] = light_markdown.to_html
    return fold(as_html(expected)) == fold(as_html(got))
