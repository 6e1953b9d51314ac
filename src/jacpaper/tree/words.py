"""Compare the words of two blocks: which are kept, new and gone, each with its formats.

A word is compared whole. Punctuation after it is a word of its own, so that "2025." against
"2026." changes one word; so is a link, which would be several links if a part of it changed.
"""

from __future__ import annotations

import re
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from jacpaper.tree import alignment
from jacpaper.tree.elements import Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

State = Literal["kept", "new", "gone"]
# The tags around a piece of text, from the outermost: strong, em, and span:cy for a language.
Formats = tuple[str, ...]

_OPENING, _CLOSING = "([{\u201c\u2018\"'", ".,;:!?\u2026)]}\u201d\u2019\"'"
_WORD = re.compile(
    rf"\s+|[{re.escape(_OPENING)}]"
    rf"|[^\s{re.escape(_OPENING + _CLOSING)}](?:\S*[^\s{re.escape(_CLOSING)}])?|\S"
)


class Piece(NamedTuple):
    """A word, a mark of punctuation or a space with its formats; or a whole link."""

    text: str
    formats: Formats = ()
    link: Element | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """Pieces with the same key are the same to a reader."""
        if self.link is None:
            return self.text, self.formats
        return self.text, self.formats, self.link.attributes["href"], self.link.is_reference


class Run(NamedTuple):
    """Pieces that follow one another and have the same state."""

    state: State
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Its words without their formats."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def children(self) -> list[Element | str]:
        """Its words as the children of an element."""
        return _nested(self.pieces)


def compare(old: Element, new: Element, links: Mapping[str, str] | None = None) -> list[Run]:
    """Return the words of a block in order, both those that are gone and those that are there.

    `links` has the addresses of the older paper that are others in the newer one, such as #id.
    """
    before = [*_tokens(_turned(piece, links or {}) for piece in pieces(old))]
    now = [*_tokens(pieces(new))]
    pairs = alignment.equal([one.key for one in before], [one.key for one in now])
    pairs = _worth_keeping(pairs, before, now)
    found: list[tuple[State, Piece]] = []
    start = first = 0
    for a, b in (*pairs, (len(before), len(now))):
        found += _replaced(before[start:a], now[first:b])
        if b < len(now):
            if before[a].space != now[b].space:
                found += _states("gone", before[a].space) + _states("new", now[b].space)
            else:
                found += _states("kept", now[b].space)
            found += _states("kept", now[b].word)
        start, first = a + 1, b + 1
    return [
        Run(state, tuple(piece for _, piece in group))
        for state, group in groupby(_new_after_gone(found), key=lambda one: one[0])
    ]


def whole(block: Element, state: State, links: Mapping[str, str] | None = None) -> Run:
    """Return all words of a block as one run."""
    return Run(state, tuple(_turned(piece, links or {}) for piece in pieces(block)))


def pieces(element: Element, formats: Formats = ()) -> Iterator[Piece]:
    """Yield the pieces of a block, in order."""
    for child in element.children:
        if isinstance(child, str):
            yield from (Piece(word, formats) for word in _WORD.findall(child))
        elif child.tag == "a":
            yield Piece(child.text, formats, child)
        else:
            lang = child.attributes.get("lang")
            yield from pieces(child, (*formats, f"{child.tag}:{lang}" if lang else child.tag))


def bag(text: str) -> list[str]:
    """Return the words of a text, without spaces and punctuation."""
    return [word for word in _WORD.findall(text) if len(word) > 1 or word.isalnum()]


class _Token(NamedTuple):
    """A piece with the spaces in front of it: words are compared without these."""

    space: tuple[Piece, ...]
    word: tuple[Piece, ...]
    """Empty at the end of a block that ends in a space."""

    @property
    def key(self) -> tuple[object, ...]:
        return self.word[0].key if self.word else ()

    @property
    def length(self) -> int:
        return sum(len(piece.text) for piece in self.word)


