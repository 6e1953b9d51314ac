"""Texts as they are compared: what looks alike is alike, however it was typed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Seen by nobody: soft hyphens, joiners, zero-width spaces, marks of direction, variants of
# letters, and blanks that count as letters; each is a character, or the first and last of several.
_INVISIBLE = (
    "\u00ad", "\u034f", "\u061c", "\u115f\u1160", "\u17b4\u17b5", "\u180b\u180f", "\u200b\u200f",
    "\u202a\u202e", "\u2060\u206f", "\u3164", "\ufe00\ufe0f", "\ufeff", "\uffa0", "\ufff9\ufffb",
)  # fmt: skip
_DASHES = (
    "\u058a", "\u05be", "\u2010\u2015", "\u2043", "\u2212", "\u2e3a\u2e3b", "\ufe58", "\ufe63",
    "\uff0d",
)  # fmt: skip
_QUOTES = (
    "`", '"', "\u00ab", "\u00bb", "\u201c\u201f", "\u2033", "\u2036", "\u275d\u275e",
    "\u301d\u301f", "\uff02", "\u00b4", "\u02b9\u02bd", "\u02c8", "\u2018\u201b", "\u2032",
    "\u2035", "\u2039\u203a", "\u275b\u275c", "\uff07",
)  # fmt: skip


def _each(ranges: Iterable[str], instead: str) -> dict[str, str]:
    """Return what takes the place of each character of some ranges."""
    ends = ((ord(one[0]), ord(one[-1])) for one in ranges)
    return {chr(code): instead for first, last in ends for code in range(first, last + 1)}


_PRINTED = _each(_DASHES, "-") | _each(_QUOTES, "'")
_UNSEEN = _each(_INVISIBLE, "")


def alike(text: str) -> str:
    """Return the text with one kind of dash and quote, small letters and nothing invisible.

    Letters that are written in several ways, such as ligatures, become the usual ones.
    """
    if not text.isascii():
        # Word's no-break hyphen is a kind of dash of its own until here.
        text = _replaced(unicodedata.normalize("NFKC", _replaced(text, _PRINTED)), _UNSEEN)
    return text.casefold().replace('"', "'").replace("`", "'")


def _replaced(text: str, instead: dict[str, str]) -> str:
    """Replace characters: a text has few kinds of those, and `str.translate` looks at every one."""
    for one in instead.keys() & set(text):
        text = text.replace(one, instead[one])
    return text


@lru_cache(4096)
def comparable(name: str) -> str:
    """Return a name by which it is found: without differences that are seen by nobody.

    Those are the kind and number of spaces, dashes and quotes, capitals, and full stops
    at the end.
    """
    found = re.sub(r"\s*-[-\s]*", "-", alike(name))
    return " ".join(found.split()).rstrip(" .")


def words(text: str) -> list[str]:
    """Return the words and figures of a text, in small letters, without what stands between them.

    Letters and figures that stand together are two: A12 is `a` and `12`. Apostrophes and
    invisible characters are left out, as in `dont`.
    """
    return re.findall(r"[^\W\d_]+|\d+", alike(text).replace("'", ""))


def in_words(text: str) -> str:
    """Return the words of a text in small letters, one space between them; & is `and`."""
    # Two words that are written as one, as in isExempt, are two.
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.replace("&", " and "))
    return " ".join(re.findall(r"[^\W_]+", alike(apart)))
