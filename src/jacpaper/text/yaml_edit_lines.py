"""The lines that belong to an entry of a list or mapping, and to no other.

An entry is an item with its dash, or a key with its value. Notes below it belong to it if they
are indented further; a note above it, if nothing else follows that it could be about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Collection

    from jacpaper.text.yaml_edit_nodes import Document, Node


# Which blank lines go with an entry that goes: those that would be too many, or else those below,
# or none. Blank lines may belong to the text above them, or come to belong to it: so what comes in
# stands below them in the second way.
Blanks = Literal["too many", "below", "none"]

ALL_BLANKS: tuple[Blanks, ...] = get_args(Blanks)


class Lines(NamedTuple):
    """Whole lines: from the beginning of the first to the end of the last, without its break."""

    start: int
    end: int


def is_whole(document: Document, parent: Node, index: int) -> bool:
    """Tell whether an entry begins its line: it does not as the first one of `- - item`."""
    return document.begins_line(parent.entry_start(index))


def bare_lines(document: Document, parent: Node, index: int) -> Lines:
    """Return the lines of an entry with the notes that are indented below it."""
    start = document.line_start(parent.entry_start(index))
    end = max(parent.items[index].end, parent.marks[index] + 1)
    return Lines(start, with_notes_below(document, end, parent.column + 1))


def with_notes_below(document: Document, end: int, column: int) -> int:
    """Return where the notes end that stand right below an offset, in a column or further right."""
    end = document.line_end(end)
    while (below := document.next_line(end)) > end and _is_note(document, below, column):
        end = document.line_end(below)
    return end


def own_lines(document: Document, parent: Node, index: int) -> Lines:
    """Return the lines of an entry, with the notes that belong to it alone."""
    bare = bare_lines(document, parent, index)
    start = _notes_above(document, parent, index)
    if start == 0 and parent.above < 0:  # the notes at the beginning are about the file
        return bare
    count = len(parent.items)
    next_start = document.line_start(parent.entry_start(index + 1)) if index + 1 < count else -1
    if document.next_line(bare.end) == next_start:
        return bare
    if index == 0:
        # Above the first, it is about the list, unless each item has one.
        others = (_has_note_above(document, parent, number) for number in range(1, count))
        return Lines(start, bare.end) if count > 1 and all(others) else bare
    return Lines(start, bare.end)


def _notes_above(document: Document, parent: Node, index: int) -> int:
    """Return where the notes begin that stand right above an entry, in its column."""
    start = document.line_start(parent.entry_start(index))
    floor = bare_lines(document, parent, index - 1).end if index else 0
    while start > floor:
        above = document.line_start(
            start - (2 if document.text[start - 2 : start] == "\r\n" else 1)
        )
        is_note = _is_note(document, above, parent.column)
        if above < floor or not is_note or document.text[above + parent.column] != "#":
            break
        start = above
    return start


def _has_note_above(document: Document, parent: Node, index: int) -> bool:
    start = document.line_start(parent.entry_start(index))
    return _notes_above(document, parent, index) < start


def _is_note(document: Document, start: int, column: int) -> bool:
    line = document.text[start : document.line_end(start)]
    bare = line.lstrip(" ")
    return bare.startswith("#") and len(line) - len(bare) >= column


def cut(
    document: Document, parent: Node, index: int, kept: Collection[int], blanks: Blanks
) -> tuple[int, int]:
    """Return what to take out of the text with an entry: its lines, and blank ones if too many.

    `kept` are the entries that stay.
    """
    own = own_lines(document, parent, index)
    if blanks == "none":
        return own.start, document.next_line(own.end)
    if blanks == "below":
        return own.start, _blank_below(document, own.end)
    is_first = not any(number < index for number in kept)
    is_last = not any(number > index for number in kept)
    above = _blank_above(document, own.start)
    start, end = own.start, document.next_line(own.end)
    if is_last and not is_first:
        floor = document.next_line(bare_lines(document, parent, index - 1).end)
        start = max(above, floor)
    elif not is_last and (is_first or above < own.start):
        end = _blank_below(document, own.end)
    return start, end


def _blank_above(document: Document, start: int) -> int:
    """Return where the blank lines above a line begin."""
    while start:
        above = document.line_start(
            start - (2 if document.text[start - 2 : start] == "\r\n" else 1)
        )
        if document.text[above:start].strip():
            break
        start = above
    return start


def _blank_below(document: Document, end: int) -> int:
    """Return where the first line below that is not blank begins."""
    start = document.next_line(end)
    while start < len(document.text):
        if document.text[start : document.line_end(start)].strip():
            break
        start = document.next_line(start)
    return start


def are_apart(document: Document, parent: Node, index: int) -> bool:
    """Tell whether a blank line stands between two entries, that of the index and the next."""
    end = bare_lines(document, parent, index).end
    start = parent.entry_start(index + 1)
    between = document.text[end : document.line_start(start)].replace("\r\n", "\n")
    between = between.replace("\r", "\n")
    return any(not line.strip() for line in between.split("\n")[1:-1])
