"""The rule `previous-matches`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.project.layout import OPEN_COUNTS
from jacpaper.rules.rule import LAST_PAPER, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.files import OpenCounts
    from jacpaper.hmicfrs.rules.case import Case

FILE = OPEN_COUNTS


def find(case: Case) -> Iterator[Finding]:
    """Compare what is typed of the last paper with what that paper said."""
    facts, counts = case.facts, case.facts.counts
    if facts.printed is None:
        return
    said = facts.printed.by_year
    for year, figure in counts.restated.items():
        if said.get(year, 0) != figure.was:
            yield Finding(
                facts.value_place(FILE, "restated", year, "from"),
                f"the last paper said {said.get(year, 0)} for {year}, not {figure.was}",
                f"write from: {said.get(year, 0)}",
            )
        elif figure.was == figure.to:
            yield Finding(
                facts.value_place(FILE, "restated", year, "to"),
                f"{year} is restated from {figure.was} to {figure.to}, which puts nothing right",
                "correct to:, or delete the line",
            )
    typed = counts.previous
    if facts.last and typed and typed != "unknown":
        yield from _differences(case, typed, facts.last.counts)


def _differences(case: Case, typed: OpenCounts, told: OpenCounts) -> Iterator[Finding]:
    facts = case.facts
    ours, theirs = typed.by_year, told.by_year
    for year in sorted({*ours, *theirs}):
        before, now = theirs.get(year, 0), ours.get(year, 0)
        if before != now and year not in facts.counts.restated:
            yield Finding(
                facts.value_place(FILE, "previous", "open", year),
                f"the last paper said {before} for {year}, not {now}",
                "delete previous: the figures come from the last meeting's folder. If the last"
                f" paper was wrong,\nwrite restated: {{{year}: {{from: {before}, to: {now},"
                " why: ...}}; if another paper came between, give its\nfigures under previous"
                " with why: ...",
            )


RULE = Rule(
    id="previous-matches",
    severity="error",
    says="The previous column is the last paper's, year by year, unless a figure is restated.",
    why="Members lay the two papers side by side, and ask which of two figures was wrong.",
    source=LAST_PAPER,
    example="`2024: 3` under `previous`",
    message="the last paper said 4 for 2024, not 3",
    answer="`restated: {2023: {from: 17, to: 16, why: ...}}` in open-counts.yaml.",
    find=find,
)
