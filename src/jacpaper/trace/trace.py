"""Which lines of the inputs each block of a paper came from. Only the preview asks.

The template is compiled so that each value it reads, and each condition it looks at, is noted
where the words come out: as a comment in its HTML, which the reader of the tree takes up
again. The tree is the same with or without it.
"""

from __future__ import annotations

import os
import re
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from jinja2 import BytecodeCache, nodes
from jinja2.ext import Extension
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from jacpaper.trace.origins import Origins
from jacpaper.tree import elements, reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import CodeType

    from jinja2 import Template
    from jinja2.bccache import Bucket

    from jacpaper.facts.item import ItemFacts
    from jacpaper.problems import Place
    from jacpaper.text.yaml_source import Source, Trail

    Facts = TypeVar("Facts")

# Compiled templates kept in one process: enough for several projects' folders.
_MOST_KEPT = 50
_FROM, _BECAUSE, _WORDED, _END = "from", "because", "worded", "end"


class Span(NamedTuple):
    """Words of one block that come from the inputs, or that `wording` can replace.

    `start` and `end` count the block's letters without white space and cross-references, which
    are the same before and after white space is folded and references are filled in.
    """

    start: int
    end: int
    places: tuple[Place, ...] = ()
    wording: str = ""
    """The name of the template's sentence, if that is what the span is."""


