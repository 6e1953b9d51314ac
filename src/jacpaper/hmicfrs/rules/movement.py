"""The rule `movement`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs import arithmetic
from jacpaper.project.layout import OPEN_COUNTS
from jacpaper.rules.rule import ARITHMETIC, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case

FILE = OPEN_COUNTS


def find(case: Case) -> Iterator[Finding]:
    """Add up previous + new - closed + reopened + adjusted for every year."""
    facts, counts = case.facts, case.facts.counts
    if not case.movement.has_previous:
        yield from _from_nothing(case)
        return
    given, is_typed = counts.adjusted or {}, "closed" in facts.written(FILE)
    for row in case.movement.rows:
        if not is_typed and row.year not in given:
            continue  # a rise that nothing explains is for the rule older-year
        adjusted = given.get(row.year, 0)
        made = row.now - row.adjusted + adjusted
        if made != row.now:
            closed = "" if case.movement.closed_is_derived else f", -{row.closed} closed"
            others = f", +{row.reopened} reopened" if row.reopened else ""
            others += f", {adjusted:+d} adjusted" if adjusted else ""
            later = _came_later(case, row.year)
            yield Finding(
                facts.value_place(FILE, "open", row.year),
                f"{row.year}: {row.previous} in the last paper, +{row.new} new"
                f"{closed}{others} make {made}, but {row.now} are said to be open",
                f"correct one of the figures, or write adjusted: {{{row.year}: {row.adjusted}}},"
                f" and why\nwith notes: {{{row.year}: ...}}{later}",
            )


def _came_later(case: Case, year: int) -> str:
    """Return what the hint says of reports that came out after the paper's period, if any did."""
    if year not in arithmetic.later_by_year(case.facts.reports, case.facts.period):
        return ""
    return (
        f". What reports published after {case.facts.period.until} bring does not count yet; if"
        f"\nit does, give new: {{{year}: ...}}"
    )


def _from_nothing(case: Case) -> Iterator[Finding]:
    """Look for figures that need those of the last paper, where these are not known."""
    for key in ("new", "closed", "reopened", "adjusted", "restated"):
        if getattr(case.facts.counts, key):
            yield Finding(
                case.facts.key_place(FILE, key),
                f'"{key}" cannot be shown, as the last paper\'s figures are said to be unknown',
                f"delete {key}, or give previous: with the last paper's figures",
            )


RULE = Rule(
    id="movement",
    severity="error",
    says=(
        "Where closures or adjustments are given:"
        " previous + new - closed + reopened + adjusted = now."
    ),
    why="The table shows how each figure came from the last paper's; it has to add up.",
    source=ARITHMETIC,
    example="`closed: {2024: 2}`, where one was closed",
    message="2024: 4 in the last paper, +0 new, -2 closed make 2, but 3 are said to be open",
    answer="Correct a figure, or give `adjusted: {2024: 1}` and why, with `notes: {2024: ...}`.",
    find=find,
)
