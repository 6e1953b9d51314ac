"""Items and keys put in, taken out and moved, each with its own lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.text.yaml_edit_changes import Insert
from jacpaper.text.yaml_edit_lines import are_apart, bare_lines, cut, is_whole, own_lines
from jacpaper.text.yaml_edit_write import in_brackets, item_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from jacpaper.text.yaml_edit_lines import Blanks
    from jacpaper.text.yaml_edit_nodes import Document, Node
    from jacpaper.text.yaml_edit_write import Style

ON_ONE_LINE = "it begins on the line of another value: edit it by hand"
NOTE_BETWEEN = "a note stands between it and the next: edit it by hand"

# Where something is taken out of the text, from and to, and what comes in its place.
Splice = tuple[int, int, str]


class RefusedError(Exception):
    """The reason why something cannot be edited."""


def rearranged(
    document: Document,
    node: Node,
    order: Sequence[int | Insert],
    style: Style,
    blanks: Blanks,
) -> str:
    """Return the text of the file with the entries of a list or mapping in another order.

    `order` has each entry that stays by its position, and the items that come in.
    """
    if node.style:
        return _in_brackets(document, node, order, style)
    stay = _in_place(order)
    splices = [
        _taken_out(document, node, index, stay, blanks)
        for index in range(len(node.items))
        if index not in stay
    ]
    before: int | None = None
    coming: list[str] = []
    for token in order:
        if isinstance(token, int) and token in stay:
            splices += _put(document, node, (before, token), coming, blanks)
            before, coming = token, []
        else:
            coming.append(_lines(document, node, token, style))
    splices += _put(document, node, (before, None), coming, blanks)
    return spliced(document.text, splices)


def emptied(document: Document, parent: Node, index: int, empty: str, blanks: Blanks) -> str:
    """Return the text of the file with a list that loses all its items as `none` or `[]`."""
    node = parent.items[index]
    if node.style:
        if "#" in "".join(_gaps(document, node)):
            raise RefusedError(NOTE_BETWEEN)
        return spliced(document.text, [(node.start, node.end, empty)])
    after = parent.marks[index] + 1
    cuts = [_taken_out(document, node, number, (), blanks) for number in range(len(node.items))]
    return spliced(document.text, [(after, after, f" {empty}"), *cuts])


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """Return a text with parts of it replaced."""
    done, parts = 0, []
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        parts += [text[done:start], new]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _in_place(order: Sequence[int | Insert]) -> frozenset[int]:
    """Return as many as can stay where they are: the longest run of rising positions."""
    best: list[tuple[int, ...]] = [()]
    for token in order:
        if isinstance(token, int):
            runs = [run for run in best if not run or run[-1] < token]
            longest = max(runs, key=len)
            best.append((*longest, token))
    longest = max(best, key=len)
    return frozenset(longest)


def _taken_out(
    document: Document, node: Node, index: int, stay: Collection[int], blanks: Blanks
) -> Splice:
    if is_whole(document, node, index):
        return *cut(document, node, index, stay, blanks), ""
    if node.kind != "mapping" or index or 1 not in stay:
        raise RefusedError(ON_ONE_LINE)
    start, end = node.entry_start(0), node.entry_start(1)
    if "#" in document.text[max(node.items[0].end, node.marks[0] + 1) : end]:
        raise RefusedError(NOTE_BETWEEN)
    return start, end, ""


def _lines(document: Document, node: Node, token: int | Insert, style: Style) -> str:
    """Return the lines of an item that comes in, or of one that is moved."""
    if isinstance(token, Insert):
        lines = item_lines(token.value, node.column, node, style)
        return document.line_break(node.start).join(lines)
    own = own_lines(document, node, token)
    return document.text[own.start : own.end]


def _between(document: Document, node: Node, blanks: Blanks) -> str:
    """Return what ends an item that comes in: a blank line too if one stands between the others."""
    line_break = document.line_break(node.start)
    inside = range(len(node.items) - 1)
    apart = sum(are_apart(document, node, index) for index in inside) * 2 > len(inside)
    return line_break * (2 if apart and blanks == "too many" else 1)


def _put(
    document: Document,
    node: Node,
    around: tuple[int | None, int | None],
    items: Sequence[str],
    blanks: Blanks,
) -> list[Splice]:
    """Return what puts items between two that stay, of which either may be missing."""
    if not items:
        return []
    before, after = around
    between = _between(document, node, blanks)
    if before is not None and (after is None or blanks != "below"):
        at = bare_lines(document, node, before).end
        return [(at, at, "".join(between + item for item in items))]
    first = after or 0
    text = between.join(items)
    text += document.line_break(node.start) if after is None else between
    if is_whole(document, node, first):
        at = own_lines(document, node, first).start
        return [(at, at, text)]
    at = node.marks[first]
    return [(at, at, text.lstrip(" ") + " " * node.column)]


def _in_brackets(
    document: Document, node: Node, order: Sequence[int | Insert], style: Style
) -> str:
    """Return the text of the file with another order of what stands in brackets."""
    gaps = _gaps(document, node)
    like = node.items[0] if node.items else None
    parts: list[str] = [gaps[0]]
    used = {0, len(gaps) - 1}
    before: int | Insert | None = None
    for token in order:
        if before is not None:
            gap = before + 1 if isinstance(before, int) and before + 1 == token else -1
            used.add(gap)
            parts.append(gaps[gap] if gap >= 0 else _comma(gaps))
        if isinstance(token, int):
            parts.append(document.text[node.entry_start(token) : end_of(node, token)])
        else:
            parts.append(in_brackets(token.value, like, style))
        before = token
    if any("#" in gap for number, gap in enumerate(gaps) if number not in used):
        raise RefusedError(NOTE_BETWEEN)
    last = gaps[-1] if node.items else ""
    return spliced(document.text, [(node.start + 1, node.end - 1, "".join([*parts, last]))])


def _gaps(document: Document, node: Node) -> list[str]:
    """Return what stands in brackets before the first entry, between them and after the last."""
    inside = range(len(node.items))
    ends = [node.start + 1, *(end_of(node, index) for index in inside)]
    starts = [*(node.entry_start(index) for index in inside), node.end - 1]
    return [document.text[end:start] for end, start in zip(ends, starts, strict=True)]


def _comma(gaps: Sequence[str]) -> str:
    """Return a comma as it stands between entries, each on its line or all on one."""
    if len(gaps) > 2:
        return gaps[1] if "#" not in gaps[1] and gaps[1].endswith((" ", "\n")) else ", "
    return "," + gaps[0] if "\n" in gaps[0] and "#" not in gaps[0] else ", "


def end_of(node: Node, index: int) -> int:
    """Return where an entry in brackets ends."""
    end = node.items[index].end
    return max(end, node.keys[index].end) if node.kind == "mapping" else end
