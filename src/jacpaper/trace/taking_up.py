"""The parser that takes up the marks of a traced template as the tree grows."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.trace.marks import BECAUSE, END, FROM, WORDED, Span, letters
from jacpaper.tree import elements, reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from jacpaper.problems import Place
    from jacpaper.trace.notebook import Notebook


class _Open(NamedTuple):
    """A mark that has not ended: its kind, what it says, and how far each block had come."""

    kind: str
    places: tuple[Place, ...]
    wording: str
    begun: dict[int, tuple[elements.Element, int]]


class Reader(reader.Parser):
    """Takes up the marks as the tree grows."""

    def __init__(self, trace: Notebook, whole: Place, at: Callable[[str, int], Place]) -> None:
        super().__init__(whole, at)
        self.trace = trace
        self.active: list[_Open] = []
        self.letters: dict[int, int] = {}
        """How many letters a block has so far, by its id()."""

    def handle_comment(self, data: str) -> None:
        """Take up a mark: what it begins, or that the last one ends."""
        super().handle_comment(data)
        if not data.startswith(self.trace.mark):
            return
        kind, _, said = data.removeprefix(self.trace.mark).partition(" ")
        if kind == END and self.active:  # a template may print a part of its marks
            self._end(self.active.pop())
        elif kind in (FROM, BECAUSE, WORDED):
            places = tuple(self.trace.numbered(said)) if kind != WORDED else ()
            name = said if kind == WORDED else ""
            self.active.append(self._opened(kind, places, name))
            if kind != WORDED and self.open[-1] is not self.body:
                self.trace.take_up(self.open[-1], FROM, places)

    def handle_data(self, data: str) -> None:
        """Count the letters of a block, from which spans are measured."""
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
        """Give an element what the marks around it say."""
        outside = self.open[-1] is self.body or elements.GOES_ON in dict(attrs)
        super().handle_starttag(tag, attrs)
        for mark in reversed(self.active if outside else ()):
            if mark.kind != WORDED:
                self.trace.take_up(self.open[-1], mark.kind, mark.places)
        if tag == "li":
            because = [mark.places for mark in reversed(self.active) if mark.kind == BECAUSE]
            self.trace.decide_item(self.open[-1], chain.from_iterable(because))

    def _opened(self, kind: str, places: tuple[Place, ...], name: str) -> _Open:
        block = self._block()
        begun = {} if block is None else {id(block): (block, self.letters.get(id(block), 0))}
        return _Open(kind, places, name, begun)

    def _end(self, mark: _Open) -> None:
        """Keep what stands between a mark and its end, in each block that it reaches into."""
        if mark.kind == BECAUSE:
            return
        for block, start in mark.begun.values():
            span = Span(start, self.letters.get(id(block), 0), mark.places, mark.wording)
            self.trace.keep_span(block, span)

    def _block(self) -> elements.Element | None:
        """Return the open paragraph, item or cell, if there is one."""
        return next((one for one in reversed(self.open) if one.tag in elements.TEXT_BLOCKS), None)
