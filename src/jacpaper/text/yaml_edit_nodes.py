"""Where each value of a YAML file begins and ends, to the character.

Made from the events and tokens of PyYAML's parser in Python, whose marks count characters.
Offsets count from 0 in the decoded text, which has no byte order mark.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.problems import Place
    from jacpaper.text.yaml_source import Trail

MERGE_KEY = "<<"
USED_TWICE = "this value is used in two places: edit it by hand"


class CannotEdit(Exception):  # noqa: N818 - it says what cannot be done
    """An edit that is refused: where, and why."""

    def __init__(self, place: Place, reason: str) -> None:
        self.place, self.reason = place, reason
        super().__init__(place, reason)

    def __str__(self) -> str:
        """Return place and reason in one line."""
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Node:
    """One value or key: where it stands, and how it is written."""

    kind: Literal["scalar", "list", "mapping"]
    start: int
    end: int
    """After its last character: no line end, no note, no blank lines that do not belong to it."""
    column: int
    above: int
    """The column of the block list or mapping that it stands in; -1: none."""
    style: str = ""
    """Of a scalar: a quote, | or >; empty: plain. Of a list or mapping: its bracket, or empty."""
    in_brackets: bool = False
    """Whether it stands within [...] or {...}."""
    text: str = ""
    body: int = 0
    """Of a block text: where the line after its | or > begins."""
    refused: str = ""
    """Why it may not be edited; empty: it may."""
    keys: tuple[Node, ...] = ()
    items: tuple[Node, ...] = ()
    marks: tuple[int, ...] = ()
    """Where the dash of each item stands, or the colon after each key."""

    @property
    def is_block(self) -> bool:
        """Whether this is a text under | or >."""
        return self.style in ("|", ">")

    def entry_start(self, index: int) -> int:
        """Return where an entry begins: at its key, at its dash, or at the item in brackets."""
        if self.kind == "mapping":
            return self.keys[index].start
        return self.items[index].start if self.style else self.marks[index]


class Document:
    """The text of a file, of which the last line ends as the others do, and its nodes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = _Reader(self).root()

    def nodes(self) -> Iterator[tuple[Trail, Node]]:
        """Yield each value with its trail."""
        yield from _nodes((), self.root)

    def node(self, trail: Trail) -> Node | None:
        """Return the value at a trail, if there is one."""
        node = self.root
        for step in trail:
            index = position(node, step)
            if index is None:
                return None
            node = node.items[index]
        return node

    def line_start(self, offset: int) -> int:
        """Return where the line of an offset begins."""
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    def line_end(self, offset: int) -> int:
        """Return where the line of an offset ends, before its line end."""
        ends = (self.text.find(mark, offset) for mark in "\r\n")
        return min((end for end in ends if end >= 0), default=len(self.text))

    def next_line(self, offset: int) -> int:
        """Return where the line after that of an offset begins, or where the text ends."""
        end = self.line_end(offset)
        return end + (2 if self.text.startswith("\r\n", end) else 1 if end < len(self.text) else 0)

    def line_break(self, offset: int) -> str:
        """Return the line end of the line of an offset; each line has one here."""
        return self.text[self.line_end(offset) : self.next_line(offset)]

    def end_of_words(self, block: Node) -> int:
        """Return where the last line of a block text that is not blank ends, or else its mark."""
        bare = block.body + len(
            self.text[block.body : max(block.body, block.end)].rstrip(" \t\r\n")
        )
        return self.line_end(bare if bare > block.body else block.start)

    def column(self, offset: int) -> int:
        """Return the column of an offset, from 0."""
        return offset - self.line_start(offset)

    def begins_line(self, offset: int) -> bool:
        """Tell whether only spaces stand before an offset in its line."""
        return not self.text[self.line_start(offset) : offset].strip(" ")


def document_of(text: str) -> Document | None:
    """Return the nodes of a text; None: the parser in Python does not read it as libyaml does."""
    try:
        return Document(text)
    except yaml.YAMLError:
        return None


def _nodes(trail: Trail, node: Node) -> Iterator[tuple[Trail, Node]]:
    yield trail, node
    for index, item in enumerate(node.items):
        step = key_of(node.keys[index]) if node.kind == "mapping" else index
        yield from _nodes((*trail, step), item)


def key_of(node: Node) -> str | int:
    """Return a key as the reader gives it."""
    if node.style:
        return node.text
    bare = node.text.lstrip("+-")
    is_whole = bare.isascii() and bare.isdigit() and (bare == "0" or bare[0] != "0")
    if is_whole and len(node.text) - len(bare) < 2 and len(node.text) < 20:
        return int(node.text)
    return {"true": "True", "false": "False", "": "None"}.get(node.text, node.text)


def position(node: Node, step: str | int) -> int | None:
    """Return which entry of a list or mapping a step of a trail leads to."""
    if node.kind == "list":
        return step if isinstance(step, int) and 0 <= step < len(node.items) else None
    names = [key_of(key) for key in node.keys]
    return names.index(step) if step in names else None


