"""What our YAML files say, value by value, and on which lines: read with PyYAML alone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from accepted import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Trail = tuple[str | int, ...]


class Value(NamedTuple):
    trail: Trail
    text: str
    start: int
    """The first of its own characters, quotes and all, of the file; from 0."""
    end: int


def values(text: str) -> list[Value]:
    """Return the plain values of a YAML file, and its lists and mappings as a whole."""
    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return list(_values(root, ())) if root is not None else []


def _values(node: Any, trail: Trail) -> Iterator[Value]:
    span = (node.start_mark.index, node.end_mark.index)
    if isinstance(node, yaml.ScalarNode):
        yield Value(trail, node.value, *span)
        return
    yield Value(trail, "", *span)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _values(value, (*trail, key.value))
    else:
        for position, value in enumerate(node.value):
            yield from _values(value, (*trail, position))


def around(old: str, new: str) -> str:
    """Return where two files differ outside of the values that differ, or nothing."""
    before, after = ({one.trail: one for one in values(text)} for text in (old, new))
    differ = {
        trail
        for trail, one in before.items()
        if trail in after
        and (one.text != after[trail].text or bool(one.text) != bool(after[trail].text))
    }
    for trail in before.keys() ^ after.keys():
        above = trail[:-1]
        while above not in before or above not in after:
            above = above[:-1]
        differ.add(above)
    # Where the items of a list stand in another order, the comments above them do too.
    lists = {one[:at] for one in differ for at in range(len(one))}
    moved = {one for one in lists if _moved(before, after, one)}
    differ |= moved
    # With another first item or key, other comments stand above it.
    headed = [{one: _first(side, one) for one in differ} for side in (before, after)]
    moved |= {one for one in differ if headed[0][one] != headed[1][one]}
    outer = {one for one in differ if not any(one[:at] in differ for at in range(len(one)))}
    left = [_without(text, [side[one] for one in outer], moved)
            for text, side in ((old, before), (new, after))]  # fmt: skip
    if left[0] == left[1]:
        return ""
    at = next((n for n, pair in enumerate(zip(*left, strict=False)) if pair[0] != pair[1]), 0)
    return f"{left[0][at - 40 : at + 60]!r} -> {left[1][at - 40 : at + 60]!r}"


def _moved(before: dict[Trail, Value], after: dict[Trail, Value], above: Trail) -> bool:
    """True if a list has as many items in both files, and those that stayed in another order."""
    was, now = (_listed(side, above) for side in (before, after))
    both = Counter(was) & Counter(now)
    orders = [[one for one in side if one in both] for side in (was, now)]
    return len(was) == len(now) and orders[0] != orders[1]


def _first(side: dict[Trail, Value], above: Trail) -> object:
    """Return what the first item of a list says, or the first key of a mapping."""
    key = next((one[-1] for one in side if one and one[:-1] == above), None)
    return _listed(side, above)[:1] if isinstance(key, int) else key


def _listed(side: dict[Trail, Value], above: Trail) -> list[tuple[tuple[Trail, str], ...]]:
    """Return what each item of a list says, in their order."""
    return [
        tuple(
            (one.trail[len(item) :], one.text)
            for one in side.values()
            if one.trail[: len(item)] == item
        )
        for item in side
        if item and item[:-1] == above and isinstance(item[-1], int)
    ]


def _without(text: str, cut: list[Value], moved: set[Trail]) -> str:
    for one in sorted(cut, key=lambda one: -one.start):
        before, after = text[: one.start], text[one.end :]
        if one.trail in moved:
            before = re.sub(r"(\n[ \t]*#.*)*\s*\Z", "", before)
        text = f"{before}\0{after}"
    # A list that grew or shrank ends where the next key begins, with the comments between.
    return re.sub(r"\0\s*", "\0", re.sub(r"\s*\0", "\0", text))


def without_marks(text: str) -> str:
    """Return a text of light Markdown without its marks."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return fold(re.sub(r"\*+|^\s*[-0-9]+[.]?\s+", " ", text, flags=re.MULTILINE)).replace(" ,", ",")


def texts(files: Iterable[Path]) -> list[str]:
    """Return each value of some files as it is read, without marks."""
    found = []
    for path in files:
        for value in values(path.read_text(encoding="utf-8")):
            if value.text:
                found += [without_marks(part) for part in re.split(r"\n\s*\n", value.text)]
                found += [without_marks(line) for line in value.text.splitlines()]
                found += [without_marks(re.sub(r"^\s*(?:-|\d+\.)\s+", "", value.text))]
    return found


def keys(files: Iterable[Path], text: str) -> list[str | int]:
    """Return the keys, or positions in lists, of the values of some files that are this text."""
    read = (path.read_text(encoding="utf-8") for path in files)
    return [value.trail[-1] for one in read for value in values(one) if value.text == text]


