"""Parts of the files that `new` writes: keys with their texts, lists and counts."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, get_args

from jacpaper.facts.value_types import OpenItemsBy
from jacpaper.text.yaml_writer import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def listed(key: str, values: Iterable[str]) -> str:
    """Return a key with its values in brackets; nothing if there are none."""
    shown = [value if value in get_args(OpenItemsBy) else quoted(value) for value in values]
    return f"{key}: [{', '.join(shown)}]" if shown else ""


def items(items: Iterator[list[str]]) -> str:
    """Return the items as a YAML list, or the word for a nil return."""
    blocks = [
        "\n".join(f"  {'  ' if index else '- '}{line}".rstrip() for index, line in enumerate(lines))
        for lines in items
    ]
    return "\n" + "\n".join(blocks) if blocks else " none"


def block(key: str, text: str, to_do: str = "") -> list[str]:
    """Return a text as a block, wrapped, each paragraph by itself."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    lines = [line for paragraph in paragraphs for line in [*_wrapped(paragraph), ""]][:-1]
    return [f"{key}: |{to_do}", *(f"  {line}" if line else "" for line in lines)]


def _wrapped(paragraph: str) -> list[str]:
    """Wrap prose; lines of a list stay as they are."""
    if re.search(r"^\s*([-+*]|\d+\.)\s", paragraph, re.MULTILINE):
        return paragraph.splitlines()
    lines = textwrap.wrap(paragraph, 76, break_long_words=False, break_on_hyphens=False)
    # At the beginning of a line such a word would mean something else.
    if any(re.match(r"([-+*#>=|~]|\d+[.)]|[\u2010-\u2015\u2022])", line) for line in lines[1:]):
        return [" ".join(paragraph.split())]
    return lines
