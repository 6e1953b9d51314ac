"""The period of a paper, and the meeting before it: as typed, or as older files tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.hmicfrs.paper_period import PaperPeriod, day_before
from jacpaper.inputs.recorded import when
from jacpaper.problems import Problem
from jacpaper.project.layout import PAPER
from jacpaper.text import dates

if TYPE_CHECKING:
    from datetime import date

    from jacpaper.facts.value_types import Unknown
    from jacpaper.hmicfrs.files import OpenCounts, OpenCountsFile, PaperFile, Period
    from jacpaper.inputs.input_files import InputFiles
    from jacpaper.text.dates import When


class CutOff(NamedTuple):
    """Where the paper of a meeting ended; `until` None: only its meeting is known."""

    meeting: date
    until: When | None


def cut_off(meeting: date, period: Period | None, counts: OpenCounts) -> CutOff:
    """Return where a paper ended: its period as typed, or else the day of its counts."""
    if period and period.last:
        return CutOff(meeting, dates.on(period.last))
    return CutOff(meeting, None if counts.as_at == "unknown" else counts.as_at)


def until(meeting: date, period: Period | None, counts: OpenCounts) -> str:
    """Return the last day that a paper is about, as it is recorded."""
    return when(cut_off(meeting, period, counts).until or dates.on(meeting))


def last_meeting(files: InputFiles, paper: PaperFile) -> When | None:
    """Return when the Committee last met: as it is typed, or the newest folder; None: unknown."""
    typed = paper.last_meeting
    if files.before and not (typed and typed.why):
        if typed:
            _not_needed(files, typed.day)
        return dates.on(files.before[-1])
    if typed is None:
        how = "write its date, as in\nlast_meeting: 2025-09-25, or last_meeting: unknown"
        files.miss(files.meeting, PAPER, "last_meeting", how)
    if typed is None or typed.day == "unknown":
        return None
    _check_order(files, typed.day)
    return typed.day


def period_of(
    meeting: date,
    paper: PaperFile,
    counts: OpenCountsFile,
    last: CutOff | None,
    met: When | None,
) -> PaperPeriod:
    """Return the days that a paper is about; `met` is when the Committee last met.

    Left out, they go from the day after the last paper's period (else its counts, else its
    meeting) to the day of these counts, else to the meeting.
    """
    after, is_after_meeting = _after(paper, counts, last, met)
    until = cut_off(meeting, paper.period, counts).until
    if until and after and until.last <= after.first and not paper.period:
        until = None  # the rule `periods-join` asks about such a day of counting
    return PaperPeriod(after, until or dates.on(meeting), is_after_meeting, until is None)


def check_period(files: InputFiles, paper: PaperFile, period: PaperPeriod) -> None:
    """Note a period that ends before it begins."""
    first = paper.period and paper.period.first
    if first and first > period.until.last:
        fault = f"the period begins on {dates.long(first)}, after its end, {period.until}"
        place = files.source(files.meeting, PAPER).value_place(("period", "from"))
        files.problems.append(Problem(place, fault, "correct one of the two"))


def _after(
    paper: PaperFile, counts: OpenCountsFile, last: CutOff | None, met: When | None
) -> tuple[When | None, bool]:
    """Return what the period begins after, and whether that is the last meeting."""
    if paper.period and paper.period.first:
        return day_before(paper.period.first), False
    typed = None if counts.previous == "unknown" else counts.previous
    if last and not (typed and typed.why):
        held = dates.on(last.meeting)
        return (last.until, False) if last.until else (held, met == held)
    if typed and typed.as_at != "unknown":
        return typed.as_at, False
    return met, True


def _not_needed(files: InputFiles, typed: When | Unknown) -> None:
    folder = files.before[-1]
    place = files.source(files.meeting, PAPER).key_place(("last_meeting",))
    if typed == "unknown" or typed.first <= folder <= typed.last:
        fault = f'"last_meeting" is not needed: inputs/{folder.isoformat()} gives it'
        day = "unknown"
    else:
        fault = f"the last meeting is said to be {typed}, but inputs/{folder.isoformat()} is of"
        fault += f" {dates.long(folder)}"
        day = "unknown"
        if typed.first > folder:
            day = typed.day.isoformat() if typed.day else str(typed)
    hint = "delete it; if the Committee has met since without this paper, say so, as in\n"
    hint += f"last_meeting: {{day: {day}, why: ...}}"
    files.problems.append(Problem(place, fault, hint))


def _check_order(files: InputFiles, met: When) -> None:
    """A last meeting lies before this one, and not before one that has a folder."""
    fault = ""
    if met.first >= files.meeting:
        fault = f"the last meeting is not before this one, {dates.long(files.meeting)}"
    elif files.before and met.last <= files.before[-1]:
        folder = files.before[-1].isoformat()
        fault = f"the last meeting is not after the one of inputs/{folder}"
    if fault:
        place = files.source(files.meeting, PAPER).value_place(("last_meeting", "day"))
        files.problems.append(Problem(place, fault, "correct the date"))
