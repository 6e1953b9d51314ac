"""What an expression of a template speaks of: keys in quotes, words of a choice, printed texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The filters that are given keys of a list's entries, and the positions at which.
_KEYS_AT = {"bars": (0, 1), "groupby": (0,), "rejectattr": (0,), "selectattr": (0,), "sum": (0,)}
_EQUAL = ("!=", "==", "eq", "equalto", "ne")
_AMONG = ("in", "notin")
# What these make of a text has the marks that were in it.
_SAME_WORDS = (
    "capitalize", "d", "default", "e", "escape", "lower", "sentence", "string", "title", "trim",
    "truncate", "upper",
)  # fmt: skip


def keys_in_quotes(node: nodes.Filter) -> Iterator[str]:
    """Yield the keys of a list's entries that a filter is given, as in sort(attribute="name")."""
    given = [node.args[at] for at in _KEYS_AT.get(node.name, ()) if at < len(node.args)]
    given += [one.value for one in node.kwargs if one.key in ("attribute", "name", "value")]
    for word in _words(given):
        # Several with commas; of each, what is before the point is the entry's own.
        yield from (part.strip().partition(".")[0] for part in word.split(","))


def words_compared(node: nodes.Node) -> Iterator[tuple[nodes.Node, str]]:
    """Yield each text in quotes that a comparison holds against an expression, with that."""
    match node:
        case nodes.Compare():
            for operand in node.ops:
                yield from _pair(node.expr, operand.op, operand.expr)
        case nodes.Test() if node.node is not None and node.args:
            yield from _pair(node.node, node.name, node.args[0])


def words_of_entries(node: nodes.Filter) -> tuple[str, list[str]]:
    """Return the key by which a filter picks entries, and the words that it is held against."""
    if node.name not in ("rejectattr", "selectattr") or len(node.args) != 3:
        return "", []
    key, test = (next(_words([one]), "") for one in node.args[:2])
    is_held = test in (*_EQUAL, *_AMONG)
    return key, list(_words(node.args[2:])) if is_held else []


def printed_as_it_stands(node: nodes.Node | None) -> Iterator[nodes.Node]:
    """Yield the names and keys that an expression prints with no filter that reads Markdown."""
    match node:
        case nodes.Name() | nodes.Getattr() | nodes.Getitem():
            yield node
        case nodes.CondExpr():
            yield from printed_as_it_stands(node.expr1)
            yield from printed_as_it_stands(node.expr2)
        case nodes.Concat():
            for part in node.nodes:
                yield from printed_as_it_stands(part)
        case nodes.Filter() if node.name in _SAME_WORDS:
            yield from printed_as_it_stands(node.node)


def _pair(left: nodes.Node, test: str, right: nodes.Node) -> Iterator[tuple[nodes.Node, str]]:
    if test in (*_EQUAL, *_AMONG):
        yield from ((left, word) for word in _words([right]))
    if test in _EQUAL:
        yield from ((right, word) for word in _words([left]))


def _words(parts: Iterable[nodes.Node]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, nodes.Const) and isinstance(part.value, str):
            yield part.value
        elif isinstance(part, nodes.List | nodes.Tuple):
            yield from _words(part.items)
