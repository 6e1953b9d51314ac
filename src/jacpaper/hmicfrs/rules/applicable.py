"""The rule `applicable`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.problems import counted
from jacpaper.project.layout import REPORTS
from jacpaper.rules.rule import ARITHMETIC, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case

FILE = REPORTS


def find(case: Case) -> Iterator[Finding]:
    """Compare the counts of each report's recommendations with each other, and with its list."""
    for index, report in enumerate(case.facts.reports.reports):
        made = report.recommendations
        if made and made.applicable > made.made:
            yield Finding(
                case.facts.value_place(FILE, "reports", index, "recommendations", "applicable"),
                f"{made.applicable} recommendations are said to be applicable of {made.made} made",
                "correct one of the two",
            )
        if made and made.texts and len(made.texts) != made.applicable:
            yield Finding(
                case.facts.value_place(FILE, "reports", index, "recommendations", "texts"),
                f"{counted(len(made.texts), 'recommendation is', 'recommendations are')} listed,"
                f" but {made.applicable} said to be applicable",
                "complete the list, or correct the number",
            )


RULE = Rule(
    id="applicable",
    severity="error",
    says="No more recommendations apply than were made, and a list has as many as its count.",
    why="The paper prints the counts beside the list; members see at once that they differ.",
    source=ARITHMETIC,
    example="`recommendations: {made: 3, applicable: 4}`",
    message="4 recommendations are said to be applicable of 3 made",
    answer="Correct the figures.",
    find=find,
)
