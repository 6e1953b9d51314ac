"""The words of a paper without its look: what stays the same when only the program changes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from jacpaper.tree.elements import HEADINGS, TEXT_BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.tree.document import Document
    from jacpaper.tree.elements import Element

_SENTENCES = (*HEADINGS, "p", "li")


def digest(document: Document) -> str:
    """Return the SHA-256 of all words: blocks with their numbers, links, pictures, the marking."""
    return hashlib.sha256("\n".join(_words(document)).encode()).hexdigest()


def sentences(document: Document) -> list[str]:
    """Return each heading, paragraph and list item with its number, on one line each."""
    found = (_line(block) for block in document.body.find(*_SENTENCES))
    return [line for line in found if line]


def _words(document: Document) -> Iterator[str]:
    yield from (document.title, document.author, *document.header.values())
    for one in document.body.find(*TEXT_BLOCKS, "a", "img"):
        words = one.picture.words if one.picture else _line(one)
        yield f"{one.tag}.{one.class_name} {one.attributes.get('href', '')} {words}"


def _line(block: Element) -> str:
    return " ".join(f"{block.number} {block.text}".split())
