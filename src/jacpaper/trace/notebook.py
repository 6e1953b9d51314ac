"""What a template notes while it is filled in, and the parser takes up: places by element."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from jacpaper.trace.marks import BECAUSE, END, FROM, WORDED
from jacpaper.trace.origins import Origins

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jacpaper.problems import Place
    from jacpaper.trace.marks import Span
    from jacpaper.tree import elements


class Notebook:
    """The places of what was read, of what was said of it, and of why it was said."""

    def __init__(self) -> None:
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

    def forget(self) -> None:
        """Begin anew, for another paper."""
        self._facts = Origins()
        self._read, self._said, self._conditions = [], [], {}
        self._met, self._own, self._because, self._decided, self._spans = [], {}, {}, {}, {}

    @property
    def end(self) -> str:
        """The mark of where what a condition lets through, or what was read, ends."""
        return f"<!--{self.mark}{END}-->"

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

    def take_said(self) -> str:
        """Return the mark of where the words that come out now are from; empty: from no value."""
        said, self._said = self._said, []
        is_said, self._is_said = self._is_said, False
        return self._comment(FROM, said) if is_said else ""

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
        return self._comment(BECAUSE, places)

    def worded(self, name: str) -> str:
        """Return the mark of where a sentence begins that a meeting can word itself."""
        return f"<!--{self.mark}{WORDED} {name}-->"

    def keep_span(self, block: elements.Element, span: Span) -> None:
        """Keep what some words of a block came from."""
        self._spans.setdefault(id(block), []).append(span)

    def take_up(self, element: elements.Element, kind: str, places: Iterable[Place]) -> None:
        """Keep the places for an element of the tree."""
        kept = self._own if kind == FROM else self._because
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
