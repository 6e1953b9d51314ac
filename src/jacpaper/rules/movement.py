"""The rule `movement`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.figures import arithmetic
from jacpaper.project.layout import OPEN_COUNTS
from jacpaper.rules.rule import ARITHMETIC, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.rules.rule import Case

FILE = OPEN_COUNTS


def find(case: Case) -> Iterator[Finding]:
    """Add up previous + new - closed + reopened + adjusted for every year."""
    facts, counts = case.facts, case.facts.counts
    if "closed" not in facts.written(FILE):
        return
    given = counts.adjusted or {}
    for row in arithmetic.movement(counts, facts.previous, facts.reports).rows:
        adjusted = given.get(row.year, 0)
        made = row.now - row.adjusted + adjusted
        if made != row.now:
            others = f", +{row.reopened} reopened" if row.reopened else ""
            others += f", {adjusted:+d} adjusted" if adjusted else ""
            yield Finding(
                facts.value_place(FILE, "open", row.year),
                f"{row.year}: {row.previous} in the last paper, +{row.new} new, -{row.closed}"
                f" closed{others} make {made}, but {row.now} are said to be open",
                f"correct one of the figures, or write adjusted: {{{row.year}: {row.adjusted}}}",
            )


RULE = Rule(
    id="movement",
    severity="error",
    says="Where closures are given: previous + new - closed + reopened + adjusted = now.",
    why="The table shows how each figure came from the last paper's; it has to add up.",
    source=ARITHMETIC,
    example="`closed: {2024: 2}`, where one was closed",
    message="2024: 4 in the last paper, +0 new, -2 closed make 2, but 3 are said to be open",
    answer="Correct a figure, or give `adjusted: {2024: 1}`.",
    find=find,
)
