"""The tables of a paper, cell by cell: each by the caption that stands above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import days
from patterns import SUSPECT
from raw_facts import change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from documents import Block, Row
    from raw_facts import Facts
    from reader import Place

Complaint = tuple[str, str]
"""What is printed, and why it is untrue."""

TABLES: list[tuple[re.Pattern[str], Callable[[Place, Sequence[Row]], Iterator[Complaint]]]] = []


def table(*captions: str) -> Callable[..., Any]:
    """Say under which captions a table is that a check is for."""

    def add(check: Callable[[Place, Sequence[Row]], Iterator[Complaint]]) -> Any:
        TABLES.extend((re.compile(caption), check) for caption in captions)
        return check

    return add


def check(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    """Yield what is untrue in a table."""
    caption = place.unmasked(place.caption)
    for pattern, of_table in TABLES:
        if pattern.fullmatch(caption):
            try:
                yield from of_table(place, rows)
            except (LookupError, TypeError, ValueError, AssertionError) as error:
                yield caption, f"the inputs have nothing of this table: {error!r}"
            return
    if any(SUSPECT.search(cell) for row in rows for cell in row):
        yield caption, "no check knows this table"


def equal(rows: Sequence[Row], right: Sequence[Sequence[object]]) -> Iterator[Complaint]:
    """Yield the rows that are not the right ones."""
    for said, one in zip(rows, right, strict=False):
        if said != tuple(map(str, one)):
            yield " | ".join(said), f"the facts say {' | '.join(map(str, one))}"
    for said in rows[len(right) :]:
        yield " | ".join(said), "the facts have no such row"
    for one in right[len(rows) :]:
        yield " | ".join(map(str, one)), "this row is missing"


def signed(number: int) -> str:
    """Return a change as tables print it."""
    return f"{number:+d}".replace("-", "−") if number else "0"


@table("Grades given in “.+”")
def grades(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    now = place.report["grades"]
    before = place.report.get("previous_grades") or {}
    with_change = bool(before) and str(before["cycle"]) == str(place.report.get("cycle"))
    right: list[list[str]] = []
    for area, grade in now.items():
        cells = [area, grade.capitalize()]
        if with_change:
            was = before["grades"].get(area)
            cells = [
                area,
                (was or "none given").capitalize(),
                grade.capitalize(),
                change(was, grade).capitalize(),
            ]
        right.append(cells)
    yield from equal(rows[1:], right)
    heads = ["Area inspected", "Previous grade", "Grade now", "Change"]
    yield from equal(rows[:1], [heads if with_change else ["Area inspected", "Grade"]])


@table("Open recommendations and [A-Z]+s by report year")
def open_by_year(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    facts = place.facts
    heads = rows[0]
    yield from _heads_of_years(facts, heads)
    columns = [_column(facts, head) for head in heads[1:]]
    total = [sum(column.values()) for column in columns]
    for row in rows[1:-1]:
        year = int(row[0])
        yield from equal([row], [[row[0], *_cells(place, heads, columns, year)]])
        if not any(_figure(cell) for cell in row[1:]):
            yield " | ".join(row), "this row has nothing"
    totals = [_cell(head, number) for head, number in zip(heads[1:], total, strict=True)]
    if heads[1].startswith("Previous"):
        totals[0] = _was(total[0], _last_printed(facts, None))
    yield from equal(rows[-1:], [["Total", *totals]])
    shown = {int(row[0]) for row in rows[1:-1]}
    for column in columns:
        for year in {year for year, number in column.items() if number} - shown:
            yield str(year), "this year is missing"
    _note_printed(facts, rows)


def _cells(place: Place, heads: Row, columns: Sequence[dict[int, int]], year: int) -> list[str]:
    cells = []
    for head, column in zip(heads[1:], columns, strict=True):
        number = column.get(year, 0)
        printed = _last_printed(place.facts, year) if head.startswith("Previous") else None
        cells.append(_was(number, printed) if printed is not None else _cell(head, number))
    return cells


def _last_printed(facts: Facts, year: int | None) -> int | None:
    """Return what the last paper printed for a year, or in all; None: it is not here to be read."""
    if facts.last is None or "previous" in facts.counts or facts.last.printed.total is None:
        return None
    return facts.last.printed.years.get(year, 0) if year else facts.last.printed.total


def _was(number: int, printed: int | None) -> str:
    """Return a figure of the last paper, with what it printed if that was put right."""
    return f"{number} (was {printed})" if printed not in (number, None) else str(number)


def _figure(cell: str) -> int:
    return int(cell.split(" ", maxsplit=1)[0].replace("−", "-").replace(",", ""))


def _note_printed(facts: Facts, rows: Sequence[Row]) -> None:
    """Note what the papers after this one may say of it."""
    heads = rows[0]
    now = next(i for i, head in enumerate(heads) if head.startswith("Total number open"))
    facts.printed.years = {int(row[0]): int(row[now]) for row in rows[1:-1]}
    facts.printed.movement = {
        head.split(" (")[0]: _figure(cell)
        for head, cell in zip(heads[1:], rows[-1][1:], strict=True)
    }


def _heads_of_years(facts: Facts, heads: Row) -> Iterator[Complaint]:
    for head in heads:
        if found := re.fullmatch(r"(Previous|Total number open).*? \((.+)\)", head):
            right = facts.previous_as_at if found[1] == "Previous" else facts.as_at
            if days.span(found[2]) != right:
                yield head, f"the day of counting is {right}"


def _column(facts: Facts, head: str) -> dict[int, int]:
    """Return the right figures of a column, by year."""
    names = {"New": "new", "Closed": "closed", "Reopened": "reopened", "Adjusted": "adjusted"}
    if head in names:
        return facts.moved(names[head])
    previous = facts.previous or {}
    if head.startswith("Previous"):
        return previous
    if head.startswith("Total number open"):
        return facts.now
    assert head == "Change", f"the table has a column {head} that this reader does not know"
    return {y: facts.now.get(y, 0) - previous.get(y, 0) for y in {*facts.now, *previous}}


def _cell(head: str, number: int) -> str:
    return signed(number) if head in ("Change", "Adjusted") else str(number)


@table(r"Recommendations and [A-Z]+s in the last \d+ papers")
def trend(place: Place, rows: Sequence[Row]) -> Iterator[Complaint]:
    from total_sentences import put_right_later

    chain = [*place.facts.earlier, place.facts][-(len(rows) - 1) :]
    keys = {"Came in": "new", "Closed": "closed", "Adjusted": "adjusted", "Reopened": "reopened"}
    for row, facts in zip(rows[1:], chain, strict=True):
        now = sum(facts.now.values())
        later = put_right_later(place, facts)
        right: list[object] = [days.printed(facts.meeting)]
        for head in rows[0][1:]:
            if head == "Open":
                right.append(_was(later, facts.printed.total))
                continue
            number = sum(facts.moved(keys[head]).values())
            if head == "Adjusted":
                number += later - now
            right.append(_cell(head, number))
        yield from equal([row], [right])


# The register


def missing(place: Place, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the reports and inspections that the paper does not have."""
    heads = {block.text for block in blocks if block.kind == "h"}
    for report in place.facts.reports:
        if report["title"] not in heads:
            yield f"the report “{report['title']}” is missing"
    for one in [*(place.facts.forthcoming or []), *(place.facts.activities or [])]:
        if one["name"] not in heads:
            yield f"the inspection “{one['name']}” is missing"
    for cause in place.facts.causes or []:
        if not any(cause["name"] in block.text for block in blocks):
            yield f"the cause of concern “{cause['name']}” is missing"
