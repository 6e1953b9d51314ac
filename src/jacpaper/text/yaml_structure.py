"""Where a YAML file that cannot be parsed is broken: at the line of the slip, not where it shows.

A parser notices a lost colon, dash or bracket some lines later. Here each line is compared with
those around it. Only files that cannot be parsed are looked at, so it need not be fast.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.text.yaml_slips import Slip, lines_of_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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


def faults(lines: Sequence[str], keys: Mapping[str, bool]) -> list[Slip]:
    """Return the slips that break the file; `keys` says of each key if its items have keys.

    A line in the wrong column is named alone: what comes after it may be right.
    """
    rows, found = _rows(lines, keys)
    found += _blocks(lines, keys)
    found += _bare(rows, keys)
    found.sort()
    misplaced = next(_indents(rows, keys), None)
    if misplaced and (not found or misplaced.line < found[0].line):
        return [misplaced]
    return found


def _rows(lines: Sequence[str], keys: Mapping[str, bool]) -> tuple[list[_Row], list[Slip]]:
    """Return the lines of structure, and slips: a tab, a bracket or quote never closed."""
    texts = lines_of_texts(lines, keys)
    rows: list[_Row] = []
    found: list[Slip] = []
    last = -1
    for number, line in enumerate(lines):
        bare = line.strip()
        if number <= last or number in texts or not bare or bare[0] == "#" or bare == "---":
            continue
        if tab := re.match(r" *\t", line):
            told = "a tab is used to indent", "indent with spaces"
            found.append(Slip(number, tab.end() - 1, *told))
            continue
        row = _row(number, line)
        rows.append(row)
        value = row.value if row.key else row.content
        if value[:1] in ("[", "{", '"', "'") and not _is_closed(value):
            last = _last_line(lines, row, value)
            if last < 0:
                found.append(_unclosed(line, number, value))
    return rows, found


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
    end = value.rstrip(" ,")
    # A long value is shown from the beginning of a word.
    end = re.sub(r"^.+? (?=.{1,30}$)", "", end) if len(end) > 30 else end
    hint = f"put {closing} at its end, as in {end}{closing}"
    if re.match(r"'[a-z]", value) and '"' not in value:
        hint += f'; if it is an apostrophe, put all of it in double quotes: "{value}"'
    return Slip(number, column, f"{what} is opened here and never closed", hint)


def _blocks(lines: Sequence[str], keys: Mapping[str, bool]) -> Iterator[Slip]:
    """Find texts whose first line is indented further than another of their lines."""
    texts = lines_of_texts(lines, keys)
    first = deep = -1  # The first line of a text, and its column.
    for number, line in enumerate(lines):
        if number not in texts:
            opening, first = line, -1
        elif line.strip():
            column = len(line) - len(line.lstrip(" "))
            if first < 0:
                # A text that gives its indentation may begin further right.
                first, deep = number, -1 if re.search(r"[|>][-+]?[1-9]", opening) else column
            elif column < deep:
                message = "the first line of this text is indented further than those below it"
                yield Slip(first, deep, message, f"begin all of them in column {column + 1}")
                deep = -1


def _bare(rows: Sequence[_Row], keys: Mapping[str, bool]) -> Iterator[Slip]:
    """Find lines that are neither a key nor an item of a list."""
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else None
        below = rows[index + 1] if index + 1 < len(rows) else None
        word = re.match(r"[A-Za-z_]\w*", row.content)
        is_known = bool(word and word[0] in keys)
        if _begins_with_a_key(row, below):
            yield _no_colon(row, word[0] if word and is_known else "")
        if not row.is_bare or _is_value(row, above, below):
            continue
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


def _begins_with_a_key(row: _Row, below: _Row | None) -> bool:
    """True for an item without a key that other keys stand under, as if it had one."""
    if not row.is_item or row.key or row.content == "-" or below is None:
        return False
    return bool(below.key) and not below.is_item and below.indent == row.column


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


_KEY_OR_TEXT = "write key: value; if it is a text, write | behind the colon of its key, above it"


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
    return Slip(row.number, row.column, "this line has no colon after its key", _KEY_OR_TEXT)


class _Level(NamedTuple):
    """Rows that begin in one column."""

    column: int
    is_list: bool
    first: _Row
    rows: int = 1


def _indents(rows: Sequence[_Row], keys: Mapping[str, bool]) -> Iterator[Slip]:
    """Find rows that are lined up with none above them."""
    levels: list[_Level] = []
    step = _step(rows)
    for index, row in enumerate(rows):
        while levels and levels[-1].column > row.indent:
            gone = levels.pop()
            if levels and levels[-1].column < row.indent:
                yield _between(gone, levels[-1], row, step)
                return
        while len(levels) > 1 and levels[-1].is_list and not row.is_item:
            if levels[-2].column != levels[-1].column:
                break
            levels.pop()  # a list in the column of its own key
        if fault := _at_its_level(levels, rows, index, keys, step):
            yield fault
            return
        _note(levels, row)


def _step(rows: Sequence[_Row]) -> int:
    """Return by how many columns a file mostly indents."""
    pairs = pairwise(rows)
    steps = [below.indent - above.indent for above, below in pairs if above.opens]
    steps = [2, *(step for step in steps if step > 0)]
    return max(set(steps), key=lambda step: (steps.count(step), -step))


def _note(levels: list[_Level], row: _Row) -> None:
    """Count a row to its level, which it may open."""
    if levels and levels[-1].column == row.indent and levels[-1].is_list == row.is_item:
        levels[-1] = levels[-1]._replace(rows=levels[-1].rows + 1)
    else:
        levels.append(_Level(row.indent, row.is_item, row))
    if row.is_item and row.key:
        levels.append(_Level(row.column, is_list=False, first=row))


def _at_its_level(
    levels: Sequence[_Level],
    rows: Sequence[_Row],
    index: int,
    keys: Mapping[str, bool],
    step: int,
) -> Slip | None:
    """Return what is wrong with a row that opens a level, or stands beside others."""
    row, above = rows[index], rows[index - 1] if index else None
    if not levels or above is None:
        return None
    level = levels[-1]
    if level.column < row.indent:
        return None if above.opens else _deeper(levels, rows, index, keys, step)
    if level.is_list and not row.is_item:
        return _no_dash(row, level.column)
    begins_a_list = above.opens and above.column == row.indent
    if row.is_item and not level.is_list and not begins_a_list and level.rows == 1:
        return _no_dash(level.first, level.column)
    return None


def _deeper(
    levels: Sequence[_Level],
    rows: Sequence[_Row],
    index: int,
    keys: Mapping[str, bool],
    step: int,
) -> Slip:
    """Name a row that is deeper than the one above it, or that one if it is too near."""
    level, row = levels[-1], rows[index]
    if level.rows == 1 and len(levels) > 1 and row.indent - levels[-2].column == step:
        return _other_column(level.first, row.indent)
    return _too_far(rows, index, keys)


def _no_dash(row: _Row, column: int) -> Slip:
    message = "the dash is missing that begins an item of this list"
    hint = f'put "- " before it, with the dash in column {column + 1}: - {row.content}'
    return Slip(row.number, row.column, message, hint)


def _between(gone: _Level, left: _Level, row: _Row, step: int) -> Slip:
    """Name the row that stands in an odd column, of two that should stand in the same."""
    first_is_odd = row.indent - left.column == step != gone.column - left.column
    if first_is_odd and row.is_item and not gone.is_list:
        return _no_dash(gone.first, row.indent)
    one, column = (gone.first, row.indent) if first_is_odd else (row, gone.column)
    return _other_column(one, column, -1 if first_is_odd else left.column)


def _other_column(row: _Row, column: int, further_left: int = -1) -> Slip:
    message = "this line begins in another column than those that it belongs to"
    hint = f"begin it in column {column + 1}"
    if further_left >= 0:
        hint += f"; or, if it belongs to what is further left, in column {further_left + 1}"
    return Slip(row.number, row.indent, message, hint)


def _too_far(rows: Sequence[_Row], index: int, keys: Mapping[str, bool]) -> Slip:
    """Name a row that is too far right, or the one above it that lost its dash."""
    above, row = rows[index - 1], rows[index]
    opened = rows[index - 2] if index > 1 else None
    if opened and opened.opens and not above.is_item and row.indent == above.indent + 2:
        later = (one for one in rows[index + 1 :] if one.indent <= above.indent)
        after = next(later, None)
        if keys.get(opened.key) or (after and after.is_item and after.indent == above.indent):
            return _no_dash(above, above.indent)
    message = "this line is indented further than the one that it stands beside"
    return Slip(row.number, row.indent, message, f"begin it in column {above.column + 1}")
