"""Lists of an item that must be as long as another, as a row's figures are as many as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.problems import Problem, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jacpaper.facts.item import ItemFacts
    from jacpaper.kinds.description import Key
    from jacpaper.text.yaml_source import Trail

AFTER = " after the first"


def problems(keys: Mapping[str, Key], facts: ItemFacts) -> Iterator[Problem]:
    """Yield a problem for each list of an item that has not one entry for each of another."""
    for trail, key, found, wanted in _compared(keys, facts.paper, (), {}):
        if len(found) != wanted:
            place = facts.value_place(facts.head_file, *trail)
            has = counted(len(found), "entry", "entries")
            fault = f"this has {has}, not {wanted}: one for each of the {key.one_for_each}"
            hint = f"add {wanted - len(found)}" if wanted > len(found) else "take away what is over"
            yield Problem(place, fault, f"{hint}, or correct the {_named(key)}")


def _compared(
    keys: Mapping[str, Key], part: Any, trail: Trail, around: Mapping[str, Any]
) -> Iterator[tuple[Trail, Key, tuple[Any, ...], int]]:
    """Yield each list that another decides on, and how many entries it should have.

    `around` are the lists of the parts in which this part stands.
    """
    lists = {**around, **{name: getattr(part, name, None) for name in keys}}
    for name, key in keys.items():
        value, here = getattr(part, name, None), (*trail, name)
        if key.one_for_each and isinstance(value, tuple) and value:
            other = lists[_named(key)]
            if isinstance(other, tuple):
                yield here, key, value, len(other) - key.one_for_each.endswith(AFTER)
        if not key.keys:
            continue
        if isinstance(value, tuple):
            for index, entry in enumerate(value):
                yield from _compared(key.keys, entry, (*here, index), lists)
        elif value is not None and key.type == "keys":
            yield from _compared(key.keys, value, here, lists)


def _named(key: Key) -> str:
    return (key.one_for_each or "").removesuffix(AFTER)


def faults(keys: Mapping[str, Key], trail: Trail, around: frozenset[str]) -> Iterator[Trail]:
    """Yield the trail of each key of a description that names no list beside it or around it."""
    lists = around | {name for name, key in keys.items() if key.type == "list"}
    for name, key in keys.items():
        here = (*trail, name)
        if key.one_for_each and (
            key.type != "list" or _named(key) == name or _named(key) not in lists
        ):
            yield (*here, "one_for_each")
        yield from faults(key.keys, (*here, "keys"), lists)
