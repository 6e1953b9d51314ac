"""What the register has for the day of the last paper, and that paper did not have.

Recommendations may come on the portal, and so into the register, long after they were made. Then
the last paper had nothing wrong: they came in since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.project.layout import OPEN_COUNTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jacpaper.hmicfrs.paper import PaperFacts


def came_late(facts: PaperFacts) -> Mapping[int, int]:
    """Return how many more items the register has open on that day than were published, by year.

    Nothing is returned where one of the two days of counting is not known.
    """
    last, kept = facts.last, facts.register
    if last is None or last.published is None or kept is None:
        return {}
    if kept.as_at is None or kept.last_as_at is None:
        return {}
    there, said = last.counts.by_year, last.published.figures.years
    more = {year: count - (said[year].open if year in said else 0) for year, count in there.items()}
    return {year: count for year, count in sorted(more.items()) if count > 0}


def with_register(facts: PaperFacts) -> Mapping[int, int]:
    """Return what came in by year, if all that came late did: the register's new items and those.

    Typed as `new`, it keeps the last paper's figures as they were published.
    """
    kept = facts.register
    if kept is None or kept.as_at is None or kept.last_as_at is None:
        return {}
    from jacpaper.register.counting import differences  # noqa: PLC0415 - few keep one

    late = came_late(facts)
    new = differences.moves(kept, kept.last_as_at, kept.as_at)["new"]
    found = {year: new.get(year, 0) + late.get(year, 0) for year in {*new, *late}}
    return {year: count for year, count in sorted(found.items()) if count}


def with_late(facts: PaperFacts) -> Mapping[int, int]:
    """Return what came in by year, as `with_register`, if anything came late; otherwise nothing."""
    return with_register(facts) if came_late(facts) else {}


def said_as_new(facts: PaperFacts) -> frozenset[int]:
    """Return the years of which `new` is typed with all that came late."""
    typed = facts.written(OPEN_COUNTS).get("new") or {}
    every = with_register(facts)
    return frozenset(year for year in came_late(facts) if typed.get(year) == every[year])
