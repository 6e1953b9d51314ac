"""Whether a meeting's paper keeps to the settings of committee.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.problems import Problem, did_you_mean
from jacpaper.project.layout import PAPER
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from jacpaper.facts.committee import CommitteeFile
    from jacpaper.hmicfrs.files import PaperFile
    from jacpaper.inputs.input_files import InputFiles
    from jacpaper.text.yaml_source import Source

_PHASE = "monitoring_phase"


def settings_kept(
    files: InputFiles, committee: CommitteeFile, paper: PaperFile
) -> Iterator[Problem]:
    """Yield what this meeting's paper.yaml says against committee.yaml."""
    source = files.source(files.meeting, PAPER)
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
    known = [*(phase.name.lower() for phase in monitoring.phases), "unknown"]
    if given is None:
        place = source.value_place(())
        yield Problem(place, f'"{_PHASE}" is missing', f"write one of {', '.join(known)}")
    elif given.phase not in known:
        place = source.value_place((_PHASE, "phase"))
        fault = f'"{given.phase}" is not one of {", ".join(known)}'
        yield Problem(place, fault, did_you_mean(given.phase, known))
    elif given.since and given.since.first > meeting:
        fault = f"the phase begins after the meeting on {long(meeting)}"
        yield Problem(source.value_place((_PHASE, "since")), fault, "correct the date")
