"""Compare two papers: which blocks are the same, changed, new, gone or moved.

Blocks are headings, paragraphs, lists with their items, tables with their caption and rows, and
figures. Blocks with the same words are paired first; between two of those, similar ones are.
`words.compare` then says what changed within a pair.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from jacpaper.tree import alignment, words
from jacpaper.tree.elements import Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

State = Literal["same", "changed", "new", "gone"]
# The words of a text, each with the number of times that it has been met by then.
Bag = frozenset[tuple[str, int]]

# Blocks at least this similar count as one changed block, not as one gone and one new.
_ALIKE = 0.5
# A paper has one of each, and whatever it says, it is in the place of the older one.
_SINGLE = ("draft", "agenda-item", "committee", "meeting-date", "marking", "notice", "reason")
# What has fewer words may be there twice by chance, and counts as moved nowhere.
_LEAST_MOVED = 4
_OF_THE_TEMPLATE = 0.25
# No heading is as deep.
_DEEPEST = 9


@dataclass(frozen=True)
class Change:
    """A block of the older paper, of the newer one, or of both.

    A list, a table or a figure has `parts`: its items, its caption and rows.
    """

    state: State
    old: Element | None
    new: Element | None
    parts: tuple[Change, ...] = ()
    moved: bool = False
    """True if it is new or gone here, and stands elsewhere in the other paper, word for word."""

    @property
    def block(self) -> Element:
        """The newer block, or the one that is gone."""
        return self.new or self.old or Element("")


def compare(old: Element, new: Element) -> tuple[Change, ...]:
    """Return the blocks of two papers in reading order; what is gone stands before what is new."""
    return _mark_moved(_aligned(_sections([*old.elements]), _sections([*new.elements])))


def leaves(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield paragraphs, headings, items, captions, rows and figures, in reading order."""
    for change in changes:
        if change.parts:
            yield from leaves(change.parts)
        else:
            yield change


class _Block:
    """A block, and what it is compared by; a heading with the blocks below it."""

    def __init__(self, element: Element, before: Element | None = None) -> None:
        self.element, self.before = element, before
        self.below: list[_Block] = []

    @property
    def elements(self) -> Iterator[Element]:
        """The block, and all below it in reading order."""
        yield self.element
        for one in self.below:
            yield from one.elements

    @cached_property
    def content(self) -> Bag:
        """The words of all that is below a heading."""
        return _bag(" ".join(_text(one) for below in self.below for one in below.elements))

    @cached_property
    def key(self) -> tuple[object, ...]:
        return key(self.element)

    @cached_property
    def bag(self) -> Bag:
        return _bag(_text(self.element))

    @cached_property
    def skeleton(self) -> tuple[object, ...]:
        """What stays if a block gets other figures: a row's first cell, or the other words."""
        block = self.element
        if block.tag == "tr":
            return block.tag, block.class_name, next(block.elements).text
        plain = tuple(word for word in words.bag(_text(block)) if word.isalpha())
        return block.tag, block.class_name, plain or self.key


def key(block: Element) -> tuple[object, ...]:
    """Return what two blocks have in common if a reader finds no difference between them."""
    inner: object = block.text
    if any(block.elements):
        inner = tuple(key(one) for one in block.elements if _is_block(one))
        inner = inner or tuple(piece.key for piece in words.pieces(block))
    drawing = block.picture.drawing if block.picture else ""
    return block.tag, block.class_name, inner, drawing


def _is_block(element: Element) -> bool:
    return element.tag not in ("a", "strong", "em", "span")


def _text(block: Element) -> str:
    """Return its words, with a space between those of two cells or items."""
    inner = [_text(one) for one in block.elements if _is_block(one)]
    return " ".join(inner) if inner else block.text


def _sections(blocks: Sequence[Element]) -> list[_Block]:
    """Return the blocks, those below a heading with it: they are compared with its like only."""
    top = _Block(Element("body"))
    open_ones = [(0, top)]
    for before, element in zip([None, *blocks], blocks, strict=False):
        level = _level(element)
        while level <= open_ones[-1][0]:
            open_ones.pop()
        block = _Block(element, before)
        open_ones[-1][1].below.append(block)
        if element.tag in _SECTIONS:
            open_ones.append((level, block))
    return top.below


_SECTIONS = ("h2", "h3", "h4")
_LEVELS = {"paragraph": 2, "sub-paragraph": 3}


def _level(block: Element) -> int:
    """Return the level of a heading or numbered paragraph; any other block ends no section."""
    if block.tag == "h2":
        return 1
    usual = int(block.tag[1]) - 1 if block.tag in _SECTIONS else _DEEPEST
    return _LEVELS.get(block.class_name, usual)


def _aligned(before: Sequence[_Block], now: Sequence[_Block]) -> list[Change]:
    pairs = alignment.equal([one.key for one in before], [one.key for one in now])
    everything = (0, len(before), 0, len(now))
    for gap in [*alignment.gaps(pairs, everything)]:
        pairs += _alike(before, now, gap)
    changes: list[Change] = []
    start = first = 0
    for a, b in (*sorted(pairs), (len(before), len(now))):
        changes += _only("gone", before[start:a])
        changes += _only("new", now[first:b])
        if a < len(before) and b < len(now):
            changes.append(_pair(before[a], now[b]))
            changes += _aligned(before[a].below, now[b].below)
        start, first = a + 1, b + 1
    return changes