class Trace:
    """Follows the facts of one paper after another to the blocks they end in.

    Made once, it keeps the compiled template; `follow` begins with another paper.
    """

    def __init__(self) -> None:
        self.compiled: BytecodeCache = _Remembered()
        self._facts = Origins()
        self._read: list[Place] = []
        self._said: list[Place] = []
        self._is_said = False
        self._conditions: dict[int, list[Place]] = {}
        self._met: list[Place] = []
        self._own: dict[int, list[Place]] = {}
        self._because: dict[int, list[Place]] = {}
        self._decided: dict[int, list[Place]] = {}
        self._spans: dict[int, list[Span]] = {}
        # A template may write a comment that looks like a mark, but not guess this.
        self.mark = f"trace:{os.urandom(8).hex()}:"

    def follow(self, facts: Facts, copied: Callable[[Origins, Facts], Facts]) -> Facts:
        """Return the paper with facts that can be told apart, and forget the paper before.

        `copied` copies the facts of its kind.
        """
        self._forget()
        return copied(self._facts, facts)

    def follow_item(self, facts: ItemFacts) -> ItemFacts:
        """Return the paper of a further item likewise."""
        return self.follow(facts, Origins.copied_item)

    def _forget(self) -> None:
        self._facts = Origins()
        self._read, self._said, self._conditions = [], [], {}
        self._met, self._own, self._because, self._decided, self._spans = [], {}, {}, {}, {}

    def origins(self, element: elements.Element) -> tuple[Place, ...]:
        """Return the places in the inputs that an element's words came from, each once.

        Where none did, as for a nil return, those are given whose value made the
        template say it at all. The line of the template is `element.place`.
        """
        within = [element, *element.find(*elements.VOCABULARY)]
        own = [place for part in within for place in self._own.get(id(part), ())]
        of_meeting = [place for place in own if not place.file.endswith("/committee.yaml")]
        found = own if of_meeting else [*self._because.get(id(element), ()), *own]
        return tuple({(place.file, place.line): place for place in reversed(found)}.values())[::-1]

    def spans(self, block: elements.Element) -> tuple[Span, ...]:
        """Return which words of a block came from where, in the order in which they end."""
        return tuple(self._spans.get(id(block), ()))

    def reasons(self, block: elements.Element) -> tuple[Place, ...]:
        """Return the places of the values that made the template say an item of a list at all."""
        return tuple(dict.fromkeys(self._decided.get(id(block), ())))

    def trails(self, place: Place) -> tuple[tuple[Source, Trail], ...]:
        """Return the values whose place this is, the innermost first."""
        return self._facts.standing_at(place)

    def sources(self) -> dict[str, Source]:
        """Return the files that the paper's values stand in, by name."""
        return {source.file: source for source, _ in self._facts.trails.values()}

    # What `compose` asks for

    @property
    def extensions(self) -> tuple[type[Extension], ...]:
        """What the compiled template calls. The environment has this trace as its `trace`."""
        return (_Notes,)

    def rewritten(self, template: nodes.Template) -> nodes.Template:
        """Return the syntax tree of a template so changed that it notes what it reads."""
        changed: nodes.Template = _Instrumented().visit(template)
        return changed

    def around(self, name: str, sentence: nodes.Node) -> list[nodes.Node]:
        """Return a sentence that a meeting can word itself, between marks that say so."""
        begin = nodes.Output([_call("worded", nodes.Const(name))])
        return [begin, sentence, nodes.Output([_call("end")])]

    def render(self, template: Template, context: Mapping[str, Any]) -> str:
        """Return the HTML, with a comment at each place where facts went into it."""
        written: list[str] = []
        held, in_tag = "", False
        meter = template.environment.meter  # type: ignore[attr-defined]
        for piece in meter.parts(template.generate(context)):
            places, self._said = self._said, []
            said, self._is_said = self._is_said, False
            mark = piece if piece.startswith(f"<!--{self.mark}") else ""
            if said:
                mark = self._comment(_FROM, places)
            if in_tag:
                # A comment cannot stand inside a tag: it waits for the tag's end.
                held += f"{mark}{self.end}" if said else mark
                if mark and not said:
                    continue
                before, end, after = piece.partition(">")
                written.append(f"{before}{end}{held}{after}" if end else piece)
                held = "" if end else held
            else:
                written += [mark, piece, self.end] if said else [piece]
            if "<" in piece or ">" in piece:
                in_tag = piece.rfind("<") > piece.rfind(">")
        # Newer parsers take all that stands in a title as text.
        return re.sub(
            r"<title.*?</title>",
            lambda title: re.sub("<!--.*?-->", "", title[0]),
            "".join(written),
            flags=re.DOTALL,
        )

    @property
    def end(self) -> str:
        """The mark of where what a condition lets through, or what was read, ends."""
        return f"<!--{self.mark}{_END}-->"

    def reader(self, whole: Place, at: Callable[[str, int], Place]) -> reader.Parser:
        """Return a parser that takes up the comments."""
        return _Reader(self, whole, at)

    # What the compiled template and the parser call

    def note(self, value: Any, name: str = "") -> None:
        """Note that the template reads a value, which a name may stand for."""
        self._read += self._facts.places(value, name)

    def note_attribute(self, value: Any, holder: Any, name: str) -> None:
        """Note that the template reads an attribute of something."""
        self._read += self._facts.places(value, "") or self._facts.attribute(holder, name)

    def say(self) -> None:
        """What was read since then goes into the words that come next.

        A macro says several things before its words, all together, come out.
        """
        self._said += self._read
        self._read, self._is_said = [], True

    def decide(self, condition: int) -> None:
        """What was read since then decides what a condition lets through."""
        self._conditions[condition], self._read = self._read, []

    def keep(self, names: Iterable[str]) -> None:
        """What was read since then is said wherever one of the names is."""
        for name in names:
            self._facts.assigned[name] = tuple(self._read)
        self._read = []

    def because(self, conditions: Iterable[int]) -> str:
        """Return the mark of what the conditions let through."""
        places = [place for number in conditions for place in self._conditions.get(number, ())]
        return self._comment(_BECAUSE, places)

    def worded(self, name: str) -> str:
        """Return the mark of where a sentence begins that a meeting can word itself."""
        return f"<!--{self.mark}{_WORDED} {name}-->"

    def keep_span(self, block: elements.Element, span: Span) -> None:
        """Keep what some words of a block came from."""
        self._spans.setdefault(id(block), []).append(span)

    def take_up(self, element: elements.Element, kind: str, places: Iterable[Place]) -> None:
        """Keep the places for an element of the tree."""
        kept = self._own if kind == _FROM else self._because
        kept.setdefault(id(element), []).extend(places)

    def decide_item(self, item: elements.Element, places: Iterable[Place]) -> None:
        """Keep the places of the values that let an item of a list through."""
        self._decided[id(item)] = [*places]

    def numbered(self, numbers: str) -> list[Place]:
        """Return the places that a mark's numbers stand for."""
        found = (int(number) for number in numbers.split() if number.isdecimal())
        return [self._met[number] for number in found if number < len(self._met)]

    def _comment(self, kind: str, places: list[Place]) -> str:
        """Return the mark that places begin to be said, or to be the reason."""
        start = len(self._met)
        self._met += places
        numbers = " ".join(str(number) for number in range(start, len(self._met)))
        return f"<!--{self.mark}{kind} {numbers}-->"


