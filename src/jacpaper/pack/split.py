"""A pack in several files, for a committee system that takes none above a size.

Papers stay whole, and keep the page numbers that they have in the one pack. A link to a paper in
another file leads to that paper's own file, as it did before it came into a pack.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from jacpaper.pack.join import join, page_count
from jacpaper.problems import Place, Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.pack.parts import About, Pack, Part

_MEGABYTE = 1_000_000


def split(parts: Sequence[Part], about: About, most_bytes: int) -> tuple[Pack, ...]:
    """Return packs of all parts, in their order, none larger than `most_bytes`.

    One, if all fit into it.

    Raises:
        Problems: as `join` does, and each paper that is too large by itself.
        MachineError: as `join` does.
    """
    counts = [page_count(part.content, part.name) for part in parts]
    firsts = dict(zip([part.name for part in parts], accumulate(counts, initial=1), strict=False))
    packs, too_large = [], []
    waiting = _groups(parts, most_bytes)
    while waiting:
        group = waiting.pop(0)
        pack = join(group, about, firsts[group[0].name])
        if len(pack.content) <= most_bytes:
            packs.append(pack)
        elif len(group) > 1:
            waiting[:0] = [group[:-1], group[-1:]]
        else:
            too_large.append(_too_large(group[0], len(pack.content), most_bytes))
    if too_large:
        raise Problems(too_large)
    return tuple(packs)


def _groups(parts: Sequence[Part], most_bytes: int) -> list[Sequence[Part]]:
    """Return as many parts in each group as fit by the sizes of their own files."""
    groups: list[list[Part]] = []
    size = 0
    for part in parts:
        size += len(part.content)
        if not groups or size > most_bytes:
            groups.append([])
            size = len(part.content)
        groups[-1].append(part)
    return list(groups)


def _too_large(part: Part, size: int, most_bytes: int) -> Problem:
    has, most = (f"{number / _MEGABYTE:.1f} MB" for number in (size, most_bytes))
    fault = f"it has {has}, and files of at most {most} are wanted"
    return Problem(Place(part.name), fault, "make its pictures smaller, or two items of it")
