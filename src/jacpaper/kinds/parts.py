"""The parts of an item, each with what stands beside and around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jacpaper.kinds.description import Key
    from jacpaper.text.yaml_source import Trail


class Part(NamedTuple):
    """An item, an entry of a list in it, or another value with keys."""

    keys: Mapping[str, Key]
    """What its keys are, by their names."""
    values: Mapping[str, Any]
    """What stands under each of them; None: nothing."""
    trail: Trail
    around: Mapping[str, Any]
    """Its values, and those of the parts in which it stands."""


def parts(
    keys: Mapping[str, Key], of: Any, trail: Trail = (), around: Mapping[str, Any] | None = None
) -> Iterator[Part]:
    """Yield a part and all parts in it."""
    values = {name: getattr(of, name, None) for name in keys}
    within = {**(around or {}), **values}
    yield Part(keys, values, trail, within)
    for name, key in keys.items():
        value, here = values[name], (*trail, name)
        if not key.keys or value in (None, key.word):
            continue
        if isinstance(value, tuple):
            for index, entry in enumerate(value):
                yield from parts(key.keys, entry, (*here, index), within)
        elif key.type == "keys":
            yield from parts(key.keys, value, here, within)


class Described(NamedTuple):
    """The keys of such a part, as a description has them."""

    keys: Mapping[str, Key]
    trail: Trail
    around: Mapping[str, Key]
    """They, and those around them."""


def described(
    keys: Mapping[str, Key], trail: Trail, around: Mapping[str, Key] | None = None
) -> Iterator[Described]:
    """Yield the keys of an item, and those within each of them."""
    within = {**(around or {}), **keys}
    yield Described(keys, trail, within)
    for name, key in keys.items():
        if key.keys:
            yield from described(key.keys, (*trail, name, "keys"), within)
