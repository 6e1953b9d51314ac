"""The first item of a list, and keys at the end of a mapping or where there was none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.text.yaml_edit_entries import end_of
from jacpaper.text.yaml_edit_lines import are_apart, with_notes_below
from jacpaper.text.yaml_edit_write import in_brackets, item_lines, mapping_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jacpaper.text.yaml_edit_nodes import Document, Node
    from jacpaper.text.yaml_edit_write import Style


def first_items(
    document: Document, parent: Node, index: int, values: list[Any], style: Style
) -> str:
    """Return the text of the file with a list where none, or nothing, stands."""
    node = parent.items[index]
    after = parent.marks[index] + 1
    if node.in_brackets:
        ahead = "" if node.start > after else " "
        new = ahead + in_brackets(values, None, style)
        return document.text[: node.start] + new + document.text[node.end :]
    column = parent.column + (style.list_step if parent.kind == "mapping" else 2)
    lines = [line for value in values for line in item_lines(value, column, None, style)]
    return _below(document, after, node.end, lines)


def _below(document: Document, after: int, end: int, lines: Sequence[str]) -> str:
    """Return the text of the file with lines in the place of what stands behind a colon."""
    text = document.text
    line_break = document.line_break(after)
    stop = document.line_end(end)
    rest = text[max(end, after) : stop]
    return text[:after] + rest + "".join(line_break + line for line in lines) + text[stop:]


def added(document: Document, node: Node, new: Mapping[str | int, Any], style: Style) -> str:
    """Return the text of the file with more keys at the end of a mapping."""
    text = document.text
    if node.style:
        pairs = in_brackets(new, None, style)[1:-1]
        end = end_of(node, len(node.items) - 1)
        return document.text[:end] + ", " + pairs + document.text[end:]
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
