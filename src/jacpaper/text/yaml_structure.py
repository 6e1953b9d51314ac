"""Where a YAML file that cannot be parsed is broken: at the line of the slip, not where it shows.

A parser notices a lost colon, dash or bracket some lines later. Here each line is compared with
those around it. Only files that cannot be parsed are looked at, so it need not be fast.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.text.yaml_slips import Slip, lines_of_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_CLOSING = {"[": "]", "{": "}"}
_ROW = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<content>.*?) *")
_KEY = re.compile(r"(?P<key>\"[^\"]*\"|'[^']*'|[^\s\"'\[{#][^#]*?):(?P<value> .*|)")


class _Row(NamedTuple):
    """A line that is a key, an item, or neither."""

    number: int
    indent: int
    column: int
    """Where its key or text begins, after any dashes."""
    content: str
    key: str
    value: str

    @property
    def is_item(self) -> bool:
        return self.column > self.indent or self.content == "-"

    @property
    def opens(self) -> bool:
        """True if what is indented further below belongs to it."""
        return self.content == "-" or (bool(self.key) and not self.value)

    @property
    def is_bare(self) -> bool:
        return not self.is_item and not self.key


def faults(lines: Sequence[str], keys: Collection[str]) -> list[Slip]:
    """Return the slips that break the file; those of indentation only where there are no others."""
    rows, found = _rows(lines)
    found += _blocks(lines)
    found += _bare(rows, keys)
    return sorted(found or list(_indents(rows))[:1])


def _rows(lines: Sequence[str]) -> tuple[list[_Row], list[Slip]]:
    """Return the lines of structure, and a slip for each bracket and quote that is not closed."""
    texts = lines_of_texts(lines)
    rows: list[_Row] = []
    unclosed: list[Slip] = []
    last = -1
    for number, line in enumerate(lines):
        bare = line.strip()
        if number <= last or number in texts or not bare or bare[0] == "#" or bare == "---":
            continue
        row = _row(number, line)
        rows.append(row)
        value = row.value if row.key else row.content
        if value[:1] in ("[", "{", '"', "'") and not _is_closed(value):
            last = _last_line(lines, row, value)
            if last < 0:
                unclosed.append(_unclosed(line, number, value))
    return rows, unclosed


def _row(number: int, line: str) -> _Row:
    found = _ROW.fullmatch(line)
    assert found  # noqa: S101 - it matches every line
    content = found["content"]
    pair = _KEY.fullmatch(re.sub(r" +#.*$", "", content))
    key, value = (pair["key"], pair["value"].strip()) if pair else ("", "")
    return _Row(number, len(found["indent"]), found.start("content"), content, key, value)


def _is_closed(value: str) -> bool:
    """True if the bracket or quote that begins a value is closed in it."""
    if value[0] in "\"'":
        quoted = r'"(?:[^"\\]|\\.)*"' if value[0] == '"' else r"'(?:[^']|'')*'"
        return bool(re.match(quoted, value))
    depth = 0
    for part in re.finditer(r"(?<![^\s,\[{:])(?:\"(?:[^\"\\]|\\.)*\"|'[^']*')|[\[{\]}]", value):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(part[0], 0)
    return depth <= 0


def _last_line(lines: Sequence[str], row: _Row, value: str) -> int:
    """Return the line that closes what a row opens; -1 if none that belongs to it does."""
    for number in range(row.number + 1, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= row.indent:
            return -1
        value += f" {line.strip()}"
        if _is_closed(value):
            return number
    return -1


def _unclosed(line: str, number: int, value: str) -> Slip:
    mark = value[0]
    closing = _CLOSING.get(mark, mark)
    what = "a bracket" if mark in _CLOSING else "a quote"
    column = line.index(value)
    hint = f"put {closing} at its end, as in {value.rstrip(' ,')[-30:]}{closing}"
    return Slip(number, column, f"{what} ({mark}) is opened here and never closed", hint)


def _blocks(lines: Sequence[str]) -> Iterator[Slip]:
    """Find texts whose first line is indented further than another of their lines."""
    texts = lines_of_texts(lines)
    first = -1
    for number, line in enumerate(lines):
        if number not in texts:
            first = -1
        elif line.strip():
            indent = len(line) - len(line.lstrip(" "))
            if first < 0:
                opening = number - 1
                while opening > 0 and not lines[opening].strip():
                    opening -= 1
                first = -1 if re.search(r"[|>][-+]?[1-9]", lines[opening]) else number
            elif 0 <= first and indent < (far := len(lines[first]) - len(lines[first].lstrip(" "))):
                message = "the first line of this text is indented further than those below it"
                hint = f"begin all of them in column {indent + 1}"
                yield Slip(first, far, message, hint)
                first = len(lines)  # said once
            if first >= len(lines):
                first = -1
                return


def _bare(rows: Sequence[_Row], keys: Collection[str]) -> Iterator[Slip]:
    """Find lines that are neither a key nor an item of a list."""
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else None
        below = rows[index + 1] if index + 1 < len(rows) else None
        if not row.is_bare or _is_value(row, above, below):
            continue
        word = re.match(r"[A-Za-z_]\w*", row.content)
        is_known = bool(word and word[0] in keys)
        if not (is_known and _is_among_keys(row, above, below)) and _is_among_items(
            row, above, below
        ):
            message = "this line is neither a key nor an item of the list around it"
            hint = f'if it is an item, begin it with "- ": - {row.content}'
            column = _column_of_items(above, below)
            hint += f"\nin column {column + 1}, as the others"
            yield Slip(row.number, row.column, message, hint)
        else:
            yield _no_colon(row, word[0] if word and is_known else "")


def _is_value(row: _Row, above: _Row | None, below: _Row | None) -> bool:
    """True if a row may be the value of the key above it, on a line of its own."""
    if above is None or not above.opens or row.indent <= above.indent:
        return False
    return below is None or below.indent <= above.indent


def _is_among_keys(row: _Row, above: _Row | None, below: _Row | None) -> bool:
    near = [one for one in (above, below) if one and one.key]
    return any(one.column == row.column or one.indent == row.indent for one in near) or any(
        one.opens and one is above for one in near
    )


def _is_among_items(row: _Row, above: _Row | None, below: _Row | None) -> bool:
    beside = above is not None and above.is_item and row.indent >= above.indent
    return beside or (below is not None and below.is_item and below.indent <= row.indent)


def _column_of_items(above: _Row | None, below: _Row | None) -> int:
    return next(one.indent for one in (above, below) if one and one.is_item)


def _no_colon(row: _Row, word: str) -> Slip:
    content = re.sub(r" +#.*$", "", row.content)
    word = word or (found[0] if (found := re.match(r"\d{4}\b", content)) else "")
    rest = content[len(word) :].lstrip(" :=;.\u2013\u2014-") if word else ""
    if word:
        hint = f"write {word}: {rest}".rstrip()
        return Slip(row.number, row.column + len(word), f'no colon follows "{word}"', hint)
    if ":" in content:
        hint = "put a space after the colon that ends the key: key: value"
        return Slip(row.number, row.column, "no space follows the colon of the key", hint)
    return Slip(row.number, row.column, "this line has no colon after its key", "write key: value")


class _Level(NamedTuple):
    """Rows that begin in one column."""

    column: int
    is_list: bool
    first: _Row
    rows: int = 1


def _indents(rows: Sequence[_Row]) -> Iterator[Slip]:
    """Find rows that are lined up with none above them."""
    levels: list[_Level] = []
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else None
        begins = _begins(levels, row)
        while levels and levels[-1].column > row.indent:
            gone = levels.pop()
            if levels and levels[-1].column < row.indent:
                yield _between(gone, levels[-1], row)
                return
        if begins and levels and levels[-1].is_list and not row.is_item:
            yield from _at_the_column_of_dashes(levels, row)
        if not levels or levels[-1].column < row.indent:
            if levels and above and not above.opens:
                yield _too_far(rows, index)
                return
            levels.append(_Level(row.indent, row.is_item, row))
        elif row.is_item and not levels[-1].is_list:
            levels.append(_Level(row.indent, is_list=True, first=row))
        else:
            levels[-1] = levels[-1]._replace(rows=levels[-1].rows + 1)
        if row.is_item and row.key:
            levels.append(_Level(row.column, is_list=False, first=row))


def _begins(levels: Sequence[_Level], row: _Row) -> bool:
    return any(level.column == row.indent for level in levels)


def _at_the_column_of_dashes(levels: list[_Level], row: _Row) -> Iterator[Slip]:
    """Find a key in the column of the dashes of a list; the list may be under a key there."""
    if len(levels) > 1 and levels[-2].column == row.indent:
        levels.pop()
        return
    message = "the dash is missing that begins an item of this list"
    hint = f'begin the line with "- ", in the column of the other dashes: - {row.content}'
    yield Slip(row.number, row.column, message, hint)


def _between(gone: _Level, left: _Level, row: _Row) -> Slip:
    """Name the row that stands in an odd column, of two that should stand in the same."""
    first_is_odd = gone.column % 2 and not row.indent % 2 and gone.rows == 1
    one, column = (gone.first, row.indent) if first_is_odd else (row, gone.column)
    message = "this line begins in another column than those that it belongs to"
    hint = f"begin it in column {column + 1}"
    if not first_is_odd:
        hint += f", or, if it belongs to what is further left, in column {left.column + 1}"
    return Slip(one.number, one.indent, message, hint)


def _too_far(rows: Sequence[_Row], index: int) -> Slip:
    """Name a row that is too far right, or the one above it that lost its dash."""
    above, row = rows[index - 1], rows[index]
    column = above.column
    later = [one for one in rows[index + 1 :] if one.indent >= above.indent]
    together = next((n for n, one in enumerate(rows[index:]) if one.indent < row.indent), 99)
    opened = rows[index - 2] if index > 1 else None
    has_items = any(one.is_item and one.indent == above.indent for one in later)
    if opened and opened.opens and not above.is_item and (has_items or together > 1):
        message = "the dash is missing that begins an item of this list"
        hint = f'begin the line with "- ": - {above.content}'
        return Slip(above.number, above.column, message, hint)
    message = "this line is indented further than the one that it stands beside"
    hint = f"begin it in column {column + 1}; or, if it belongs to the text above, put it there"
    return Slip(row.number, row.indent, message, hint)
