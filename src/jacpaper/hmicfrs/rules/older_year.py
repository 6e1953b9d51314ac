"""The rule `older-year`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs import arithmetic
from jacpaper.project.layout import OPEN_COUNTS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case

FILE = OPEN_COUNTS


def find(case: Case) -> Iterator[Finding]:
    """Look at each year of which no report is listed."""
    facts, counts = case.facts, case.facts.counts
    yield from _still_to_come(case)
    yield from _notes_without_a_row(case)
    if facts.previous is None:
        return
    before, now = facts.previous.by_year, counts.by_year
    listed = {arithmetic.report_year(one) for one in facts.reports.reports if not one.followed_up}
    for year in sorted({*before, *now} - listed - set(counts.notes)):
        came = (counts.reopened or {}).get(year, 0) + facts.brought.get(year, 0)
        rise = now.get(year, 0) - before.get(year, 0) - came
        if rise > 0 and not (counts.adjusted or {}).get(year):
            yield Finding(
                facts.key_place(FILE, "open", year),
                f"{year} rose by {rise} without a {year} report",
                f"correct the figure, or say why with notes: {{{year}: ...}}",
            )
        elif before.get(year) and year not in now and now:
            yield _not_mentioned(case, year, before[year])
        elif year in now and not now[year] and not before.get(year):
            yield Finding(
                facts.key_place(FILE, "open", year),
                f"{year} was at 0 in the last paper already"
                if year in before
                else f"{year} is at 0, and was not in the last paper",
                "delete the line; a year at 0 is shown once"
                + ("" if len(now) > 1 else ". If nothing else is open, write\nopen: none"),
            )
    # The register has no figure for a year of which nothing is open; one that is typed has.
    if "open" in facts.written(FILE):
        for year in sorted({year for year in listed if before.get(year)} - {*now, *counts.notes}):
            if now:
                yield _not_mentioned(case, year, before[year])


def _not_mentioned(case: Case, year: int, before: int) -> Finding:
    """A line that was lost would say that all items of its year were closed."""
    return Finding(
        case.facts.key_place(FILE, "open"),
        f"{year} had {before} open in the last paper and is not mentioned",
        f"if none is open now, write {year}: 0; it is shown once and then left out",
    )


def _still_to_come(case: Case) -> Iterator[Finding]:
    """No report can be of a year after the meeting's."""
    for key in ("open", "new", "closed", "reopened", "adjusted", "restated"):
        for year in getattr(case.facts.counts, key) or ():
            if year != "total" and year > case.facts.meeting.year:
                yield Finding(
                    case.facts.key_place(FILE, key, year),
                    f"{year} is after the meeting on {long(case.facts.meeting)}",
                    "correct the year",
                    "error",
                )


def _notes_without_a_row(case: Case) -> Iterator[Finding]:
    """A note is printed under the table, so it is about a year that the table has."""
    counts = case.facts.counts
    years = {*counts.by_year, *(case.facts.previous.by_year if case.facts.previous else ())}
    years.update(*(getattr(counts, key) or () for key in ("new", "closed", "reopened", "adjusted")))
    for year in counts.notes:
        if year != "total" and year not in years:
            yield Finding(
                case.facts.key_place(FILE, "notes", year),
                f"this note is about {year}, of which the table shows nothing",
                "correct the year, or delete the note",
            )


RULE = Rule(
    id="older-year",
    severity="warning",
    says=(
        "A year without a new report only falls, and is shown once at 0 before it goes; a note is"
        " about a year that is shown; no year is still to come (error)."
    ),
    why="Members ask where a rise came from, and what became of a year that is gone.",
    source=PUBLISHED_PAPERS,
    example="`2023: 6` under `open`, after 5 in the last paper",
    message="2023 rose by 1 without a 2023 report",
    answer="`notes: {2024: ...}` in open-counts.yaml.",
    find=find,
)
