"""For how long items have been open, by their rating."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.register.ledger.revisions import months_between

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jacpaper.facts.register import Item

# Full months open, from each figure up to the next.
BANDS = {
    0: "under_6_months",
    6: "months_6_to_11",
    12: "months_12_to_23",
    24: "months_24_to_35",
    36: "months_36_or_more",
}
OLD = 24


class AgeRow(NamedTuple):
    """The items that have been open for so long: one count for each rating."""

    key: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


class Ages(NamedTuple):
    """How long the open items have been open, by rating."""

    ratings: tuple[str, ...]
    """In the order of the counts; an empty one is that of items without."""
    rows: tuple[AgeRow, ...]
    old: int
    """Items that have been open for two years or more."""

    @property
    def totals(self) -> tuple[int, ...]:
        """All items of each rating."""
        return tuple(sum(counts) for counts in zip(*(row.counts for row in self.rows), strict=True))


def ages(items: Sequence[Item], day: date, ratings: Sequence[str]) -> Ages:
    """Return the items by age and rating; `ratings` are those that come first, in their order."""
    met = sorted({item.rating for item in items if item.rating not in ("", *ratings)})
    there = {item.rating for item in items}
    names = [one for one in (*ratings, *met, "") if one in there]
    found = {key: dict.fromkeys(names, 0) for key in BANDS.values()}
    old = 0
    known = Counter((item.opened(day), item.rating) for item in items)
    for (opened, rating), count in known.items():
        months = months_between(opened, day)
        found[BANDS[max(least for least in BANDS if least <= months)]][rating] += count
        old += count * (months >= OLD)
    rows = (AgeRow(key, tuple(counts.values())) for key, counts in found.items())
    return Ages(tuple(names), tuple(rows), old)
