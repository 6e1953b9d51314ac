"""Since the last paper: which blocks and figures are new, changed or gone.

Two papers are compared block by block, in reading order: first identical blocks are matched,
then, between two of those, similar blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.tree.elements import Element

# Blocks at least this similar count as one changed block, not as one gone and one new.
_ALIKE = 0.6
_AT_THE_HEAD = ("draft", "agenda-item", "committee", "meeting-date", "marking")
_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Changes:
    """What changed since the last paper, by the positions of this paper's blocks."""

    new: frozenset[int] = frozenset()
    changed: dict[int, Element] = field(default_factory=dict)
    """Position: the block as it was in the last paper."""
    gone: dict[int, list[Element]] = field(default_factory=dict)
    """Position of the block before which they are shown; len(blocks) for the end."""

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are new, changed and gone."""
        return len(self.new), len(self.changed), sum(len(gone) for gone in self.gone.values())


@dataclass(frozen=True)
class Piece:
    """A run of words: `said` is None if it is gone, `was` is None if it is new."""

    said: str | None
    was: str | None


def titles(body: Element) -> dict[int, tuple[str, ...]]:
    """Return each row's column titles, without dates in brackets, by the row's id()."""
    found: dict[int, tuple[str, ...]] = {}
    for table in body.find("table"):
        rows = list(table.find("tr"))
        names = tuple(re.sub(r" *\(.*\)$", "", cell.text) for cell in rows[0].elements)
        found.update((id(row), names) for row in rows)
    return found


def compare(before: Sequence[Element], now: Sequence[Element]) -> Changes:
    """Return what changed between the blocks of two papers."""
    new: set[int] = set()
    changed: dict[int, Element] = {}
    gone: dict[int, list[Element]] = {}
    old_keys, new_keys = ([_key(block) for block in blocks] for blocks in (before, now))
    matcher = SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    for operation, old, old_end, start, end in matcher.get_opcodes():
        if operation == "equal":
            continue
        pairs = _pairs(before[old:old_end], now[start:end])
        changed.update((start + position, before[old + was]) for position, was in pairs.items())
        new.update(start + i for i in range(end - start) if i not in pairs)
        left = [i for i in range(old_end - old) if i not in pairs.values()]
        for i in left:
            # Gone from before the first block that came from one after it.
            after = [position for position, was in pairs.items() if was > i]
            gone.setdefault(start + min(after, default=end - start), []).append(before[old + i])
    return Changes(frozenset(new), changed, gone)


def pieces(was: str, said: str) -> Iterator[Piece]:
    """Yield the words of a changed block in order, each run kept, new or gone."""
    old, new = _WORD.findall(was), _WORD.findall(said)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for operation, start, end, first, last in matcher.get_opcodes():
        before, after = "".join(old[start:end]), "".join(new[first:last])
        if operation == "equal":
            yield Piece(after, before)
            continue
        if before.strip():
            yield Piece(None, before)
        if after:
            yield Piece(after, None)


def _key(block: Element) -> tuple[object, ...]:
    parts = tuple(cell.text for cell in block.elements) if block.tag == "tr" else (block.text,)
    drawn = tuple(image.picture.drawing for image in block.find("img") if image.picture)
    return block.tag, parts, drawn


def _pairs(before: Sequence[Element], now: Sequence[Element]) -> dict[int, int]:
    """Return which blocks correspond: the position now, and the position before."""
    pairs: dict[int, int] = {}
    first = 0
    for position, block in enumerate(now):
        likeness = [
            (_likeness(old, block), -i) for i, old in enumerate(before[first:], start=first)
        ]
        best, negative = max(likeness, default=(0.0, 0))
        if best >= _ALIKE:
            pairs[position] = -negative
            first = -negative + 1
    return pairs


def _likeness(old: Element, new: Element) -> float:
    if old.tag != new.tag or old.class_name != new.class_name:
        return 0.0
    if new.tag == "tr":
        return float(next(old.elements).text == next(new.elements).text)
    if new.class_name in _AT_THE_HEAD or new.tag == "h1":
        return 1.0
    return SequenceMatcher(None, _WORD.findall(old.text), _WORD.findall(new.text)).ratio()
