"""Light Markdown from words with formats, and the parts of a text that each make a block."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.review.words import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ITEM = re.compile(r"^(?P<mark> *(?:[-+*]|\d{1,9}[.)]) +)", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n\s*")
# What would be read as a mark where there is none.
_SPECIAL = re.compile(r"[*_\[\]<>\\`]|&(?=#?\w+;)")
_LOOKS_LIKE_ITEM = re.compile(r"^([-+]|\d{1,9}[.)])(?=\s|$)")


class Part(NamedTuple):
    """The part of a text that makes one paragraph or one item of a list."""

    mark: str
    """What stands before an item, such as a dash; nothing before a paragraph."""
    text: str

    @property
    def is_item(self) -> bool:
        """True for an item of a list."""
        return bool(self.mark)


def parts(text: str) -> list[Part]:
    """Return the paragraphs and items of a text, in order."""
    return [part for block in _BLANK.split(text) for part in _block(block) if part.text.strip()]


def _block(block: str) -> Iterator[Part]:
    """Yield the parts between two empty lines: a paragraph, and the items of a list under it."""
    marks = list(_ITEM.finditer(block))
    # A number begins a list under a paragraph only where an empty line stands between them.
    while marks and marks[0].start() and marks[0]["mark"].strip()[0].isdigit():
        marks.pop(0)
    first = marks[0].start() if marks else len(block)
    yield Part("", block[:first].strip("\n"))
    ends = [*(mark.start() for mark in marks[1:]), len(block)]
    for mark, end in zip(marks, ends, strict=False):
        yield Part(mark["mark"], block[mark.end() : end].strip("\n"))


def joined(made: Sequence[Part], like: str) -> str:
    """Return a text from its parts; `like` is what it was, whose last line end is kept."""
    written = ""
    for before, part in zip([None, *made], made, strict=False):
        if before:
            written += "\n" if before.is_item and part.is_item else "\n\n"
        written += f"{part.mark}{part.text}"
    return written + like[len(like.rstrip("\n")) :]


def written(run: Iterable[Word], like: str = "") -> str:
    """Return words as light Markdown, with the marks of emphasis that `like` has."""
    em = "_" if re.search(r"(?<![\w*_])_(?!_)\w", like) else "*"
    strong = "__" if "__" in like else "**"
    made = ""
    for (bold, italic, link, lang), group in groupby(_spaces_aside(run), key=_formats):
        words = "".join(word.text for word in group)
        inner = words.strip(" ")
        if not inner or link == "#":
            made += words
            continue
        said = _escaped(inner, at_start=not made)
        if link:
            said = f"<{link}>" if inner == link and f"<{link}>" in like else f"[{said}]({link})"
        said = f"[{said}]{{lang={lang}}}" if lang else said
        said = f"{em}{said}{em}" if italic else said
        said = f"{strong}{said}{strong}" if bold else said
        start = words[: len(words) - len(words.lstrip(" "))]
        made += f"{start}{said}{words[len(words.rstrip(' ')) :]}"
    return " ".join(made.split(" ")).strip()


def _spaces_aside(run: Iterable[Word]) -> list[Word]:
    """Return words in which white space has the formats that both its neighbours share."""
    found = [word._replace(text=" ") if word.is_space else word for word in run]
    for position, word in enumerate(found):
        if not word.is_space:
            continue
        before = found[position - 1] if position else word
        after = found[position + 1] if position + 1 < len(found) else word
        if _formats(before) == _formats(after):
            found[position] = before._replace(text=" ")
        else:
            found[position] = Word(" ")
    return found


def _formats(word: Word) -> tuple[bool, bool, str, str]:
    return word.strong, word.em, word.link, word.lang


def _escaped(text: str, *, at_start: bool) -> str:
    """Return text that light Markdown reads as it stands."""
    # An underscore or asterisk between spaces, and a bracket that begins no link, mean nothing.
    said = _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
    if at_start and (item := _LOOKS_LIKE_ITEM.match(said)):
        said = f"{item[0][:-1]}\\{item[0][-1]}{said[item.end() :]}"
    return said
