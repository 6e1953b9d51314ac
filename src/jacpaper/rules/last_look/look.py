"""A look at a paper for words that only exempt items have."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from jacpaper.problems import Place
from jacpaper.project.layout import COMMITTEE, REGISTER_MAPPING
from jacpaper.rules.last_look.secrets import (
    PublicWords,
    Secret,
    is_said,
    joined,
    positions,
    secrets,
    spans,
)
from jacpaper.rules.last_look.spelling import as_words, squeezed
from jacpaper.rules.rule import Finding
from jacpaper.rules.texts import place_of
from jacpaper.tree.elements import TEXT_BLOCKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jacpaper.facts.register import Register
    from jacpaper.rules.rule import AnyCase
    from jacpaper.tree.document import Document

# A word of so many letters may be several joined to one; one with a figure, a reference.
_LONG = 10
_FIGURE_AND_MORE = re.compile(r"\d\S")
# Fewer words that go on in the next block meet there by accident.
_ACROSS_BLOCKS = 4
_HINT = (
    "take it out, or correct the register; if these words may be public, write them in"
    ' inputs/register.yaml, as in\nexempt: {harmless: ["the words as they stand here"]}'
)

_TO_DECIDE = (
    "say in its row of the register whether the item is exempt: nothing there says so, and until"
    " it does the item counts as exempt; if it is, take these words out"
)


class _Piece(NamedTuple):
    """Some of the paper's words, and the line of the template that made them."""

    text: str
    place: Place
    is_block: bool = True
    """False for what stands around the text, such as its header."""


def look(case: AnyCase, kept: Register, document: Document) -> Iterator[Finding]:
    """Look in the paper, and in all that stands around it, for what only exempt items have."""
    every = secrets(kept)
    yield from _harmless_in_vain(case, every)
    if not every:
        return
    head = case.facts.value_place(case.facts.head_file)
    # The paper's files are called after an item's own file.
    pieces = [*_pieces(document), _Piece(document.name, head, is_block=False)]
    # Most papers have none of them, which is soon seen.
    whole = "\n".join(piece.text for piece in pieces)
    quick, long = as_words(whole), _long_words(whole)
    printed = frozenset(quick.split())
    there = [
        secret
        for secret in every
        if printed.issuperset(secret.words.split()) and secret.words in quick
    ]
    in_one = [(secret, one) for secret in every if (one := joined(secret)) and one in long]
    if there or in_one:
        close = _Look(case, PublicWords(kept, *_always_printed(case)), pieces)
        yield from close.findings(there)
        yield from close.joined(in_one)


def _long_words(text: str) -> str:
    """Return the words of a text that may be several, such as addresses, one a line."""
    return squeezed(
        "\n".join(
            word
            for word in dict.fromkeys(text.split())
            if len(word) >= _LONG or (not word.isalpha() and _FIGURE_AND_MORE.search(word))
        )
    )


def _always_printed(case: AnyCase) -> tuple[str, str]:
    """Return the words of committee.yaml and those of the template."""
    source = case.facts.sources.get(f"inputs/{COMMITTEE}")
    values = map(source.at, source.values) if source else ()
    committee = [value for value in values if isinstance(value, str)]
    folders = case.folder.searched if case.folder else ()
    files = [file for one in folders for file in sorted(one.path.glob("*.j2"))]
    texts = (file.read_text("utf-8", "replace") for file in files if file.is_file())
    template = (re.sub(r"(?s)\{[{%#].*?[}%#]\}|<[^>]*>", "\n", text) for text in texts)
    return "\n".join(committee), "\n".join(template)


def _pieces(document: Document) -> Iterator[_Piece]:
    """Yield all that the paper will say, to the eye or not: blocks, links, pictures, header."""
    blocks = list(document.body.find(*TEXT_BLOCKS))
    for block in blocks:
        yield _Piece(block.text, block.place)
    for one in document.body.find("a", "img", "table"):
        if address := one.attributes.get("href", ""):
            yield _Piece(unquote(address), one.place, is_block=False)
        if one.picture:
            drawn = re.sub(r"<[^>]*>", " ", one.picture.drawing)
            yield _Piece(f"{one.picture.words}\n{drawn}", one.place, is_block=False)
        if one.description:
            yield _Piece(one.description, one.place, is_block=False)
    around = blocks[0].place if blocks else Place("")
    for words in (document.title, document.author, document.notice, *document.header.values()):
        yield _Piece(words, around, is_block=False)


