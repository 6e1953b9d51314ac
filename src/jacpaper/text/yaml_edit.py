"""Edits of YAML files: the values concerned change, and no other byte.

Each edit is made on the text, at the offsets of its value, and what comes out is read again: it
must be the old data with that edit and nothing else, and no more problems than before. A way of
writing that does not pass is given up for the next one, and where none is left the edit is
refused. So a mistake in here refuses an edit, and never writes another value.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from jacpaper.problems import Place, Problems
from jacpaper.text import yaml_edit_entries as entries
from jacpaper.text import yaml_edit_firsts as firsts
from jacpaper.text import yaml_edit_scalars as scalars
from jacpaper.text.decoding import text_of
from jacpaper.text.yaml_edit_changes import (
    EMPTY,
    NO_ITEMS,
    NO_LIST,
    NO_VALUE,
    AddKey,
    Edit,
    Insert,
    Move,
    Remove,
    RenameKey,
    Replace,
    after,
    by_trail,
    emptied_to,
    final_order,
    same,
)
from jacpaper.text.yaml_edit_lines import ALL_BLANKS
from jacpaper.text.yaml_edit_nodes import (
    USED_TWICE,
    CannotEdit,
    Document,
    document_of,
    key_of,
    position,
)
from jacpaper.text.yaml_edit_order import conflict, in_steps
from jacpaper.text.yaml_edit_write import style_of
from jacpaper.text.yaml_reader import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jacpaper.text.yaml_edit_nodes import Node
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
    "after",
    "edited",
]

_NOT_WRITTEN = "it cannot be written here without changing something else: edit it by hand"
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
    # What is put at the end of a file whose last line has no end would go on in that line.
    ending = "" if text.endswith(("\n", "\r")) else "\r\n" if "\r\n" in text else "\n"
    try:
        first = _file(text + ending, shown, keys)
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
            file = _step(file, [edit], _place(first.source, edit.trail))
    for some in in_steps(edits):
        file = _step(file, some, _place(first.source, some[0].trail))
    expected = after(first.source.data, edits)
    if not same(expected, file.source.data):
        raise CannotEdit(_place(first.source, edits[0].trail), _NOT_WRITTEN)
    result = file.document.text.removesuffix(ending)
    if ending and not same(*map(_without_last_break, (file, _file(result, shown, keys)))):
        raise CannotEdit(_place(first.source, edits[0].trail), _NOT_WRITTEN)
    return (_BOM if content.startswith(_BOM) else b"") + result.encode()


def _without_last_break(file: _File) -> Any:
    """Return the data without the line end that a block text at the end of the file may have."""
    data = file.source.data
    trail, last = max(file.document.nodes(), key=lambda found: (found[1].end, len(found[0])))
    return after(data, [Edit(trail, Replace(last.text.rstrip("\n")))]) if last.is_block else data


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
    document = document_of(text)
    if document is None or {trail for trail, _ in document.nodes()} != set(source.values):
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


def _step(file: _File, edits: Sequence[Edit], place: Place) -> _File:
    """Return the file after one edit, or several of one list or mapping.

    Raises:
        CannotEdit: no way of writing it gives the data that is wanted.
    """
    expected = after(file.source.data, edits)
    before = Counter(problem.message for problem in file.source.problems)
    reason = _NOT_WRITTEN
    try:
        for text in _ways(file.document, edits):
            try:
                found = _file(text, file.source.file, file.keys)
            except Problems as problems:
                reason = problems.problems[0].message
                continue
            except CannotEdit:
                continue
            new = Counter(problem.message for problem in found.source.problems) - before
            if not new and same(expected, found.source.data):
                return found
            reason = next(iter(new), reason)
    except entries.RefusedError as refused:
        reason = str(refused)
    raise CannotEdit(place, reason)


def _ways(document: Document, edits: Sequence[Edit]) -> Iterator[str]:
    """Yield the texts that a file may have after edits that go together, the best first."""
    trail, change = edits[0]
    style = style_of(document)
    node = document.node(trail)
    if isinstance(change, AddKey):
        yield from _with_key(document, trail, change, style)
    elif node is None:
        raise entries.RefusedError(NO_VALUE)
    elif isinstance(change, Replace):
        if node.kind != "scalar":
            raise entries.RefusedError(f"a {node.kind} stands here, not a text or number")
        yield from scalars.replaced(document, node, change.value, style)
    elif isinstance(change, RenameKey):
        parent, index = _above(document, trail)
        yield from scalars.renamed(document, parent.keys[index], change.new)
    else:
        owner = trail[:-1] if isinstance(change, Remove) else trail
        yield from _rearranged(document, owner, edits, style)


def _above(document: Document, trail: Trail) -> tuple[Node, int]:
    """Return what the value at a trail stands in, and which of its entries it is."""
    parent = document.node(trail[:-1]) if trail else None
    index = position(parent, trail[-1]) if parent else None
    if parent is None or index is None:
        raise entries.RefusedError("this is the file as a whole")
    return parent, index


def _rearranged(
    document: Document, trail: Trail, edits: Sequence[Edit], style: Style
) -> Iterator[str]:
    """Yield the texts of the file with items put in, moved and taken out of a list."""
    node = document.node(trail)
    styles = (style, style._replace(all_quoted=True))
    if node is None or node.kind == "scalar":
        yield from _with_first_items(document, trail, edits, styles)
        return
    names: list[str | int] = list(range(len(node.items)))
    if node.kind == "mapping":
        names = [key_of(key) for key in node.keys]
    order = final_order(names, trail, by_trail(edits))
    if order:
        for each, blanks in product(styles, ALL_BLANKS):
            yield entries.rearranged(document, node, order, each, blanks)
        return
    if node.kind == "mapping":
        raise entries.RefusedError("it is the only key here: remove what it stands in")
    empty = emptied_to(names, trail, by_trail(edits))
    if empty not in EMPTY:
        raise entries.RefusedError("no item of this list is left: say what the list becomes")
    for blanks in ALL_BLANKS:
        yield entries.emptied(document, *_above(document, trail), empty, blanks)


def _with_first_items(
    document: Document, trail: Trail, edits: Sequence[Edit], styles: Sequence[Style]
) -> Iterator[str]:
    """Yield the texts of the file with a list in the place of none, or of nothing."""
    parent, index = _above(document, trail)
    node = parent.items[index]
    if node.style or node.text not in NO_ITEMS:
        raise entries.RefusedError(NO_LIST)
    values = [edit.change.value for edit in edits if isinstance(edit.change, Insert)]
    yield from (firsts.first_items(document, parent, index, values, each) for each in styles)


def _with_key(document: Document, trail: Trail, change: AddKey, style: Style) -> Iterator[str]:
    node = document.node(trail)
    parent = document.node(trail[:-1]) if trail else None
    index = position(parent, trail[-1]) if parent else None
    for each in (style, style._replace(all_quoted=True)):
        if node and node.kind == "mapping" and node.items:
            yield firsts.added(document, node, {change.key: change.value}, each)
        elif parent is None or parent.kind != "mapping" or (node and (node.items or node.text)):
            raise entries.RefusedError("no key can be put here, for this is no mapping")
        elif index is None:
            mapping = {trail[-1]: {change.key: change.value}}
            yield firsts.added(document, parent, mapping, each)
        else:
            yield firsts.first_key(document, parent, index, {change.key: change.value}, each)
