"""Values as YAML, in the style of what stands around them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from jacpaper.problems import Problems
from jacpaper.text import yaml_edit_wrap, yaml_reader
from jacpaper.text.yaml_edit_nodes import position
from jacpaper.text.yaml_writer import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jacpaper.text.yaml_edit_changes import Line
    from jacpaper.text.yaml_edit_nodes import Document, Node

# To other YAML programs these are more than texts.
_NOT_TEXTS = ("<<", "=")


class Style(NamedTuple):
    """How the lists and mappings of a file are indented."""

    list_step: int = 2
    """From the column of a key to that of the dashes below it."""
    mapping_step: int = 2
    all_quoted: bool = False
    """Whether each text is written in quotes, whatever it holds."""


def style_of(document: Document) -> Style:
    """Return the indentation that the first list and the first mapping of a file have."""
    steps: dict[str, int] = {}
    for _, node in document.nodes():
        for item in node.items if node.kind == "mapping" and not node.style else ():
            if item.items and not item.style:
                steps.setdefault(item.kind, item.column - node.column)
    return Style(steps.get("list", 2), steps.get("mapping", 2))


@cache
def is_plain(text: str, *, in_brackets: bool, is_key: bool = False) -> bool:
    """Tell whether a text needs no quotes: each YAML program reads the same text without."""
    if not text or "\n" in text or "\r" in text:
        return False
    if text in _NOT_TEXTS:
        return False
    line = f"{text}: 1" if is_key else f"key: {text}"
    data: Any = {text: 1} if is_key else {"key": text}
    if in_brackets:
        line, data = f"key: {{{line}}}", {"key": data}
    try:
        source = yaml_reader.read_text(f"{line}\n", "")
    except Problems:
        return False
    return bool(source.data == data) and not source.problems


def line_scalars(value: Line, style: str, *, in_brackets: bool) -> Iterator[str]:
    """Yield the ways to write a value on one line, the nearest to the style first."""
    if not isinstance(value, str):
        yield str(value).lower()
        return
    if style == "'" and value.isprintable():
        yield "'" + value.replace("'", "''") + "'"
    elif style not in ("'", '"') and is_plain(value, in_brackets=in_brackets):
        yield value
    yield quoted(value)


def first_line_scalar(value: Any, like: Node | None, style: Style, *, in_brackets: bool) -> str:
    """Return a value on one line, in the style of a neighbour."""
    kind = '"' if style.all_quoted else like.style if like else ""
    return next(line_scalars(value, kind, in_brackets=in_brackets))


def in_brackets(value: Any, like: Node | None, style: Style) -> str:
    """Return a value on one line, with lists and mappings in brackets."""
    if isinstance(value, dict):
        pairs = (
            f"{key_text(key, in_brackets=True)}: {in_brackets(one, child(like, key), style)}"
            for key, one in value.items()
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        first = child(like, 0)
        return "[" + ", ".join(in_brackets(one, first, style) for one in value) + "]"
    return first_line_scalar(value, like, style, in_brackets=True)


def key_text(key: str | int, *, in_brackets: bool = False) -> str:
    """Return a key as it stands before its colon."""
    if isinstance(key, int):
        return str(key)
    plain = is_plain(key, in_brackets=in_brackets, is_key=True)
    # A key that looks like a whole number would be read as one.
    return key if plain and not key.lstrip("+-").isdigit() else quoted(key)


def child(node: Node | None, step: str | int) -> Node | None:
    """Return what a step leads to from a node, if anything."""
    index = position(node, step) if node else None
    return node.items[index] if node and index is not None else None


def mapping_lines(
    mapping: Mapping[str | int, Any], column: int, like: Sequence[Node], style: Style
) -> list[str]:
    """Return the lines of a mapping whose keys stand in a column; `like`: its neighbours."""
    lines: list[str] = []
    for key, value in mapping.items():
        near = next((found for node in like if (found := child(node, key))), None)
        inline, below = value_lines(value, column, near, style)
        lines.append(f"{' ' * column}{key_text(key)}:{inline and ' ' + inline}")
        lines += below
    return lines


def value_lines(value: Any, column: int, like: Node | None, style: Style) -> tuple[str, list[str]]:
    """Return what follows the colon of a key in a column, and the lines below it."""
    is_inline = bool(like and like.style in ("[", "{"))
    if isinstance(value, (dict, list)) and (is_inline or not value):
        return in_brackets(value, like, style), []
    near = [like] if like else []
    if isinstance(value, dict):
        column += _step(like, "mapping", style.mapping_step)
        return "", mapping_lines(value, column, near, style)
    if isinstance(value, list):
        dashes = column + _step(like, "list", style.list_step)
        return "", [line for one in value for line in item_lines(one, dashes, like, style)]
    if isinstance(value, str) and not style.all_quoted and _as_block(value, like):
        return "|", block_lines(value, column + style.mapping_step)
    return first_line_scalar(value, like, style, in_brackets=False), []


def _step(like: Node | None, kind: str, otherwise: int) -> int:
    """Return how far a neighbour's entries stand to the right of its key."""
    return like.column - like.above if like and like.kind == kind else otherwise


def _as_block(value: str, like: Node | None) -> bool:
    return "\n" in value.rstrip("\n") or (bool(value.strip()) and bool(like and like.is_block))


def item_lines(value: Any, dash: int, like: Node | None, style: Style) -> list[str]:
    """Return the lines of an item of a list whose dashes stand in a column; `like`: the list."""
    first = like.items[0] if like and like.kind == "list" and like.items else None
    gap = first.start - like.marks[0] if first and like and like.marks else 2
    gap = gap if first and 1 < gap < 10 else 2
    ahead = " " * dash + "-" + " " * (gap - 1)
    if isinstance(value, dict) and value and not (first and first.style in ("[", "{")):
        near = [item for item in like.items if item.kind == "mapping"] if like else []
        lines = mapping_lines(value, dash + gap, near, style)
        return [ahead + lines[0].lstrip(" "), *lines[1:]]
    if isinstance(value, (dict, list)):
        return [ahead + in_brackets(value, first, style)]
    inline, below = value_lines(value, dash, first, style)
    return [ahead + inline, *below]


def block_lines(value: str, column: int) -> list[str]:
    """Return a text as the lines below its | mark, wrapped where a paragraph is long."""
    new = yaml_edit_wrap.units(value.rstrip("\n").split("\n"))
    width = max(yaml_edit_wrap.DEFAULT_WIDTH, column + 20)
    return yaml_edit_wrap.rewritten([], [unit.indented(column) for unit in new], width)
