"""Characters: those that no paper can hold, white space folded without harm, longest words."""

from __future__ import annotations

import re

# XML 1.0, and so Word, cannot hold the first; the line and paragraph separators
# break lines that people do not see; the last turn text around for the reader.
# Not compiled here: that takes milliseconds, and hardly a text needs more than a look.
_UNPRINTABLE = (
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
# The longest word of any language has 200 letters. One that is longer than a line is laid out
# letter by letter, each time together with all that follows: 60,000 of them take 17 seconds.
LONGEST_WORD = 500
LONGEST_ADDRESS = 2000
LINE = 60
MOST_IN_LONG_WORDS = 5000
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


def too_long(text: str, *, laid_out: bool = False) -> tuple[str, str, str] | None:
    """Return the first word that is too long to lay out, what is wrong with it, and a hint.

    A word ends where a line may break: no-break spaces are part of it, so are tags and marks.
    Many words that are longer than a line, as a picture has that was pasted, are too long together.
    Addresses count among these only in a text as it is `laid_out`: links mostly hide them.
    """
    if len(text) <= LONGEST_WORD:
        return None
    long = [word for word in re.findall(r"[^ \t\n\r]+", text) if len(word) > LINE]
    for word in long:
        if len(word) > (LONGEST_ADDRESS if "://" in word[:LONGEST_WORD] else LONGEST_WORD):
            return word, f"a word of {len(word):,} letters", _looks_like(word)
    long = [word for word in long if laid_out or "://" not in word]
    together = sum(map(len, long))
    if together > MOST_IN_LONG_WORDS:
        fault = f"{together:,} letters in words that are longer than a line"
        return long[0], fault, _looks_like(long[0])
    return None


def _looks_like(word: str) -> str:
    if word.count("\xa0") > len(word) / 10:
        return "its spaces are no-break spaces; type ordinary ones"
    if "://" in word[:LONGEST_WORD]:
        return f"give shorter addresses; one may have {LONGEST_ADDRESS:,} letters"
    if re.fullmatch(r"[!-~]+", word):
        return "it looks like a picture or file pasted as text; delete it"
    return f"a word may have {LONGEST_WORD} letters; put spaces between its parts"
