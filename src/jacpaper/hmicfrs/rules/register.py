"""The rule `register`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from jacpaper.facts.register import LONG_AGO
from jacpaper.hmicfrs.rules import came_late, registered_causes
from jacpaper.problems import counted
from jacpaper.project.layout import OPEN_COUNTS
from jacpaper.rules.rule import REGISTER, Finding, Rule
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from jacpaper.facts.register import Item, Register
    from jacpaper.hmicfrs.rules.case import Case
    from jacpaper.problems import Place

FILE = OPEN_COUNTS
# No target is set for so many years ahead.
_FAR = 10
# Items of one report are entered within so long.
_NEAR = timedelta(days=31)
_ANSWER = "answer in paper.yaml with notes: {register: ...}"
_CORRECT = f"correct one of the two, or {_ANSWER}"
_CORRECT_DATE = f"correct the date, or {_ANSWER}"


def find(case: Case) -> Iterator[Finding]:
    """Compare typed figures with the register's, and the dates of each item with each other."""
    kept = case.facts.register
    if kept is None:
        return
    typed = case.facts.written(FILE)
    if kept.as_at and "open" in typed:
        yield from _open(case, kept.items, typed["open"], ("open",), (kept.as_at, kept.last_as_at))
    before = typed.get("previous", {})
    if kept.last_as_at and "open" in before:
        trail = ("previous", "open")
        yield from _open(case, kept.items, before["open"], trail, (kept.last_as_at, None))
    if kept.as_at and kept.last_as_at:
        yield from _moves(case, kept, kept.last_as_at, kept.as_at)
    if "register" not in case.facts.paper.notes:
        for item in kept.items:
            yield from _early(item)
            yield from _late(item, kept)
        yield from _ahead(kept)
        yield from _of_two_years(kept)
        if kept.as_at:
            yield from registered_causes.differences(case, kept.items, kept.as_at)


def _open(
    case: Case,
    items: Sequence[Item],
    typed: Mapping[int | str, int],
    trail: tuple[str, ...],
    days: tuple[date, date | None],
) -> Iterator[Finding]:
    """Compare what is typed as open; `days` are the day it was counted and the one before."""
    from jacpaper.register.counting import counts as counting  # noqa: PLC0415 - few keep one
    from jacpaper.register.counting import differences  # noqa: PLC0415 - as above

    day, last_day = days
    held = counting.by_year(counting.open_on(items, day))
    for year in _years(typed, held):
        said, has = typed.get(year, 0), held.get(year, 0)
        if said == has or year in case.facts.counts.notes:
            continue
        of_year = [item for item in items if item.report_year == year]
        found = differences.explanations(of_year, day, last_day, too_many=said > has)
        yield Finding(
            case.facts.key_place(FILE, *trail, year),
            f"{said} {'is' if said == 1 else 'are'} typed for {year}, but the register has {has}"
            f" open on {long(day)}",
            f"{_explained(year, found)}\ncorrect the figure or the register, or say why with"
            f" notes: {{{year}: ...}}",
        )


def _explained(year: int, found: tuple[str, ...]) -> str:
    if not found:
        return f"no item of {year} changed near that day"
    from jacpaper.register.counting.differences import listed  # noqa: PLC0415 - as above

    return f"items that may explain it: {', '.join(listed(found))}"


def _moves(case: Case, kept: Register, after: date, until: date) -> Iterator[Finding]:
    """Compare what is typed as new, closed or reopened between two days."""
    from jacpaper.register.counting import counts as counting  # noqa: PLC0415 - as above
    from jacpaper.register.counting import differences  # noqa: PLC0415 - as above

    held = differences.moves(kept, after, until)
    written = case.facts.written(FILE)
    as_new = came_late.said_as_new(case.facts)
    for key, items in counting.MOVES.items():
        typed = written.get(key)
        if typed is None:
            continue
        for year in _years(typed, held[key]):
            said, has = typed.get(year, 0), held[key].get(year, 0)
            if said == has or year in case.facts.counts.notes:
                continue
            if key == "new" and year in as_new:
                continue
            found = differences.named(
                one for one in items(kept.items, after, until) if one.report_year == year
            )
            named = f": {', '.join(differences.listed(found))}" if found else ""
            way = "delete the figure, and the register gives it"
            if key == "new" and (every := came_late.with_late(case.facts)):
                way = f"write new: {{{', '.join(f'{one}: {n}' for one, n in every.items())}}}"
            yield Finding(
                case.facts.key_place(FILE, key, year),
                f"{said} {'is' if said == 1 else 'are'} typed as {key} for {year}, but the register"
                f" has {has}",
                f"between {long(after)} and {long(until)} it has {counted(has, 'item', 'items')}"
                f"{named}\n{way}; or say why with notes: {{{year}: ...}}",
            )


