"""What is recorded of an update alone when it becomes final, as plain data.

Everything in it is of the public paper: see `facts.published`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.facts.register import LONG_AGO
from jacpaper.hmicfrs import arithmetic
from jacpaper.hmicfrs.period import until
from jacpaper.inputs.recorded import digest, when
from jacpaper.project.layout import MEETING_FILES, OPEN_COUNTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jacpaper.facts.register import Item, Register
    from jacpaper.hmicfrs.paper import PaperFacts

Data = dict[str, Any]


def record(facts: PaperFacts) -> tuple[Data, Data]:
    """Return the figures of a paper, and the digest of what each of its files says."""
    figures = {
        "period_until": until(facts.meeting, facts.paper.period, facts.counts),
        "figures": _figures(facts),
        "causes_of_concern": _causes(facts),
        "register_items": _register(facts.register) if facts.register else None,
    }
    return figures, {name: of_values(name, facts.written(name)) for name in MEETING_FILES}


def of_values(name: str, data: Mapping[str, Any]) -> str:
    """Return the digest of what one of a meeting's files says, whatever its comments and quotes.

    Open counts are recorded by year, and may be put right.
    """
    left_out = {"open"} if name == OPEN_COUNTS else set()
    return digest({key: value for key, value in data.items() if key not in left_out})


def _figures(facts: PaperFacts) -> Data:
    movement = arithmetic.movement(
        facts.counts, facts.previous, facts.reports, facts.period, facts.brought
    )
    years: dict[int, Data] = {
        year: {"open": int(count)} for year, count in facts.counts.by_year.items()
    }
    for row in movement.rows if movement.has_previous else ():
        moved = {"new": row.new, "closed": row.closed, "reopened": row.reopened}
        moved["adjusted"] = row.adjusted
        years[row.year] = {"open": row.now, **{key: int(one) for key, one in moved.items() if one}}
    total = sum(row["open"] for row in years.values())
    figures: Data = {"as_at": when(facts.counts.as_at), "total": total}
    return figures | ({"years": dict(sorted(years.items()))} if years else {})


def _causes(facts: PaperFacts) -> Any:
    if "causes_of_concern" in facts.not_known:
        return "unknown"
    return [
        {"name": one.name, "open_recommendations": one.open_recommendations}
        for one in facts.causes_of_concern
    ]


def _register(register: Register) -> Data | None:
    """Return the public items by reference; of the exempt ones, how many there are.

    They are those that the paper can list, open now or closed since the last one: a list of all
    items ever would show by its gaps which references are exempt.
    """
    day, before = register.as_at, register.last_as_at
    if day is None:
        return None
    there = [one for one in register.items if one.is_open(day) or (before and one.is_open(before))]
    items = [_item(one, day) for one in there if not one.exempt]
    return {"exempt": len(there) - len(items)} | ({"items": items} if items else {})


def _item(item: Item, day: date) -> Data:
    ended = None if item.is_open(day) else max(one for one in item.changes if one <= day)
    days = {
        "made": item.made,
        "target": None if item.target_words else item.target,
        "revised": None if item.revised_words else item.revised,
        "closed": None if ended == LONG_AGO else ended,
    }
    known = {key: one.isoformat() for key, one in days.items() if one}
    words = {"target_words": item.target_words, "revised_words": item.revised_words}
    known |= {key: said for key, said in words.items() if said}
    return {"reference": item.reference, "status": item.status_at(day), **known}