class _Parser(yaml.SafeLoader):
    """Keeps the tokens of which it makes events, so that a text is scanned once.

    libyaml's marks of empty values and block texts differ: this is the parser in Python.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.taken: list[yaml.Token] = []

    def get_token(self) -> Any:
        token = super().get_token()  # type: ignore[no-untyped-call]
        self.taken.append(token)
        return token

    def next_event(self) -> Any:
        return self.get_event() if self.check_event() else None  # type: ignore[no-untyped-call]


class _Reader:
    """Makes nodes from the events of one text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        parser = _Parser(document.text)
        self.events = iter([*iter(parser.next_event, None)])
        self.dashes = _starts(parser.taken, yaml.BlockEntryToken)
        self.colons = _starts(parser.taken, yaml.ValueToken)

    def root(self) -> Node:
        event = next(self.events)
        while not isinstance(event, yaml.DocumentStartEvent):
            event = next(self.events)
        return self._node(next(self.events), above=-1)

    def _node(self, event: yaml.Event, above: int, *, in_brackets: bool = False) -> Node:
        start = cast("yaml.Mark", event.start_mark)
        # What has an alias or a tag is refused by the reader before.
        refused = USED_TWICE if getattr(event, "anchor", None) else ""
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, above, refused, in_brackets=in_brackets)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        if cast("yaml.CollectionStartEvent", event).flow_style or in_brackets:
            return self._in_brackets(start.index, above, refused, is_list=is_list)
        return self._block(above, refused, is_list=is_list)

    def _scalar(
        self, event: yaml.ScalarEvent, above: int, refused: str, *, in_brackets: bool
    ) -> Node:
        start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
        style, finish, body = event.style or "", end.index, 0
        if style in ("|", ">"):
            body = self.document.next_line(start.index)
            finish = self._end_of_block(self.document.line_end(start.index), start.index, finish)
        return Node(
            "scalar",
            start.index,
            finish,
            self.document.column(start.index),
            above,
            style,
            in_brackets,
            event.value,
            body,
            refused,
        )

    def _end_of_block(self, header: int, start: int, end: int) -> int:
        """Return where a block text ends: blank lines at its end belong to it after + only."""
        text = self.document.text
        if "+" in text[start:header].partition("#")[0]:
            return max(header, len(text[:end].removesuffix("\n").removesuffix("\r")))
        bare = len(text[:end].rstrip(" \t\r\n"))
        return self.document.line_end(bare) if bare > header else header

    def _in_brackets(self, start: int, above: int, refused: str, *, is_list: bool) -> Node:
        keys: list[Node] = []
        items: list[Node] = []
        bracket = self.document.text[start : start + 1]
        for event in self.events:
            if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                break
            if not is_list:
                keys.append(self._node(event, above, in_brackets=True))
                event = next(self.events)  # noqa: PLW2901 - a key and its value come together
            items.append(self._node(event, above, in_brackets=True))
        end = cast("yaml.Mark", event.end_mark).index
        refused = refused or (
            ""
            if bracket in ("[", "{")
            else "a key stands here without brackets of its own: edit it by hand"
        )
        return Node(
            "list" if is_list else "mapping",
            start,
            end,
            self.document.column(start),
            above,
            bracket or "{",
            in_brackets=True,
            refused=refused or self._merged(keys),
            keys=tuple(keys),
            items=tuple(items),
            marks=tuple(self._colon(key) for key in keys),
        )

    def _block(self, above: int, refused: str, *, is_list: bool) -> Node:
        keys: list[Node] = []
        items: list[Node] = []
        column = -1
        for each in self.events:
            if isinstance(each, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                break
            mark = cast("yaml.Mark", each.start_mark)
            if column < 0:
                start = self._dash(mark.index) if is_list else mark.index
                column = self.document.column(start)
            if is_list:
                items.append(self._node(each, column))
                continue
            keys.append(self._node(each, column))
            items.append(self._node(next(self.events), column))
        marks = [self._dash(item.start) for item in items] if is_list else map(self._colon, keys)
        return Node(
            "list" if is_list else "mapping",
            start,
            max(items[-1].end, start),
            column,
            above,
            refused=refused or self._merged(keys),
            keys=tuple(keys),
            items=tuple(items),
            marks=tuple(marks),
        )

    def _merged(self, keys: Sequence[Node]) -> str:
        merges = any(key.text == MERGE_KEY and not key.style for key in keys)
        return "keys are merged into it (<<): edit it by hand" if merges else ""

    def _dash(self, start: int) -> int:
        """Return where the dash before an item stands."""
        return self.dashes[bisect.bisect_left(self.dashes, start) - 1]

    def _colon(self, key: Node) -> int:
        """Return where the colon after a key stands."""
        at = bisect.bisect_left(self.colons, key.end)
        return self.colons[at] if at < len(self.colons) else key.end


def _starts(tokens: Sequence[yaml.Token], kind: type[yaml.Token]) -> list[int]:
    return [token.start_mark.index for token in tokens if isinstance(token, kind)]
