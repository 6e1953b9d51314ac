"""Marks of what is new and what is gone in a paper's tree, and the papers without them.

Within a block, `ins` and `del` elements hold the words that are new and gone. A block, item, row
or picture that only one paper has carries `CHANGE` as well. Without all that is gone the tree is
the newer paper, without all that is new it is the older one: a writer need only translate.
`redline` makes such a tree; here is what a writer needs of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from jacpaper.tree.elements import Element

if TYPE_CHECKING:
    from collections.abc import Mapping

Side = Literal["new", "gone"]

# On what only one of the papers has: "new" or "gone".
CHANGE = "data-change"
# The number that a block had in the older paper, where it is another now.
WAS = "data-was"
_SIDES: dict[str, Side] = {"ins": "new", "del": "gone"}


def side(element: Element) -> str:
    """Return "new" or "gone" for what only one of the papers has, else nothing."""
    return _SIDES.get(element.tag) or element.attributes.get(CHANGE, "")


def without(element: Element, left_out: Side) -> Element:
    """Return one of the two papers: without what is gone, or without what is new."""
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
        elif side(child) != left_out:
            one = without(child, left_out)
            children += one.children if child.tag in _SIDES else [one]
    attributes = dict(element.attributes)
    attributes.pop(CHANGE, None)
    was = attributes.pop(WAS, "")
    number = was if was and left_out == "new" else element.number
    return replace(element, attributes=attributes, children=children, number=number)


def spoken(body: Element, say: Mapping[str, str]) -> Element:
    """Return the tree with words before and after what is new and gone, for those who listen.

    `say` has the words: "added" and "deleted" with the "end" of either, and both with "row" and
    "picture".
    """
    return _spoken(body, say, "")


def _spoken(element: Element, say: Mapping[str, str], within: str) -> Element:
    """`within` is the row or table that is new or gone as a whole, and says so once."""
    attributes = {name: value for name, value in element.attributes.items() if name != WAS}
    change = element.attributes.get(CHANGE, "")
    whole = within or (element.tag if change and element.tag in ("tr", "table") else "")
    said = "added" if change == "new" else "deleted"
    if element.picture and change:
        words_of_it = f"{say[f'{said} picture']}{element.picture.words}"
        picture = element.picture._replace(words=words_of_it)
        return replace(element, attributes=attributes, picture=picture)
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
        elif child.tag in _SIDES:
            marks = ("", "") if whole and element.tag != "caption" else _marks(child, say)
            # Without their marks, what is gone and what replaced it must not be one word.
            last = children[-1] if children else None
            if isinstance(last, Element) and last.tag in _SIDES:
                children.append(" ")
            children.append(replace(child, children=_between(marks, child.children)))
        else:
            children.append(_spoken(child, say, whole))
    if change and element.tag == "tr" and not within and isinstance(children[0], Element):
        first = children[0]
        label = Element("span", {"class": "heard"}, [say[f"{said} row"]])
        children[0] = replace(first, children=[label, *first.children])
    return replace(element, attributes=attributes, children=children)


def _marks(element: Element, say: Mapping[str, str]) -> tuple[str, str]:
    return say["added" if element.tag == "ins" else "deleted"], say["end"]


def _between(marks: tuple[str, str], children: list[Element | str]) -> list[Element | str]:
    """Return words between their marks; spaces before and after them stay outside."""
    if not marks[0]:
        return children
    inside = [*children]
    before = after = ""
    if isinstance(inside[0], str):
        before = inside[0][: len(inside[0]) - len(inside[0].lstrip())]
        inside[0] = inside[0].lstrip()
    if isinstance(inside[-1], str):
        after = inside[-1][len(inside[-1].rstrip()) :]
        inside[-1] = inside[-1].rstrip()
    first, last = (Element("span", {"class": "heard"}, [mark]) for mark in marks)
    return [one for one in (before, first, *inside, last, after) if one]
