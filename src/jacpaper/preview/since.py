"""Since the last paper: which of the blocks that the preview shows are new, changed or gone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jacpaper.tree import comparison

if TYPE_CHECKING:
    from jacpaper.tree.elements import Element


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


def titles(body: Element) -> dict[int, tuple[str, ...]]:
    """Return each row's column titles, without dates in brackets, by the row's id()."""
    found: dict[int, tuple[str, ...]] = {}
    for table in body.find("table"):
        rows = list(table.find("tr"))
        names = tuple(re.sub(r" *\(.*\)$", "", cell.text) for cell in rows[0].elements)
        found.update((id(row), names) for row in rows)
    return found


def compare(before: Element, now: Element) -> Changes:
    """Return what changed between the blocks of two papers."""
    new: set[int] = set()
    changed: dict[int, Element] = {}
    gone: dict[int, list[Element]] = {}
    position = 0
    for change in comparison.leaves(comparison.compare(before, now)):
        if change.old and change.state == "changed":
            changed[position] = change.old
        elif change.state == "new":
            new.add(position)
        elif change.old and not change.new:
            gone.setdefault(position, []).append(change.old)
        position += change.new is not None
    return Changes(frozenset(new), changed, gone)
