"""Write data as YAML in the many ways in which people type it, comments and all."""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    import random

_NOTES = ("# to check with the board", "# as agreed, see the e-mail of 3 March", "#", "# new: 12?")
_AFTER = ("   # as printed", " # ask Fiona", "  # x: y")


def typed(data: dict[str, Any], luck: random.Random) -> str:
    """Return a YAML text that loads as the data, in a style drawn by chance."""
    writer = _Writer(luck)
    text = "\n".join(["# Our own notes", "", *writer.mapping(data, 0), ""])
    if yaml.safe_load(text) != data:
        raise AssertionError(f"not the same data:\n{text}")
    if luck.random() < 0.15:
        text = text.replace("\n", "\r\n")
    return text


class _Writer:
    def __init__(self, luck: random.Random) -> None:
        self.luck = luck
        self.dashes_indented = luck.random() < 0.7
        self.notes = luck.choice([0.0, 0.1, 0.3])
        self.width = luck.choice([40, 72, 1000])

    def mapping(self, data: dict[Any, Any], depth: int) -> list[str]:
        lines: list[str] = []
        for key, value in data.items():
            if self.luck.random() < self.notes:
                lines.append(" " * depth + self.luck.choice(_NOTES))
            lines += self.entry(f"{' ' * depth}{self.key(key)}:", value, depth)
            if depth == 0 and self.luck.random() < 0.4:
                lines.append("")
        return lines

    def key(self, key: Any) -> str:
        return self.line(key, is_key=True)

    def entry(self, head: str, value: Any, depth: int) -> list[str]:
        """Return the lines of a key and its value."""
        if isinstance(value, dict):
            if value and self.is_flat(value) and self.luck.random() < 0.4:
                return [f"{head} {self.flow(value)}{self.after()}"]
            return (
                [f"{head}{self.after()}", *self.mapping(value, depth + 2)]
                if value
                else [f"{head} {{}}"]
            )
        if isinstance(value, list):
            if self.is_flat(value) and self.luck.random() < 0.25:
                return [f"{head} {self.flow(value)}{self.after()}"]
            inside = depth + 2 if self.dashes_indented else depth
            return [f"{head}{self.after()}", *self.items(value, inside)]
        return self.scalar(head, value, depth)

    def items(self, values: list[Any], depth: int) -> list[str]:
        lines: list[str] = []
        for value in values:
            if self.luck.random() < self.notes / 2:
                lines.append(" " * depth + self.luck.choice(_NOTES))
            if isinstance(value, dict):
                inner = self.mapping(value, depth + 2)
                at = next(n for n, line in enumerate(inner) if not line.lstrip().startswith("#"))
                lines += inner[:at]
                lines.append(f"{' ' * depth}- {inner[at].lstrip()}")
                lines += inner[at + 1 :]
            else:
                lines += self.scalar(f"{' ' * depth}-", value, depth)
        return lines

    def scalar(self, head: str, value: Any, depth: int) -> list[str]:
        if not isinstance(value, str):
            return [f"{head} {self.line(value)}{self.after()}"]
        words = value.split(" ")
        plain = "\n" not in value and "  " not in value and value == value.strip()
        pad = " " * (depth + self.luck.choice([2, 2, 2, 4]))
        if "\n" in value or (len(words) > 6 and self.luck.random() < 0.5):
            return self.block(head, value, pad, folded=plain)
        if plain and len(words) > 8 and self.luck.random() < 0.5:
            return self.wrapped(head, value, pad)
        return [f"{head} {self.line(value)}{self.after()}"]

    def block(self, head: str, value: str, pad: str, *, folded: bool) -> list[str]:
        if value != value.lstrip() or value.endswith("\n\n") or not value.strip():
            return [f"{head} {json.dumps(value, ensure_ascii=False)}"]
        chomp = "" if value.endswith("\n") else "-"
        body = value.removesuffix("\n")
        if folded:
            lines = textwrap.wrap(body, self.width, break_long_words=False, break_on_hyphens=False)
            return [f"{head} >{chomp}", *(pad + line for line in lines)]
        return [f"{head} |{chomp}", *(pad + line if line else "" for line in body.split("\n"))]

    def wrapped(self, head: str, value: str, pad: str) -> list[str]:
        """Return a value in quotes, over several lines."""
        quoted = json.dumps(value, ensure_ascii=False)
        if self.luck.random() < 0.5:
            quoted = "'" + value.replace("'", "''") + "'"
        first, *rest = textwrap.wrap(
            quoted, max(self.width - 20, 20), break_long_words=False, break_on_hyphens=False
        )
        return [f"{head} {first}", *(pad + line for line in rest)]

    def line(self, value: Any, *, is_key: bool = False) -> str:
        """Return a value on one line, in quotes now and then."""
        if not isinstance(value, str):
            return str(yaml.safe_dump(value, allow_unicode=True, width=10_000)).split("\n")[0]
        chance = self.luck.random()
        if _is_plain(value) and (chance < 0.7 or is_key):
            return value
        if "\n" not in value and chance < 0.85:
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=False)

    def is_flat(self, value: Any) -> bool:
        within = value.values() if isinstance(value, dict) else value
        return len(str(value)) < 90 and all(not isinstance(one, (dict, list)) for one in within)

    def flow(self, value: Any) -> str:
        """Return a mapping or list on one line."""
        if isinstance(value, dict):
            inner = ", ".join(
                f"{self.in_flow(key)}: {self.in_flow(one)}" for key, one in value.items()
            )
            return f"{{{inner}}}" if self.luck.random() < 0.8 else f"{{ {inner} }}"
        return f"[{', '.join(self.in_flow(one) for one in value)}]"

    def in_flow(self, value: Any) -> str:
        if isinstance(value, str) and not re.fullmatch(r"[A-Za-z][\w -]*\w", value):
            return json.dumps(value, ensure_ascii=False)
        return self.line(value)

    def after(self) -> str:
        return self.luck.choice(_AFTER) if self.luck.random() < self.notes / 2 else ""


def _is_plain(value: str) -> bool:
    """True if the text stands for itself without quotes."""
    if re.search(r": |:$| #|\n|\t", value) or value != value.strip() or not value:
        return False
    try:
        return bool(yaml.safe_load(value) == value)
    except yaml.YAMLError:
        return False
