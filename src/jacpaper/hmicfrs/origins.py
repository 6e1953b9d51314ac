"""Where each fact of the update stands: in its own files, or in those of older meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from jacpaper.project.layout import (
    COMMITTEE,
    INSPECTIONS,
    MEETING_FILES,
    OPEN_COUNTS,
    PAPER,
    REPORTS,
)
from jacpaper.trace.origins import Figure

if TYPE_CHECKING:
    from jacpaper.facts.committee import CommitteeFile
    from jacpaper.hmicfrs.paper import LastPaper, PaperFacts, PastFigures
    from jacpaper.text.yaml_source import Source, Trail
    from jacpaper.trace.origins import Origins

T = TypeVar("T")


def copied(origins: Origins, facts: PaperFacts) -> PaperFacts:
    """Return the paper, every fact of it a new object."""
    day = facts.meeting.isoformat()
    committee = facts.sources[f"inputs/{COMMITTEE}"]
    given = {name: facts.sources[f"inputs/{day}/{name}"] for name in MEETING_FILES}
    for source in (committee, *given.values()):
        origins.names.update((str(key), source.key_place((key,))) for key in source.data)
    counts = given[OPEN_COUNTS]
    # What is drawn is drawn from the open figures.
    origins.names["pictures"] = counts.key_place(("open",))
    return facts._replace(
        committee=_in_phase(origins, facts, origins.copy(facts.committee, committee, ())),
        paper=origins.copy(facts.paper, given[PAPER], ()),
        reports=origins.copy(facts.reports, given[REPORTS], ()),
        counts=origins.copy(facts.counts, counts, ()),
        previous=_previous(origins, facts, counts),
        inspections=origins.copy(facts.inspections, given[INSPECTIONS], ()),
        causes_of_concern=_carried(origins, facts, facts.causes_of_concern, "causes_of_concern"),
        forthcoming=_carried(origins, facts, facts.forthcoming, "forthcoming"),
        newest=_newest(origins, facts),
        series=tuple(_past(origins, one, facts) for one in facts.series),
    )


def _in_phase(origins: Origins, facts: PaperFacts, committee: CommitteeFile) -> CommitteeFile:
    """Return the committee's file, the phase of monitoring at home where the paper names it."""
    given, monitoring = facts.paper.monitoring_phase, committee.monitoring
    if given is None or monitoring == "none":
        return committee
    source = facts.sources[f"inputs/{facts.meeting.isoformat()}/{PAPER}"]
    whole, inner = ("monitoring_phase",), ("monitoring_phase", "phase")
    trail = inner if inner in source.keys else whole
    phases = tuple(
        one.model_copy(
            update={
                "name": origins.copy(one.name, source, trail),
                "described": origins.copy(one.described, source, trail),
            }
        )
        if one.name.lower() == given.phase
        else one
        for one in monitoring.phases
    )
    now = monitoring.model_copy(update={"phases": phases})
    return committee.model_copy(update={"monitoring": now})


def _previous(origins: Origins, facts: PaperFacts, counts: Source) -> Any:
    """Return the last paper's counts, each figure at home where it is given."""
    if facts.previous is None:
        return None
    trail: Trail = ("previous",)
    source = counts
    if facts.last:
        trail, source = (), facts.sources[f"inputs/{facts.last.meeting}/{OPEN_COUNTS}"]
    origins.names["previous_as_at"] = source.key_place((*trail, "as_at"))
    made = origins.copy(facts.previous, source, trail)
    restated = {
        year: Figure(figure.to, counts.key_place(("restated", year)))
        for year, figure in facts.counts.restated.items()
    }
    return made.model_copy(update={"open": {**(made.open or {}), **restated}})


def _carried(origins: Origins, facts: PaperFacts, items: tuple[T, ...], key: str) -> tuple[T, ...]:
    """Return a list of `CARRIED_OVER`, each item at home in the file that gives it."""
    source = facts.sources[facts.given_in[key]]
    origins.names[key] = source.key_place((key,))
    listed = source.data[key]
    made = []
    for item in items:
        named = getattr(item, "name", None)
        found = [i for i, raw in enumerate(listed) if " ".join(raw["name"].split()) == named]
        made.append(origins.copy(item, source, (key, *found[:1])))
    return tuple(made)


def _past(origins: Origins, one: PastFigures, facts: PaperFacts) -> PastFigures:
    """Return the figures of one paper of a series, each at home in its own meeting's file."""
    source = facts.sources.get(f"inputs/{one.meeting.isoformat()}/{OPEN_COUNTS}")
    return one._replace(counts=origins.copy(one.counts, source, ())) if source else one


def _newest(origins: Origins, facts: PaperFacts) -> LastPaper | None:
    if facts.newest is None:
        return None
    source = facts.sources[f"inputs/{facts.newest.meeting}/{PAPER}"]
    phase = origins.copy(facts.newest.monitoring_phase, source, ("monitoring_phase",))
    return facts.newest._replace(monitoring_phase=phase)
