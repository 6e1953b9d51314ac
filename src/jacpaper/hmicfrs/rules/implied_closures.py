"""The rule `implied-closures`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs import arithmetic
from jacpaper.problems import counted
from jacpaper.project.layout import OPEN_COUNTS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jacpaper.hmicfrs.rules.case import Case

FILE = OPEN_COUNTS


def find(case: Case) -> Iterator[Finding]:
    """Where closures are not given, look for those, and the rises, that the figures imply."""
    facts, counts = case.facts, case.facts.counts
    implied = arithmetic.unmentioned_closures(
        counts, facts.previous, facts.reports, facts.period, facts.brought
    )
    closures = {year: count for year, count in implied.items() if count > 0}
    if "total" not in counts.notes and closures:
        yield _closures(case, closures)
    listed = {arithmetic.report_year(one) for one in facts.reports.reports if not one.followed_up}
    for year, count in implied.items():
        if count < 0 and year in listed and year not in counts.notes:
            yield Finding(
                facts.value_place(FILE, "open", year),
                f"{year} rose by {-count} more than the listed reports explain",
                f"correct the figures, or say why with notes: {{{year}: ...}}",
            )


def _closures(case: Case, closures: Mapping[int, int]) -> Finding:
    total = case.movement.total
    change = (
        f"{counted(abs(total.change), 'item', 'items')} {'more' if total.change > 0 else 'fewer'}"
    )
    compared = f"{change} than" if total.change else "as many as"
    given = ", ".join(f"{year}: {count}" for year, count in closures.items())
    number = sum(closures.values())
    are = "is" if abs(total.change) == 1 else "are"
    return Finding(
        case.facts.key_place(FILE, "open"),
        f"{total.new or 'nothing'} came in and {compared} in the last paper {are} open, so"
        f" {counted(number, 'closure is', 'closures are')} not mentioned ({given})",
        f"say so, as in closed: {{{given}}}, or answer with notes: {{total: ...}}",
    )


RULE = Rule(
    id="implied-closures",
    severity="warning",
    says="Closures that only the arithmetic shows are mentioned; a rise is explained.",
    why="Closures are the force's progress; members ask why they were not told of them.",
    source=PUBLISHED_PAPERS,
    example="No `closed`, and as many open as before",
    message=(
        "2 came in and as many as in the last paper are open, so 2 closures are not mentioned"
        " (2024: 1, 2025: 1)"
    ),
    answer="`closed: {2023: 6}`, or `notes: {total: ...}` in open-counts.yaml.",
    find=find,
)
