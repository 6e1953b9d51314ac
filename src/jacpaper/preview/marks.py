"""A copy of the paper's tree with the preview's marks: buttons, and what is new or changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jacpaper.tree import words
from jacpaper.tree.elements import HEADINGS, Element

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jacpaper.preview.since import Changes

# The titles of a row's columns.
Titles = tuple[str, ...]

_IN_LISTS_AND_TABLES = ("li", "caption", "tr")


def blocks(body: Element) -> Iterator[Element]:
    """Yield the blocks a reader can select: paragraphs, headings, list items, captions, rows."""
    for element in body.elements:
        inner = list(element.find(*_IN_LISTS_AND_TABLES))
        yield from inner or [element]


def marked(body: Element, changes: Changes, titles: Mapping[int, Titles]) -> Element:
    """Return a copy of the tree in which each block can be selected and shows what changed.

    `titles` has the column titles of each row of both papers, by the row's id().
    """
    return _Marker(body, changes, titles).body(body)


def label(block: Element) -> str:
    """Return what a block is called in a sentence: 2.1, or its first words."""
    caption = next(block.find("figcaption"), block)
    if caption.number:
        return caption.number.rstrip(".")
    words = block.text if block.tag != "tr" else next(block.elements).text
    return f"“{words[:40].rstrip()}…”" if len(words) > 41 else f"“{words}”"


class _Marker:
    """Copies the tree, block by block."""

    def __init__(self, body: Element, changes: Changes, titles: Mapping[int, Titles]) -> None:
        self.positions = {id(block): position for position, block in enumerate(blocks(body))}
        self.heads = {id(row) for head in body.find("thead") for row in head.elements}
        self.changes, self.titles = changes, titles

    def body(self, body: Element) -> Element:
        last = self.changes.gone.get(len(self.positions), [])
        return replace(
            body, children=[*self.children(body), *(_gone(block, "body") for block in last)]
        )

    def children(self, parent: Element) -> Iterator[Element | str]:
        for child in parent.children:
            if isinstance(child, str):
                yield child
            elif id(child) in self.positions:
                for block in self.gone_before(child):
                    if parent.tag == "body" or _fits(block, child, parent):
                        yield _gone(block, parent.tag)
                yield from self.block(child, self.positions[id(child)])
            else:
                # A removed block that does not fit into the list or table is shown before it.
                for part in (child, *child.find("tbody")) if parent.tag == "body" else ():
                    for inner in part.elements:
                        for block in self.gone_before(inner):
                            if not _fits(block, inner, part):
                                yield _gone(block, "body")
                children = list(self.children(child))
                yield replace(child, children=children, attributes=_named(child))

    def gone_before(self, block: Element) -> list[Element]:
        return self.changes.gone.get(self.positions.get(id(block), -1), [])

    def block(self, block: Element, position: int) -> Iterator[Element]:
        attributes = {**block.attributes, "data-block": ""}
        children = list(block.children)
        if position in self.changes.new:
            attributes["data-since"] = "new"
            children = _with_chip(block.tag, "New", children)
        elif was := self.changes.changed.get(position):
            attributes["data-since"] = "changed"
            children = _with_chip(block.tag, "Changed", self.changed(was, block))
        button = _button(block)
        if block.tag == "tr" and id(block) not in self.heads:
            children = _in_last_cell(children, button)
        elif block.tag not in ("tr", "figure", *HEADINGS):
            children.append(button)
        elif block.tag == "figure":
            children = _in_caption(children, [*_caption(children), button])
        yield replace(block, attributes=attributes, children=children)
        if block.tag in HEADINGS:
            yield button

    def changed(self, was: Element, block: Element) -> list[Element | str]:
        """Return a block's children, with new and removed words marked."""
        if block.tag == "figure":
            captions = (next(one.find("figcaption")) for one in (was, block))
            return _in_caption(block.children, _mark(*captions))
        if block.tag != "tr":
            return _mark(was, block)
        # Compare each figure with the old one under the same column title.
        before = dict(zip(self.titles[id(was)], was.elements, strict=False))
        cells: list[Element | str] = []
        for title, cell in zip(self.titles[id(block)], block.elements, strict=False):
            old = before.get(title, Element(cell.tag))
            cells.append(replace(cell, children=_mark(old, cell)))
        return cells


def _named(element: Element) -> dict[str, str]:
    """Return its attributes; a table gets a label, since its caption also holds a button."""
    caption = next(element.find("caption"), None) if element.tag == "table" else None
    name = {"aria-label": f"{caption.number}: {caption.text}"} if caption else {}
    return {**element.attributes, **name}


def _button(block: Element) -> Element:
    attributes = {"type": "button", "class": "lines", "tabindex": "-1"}
    return Element("button", {**attributes, "aria-label": f"Lines behind {label(block)}"}, ["≡"])


def _in_last_cell(cells: list[Element | str], button: Element) -> list[Element | str]:
    *others, last = cells
    if isinstance(last, Element):
        last = replace(last, children=[*last.children, button])
    return [*others, last]


def _in_caption(children: list[Element | str], within: list[Element | str]) -> list[Element | str]:
    """Return a figure's children with another content of its caption."""
    return [
        replace(child, children=within)
        if isinstance(child, Element) and child.tag == "figcaption"
        else child
        for child in children
    ]


def _caption(children: list[Element | str]) -> list[Element | str]:
    return next(
        child.children
        for child in children
        if isinstance(child, Element) and child.tag == "figcaption"
    )


def _with_chip(tag: str, word: str, children: list[Element | str]) -> list[Element | str]:
    chip = Element("span", {"class": "since"}, [f"{word} "])
    if tag == "figure":
        return _in_caption(children, [chip, *_caption(children)])
    if tag != "tr":
        return [chip, *children]
    first, *others = children
    if isinstance(first, Element):
        first = replace(first, children=[chip, *first.children])
    return [first, *others]


def _fits(gone: Element, block: Element, parent: Element) -> bool:
    """True if the removed block can be shown before `block`, in the same list or table."""
    if gone.tag == "li":
        return parent.tag in ("ul", "ol")
    cells = [len(list(row.elements)) for row in (gone, block)]
    return gone.tag == "tr" and parent.tag == "tbody" and cells[0] == cells[1]


def _gone(block: Element, parent: str) -> Element:
    """Return a block of the last paper, struck out; outside a table, a row becomes text."""
    chip = Element("span", {"class": "since"}, ["Gone "])
    if parent == "tbody":
        cells = [
            replace(cell, children=[Element("del", {}, [cell.text])]) for cell in block.elements
        ]
        cells[0].children.insert(0, chip)
        return Element("tr", {"class": "gone", "data-since": "gone"}, list(cells))
    if parent in ("ul", "ol"):
        tag = "li"
    else:
        tag = "p" if block.tag in ("li", "caption", "tr", "figure", "h1") else block.tag
    parts = [cell.text for cell in block.elements] if block.tag == "tr" else [block.text]
    words = Element("del", {}, [", ".join(parts)])
    return Element(tag, {"class": "gone", "data-since": "gone"}, [chip, words])


def _mark(was: Element, block: Element) -> list[Element | str]:
    """Return the words of a block as its children, those that are new and gone marked."""
    made: list[Element | str] = []
    for run in words.compare(was, block):
        if run.state == "kept":
            made += run.children
        elif run.state == "new":
            made.append(Element("ins", {}, run.children))
        else:
            # As text: a link that is gone leads nowhere. The space keeps it from what replaced it.
            made.append(Element("del", {}, [f"{run.text.strip()} "]))
    return made
