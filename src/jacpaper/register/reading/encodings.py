"""The bytes of a CSV file as text, whatever program wrote them.

UTF-8 and UTF-16 show by themselves what they are. The code pages of Windows, of older Macs and
of DOS do not: each gives the same bytes other letters. They are told apart by where those
letters stand: `childrenÕs` was not written on Windows, nor `œ1m`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from jacpaper.register.reading.tables import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SAVE = "in Excel, save the sheet as CSV UTF-8"
# In the order in which they are likely in Britain; where two fit as well, the first is taken.
_CODE_PAGES = ("cp1252", "mac_roman", "cp850", "cp437")
_MOST_LOOKED_AT = 5_000
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# What may stand before and after the others; nothing is the beginning or end of a line.
_EDGES = " \t\r\n\"'()[],;|/-\xa0"

_ANYWHERE = "\u2026\u2022\xb7\xa0½¼¾°™®©²³¹§\xd7±µ"
# The letters with accents of the languages that names in Britain come from.
_FRAMES = "".join(map(chr, range(0x2500, 0x25A0)))
_ACCENTED = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿßœšž"


def decoded(raw: bytes, shown: str) -> str:
    """Return the text of a file.

    Raises:
        Problems: it is no text, or nobody can tell what its letters are.
    """
    if encoding := _UTF_16.get(raw[:2]) or _utf_16_without_mark(raw):
        encodings: tuple[str, ...] = (encoding,)
    elif b"\0" in raw:
        raise refuse(shown, "this is not a text file", _SAVE)
    else:
        encodings = ("utf-8-sig",)
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as error:
            row = raw.count(b"\n", 0, error.start) + 1
    if encodings != ("utf-8-sig",):
        raise refuse(shown, "this letter cannot be read", _SAVE, row)
    return _in_code_page(raw, shown, row)


def _utf_16_without_mark(raw: bytes) -> str:
    """Return how UTF-16 without its mark is read; nothing if the file is none."""
    start = raw[: 2 * _MOST_LOOKED_AT]
    half = len(start) // 2
    first, second = start[0::2].count(0), start[1::2].count(0)
    if second > half * 0.6 and first < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if first > half * 0.6 and second < half * 0.1 else ""


def _in_code_page(raw: bytes, shown: str, row: int) -> str:
    """Return the text in the code page whose letters stand where letters of that kind do."""
    places = list(_places(raw))
    scores = {encoding: _score(raw, places, encoding) for encoding in _CODE_PAGES}
    best = max(scores, key=lambda encoding: scores[encoding])
    others = {one for one, score in scores.items() if score == scores[best]} - {best}
    looked_at = bytes(raw[place] for place in places)
    # Where nothing speaks against Windows, it is likeliest by far.
    if scores[best] < 0 or (
        best != "cp1252"
        and {looked_at.decode(one, "replace") for one in others}
        - {looked_at.decode(best, "replace")}
    ):
        raise refuse(shown, "it cannot be told which letter this is", _SAVE, row)
    try:
        return raw.decode(best)
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        raise refuse(shown, "this letter cannot be read", _SAVE, row) from None


def _score(raw: bytes, places: Sequence[int], encoding: str) -> int:
    fits = [_fit(raw, place, encoding) for place in places]
    return fits.count(1) - 4 * fits.count(-1)


def _places(raw: bytes) -> Iterator[int]:
    """Yield where the first bytes are that are not ASCII."""
    for number, found in enumerate(re.finditer(rb"[\x80-\xff]", raw)):
        if number == _MOST_LOOKED_AT:
            return
        yield found.start()


def _fit(raw: bytes, place: int, encoding: str) -> int:
    """Return 1 if a letter in this code page stands where it may, -1 if it cannot, 0 for either."""
    before = raw[max(place - 1, 0) : place].decode(encoding, "replace")
    letter = raw[place : place + 1].decode(encoding, "replace")
    after = raw[place + 1 : place + 2].decode(encoding, "replace")
    if letter.isalpha():
        return _fit_of_letter(before, letter, after)
    return 0 if letter in _ANYWHERE else _fit_of_sign(before, letter, after)


def _fit_of_sign(before: str, letter: str, after: str) -> int:
    """Return how a quote, dash, currency or other sign fits between two others."""
    match letter:
        case "\u2019":
            return int(before.isalnum() or after.isalnum())
        case "\u2018":
            return -1 if before.isalnum() else int(after.isalnum())
        case "\u201c" | "\u201d":
            opens, closes = _is_edge(before), _is_edge(after) or after in ".:?!"
            return 1 if opens != closes else 0 if opens else -1
        case "\u2013" | "\u2014":
            return int(before.isspace() == after.isspace())
        case "£" | "€" if after.isdigit():
            return 1
    is_text = unicodedata.category(letter)[0] in "LNPSZ" and letter not in _FRAMES
    return 0 if is_text and _is_edge(before) and _is_edge(after) else -1


def _fit_of_letter(before: str, letter: str, after: str) -> int:
    """Return how a letter with an accent fits between two others."""
    if letter.lower() not in _ACCENTED or before.isdigit() or after.isdigit():
        return -1
    if not (before.isalpha() or after.isalpha()) or (letter.isupper() and before.islower()):
        return -1
    if letter.isupper():
        return int(after.isalpha() and (before.isupper() or _is_edge(before)))
    return 1


def _is_edge(letter: str) -> bool:
    return letter in _EDGES
