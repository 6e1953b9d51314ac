"""The recommendations that came in with a cause of concern, and not with a listed report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jacpaper.hmicfrs import arithmetic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jacpaper.hmicfrs.causes import CauseOfConcern
    from jacpaper.hmicfrs.files import OpenCounts, ReportsFile
    from jacpaper.hmicfrs.paper_period import PaperPeriod


def brought(
    causes: Iterable[CauseOfConcern],
    last: Iterable[CauseOfConcern] | None,
    reports: ReportsFile,
    previous: OpenCounts | None,
    period: PaperPeriod,
) -> Mapping[int, int]:
    """Return how many recommendations the causes of concern brought, by report year.

    A cause brings its own where it is new, or is on the portal for the first time, and no
    listed report can have brought them. `last` is what the last paper had; None: not known.
    """
    before = None if last is None else {cause.name: cause for cause in last}
    by_reports = arithmetic.new_by_year(reports, period)
    titles = [report.title.casefold() for report in reports.reports]
    found: Counter[int] = Counter()
    for cause in causes:
        year, number = cause.report_year, cause.made
        number = cause.still_open if number is None else number
        if year is None or number is None or not cause.on_portal or cause.closed:
            continue
        source = (cause.raised_by or "").casefold()
        listed = any(title in source for title in titles) if source else year in by_reports
        if not listed and _is_new(cause, before, previous, period):
            found[year] += number
    return {year: count for year, count in sorted(found.items()) if count}


def _is_new(
    cause: CauseOfConcern,
    before: Mapping[str, CauseOfConcern] | None,
    previous: OpenCounts | None,
    period: PaperPeriod,
) -> bool:
    """Return whether the last paper's figures cannot have had the cause's recommendations."""
    if before is not None and cause.name in before:
        return not before[cause.name].on_portal
    if cause.raised:
        # Where the last paper may have had it, what lies in doubt is not new: it would add closures
        # that nobody made.
        is_sure = before is not None or period.has_begun_by(cause.raised)
        return is_sure and period.has(cause.raised)
    if not cause.accelerated:
        return False  # a report raised it
    if before is not None:
        return True
    # Nothing says when it was raised: it is new if nothing of its year was open before.
    return previous is not None and not previous.by_year.get(cause.report_year or 0)
