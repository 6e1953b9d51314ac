"""Words that were divided by a hyphen at the end of a line, as text copied from a PDF has them.

In: the lines of a file. Out: where such a word begins. YAML and light Markdown put a space for the
end of a line, so the paper would say "safe- guarding". The hyphen of "pre- and post-" stands alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Not compiled here: hardly a line ends in a hyphen.
_HYPHENS = ("-", "\u2010")
_FIRST = r"(?<![\w\u2019'-])(?:[\w\u2019']+[-\u2010])*[\w\u2019']*\w[-\u2010]\s*$"
_REST = r"\s*(?!(?:and|or|to|nor|but|as|rather|through|versus|v)\b)\w"


def divided(lines: Sequence[str], first: int, last: int) -> tuple[int, int] | None:
    """Return line and column, from 0, of the first word in these lines that goes on in the next."""
    for number in range(first, last):
        if not lines[number].rstrip().endswith(_HYPHENS):
            continue
        found = re.search(_FIRST, lines[number])
        if found and re.match(_REST, lines[number + 1]):
            return number, found.start()
    return None


def joined(text: str) -> str:
    """Return a text with such words in one piece, for a list that nobody here may change.

    The hyphen stays: whether it was there before, as in first-class, cannot be known.
    """
    lines = text.split("\n")
    for number in range(len(lines) - 1, 0, -1):
        if divided(lines, number - 1, number):
            lines[number - 1 : number + 1] = [lines[number - 1].rstrip() + lines[number].lstrip()]
    return "\n".join(lines)
