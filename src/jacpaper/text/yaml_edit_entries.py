"""Items and keys put in, taken out and moved, each with its own lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.text.yaml_edit_lines import (
    are_apart,
    bare_lines,
    cut,
    is_whole,
    own_lines,
    with_notes_below,
)
from jacpaper.text.yaml_edit_write import in_brackets, item_lines, mapping_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jacpaper.text.yaml_edit_nodes import Document, Node
    from jacpaper.text.yaml_edit_write import Style

ON_ONE_LINE = "it begins on the line of another value: edit it by hand"
NOTE_BETWEEN = "a note stands between it and the next: edit it by hand"


class RefusedError(Exception):
    """The reason why something cannot be edited."""


def removed(document: Document, parent: Node, index: int) -> str:
    """Return the text of the file without an entry of which there are several."""
    text = document.text
    if parent.style:
        start, end = _in_brackets_cut(document, parent, index)
    elif is_whole(document, parent, index):
        start, end = cut(document, parent, index)
    elif parent.kind == "mapping" and index == 0:
        start, end = parent.keys[0].start, parent.keys[1].start
        if _has_note(text, max(parent.items[0].end, parent.marks[0] + 1), end):
            raise RefusedError(NOTE_BETWEEN)
    else:
        raise RefusedError(ON_ONE_LINE)
    return text[:start] + text[end:]


def _in_brackets_cut(document: Document, parent: Node, index: int) -> tuple[int, int]:
    """Return what to take out of a list or mapping in brackets, one comma included."""
    starts = [parent.entry_start(number) for number in range(len(parent.items))]
    ends = [_end(parent, number) for number in range(len(parent.items))]
    start = ends[index - 1] if index else starts[0]
    end = ends[index] if index else starts[1] if len(starts) > 1 else ends[0]
    between = (start, starts[index]) if index else (ends[0], end)
    if _has_note(document.text, *between):
        raise RefusedError(NOTE_BETWEEN)
    return start, end


def _end(parent: Node, index: int) -> int:
    end = parent.items[index].end
    return max(end, parent.keys[index].end) if parent.kind == "mapping" else end


def _has_note(text: str, start: int, end: int) -> bool:
    """Tell whether a note stands between two values, where nothing else can hold a #."""
    return "#" in text[start:end]


def emptied(document: Document, parent: Node | None, index: int, empty: str) -> str:
    """Return the text of the file with a list of one item as `none` or `[]`."""
    text = document.text
    node = parent.items[index] if parent else document.root
    if node.style:
        if _has_note(text, node.start, node.items[0].start) or _has_note(
            text, node.items[0].end, node.end
        ):
            raise RefusedError(NOTE_BETWEEN)
        return text[: node.start] + empty + text[node.end :]
    if parent is None or not is_whole(document, node, 0):
        raise RefusedError(ON_ONE_LINE)
    start, end = cut(document, node, 0)
    after = parent.marks[index] + 1
    return text[:after] + f" {empty}" + text[after:start] + text[end:]


def inserted(document: Document, node: Node, index: int, value: Any, style: Style) -> str:
    """Return the text of the file with an item before that of the index in a list."""
    if node.style:
        like = node.items[0] if node.items else None
        return _put_in_brackets(document, node, index, in_brackets(value, like, style))
    lines = item_lines(value, node.column, node, style)
    return _put(document, node, index, document.line_break(node.start).join(lines))


def _put_in_brackets(document: Document, node: Node, index: int, new: str) -> str:
    text = document.text
    if not node.items:
        return text[: node.start + 1] + new + text[node.start + 1 :]
    comma = ", "
    if len(node.items) > 1:
        comma = text[_end(node, 0) : node.entry_start(1)]
    elif "\n" in (ahead := text[node.start + 1 : node.entry_start(0)]):
        comma = "," + ahead
    comma = ", " if "#" in comma or not comma.endswith((" ", "\n")) else comma
    if index < len(node.items):
        start = node.entry_start(index)
        return text[:start] + new + comma + text[start:]
    end = _end(node, len(node.items) - 1)
    return text[:end] + comma + new + text[end:]


