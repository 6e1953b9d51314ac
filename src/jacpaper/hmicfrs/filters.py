"""Filters that only the update's template has: of reports and their grades."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.facts.value_types import UNGRADED
from jacpaper.hmicfrs import arithmetic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jacpaper.facts.value_types import Grade
    from jacpaper.hmicfrs.files import Report
    from jacpaper.language.interface import Language
    from jacpaper.template.sandbox import Sandbox
    from jacpaper.text.dates import When


def add(jinja: Sandbox, language: Language) -> None:
    """Let the templates of an environment use them."""
    for name, function in _filters(language).items():
        jinja.add_filter(name, function, of_text=False)


def _filters(language: Language) -> dict[str, Callable[..., Any]]:

    def grade_counts(
        grades: Mapping[str, Grade] | Mapping[Grade, int], one: str = "", many: str = ""
    ) -> list[str]:
        """Return how often each grade was given, the most frequent first: 3 good, one adequate.

        The first has the words before it that are given: 2 areas were graded good.
        """
        found: list[str] = []
        for grade, number in sorted(arithmetic.grade_counts(grades), key=lambda one: -one[1]):
            if grade not in UNGRADED:
                before = ("", "") if found else (one, many)
                words = [f"{part} {language.WORDS[grade]}".strip() for part in before]
                found.append(language.counted(number, *words))
        return found

    return {
        "compared": arithmetic.compared,
        "deadline": _deadline,
        "grade_counts": grade_counts,
        "graded": arithmetic.graded,
    }


def _deadline(report: Report) -> When:
    """Return the last day for the policing body's comments on the report, as exact as known."""
    return arithmetic.section_55_day(report.published)
