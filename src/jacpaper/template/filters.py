"""Filters for whoever words the template: numbers, dates and texts as sentences have them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined
from markupsafe import Markup

from jacpaper.facts.sentence_types import LEFT_OUT
from jacpaper.problems import did_you_mean
from jacpaper.text import dates, light_markdown
from jacpaper.tree import elements

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jacpaper.language.interface import Language


# The comments of a trace, which may stand before the words of a macro.
_NOTED = re.compile(r"(?:\s*<!--.*?-->)*\s*", re.DOTALL)


def inline(text: str | None) -> Markup:
    """Return one paragraph of light Markdown, to stand inside another; nothing for no text."""
    return Markup(light_markdown.to_inline_html(text) if text else "")  # noqa: S704 - it escapes


def called(name: str, short: str) -> str:
    """Return a name with what it is called later, in brackets; without, where it has that."""
    own, later = name.lower().removeprefix("the "), short.lower().removeprefix("the ")
    has_it = own == later or own.endswith((f"({later})", f"(the {later})"))
    return name if has_it else f"{name} ({short})"


def wording(text: str | None) -> Markup:
    """Return light Markdown to stand in a paragraph, which its later blocks end and go on from.

    Nothing for no text; for `left out`, a comment that lets the paragraph be empty.
    """
    if not text:
        return Markup("")
    if text.strip() == LEFT_OUT:
        return Markup(f"<!--{elements.LEFT_OUT}-->")  # noqa: S704 - no text in it
    html = light_markdown.to_html(text).removeprefix("<p>").replace("</p>", "")
    if html.rstrip().endswith(("</ul>", "</ol>")):
        html += "<p>"  # for what the template says next
    going_on = re.sub("<(p|ul|ol)>", rf'<\1 {elements.GOES_ON}="">', html)
    return Markup(going_on)  # noqa: S704 - it escapes


def paragraphs(text: str | None, kind: str = "") -> Markup:
    """Return light Markdown as blocks, each paragraph with the class given."""
    html = light_markdown.to_html(text) if text else ""
    return Markup(html.replace("<p>", f'<p class="{kind}">') if kind else html)  # noqa: S704


class _Worded:
    """The filters whose results depend on the language of the paper."""

    def __init__(self, language: Language, words: Mapping[str, str]) -> None:
        self.language, self.known = language, words

    def date(self, date: date | dates.When) -> str:
        """Return a date: 6 July 2026, early January 2026."""
        if isinstance(date, dates.When):
            return self.language.long_period(date)
        return self.language.long_date(date)

    def duration(self, duration: dates.Duration) -> str:
        """Return a length of time: one week, 2 weeks."""
        return self.language.duration(duration.number, duration.unit)

    def sentence(self, text: str) -> str:
        """Return the text with a capital at its start, behind what the preview notes there."""
        noted = _NOTED.match(text) if isinstance(text, Markup) else None
        start = noted.end() if noted else 0
        return text[:start] + self.language.sentence(text[start:])

    def words(self, key: str) -> str:
        """Return what is printed for a grade, a change of grade, a type of item or a status."""
        if key not in self.known:
            hint = did_you_mean(key, self.known)
            raise LookupError(f'the filter "words" has none for "{key}"; {hint}')
        return self.known[key]


_NUMBER = ("a number", (int, float, Decimal))
# What a filter is for, where that is one sort of value alone.
_FOR: Mapping[str, tuple[str, tuple[type, ...]]] = {
    **dict.fromkeys(("counted", "figure", "in_figures", "money", "signed"), _NUMBER),
    "date": ("a date", (date, dates.When)),
    **dict.fromkeys(("since", "when", "within"), ("a time of the type when", (dates.When,))),
}


def _of_its_sort(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that says what it is for, where it is given something else."""
    sort, types = _FOR[name]

    @wraps(function)
    def filter_(value: Any, *given: Any, **named: Any) -> Any:
        if not isinstance(value, types) or isinstance(value, bool):
            shown = "nothing" if value is None else f'"{value}"'
            if isinstance(value, Undefined):
                value._fail_with_undefined_error()  # noqa: SLF001 - as Jinja's own code does it
            raise TypeError(
                f"| {name} prints {sort}, and not {shown}; what may be left out or unknown stands"
                " within {% if ... %}"
            )
        return function(value, *given, **named)

    return filter_


# The filters that may be given more than text, a number or a date.
OF_FACTS = ("listed",)


def filters(language: Language, words: Mapping[str, str]) -> dict[str, Callable[..., Any]]:
    """Return all filters of ours, by the names that templates use."""
    worded = _Worded(language, words)
    found: dict[str, Callable[..., Any]] = {
        "called": called,
        "counted": language.counted,
        "date": worded.date,
        "duration": worded.duration,
        "figure": language.figure,
        "in_figures": language.in_figures,
        "inline": inline,
        "listed": language.listed,
        "money": language.money,
        "paragraphs": paragraphs,
        "sentence": worded.sentence,
        "signed": language.signed,
        "since": language.since,
        "when": language.when,
        "with_article": language.with_article,
        "without_article": language.without_article,
        "within": language.within,
        "within_sentence": language.within_sentence,
        "words": worded.words,
    }
    return found | {name: _of_its_sort(name, found[name]) for name in _FOR}
