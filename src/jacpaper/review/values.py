"""Which values of the inputs a block of the paper prints, and which of its words they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jacpaper.review import words

if TYPE_CHECKING:
    from jacpaper.review.words import Word
    from jacpaper.text.yaml_source import Source, Trail
    from jacpaper.trace.trace import Trace
    from jacpaper.tree.elements import Element


class Value(NamedTuple):
    """A value of a file in inputs/."""

    source: Source
    trail: Trail

    @property
    def key(self) -> tuple[str, Trail]:
        """What tells it apart from all others."""
        return self.source.file, self.trail

    @property
    def raw(self) -> Any:
        """What is typed there."""
        return self.source.at(self.trail)


class Printed(NamedTuple):
    """Words of a block, by their positions, and the values or the sentence they came from."""

    start: int
    end: int
    values: tuple[Value, ...] = ()
    wording: str = ""

    def touches(self, edit: words.Edit) -> bool:
        """True if the words that are edited lie in these, or are put at one of their ends."""
        return self.start <= edit.start and edit.end <= self.end


def deciding(trace: Trace, block: Element) -> list[Value]:
    """Return the values that made the template say a block, such as the name of a key point."""
    return [
        Value(source, trail)
        for place in trace.reasons(block)
        for source, trail in trace.trails(place)
    ]


def printed(trace: Trace, block: Element) -> list[Printed]:
    """Return what a block prints, the shortest runs of words first; sentences come last."""
    run = words.words(block)
    found = []
    for span in trace.spans(block):
        start, end = _positions(run, span.start, span.end)
        values = {
            (source.file, trail): Value(source, trail)
            for place in dict.fromkeys(span.places)
            for source, trail in trace.trails(place)
        }
        if values or span.wording or start < end:
            found.append(Printed(start, end, tuple(values.values()), span.wording))
    return sorted(found, key=lambda one: (bool(one.wording), one.end - one.start))


def _positions(run: list[Word], start: int, end: int) -> tuple[int, int]:
    """Return the positions of words from counts of letters, without white space at their ends."""
    before = 0
    first = last = None
    for position, word in enumerate(run):
        if before >= start and word.letters and first is None:
            first = position
        before += word.letters
        if before <= end and word.letters:
            last = position + 1
    first = len(run) if first is None else first
    if start == end:
        last = first
    return first, max(first, last or 0)
