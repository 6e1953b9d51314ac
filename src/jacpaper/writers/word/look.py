"""What the writer and the reader of Word files both know: colours, and what a stamp is made of."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from jacpaper.text.characters import unprocessed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from jacpaper.tree.elements import Element

# Background colours of ratings: pale, so that the words are easy to read.
FILLS = {
    "red": "F6D7D2",
    "amber": "FFE2B8",
    "green": "CCE2D8",
    "blue": "D2E2F1",
    "grey": "E5E6E7",
}
# The namespace of the stamp, its version, and the document property that says which paper it is.
STAMP = "urn:jacpaper:stamp:1"
STAMP_VERSION = 1
PROPERTY = "jacpaper"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word takes no identifier from here on.
_IDENTIFIERS = 0x80000000
_FIELD = {"begin": 1, "end": -1}


def bookmark(number: int) -> str:
    """Return the name of a bookmark; Word hides names that begin with _Ref."""
    return f"_Ref{number:08d}"


def first_identifier(author: str, day: date, paper: str) -> int:
    """Return the number from which the paragraphs of a force's paper have their identifiers."""
    whose = f"{author} {day.isoformat()} {paper}"
    return int(hashlib.sha256(whose.encode()).hexdigest()[:8], 16)


def identifier(first: int, position: int) -> str:
    """Return the identifier of the paragraph at a position, counted from 0."""
    return f"{(first + position) % (_IDENTIFIERS - 1) + 1:08X}"


def digest_of(text: str) -> str:
    """Return what tells a text block from others: 16 hexadecimal digits.

    It is the same for what a word processor makes of the text by itself, such as curly quotes.
    """
    return hashlib.sha256(unprocessed(text).encode()).hexdigest()[:16]


def looks_of(block: Element) -> str:
    """Return a digest of the words that have emphasis or lead somewhere; empty: none have."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for text, marks in _marked(block, ()):
        if found and found[-1][1] == marks:
            text = found.pop()[0] + text  # noqa: PLW2901 - one run of words with these marks
        found.append((text, marks))
    told = [(unprocessed(text).strip(), marks) for text, marks in found if marks and text.strip()]
    return digest_of(repr(told)) if told else ""


def _marked(element: Element, marks: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the texts of an element, each with its marks; references inside the paper are none."""
    for child in element.children:
        if isinstance(child, str):
            yield child, marks
            continue
        address = child.attributes.get("href", "")
        own = {"strong": "strong", "em": "em"}.get(child.tag, address if address[:1] != "#" else "")
        yield from _marked(child, tuple(sorted({*marks, own} - {""})))


def furniture_words(paragraph: Any) -> str:
    """Return the words of a paragraph of a header or footer, without what its fields show."""
    return " ".join("".join(_own_words(paragraph)).split())


def _own_words(paragraph: Any) -> Iterator[str]:
    depth = 0
    for one in paragraph.iter(f"{_W}t", f"{_W}fldChar", f"{_W}tab"):
        if one.tag == f"{_W}fldChar":
            depth += _FIELD.get(one.get(f"{_W}fldCharType"), 0)
        elif one.tag == f"{_W}tab":
            yield " "
        elif depth <= 0 and next(one.iterancestors(f"{_W}fldSimple"), None) is None:
            yield one.text or ""
