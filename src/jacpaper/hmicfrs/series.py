"""The figures of the last papers, for a trend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.hmicfrs.brought import brought
from jacpaper.hmicfrs.carried import carry_over
from jacpaper.hmicfrs.counted import COUNTS, put_right
from jacpaper.hmicfrs.files import OpenCounts, OpenCountsFile, PaperFile, ReportsFile
from jacpaper.hmicfrs.paper import PastFigures
from jacpaper.hmicfrs.period import CutOff, cut_off, period_of
from jacpaper.project.layout import LOOK_BACK, PAPER, REPORTS, named
from jacpaper.text import dates

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jacpaper.facts.published import PublishedFile
    from jacpaper.hmicfrs.causes import CauseOfConcern
    from jacpaper.hmicfrs.counted import Counter
    from jacpaper.inputs.input_files import InputFiles
    from jacpaper.text.dates import When

# What is counted in a report: a trend need not wait until an old report's words are right.
_COUNTED = {
    "title", "published", "url", "recommendations", "areas_for_improvement", "on_portal",
    "followed_up",
}  # fmt: skip
_OF_A_PERIOD = {"item", "title", "monitoring_phase", "period", "last_meeting", "causes_of_concern"}


def series(
    files: InputFiles,
    counter: Counter,
    present: PastFigures,
    records: Mapping[date, PublishedFile],
) -> tuple[PastFigures, ...]:
    """Return the figures of up to `LOOK_BACK` papers, oldest first; `present` is the last.

    Nothing is returned where a paper has errors; they are noted.
    """
    found: list[PastFigures] = []
    before: OpenCounts | None = None
    ended: CutOff | None = None
    told: tuple[CauseOfConcern, ...] | None = None
    # One paper more than is shown: the oldest shown has its previous figures from it.
    for day in files.before[-LOOK_BACK:]:
        paper = files.read(PaperFile, named(day, PAPER), _without_lists)
        counts = files.of_meeting(OpenCountsFile, day, COUNTS)
        reports = files.read(ReportsFile, named(day, REPORTS), _without_words)
        if not (paper and counts and reports):
            return ()
        counts = _as_recorded(counts, records.get(day))
        typed = counts.previous
        if typed and typed != "unknown" and (typed.why or not before):
            # The paper before the oldest folder may be gone: nothing says what came in since.
            before = counter.opened(day, typed, "previous")
        causes = _causes(paper, told)
        period = period_of(day, paper, counts, ended, _met(paper, ended))
        if right := put_right(before, counts):
            counts = counter.filled(day, counts, right)
            known = None if counts.previous_why else told
            came = brought(causes or (), known, reports, right, period)
            found.append(PastFigures(day, counts, right, reports, period, came))
        told = causes
        before = counter.opened(day, counts)
        ended = cut_off(day, paper.period, counts)
    return (*found, present)[-LOOK_BACK:]


def _as_recorded(counts: OpenCountsFile, published: PublishedFile | None) -> OpenCountsFile:
    """Return an older paper's counts with what it printed of those that are not typed.

    The register has gone on since: today it may have other figures for that day.
    """
    if published is None or published.reopened:
        return counts
    years, is_typed = published.figures.years, counts.open is not None
    printed: dict[str, dict[int, int]] = {}
    for key in ("open", "new", "closed", "reopened"):
        values = {year: getattr(row, key) for year, row in years.items()}
        # With what is typed as open, what nobody knew is worked out as it was then.
        if getattr(counts, key) is None and not (is_typed and None in values.values()):
            printed[key] = {year: value or 0 for year, value in values.items()}
    return counts.model_copy(update=printed)


def _causes(
    paper: PaperFile, told: tuple[CauseOfConcern, ...] | None
) -> tuple[CauseOfConcern, ...] | None:
    """Return the causes of an older paper, which may be those of the one before; None: unknown."""
    given = paper.causes_of_concern
    if given is None:
        return None if told is None else carry_over(told)
    return None if given == "unknown" else given


def _met(paper: PaperFile, ended: CutOff | None) -> When | None:
    """Return when the Committee had met last before an older paper; None: not known."""
    typed = paper.last_meeting
    if typed and (typed.why or not ended):
        return None if typed.day == "unknown" else typed.day
    return dates.on(ended.meeting) if ended else None


def _without_lists(data: Any) -> Any:
    """Return the data of a paper.yaml with what its period hangs on, and no more."""
    if not isinstance(data, dict):
        return data
    return {key: value for key, value in data.items() if key in _OF_A_PERIOD}


def _without_words(data: Any) -> Any:
    """Return the data of a reports.yaml with what is counted in each report, and no more."""
    reports = data.get("reports") if isinstance(data, dict) else None
    if not isinstance(reports, list):
        return data
    return {
        "reports": [
            {key: value for key, value in report.items() if key in _COUNTED}
            if isinstance(report, dict)
            else report
            for report in reports
        ]
    }
