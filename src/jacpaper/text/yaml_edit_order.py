"""Several edits of one file: which contradict each other, and in what order they are made."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from jacpaper.problems import counted
from jacpaper.text.yaml_edit_changes import (
    NO_ITEMS,
    NO_LIST,
    NO_VALUE,
    TWO_CHANGES,
    AddKey,
    Edit,
    Insert,
    Move,
    Remove,
    RenameKey,
    Replace,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.text.yaml_source import Trail

_MISSING = object()


def conflict(edits: Sequence[Edit], data: Any) -> tuple[Trail, str] | None:
    """Return the trail of the first edit that cannot be made beside the others, and why."""
    once = Counter((edit.trail, type(edit.change)) for edit in edits)
    moved = Counter(_item(edit) for edit in edits if isinstance(edit.change, Move))
    gone = {edit.trail for edit in edits if isinstance(edit.change, Remove)}
    names: Counter[tuple[Trail, str | int]] = Counter()
    for edit in edits:
        trail, change = edit
        if reason := _own_fault(edit, data):
            return trail, reason
        is_twice = once[trail, type(change)] > 1 and not isinstance(change, (Insert, Move, AddKey))
        above = {trail[:length] for length in range(len(trail))}
        inside = above & gone or (trail in gone and not isinstance(change, Remove))
        is_moved = isinstance(change, Move)
        if is_moved and (moved[_item(edit)] > 1 or _item(edit) in gone):
            return _item(edit), TWO_CHANGES
        if is_twice or inside:
            return trail, TWO_CHANGES
        if name := _name(edit):
            names[name] += 1
            if names[name] > 1 or _at(data, (*name[0], name[1])) is not _MISSING:
                return trail, f'the key "{name[1]}" is there already'
    return _both_replaced(edits)


def _own_fault(edit: Edit, data: Any) -> str:
    """Return what is wrong with one edit in itself."""
    trail, change = edit
    value = _at(data, trail)
    if value is _MISSING and not isinstance(change, AddKey):
        return NO_VALUE
    if isinstance(change, (Insert, Move)):
        return _fault_of_position(change, value)
    is_none = value is None or value is _MISSING or isinstance(value, dict)
    if isinstance(change, AddKey) and not (is_none and _is_mapping_above(trail, data)):
        return "no key can be put here, for this is no mapping"
    if isinstance(change, RenameKey) and (not trail or not isinstance(_at(data, trail[:-1]), dict)):
        return "no key stands here"
    return ""


def _fault_of_position(change: Insert | Move, value: Any) -> str:
    """Return why a list cannot get an item, or have it moved, where that is wanted."""
    if not isinstance(value, list) and (value or "") not in NO_ITEMS:
        return NO_LIST
    count = len(value) if isinstance(value, list) else 0
    if isinstance(change, Move):
        is_there = 0 <= change.position < count and 0 <= change.before <= count
    else:
        is_there = 0 <= change.position <= count
    return "" if is_there else f"the list has no such position: it has {counted(count, 'item')}"


def _is_mapping_above(trail: Trail, data: Any) -> bool:
    return not trail or isinstance(_at(data, trail[:-1]), (dict, list))


def _item(edit: Edit) -> Trail:
    """Return the trail of what an edit moves, or of what it changes."""
    change = edit.change
    return (*edit.trail, change.position) if isinstance(change, Move) else edit.trail


def _name(edit: Edit) -> tuple[Trail, str | int] | None:
    """Return where an edit puts a new key, and its name."""
    if isinstance(edit.change, AddKey):
        return edit.trail, edit.change.key
    return (edit.trail[:-1], edit.change.new) if isinstance(edit.change, RenameKey) else None


def _both_replaced(edits: Sequence[Edit]) -> tuple[Trail, str] | None:
    replaced = {edit.trail for edit in edits if isinstance(edit.change, Replace)}
    for trail, change in edits:
        if trail in replaced and isinstance(change, (Insert, Move, AddKey)):
            return trail, TWO_CHANGES
    return None


def _at(data: Any, trail: Trail) -> Any:
    for step in trail:
        if isinstance(data, list):
            data = dict(enumerate(data))
        if not isinstance(data, dict) or step not in data:
            return _MISSING
        data = data[step]
    return data


def in_steps(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Yield the edits that go together, those of one list or the keys that a mapping loses.

    What is deeper comes first: so trails of the old file hold until they are used. New names of
    keys come last of those at one depth.
    """
    groups: dict[tuple[int, int, Trail], list[Edit]] = {}
    for edit in edits:
        trail, change = edit
        if isinstance(change, (Insert, Move, Remove)):
            owner = trail[:-1] if isinstance(change, Remove) else trail
            groups.setdefault((-len(owner) - 1, 0, owner), []).append(edit)
        elif isinstance(change, RenameKey):
            groups.setdefault((-len(trail), 1, trail), []).append(edit)
    for place in sorted(groups, key=lambda place: place[:2]):
        yield groups[place]