def _only(state: State, blocks: Iterable[_Block]) -> Iterator[Change]:
    """Yield blocks that one paper has, and all below them."""
    for element in (element for block in blocks for element in block.elements):
        parts = tuple(_one(state, part) for part in _parts(element))
        yield replace(_one(state, element), parts=parts)


def _one(state: State, block: Element) -> Change:
    return Change(state, block, None) if state == "gone" else Change(state, None, block)


def _parts(block: Element) -> Iterator[Element]:
    """Yield the items of a list, or the caption and rows of a table."""
    if block.tag in ("ul", "ol", "table"):
        yield from block.find("li", "caption", "tr")


def _alike(
    before: Sequence[_Block], now: Sequence[_Block], gap: tuple[int, int, int, int]
) -> Iterator[alignment.Pair]:
    """Yield the pairs of similar blocks between two pairs of equal ones."""
    start, end, first, last = gap
    if start == end or first == last:
        return
    skeletons = [
        [one.skeleton for one in before[start:end]],
        [one.skeleton for one in now[first:last]],
    ]
    pairs = [(start + a, first + b) for a, b in alignment.equal(*skeletons)]
    yield from pairs
    for a, a_end, b, b_end in alignment.gaps(pairs, gap):
        found = alignment.similar(
            a_end - a,
            b_end - b,
            lambda x, y, a=a, b=b: _likeness(before[a + x], now[b + y]),  # type: ignore[misc]
            _ALIKE,
        )
        yield from ((a + x, b + y) for x, y in found)


def _likeness(old: _Block, new: _Block) -> float:
    """Return how similar two blocks are, from 0 to 1."""
    one, other = old.element, new.element
    if one.tag != other.tag or one.class_name != other.class_name:
        return 0.0
    if one.tag in ("h1", "title") or one.class_name in _SINGLE:
        return 1.0
    shared = _shared(old.bag, new.bag)
    if one.tag == "tr":
        # The first cell names the row; figures in the others may all be new.
        same = next(one.elements).text == next(other.elements).text
        return (1 + shared) / 2 if same else 0.9 * shared - 0.2
    return max(shared, 0.9 * _akin(old, new))


def _akin(old: _Block, new: _Block) -> float:
    """Return how similar is what stands with two blocks, or the part of them that lasts."""
    one, other = old.element, new.element
    if old.below and new.below:
        # Below another heading, the template's sentences are much the same.
        return _shared(old.content, new.content) - _OF_THE_TEMPLATE
    if one.tag == "table":
        heads, captions = (
            [_bag(_text(next(table.find(tag)))) for table in (one, other)]
            for tag in ("tr", "caption")
        )
        return max(_shared(*heads), _shared(*captions))
    if one.tag in ("ul", "ol") and old.before and new.before:
        # A list belongs to the sentence that introduces it.
        return _shared(_bag(old.before.text), _bag(new.before.text))
    return 0.0


def _bag(text: str) -> Bag:
    met: Counter[str] = Counter()
    found = []
    for word in words.bag(text):
        met[word] += 1
        found.append((word, met[word]))
    return frozenset(found)


def _shared(old: Bag, new: Bag) -> float:
    """Return the share of the words that are in both."""
    return 2 * len(old & new) / max(len(old) + len(new), 1)


def _pair(old: _Block, new: _Block) -> Change:
    one, other = old.element, new.element
    state: State = "same" if old.key == new.key else "changed"
    parts: list[Change] = []
    if other.tag in ("ul", "ol"):
        parts = _aligned(*_inside(one, other))
    elif other.tag == "table":
        captions, heads, bodies = zip(one.elements, other.elements, strict=True)
        parts = [_pair(*map(_Block, captions))]
        # There is one header row.
        parts += map(_pair, *_inside(*heads))
        parts += _aligned(*_inside(*bodies))
    return Change(state, one, other, tuple(parts))


def _inside(*two: Element) -> list[list[_Block]]:
    return [[_Block(inner) for inner in one.elements] for one in two]


def _mark_moved(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Mark what is gone in one place and new in another."""
    counts: dict[State, Counter[object]] = {"gone": Counter(), "new": Counter()}
    for change in _both(changes):
        if change.state in counts and len(words.bag(_text(change.block))) >= _LEAST_MOVED:
            counts[change.state][key(change.block)] += 1
    # One that is gone twice, or new twice, has not one place where it went.
    moved = {one for one, count in counts["gone"].items() if count == counts["new"][one] == 1}

    def marked(change: Change) -> Change:
        parts = tuple(marked(part) for part in change.parts) if moved else change.parts
        is_moved = change.state in counts and key(change.block) in moved
        return replace(change, parts=parts, moved=is_moved)

    return tuple(marked(change) for change in changes) if moved else tuple(changes)


def _both(changes: Iterable[Change]) -> Iterator[Change]:
    for change in changes:
        yield change
        yield from _both(change.parts)
