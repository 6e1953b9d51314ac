"""Texts as YAML scalars that our reader, and any other, reads back as the same texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jacpaper.text.characters import unprintable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Words that YAML programs take for true, false or nothing, and ours for a nil return.
_READ_OTHERWISE = {"yes", "no", "on", "off", "y", "n", "true", "false", "null", "none", "unknown"}
_PLAIN = r"[^\W\d_][\w.,/()&\u2019-]*( [\w.,/()&\u2019-]+)*"
# What `document` writes without quotes: words that are meant as they are, days, and plain keys.
_MEANT = {"none", "unknown"}
_BARE = re.compile(r"2\d{3}-\d\d-\d\d|(?!(?:yes|no|on|off|y|n|true|false|null)$)[a-z][a-z_]*")
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


def document(data: Mapping[str, Any], head: str) -> str:
    """Return a whole file: comment lines, then keys and values of texts, numbers, lists and maps.

    A map within a list or within another map stands on one line, so that long ones are short.
    """
    return "".join(f"{line}\n" for line in [*head.splitlines(), *_lines(data, "")])


def _lines(data: Mapping[Any, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        start = f"{indent}{_one_line(key)}:"
        if isinstance(value, dict) and value and not indent:
            yield start
            yield from _lines(value, f"{indent}  ")
        elif isinstance(value, list) and value:
            yield start
            yield from (f"{indent}  - {_one_line(one)}" for one in value)
        else:
            yield f"{start} {_one_line(value)}"


def _one_line(value: Any) -> str:
    match value:
        case dict():
            return f"{{{', '.join(f'{_one_line(k)}: {_one_line(v)}' for k, v in value.items())}}}"
        case list():
            return f"[{', '.join(map(_one_line, value))}]"
        case int():
            return str(value)
    return value if value in _MEANT or _BARE.fullmatch(value) else quoted(value)
