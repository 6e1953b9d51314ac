"""The rule `long-title`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.project.layout import PAPER
from jacpaper.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case

_LONGEST = 70


def find(case: Case) -> Iterator[Finding]:
    """Count the letters of the title that the files have, of which the paper's is a part."""
    title = case.document.title if case.document else ""
    more = len(title) - _LONGEST
    if more <= 0 or case.facts.paper.title not in title:
        return
    short = case.facts.committee.committee.short
    or_short = f', or "{short}" in committee.yaml,' if short in title and len(short) > more else ""
    yield Finding(
        case.facts.value_place(PAPER, "title"),
        f"it makes “{title}”, {len(title)} letters, the title of web page and PDF;"
        f" over {_LONGEST} are cut off",
        f"make the title{or_short} shorter by {more} {'letter' if more == 1 else 'letters'}",
    )


RULE = Rule(
    id="long-title",
    severity="warning",
    says=f"The title of web page and PDF has up to {_LONGEST} letters; committee and day are left"
    " out of it where they do not fit.",
    why="Lists of windows and search results cut it off, and a screen reader says it first.",
    source="html-validate, which counts the letters of a page's title",
    example="`title: Update on the inspections of the force by its own inspectorates in 2025`",
    message="it makes “Update on the inspections of the force by its own inspectorates in 2025”,"
    " 71 letters, the title of web page and PDF; over 70 are cut off",
    answer="Shorten it.",
    find=find,
)
