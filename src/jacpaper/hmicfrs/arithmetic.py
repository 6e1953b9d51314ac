"""The arithmetic of a paper: pure functions from counts and dates to counts and dates."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from jacpaper.facts.value_types import UNGRADED, Grade
from jacpaper.text.dates import When, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from jacpaper.hmicfrs.files import OpenCounts, OpenCountsFile, Report, ReportsFile
    from jacpaper.hmicfrs.paper import PastFigures
    from jacpaper.hmicfrs.paper_period import PaperPeriod

# Police Act 1996, section 55(5): within 56 days beginning with the day of publication.
_SECTION_55_DAYS = timedelta(days=55)

_NONE: Mapping[int, int] = MappingProxyType({})

# The template compares two papers in words; a trend needs three.
LEAST_TREND = 3


class YearMovement(NamedTuple):
    """How one report year's open items came from the last paper's: the figures always add up."""

    year: int
    previous: int
    new: int
    closed: int
    adjusted: int
    reopened: int = 0

    @property
    def now(self) -> int:
        """How many are open now."""
        return self.previous + self.new - self.closed + self.reopened + self.adjusted

    @property
    def change(self) -> int:
        """How many more are open now than in the last paper; negative if fewer."""
        return self.now - self.previous


class Movement(NamedTuple):
    """The movement of all report years, oldest first, and its totals."""

    rows: tuple[YearMovement, ...]
    closed_is_derived: bool = False
    has_previous: bool = True
    """False if the last paper's figures are not known: then nothing is known of what moved."""

    @property
    def total(self) -> YearMovement:
        """The sums of the columns; its year, 0, means nothing."""
        return YearMovement(
            0,
            sum(row.previous for row in self.rows),
            sum(row.new for row in self.rows),
            sum(row.closed for row in self.rows),
            sum(row.adjusted for row in self.rows),
            sum(row.reopened for row in self.rows),
        )

    @property
    def has_adjustments(self) -> bool:
        """True if any year was adjusted, even if the adjustments cancel out."""
        return any(row.adjusted for row in self.rows)

    @property
    def has_reopened(self) -> bool:
        """True if anything was opened again."""
        return any(row.reopened for row in self.rows)


class TrendPoint(NamedTuple):
    """A paper's totals among those of others; `total` adds up, as its rows do."""

    meeting: date
    total: YearMovement
    printed: int
    """How many were open as the paper printed it, before a later one put figures right."""


class ComparedGrade(NamedTuple):
    """The grade of an area and, where it was inspected before in the cycle, the one before."""

    area: str
    previous: Grade | None
    now: Grade

    @property
    def change(self) -> Literal["better", "worse", "the same", "not comparable"]:
        """How the grades compare, if both are given."""
        if self.previous is None or {self.previous, self.now} & {*UNGRADED}:
            return "not comparable"
        best_first = get_args(Grade)
        step = best_first.index(self.previous) - best_first.index(self.now)
        return "better" if step > 0 else "worse" if step else "the same"


class Listed(NamedTuple):
    """The reports that a paper lists, told apart by what they are to its period."""

    new: tuple[Report, ...] = ()
    """Those published in it."""
    older: tuple[Report, ...] = ()
    """Those published before it, and listed late."""
    later: tuple[Report, ...] = ()
    """Those published after it."""
    followed_up: tuple[Report, ...] = ()
    """Those that are only followed up."""


def listed(reports: ReportsFile, period: PaperPeriod) -> Listed:
    """Return the listed reports, told apart by what they are to the paper's period."""
    parts: dict[str, list[Report]] = {"new": [], "older": [], "later": [], "followed_up": []}
    for report in reports.reports:
        kind = "new"
        if report.followed_up:
            kind = "followed_up"
        elif period.begins_after(report.published):
            kind = "older"
        elif period.ends_before(report.published):
            kind = "later"
        parts[kind].append(report)
    return Listed(**{kind: tuple(found) for kind, found in parts.items()})


def report_year(report: Report) -> int:
    """Return the year that a report's items count for."""
    return report.published.first.year


def new_by_year(reports: ReportsFile, period: PaperPeriod) -> dict[int, int]:
    """Return how many recommendations and AFIs the reports added to the portal, by year.

    What is followed up had come in before; what came out after the period is not counted yet.
    """
    parts = listed(reports, period)
    return _items_by_year((*parts.new, *parts.older))


def later_by_year(reports: ReportsFile, period: PaperPeriod) -> dict[int, int]:
    """Return how many items the reports bring that came out after the period, by year."""
    return _items_by_year(listed(reports, period).later)


def _items_by_year(reports: Iterable[Report]) -> dict[int, int]:
    found: Counter[int] = Counter()
    for report in reports:
        if report.on_portal:
            found[report_year(report)] += items(report)
    return {year: count for year, count in sorted(found.items()) if count}


