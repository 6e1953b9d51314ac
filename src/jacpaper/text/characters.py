"""Characters: those that no paper can hold, and white space folded without harm."""

from __future__ import annotations

import re

# XML 1.0, and so Word, cannot hold the first; the line and paragraph separators
# break lines that people do not see; the last turn text around for the reader.
# Not compiled here: that takes milliseconds, and hardly a text needs more than a look.
_UNPRINTABLE = (
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_NO_HARM = str.maketrans("", "", "\t\n\r\xa0")


def unprintable(text: str) -> list[tuple[int, str]]:
    """Return the position of each such character in the text, and its name, as in U+0007."""
    if text.isprintable() or text.translate(_NO_HARM).isprintable():
        return []
    found = re.finditer(_UNPRINTABLE, text)
    return [(one.start(), f"U+{ord(one[0]):04X}") for one in found]


def fold(text: str) -> str:
    """Fold white space to single spaces, keeping no-break spaces: they are there on purpose."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
