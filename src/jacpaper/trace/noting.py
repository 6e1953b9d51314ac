"""A template so changed that it notes what it reads, prints and looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

if TYPE_CHECKING:
    from jacpaper.trace.notebook import Notebook


def rewritten(template: nodes.Template) -> nodes.Template:
    """Return the syntax tree of a template so changed that it notes what it reads."""
    changed: nodes.Template = _Instrumented().visit(template)
    return changed


def around(name: str, sentence: nodes.Node) -> list[nodes.Node]:
    """Return a sentence that a meeting can word itself, between marks that say so."""
    begin = nodes.Output([_call("worded", nodes.Const(name))])
    return [begin, sentence, nodes.Output([_call("end")])]


class Notes(Extension):
    """What the compiled template calls: each returns its value as it was."""

    @property
    def _trace(self) -> Notebook:
        return self.environment.trace  # type: ignore[attr-defined,no-any-return]

    def name(self, value: Any, name: str) -> Any:
        """A name, such as `title`."""
        self._trace.note(value, name)
        return value

    def attribute(self, holder: Any, name: str) -> Any:
        """An attribute, such as `report.title`."""
        value = self.environment.getattr(holder, name)
        self._trace.note_attribute(value, holder, name)
        return value

    def item(self, holder: Any, key: Any) -> Any:
        """An item, such as `wording["purpose"]`."""
        value = self.environment.getitem(holder, key)
        self._trace.note(value)
        return value

    def said(self, value: Any) -> Any:
        """A whole expression that is printed."""
        self._trace.say()
        return value

    def decided(self, value: Any, condition: int) -> Any:
        """A whole expression that is looked at."""
        self._trace.decide(condition)
        return value

    def kept(self, value: Any, *names: str) -> Any:
        """A whole expression that is given a name, or several."""
        self._trace.keep(names)
        return value

    def worded(self, name: str) -> Markup:
        """Where a sentence begins that a meeting can word itself."""
        return Markup(self._trace.worded(name))  # noqa: S704 - a name of the template

    def because(self, *conditions: int) -> Markup:
        """Where what conditions let through begins."""
        return Markup(self._trace.because(conditions))  # noqa: S704 - numbers in a comment

    def end(self) -> Markup:
        """Where it ends."""
        return Markup(self._trace.end)  # noqa: S704 - as above


class _Instrumented(NodeTransformer):
    """Rewrites a template's syntax tree: every reading, printing and deciding is a call."""

    def __init__(self) -> None:
        self.conditions = 0

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802 - Jinja calls it so
        return _call("name", node, nodes.Const(node.name)) if node.ctx == "load" else node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802
        return _call("attribute", self._holder(node.node), nodes.Const(node.attr))

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        if isinstance(node.arg, nodes.Slice):
            return self.generic_visit(node)
        return _call("item", self._holder(node.node), self.visit(node.arg))

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802
        node.nodes = [
            part if _is_no_value(part) else _call("said", self.visit(part)) for part in node.nodes
        ]
        return node

    def visit_Assign(self, node: nodes.Assign) -> nodes.Node:  # noqa: N802
        targets = (node.target, *node.target.find_all(nodes.Name))
        names = [nodes.Const(name.name) for name in targets if isinstance(name, nodes.Name)]
        node.node = _call("kept", self.visit(node.node), *names)
        return node

    def visit_If(self, node: nodes.If) -> nodes.Node:  # noqa: N802
        number = self._number()
        node.test = _call("decided", self.visit(node.test), nodes.Const(number))
        node.body = self._within(node.body, number)
        node.elif_ = [self.visit(other) for other in node.elif_]
        node.else_ = self._within(node.else_, number)
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        number = self._number()
        node.iter = _call("decided", self.visit(node.iter), nodes.Const(number))
        node.test = self.visit(node.test) if node.test else None
        node.body = self._within(node.body, number)
        node.else_ = self._within(node.else_, number)
        return node

    def _holder(self, node: nodes.Expr) -> nodes.Expr:
        """Of `report.title` the title is read, and not the whole report."""
        return node if isinstance(node, nodes.Name) else self.visit(node)

    def _number(self) -> int:
        self.conditions += 1
        return self.conditions

    def _within(self, body: list[nodes.Node], condition: int) -> list[nodes.Node]:
        if not body:
            return body
        begin = nodes.Output([_call("because", nodes.Const(condition))])
        inner = [self.visit(node) for node in body]
        return [begin, *inner, nodes.Output([_call("end")])]


def _is_no_value(part: nodes.Node) -> bool:
    """True for the template's own words, and for a mark of ours."""
    called = part.node if isinstance(part, nodes.Call) else None
    is_mark = isinstance(called, nodes.ExtensionAttribute) and called.name in ("worded", "end")
    return isinstance(part, nodes.TemplateData) or is_mark


def _call(name: str, *arguments: nodes.Expr) -> nodes.Expr:
    method = nodes.ExtensionAttribute(Notes.identifier, name)
    # With no line of its own, whatever goes wrong in the call would be reported at another.
    line = next((argument.lineno for argument in arguments if argument.lineno), None)
    return nodes.Call(method, list(arguments), [], None, None, lineno=line)
