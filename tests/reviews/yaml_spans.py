"""What our YAML files say, value by value, and on which lines: read with PyYAML alone."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from accepted import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Trail = tuple[str | int, ...]


class Value(NamedTuple):
    trail: Trail
    text: str
    first: int
    """The first line that its entry is on, its key or its dash included; from 0."""
    after: int
    start: int
    """The first of its own characters, quotes and all, of the file; from 0."""
    end: int


def values(text: str) -> list[Value]:
    """Return the plain values of a YAML file, and its lists and mappings as a whole."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    return list(_values(root, (), 0, text)) if root is not None else []


def _values(node: Any, trail: Trail, first: int, text: str) -> Iterator[Value]:
    after = node.end_mark.line + (1 if node.end_mark.column else 0)
    if isinstance(node, yaml.ScalarNode):
        yield Value(trail, node.value, first, max(after, first + 1), *_span(node))
        return
    yield Value(trail, "", first, max(after, first + 1), *_span(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _values(value, (*trail, key.value), key.start_mark.line, text)
    else:
        for position, value in enumerate(node.value):
            yield from _values(value, (*trail, position), value.start_mark.line, text)


def _span(node: Any) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index


def around(old: str, new: str) -> str:
    """Return where two files differ outside of the values that differ, or nothing."""
    before, after = ({one.trail: one for one in values(text)} for text in (old, new))
    differ = {
        trail
        for trail, one in before.items()
        if trail in after and (one.text != after[trail].text or bool(one.text) != bool(after[trail].text))
    }
    for trail in before.keys() ^ after.keys():
        above = trail[:-1]
        while above not in before or above not in after:
            above = above[:-1]
        differ.add(above)
    outer = {one for one in differ if not any(one[:at] in differ for at in range(len(one)))}
    left = [_without(text, [side[one] for one in outer])
            for text, side in ((old, before), (new, after))]  # fmt: skip
    if left[0] == left[1]:
        return ""
    at = next((n for n, pair in enumerate(zip(*left, strict=False)) if pair[0] != pair[1]), 0)
    return f"{left[0][at - 40 : at + 60]!r} -> {left[1][at - 40 : at + 60]!r}"


def _without(text: str, cut: list[Value]) -> str:
    for one in sorted(cut, key=lambda one: -one.start):
        text = f"{text[: one.start]}\0{text[one.end :]}"
    # A list that grew or shrank ends where the next key begins, with the comments between.
    return re.sub(r"\0\s*", "\0", re.sub(r"\s*\0", "\0", text))


def without_marks(text: str) -> str:
    """Return a text of light Markdown without its marks."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return fold(re.sub(r"\*+|^\s*[-0-9]+[.]?\s+", " ", text, flags=re.MULTILINE)).replace(" ,", ",")


def texts(folder: Path) -> list[str]:
    """Return each value of a meeting's files as it is read, without marks."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        for value in values(path.read_text(encoding="utf-8")):
            if value.text:
                found += [without_marks(part) for part in re.split(r"\n\s*\n", value.text)]
                found += [without_marks(line) for line in value.text.splitlines()]
                found += [without_marks(re.sub(r"^\s*(?:-|\d+\.)\s+", "", value.text))]
    return found


def strayed(old: str, new: str) -> list[str]:
    """Return the lines that changed though no value on them did."""
    was, now = old.splitlines(), new.splitlines()
    before, after = ({one.trail: one for one in values(text)} for text in (old, new))
    changed = [
        one
        for trail, one in before.items()
        if trail not in after or (one.text and after[trail].text != one.text)
    ]
    grown = [one for trail, one in after.items() if trail not in before]
    # What was an item of a list moves on when one before it goes.
    lists = {one.trail[:-1] for one in (*changed, *grown) if one.trail and isinstance(one.trail[-1], int)}
    changed += [before[trail] for trail in lists if trail in before]
    strays = []
    for tag, first, last, start, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for line in range(first, last):
            inside = any(one.first <= line < one.after for one in changed)
            text = was[line]
            if not inside and text.strip():
                strays.append(f"-{line + 1}: {text}")
        for line in range(start, end):
            if now[line].lstrip().startswith("#") and now[line] not in was:
                strays.append(f"+{line + 1}: {now[line]}")
    differs = around(old, new)
    strays += [f"around the values: {differs}"] if differs else []
    kept = [line.strip() for line in was if line.lstrip().startswith("#")]
    comments = [line.strip() for line in now]
    strays += [f"comment lost: {line}" for line in kept if line not in comments]
    return strays