class _Remembered(BytecodeCache):
    """Keeps compiled templates while the process runs, by name and text; all traces share them."""

    _kept: ClassVar[dict[tuple[str, str], CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[bucket.key, bucket.checksum] = bucket.code


class _Notes(Extension):
    """What the compiled template calls: each returns its value as it was."""

    @property
    def _trace(self) -> Trace:
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
    method = nodes.ExtensionAttribute(_Notes.identifier, name)
    # With no line of its own, whatever goes wrong in the call would be reported at another.
    line = next((argument.lineno for argument in arguments if argument.lineno), None)
    return nodes.Call(method, list(arguments), [], None, None, lineno=line)


class _Open(NamedTuple):
    """A mark that has not ended: its kind, what it says, and how far each block had come."""

    kind: str
    places: tuple[Place, ...]
    wording: str
    begun: dict[int, tuple[elements.Element, int]]


class _Reader(reader.Parser):
    """Takes up the marks as the tree grows."""

    def __init__(self, trace: Trace, whole: Place, at: Callable[[str, int], Place]) -> None:
        super().__init__(whole, at)
        self.trace = trace
        self.active: list[_Open] = []
        self.letters: dict[int, int] = {}
        """How many letters a block has so far, by its id()."""

    def handle_comment(self, data: str) -> None:
        super().handle_comment(data)
        if not data.startswith(self.trace.mark):
            return
        kind, _, said = data.removeprefix(self.trace.mark).partition(" ")
        if kind == _END and self.active:  # a template may print a part of its marks
            self._end(self.active.pop())
        elif kind in (_FROM, _BECAUSE, _WORDED):
            places = tuple(self.trace.numbered(said)) if kind != _WORDED else ()
            name = said if kind == _WORDED else ""
            self.active.append(self._opened(kind, places, name))
            if kind != _WORDED and self.open[-1] is not self.body:
                self.trace.take_up(self.open[-1], _FROM, places)

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        # A comment parts two runs of words that are one without it.
        children = self.open[-1].children
        if len(children) > 1 and isinstance(children[-2], str) and isinstance(children[-1], str):
            children[-2:] = [children[-2] + children[-1]]
        if (block := self._block()) is not None:
            so_far = self.letters.get(id(block), 0)
            for mark in self.active:
                mark.begun.setdefault(id(block), (block, so_far))
            self.letters[id(block)] = so_far + letters(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        outside = self.open[-1] is self.body or elements.GOES_ON in dict(attrs)
        super().handle_starttag(tag, attrs)
        for mark in reversed(self.active if outside else ()):
            if mark.kind != _WORDED:
                self.trace.take_up(self.open[-1], mark.kind, mark.places)
        if tag == "li":
            because = [mark.places for mark in reversed(self.active) if mark.kind == _BECAUSE]
            self.trace.decide_item(self.open[-1], chain.from_iterable(because))

    def _opened(self, kind: str, places: tuple[Place, ...], name: str) -> _Open:
        block = self._block()
        begun = {} if block is None else {id(block): (block, self.letters.get(id(block), 0))}
        return _Open(kind, places, name, begun)

    def _end(self, mark: _Open) -> None:
        """Keep what stands between a mark and its end, in each block that it reaches into."""
        if mark.kind == _BECAUSE:
            return
        for block, start in mark.begun.values():
            span = Span(start, self.letters.get(id(block), 0), mark.places, mark.wording)
            self.trace.keep_span(block, span)

    def _block(self) -> elements.Element | None:
        """Return the open paragraph, item or cell, if there is one."""
        return next((one for one in reversed(self.open) if one.tag in elements.TEXT_BLOCKS), None)


def letters(text: str) -> int:
    """Return how many letters and other marks a text has, white space aside."""
    return len(re.sub(r"[ \n\t\r]+", "", text))
