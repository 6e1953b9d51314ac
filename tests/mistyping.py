"""Slips of the pen in YAML files, and the line that each must be named at.

Plain Python that shares no code with the program: it knows only that a line is a key with a
value, an item of a list, or text of a block, and that each slip belongs to the line it is in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEY = re.compile(r"( *)((?:- )?)([A-Za-z0-9_][^:#\"{}]*):( .*|)")
ITEM = re.compile(r"( *)- (.*)")


class Slip(NamedTuple):
    """A file with one slip in it; `line` counts from 1."""

    kind: str
    line: int
    text: str


class File:
    """The lines of a file: which are text of a block, and which are notes or empty."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.in_block: dict[int, int] = {}
        """The line that opens the block, by each line of its text."""
        opens, depth = -1, 0
        for number, line in enumerate(self.lines):
            indent = len(line) - len(line.lstrip(" "))
            if opens >= 0 and (not line.strip() or indent > depth):
                if line.strip():
                    self.in_block[number] = opens
                continue
            opens = -1
            if re.search(r": [|>]-?$", line) and not line.lstrip().startswith("#"):
                opens, depth = number, indent + (2 if line.lstrip().startswith("- ") else 0)

    def structure(self) -> Iterator[tuple[int, str]]:
        """Yield the lines that are neither text of a block, nor notes, nor empty."""
        for number, line in enumerate(self.lines):
            bare = line.strip()
            if bare and not bare.startswith("#") and number not in self.in_block:
                yield number, line

    def with_line(self, kind: str, number: int, *by: str) -> Slip:
        """Return the file with other lines in the place of one; the first of them is the slip."""
        return Slip(kind, number + 1, "\n".join([*self.lines[:number], *by,
                                                 *self.lines[number + 1 :]]))  # fmt: skip

    def is_alone(self, number: int) -> bool:
        """True for a key that is the only one under another."""
        rows = list(self.structure())
        index = [other for other, _ in rows].index(number)
        depth = [len(line) - len(line.lstrip()) for _, line in rows] + [0]
        below = next(d for d in depth[index + 1 :] if d <= depth[index])
        return depth[index - 1] < depth[index] > below


def keys(file: File) -> Iterator[Slip]:
    for number, line in file.structure():
        if found := KEY.fullmatch(line):
            indent, dash, key, rest = found.groups()
            yield file.with_line("no colon", number, f"{indent}{dash}{key}{rest}")
            if rest.strip():
                glued = f"{indent}{dash}{key}:{rest.strip()}"
                yield file.with_line("no space after the colon", number, glued)


def marks(file: File) -> Iterator[Slip]:
    for number, line in file.structure():
        if found := ITEM.fullmatch(line):
            indent, rest = found.groups()
            yield file.with_line("dash lost, space left", number, f"{indent}  {rest}")
            yield file.with_line("dash lost", number, f"{indent}{rest}")
            for mark in ("-- ", "1. ", "* ", "\u2013 ", "-", "\u25ba ", "a) "):
                yield file.with_line(f"mark {mark}", number, f"{indent}{mark}{rest}")


def brackets(file: File) -> Iterator[Slip]:
    for number, line in file.structure():
        bare = line.rstrip()
        if bare.endswith(("}", "]", '"')) and ": " in line:
            yield file.with_line(f"unclosed {bare[-1]}", number, bare[:-1])


def indents(file: File) -> Iterator[Slip]:
    for number, line in file.structure():
        if (found := KEY.fullmatch(line)) and found[1] and not found[2]:
            if file.is_alone(number):
                continue  # it may stand in any column
            yield file.with_line("key one space too far", number, f" {line}")
            yield file.with_line("key two spaces too far", number, f"  {line}")
            if len(found[1]) > 2:
                yield file.with_line("key one space too near", number, line[1:])


def blocks(file: File) -> Iterator[Slip]:
    for number, opens in file.in_block.items():
        line = file.lines[number]
        if number == opens + 1 and file.in_block.get(number + 1) == opens:
            yield file.with_line("first line of a block too far", number, f" {line}")
        yield file.with_line("note in a text", number, f"{line} # to be checked")
        yield file.with_line("drafting note", number, f"{line} [DN: check this]")
        yield file.with_line("conflict in a text", number, "<<<<<<< HEAD", line, "=======", line,
                             ">>>>>>> theirs")  # fmt: skip
        text = " " * (len(line) - len(line.lstrip()))
        for key in ("url", "grades", "areas_for_improvement"):
            if "reports:" in "\n".join(file.lines):
                swallowed = f"{text}{key}: https://x.police.uk"
                yield file.with_line("key in a text", number, swallowed, line)


def anywhere(file: File) -> Iterator[Slip]:
    for number, line in file.structure():
        middle = len(line) // 2
        broken = f"{line[:middle]}\u2028{line[middle:]}"
        yield file.with_line("a line separator", number, broken)
        yield file.with_line("conflict", number, "<<<<<<< HEAD", line, "=======", line,
                             ">>>>>>> theirs")  # fmt: skip


def placeholders(file: File) -> Iterator[Slip]:
    words = ("TBC", "xxx", "to do", "TODO", "[insert date]", "#REF!", "########", "[name]")
    for count, (number, line) in enumerate(file.structure()):
        found = KEY.fullmatch(line)
        if found and found[3] in ("title", "name", "board", "addressed_to", "subtitle", "marking"):
            word = words[count % len(words)]
            yield file.with_line(f"placeholder {word}", number,
                                 f'{found[1]}{found[2]}{found[3]}: "{word}"')  # fmt: skip
    within = [word for word in words if word != "to do"]  # in a sentence, it is no placeholder
    for count, number in enumerate(file.in_block):
        word = within[count % len(within)]
        line = file.lines[number]
        at = line.rindex(" ")
        yield file.with_line(f"placeholder {word}", number, f"{line[:at]} {word}{line[at:]}")


MAKERS: tuple[Callable[[File], Iterator[Slip]], ...] = (
    keys, marks, brackets, indents, blocks, anywhere, placeholders,
)  # fmt: skip


def slips(text: str) -> Iterator[Slip]:
    """Yield the file with each slip at each line that can have it; what changes nothing is none."""
    file = File(text)
    for make in MAKERS:
        yield from (slip for slip in make(file) if slip.text != text)
