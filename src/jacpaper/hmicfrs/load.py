"""All files that a meeting's paper draws on become `PaperFacts`, or a list of all that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.facts.committee import CommitteeFile
from jacpaper.hmicfrs.brought import brought
from jacpaper.hmicfrs.carried import CARRIED_OVER, listed
from jacpaper.hmicfrs.counted import COUNTS, Counter, put_right
from jacpaper.hmicfrs.files import OpenCountsFile, PaperFile, ReportsFile
from jacpaper.hmicfrs.inspections_file import InspectionsFile
from jacpaper.hmicfrs.paper import LastPaper, PaperFacts, PastFigures
from jacpaper.hmicfrs.period import check_period, cut_off, last_meeting, period_of
from jacpaper.hmicfrs.settings import settings_kept
from jacpaper.inputs.input_files import InputFiles
from jacpaper.inputs.kept_register import kept_register
from jacpaper.inputs.recorded import recorded
from jacpaper.inputs.unexpected import unexpected_files
from jacpaper.problems import Problems, in_order
from jacpaper.project.layout import INSPECTIONS, PAPER, REPORTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from jacpaper.facts.published import PublishedFile


class _MeetingFiles(NamedTuple):
    """The four files of a meeting."""

    paper: PaperFile
    reports: ReportsFile
    counts: OpenCountsFile
    inspections: InspectionsFile


class _Before(NamedTuple):
    """What older meetings' folders say: the last paper's, and what was recorded of each."""

    last: LastPaper | None
    records: Mapping[date, PublishedFile]


def load(project: Path, meeting: date) -> PaperFacts:
    """Read and validate every file that the paper of a meeting draws on.

    Raises:
        Problems: all mistakes of all files.
    """
    files = InputFiles(project, meeting)
    committee = files.read(CommitteeFile, "inputs/committee.yaml")
    own = _of_meeting(files, meeting)
    kept = kept_register(files)
    counter = Counter(files, kept)
    if committee:
        files.problems += settings_kept(files, committee)
    files.problems += unexpected_files(project, meeting, kept.file)
    records = {day: found for day in files.before if (found := recorded(files, day))}
    last = _last_paper(files, counter, records)
    published = recorded(files, meeting)
    if committee is None or own is None:
        raise Problems(files.problems)
    facts = _facts(files, counter, committee, own, _Before(last, records))
    if any(problem.severity == "error" for problem in files.problems):
        raise Problems(files.problems)
    questions = in_order(files.problems)
    facts = facts._replace(questions=questions, published=published, records=records)
    return _with_ledger(files, facts) if own.paper.has_ledger else facts


def _with_ledger(files: InputFiles, facts: PaperFacts) -> PaperFacts:
    """Return the facts with what older papers tell of the register's dates."""
    if facts.register is None:
        return facts
    from jacpaper.register.ledger.recorded import with_records  # noqa: PLC0415 - few papers ask

    register = with_records(facts.register, facts.records)
    return facts._replace(register=register._replace(before_last=_before_last(files, facts)))


def _before_last(files: InputFiles, facts: PaperFacts) -> date | None:
    """Return the day on which the paper before the last one counted; None: not known."""
    if facts.last is None:
        return None
    typed = facts.last.counts.previous
    if typed and typed != "unknown":
        return typed.day
    if typed == "unknown" or len(files.before) < 2:
        return None
    counts = files.of_meeting(OpenCountsFile, files.before[-2], COUNTS)
    return counts.day if counts else None


def _facts(
    files: InputFiles,
    counter: Counter,
    committee: CommitteeFile,
    own: _MeetingFiles,
    before: _Before,
) -> PaperFacts:
    """Put together what the files say; what is missing between them is noted."""
    last = before.last
    printed = counter.printed(own.counts, last)
    previous = put_right(printed, own.counts)
    counts = counter.filled(files.meeting, own.counts, previous)
    met = last_meeting(files, own.paper)
    ended = cut_off(last.meeting, last.period, last.counts) if last else None
    period = period_of(files.meeting, own.paper, own.counts, ended, met)
    check_period(files, own.paper, period)
    carried = {key: listed(files, files.meeting, key) for key in CARRIED_OVER}
    causes, forthcoming = carried["causes_of_concern"], carried["forthcoming"]
    told = last.causes_of_concern if last and not own.counts.previous_why else None
    came = brought(causes.items, told, own.reports, previous, period)
    present = PastFigures(files.meeting, counts, previous, own.reports, period, came)
    return PaperFacts(
        meeting=files.meeting,
        last_meeting=met,
        period=period,
        committee=committee,
        paper=own.paper,
        reports=own.reports,
        counts=counts,
        previous=previous,
        printed=printed,
        inspections=own.inspections,
        causes_of_concern=causes.items,
        brought=came,
        forthcoming=forthcoming.items,
        not_known=tuple(key for key, one in carried.items() if not one.is_known),
        given_in={key: one.file for key, one in carried.items()},
        newest=last,
        register=counter.on_days(counts, previous),
        series=_series(files, counter, present, before.records)
        if own.paper.trend_chart == "shown"
        else (),
        sources=files.sources,
    )


def _series(
    files: InputFiles,
    counter: Counter,
    present: PastFigures,
    records: Mapping[date, PublishedFile],
) -> tuple[PastFigures, ...]:
    from jacpaper.hmicfrs.series import series  # noqa: PLC0415 - few papers ask

    return series(files, counter, present, records)


def _of_meeting(files: InputFiles, day: date) -> _MeetingFiles | None:
    """Read the files of a meeting; None: at least one has errors."""
    paper = files.of_meeting(PaperFile, day, PAPER)
    reports = files.of_meeting(ReportsFile, day, REPORTS)
    counts = files.of_meeting(OpenCountsFile, day, COUNTS)
    inspections = files.of_meeting(InspectionsFile, day, INSPECTIONS)
    if paper and reports and counts and inspections:
        return _MeetingFiles(paper, reports, counts, inspections)
    return None


def _last_paper(
    files: InputFiles, counter: Counter, records: Mapping[date, PublishedFile]
) -> LastPaper | None:
    """Read what the paper before this one says; None: there is no folder, or it has errors."""
    if not files.before:
        return None
    day = files.before[-1]
    of_last = _of_meeting(files, day)
    if of_last is None:
        return None
    causes = listed(files, day, "causes_of_concern")
    return LastPaper(
        meeting=day,
        period=of_last.paper.period,
        monitoring_phase=of_last.paper.monitoring_phase,
        reports=of_last.reports,
        counts=counter.opened(day, of_last.counts),
        causes_of_concern=causes.items if causes.is_known else None,
        held=of_last.inspections.held,
        forthcoming=listed(files, day, "forthcoming").items,
        published=records.get(day),
    )