def _tokens(found: Iterable[Piece]) -> Iterator[_Token]:
    space: list[Piece] = []
    for piece in found:
        if piece.link is None and piece.text.isspace():
            space.append(piece)
            continue
        yield _Token(tuple(space), (piece,))
        space = []
    if space:
        yield _Token(tuple(space), ())


def _turned(piece: Piece, links: Mapping[str, str]) -> Piece:
    """Return a piece whose link leads to where the same thing stands in the newer paper."""
    if piece.link is None or (to := links.get(piece.link.attributes["href"])) is None:
        return piece
    link = piece.link
    attributes = {**link.attributes, "href": to}
    turned = Element("a", attributes, link.children, link.place, is_reference=link.is_reference)
    return piece._replace(link=turned)


def _worth_keeping(
    pairs: list[alignment.Pair], before: Sequence[_Token], now: Sequence[_Token]
) -> list[alignment.Pair]:
    """Leave out kept words that are shorter than what changed on both sides of them.

    Of a sentence written anew, "the" and "of" stay by chance, and only make it hard to read.
    """
    lengths = [[*accumulate((one.length for one in side), initial=0)] for side in (before, now)]

    def changed(after: alignment.Pair, until: alignment.Pair) -> int:
        """Return how many letters are gone or new between two pairs, whichever are more."""
        sides = zip(lengths, after, until, strict=True)
        return max(sums[end] - sums[start + 1] for sums, start, end in sides)

    kept: list[list[alignment.Pair]] = []
    left = _consecutive(pairs)[::-1]
    while left:
        run = left.pop()
        above = changed(kept[-1][-1] if kept else (-1, -1), run[0])
        below = changed(run[-1], left[-1][0] if left else (len(before), len(now)))
        if sum(now[b].length for _, b in run) >= min(above, below):
            kept.append(run)
        elif kept:  # compare the one before it again, now that more changed behind that
            left.append(kept.pop())
    return [pair for run in kept for pair in run]


def _consecutive(pairs: Sequence[alignment.Pair]) -> list[list[alignment.Pair]]:
    """Return the pairs in runs without anything between them."""
    runs: list[list[alignment.Pair]] = []
    for a, b in pairs:
        if runs and runs[-1][-1] == (a - 1, b - 1):
            runs[-1].append((a, b))
        else:
            runs.append([(a, b)])
    return runs


def _states(state: State, found: Iterable[Piece]) -> list[tuple[State, Piece]]:
    return [(state, piece) for piece in found]


def _replaced(gone: Sequence[_Token], new: Sequence[_Token]) -> list[tuple[State, Piece]]:
    """Return words that are gone and those in their place; a space before both is kept."""
    found: list[tuple[State, Piece]] = []
    shared = bool(gone and new) and gone[0].space == new[0].space
    if shared:
        found += _states("kept", new[0].space)
    sides: tuple[tuple[State, Sequence[_Token]], ...] = (("gone", gone), ("new", new))
    for state, tokens in sides:
        for position, token in enumerate(tokens):
            space = () if shared and not position else token.space
            found += _states(state, (*space, *token.word))
    return found


def _new_after_gone(found: list[tuple[State, Piece]]) -> list[tuple[State, Piece]]:
    """Put what is gone before what is new, between two words that are kept."""
    ordered: list[tuple[State, Piece]] = []
    for kept, group in groupby(found, key=lambda one: one[0] == "kept"):
        together = [*group]
        ordered += together if kept else sorted(together, key=lambda one: one[0] == "new")
    return ordered


def _nested(found: Sequence[Piece], depth: int = 0) -> list[Element | str]:
    """Return pieces as text within the elements of their formats."""
    made: list[Element | str] = []
    for tag, group in groupby(found, key=lambda one: one.formats[depth : depth + 1]):
        inside = [*group]
        if tag:
            name, _, lang = tag[0].partition(":")
            attributes = {"lang": lang} if lang else {}
            made.append(Element(name, attributes, _nested(inside, depth + 1)))
            continue
        for is_text, same in groupby(inside, key=lambda one: one.link is None):
            if is_text:
                made.append("".join(piece.text for piece in same))
            else:
                made += [piece.link for piece in same if piece.link]
    return made
