"""A template's syntax tree, changed before it is compiled so that what it does is counted.

The sandbox sees attributes, calls, operators and filters as they come. What it does not see
becomes a call here: turns of loops, text put together with `~`, what is compared, what a list
or dict is made of, and slices. No template needs loops or brackets nested very deep, and
Python cannot compile them, so they are refused with their line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import markup_join
from jinja2.visitor import NodeTransformer

from jacpaper.template.meter import MOST_BITS, shown

if TYPE_CHECKING:
    from jinja2 import Environment

    from jacpaper.template.meter import Meter

_MOST_LOOPS = 12
_MOST_NESTED = 50


class Counting(Extension):
    """What compiled templates call where Jinja leaves no other way to count."""

    @property
    def _meter(self) -> Meter:
        return self.environment.meter  # type: ignore[attr-defined,no-any-return]

    def turn(self) -> bool:
        """A turn of a loop; always true."""
        self._meter.turn()
        return True

    def joined(self, *parts: Any) -> str:
        """Return what `~` makes of its parts."""
        text: str = markup_join([shown(part) for part in parts])
        self._meter.write(len(text))
        return text

    def weighed(self, value: Any) -> Any:
        """Return a value that is about to be compared, or to be the key of a dict."""
        self._meter.weigh(value)
        return value

    def made(self, value: Any) -> Any:
        """Return a list, dict or slice that the template has made."""
        return self._meter.made(value)


class _Counted(NodeTransformer):
    """Rewrites a template's syntax tree, so that `Counting` is called."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja calls it so
        self.generic_visit(node)
        turn = nodes.ExprStmt(_call("turn")).set_lineno(node.lineno)
        node.body = [turn, *node.body]
        if node.test:
            node.test = nodes.And(_call("turn"), node.test).set_lineno(node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _call("joined", *node.nodes)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.expr = _weighed(node.expr)
        for operand in node.ops:
            operand.expr = _weighed(operand.expr)
        return node

    def visit_Pair(self, node: nodes.Pair) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.key = _weighed(node.key)
        return node

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        return _call("made", self.generic_visit(node)) if node.items else node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        return _call("made", self.generic_visit(node)) if node.items else node

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _call("made", node) if node.items and node.ctx == "load" else node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _call("made", node) if isinstance(node.arg, nodes.Slice) else node


def counted(template: nodes.Template) -> nodes.Template:
    """Return the syntax tree so changed that what it does is counted."""
    changed: nodes.Template = _Counted().visit(template)
    return changed


def parsed(environment: Environment, source: str, name: str | None) -> nodes.Template:
    """Return the syntax tree of a template.

    Raises:
        TemplateSyntaxError: at its line; also where something is nested too deep.
    """
    parser = Parser(environment, source, name)
    try:
        template = parser.parse()
    except RecursionError:
        raise _too_deep(parser.stream.current.lineno, name) from None
    except ValueError:  # Python reads no number of more than 4,300 figures
        tokens = environment.lexer.tokeniter(source, name)
        line = next(line for line, kind, text in tokens if kind == "integer" and len(text) > 4300)
        raise _too_large(line, name) from None
    _check(template, name)
    return template


def _check(template: nodes.Template, name: str | None) -> None:
    """Refuse what is nested too deep, and numbers that are larger than any in a paper."""
    left: list[tuple[nodes.Node, int, int, int]] = [(template, 0, 0, 1)]
    while left:
        node, depth, loops, line = left.pop()
        line = node.lineno or line
        if isinstance(node, nodes.For):
            loops += 1
        if depth > _MOST_NESTED or loops > _MOST_LOOPS:
            raise _too_deep(line, name)
        if isinstance(node, nodes.Const) and _is_too_large(node.value):
            raise _too_large(line, name)
        left += [(child, depth + 1, loops, line) for child in node.iter_child_nodes()]


def _is_too_large(value: object) -> bool:
    return isinstance(value, int) and value.bit_length() > MOST_BITS


def _too_large(line: int, name: str | None) -> TemplateSyntaxError:
    return TemplateSyntaxError("this number is larger than any in a paper", line, name)


def _too_deep(line: int, name: str | None) -> TemplateSyntaxError:
    message = (
        f"this is nested too deep: loops go {_MOST_LOOPS} deep, and brackets and tags"
        f" {_MOST_NESTED}"
    )
    return TemplateSyntaxError(message, line, name)


def _weighed(node: nodes.Expr) -> nodes.Expr:
    return node if isinstance(node, nodes.Const) else _call("weighed", node)


def _call(name: str, *arguments: Any) -> nodes.Expr:
    method = nodes.ExtensionAttribute(Counting.identifier, name)
    # With no line of its own, whatever goes wrong in the call would be reported at another.
    line = next((argument.lineno for argument in arguments if argument.lineno), None)
    return nodes.Call(method, list(arguments), [], None, None, lineno=line)
