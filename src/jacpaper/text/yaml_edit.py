"""Edits of YAML files: the values concerned change, and no other byte.

Each edit is made on the text, at the offsets of its value, and what comes out is read again: it
must be the old data with that edit and nothing else, and no more problems than before. A way of
writing that does not pass is given up for the next one, and where none is left the edit is
refused. So a mistake in here refuses an edit, and never writes another value.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.problems import Place, Problems
from jacpaper.text import yaml_edit_entries as entries
from jacpaper.text import yaml_edit_scalars as scalars
from jacpaper.text.decoding import text_of
from jacpaper.text.yaml_edit_changes import (
    EMPTY,
    NO_ITEMS,
    AddKey,
    Edit,
    Insert,
    Move,
    Remove,
    RenameKey,
    Replace,
    after,
    same,
)
from jacpaper.text.yaml_edit_nodes import USED_TWICE, CannotEdit, Document, position
from jacpaper.text.yaml_edit_order import conflict, in_steps
from jacpaper.text.yaml_edit_write import style_of
from jacpaper.text.yaml_reader import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jacpaper.text.yaml_edit_write import Style
    from jacpaper.text.yaml_source import Source, Trail

__all__ = [
    "AddKey",
    "CannotEdit",
    "Edit",
    "Insert",
    "Move",
    "Remove",
    "RenameKey",
    "Replace",
    "edited",
]

_BOM = b"\xef\xbb\xbf"
_NO_KEYS: Mapping[str, bool] = {}


class _File(NamedTuple):
    """A file at one step of the edits."""

    source: Source
    document: Document
    keys: Mapping[str, bool]


def edited(
    content: bytes, shown: str, edits: Sequence[Edit], keys: Mapping[str, bool] = _NO_KEYS
) -> bytes:
    """Return the bytes of a file after edits; their trails and positions are those of the old file.

    `shown` is the name that places carry; `keys` are those that the file may have, as for `read`.

    Raises:
        CannotEdit: an edit, or two of them together, cannot be made; none is made then.
    """
    text = _text(content, shown)
    try:
        first = _file(text, shown, keys)
    except Problems as problems:
        raise _unreadable(problems) from None
    if found := conflict(edits, first.source.data):
        raise CannotEdit(_place(first.source, found[0]), found[1])
    for edit in edits:
        if reason := _shared(first.document, edit.trail):
            raise CannotEdit(_place(first.source, edit.trail), reason)
    file = first
    for edit in edits:
        if isinstance(edit.change, (Replace, AddKey)):
            file = _step(file, edit, _place(first.source, edit.trail))
    for edit, trail in in_steps(edits, first.source.data):
        file = _step(file, edit, _place(first.source, trail))
    expected = after(first.source.data, edits)
    if not same(expected, file.source.data):
        raise CannotEdit(_place(first.source, edits[0].trail), "the file would not say the same")
    return (_BOM if content.startswith(_BOM) else b"") + file.document.text.encode()


def _text(content: bytes, shown: str) -> str:
    try:
        return text_of(content, shown)
    except Problems as problems:
        raise _unreadable(problems) from None


def _unreadable(problems: Problems) -> CannotEdit:
    """Return the refusal of a file that cannot be read, at what is wrong with it."""
    for problem in problems.problems:
        if problem.message.startswith("an alias"):
            return CannotEdit(problem.place, USED_TWICE)
    first = problems.problems[0]
    return CannotEdit(first.place, f"the file cannot be read: {first.message}")


def _file(text: str, shown: str, keys: Mapping[str, bool]) -> _File:
    source = read_text(text, shown, keys)
    document = Document(text)
    if {trail for trail, _ in document.nodes()} != set(source.values):
        place = source.value_place(())
        raise CannotEdit(place, "this file is written in a way that is not edited: do it by hand")
    return _File(source, document, keys)


def _place(source: Source, trail: Trail) -> Place:
    return source.values.get(trail) or source.key_place(trail)


def _shared(document: Document, trail: Trail) -> str:
    """Return why a value, or what it stands in, is not to be edited; empty: it may be."""
    node = document.root
    for step in (*trail, None):
        if node.refused:
            return node.refused
        index = position(node, step) if step is not None else None
        if index is None:
            return ""
        if node.keys and node.keys[index].refused:
            return node.keys[index].refused
        node = node.items[index]
    return ""


def _step(file: _File, edit: Edit, place: Place) -> _File:
    """Return the file after one edit.

    Raises:
        CannotEdit: no way of writing it gives the data that is wanted.
    """
    expected = after(file.source.data, [edit])
    before = Counter(problem.message for problem in file.source.problems)
    reason = "it cannot be written here without changing something else: edit it by hand"
    try:
        for text in _ways(file, edit):
            try:
                found = _file(text, file.source.file, file.keys)
            except Problems as problems:
                reason = problems.problems[0].message
                continue
            new = Counter(problem.message for problem in found.source.problems) - before
            if not new and same(expected, found.source.data):
                return found
            reason = next(iter(new), reason)
    except entries.RefusedError as refused:
        reason = str(refused)
    raise CannotEdit(place, reason)


def _ways(file: _File, edit: Edit) -> Iterator[str]:
    """Yield the texts that a file may have after an edit, the best first."""
    document, (trail, change) = file.document, edit
    style = style_of(document)
    node = document.node(trail)
    parent = document.node(trail[:-1]) if trail else None
    index = position(parent, trail[-1]) if parent else None
    if isinstance(change, AddKey):
        yield from _with_key(document, trail, change, style)
    elif node is None:
        raise entries.RefusedError("there is no such value in this file")
    elif isinstance(change, Replace):
        if node.kind != "scalar":
            raise entries.RefusedError(f"a {node.kind} stands here, not a text or number")
        yield from scalars.replaced(document, node, change.value, style)
    elif isinstance(change, Move):
        yield entries.moved(document, node, change.position, change.before)
    elif isinstance(change, Insert):
        yield from _with_item(document, trail, change, style)
    elif parent is None or index is None:
        raise entries.RefusedError("this is the file as a whole")
    elif isinstance(change, RenameKey):
        yield from scalars.renamed(document, parent.keys[index], change.new)
    else:
        yield _without(document, trail, change.empty)


def _without(document: Document, trail: Trail, empty: str) -> str:
    """Return the text of the file without an item or key."""
    parent = document.node(trail[:-1])
    index = position(parent, trail[-1]) if parent else None
    if parent is None or index is None:
        raise entries.RefusedError("there is no such value in this file")
    if len(parent.items) > 1:
        return entries.removed(document, parent, index)
    if parent.kind == "mapping":
        raise entries.RefusedError("it is the only key here: remove what it stands in")
    if empty not in EMPTY:
        raise entries.RefusedError("it is the only item of this list: say what the list becomes")
    above = document.node(trail[:-2]) if len(trail) > 1 else None
    at = position(above, trail[-2]) if above else None
    return entries.emptied(document, above, at or 0, empty)


def _with_key(document: Document, trail: Trail, change: AddKey, style: Style) -> Iterator[str]:
    node = document.node(trail)
    parent = document.node(trail[:-1]) if trail else None
    index = position(parent, trail[-1]) if parent else None
    for each in (style, style._replace(all_quoted=True)):
        if node and node.kind == "mapping" and node.items:
            yield entries.added(document, node, {change.key: change.value}, each)
        elif parent is None or parent.kind != "mapping" or (node and (node.items or node.text)):
            raise entries.RefusedError("no key can be put here, for this is no mapping")
        elif index is None:
            mapping = {trail[-1]: {change.key: change.value}}
            yield entries.added(document, parent, mapping, each)
        else:
            yield entries.first_key(document, parent, index, {change.key: change.value}, each)


def _with_item(document: Document, trail: Trail, change: Insert, style: Style) -> Iterator[str]:
    node = document.node(trail)
    parent = document.node(trail[:-1]) if trail else None
    index = position(parent, trail[-1]) if parent else None
    for each in (style, style._replace(all_quoted=True)):
        if node and node.kind == "list":
            yield entries.inserted(document, node, change.position, change.value, each)
        elif not parent or index is None or not node or node.style or node.text not in NO_ITEMS:
            raise entries.RefusedError("no list stands here")
        else:
            yield entries.first_item(document, parent, index, change.value, each)