def _put(document: Document, node: Node, index: int, lines: str) -> str:
    """Return the text of the file with the lines of an item put into a block list."""
    text = document.text
    line_break = document.line_break(node.start)
    count = len(node.items)
    apart = line_break if _stand_apart(document, node, index) else ""
    if index:
        at = bare_lines(document, node, index - 1).end
        return text[:at] + line_break + apart + lines + text[at:]
    if not is_whole(document, node, 0):
        ahead = lines.lstrip(" ")
        dash = node.marks[0]
        return text[:dash] + ahead + line_break + apart + " " * node.column + text[dash:]
    at = own_lines(document, node, 0).start if count else document.line_start(node.start)
    return text[:at] + lines + line_break + apart + text[at:]


def _stand_apart(document: Document, node: Node, index: int) -> bool:
    """Tell whether blank lines stand between items where another is put in."""
    if len(node.items) < 2:
        return False
    return are_apart(document, node, min(max(index - 1, 0), len(node.items) - 2))


def first_item(document: Document, parent: Node, index: int, value: Any, style: Style) -> str:
    """Return the text of the file with a list of one item where none, or nothing, stands."""
    node = parent.items[index]
    after = parent.marks[index] + 1
    if node.in_brackets:
        ahead = "" if node.start > after else " "
        new = ahead + in_brackets([value], None, style)
        return document.text[: node.start] + new + document.text[node.end :]
    column = parent.column + (style.list_step if parent.kind == "mapping" else 2)
    return _below(document, after, node.end, item_lines(value, column, None, style))


def _below(document: Document, after: int, end: int, lines: Sequence[str]) -> str:
    """Return the text of the file with lines in the place of what stands behind a colon."""
    text = document.text
    line_break = document.line_break(after)
    stop = document.line_end(end)
    rest = text[max(end, after) : stop]
    return text[:after] + rest + "".join(line_break + line for line in lines) + text[stop:]


def moved(document: Document, node: Node, index: int, before: int) -> str:
    """Return the text of the file with an item of a list moved, with its own lines."""
    text = document.text
    taken = removed(document, node, index)
    shift = 1 if before > index else 0
    if node.style:
        item = text[node.items[index].start : node.items[index].end]
        return _put_in_brackets(
            _again(document, taken), _list_of(document, taken, node), before - shift, item
        )
    if not is_whole(document, node, index):
        raise RefusedError(ON_ONE_LINE)
    own = own_lines(document, node, index)
    lines = text[own.start : own.end]
    later = _again(document, taken)
    return _put(later, _list_of(document, taken, node), before - shift, lines)


def _again(document: Document, text: str) -> Document:
    return type(document)(text)


def _list_of(document: Document, text: str, node: Node) -> Node:
    """Return the same list in the text without one of its items."""
    trail = next(trail for trail, each in document.nodes() if each is node)
    found = _again(document, text).node(trail)
    if found is None:
        raise RefusedError(ON_ONE_LINE)
    return found


def added(document: Document, node: Node, new: Mapping[str | int, Any], style: Style) -> str:
    """Return the text of the file with more keys at the end of a mapping."""
    text = document.text
    if node.style:
        pairs = in_brackets(new, None, style)[1:-1]
        return _put_in_brackets(document, node, len(node.items), pairs)
    line_break = document.line_break(node.start)
    lines = mapping_lines(new, node.column, [], style)
    end = max(node.end, node.marks[-1] + 1)
    at = with_notes_below(document, end, node.column)
    apart = ""
    if node.above < 0:
        at = _end_of_file(document, at)
        between = any(are_apart(document, node, n) for n in range(len(node.items) - 1))
        between = between or document.text[document.line_start(at) : at].lstrip(" ").startswith("#")
        apart = line_break if between else ""
    return text[:at] + line_break + apart + line_break.join(lines) + text[at:]


def _end_of_file(document: Document, end: int) -> int:
    """Return where the last line ends that is not blank; a line ... ends the file before it."""
    bare = len(document.text.rstrip())
    stop = document.text.find("\n...", end)
    if stop >= 0:
        return end
    return max(end, document.line_end(bare))


def first_key(
    document: Document, parent: Node, index: int, new: Mapping[str | int, Any], style: Style
) -> str:
    """Return the text of the file with a mapping of one key where nothing stands."""
    node = parent.items[index]
    if node.in_brackets or node.items:
        ahead = "" if node.start > parent.marks[index] + 1 else " "
        ahead += in_brackets(new, None, style)
        return document.text[: node.start] + ahead + document.text[node.end :]
    lines = mapping_lines(new, parent.column + style.mapping_step, [], style)
    return _below(document, parent.marks[index] + 1, node.end, lines)
