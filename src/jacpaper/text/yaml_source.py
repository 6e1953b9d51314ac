"""The plain data of one YAML file, and where each value stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jacpaper.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# The keys and list positions that lead to a value: ("reports", 0, "title").
Trail = tuple[str | int, ...]


class Source(NamedTuple):
    """The plain data of one file, and the place of each value and key."""

    file: str
    data: Any = None
    values: Mapping[Trail, Place] = {}
    keys: Mapping[Trail, Place] = {}
    problems: tuple[Problem, ...] = ()
    """Mistakes that leave the rest of the file readable."""
    doubtful: frozenset[Place] = frozenset()
    """Where other programs would read something else: what the model says of it comes first."""
    lines: tuple[str, ...] = ()

    def at(self, trail: Trail) -> Any:
        """Return the value that a trail of `values` leads to."""
        value = self.data
        for step in trail:
            value = value[step]
        return value

    def value_place(self, trail: Trail) -> Place:
        """Return the place of the value at the trail, or of what is nearest above it."""
        return self._nearest(self.values, trail)

    def key_place(self, trail: Trail) -> Place:
        """Return the place of the key at the trail, or of what is nearest above it."""
        return self.keys.get(trail) or self._nearest(self.values, trail)

    def place_inside(self, trail: Trail, line: int, column: int) -> Place:
        """Return the place of a position in a text of the file; line and column count from 0."""
        start = self.value_place(trail)
        texts = str(self.at(trail)).split("\n") if trail in self.values else []
        if line >= len(texts):
            return start
        number = start.line + line
        if start.excerpt[start.column - 1 :][:1] == "|" and number < len(self.lines):
            indent = max(0, len(self.lines[number]) - len(texts[line]))
            return place_at(self.file, self.lines, number, indent + column)
        if line == 0 and texts[0] in start.excerpt:
            return start._replace(column=start.excerpt.index(texts[0]) + column + 1)
        return self.place_of_words(start, texts[line][column:])

    def place_of_words(self, start: Place, words: str) -> Place:
        """Return the place of the first of some words in a text of several lines.

        `start` is where the text begins; a text of one line is named as a whole.
        """
        if start.excerpt[start.column - 1 :][:1] not in ("|", ">"):
            return start
        last = self._last_line(start)
        sought = words.split()[:4]
        for length in range(len(sought), 0, -1):
            part = " ".join(sought[:length])
            for number in range(start.line, last):
                if (column := self.lines[number].find(part)) >= 0:
                    return place_at(self.file, self.lines, number, column)
        return start

    def _last_line(self, start: Place) -> int:
        """Return the number of the first line after a block text that begins at a place."""
        indent = len(start.excerpt) - len(start.excerpt.lstrip(" "))
        for number in range(start.line, len(self.lines)):
            line = self.lines[number]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
                return number
        return len(self.lines)

    def _nearest(self, places: Mapping[Trail, Place], trail: Trail) -> Place:
        for length in range(len(trail), -1, -1):
            if place := places.get(trail[:length]) or self.keys.get(trail[:length]):
                return place
        return Place(self.file)


def place_at(file: str, lines: Sequence[str], line: int, column: int) -> Place:
    """Return the place of a line and column that count from 0."""
    excerpt = lines[line] if line < len(lines) else ""
    return Place(file, line + 1, column + 1, excerpt)
