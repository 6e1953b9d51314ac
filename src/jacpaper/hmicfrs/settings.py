"""Whether a meeting's paper keeps to the settings of committee.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs.files import PaperFile
from jacpaper.problems import Problem, did_you_mean
from jacpaper.project.layout import PAPER, named
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from jacpaper.facts.committee import CommitteeFile
    from jacpaper.inputs.input_files import InputFiles
    from jacpaper.text.yaml_source import Source

_PHASE = "monitoring_phase"


def settings_kept(files: InputFiles, committee: CommitteeFile) -> Iterator[Problem]:
    """Yield what this meeting's paper.yaml says against committee.yaml.

    Of a file that has other mistakes the phase is looked at, so that all are listed at once.
    """
    paper = files.of_meeting(PaperFile, files.meeting, PAPER)
    source = files.sources.get(named(files.meeting, PAPER))
    if source is None:
        return
    if paper is None:
        yield from _phase_as_typed(committee, source)
        return
    yield from _phase(committee, paper, source, files.meeting)
    status = paper.status
    if status and status != "draft" and status.cleared > files.meeting:
        fault = f"it cannot be cleared after the meeting on {long(files.meeting)}"
        yield Problem(source.value_place(("status", "cleared")), fault, "correct the date")
    if paper.section_55 == "shown" and committee.section_55 == "does not apply":
        fault = "section 55 does not apply, as committee.yaml says, and cannot be shown"
        yield Problem(source.value_place(("section_55",)), fault, "delete the line")


def _phase(
    committee: CommitteeFile, paper: PaperFile, source: Source, meeting: date
) -> Iterator[Problem]:
    given, monitoring = paper.monitoring_phase, committee.monitoring
    if given and given.phase == "unknown":
        for key in [key for key in ("since", "why") if getattr(given, key)]:
            fault = f'"{key}" cannot be shown, as nothing is said of a phase that is unknown'
            hint = f"delete {key}; what members should know of it can stand in background"
            yield Problem(source.key_place((_PHASE, key)), fault, hint)
    if monitoring == "none":
        if given and given.phase != "unknown":
            fault = "there are no phases of monitoring, as committee.yaml says"
            yield Problem(source.key_place((_PHASE,)), fault, "delete the line")
        return
    known = _phases(committee)
    if given is None:
        place = source.value_place(())
        yield Problem(place, f'"{_PHASE}" is missing', f"write one of {', '.join(known)}")
    elif given.phase not in known:
        yield _other_phase(given.phase, known, source)
    elif given.since and given.since.first > meeting:
        fault = f"the phase begins after the meeting on {long(meeting)}"
        yield Problem(source.value_place((_PHASE, "since")), fault, "correct the date")


def _phase_as_typed(committee: CommitteeFile, source: Source) -> Iterator[Problem]:
    typed = source.data.get(_PHASE) if isinstance(source.data, dict) else None
    phase = typed.get("phase") if isinstance(typed, dict) else typed
    known = _phases(committee)
    if known and isinstance(phase, str) and phase.strip() and phase not in known:
        yield _other_phase(phase, known, source)


def _phases(committee: CommitteeFile) -> list[str]:
    """Return what may be said of the phase; nothing, if there are none."""
    if committee.monitoring == "none":
        return []
    return [*(phase.name.lower() for phase in committee.monitoring.phases), "unknown"]


def _other_phase(phase: str, known: list[str], source: Source) -> Problem:
    place = source.value_place((_PHASE, "phase"))
    fault = f'"{phase}" is not one of {", ".join(known)}'
    return Problem(place, fault, did_you_mean(phase, known))
