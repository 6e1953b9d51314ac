"""Which blocks stay on one page with the block that follows them.

paper.css asks for the same in the PDF.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from jacpaper.tree.elements import Element

# The paragraphs of a section without a number that stay together: a name and how to reach it.
_MOST_LINES = 4


def with_next(blocks: Sequence[Element], introduced: Collection[str]) -> list[bool]:
    """Tell of each block of a part whether it stays with the next one.

    A line stays with the list, table or figure that it introduces, as far as they are among the
    tags `introduced`; a short section without a number stays whole and with the words before it,
    so that it is alone on no page.
    """
    together = {place for section in _unnumbered(blocks) for place in section}
    return [
        after.tag in introduced or place in together
        for place, (_, after) in enumerate(pairwise(blocks))
    ] + [False] * bool(blocks)


def _unnumbered(blocks: Sequence[Element]) -> Iterator[range]:
    """Yield the places that stay with the next one, for each section without a number."""
    for place, block in enumerate(blocks):
        if block.class_name == "unnumbered":
            end = place + 1
            while end < len(blocks) and end - place <= _MOST_LINES and blocks[end].tag == "p":
                end += 1
            yield range(max(place - 1, 0), end - 1)
