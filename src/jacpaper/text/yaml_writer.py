"""Texts as YAML scalars that our reader, and any other, reads back as the same texts."""

from __future__ import annotations

import re

from jacpaper.text.characters import unprintable

# Words that YAML programs take for true, false or nothing, and ours for a nil return.
_READ_OTHERWISE = {"yes", "no", "on", "off", "y", "n", "true", "false", "null", "none", "unknown"}
_PLAIN = r"[^\W\d_][\w.,/()&\u2019-]*( [\w.,/()&\u2019-]+)*"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(text: str) -> str:
    """Return the text for after `key: ` or `- `, in quotes where it could be read otherwise."""
    if re.fullmatch(_PLAIN, text) and text.lower() not in _READ_OTHERWISE:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Return the text in double quotes, as it must be within brackets: [..., ...]."""
    escaped = "".join(_ESCAPES.get(letter, letter) for letter in text)
    for letter in {odd.character for odd in unprintable(text)}:
        escaped = escaped.replace(letter, f"\\U{ord(letter):08X}")
    return f'"{escaped}"'
