"""Several edits of one file: which contradict each other, and in what order they are made."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from jacpaper.text.yaml_edit_changes import (
    NO_ITEMS,
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
_TWO_CHANGES = "two of the changes are about this value: make one of them"


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
            return _item(edit), _TWO_CHANGES
        if is_twice or inside:
            return trail, _TWO_CHANGES
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
        return "there is no such value in this file"
    if isinstance(change, (Insert, Move)):
        count = len(value) if isinstance(value, list) else 0
        is_list = isinstance(value, list) or (value or "") in NO_ITEMS
        last = change.before if isinstance(change, Move) else change.position
        first = change.position if isinstance(change, Move) else 0
        if not is_list:
            return "no list stands here"
        if not 0 <= last <= count or not 0 <= first < max(count, 1):
            return f"the list has no such position: it has {count}"
        if isinstance(change, Move) and not count:
            return "the list has no items"
    if isinstance(change, RenameKey) and (not trail or not isinstance(_at(data, trail[:-1]), dict)):
        return "no key stands here"
    return ""


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
            return trail, _TWO_CHANGES
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
