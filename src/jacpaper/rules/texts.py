"""The words of a composed paper, where they were typed, and how they are compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from jacpaper.facts.register import Item
    from jacpaper.problems import Place
    from jacpaper.rules.rule import AnyCase


def place_of(case: AnyCase, is_there: Callable[[str], object], otherwise: Place) -> Place:
    """Return the place of the first text in which something is.

    Texts typed for this meeting are looked at first, then the public items of the register.
    """
    for text, place in case.texts:
        if is_there(text):
            return place
    for texts, place in case.item_texts:
        if any(map(is_there, texts)):
            return place
    return otherwise


def texts_of(item: Item) -> tuple[str, ...]:
    """Return the texts of an item of the register."""
    return tuple(value for value in item if isinstance(value, str))


def place_of_words(case: AnyCase, said: str, otherwise: Place) -> Place:
    """Return the place of the first text that has these words, emphasis and links left aside."""
    wanted = _words(said)
    # A look for the longest word spares most texts the rest.
    longest = max(wanted.split(), key=len, default="")
    found = place_of(case, lambda text: longest in text and wanted in _words(text), otherwise)
    return case.near(found, said)


def folded(words: str) -> str:
    """Return words as they are compared: small letters, without marks between them."""
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def address(url: str) -> str:
    """Return an address as it is compared: where it leads, not how it is written."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def bare(text: str) -> str:
    """Return a text without what light Markdown adds to its words."""
    return re.sub(r"\(https?:[^)]*\)|\{lang=[^\s{}]*\}|[*\[\]]", "", text)


def _words(text: str) -> str:
    """Return the words between spaces, without what light Markdown adds to them."""
    words = " ".join(re.findall(r"[^\W_]+", bare(text)))
    return f" {words} "