def _early(item: Item) -> Iterator[Finding]:
    """Find target dates before the day on which the item was made."""
    for words, due in (("target date", item.target), ("revised date", item.revised)):
        if due and due < item.made and item.place:
            fault = f"has the {words} {long(due)}, before it was made on {long(item.made)}"
            yield _of(item, item.place, fault, _CORRECT)


def _late(item: Item, kept: Register) -> Iterator[Finding]:
    """Find what happened after the newest meeting, targets far off, and doubtful closings."""
    newest = kept.newest
    if newest is None or item.place is None:
        return
    days = {"made": item.made}
    if item.changes[-1] > newest and len(item.changes) > 1:
        days["closed" if item.closed else "reopened"] = item.changes[-1]
    if item.status_date and item.status_date > newest and item.status_date != item.changes[-1]:
        words = "its status" if item.exempt else f"the status “{item.status_words}”"
        days[f"given {words}"] = item.status_date
    for words, day in days.items():
        if day > newest:
            fault = f"was {words} on {long(day)}, after the meeting of {long(newest)}"
            yield _of(item, item.place, fault, _CORRECT_DATE)
    for words, due in (("target date", item.target), ("revised date", item.revised)):
        if due and due.year > newest.year + _FAR:
            fault = f"has the {words} {long(due)}, in more than {_FAR} years"
            yield _of(item, item.place, fault, _CORRECT_DATE)
    if item.closed == LONG_AGO and kept.last_as_at and item.made > kept.last_as_at:
        fault = (
            f"was made on {long(item.made)}, since the last paper, but closed on an unknown day,"
        )
        yield _of(item, item.place, f"{fault} and is in no figure", _CORRECT_DATE)


def _ahead(kept: Register) -> Iterator[Finding]:
    """Find dates that were moved after the newest meeting."""
    for item, day in kept.ahead:
        if item.place and kept.newest:
            fault = f"had its date moved on {long(day)}, after the meeting of {long(kept.newest)}"
            yield _of(item, item.place, fault, _CORRECT_DATE)


def _of_two_years(kept: Register) -> Iterator[Finding]:
    """Find a report whose items were made on both sides of a year's end: it counts for two years.

    Two reports may have one title, but not within a few weeks.
    """
    before: dict[str, Item] = {}
    there = (one for one in kept.items if not one.exempt and kept.as_at and one.is_open(kept.as_at))
    for item in sorted(there, key=lambda one: one.made):
        # A year that the register gives may be another than that in which an item was made.
        if item.report_year != item.made.year:
            continue
        last = before.get(item.report.casefold())
        before[item.report.casefold()] = item
        if last is None or last.report_year == item.report_year or not item.place:
            continue
        if item.made - last.made <= _NEAR:
            yield Finding(
                item.place,
                f"{item.reference} was made on {long(item.made)}, and {last.reference} of the same"
                f" report on {long(last.made)}, so that the report counts for both years",
                "give both the year of the report, in a column headed Report year (in"
                f" register.yaml: report_year);\nor {_ANSWER}",
            )


def _of(item: Item, place: Place, fault: str, hint: str) -> Finding:
    """Return what is found of an item; one that is exempt is not named."""
    if item.exempt:
        return Finding(place._replace(excerpt=""), f"a restricted item {fault}", hint)
    return Finding(place, f"{item.reference} {fault}", hint)


def _years(*counts: Mapping[int | str, int] | Mapping[int, int]) -> list[int]:
    return sorted({year for part in counts for year in part if isinstance(year, int)})


RULE = Rule(
    id="register",
    severity="warning",
    says=(
        "Figures that are typed are those of the register, which has the paper's causes of concern,"
        " and its dates are in order; a report counts for one year."
    ),
    why="The force works from the register: where the paper differs, one of the two is wrong.",
    source=REGISTER,
    example="`2024: 4` under `open`, where the register has 3 open items of 2024",
    message="4 are typed for 2024, but the register has 3 open on 28 November 2025",
    answer="`notes: {2024: ...}` in open-counts.yaml, or `notes: {register: ...}` in paper.yaml.",
    find=find,
)
