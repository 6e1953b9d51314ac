"""The rule `shown`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs.arithmetic import LEAST_TREND
from jacpaper.problems import counted, did_you_mean
from jacpaper.project.layout import OPEN_COUNTS, PAPER
from jacpaper.rules.rule import REGISTER, Finding, Rule
from jacpaper.text.comparing import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.register import Register
    from jacpaper.hmicfrs.files import Appendix
    from jacpaper.hmicfrs.rules.case import Case

FILE = PAPER
# What an appendix may be narrowed to, and what an item calls it.
_CHOICES = {"themes": "theme", "owners": "owner", "reports": "report"}


def find(case: Case) -> Iterator[Finding]:
    """Look at what the paper asks of the register and of older papers, and what it leaves out."""
    yield from _trend(case)
    yield from _movement(case)
    choice, kept = case.facts.paper, case.facts.register
    for key in ("open_items_by", "ledger", "appendices"):
        if not getattr(choice, key):
            continue
        place = case.facts.key_place(FILE, key)
        if kept is None:
            hint = "add inputs/register.csv or inputs/register.xlsx, or delete the line"
            yield Finding(place, f'"{key}" needs a register, and inputs/ has none', hint)
        elif kept.as_at is None:
            hint = "give as_at in open-counts.yaml"
            yield Finding(place, f'"{key}" needs the day on which items are counted', hint)
    if kept:
        for index, one in enumerate(choice.appendices):
            yield from _appendix(case, kept, index, one)


def _trend(case: Case) -> Iterator[Finding]:
    """Look for a chart of the totals of too few papers."""
    number = len(case.facts.series)
    if case.facts.paper.trend_chart == "shown" and number < LEAST_TREND:
        of = counted(number, "paper is", "papers are") if number else "none is"
        place = case.facts.value_place(FILE, "trend_chart")
        fault = f"no trend is shown: it needs the figures of {LEAST_TREND} papers, and {of} known"
        yield Finding(place, fault, "write left out", "warning")


def _movement(case: Case) -> Iterator[Finding]:
    """Look for figures that are typed, where the table has the totals alone."""
    if case.facts.counts.columns == "totals":
        for key in ("new", "closed", "reopened", "adjusted"):
            if key in case.facts.written(OPEN_COUNTS):
                place = case.facts.key_place(OPEN_COUNTS, key)
                fault = f'"{key}" is not printed here, as the table has the totals alone'
                hint = "delete columns: totals to print it; later papers and a trend use it"
                yield Finding(place, fault, hint, "hint")


def _appendix(case: Case, kept: Register, index: int, one: Appendix) -> Iterator[Finding]:
    trail = ("appendices", index)
    if one.items == "closed" and kept.as_at and kept.last_as_at is None:
        fault = "what was closed since the last paper needs the day on which that one counted"
        place = case.facts.value_place(FILE, *trail, "items")
        yield Finding(place, fault, "give previous: {as_at: ...} in open-counts.yaml")
    for key, name in _CHOICES.items():
        known = sorted({getattr(item, name) for item in kept.items if not item.exempt} - {""})
        found = {comparable(name) for name in known}
        for position, wanted in enumerate(getattr(one, key)):
            if comparable(wanted) not in found:
                place = case.facts.value_place(FILE, *trail, key, position)
                fault = f"no public item of the register has the {name} “{wanted}”"
                hint = did_you_mean(wanted, known) or (
                    f"known: {', '.join(known[:8])}" if known else "none of them has one"
                )
                yield Finding(place, fault, hint)


RULE = Rule(
    id="shown",
    severity="error",
    says=(
        "What the paper is to show of the register is in it, and can be counted; a trend has enough"
        " papers (warning); no figure is typed that the table leaves out (hint)."
    ),
    why="A list of a theme that no item has would be empty, as if there were nothing to do.",
    source=REGISTER,
    example="`appendices: [{items: open, themes: [Custody]}]`, and no item of this theme",
    message="no public item of the register has the theme “Custody”",
    answer=(
        "Correct `open_items_by`, `ledger`, `appendices` or `trend_chart` in paper.yaml, or give"
        " the missing day."
    ),
    find=find,
)
