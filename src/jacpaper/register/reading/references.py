"""References that stand for one item each: those that are there twice, and those of two reports.

Some forces number from 1 in each report. If register.yaml says so, a reference that several
reports have is followed by its report, so that every message and paper can tell them apart.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jacpaper.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.facts.register import Item


def doubles(items: Sequence[Item], *, per_report: bool) -> Iterator[Problem]:
    """Yield what is wrong with references that do not stand for one item alone."""
    met: dict[object, Item] = {}
    for item in items:
        key = (item.reference, _report(item)) if per_report else item.reference
        first = met.setdefault(key, item)
        if first is item or item.place is None or first.place is None:
            continue
        of_report = f" in “{item.report}”" if per_report else ""
        fault, place = f"the reference {item.reference} is there twice{of_report}", item.place
        if item.exempt or first.exempt:
            fault, place = "this reference is there twice", place._replace(excerpt="")
        sheet = f" of the sheet {first.place.sheet}" if first.place.sheet else ""
        hint = f"it first stands in row {first.place.line}{sheet}; give each item its own"
        if _report(first) != _report(item):
            hint += (
                "\nor, if references begin again in each report, say so in inputs/register.yaml:"
                "\nreferences: per report"
            )
        yield Problem(place, fault, hint)


def told_apart(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items, each with a reference that no other has: with its report where needed.

    Whether a public item needs it depends on the public ones alone, so that it does not
    reveal an exempt one.
    """
    public = Counter(item.reference for item in items if not item.exempt)
    every = Counter(item.reference for item in items)
    titles = Counter((item.reference, item.report.casefold()) for item in items)
    made = []
    for item in items:
        bare = item.reference
        same_title = titles[bare, item.report.casefold()] > 1
        report = f"{item.report}, {item.report_year}" if same_title else item.report
        whole = f"{bare} ({report})"
        is_shared = (every if item.exempt else public)[bare] > 1
        reference, also = (whole, bare) if is_shared else (bare, whole)
        made.append(item._replace(reference=reference, also=also))
    return tuple(made)


def _report(item: Item) -> tuple[str, int]:
    return item.report.casefold(), item.report_year
