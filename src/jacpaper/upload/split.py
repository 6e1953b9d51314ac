"""A pack in several files, for a committee system that takes none above a size.

Papers stay whole, and keep the page numbers that they have in the one pack.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from jacpaper.pack.join import join, page_count
from jacpaper.problems import MachineError, Place, Problem, Problems
from jacpaper.upload.sizes import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jacpaper.pack.parts import About, Pack, Part

    Finished: TypeAlias = Callable[[Sequence[Part]], Sequence[Part]]

# Bytes that a title may take that says which part it is, in four places: more than it ever does.
_TITLE = 200


def _as_they_are(parts: Sequence[Part]) -> Sequence[Part]:
    return parts


def split(
    parts: Sequence[Part],
    about: About,
    most_bytes: int | None,
    finished: Finished = _as_they_are,
) -> tuple[Pack, ...]:
    """Return packs of all parts, in their order, none larger than `most_bytes`.

    One, if all fit into it. `finished` is given the parts that one of several files has, and
    returns them as they are to be in it: none larger, and with as many pages.

    Raises:
        Problems: as `join` does, and each paper that is too large by itself.
        MachineError: as `join` does.
    """
    whole = join(parts, about)
    if most_bytes is None or len(whole.content) <= most_bytes:
        return (whole,)
    groups = _groups(parts, about, most_bytes)
    packs = tuple(
        join(
            finished(group),
            about._replace(title=f"{about.title}, part {number} of {len(groups)}"),
            whole.first_pages[group[0].name],
        )
        for number, group in enumerate(groups, 1)
    )
    if any(len(pack.content) > most_bytes for pack in packs):
        raise MachineError("a part of the pack is larger than it was measured", "please report it")
    return packs


def _groups(parts: Sequence[Part], about: About, most_bytes: int) -> list[Sequence[Part]]:
    """Return the parts that each file has.

    Raises:
        Problems: each part that is too large by itself.
    """
    firsts = _first_pages(parts)
    found, too_large = [], []
    waiting = _by_their_sizes(parts, most_bytes)
    while waiting:
        group = waiting.pop(0)
        size = len(join(group, about, firsts[group[0].name]).content) + _TITLE
        if size <= most_bytes:
            found.append(group)
        elif len(group) > 1:
            waiting[:0] = [group[:-1], group[-1:]]
        else:
            too_large.append(refused(group[0].name, size, most_bytes))
    if too_large:
        raise Problems(too_large)
    return found


def _first_pages(parts: Sequence[Part]) -> Mapping[str, int]:
    counts = [page_count(part.content, part.name) for part in parts]
    return dict(zip([part.name for part in parts], accumulate(counts, initial=1), strict=False))


def _by_their_sizes(parts: Sequence[Part], most_bytes: int) -> list[Sequence[Part]]:
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


def refused(name: str, size: int, most_bytes: int, what: str = "it") -> Problem:
    """Return the problem of a paper that is larger than any file may be."""
    fault = f"{what} has {shown(size)}, and files of at most {shown(most_bytes)} are wanted"
    return Problem(Place(name), fault, "make its pictures smaller, or two items of it")
