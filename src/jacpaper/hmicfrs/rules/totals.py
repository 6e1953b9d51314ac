"""The rule `totals`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.project.layout import OPEN_COUNTS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case

FILE = OPEN_COUNTS


def find(case: Case) -> Iterator[Finding]:
    """Look for a total among this paper's open counts, and among the last one's."""
    counts = case.facts.counts
    previous = None if counts.previous == "unknown" else counts.previous
    for trail, part in ((("open",), counts), (("previous", "open"), previous)):
        if part and "total" in (part.open or {}):
            yield Finding(
                case.facts.key_place(FILE, *trail, "total"),
                f"the total is worked out: it is {sum(part.by_year.values())}",
                "delete this line",
            )


RULE = Rule(
    id="totals",
    severity="error",
    says="Totals are worked out, never typed.",
    why="A total that is typed stays as it was when a figure above it changes.",
    source=PUBLISHED_PAPERS,
    example="`total: 15` below the years that it adds up",
    message="the total is worked out: it is 15",
    answer="Delete the total.",
    find=find,
)
