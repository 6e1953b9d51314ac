"""Lists of an item that must be as long as another, as a row's figures are as many as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.problems import Problem, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.item import ItemFacts
    from jacpaper.kinds.description import Key
    from jacpaper.kinds.parts import Described, Part
    from jacpaper.text.yaml_source import Trail

AFTER = " after the first"


def problems(part: Part, facts: ItemFacts) -> Iterator[Problem]:
    """Yield a problem for each list of a part that has not one entry for each of another."""
    for name, key in part.keys.items():
        found = part.values[name]
        if not (key.one_for_each and isinstance(found, tuple) and found):
            continue
        other = part.around[_named(key)]
        if not isinstance(other, tuple):
            continue
        wanted = max(0, len(other) - key.one_for_each.endswith(AFTER))
        if len(found) != wanted:
            place = facts.value_place(facts.head_file, *part.trail, name)
            has = counted(len(found), "entry", "entries")
            fault = f"this has {has}, not {wanted}: one for each of the {key.one_for_each}"
            hint = f"add {wanted - len(found)}" if wanted > len(found) else "take away what is over"
            hint = hint if wanted else "delete the line with its key"
            yield Problem(place, fault, f"{hint}, or correct the {_named(key)}")


def _named(key: Key) -> str:
    return (key.one_for_each or "").removesuffix(AFTER)


def faults(described: Described) -> Iterator[tuple[Trail, str, str]]:
    """Yield where a key names no list beside it or around it, what is wrong, and what to do."""
    lists = {name for name, key in described.around.items() if key.type == "list"}
    for name, key in described.keys.items():
        if key.one_for_each and (
            key.type != "list" or _named(key) == name or _named(key) not in lists
        ):
            hint = (
                "name a list beside this one or around it, as in columns or columns after the first"
            )
            where = (*described.trail, name, "one_for_each")
            yield where, "this names no list that is known here", hint
