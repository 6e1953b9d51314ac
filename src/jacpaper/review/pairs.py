"""The blocks of our paper beside those of the returned one, in paper order."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from jacpaper.review import words
from jacpaper.tree import alignment, comparison

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.review.kinship import Kinship
    from jacpaper.tree.elements import Element

State = Literal["same", "changed", "new", "gone"]
# The blocks that are compared as wholes: what a reader calls a paragraph, an item or a row.
UNITS = ("h1", "h2", "h3", "h4", "p", "li", "caption", "figcaption", "tr")
# Letters in common from which a block is taken for another that was changed.
_ALIKE = 0.5
# Of more blocks in one place, nobody can tell which is which.
_MOST_COMPARED = 40


class Pair(NamedTuple):
    """A block of our paper, of the returned paper, or of both."""

    state: State
    ours: Element | None
    theirs: Element | None
    before: Element | None
    """The unit of our paper that stands before it."""
    after: Element | None
    """The unit of our paper that stands after it."""


def pairs(ours: Element, theirs: Element, kin: Kinship | None = None) -> list[Pair]:
    """Return the blocks of both papers, cell by cell where two rows correspond.

    `kin` tells which blocks became which, as far as the file knows.
    """
    order = list(ours.find(*UNITS))
    positions = {id(unit): position for position, unit in enumerate(order)}
    found: list[Pair] = []
    done = 0
    leaves = comparison.leaves(comparison.compare(ours, theirs))
    together = list(_together(list(leaves), kin))
    for leaf in chain.from_iterable(_parted(one, kin) for one in together):
        if leaf.block.tag not in UNITS and leaf.block.tag != "figure":
            continue
        if leaf.old is not None and leaf.old.tag != "figure":
            done = positions[id(leaf.old)]
            before = order[done - 1] if done else None
            done += 1
        else:
            before = order[done - 1] if done else None
        after = order[done] if done < len(order) else None
        found += _leaf(leaf, before, after)
    return found


def _parted(leaf: comparison.Change, kin: Kinship | None) -> Iterator[comparison.Change]:
    """Yield a leaf, or two where its blocks have nothing to do with each other."""
    old, new = leaf.old, leaf.new
    is_text = leaf.state == "changed" and leaf.block.tag in ("p", "li")
    if kin and is_text and old and new and kin.are_both_new(old, new):
        yield comparison.Change("gone", old, None)
        yield comparison.Change("new", None, new)
    else:
        yield leaf


def _together(leaves: list[comparison.Change], kin: Kinship | None) -> Iterator[comparison.Change]:
    """Yield the leaves, with what is gone and what is new in its place as one that was changed.

    Nobody's change is then half taken: a row that can be taken out, for one that cannot be added.
    """
    run: list[comparison.Change] = []
    for leaf in [*leaves, None]:
        if leaf is not None and leaf.state in ("gone", "new"):
            run.append(leaf)
            continue
        yield from _paired(run, kin)
        run = []
        if leaf is not None:
            yield leaf


def _paired(run: list[comparison.Change], kin: Kinship | None) -> Iterator[comparison.Change]:
    # What stands elsewhere word for word was moved, and became nothing else; unless that is here
    # too, in a section that is gone and new as a whole.
    ends = Counter(comparison.key(leaf.block) for leaf in run if leaf.moved)
    here = [leaf for leaf in run if not leaf.moved or ends[comparison.key(leaf.block)] > 1]
    gone = [leaf for leaf in here if leaf.state == "gone"]
    new = [leaf for leaf in here if leaf.state == "new"]
    partners: dict[int, comparison.Change] = {}
    for one, other in _in_order(gone, new, kin):
        both = comparison.Change("changed", one.old, other.new)
        partners[id(one)] = partners[id(other)] = both
    for leaf in run:
        if leaf.state == "gone" or id(leaf) not in partners:
            yield partners.get(id(leaf), leaf)


def _in_order(
    gone: list[comparison.Change], new: list[comparison.Change], kin: Kinship | None
) -> Iterator[tuple[comparison.Change, comparison.Change]]:
    """Yield what became what: those that are most alike in all, or of as many, one for one."""
    if len(gone) * len(new) > _MOST_COMPARED**2:
        return
    alike = [[_likeness(one.block, other.block, kin) for other in new] for one in gone]
    pairs = alignment.similar(len(gone), len(new), lambda a, b: alike[a][b], _ALIKE)
    if len(gone) == len(new):
        each = [row[at] for at, row in enumerate(alike)]
        if min(each, default=0) >= 0 and sum(each) >= sum(alike[a][b] for a, b in pairs):
            pairs = [(at, at) for at in range(len(gone))]
    yield from ((gone[a], new[b]) for a, b in pairs)


def _likeness(old: Element, new: Element, kin: Kinship | None) -> float:
    """Return how much of their letters two blocks share, from 0 to 1; less than 0: other kinds.

    One that the file says became the other is like it, if only just: of two that were joined, the
    file names one, and the words show which it is of.
    """
    if not _is_like(old, new):
        return -1.0
    shared = SequenceMatcher(None, old.text, new.text, autojunk=False).ratio()
    return max(shared, _ALIKE) if kin and kin.became(old, new) else shared


def _is_like(old: Element, new: Element) -> bool:
    """True for two blocks of one kind; of rows, those with as many cells."""
    if (old.tag, old.class_name) != (new.tag, new.class_name):
        return False
    return old.tag != "tr" or len(list(old.elements)) == len(list(new.elements))


def _leaf(leaf: comparison.Change, before: Element | None, after: Element | None) -> Iterator[Pair]:
    old, new = leaf.old, leaf.new
    if leaf.block.tag == "figure":
        old, new = (next(one.find("figcaption")) if one else None for one in (old, new))
    if old is None or new is None:
        yield Pair(leaf.state, old, new, before, after)
    elif old.tag != "tr":
        state: State = "same" if words.same(words.words(old), words.words(new)) else "changed"
        yield Pair(state, old, new, before, after)
    else:
        yield from _cells(old, new, before, after)


def _cells(
    old: Element, new: Element, before: Element | None, after: Element | None
) -> Iterator[Pair]:
    """Yield the cells of two rows: one for one, or of a row that is longer now, those that fit.

    A column that was put in or taken out is then told cell by cell. What is empty says nothing.
    """
    cells, others = list(old.elements), list(new.elements)
    if len(cells) == len(others):
        pairs = [(at, at) for at in range(len(cells))]
    else:
        pairs = alignment.equal([cell.text for cell in cells], [cell.text for cell in others])
        for a, a_end, b, b_end in [*alignment.gaps(pairs, (0, len(cells), 0, len(others)))]:
            pairs += zip(range(a, a_end), range(b, b_end), strict=False)
    theirs = dict(pairs)
    left = {*range(len(others))} - {*theirs.values()}
    for at, cell in enumerate(cells):
        other = others[theirs[at]] if at in theirs else None
        if other is not None:
            alike = words.same(words.words(cell), words.words(other))
            yield Pair("same" if alike else "changed", cell, other, before, after)
        elif cell.text:
            yield Pair("gone", cell, None, before, after)
    for at in sorted(left):
        if others[at].text:
            yield Pair("new", None, others[at], old, after)
