"""The figures of the last papers, for a trend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.facts.files import OpenCountsFile, ReportsFile
from jacpaper.facts.paper import PastFigures
from jacpaper.inputs.counted import COUNTS, put_right
from jacpaper.inputs.input_files import named
from jacpaper.project.layout import LOOK_BACK, REPORTS

if TYPE_CHECKING:
    from jacpaper.inputs.counted import Counter
    from jacpaper.inputs.input_files import InputFiles

# What is counted in a report: a trend need not wait until an old report's words are right.
_COUNTED = {"title", "published", "url", "recommendations", "areas_for_improvement", "on_portal"}


def series(files: InputFiles, counter: Counter, present: PastFigures) -> tuple[PastFigures, ...]:
    """Return the figures of up to `LOOK_BACK` papers, oldest first; `present` is the last.

    Nothing is returned where a paper has errors; they are noted.
    """
    found: list[PastFigures] = []
    before = None
    # One paper more than is shown: the oldest shown has its previous figures from it.
    for day in files.before[-LOOK_BACK:]:
        counts = files.of_meeting(OpenCountsFile, day, COUNTS)
        reports = files.read(ReportsFile, named(day, REPORTS), _without_words)
        if not (counts and reports):
            return ()
        # The paper before the oldest folder may be gone: nothing says what came in since.
        given = counts.previous and counter.opened(day, counts.previous, "previous")
        if previous := before or given:
            right = put_right(previous, counts)
            counts = counter.filled(day, counts, right)
            found.append(PastFigures(day, counts, right, reports))
        before = counter.opened(day, counts)
    return (*found, present)[-LOOK_BACK:]


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
