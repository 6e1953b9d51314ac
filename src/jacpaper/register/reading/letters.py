"""Letters that exports spoil and people do not see: put right before a cell is read.

UTF-8 that was read as Windows-1252 shows three letters for one, as in childrenâ€™s; soft
hyphens and spaces of no width come with text from web pages; and some programs write a letter
as an escape, as in _x2019_.
"""

from __future__ import annotations

import re

from jacpaper.text.characters import without_ligatures
from jacpaper.text.mojibake import misread

# Soft hyphen, spaces and joiners of no width, and the mark at the beginning of a file.
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def repaired(text: str) -> str:
    """Return text without what nobody sees, and with letters that were misread put right."""
    if text.isascii():
        return text
    if not text.isprintable():
        text = text.translate(_UNSEEN)
    for one in reversed(misread(text)):
        end = one.position + len(one.letters)
        text = f"{text[: one.position]}{one.meant or one.letters}{text[end:]}"
    return without_ligatures(text)


def unescaped(text: str) -> str:
    """Return text with escapes such as _x2019_ as the letters they stand for."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # A letter beyond the first 65,536 is written as two escapes.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _once(found: re.Match[str]) -> str:
    """Return the letter that was meant; what is no letter in UTF-8 stays."""
    raw = b"".join(
        bytes([ord(letter)]) if ord(letter) < 0x100 else letter.encode("cp1252")
        for letter in found[0]
    )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
