"""The rule `implied-closures`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.figures import arithmetic
from jacpaper.problems import counted
from jacpaper.project.layout import OPEN_COUNTS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jacpaper.rules.rule import Case

FILE = OPEN_COUNTS


def find(case: Case) -> Iterator[Finding]:
    """Where closures are not given, look for those, and the rises, that the figures imply."""
    facts, counts = case.facts, case.facts.counts
    implied = arithmetic.unmentioned_closures(counts, facts.previous, facts.reports)
    if "total" not in counts.notes and any(count > 0 for count in implied.values()):
        yield _closures(case, implied)
    listed = {report.published.year for report in facts.reports.reports}
    for year, count in implied.items():
        if count < 0 and year in listed and year not in counts.notes:
            yield Finding(
                facts.value_place(FILE, "open", year),
                f"{year} rose by {-count} more than the listed reports explain",
                f"correct the figures, or say why with notes: {{{year}: ...}}",
            )


def _closures(case: Case, implied: Mapping[int, int]) -> Finding:
    facts = case.facts
    closures = sum(implied.values())
    if closures <= 0:  # unexplained rises hide closures of other years
        closures = sum(count for count in implied.values() if count > 0)
    total = arithmetic.movement(facts.counts, facts.previous, facts.reports).total
    change = f"{abs(total.change)} {'more' if total.change > 0 else 'fewer'}"
    given = ", ".join(f"{year}: {count}" for year, count in implied.items() if count > 0)
    years = ", ".join(f"{year}: {count}" for year, count in implied.items())
    return Finding(
        facts.key_place(FILE, "open"),
        f"{total.new} came in and {change if total.change else 'as many'} are open"
        f"{' than' if total.change else ' as'} in the last paper, so"
        f" {counted(closures, 'closure is', 'closures are')} not mentioned ({years})",
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
        "2 came in and as many are open as in the last paper, so 2 closures are not mentioned"
        " (2024: 1, 2025: 1)"
    ),
    answer="`closed: {2023: 6}`, or `notes: {total: ...}` in open-counts.yaml.",
    find=find,
)
