"""What a word processor changed by itself, put back as the paper has it.

Word makes quotes curly or straight, and spaces and hyphens such as do not break. A reader who looks
for what is new has no use for that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from jacpaper.text.characters import unprocessed
from jacpaper.tree.elements import TEXT_BLOCKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jacpaper.tree.elements import Element

Key = tuple[str, ...]
_SPACES = re.compile(r"(\s+)")


def put_back(body: Element, paper: Element) -> None:
    """Write each word, and each space between two words, as the paper does wherever it has them."""
    forms = _forms(paper)
    for block in body.find(*TEXT_BLOCKS):
        _put_back(block, forms)


def _forms(paper: Element) -> Mapping[Key, str]:
    """Return how the paper writes a word, or the space between two, if it does so in one way."""
    found: dict[Key, set[str]] = defaultdict(set)
    for block in paper.find(*TEXT_BLOCKS):
        for key, form in _keyed(_SPACES.split(block.text)):
            found[key].add(form)
    return {key: forms.pop() for key, forms in found.items() if len(forms) == 1}


def _keyed(parts: list[str]) -> list[tuple[Key, str]]:
    """Return words and spaces with what they are found by; they take turns, a word first."""
    words = [unprocessed(word) for word in parts[::2]]
    between = [*pairwise(words)]
    return [
        ((words[n // 2],) if n % 2 == 0 else between[n // 2], one) for n, one in enumerate(parts)
    ]


def _put_back(element: Element, forms: Mapping[Key, str]) -> None:
    for number, child in enumerate(element.children):
        if isinstance(child, str):
            keyed = _keyed(_SPACES.split(child))
            element.children[number] = "".join(forms.get(key, own) for key, own in keyed)
        else:
            _put_back(child, forms)
