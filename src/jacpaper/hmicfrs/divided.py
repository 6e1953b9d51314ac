"""Counts that the officer keeps beside those by report year: by status or rating, and by report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.text.comparing import comparable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jacpaper.hmicfrs.further_counts import OpenBy, ReportCounts


class DividedRow(NamedTuple):
    """How many open items have one status or rating."""

    name: str
    now: int
    previous: int | None
    """In the last paper; None: it does not say."""


class Division(NamedTuple):
    """The open items by status or rating, in the officer's order; then what there was before."""

    rows: tuple[DividedRow, ...]

    @property
    def now(self) -> int:
        """How many are open now."""
        return sum(row.now for row in self.rows)

    @property
    def previous(self) -> int | None:
        """How many were open in the last paper; None: it does not say."""
        known = [row.previous for row in self.rows if row.previous is not None]
        return sum(known) if known else None


class ReportTotals(NamedTuple):
    """What became of the items of all reports listed; None: it is not known of each."""

    reports: int
    made: int | None
    closed: int | None
    open: int


def division(now: Mapping[str, int], before: Mapping[str, int] | None) -> Division:
    """Return the counts now beside those of the last paper, if it has any."""
    if not before:
        return Division(tuple(DividedRow(name, count, None) for name, count in now.items()))
    old = {comparable(name): count for name, count in before.items()}
    rows = [DividedRow(name, count, old.get(comparable(name), 0)) for name, count in now.items()]
    named = {comparable(name) for name in now}
    gone = [(name, count) for name, count in before.items() if comparable(name) not in named]
    return Division((*rows, *(DividedRow(name, 0, count) for name, count in gone if count)))


def divisions(now: OpenBy | None, before: OpenBy | None) -> dict[str, Division]:
    """Return the division by status and by rating, where it is given."""
    given = {"status": now.status, "rating": now.rating} if now else {}
    return {
        kind: division(counts, getattr(before, kind) if before else None)
        for kind, counts in given.items()
        if counts
    }


def report_totals(reports: Sequence[ReportCounts]) -> ReportTotals:
    """Return the sums over the reports."""
    return ReportTotals(
        len(reports),
        _sum([one.made for one in reports]),
        _sum([one.closed for one in reports]),
        sum(one.open for one in reports),
    )


def _sum(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None
