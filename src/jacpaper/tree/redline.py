"""Two papers as one tree: the newer one, in which what is new and what is gone is marked.

Within a block, `ins` and `del` elements hold the words that are new and gone. A block, item, row
or picture that only one paper has carries `CHANGE` as well. Without all that is gone the tree is
the newer paper, without all that is new it is the older one: a writer need only translate.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from jacpaper.tree import comparison, words
from jacpaper.tree.elements import TEXT_BLOCKS, Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jacpaper.tree.comparison import Change

Side = Literal["new", "gone"]

# On what only one of the papers has: "new" or "gone".
CHANGE = "data-change"
# The number that a block had in the older paper, where it is another now.
WAS = "data-was"
_INLINE: dict[str, str] = {"new": "ins", "gone": "del"}
_SIDES: dict[str, Side] = {"ins": "new", "del": "gone"}


def merge(old: Element, new: Element) -> Element:
    """Return both papers as one tree; neither is changed."""
    return _Merger(comparison.compare(old, new), new).body(new)


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
        # The columns, of which the header row and all others have as many.
        heads = (next(table.find("tr")) for table in (old, new))
        return _fits(*heads)
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
