"""What a paper shows of the register on its day: tables of counts, and lists of items.

Exempt items are included in every total but never named. Each table has one row for
all of them: a row under a name would reveal a report, theme or owner that only exempt
items have. `Restricted` is what the restricted paper shows.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from jacpaper.facts.value_types import Colour, Status
from jacpaper.register.counting import counts
from jacpaper.register.counting.breakdown import NOT_RECORDED, Breakdown, Row
from jacpaper.text.comparing import comparable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from jacpaper.facts.committee import LesserFinding
    from jacpaper.facts.register import Item, Register
    from jacpaper.language.interface import Language

# The keys of rows, by which templates ask for them; a language's ROWS has their names, but for
# that of AFIs, which committee.yaml may call otherwise.
TYPES = {"recommendation": "recommendation", "AFI": "afi"}
# Full months open, from each figure up to the next.
AGES = {
    0: "under_6_months",
    6: "months_6_to_11",
    12: "months_12_to_23",
    24: "months_24_to_35",
    36: "months_36_or_more",
}
OVERDUE = ("overdue_revised", "overdue_target")
DUE = (*OVERDUE, "past_target_only", "not_due_yet", "no_date")
REACH = {True: "this_force", False: "several_forces"}


Listed = Literal["open", "closed", "exceptions"]


class Listing(NamedTuple):
    """An appendix: the items it lists, and how many of those it could have are restricted."""

    status: Listed
    items: tuple[Item, ...]
    restricted: int
    title: str = ""
    """The meeting's own; empty: the template's."""
    chosen: tuple[str, ...] = ()
    """The themes, owners and reports whose items these are; empty: all items."""
    chosen_by: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The same by theme, owner and report: an item that is listed fits each of them."""


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
    """Tables and lists of the items that are open on a day."""

    def __init__(
        self,
        register: Register,
        day: date,
        last_day: date | None,
        language: Language,
        lesser: LesserFinding,
    ) -> None:
        self.register = register
        self.day = day
        """The end of this day is what the paper shows."""
        self.last_day = last_day
        """The last paper's; None: unknown."""
        self.language = language
        self._rows = {**language.ROWS, "afi": f"{language.sentence(lesser.one)} ({lesser.short})"}
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
            marking=self.register.marking or self.language.NOT_FOR_PUBLICATION,
        )

    @property
    def total(self) -> int:
        """How many items are open, the exempt ones too."""
        return len(self._open)

    @property
    def years(self) -> dict[int, int]:
        """How many items of each report year are open, exempt ones too."""
        return counts.by_year(self._open)

    def by_report(self) -> Breakdown:
        """Return the open items by report, oldest first."""
        found = Counter((item.report_year, item.report) for item in self.open)
        ordered = [(f"{name} ({year})", found[year, name]) for year, name in sorted(found)]
        every = (f"{item.report} ({item.report_year})" for item in self._every)
        return self._breakdown((Row(name, name, count) for name, count in ordered), _same(every))

    def by_type(self) -> Breakdown:
        """Return how many are recommendations, how many AFIs."""
        return self._by_key(
            lambda item: TYPES.get(item.type or "", NOT_RECORDED), (*TYPES.values(), NOT_RECORDED)
        )

    def by_status(self) -> Breakdown:
        """Return the force's own words for where items stand, those waiting for closure last."""
        sentence = self.language.sentence
        found: Counter[str] = Counter()
        step: dict[str, int] = {}  # how far items of these words have come, at the least
        for item in self.open:
            words = sentence(self.status_words(item))
            here = get_args(Status).index(item.status_at(self.day))
            found[words] += 1
            step[words] = min(here, step.get(words, here))
        ordered = sorted(found, key=lambda words: (step[words], -found[words], words))
        rows = [Row(words, words, found[words]) for words in ordered]
        every = [sentence(item.status_words) for item in self._every]
        return self._breakdown(rows, _same([*every, *(row.key for row in rows)]))

    def by_age(self) -> Breakdown:
        """Return for how long they have been open; every band has a row, even without items."""
        return self._by_key(self._age, tuple(AGES.values()), always=tuple(AGES.values()))

    def by_due(self) -> Breakdown:
        """Return how they stand to their dates.

        Every case has a row, even without items, except `no_date`.
        """
        return self._by_key(self._due, DUE, always=DUE[:-1])

    def by_rating(self) -> Breakdown:
        """Return the ratings, in the order of inputs/register.yaml, then the most frequent."""
        found = self._by_words(lambda item: item.rating, self.register.ratings)
        rows = (row._replace(colour=self.colour(row.key)) for row in found.rows)
        return found._replace(rows=tuple(rows))

    def by_reach(self) -> Breakdown:
        """Return how many were made to this force alone, and how many to others too."""
        return self._by_key(
            lambda item: (
                NOT_RECORDED if item.force_specific is None else REACH[item.force_specific]
            ),
            (*REACH.values(), NOT_RECORDED),
        )

    def by_theme(self) -> Breakdown:
        """Return the themes, the most frequent first."""
        return self._by_words(lambda item: item.theme)

    def status_words(self, item: Item) -> str:
        """Return the force's own words for the status of an item on the paper's day.

        If the status changed after that day, they are the language's.
        """
        return item.words_at(self.day, self.language.WORDS)

    def causes(self) -> tuple[Item, ...]:
        """Return the recommendations of causes of concern.

        A cause is included if it has one open now, or had one on the last paper's day; then
        its closed ones are included too, to show its progress.
        """
        days = [day for day in (self.day, self.last_day) if day]
        of_causes = [item for item in self._every if item.cause_of_concern]
        alive = {
            item.cause_of_concern for item in of_causes if any(item.is_open(day) for day in days)
        }
        made = (i for i in of_causes if i.cause_of_concern in alive and i.made <= self.day)
        return tuple(sorted(made, key=lambda item: (item.cause_of_concern, item.made)))

    def overdue(self) -> int:
        """Return how many of the open items are past their date."""
        return self.by_due().count(*OVERDUE)

    def still_open(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Return those of the items that are open."""
        return counts.open_on(items, self.day)

    def oldest(self) -> date | None:
        """Return since when the oldest open item has been open; None if none is open."""
        return min((item.opened(self.day) for item in self.open), default=None)

    def colour(self, rating: str) -> str:
        """Return the colour behind the word of a rating; empty for none."""
        own = rating.lower() if rating.lower() in get_args(Colour) else ""
        return self.register.ratings.get(rating, own)

    def listing(
        self,
        status: Listed,
        *,
        title: str = "",
        among: tuple[Item, ...] = (),
        **chosen: Sequence[str],
    ) -> Listing:
        """Return the items that are open, or were closed since the last paper; or those of `among`.

        `chosen` gives the values that a field of an item may have, by the field's name.
        """
        lists = {"open": lambda: self._open, "closed": self._closed}
        found = among if status == "exceptions" else lists[status]()
        chosen = {name: wanted for name, wanted in chosen.items() if wanted}
        keys = {name: {comparable(one) for one in wanted} for name, wanted in chosen.items()}
        fitting = tuple(
            item
            for item in _public(found)
            if all(comparable(getattr(item, name)) in wanted for name, wanted in keys.items())
        )
        # The number of exempt items of a theme or owner would reveal something about them.
        restricted = 0 if chosen else len(_exempt(found))
        names = tuple(name for wanted in chosen.values() for name in wanted)
        by = tuple((name, tuple(wanted)) for name, wanted in chosen.items())
        return Listing(status, fitting, restricted, title, names, by)

    def closed_on(self, item: Item) -> date:
        """Return the day on which an item was closed, the last by the paper's day."""
        return max(day for day in item.changes[1::2] if day <= self.day)

    @property
    def _every(self) -> tuple[Item, ...]:
        """All items that may be named, open or not."""
        return _public(self.register.items)

    def _closed(self) -> tuple[Item, ...]:
        """Return what was closed since the last paper and is still closed; nothing if unknown."""
        if self.last_day is None:
            return ()
        found = dict.fromkeys(counts.closed(self.register.items, self.last_day, self.day))
        return tuple(item for item in found if not item.is_open(self.day))

    def _age(self, item: Item) -> str:
        since = item.opened(self.day)
        months = (self.day.year - since.year) * 12 + self.day.month - since.month
        months -= self.day.day < since.day
        return AGES[max(least for least in AGES if least <= months)]

    def _due(self, item: Item) -> str:
        past_revised, past_target, past_target_only, not_yet, no_date = DUE
        if item.due is None:
            return no_date
        if item.due < self.day:
            return past_revised if item.revised else past_target
        return past_target_only if item.target and item.target < self.day else not_yet

    def _by_key(
        self, key: Callable[[Item], str], keys: tuple[str, ...], always: tuple[str, ...] = ()
    ) -> Breakdown:
        """Return rows in the order of `keys`: those with items, and those in `always`."""
        found = Counter(map(key, self.open))
        names = {one: self._rows[one] for one in keys}
        shown = (one for one in keys if found[one] or one in always)
        return self._breakdown((Row(one, names[one], found[one]) for one in shown), names)

    def _by_words(self, words: Callable[[Item], str], first: Iterable[str] = ()) -> Breakdown:
        """Return rows for the words in `first`, then for others, the most frequent before.

        Words that are written in several ways are one, under the first of them. What is not
        recorded comes last, however many items it has.
        """
        not_recorded = self._rows[NOT_RECORDED]
        ways: dict[str, str] = {}
        for one in [*first, *map(words, self._every)]:
            ways.setdefault(comparable(one), one)

        def key(item: Item) -> str:
            own = ways[comparable(words(item))]
            return own if own not in ("", not_recorded) else NOT_RECORDED

        found = Counter(map(key, self.open))
        order = [one for one in first if found[one]]
        others = sorted(found.keys() - {*order}, key=lambda one: (-found[one], one))
        others.sort(key=lambda one: one == NOT_RECORDED)
        names = {**_same([*first, *map(key, self._every)]), NOT_RECORDED: not_recorded}
        rows = (Row(one, names[one], found[one]) for one in [*order, *others])
        return self._breakdown(rows, names)

    def _breakdown(self, rows: Iterable[Row], names: Mapping[str, str]) -> Breakdown:
        return Breakdown(tuple(rows), len(_exempt(self._open)), names)


def _public(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(item for item in items if not item.exempt)


def _exempt(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.exempt)


def _same(words: Iterable[str]) -> dict[str, str]:
    """Return words as keys of themselves."""
    return {one: one for one in words}