def strayed(old: str, new: str) -> list[str]:
    """Return what changed in a file besides values, and comments that are gone or new."""
    differs = around(old, new)
    strays = [f"around the values: {differs}"] if differs else []
    strays += [f"typed otherwise: {raw!r}" for raw in _typed_otherwise(old, new)]
    before, after = (_comments(text) for text in (old, new))
    inside = [line for one in _taken_out(old, new) for line in _comments(one)]
    inside += [*_notes_of_keys(old, new), *_notes_of_texts(old, new)]
    lost = Counter(line for line in before if line not in after) - Counter(inside)
    strays += [f"comment lost: {line}" for line in lost]
    strays += [f"comment new: {line}" for line in after if line not in before]
    return strays


def _taken_out(old: str, new: str) -> list[str]:
    """Return how the items of lists were typed, keys and notes within, that are in no list now."""
    was, now = _items(old), _items(new)
    fewer = Counter(above for above, _, _ in was) - Counter(above for above, _, _ in now)
    left = [one[:2] for one in now]
    return [typed for above, said, typed in was if fewer[above] and (above, said) not in left]


def _notes_of_keys(old: str, new: str) -> list[str]:
    """Return the comments that stood right above a key that is gone, or beside it."""
    left = {one.trail for one in values(new)}
    found = []
    for one in values(old):
        if not one.trail or one.trail in left or isinstance(one.trail[-1], int):
            continue
        key = rf"""^[ \t]*(?:- )?["']?{re.escape(str(one.trail[-1]))}["']?:"""
        starts = [match.start() for match in re.finditer(key, old[: one.start], re.MULTILINE)]
        start = starts[-1] if starts else one.start
        above = re.search(r"(?:^[ \t]*#.*\n)*\Z", old[:start], re.MULTILINE)
        found += _comments(above[0] if above else "")
        found += _comments(old[start : one.end] + old[one.end :].partition("\n")[0])
    return found


def _notes_of_texts(old: str, new: str) -> list[str]:
    """Return the comments above and beside the items of lists that are texts and are gone."""
    left = {(one.trail[:-1], one.text) for one in values(new) if one.trail}
    found = []
    for one in values(old):
        is_item = bool(one.text and one.trail) and isinstance(one.trail[-1], int)
        if is_item and (one.trail[:-1], one.text) not in left:
            above = re.search(r"((?:^[ \t]*#.*\n)*)[ \t]*-[ \t]*\Z", old[: one.start], re.MULTILINE)
            found += _comments(above[1] if above else "")
            found += _comments(old[one.end :].partition("\n")[0])
    return found


def _items(text: str) -> list[tuple[Trail, tuple[tuple[Trail, str], ...], str]]:
    """Return the items of lists that are more than a text: of which list, what is in it, and how
    it is typed.
    """
    found = values(text)
    return [
        (
            item.trail[:-1],
            tuple(
                (one.trail[len(item.trail) :], one.text)
                for one in found
                if one.trail[: len(item.trail)] == item.trail
            ),
            text[item.start : item.end],
        )
        for item in found
        if item.trail and isinstance(item.trail[-1], int) and not item.text
    ]


def _typed_otherwise(old: str, new: str) -> Iterator[str]:
    """Yield what was typed for values that are still the same, and are typed in another way now."""
    was, now = (_typed(text) for text in (old, new))
    # An item that moved may be typed as its new neighbours are.
    before, after = ({one.trail: one for one in values(text)} for text in (old, new))
    moved = [trail for trail in before if trail in after and _moved(before, after, trail)]
    for side in (was, now):
        for trail in [one for one in side if any(one[: len(above)] == above for above in moved)]:
            del side[trail]
    for trail in [trail for trail in was if trail in now and was[trail][0] == now[trail][0]]:
        (_, raw), (_, raw_now) = was.pop(trail), now.pop(trail)
        if raw != raw_now:
            yield raw
    # In a list that grew or shrank, the values are found by what they are.
    longer = [_in_other_lists(one, old, new) for one in (was, now)]
    gone = Counter(text for text, _ in longer[0]) - Counter(text for text, _ in longer[1])
    for text, raw in (Counter(longer[0]) - Counter(longer[1])).elements():
        if not gone[text]:
            yield raw
        gone[text] -= 1


def _in_other_lists(
    typed: dict[Trail, tuple[str, str]], old: str, new: str
) -> list[tuple[str, str]]:
    """Return what is typed in lists that have another number of items than before."""
    sizes = [
        Counter(one.trail[:-1] for one in values(text) if one.trail and type(one.trail[-1]) is int)
        for text in (old, new)
    ]
    return [
        one
        for trail, one in typed.items()
        if any(sizes[0][trail[:at]] != sizes[1][trail[:at]] for at in range(len(trail)))
    ]


def _typed(text: str) -> dict[Trail, tuple[str, str]]:
    """Return each plain value as it is read and as it is typed, by its trail."""
    return {
        one.trail: (one.text, text[one.start : one.end].strip()) for one in values(text) if one.text
    }


def _comments(text: str) -> list[str]:
    """Return the comments of a file; a # inside a value begins none."""
    inside = [range(one.start, one.end) for one in values(text) if one.text]
    return [
        match[0].strip()
        for match in re.finditer(r"(?:^|(?<=\s))#.*", text, re.MULTILINE)
        if not any(match.start() in one for one in inside)
    ]
