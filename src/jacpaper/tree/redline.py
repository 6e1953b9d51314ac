"""Two papers as one tree: the newer one, in which what is new and what is gone is marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jacpaper.tree import comparison, words
from jacpaper.tree.elements import TEXT_BLOCKS, Element
from jacpaper.tree.marks import CHANGE, WAS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jacpaper.tree.comparison import Change
    from jacpaper.tree.marks import Side

_INLINE = {"new": "ins", "gone": "del"}


def merge(old: Element, new: Element) -> Element:
    """Return both papers as one tree; neither is changed."""
    return _Merger(comparison.compare(old, new), new).body(new)


class _Merger:
    """Copies the newer tree, with what is gone in its place."""

    def __init__(self, changes: tuple[Change, ...], new: Element) -> None:
        self.changes = tuple(_settled(changes))
        taken = {block.attributes["id"] for block in new.elements if "id" in block.attributes}
        # The ids of the older paper's blocks, and what they are here.
        self.ids: dict[str, str] = {}
        for change in self.changes:
            own = change.old.attributes.get("id") if change.old else None
            if own is None:
                continue
            now = change.new.attributes.get("id") if change.new else None
            self.ids[own] = now or _free(own, taken)
        self.links = {f"#{one}": f"#{other}" for one, other in self.ids.items()}

    def body(self, new: Element) -> Element:
        return replace(new, children=[self.block(change) for change in self.changes])

    def block(self, change: Change) -> Element:
        old, new = change.old, change.new
        if old is None or new is None:
            return self.whole(change.block, "gone" if new is None else "new")
        made = self.pair(change, old, new)
        if "id" in old.attributes:  # a link of the older paper may lead here
            made.attributes["id"] = self.ids[old.attributes["id"]]
        return made

    def pair(self, change: Change, old: Element, new: Element) -> Element:
        attributes = dict(new.attributes)
        if old.number != new.number:
            attributes[WAS] = old.number
        children: list[Element | str]
        if new.tag == "table":
            parts = [self.block(part) for part in change.parts]
            _, head, rows = new.elements
            children = [parts[0], replace(head, children=[parts[1]])]
            children.append(replace(rows, children=[*parts[2:]]))
        elif new.tag in ("ul", "ol"):
            children = [self.block(part) for part in change.parts]
        elif new.tag == "figure":
            captions, images = zip(old.elements, new.elements, strict=True)
            children = [self.pair(change, *captions), *self.images(*images)]
        elif new.tag == "tr":
            cells = zip(old.elements, new.elements, strict=True)
            children = [self.pair(change, *both) for both in cells]
        else:
            children = _marked(words.compare(old, new, self.links))
        return replace(new, attributes=attributes, children=children)

    def images(self, old: Element, new: Element) -> list[Element | str]:
        if old.picture == new.picture:
            return [new]
        return [self.whole(old, "gone"), self.whole(new, "new")]

    def whole(self, block: Element, state: Side) -> Element:
        """Return a block that only one paper has, all of it marked."""
        attributes = dict(block.attributes)
        if block.tag not in ("thead", "tbody"):
            attributes[CHANGE] = state
        if state == "gone":
            # Its section is that of the blocks around it.
            attributes.pop("data-page", None)
            if own := attributes.get("id"):
                attributes["id"] = self.ids[own]
        if block.tag in TEXT_BLOCKS:
            run = words.whole(block, state, self.links if state == "gone" else None)
            return replace(block, attributes=attributes, children=_marked([run]))
        children: list[Element | str] = [self.whole(one, state) for one in block.elements]
        return replace(block, attributes=attributes, children=children)


def _settled(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes; what cannot be shown as a change within a block is replaced whole."""
    for change in changes:
        parts = tuple(_settled(change.parts))
        if change.old and change.new and not _fits(change.old, change.new):
            yield from _both(change)
        else:
            yield replace(change, parts=parts)


def _both(change: Change) -> Iterator[Change]:
    yield replace(change, state="gone", new=None, parts=())
    yield replace(change, state="new", old=None, parts=())


def _fits(old: Element, new: Element) -> bool:
    """Tell whether two blocks are alike in all but their words, as far as a change can show."""
    if new.tag == "tr":
        cells = ([(cell.tag, cell.class_name) for cell in row.elements] for row in (old, new))
        return _equal(cells)
    if new.tag == "table":
        # The columns, of which the header row and all others have as many; and a caption or none.
        heads = (next(table.find("tr")) for table in (old, new))
        captions = (bool(next(table.find("caption")).number) for table in (old, new))
        return _fits(*heads) and _equal(captions)
    return True


def _equal(two: Iterable[Any]) -> bool:
    one, other = two
    return bool(one == other)


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name = f"was-{name}"
    taken.add(name)
    return name


def _marked(runs: Iterable[words.Run]) -> list[Element | str]:
    """Return the words of a block as its children."""
    made: list[Element | str] = []
    for run in runs:
        if not run.pieces:
            continue
        if run.state == "kept":
            made += run.children
        else:
            made.append(Element(_INLINE[run.state], {}, run.children))
    return made