class _Look:
    """A close look at a paper that seems to have words of exempt items."""

    def __init__(self, case: AnyCase, public: PublicWords, pieces: list[_Piece]) -> None:
        self.case, self.public, self.pieces = case, public, pieces
        items = case.facts.register.items if case.facts.register else ()
        self.undecided = {item.place for item in items if item.is_undecided}
        said = [as_words(piece.text).lstrip(" ") for piece in pieces]
        # A line break is no word: nothing is found across it.
        said = [
            words if piece.is_block else f"\n {words}\n "
            for words, piece in zip(said, pieces, strict=True)
        ]
        self.whole = f" {''.join(said)}"
        self.starts = list(accumulate(map(len, said), initial=1))[:-1]

    def findings(self, there: list[Secret]) -> Iterator[Finding]:
        met: set[int] = set()
        for secret in there:
            for start, end in positions(self.whole, secret.words):
                first = self._piece_at(start + 1)
                if first in met or not self._is_found(secret, end, first):
                    continue
                covered = self._covered(secret)
                if not any(at <= start and end <= last for at, last in covered.items()):
                    met.add(first)
                    yield self._finding_at(secret, first, start, end)

    def joined(self, there: Iterable[tuple[Secret, str]]) -> Iterator[Finding]:
        """Yield where a secret is printed as one word, as in an address."""
        for number, piece in enumerate(self.pieces):
            long = _long_words(piece.text)
            for secret, one in there:
                if one in long and not self._is_harmless(secret, one, long):

                    def has_it(text: str, one: str = one) -> bool:
                        return one in squeezed(unquote(text))

                    yield self._finding(secret, number, has_it)
                    break

    def _is_harmless(self, secret: Secret, one: str, long: str) -> bool:
        """Return whether a joined secret is public, or part of a longer word that is."""
        phrases = map(squeezed, (*self.public.harmless, *self.public.around(secret)))
        return self.public.has(secret, "") or any(one in said and said in long for said in phrases)

    @cache  # noqa: B019 - a look lasts as long as one check
    def _covered(self, secret: Secret) -> Mapping[int, int]:
        """Return where the paper has phrases within which the secret's words are harmless."""
        return spans(self.whole, self.public.around(secret))

    def _is_found(self, secret: Secret, end: int, first: int) -> bool:
        piece = self.pieces[first]
        if self._piece_at(end - 1) != first:
            return secret.words.count(" ") > _ACROSS_BLOCKS and not self.public.has(secret, "")
        return is_said(secret, piece.text) and not self.public.has(secret, as_words(piece.text))

    def _finding_at(self, secret: Secret, first: int, start: int, end: int) -> Finding:
        # Of words that go on in the next block, the place is where they begin.
        next_starts = self.starts[first + 1] if first + 1 < len(self.starts) else end
        begun = f"{self.whole[start : min(end, next_starts - 1)].rstrip()} "

        def has_it(text: str) -> bool:
            return begun in as_words(re.sub(r"[*\\]", "", unquote(text)))

        return self._finding(secret, first, has_it)

    def _finding(self, secret: Secret, first: int, has_it: Callable[[str], bool]) -> Finding:
        place = place_of(self.case, has_it, self.pieces[first].place)
        at = f" ({secret.place.file}:{secret.place.line})" if secret.place else ""
        # Neither the message nor its excerpt has the words: logs are shared.
        place = place._replace(excerpt="")
        if secret.place and secret.place in self.undecided:
            fault = f"words of an item that does not say whether it is exempt{at} would be printed"
            return Finding(place, f"{fault} here in the public paper", _TO_DECIDE)
        fault = f"{secret.what}{at} would be printed here in the public paper"
        return Finding(place, fault, _HINT)

    def _piece_at(self, position: int) -> int:
        return bisect_right(self.starts, position) - 1


def _harmless_in_vain(case: AnyCase, every: list[Secret]) -> Iterator[Finding]:
    """Yield a hint for each phrase under `harmless` that has nothing of an exempt item."""
    kept = case.facts.register
    source = case.facts.sources.get(f"inputs/{REGISTER_MAPPING}")
    for index, phrase in enumerate(kept.harmless if kept and source else ()):
        said = as_words(phrase)
        is_found = any(_has(said, secret) for secret in every)
        if source and not is_found:
            place = source.value_place(("exempt", "harmless", index))
            fault = "these words are called harmless, but no exempt item has them"
            yield Finding(place, fault, "delete them, unless they may be needed again", "hint")


def _has(phrase: str, secret: Secret) -> bool:
    """Return whether a phrase has a secret, as words or as one word."""
    one = joined(secret)
    return secret.words in phrase or bool(one and one in squeezed(phrase))
