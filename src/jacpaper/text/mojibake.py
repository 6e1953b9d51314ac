"""Letters that were saved in one encoding and read in another, as in â€™ for an apostrophe."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# The encodings in which UTF-8 is mistakenly read: of Windows, of old Macs, and of DOS.
_WRONG = ("cp1252", "mac_roman", "cp850", "cp437")
# The first bytes of the letters that English and Welsh texts use, by how many bytes follow.
_FIRST = {1: b"\xc2\xc3\xc5", 2: b"\xe2\xef", 3: b"\xf0"}
# What may have been meant: typographic marks, accented letters, bullets, pictures.
_MEANT = (
    "[\x80-\xff\u0152\u0153\u0160\u0161\u0174-\u0178\u017d\u017e\u2000-\u206f\u20ac\u2122\u2190-\u2193"
    "\u2212\u2260-\u2265\u25a0-\u27ff\uf0a7\uf0b7\uf0d8\uf0fc\ufb00-\ufb06\ufeff\U0001f000-\U0001faff]"
)
# One letter of another encoding read as Windows: what stands there, and what was meant.
_SINGLE = (
    ("(?<=[a-z])[\xd5\xc6](?=(?:s|t|d|m|re|ve|ll)\\b)", "\u2019"),
    ("(?<!\\w)[\xfa\u0153](?=[0-9])", "\xa3"),
    ("(?<= )[\xd0\xd1\xfb](?= )", "\u2013"),
    ("(?<!\\w)\xd2(\\w[^\xd2\xd3\n]{0,200}[\\w.,;:!?])\xd3(?!\\w)", "\u201c\\1\u201d"),
)
# The first letters of all these; written out, since the codecs take long to import.
_SUSPECT = frozenset(
    "\xac\xad\xb4\xc2\xc3\xc5\xc6\xd0\xd1\xd2\xd3\xd4\xd5\xe2\xef\xf0\xfa\xfb\u0153\u0393\u201a\u221a\u2229\u2248\u2261\u251c\u252c\u253c\uf8ff"
)


class Misread(NamedTuple):
    """Letters that stand in a text for others, and where."""

    position: int
    letters: str
    meant: str
    """Empty if part of them was lost, so that it cannot be told."""


def misread(text: str) -> list[Misread]:
    """Return the letters of the text that were plainly read in a wrong encoding."""
    if text.isascii() or _SUSPECT.isdisjoint(text):
        return []
    found: dict[int, Misread] = {}
    for codec in _WRONG:
        for one in re.finditer(_runs(codec), text):
            if meant := _meant(one[0], codec):
                found.setdefault(one.start(), Misread(one.start(), one[0], meant))
    for pattern, meant in _SINGLE:
        for one in re.finditer(pattern, text):
            found.setdefault(one.start(), Misread(one.start(), one[0], one.expand(meant)))
    for one in re.finditer("\xe2\u20ac", text):
        found.setdefault(one.start(), Misread(one.start(), one[0], ""))
    return _apart(sorted(found.values()))


def _apart(found: list[Misread]) -> list[Misread]:
    """Leave out what lies within another."""
    kept: list[Misread] = []
    for one in found:
        if not kept or one.position >= kept[-1].position + len(kept[-1].letters):
            kept.append(one)
    return kept


@cache
def _runs(codec: str) -> str:
    """Return the pattern of a letter's bytes, and of several, as the codec shows them."""
    rest = re.escape("".join(_shown(byte, codec) for byte in range(0x80, 0xC0)))
    letters = (
        f"[{re.escape(first.decode(codec))}][{rest}]{{{following}}}"
        for following, first in _FIRST.items()
    )
    return f"(?:{'|'.join(letters)})+"


def _shown(byte: int, codec: str) -> str:
    """Return how a byte is shown; where the codec has nothing for it, as browsers show it."""
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


@cache
def _bytes_of(codec: str) -> dict[str, int]:
    return {_shown(byte, codec): byte for byte in range(0x80, 0x100)}


def _meant(letters: str, codec: str) -> str:
    """Return what the letters were before they were misread, once or twice; empty: nothing."""
    numbers = _bytes_of(codec)
    try:
        meant = bytes(numbers[letter] for letter in letters).decode()
    except (KeyError, UnicodeDecodeError):
        return ""
    if again := _meant(meant, codec):
        return again
    if not re.fullmatch(f"{_MEANT}+", meant):
        return ""
    # A byte of Windows that was taken for a letter of Latin-1 on the way.
    return "".join(
        bytes([ord(one)]).decode("cp1252", "replace") if one < "\xa0" else one for one in meant
    )
