"""The marks of a traced template: what each begins or ends, and the words between two of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from jacpaper.problems import Place

# What begins: words of the inputs, what a condition lets through, a sentence with its own wording.
FROM, BECAUSE, WORDED = "from", "because", "worded"
END = "end"


class Span(NamedTuple):
    """Words of one block that come from the inputs, or that `wording` can replace.

    `start` and `end` count the block's letters without white space and cross-references, which
    are the same before and after white space is folded and references are filled in.
    """

    start: int
    end: int
    places: tuple[Place, ...] = ()
    wording: str = ""
    """The name of the template's sentence, if that is what the span is."""


def letters(text: str) -> int:
    """Return how many letters and other marks a text has, white space aside."""
    return len(re.sub(r"[ \n\t\r]+", "", text))
