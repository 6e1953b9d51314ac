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
_FIRST = r"(?<![\w\u2019'-])[\w\u2019']*\w[-\u2010]\s*$"
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