def added(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    """Return the sums of two figures for each year."""
    return {year: one.get(year, 0) + other.get(year, 0) for year in sorted({*one, *other})}


def items(report: Report) -> int:
    """Return how many recommendations and AFIs a report has for the force."""
    applicable = report.recommendations.applicable if report.recommendations else 0
    return applicable + len(report.areas_for_improvement)


def movement(
    counts: OpenCountsFile,
    previous: OpenCounts | None,
    reports: ReportsFile,
    period: PaperPeriod,
    brought: Mapping[int, int] = _NONE,
) -> Movement:
    """Return the movement by report year; `brought` is what came in with causes of concern.

    What is not given is derived: new from the reports and causes, closed from the other
    figures. A rise that nothing explains counts as an adjustment, since less
    than nothing cannot have been closed. Years at 0 throughout are left out: a
    year is shown once when it reaches 0. Without the last paper's figures, each
    year has as many before as now.
    """
    if previous is None:
        return _without_previous(counts)
    before, now = previous.by_year, counts.by_year
    new = counts.new if counts.new is not None else added(new_by_year(reports, period), brought)
    adjusted, reopened = counts.adjusted or {}, counts.reopened or {}
    rows = []
    for year in sorted({*before, *now, *new, *(counts.closed or {}), *adjusted, *reopened}):
        came = sum(part.get(year, 0) for part in (before, new, adjusted, reopened))
        gone = came - now.get(year, 0)
        closed = max(gone, 0) if counts.closed is None else counts.closed.get(year, 0)
        rest = adjusted.get(year, 0) + closed - gone
        row = YearMovement(
            year, before.get(year, 0), new.get(year, 0), closed, rest, reopened.get(year, 0)
        )
        # A typed adjustment without any other figure is shown too: a rule reports it.
        said = (row.previous, row.new, row.closed, row.adjusted, row.reopened, adjusted.get(year))
        if any(said):
            rows.append(row)
    return Movement(tuple(rows), closed_is_derived=counts.closed is None)


def _without_previous(counts: OpenCounts) -> Movement:
    rows = [
        YearMovement(year, number, 0, 0, 0)
        for year, number in sorted(counts.by_year.items())
        if number
    ]
    return Movement(tuple(rows), has_previous=False)


def trend(papers: Sequence[PastFigures]) -> tuple[TrendPoint, ...]:
    """Return the totals of consecutive papers, oldest first.

    A figure that a later paper corrected is shown corrected; the difference counts
    among the adjustments of the paper that had it wrong.
    """
    totals = [
        movement(one.counts, one.previous, one.reports, one.period, one.brought).total
        for one in papers
    ]
    return tuple(
        TrendPoint(
            one.meeting, total._replace(adjusted=total.adjusted + now - total.now), total.now
        )
        for one, total, now in zip(papers, totals, _corrected(papers, totals), strict=True)
    )


def _corrected(papers: Sequence[PastFigures], totals: Sequence[YearMovement]) -> Iterator[int]:
    """Yield the total of each paper, corrected by the next one if that one goes on from it."""
    for total, following in zip_longest(totals, papers[1:]):
        if following and following.previous and not following.counts.previous_why:
            yield sum(following.previous.by_year.values())
        else:
            yield total.now


def unmentioned_closures(
    counts: OpenCountsFile,
    previous: OpenCounts | None,
    reports: ReportsFile,
    period: PaperPeriod,
    brought: Mapping[int, int] = _NONE,
) -> dict[int, int]:
    """Return the closures that only the arithmetic shows; a negative one is a rise unexplained."""
    if counts.closed is not None or previous is None:
        return {}
    shown = movement(counts, previous, reports, period, brought)
    given = counts.adjusted or {}
    implied = {row.year: row.closed - row.adjusted + given.get(row.year, 0) for row in shown.rows}
    return {year: count for year, count in implied.items() if count}


def graded(grades: Mapping[str, Grade]) -> int:
    """Return how many areas were given a grade."""
    return sum(grade not in UNGRADED for grade in grades.values())


def grade_counts(
    grades: Mapping[str, Grade] | Mapping[Grade, int],
) -> tuple[tuple[Grade, int], ...]:
    """Return how often each grade was given, best first; grades not given are left out.

    They are counted by area, or given as counts already.
    """
    counts: Counter[str] = Counter()
    for key, value in grades.items():
        counts.update({key: value} if isinstance(value, int) else [value])
    best_first: tuple[Grade, ...] = get_args(Grade)
    return tuple((grade, counts[grade]) for grade in best_first if counts[grade])


def compared(report: Report) -> tuple[ComparedGrade, ...]:
    """Return each area with its grade before and now; nothing where they cannot be compared.

    Each cycle has its own questions and may have its own scale, so only grades of
    one cycle are compared, as HMICFRS itself cautioned when PEEL 2021/22 brought five.
    """
    before = report.previous_grades
    if before is None or before.cycle != report.cycle:
        return ()
    return tuple(
        ComparedGrade(area, before.grades.get(area), grade) for area, grade in report.grades.items()
    )


def section_55_day(published: When) -> When:
    """Return the last day for the policing body's comments, published + 55, as exact as known."""
    first, last = published.first + _SECTION_55_DAYS, published.last + _SECTION_55_DAYS
    return on(first) if first == last else When(first, last, "range", (on(first), on(last)))
