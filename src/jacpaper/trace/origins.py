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
from jacpaper.project.layout import (
    COMMITTEE,
    INSPECTIONS,
    MEETING_FILES,
    OPEN_COUNTS,
    PAPER,
    REPORTS,
)
from jacpaper.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.item import ItemFacts
    from jacpaper.facts.paper import LastPaper, PaperFacts, PastFigures
    from jacpaper.problems import Place
    from jacpaper.text.yaml_source import Source, Trail

T = TypeVar("T")


class _Words(str):
    """Text that is no other object, even if another says the same."""

    __slots__ = ()


class _Amount(Decimal):
    """A number with a point, or money, that is no other object."""

    __slots__ = ()


class _Figure(int):
    """A number that knows its places, and those of all that was added to it."""

    places: tuple[Place, ...]

    def __new__(cls, number: int, *places: Place) -> _Figure:  # noqa: PYI034 - not for subclasses
        """Make a number from one that may know places already."""
        made = super().__new__(cls, number)
        made.places = (*getattr(number, "places", ()), *places)
        return made

    def __add__(self, other: int) -> _Figure:
        if not isinstance(other, int):
            return NotImplemented
        return _Figure(int(self) + int(other), *self.places, *getattr(other, "places", ()))

    def __sub__(self, other: int) -> _Figure:
        if not isinstance(other, int):
            return NotImplemented
        return _Figure(int(self) - int(other), *self.places, *getattr(other, "places", ()))

    def __rsub__(self, other: int) -> _Figure:
        if not isinstance(other, int):
            return NotImplemented
        return _Figure(int(other) - int(self), *self.places)

    def __neg__(self) -> _Figure:
        return _Figure(-int(self), *self.places)

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

    def copied(self, facts: PaperFacts) -> PaperFacts:
        """Return the paper, every fact of it a new object."""
        day = facts.meeting.isoformat()
        committee = facts.sources[f"inputs/{COMMITTEE}"]
        given = {name: facts.sources[f"inputs/{day}/{name}"] for name in MEETING_FILES}
        for source in (committee, *given.values()):
            self.names.update((str(key), source.key_place((key,))) for key in source.data)
        counts = given[OPEN_COUNTS]
        # What is drawn is drawn from the open figures.
        self.names["pictures"] = counts.key_place(("open",))
        return facts._replace(
            committee=self._copy(facts.committee, committee, ()),
            paper=self._copy(facts.paper, given[PAPER], ()),
            reports=self._copy(facts.reports, given[REPORTS], ()),
            counts=self._copy(facts.counts, counts, ()),
            previous=self._previous(facts, counts),
            inspections=self._copy(facts.inspections, given[INSPECTIONS], ()),
            causes_of_concern=self._carried(facts, facts.causes_of_concern, "causes_of_concern"),
            forthcoming=self._carried(facts, facts.forthcoming, "forthcoming"),
            newest=self._newest(facts),
            series=tuple(self._past(one, facts) for one in facts.series),
        )

    def copied_item(self, facts: ItemFacts) -> ItemFacts:
        """Return the paper of a further item, every fact of it a new object."""
        committee = facts.sources[f"inputs/{COMMITTEE}"]
        own = facts.sources[f"inputs/{facts.meeting.isoformat()}/{facts.head_file}"]
        for source in (committee, own):
            self.names.update((str(key), source.key_place((key,))) for key in source.data)
        return facts._replace(
            committee=self._copy(facts.committee, committee, ()),
            paper=self._copy(facts.paper, own, ()),
        )

    def places(self, value: Any, name: str) -> tuple[Place, ...]:
        """Return where a value stands; failing that, the key that is called so."""
        if type(value) is _Figure:
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

    def _previous(self, facts: PaperFacts, counts: Source) -> Any:
        """Return the last paper's counts, each figure at home where it is given."""
        if facts.previous is None:
            return None
        trail: Trail = ("previous",)
        source = counts
        if facts.last:
            trail, source = (), facts.sources[f"inputs/{facts.last.meeting}/{OPEN_COUNTS}"]
        self.names["previous_as_at"] = source.key_place((*trail, "as_at"))
        made = self._copy(facts.previous, source, trail)
        restated = {
            year: _Figure(figure.to, counts.key_place(("restated", year)))
            for year, figure in facts.counts.restated.items()
        }
        return made.model_copy(update={"open": {**(made.open or {}), **restated}})

    def _carried(self, facts: PaperFacts, items: tuple[T, ...], key: str) -> tuple[T, ...]:
        """Return a list of `CARRIED_OVER`, each item at home in the file that gives it."""
        source = facts.sources[facts.given_in[key]]
        self.names[key] = source.key_place((key,))
        listed = source.data[key]
        made = []
        for item in items:
            named = getattr(item, "name", None)
            found = [i for i, raw in enumerate(listed) if " ".join(raw["name"].split()) == named]
            made.append(self._copy(item, source, (key, *found[:1])))
        return tuple(made)

    def _past(self, one: PastFigures, facts: PaperFacts) -> PastFigures:
        """Return the figures of one paper of a series, each at home in its own meeting's file."""
        source = facts.sources.get(f"inputs/{one.meeting.isoformat()}/{OPEN_COUNTS}")
        return one._replace(counts=self._copy(one.counts, source, ())) if source else one

    def _newest(self, facts: PaperFacts) -> LastPaper | None:
        if facts.newest is None:
            return None
        source = facts.sources[f"inputs/{facts.newest.meeting}/{PAPER}"]
        phase = self._copy(facts.newest.monitoring_phase, source, ("monitoring_phase",))
        return facts.newest._replace(monitoring_phase=phase)

    def _copy(self, value: T, source: Source, trail: Trail) -> T:
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
                made = _Figure(value, source.key_place(trail))
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
                    self._copy(item, source, (*trail, position))
                    for position, item in enumerate(value)
                )
            case dict():
                made = {
                    self._copy(key, source, (*trail, key)): self._copy(item, source, (*trail, key))
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
                yield name, self._copy(value, source, (*trail, key))
