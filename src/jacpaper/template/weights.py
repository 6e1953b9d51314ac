"""How large a value is with all that it holds: what it may take to compare, sort or hash it.

Python does such an operation in one go, and nothing can stop it once it has begun. A list that
holds another list twice, which holds another twice, is small in memory and yet without an end
for whoever goes through it. So values are weighed before, each list once.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

# Far more than all the items of a register; texts in it come to 20 million letters at most.
MOST_WEIGHT = 1_000_000
MOST_DEPTH = 30
_LETTERS = 20
_EMPTY: dict[object, object] = {}
_PAIRS = type(_EMPTY.items())
_VIEWS = (type(_EMPTY.keys()), type(_EMPTY.values()), _PAIRS)


class TooMuch(Exception):  # noqa: N818 - as messages say it
    """A template does more than any paper needs."""


class Weights:
    """Weighs values, and remembers the weight of each list, which no template can change."""

    def __init__(self) -> None:
        # Each value is kept with its weight, so that no other takes over its id.
        self._known: dict[int, tuple[object, int, int]] = {}

    def of(self, value: object) -> int:
        """Return the weight: one for each item, and for each 20 letters of a text.

        How long a text may be is for the meter to say.

        Raises:
            TooMuch: a list holds more than any paper needs, or lists are nested too deep.
        """
        weight, depth = self._measured(value)
        if isinstance(value, str):
            return weight
        if weight > MOST_WEIGHT:
            raise TooMuch(
                f"the template makes a value of more than {MOST_WEIGHT:,} parts; is a list in it"
                " many times?"
            )
        if depth > MOST_DEPTH:
            raise TooMuch(
                f"the template nests lists more than {MOST_DEPTH} deep; is one put into itself?"
            )
        return weight

    def _measured(self, value: object) -> tuple[int, int]:
        """Return the weight, and how deep lists are nested."""
        if isinstance(value, str):
            return 1 + len(value) // _LETTERS, 0
        if isinstance(value, range):
            return 1 + len(value), 1
        parts = _parts(value)
        if parts is None:
            return 1, 0
        known = self._known.get(id(value))
        if known is None:
            weight, depth = 1, 0
            for part in parts:
                more, below = self._measured(part)
                weight, depth = weight + more, max(depth, below)
            known = self._known[id(value)] = (value, weight, depth + 1)
        return known[1:]


def _parts(value: Any) -> Iterable[object] | None:
    """Return what a list is made of; a fact of the inputs, and what is no list, has no parts."""
    if isinstance(value, list | tuple):
        return None if type(value).__module__.startswith("jacpaper.") else value
    if isinstance(value, dict):
        return chain(value.keys(), value.values())
    if isinstance(value, _VIEWS):
        return chain.from_iterable(value) if isinstance(value, _PAIRS) else value
    return None
