"""What a paper shows of the register on its day: counts by what an item has, and lists of items.

Exempt items are in every total and in nothing else. They have one row of their
own in each table, and never one under a name: a report, a theme or an owner that
only exempt items have would be named by it. `Restricted` is what the paper of
their own has.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from jacpaper.facts.value_types import Colour, Status
from jacpaper.register.counting import counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from jacpaper.facts.register import Item, Register

NOT_RECORDED = "Not recorded"
# Full months open, from each figure up to the next.
AGES = {
    0: "Less than 6 months",
    6: "6 to 11 months",
    12: "12 to 23 months",
    24: "24 to 35 months",
    36: "36 months or more",
}
Due = Literal[
    "Overdue: past the revised date",
    "Overdue: past the target date, which was not revised",
    "Past the target date, but not the revised one",
    "Not due yet",
    "No date recorded",
]
DUE: tuple[Due, ...] = get_args(Due)
_TYPES = {"recommendation": "Recommendation", "AFI": "Area for improvement (AFI)"}
_REACH: dict[bool | None, str] = {True: "This force alone", False: "Several forces, or all"}


class Row(NamedTuple):
    """How many open items have something in common."""

    name: str
    count: int  # type: ignore[assignment]  # what tuples call so is of no use here
    colour: str = ""


class Breakdown(NamedTuple):
    """The open items divided: those that may be named by row, those exempt together."""

    rows: tuple[Row, ...]
    restricted: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(row.count for row in self.rows) + self.restricted

    @property
    def most(self) -> int:
        """How many items the row has that has most."""
        return max(row.count for row in self.rows)

    def count(self, *names: str) -> int:
        """Return how many items stand in the rows of these names."""
        return sum(row.count for row in self.rows if row.name in names)


class Listing(NamedTuple):
    """An appendix: the items it lists, and how many of those it could have are restricted."""

    status: Literal["open", "closed"]
    items: tuple[Item, ...]
    restricted: int
    title: str = ""
    """The meeting's own; empty: the template's."""
    chosen: tuple[str, ...] = ()
    """The themes, owners and reports whose items these are; empty: all items."""


class Grounds(NamedTuple):
    """Why items are exempt, and under which paragraph; empty where nothing says."""

    reason: str
    paragraph: str


class Restricted(NamedTuple):
    """What is not for the public: the exempt items open now, and closed since the last paper."""

    open: tuple[Item, ...]
    closed: tuple[Item, ...]
    marking: str

    @property
    def grounds(self) -> tuple[Grounds, ...]:
        """The different grounds, in the order in which items first have them."""
        every = (*self.open, *self.closed)
        found = (Grounds(item.exempt_reason, item.exempt_paragraph) for item in every)
        return tuple(dict.fromkeys(found))


class Profile:
    """The items that are open on a day, seen from every side."""

    def __init__(self, register: Register, day: date, last_day: date | None) -> None:
        self.register = register
        self.day = day
        """The end of this day is what the paper shows."""
        self.last_day = last_day
        """The last paper's; None: unknown."""
        self._open = counts.open_on(register.items, day)

    @property
    def open(self) -> tuple[Item, ...]:
        """The open items that may be named."""
        return _public(self._open)

    @property
    def restricted(self) -> Restricted:
        """The exempt items; both lists may be empty."""
        return Restricted(
            open=_exempt(self._open),
            closed=_exempt(self._closed()),
            marking=self.register.marking,
        )

    @property
    def total(self) -> int:
        """How many items are open, the exempt ones too."""
        return len(self._open)

    def by_report(self) -> Breakdown:
        """Return the open items by report, oldest first."""
        found = Counter((item.report_year, item.report) for item in self.open)
        return self._breakdown(
            Row(f"{report} ({year})", count) for (year, report), count in sorted(found.items())
        )

    def by_type(self) -> Breakdown:
        """Return how many are recommendations, how many AFIs."""
        return self._by(lambda item: _TYPES.get(item.type or "", NOT_RECORDED), _TYPES.values())

    def by_status(self) -> Breakdown:
        """Return the force's own words for where items stand, those waiting for closure last."""
        found = Counter(
            (get_args(Status).index(item.status_at(self.day)), item.words_at(self.day))
            for item in self.open
        )
        ordered = sorted(found.items(), key=lambda one: (one[0][0], -one[1], one[0][1]))
        return self._breakdown(Row(_sentence(words), count) for (_, words), count in ordered)

    def by_age(self) -> Breakdown:
        """Return for how long they have been open; every band is there, if with 0."""
        return self._by(self._age, AGES.values(), empty=True)

    def by_due(self) -> Breakdown:
        """Return how they stand to their dates; every case is there but having none."""
        return self._by(self._due, DUE[:-1], empty=True)

    def by_rating(self) -> Breakdown:
        """Return the ratings, in the order of inputs/register.yaml, then the most frequent."""
        found = self._by(lambda item: item.rating or NOT_RECORDED, self.register.ratings)
        return self._breakdown(row._replace(colour=self.colour(row.name)) for row in found.rows)

    def by_reach(self) -> Breakdown:
        """Return how many were made to this force alone, and how many to others too."""
        return self._by(lambda item: _REACH.get(item.force_specific, NOT_RECORDED), _REACH.values())

    def by_theme(self) -> Breakdown:
        """Return the themes, the most frequent first."""
        return self._by(lambda item: item.theme or NOT_RECORDED)

    def causes(self) -> tuple[Item, ...]:
        """Return the recommendations of each cause of concern that has, or lately had, one open.

        All of its recommendations are there, so that one sees how far it has come.
        """
        days = [day for day in (self.day, self.last_day) if day]
        of_causes = [item for item in _public(self.register.items) if item.cause_of_concern]
        alive = {
            item.cause_of_concern for item in of_causes if any(item.is_open(day) for day in days)
        }
        made = (i for i in of_causes if i.cause_of_concern in alive and i.made <= self.day)
        return tuple(sorted(made, key=lambda item: (item.cause_of_concern, item.made)))

    def overdue(self) -> int:
        """Return how many of the open items are past their date."""
        return self.by_due().count(*DUE[:2])

    def still_open(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Return those of the items that are open."""
        return counts.open_on(items, self.day)

    def oldest(self) -> date | None:
        """Return since when the item open for longest has been; None if none is open."""
        return min((item.opened(self.day) for item in self.open), default=None)

    def colour(self, rating: str) -> str:
        """Return the colour of a rating; it goes with the word, never instead of it."""
        own = rating.lower() if rating.lower() in get_args(Colour) else ""
        return self.register.ratings.get(rating, own)

    def listing(
        self,
        status: Literal["open", "closed"],
        *,
        title: str = "",
        **chosen: Sequence[str],
    ) -> Listing:
        """Return the items that are open, or were closed since the last paper.

        `chosen` has, by the name of what an item has, what it must be one of.
        """
        found = self._open if status == "open" else self._closed()
        chosen = {name: wanted for name, wanted in chosen.items() if wanted}
        fitting = tuple(
            item
            for item in _public(found)
            if all(getattr(item, name) in wanted for name, wanted in chosen.items())
        )
        # How many exempt items are of a theme or owner would tell something of them.
        restricted = 0 if chosen else len(_exempt(found))
        names = tuple(name for wanted in chosen.values() for name in wanted)
        return Listing(status, fitting, restricted, title, names)

    def closed_on(self, item: Item) -> date:
        """Return the day on which an item was closed, the last by the paper's day."""
        return max(day for day in item.changes[1::2] if day <= self.day)

    def _closed(self) -> tuple[Item, ...]:
        """Return what was closed since the last paper and is closed still; nothing if unknown."""
        if self.last_day is None:
            return ()
        found = dict.fromkeys(counts.closed(self.register.items, self.last_day, self.day))
        return tuple(item for item in found if not item.is_open(self.day))

    def _age(self, item: Item) -> str:
        since = item.opened(self.day)
        months = (self.day.year - since.year) * 12 + self.day.month - since.month
        months -= self.day.day < since.day
        return AGES[max(least for least in AGES if least <= months)]

    def _due(self, item: Item) -> Due:
        past_revised, past_target, not_revised, not_yet, no_date = DUE
        if item.due is None:
            return no_date
        if item.due < self.day:
            return past_revised if item.revised else past_target
        return not_revised if item.target and item.target < self.day else not_yet

    def _by(
        self, name: Callable[[Item], str], first: Iterable[str] = (), *, empty: bool = False
    ) -> Breakdown:
        """Return rows for the names in `first`, then for others, the most frequent before."""
        found = Counter(map(name, self.open))
        order = list(first)
        others = sorted(found.keys() - set(order), key=lambda name: (-found[name], name))
        # What is not recorded comes last, however much it is.
        others.sort(key=lambda name: name == NOT_RECORDED)
        return self._breakdown(
            Row(name, found[name]) for name in [*order, *others] if empty or found[name]
        )

    def _breakdown(self, rows: Iterable[Row]) -> Breakdown:
        return Breakdown(tuple(rows), len(_exempt(self._open)))


def _public(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(item for item in items if not item.exempt)


def _exempt(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.exempt)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
