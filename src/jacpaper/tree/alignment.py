"""Align two sequences: first what is equal, then, between equal items, what is similar.

Equal items are found as patience diff does: items that occur once in both sequences come first,
and what lies between two of them is aligned by itself. So it takes little more time than sorting,
and items that occur often, such as "the", cannot join places that have nothing in common.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

# The position of an item in the older sequence, and in the newer one.
Pair = tuple[int, int]

# The largest product of lengths for which every item is compared with every other one.
_MOST = 2_500
# In longer stretches an item is compared with so many that follow the last pair.
_WINDOW = 12


def equal(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Return the pairs of equal items, in order in both sequences."""
    pairs: list[Pair] = []
    left = [(0, len(old), 0, len(new))]
    while left:
        start, end, first, last = left.pop()
        while start < end and first < last and old[start] == new[first]:
            pairs.append((start, first))
            start, first = start + 1, first + 1
        while start < end and first < last and old[end - 1] == new[last - 1]:
            end, last = end - 1, last - 1
            pairs.append((end, last))
        if start == end or first == last:
            continue
        anchors = _anchors(old, new, (start, end, first, last))
        if anchors:
            pairs += anchors
            left += gaps(anchors, (start, end, first, last))
        elif (end - start) * (last - first) <= _MOST:
            matcher = SequenceMatcher(None, old[start:end], new[first:last], autojunk=False)
            for a, b, size in matcher.get_matching_blocks():
                pairs += [(start + a + i, first + b + i) for i in range(size)]
    return sorted(pairs)


def gaps(
    pairs: Sequence[Pair], within: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield what lies between the pairs: start and end in the older sequence and in the newer."""
    start, end, first, last = within
    for a, b in (*pairs, (end, last)):
        if start < a or first < b:
            yield start, a, first, b
        start, first = a + 1, b + 1


def similar(old: int, new: int, likeness: Callable[[int, int], float], least: float) -> list[Pair]:
    """Return the pairs, in order, that are most alike in total; each is alike by `least` or more.

    `old` and `new` are the lengths of the sequences, `likeness` compares two positions.
    """
    if old * new > _MOST:
        return _nearest(old, new, likeness, least)
    best = [[0.0] * (new + 1) for _ in range(old + 1)]
    alike = [[likeness(a, b) for b in range(new)] for a in range(old)]
    for a in reversed(range(old)):
        for b in reversed(range(new)):
            best[a][b] = max(best[a + 1][b], best[a][b + 1])
            if alike[a][b] >= least:
                best[a][b] = max(best[a][b], best[a + 1][b + 1] + alike[a][b])
    pairs: list[Pair] = []
    a = b = 0
    while a < old and b < new:
        if alike[a][b] >= least and best[a][b] == best[a + 1][b + 1] + alike[a][b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _nearest(old: int, new: int, likeness: Callable[[int, int], float], least: float) -> list[Pair]:
    """As `similar`, but give each item the best of the next few: in linear time."""
    pairs: list[Pair] = []
    start = 0
    for b in range(new):
        # Both sequences are walked through at the same pace, so that one gap loses no more.
        first = max(start, b * old // new - _WINDOW)
        found = [(likeness(a, b), -a) for a in range(first, min(first + 2 * _WINDOW, old))]
        best, negative = max(found, default=(0.0, 0))
        if best >= least:
            pairs.append((-negative, b))
            start = -negative + 1
    return pairs


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], within: tuple[int, int, int, int]
) -> list[Pair]:
    """Return the most pairs of items that occur once in both, in order in both."""
    start, end, first, last = within
    counts = Counter(old[start:end])
    there = Counter(new[first:last])
    places = {new[b]: b for b in range(first, last) if there[new[b]] == 1}
    pairs = [
        (a, places[old[a]]) for a in range(start, end) if counts[old[a]] == 1 and old[a] in places
    ]
    return _longest_increasing(pairs)


def _longest_increasing(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the longest run of pairs whose second positions increase."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for position, (_, b) in enumerate(pairs):
        place = bisect_left(tails, b)
        if place == len(tails):
            tails.append(b)
            at.append(position)
        else:
            tails[place], at[place] = b, position
        before.append(at[place - 1] if place else -1)
    found: list[Pair] = []
    position = at[-1] if at else -1
    while position >= 0:
        found.append(pairs[position])
        position = before[position]
    return found[::-1]
