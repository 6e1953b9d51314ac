"""A text over several lines, with some of its words changed.

Only the lines of changed paragraphs change. They are wrapped to the width that the lines had.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DEFAULT_WIDTH = 80
# Shorter lines end where somebody ended them, not where they were full.
_LEAST_WIDTH = 40
# A list item begins a unit of its own; a number without a space after it does not.
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ ]+|$)")
# Words that have another meaning at the beginning of a line: as a mark, a note or a key.
_NEVER_FIRST = re.compile(
    r"[^\w(\[\"'*_\u2018\u201c].*|[*_]+|\d{1,9}[.)]|\w+:.*|[a-z][.)]|\([\da-z]{1,3}\)"
)
_BETWEEN_WORDS = re.compile(r"(?<=[^ ]) (?=[^ ])")


class Unit(NamedTuple):
    """A paragraph, an item of a list, or a blank line, in the lines it is written in."""

    lines: tuple[str, ...]

    @property
    def words(self) -> str:
        """Its words with one space where a line ends; empty: a blank line."""
        return " ".join(line.strip(" ") for line in self.lines)

    def indented(self, columns: int) -> Unit:
        """Return it so many columns further to the right."""
        return Unit(tuple(" " * columns + line if line else "" for line in self.lines))


def units(lines: Sequence[str]) -> list[Unit]:
    """Cut lines into paragraphs, items of lists and blank lines."""
    found: list[list[str]] = []
    for line in lines:
        bare = line.strip(" ")
        goes_on = bool(bare) and bool(found) and bool(found[-1][-1].strip(" "))
        if goes_on and not _ITEM.match(bare):
            found[-1].append(line)
        else:
            found.append([line])
    return [Unit(tuple(lines)) for lines in found]


def width_of(lines: Sequence[str]) -> int:
    """Return the width that lines were wrapped to, 0 if they were not wrapped."""
    lines = [line.rstrip(" ") for line in lines]
    longest = max(map(len, lines), default=0)
    followed = [
        len(line) + 1 + len(after.strip(" ").partition(" ")[0])
        for unit in units(lines)
        for line, after in pairwise(unit.lines)
    ]
    if longest <= DEFAULT_WIDTH < min(followed, default=DEFAULT_WIDTH + 1):
        return DEFAULT_WIDTH
    return max(longest, _LEAST_WIDTH) if followed else 0


def rewritten(old: Sequence[str], new: Sequence[Unit], width: int) -> list[str]:
    """Return the lines of the new units: those of units that are there already stay.

    All lines are as they stand in the file, with their indentation; width 0: none is wrapped.
    """
    before = units(old)
    matcher = SequenceMatcher(
        None, [unit.words for unit in before], [unit.words for unit in new], autojunk=False
    )
    lines: list[str] = []
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            lines += [line for unit in before[first:last] for line in unit.lines]
            continue
        gone = [unit for unit in before[first:last] if unit.words]
        for unit in new[begin:end]:
            like = gone.pop(0) if gone and unit.words else None
            lines += _wrapped(unit, like, width)
    return lines


def _wrapped(unit: Unit, like: Unit | None, width: int) -> Iterator[str]:
    """Yield the lines of a unit; the first lines of the old one stay while their words do."""
    if not unit.words:
        yield ""
        return
    words = _words(unit.words)
    first, hanging = _indents(unit, like)
    indent = first
    for line in like.lines[:-1] if like else ():
        kept = _words(line.strip(" "))
        if words[: len(kept)] != kept or len(words) == len(kept):
            break
        yield line
        words = words[len(kept) :]
        indent = hanging
    # Where the rest is as it was from the beginning of an old line, the old lines go on.
    tails = (
        {
            tuple(_words(Unit(like.lines[number:]).words)): like.lines[number:]
            for number in range(1, len(like.lines))
        }
        if like
        else {}
    )
    line = indent + words[0]
    for number, word in enumerate(words[1:], 1):
        if not width or len(line) + 1 + len(word) <= width:
            line += " " + word
            continue
        yield line
        if tail := tails.get(tuple(words[number:])):
            yield from tail
            return
        line = hanging + word
    yield line


def _indents(unit: Unit, like: Unit | None) -> tuple[str, str]:
    """Return the indentation of the first line and of those after it."""
    first = _indent(unit.lines[0])
    item = _ITEM.match(unit.words)
    if like and len(like.lines) > 1 and bool(_ITEM.match(like.words)) == bool(item):
        return first, _indent(like.lines[1])
    return first, first + " " * len(item[0]) if item else first


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _words(text: str) -> list[str]:
    """Cut a text where a line may end, keeping what must not begin one with what is before."""
    words: list[str] = []
    for word in _BETWEEN_WORDS.split(text):
        if words and _NEVER_FIRST.fullmatch(word):
            words[-1] += " " + word
        else:
            words.append(word)
    return words
