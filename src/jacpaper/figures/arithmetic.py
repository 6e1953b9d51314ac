"""The arithmetic of a paper: pure functions from counts and dates to counts and dates."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from jacpaper.facts.value_types import UNGRADED, Grade

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from datetime import date

    from jacpaper.facts.files import OpenCounts, OpenCountsFile, Report, ReportsFile
    from jacpaper.facts.paper import PastFigures

# Police Act 1996, section 55(5): within 56 days beginning with the day of publication.
_SECTION_55_DAYS = timedelta(days=55)

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


def by_year(counts: OpenCounts) -> dict[int, int]:
    """Return the open counts by year, without a typed total."""
    return {year: count for year, count in counts.open.items() if year != "total"}


def new_by_year(reports: ReportsFile) -> dict[int, int]:
    """Return how many recommendations and AFIs the reports added to the portal, by year."""
    new: Counter[int] = Counter()
    for report in reports.reports:
        if report.on_portal:
            new[report.published.year] += items(report)
    return {year: count for year, count in sorted(new.items()) if count}


def items(report: Report) -> int:
    """Return how many recommendations and AFIs a report has for the force."""
    applicable = report.recommendations.applicable if report.recommendations else 0
    return applicable + len(report.areas_for_improvement)


def movement(counts: OpenCountsFile, previous: OpenCounts, reports: ReportsFile) -> Movement:
    """Return the movement by report year.

    What is not given is derived: new from the reports, closed from the other
    figures. A rise that nothing explains counts as an adjustment, since less
    than nothing cannot have been closed. Years at 0 throughout are left out: a
    year is shown once when it reaches 0.
    """
    before, now = by_year(previous), by_year(counts)
    new = counts.new if counts.new is not None else new_by_year(reports)
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


def trend(papers: Sequence[PastFigures]) -> tuple[TrendPoint, ...]:
    """Return the totals of consecutive papers, oldest first.

    A figure that a later paper corrected is shown corrected; the difference counts
    among the adjustments of the paper that had it wrong.
    """
    totals = [movement(one.counts, one.previous, one.reports).total for one in papers]
    corrected = [sum(by_year(one.previous).values()) for one in papers[1:]]
    return tuple(
        TrendPoint(
            one.meeting,
            # What was opened again is neither new nor closed.
            total._replace(reopened=0, adjusted=total.adjusted + total.reopened + now - total.now),
        )
        for one, total, now in zip(
            papers, totals, [*corrected, *(t.now for t in totals[-1:])], strict=True
        )
    )


def unmentioned_closures(
    counts: OpenCountsFile, previous: OpenCounts, reports: ReportsFile
) -> dict[int, int]:
    """Return the closures that only the arithmetic shows; a negative one is a rise unexplained."""
    if counts.closed is not None:
        return {}
    shown = movement(counts, previous, reports)
    given = counts.adjusted or {}
    implied = {row.year: row.closed - row.adjusted + given.get(row.year, 0) for row in shown.rows}
    return {year: count for year, count in implied.items() if count}


def graded(grades: Mapping[str, Grade]) -> int:
    """Return how many areas were given a grade."""
    return sum(grade not in UNGRADED for grade in grades.values())


def grade_counts(grades: Mapping[str, Grade]) -> tuple[tuple[Grade, int], ...]:
    """Return how often each grade was given, best first; grades not given are left out."""
    counts = Counter(grades.values())
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


def section_55_day(published: date) -> date:
    """Return the last day for the policing body's comments: published + 55."""
    return published + _SECTION_55_DAYS


def publication_day(meeting: date, clear_days: int, bank_holidays: Container[date]) -> date:
    """Return the last day on which papers may go out for a meeting.

    Between it and the meeting lie so many clear working days: neither day
    counts itself, nor do Saturdays, Sundays and bank holidays.
    """
    day, left = meeting, clear_days + 1
    while left:
        day -= timedelta(days=1)
        if day.weekday() < 5 and day not in bank_holidays:
            left -= 1
    return day
