"""How a redline is shown where no program tracks changes: in PDF, web page and text.

In: a `Document` with marked changes. Out: one with words before and after each change, for those
who listen, and the style that shows them to the eye.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from jacpaper.tree import marks
from jacpaper.tree.elements import Element

if TYPE_CHECKING:
    from jacpaper.tree.document import Document

_DATA = Path(__file__).parents[1] / "data"
_SHEET, _SCREEN = "redline.css", "redline-screen.css"
# What the headers of pages repeat: there the newer words alone.
_IN_HEADERS = {
    "marking": "marking",
    "agenda-item": "agenda item",
    "committee": "committee",
    "meeting-date": "meeting date",
}


def shown(document: Document) -> Document:
    """Return the document as it is shown; one without marked changes as it is."""
    if document.redline is None:
        return document
    body = marks.spoken(document.body, document.redline.says)
    since = Element("p", {"class": "notice"}, [document.redline.since], body.place)
    if document.notice:  # that is the notice of its pages, and this a line below
        since.attributes.clear()
    first = next((i for i, one in enumerate(body.elements) if one.tag == "h1"), 0)
    at = first + 1 if document.notice else 0
    children = [*body.children[:at], since, *body.children[at:]]
    notice = document.notice or document.redline.since
    body = replace(body, children=children)
    return document._replace(title=document.redline.title, body=body, notice=notice)


def newer(document: Document) -> Element:
    """Return the tree of the paper alone, without what is gone."""
    return marks.without(document.body, "gone") if document.redline else document.body


def sheet(document: Document, *, screen: bool = False) -> str:
    """Return the style of marked changes; nothing if the document has none.

    On a screen, the words before and after them are not seen.
    """
    if document.redline is None:
        return ""
    style = (_DATA / _SHEET).read_text(encoding="utf-8")
    if screen:
        return f"{style}\n{(_DATA / _SCREEN).read_text(encoding='utf-8')}"
    strings = (
        f'.{name} {{ string-set: {name} "{_quoted(document.header[key])}" }}'
        for name, key in _IN_HEADERS.items()
    )
    return "\n".join([style, *strings])


def _quoted(words: str) -> str:
    """Return words as they stand in a string of a style sheet."""
    return "".join(one if one.isalnum() or one in " .,:" else f"\\{ord(one):x} " for one in words)
