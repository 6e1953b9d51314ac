"""The record of a paper that becomes final: its figures, words and files, as plain data.

Everything in it is of the public paper, or a hash of a whole file: see `facts.published`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jacpaper.build import conformance
from jacpaper.facts.register import LONG_AGO
from jacpaper.hmicfrs import arithmetic
from jacpaper.hmicfrs.period import until
from jacpaper.hmicfrs.record import of_values
from jacpaper.inputs.recorded import when
from jacpaper.project.layout import MEETING_FILES, PUBLISHED
from jacpaper.tree import wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from jacpaper.build.manifest import Manifest
    from jacpaper.facts.register import Item, Register
    from jacpaper.hmicfrs.paper import PaperFacts
    from jacpaper.tree.document import Document

Data = dict[str, Any]


def record(facts: PaperFacts, document: Document, told: Manifest, folder: Path, day: date) -> Data:
    """Return the record of a paper that becomes final on a day.

    `told` is the manifest of its outputs, which are in `folder`.
    """
    paper = facts.paper
    made: Data = {"meeting": facts.meeting.isoformat(), "finalised": day.isoformat()}
    if paper.status and paper.status != "draft":
        made["cleared"] = {"cleared": paper.status.cleared.isoformat(), "by": paper.status.by}
    made |= {
        "item": paper.item,
        "title": paper.title,
        "period_until": until(facts.meeting, paper.period, facts.counts),
        "figures": _figures(facts),
        "causes_of_concern": _causes(facts),
        "register_items": _register(facts.register) if facts.register else None,
        "sentences": wording.sentences(document),
        "words": wording.digest(document),
        "restricted_words": wording.digest(document.restricted) if document.restricted else None,
        "outputs": dict(told.outputs),
        "sources": dict(told.sources),
        "values": {name: of_values(name, facts.written(name)) for name in MEETING_FILES},
        "versions": dict(told.versions),
        "program": told.program,
        "judged": list(_judged(folder, told)),
        "earlier": _earlier(facts.written(PUBLISHED)) if facts.published else None,
    }
    return {key: value for key, value in made.items() if value not in (None, [], {})}


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


def _judged(folder: Path, told: Manifest) -> Iterator[Data]:
    """Yield what validators said of these outputs, without the words of their findings.

    Those would quote the paper, and one of them may be the restricted one.
    """
    for name, digests in conformance.digests_in(folder).items():
        if not digests.items() <= told.outputs.items():
            continue
        found = json.loads((folder / name).read_bytes())["outputs"]
        for output, judged in sorted(found.items()):
            for one in judged["verdicts"]:
                judge = f"{one['judge']} {one['version']}"
                faults = len(one["findings"])
                yield {
                    "output": output, "judge": judge, "standard": one["standard"],
                    "faults": faults,
                }  # fmt: skip


def _earlier(before: Data) -> list[Data]:
    kept = {"finalised", "words", "outputs", "reopened"}
    return [*before.get("earlier", ()), {key: before[key] for key in before if key in kept}]
