"""Characters: those that no paper can hold, white space folded without harm, longest words."""

from __future__ import annotations

import re
from typing import NamedTuple

# XML 1.0, and so Word, cannot hold the first; the line and paragraph separators
# break lines that people do not see; direction marks turn text around for the reader;
# what is invisible breaks searches and addresses; private letters look otherwise elsewhere.
# Not compiled here: that takes milliseconds, and hardly a text needs more than a look.
_UNPRINTABLE = (
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
    "|[\xad\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufff9-\ufffb\ue000-\uf8ff]"
    "|[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\ufffd]"
    "|[\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# The longest word of any language has 200 letters. One that is longer than a line is laid out
# letter by letter, each time together with all that follows: 60,000 of them take 17 seconds.
LONGEST_WORD = 500
LONGEST_ADDRESS = 2000
LINE = 60
MOST_IN_LONG_WORDS = 5000
# Those of them that Python counts as printable.
_LOOK_PRINTABLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\ufffd") | {
    chr(number) for number in range(0xFE00, 0xFE10)
}
# The figures from 0 on, as a mark of a footnote is set.
RAISED = "\u2070\xb9\xb2\xb3\u2074\u2075\u2076\u2077\u2078\u2079"
_NO_HARM = str.maketrans("", "", "\t\n\r\xa0")
# Those that turn text around or break lines; people know them as little as control characters.
_CONTROLS = "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BULLETS = "\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc\uf06f\uf076\uf077"
_WHAT = (
    (_BULLETS, "a bullet of Word"),
    ("\xad", "a soft hyphen"),
    ("\u200b", "a zero-width space"),
    ("\ufffd", "the mark of a letter that was lost"),
    ("\ufffc", "the mark of a picture that was pasted"),
)
# As PDF files have them: one letter that stands for several.
_LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)


class Unprintable(NamedTuple):
    """A character that no paper can hold, and where in the text it is."""

    position: int
    character: str

    @property
    def name(self) -> str:
        """Its number, as in U+0007."""
        return f"U+{ord(self.character):04X}"

    def __str__(self) -> str:
        """Return what it is and its number, as messages have it."""
        return f"{self.what} ({self.name})"

    @property
    def what(self) -> str:
        """What kind of character it is."""
        for letters, said in _WHAT:
            if self.character in letters:
                return said
        if self.character < "\xa0" or self.character in _CONTROLS:
            return "a control character"
        if "\ue000" <= self.character <= "\uf8ff" or self.character >= "\U000f0000":
            return "a letter of another font's own"
        return "an invisible character"

    @property
    def hint(self) -> str:
        """How to mend it."""
        if "letter" in self.what:
            return "type the letter that was meant in its place"
        return "delete it and type the text again; it is often pasted in unseen"


def unprintable(text: str) -> list[Unprintable]:
    """Return each character of the text that no paper can hold."""
    if text.isascii():
        if text.isprintable() or text.translate(_NO_HARM).isprintable():
            return []
    elif _LOOK_PRINTABLE.isdisjoint(text) and text.translate(_NO_HARM).isprintable():
        return []
    found = re.finditer(_UNPRINTABLE, text)
    return [Unprintable(one.start(), one[0]) for one in found]


def without_ligatures(text: str) -> str:
    """Return the text with the letters that each ligature stands for."""
    return text if text.isascii() else text.translate(_LIGATURES)


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


# What a word processor changes by itself: curly quotes, no-break spaces and hyphens; soft hyphens
# vanish.
PROCESSED = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"',
        "\u00a0": " ", "\u202f": " ", "\u2011": "-", "\u2010": "-",
        "\u00ad": None, "\u200b": None,
    }
)  # fmt: skip


def unprocessed(text: str) -> str:
    """Return a text without the differences that a word processor makes by itself."""
    return " ".join(text.translate(PROCESSED).split())


def plain_minus(text: str) -> str:
    """Return a text that begins with a minus as Word writes it, with that of a keyboard."""
    return f"-{text[1:]}" if text.startswith(("\u2212", "\u2013")) else text
