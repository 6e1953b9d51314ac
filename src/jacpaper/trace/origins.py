"""Facts that can be told apart: each is copied, and a table says in which line it stands.

Two facts may say the same; as copies they are two objects, so a value that turns up anywhere
in a template leads back to its own line. Figures take their places along into sums.
"""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from jacpaper.facts.strict_model import StrictModel
from jacpaper.project.layout import COMMITTEE
from jacpaper.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.item import ItemFacts
    from jacpaper.problems import Place
    from jacpaper.text.yaml_source import Source, Trail

T = TypeVar("T")


class _Words(str):
    """Text that is no other object, even if another says the same."""

    __slots__ = ()


class _Amount(Decimal):
    """A number with a point, or money, that is no other object."""

    __slots__ = ()


class Figure(int):
    """A number that knows its places, and those of all that was added to it."""

    places: tuple[Place, ...]

    def __new__(cls, number: int, *places: Place) -> Figure:  # noqa: PYI034 - not for subclasses
        """Make a number from one that may know places already."""
        made = super().__new__(cls, number)
        made.places = (*getattr(number, "places", ()), *places)
        return made

    def __add__(self, other: int) -> Figure:
        if not isinstance(other, int):
            return NotImplemented
        return Figure(int(self) + int(other), *self.places, *getattr(other, "places", ()))

    def __sub__(self, other: int) -> Figure:
        if not isinstance(other, int):
            return NotImplemented
        return Figure(int(self) - int(other), *self.places, *getattr(other, "places", ()))

    def __rsub__(self, other: int) -> Figure:
        if not isinstance(other, int):
            return NotImplemented
        return Figure(int(other) - int(self), *self.places)

    def __neg__(self) -> Figure:
        return Figure(-int(self), *self.places)

    __radd__ = __add__


class Origins:
    """The facts of one paper, copied, and where each of them stands."""

    def __init__(self) -> None:
        self.table: dict[int, tuple[Place, ...]] = {}
        self.trails: dict[int, tuple[Source, Trail]] = {}
        self.names: dict[str, Place] = {}
        self.assigned: dict[str, tuple[Place, ...]] = {}
        # While a value is kept, no other can have its id.
        self.kept: list[Any] = []

    def copied_item(self, facts: ItemFacts) -> ItemFacts:
        """Return the paper of a further item, every fact of it a new object."""
        committee = facts.sources[f"inputs/{COMMITTEE}"]
        own = facts.sources[f"inputs/{facts.meeting.isoformat()}/{facts.head_file}"]
        for source in (committee, own):
            self.names.update((str(key), source.key_place((key,))) for key in source.data)
        return facts._replace(
            committee=self.copy(facts.committee, committee, ()),
            paper=self.copy(facts.paper, own, ()),
        )

    def places(self, value: Any, name: str) -> tuple[Place, ...]:
        """Return where a value stands; failing that, the key that is called so."""
        if type(value) is Figure:
            return value.places
        known = self.table.get(id(value))
        if known is None and not callable(value):
            known = (self.names[name],) if name in self.names else self.assigned.get(name)
        return known or ()

    def standing_at(self, place: Place) -> tuple[tuple[Source, Trail], ...]:
        """Return the values that stand at a place, the innermost first."""
        found = {
            (source.file, trail): (source, trail)
            for source, trail in self.trails.values()
            if source.key_place(trail) == place
        }
        return tuple(sorted(found.values(), key=lambda one: -len(one[1])))

    def attribute(self, holder: Any, name: str) -> tuple[Place, ...]:
        """Return where an attribute that cannot be told apart stands, such as true or false."""
        source, trail = self.trails.get(id(holder), (None, ()))
        if source and (*trail, name) in source.keys:
            return (source.key_place((*trail, name)),)
        return ()

    def copy(self, value: T, source: Source, trail: Trail) -> T:
        """Return a value as another object, whose place is that at the end of the trail."""
        made: T = self._another(value, source, trail)
        if made is not value:
            self.table[id(made)] = (source.key_place(trail),)
            self.trails[id(made)] = (source, trail)
            self.kept.append(made)
        return made

    def _another(self, value: Any, source: Source, trail: Trail) -> Any:
        made = value
        match value:
            case bool() | None | ():
                pass  # there is one of each, and no more
            case int():
                made = Figure(value, source.key_place(trail))
            case str():
                made = _Words(value)
            case date():
                made = value.replace()
            case dates.When() | dates.Duration():
                made = copy.copy(value)
            case Decimal():
                made = _Amount(value)
            case tuple() | list():
                made = tuple(
                    self.copy(item, source, (*trail, position))
                    for position, item in enumerate(value)
                )
            case dict():
                made = {
                    self.copy(key, source, (*trail, key)): self.copy(item, source, (*trail, key))
                    for key, item in value.items()
                }
            case StrictModel():
                made = value.model_copy(update=dict(self._fields(value, source, trail)))
            case _:
                made = copy.copy(value)
        return made

    def _fields(self, facts: Any, source: Source, trail: Trail) -> Iterator[tuple[str, Any]]:
        known = type(facts).model_fields
        for name, value in facts:
            # What a kind without facts.yaml has beside the usual keys is no field.
            key = (known[name].alias if name in known else None) or name
            if (*trail, key) in source.keys:
                yield name, self.copy(value, source, (*trail, key))
