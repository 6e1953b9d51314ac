"""What changes in the paper besides what was asked for: figures that follow, or harm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.language import english
from jacpaper.review import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.review.changes import Change

_WITH_FIGURES = frozenset(
    (*english.AGREEING, *english.NUMBERS, *(month.lower() for month in english.MONTHS))
)


def besides(before: Sequence[Change], left: Sequence[Change]) -> list[Change]:
    """Return what differs from the returned paper now, and did not before."""
    gone = [words.plain(change.old) for change in before if change.theirs is None]
    found = []
    for change in left:
        if change.theirs is None:
            said = words.plain(change.old)
            if said in gone:
                gone.remove(said)
                continue
        elif any(is_same(one, change) for one in before):
            continue
        found.append(change)
    return found


def unexplained(before: Sequence[Change], left: Sequence[Change], taken: Sequence[Change]) -> str:
    """Return the first words that follow from nothing that was taken; nothing if all do."""
    has_moved = any(change.kind == "moved" for change in taken)
    known = [(_bag(change.old), _bag(change.new)) for change in taken]
    for change in besides(before, left):
        if change.kind == "moved" or (has_moved and _is_reordered(change)):
            continue
        if change.kind in ("added", "removed"):
            return (change.new or change.old).strip()[:80]
        ours, theirs = _bag(change.old), _bag(change.new)
        if not any(_follows(ours, theirs, old, new) for old, new in [(set(), set()), *known]):
            return (change.old or change.new).strip()[:80]
    return ""


def _is_reordered(change: Change) -> bool:
    """True if a block names the same in another order, as the items of a list that moved."""
    if change.ours is None or change.theirs is None:
        return False
    ours, theirs = (sorted(_words(block.text)) for block in (change.ours, change.theirs))
    return ours == theirs


def is_same(change: Change, other: Change) -> bool:
    """True if another change is about the same words of the returned paper."""
    if other.theirs is not change.theirs:
        row = other.theirs.elements if other.theirs is not None and other.edit is None else ()
        return any(cell is change.theirs for cell in row)
    if other.edit is None or change.edit is None:
        return True
    first, second = sorted((_reach(change, change.edit), _reach(other, other.edit)))
    if change.edit.words or other.edit.words or change.theirs is None:
        return second[0] <= first[1]
    # Words are gone with the space before them, or with the one after them.
    between = words.words(change.theirs)[first[1] : second[0]]
    return all(word.is_space for word in between)


def _reach(change: Change, edit: words.Edit) -> tuple[int, int]:
    """Return from where to where in the returned block the words of an edit may stand.

    Of "in May or May", nobody can tell which "May" was put in: one may go for the other.
    """
    block = change.theirs if edit.words else change.ours
    if block is None or (edit.words and edit.start < edit.end):
        return edit.now, edit.now_end
    run = words.words(block)
    start, end = (edit.now, edit.now_end) if edit.words else (edit.start, edit.end)
    back = on = 0
    while start - back > 0 and words.same([run[start - back - 1]], [run[end - back - 1]]):
        back += 1
    while end + on < len(run) and words.same([run[start + on]], [run[end + on]]):
        on += 1
    return edit.now - back, edit.now_end + on


def _follows(ours: set[str], theirs: set[str], old: set[str], new: set[str]) -> bool:
    """True if our words are the new value, theirs the old one, and the rest agrees with figures."""
    alone = {_stem(word) for word in theirs}
    return all(_is_figure(word) or word in new or _stem(word) in alone for word in ours) and all(
        _is_figure(word) or word in old or _stem(word) in {_stem(one) for one in ours}
        for word in theirs
    )


def _is_figure(word: str) -> bool:
    return word in _WITH_FIGURES or any(letter.isdigit() for letter in word)


def _stem(word: str) -> str:
    """Return a word without the ending of its plural."""
    return re.sub(r"(ies|es|s|y|e)$", "", word)


def _bag(said: str) -> set[str]:
    return set(_words(said))


def _words(said: str) -> list[str]:
    return re.findall(r"[^\W_]+", said.lower())
