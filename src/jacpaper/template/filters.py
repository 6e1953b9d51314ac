"""Filters for whoever words the template: numbers, dates and texts as sentences have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from jacpaper.facts.value_types import UNGRADED
from jacpaper.figures import arithmetic
from jacpaper.text import dates, light_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from jacpaper.facts.files import Report
    from jacpaper.facts.value_types import Grade


def counted(number: int, one: str, many: str, none: str = "") -> str:
    """Return number and words that agree: one report has, 3 reports have, no reports have.

    GOV.UK style: one in words, every other number in figures. `none` replaces
    the whole for 0, where "no" and the words for many would not read well.
    """
    if number == 1:
        return f"one {one}"
    return f"{number} {many}" if number else none or f"no {many}"


def listed(items: Iterable[object]) -> str:
    """Return the items as a sentence lists them: a, b and c."""
    *others, last = [str(item) for item in items] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def grade_counts(grades: Mapping[str, Grade]) -> list[str]:
    """Return how often each grade was given, best first: one good, 3 requires improvement."""
    counts = arithmetic.grade_counts(grades)
    return [counted(number, grade, grade) for grade, number in counts if grade not in UNGRADED]


def inline(text: str | None) -> Markup:
    """Return one paragraph of light Markdown, to stand inside another; nothing for no text."""
    return Markup(light_markdown.to_inline_html(text) if text else "")  # noqa: S704 - it escapes


def paragraphs(text: str | None, kind: str = "") -> Markup:
    """Return light Markdown as blocks, each paragraph with the class given."""
    html = light_markdown.to_html(text) if text else ""
    return Markup(html.replace("<p>", f'<p class="{kind}">') if kind else html)  # noqa: S704


def sentence(text: str) -> str:
    """Return the text with a capital at its start."""
    return text[:1].upper() + text[1:]


def signed(number: int) -> str:
    """Return a change with its sign: +5, a true minus for fewer, 0."""
    return f"{number:+d}".replace("-", "\N{MINUS SIGN}") if number else "0"


def deadline(report: Report) -> date:
    """Return the last day for the policing body's comments on the report."""
    return arithmetic.section_55_day(report.published)


def when(date: dates.When) -> str:
    """Return the date with its preposition: on 6 July 2026, in early January 2026."""
    return f"{date.preposition} {date}"


FILTERS: dict[str, Callable[..., Any]] = {
    "compared": arithmetic.compared,
    "counted": counted,
    "date": dates.long,
    "deadline": deadline,
    "grade_counts": grade_counts,
    "graded": arithmetic.graded,
    "inline": inline,
    "listed": listed,
    "paragraphs": paragraphs,
    "sentence": sentence,
    "signed": signed,
    "when": when,
}
