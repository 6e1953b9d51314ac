"""Another value in the place of a text or number, and another name for a key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.text import yaml_edit_wrap
from jacpaper.text.yaml_edit_wrap import Unit
from jacpaper.text.yaml_edit_write import block_lines, key_text, line_scalars
from jacpaper.text.yaml_writer import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.text.yaml_edit_changes import Line
    from jacpaper.text.yaml_edit_nodes import Document, Node
    from jacpaper.text.yaml_edit_write import Style

_ESCAPE = re.compile(r"\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|.)|[^\\]", re.DOTALL)
_INDICATOR = re.compile(r"[|>][-+0-9]*")


def replaced(document: Document, node: Node, value: Line, style: Style) -> Iterator[str]:
    """Yield the text of the file with another value, written as the old one first."""
    text = document.text
    if node.is_block:
        in_block = _in_block if isinstance(value, str) else _from_block
        yield from in_block(document, node, value)
        return
    if isinstance(value, str):
        if "\n" in value.rstrip("\n") and not node.in_brackets:
            yield from _to_block(document, node, value, style)
        elif "\n" in text[node.start : node.end] and node.style:
            yield from _in_long_quotes(document, node, value)
        elif node.style == '"':
            yield _spliced(text, node.start, node.end, _in_double_quotes(document, node, value))
    for scalar in line_scalars(value, node.style, in_brackets=node.in_brackets):
        yield _spliced(text, node.start, node.end, _after_mark(document, node, scalar))


def renamed(document: Document, key: Node, new: str | int) -> Iterator[str]:
    """Yield the text of the file with another name of a key."""
    if key.is_block:
        return
    ways = [key_text(new, in_brackets=key.in_brackets)]
    if isinstance(new, str) and key.style:
        ways = list(line_scalars(new, key.style, in_brackets=True))
    elif isinstance(new, str):
        ways.append(quoted(new))
    for way in ways:
        yield _spliced(document.text, key.start, key.end, way)


def _spliced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _after_mark(document: Document, node: Node, scalar: str) -> str:
    """Return a value with the space that it needs after a colon or dash where nothing was."""
    text = document.text
    if node.start < node.end:
        return scalar
    ahead = " " if text[node.start - 1 : node.start] in (":", "-") else ""
    behind = " " if text[node.end : node.end + 1] == "#" else ""
    return ahead + scalar + behind


def _in_double_quotes(document: Document, node: Node, value: str) -> str:
    """Return a text in double quotes, with what is the same at both ends as it was written."""
    old = _ESCAPE.findall(document.text[node.start + 1 : node.end - 1])
    if len(old) != len(node.text):
        return quoted(value)
    shorter = min(len(node.text), len(value))
    first = next((n for n in range(shorter) if node.text[n] != value[n]), shorter)
    last = next(
        (n for n in range(shorter - first) if node.text[-1 - n] != value[-1 - n]), shorter - first
    )
    middle = quoted(value[first : len(value) - last])[1:-1]
    return '"' + "".join(old[:first]) + middle + "".join(old[len(old) - last :]) + '"'


def _in_block(document: Document, node: Node, value: Line) -> Iterator[str]:
    """Yield a text under | or >: its mark and the lines of unchanged paragraphs stay."""
    text = document.text
    header = document.line_end(node.start)
    end = document.end_of_words(node)
    old = _lines(text[node.body : end]) if end > header else []
    indent = _indent(document, node, old)
    bare = str(value).rstrip("\n")
    new = _folded_units(bare) if node.style == ">" else yaml_edit_wrap.units(bare.split("\n"))
    new = [unit.indented(indent) for unit in new]
    line_break = document.line_break(node.start)
    for width in (yaml_edit_wrap.width_of(old), 0):
        lines = yaml_edit_wrap.rewritten(old, new, width)
        yield _spliced(text, header, end, "".join(line_break + line for line in lines))


def _indent(document: Document, node: Node, raw: Sequence[str]) -> int:
    """Return the indentation of a block text, from its mark or its first line."""
    mark = _INDICATOR.match(document.text, node.start)
    if mark and (given := re.sub(r"\D", "", mark[0])):
        return max(node.above, 0) + int(given)
    first = next((line for line in raw if line.strip(" ")), None)
    return len(first) - len(first.lstrip(" ")) if first else max(node.above, 0) + 2


def _folded_units(value: str) -> list[Unit]:
    """Return the paragraphs of a text whose lines are joined: each line break is a blank line."""
    units: list[Unit] = []
    for number, piece in enumerate(value.split("\n")):
        units += [Unit(("",))] * bool(number) + ([Unit((piece,))] if piece else [])
    return units


def _lines(text: str) -> list[str]:
    return re.split("\r\n|\n|\r", text)


def _to_block(document: Document, node: Node, value: str, style: Style) -> Iterator[str]:
    """Yield a text that was written on the line of its key as one under |."""
    text = document.text
    line_break = document.line_break(node.end)
    below = block_lines(value, max(node.above, 0) + style.mapping_step)
    rest = text[node.end : document.line_end(node.end)]
    mark = _after_mark(document, node, "|")
    yield (
        text[: node.start]
        + mark
        + rest
        + "".join(line_break + line for line in below)
        + text[document.line_end(node.end) :]
    )


def _from_block(document: Document, node: Node, value: Line) -> Iterator[str]:
    """Yield a value of one line in the place of a text under | or >."""
    text = document.text
    mark = _INDICATOR.match(text, node.start)
    header = document.line_end(node.start)
    after_mark = mark.end() if mark else node.start
    for scalar in line_scalars(value, "", in_brackets=False):
        rest = text[after_mark:header]
        yield text[: node.start] + scalar + rest + text[max(header, node.end) :]


def _in_long_quotes(document: Document, node: Node, value: str) -> Iterator[str]:
    """Yield a text in quotes over several lines."""
    text = document.text
    old = _lines(text[node.start + 1 : node.end - 1])
    if "\n" in value or any(line.endswith("\\") for line in old):
        return
    way = next(line_scalars(value, node.style, in_brackets=node.in_brackets))
    if way[0] != node.style:
        return
    # The first line is measured from the beginning of its line, as the others are.
    ahead = " " * (node.column + 1)
    old[0] = ahead + old[0]
    lines = yaml_edit_wrap.rewritten(
        old, [Unit((ahead + way[1:-1],))], yaml_edit_wrap.width_of(old)
    )
    if len(lines) > 1 and len(lines[1]) - len(lines[1].lstrip(" ")) <= node.above:
        return
    inner = document.line_break(node.start).join(lines).removeprefix(ahead)
    yield _spliced(text, node.start, node.end, way[0] + inner + way[-1])
