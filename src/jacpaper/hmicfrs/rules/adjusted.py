"""The rule `adjusted`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.project.layout import OPEN_COUNTS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case

FILE = OPEN_COUNTS


def find(case: Case) -> Iterator[Finding]:
    """Look at each year that is adjusted, and for a note that gives the reason."""
    counts = case.facts.counts
    for year, number in (counts.adjusted or {}).items():
        if number and year not in counts.notes:
            yield Finding(
                case.facts.value_place(FILE, "adjusted", year),
                f"{year} is adjusted by {number:+d}, and no reason is given",
                f"say why with notes: {{{year}: ...}}",
            )


RULE = Rule(
    id="adjusted",
    severity="warning",
    says="Each adjustment has its reason.",
    why="Members ask why a figure rose or fell, if nothing came in and nothing was closed.",
    source=PUBLISHED_PAPERS,
    example="`adjusted: {2024: 2}` without a note on 2024",
    message="2024 is adjusted by +2, and no reason is given",
    answer="`notes: {2024: ...}` in open-counts.yaml.",
    find=find,
)
