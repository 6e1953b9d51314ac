"""The rule `nil`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.facts.value_types import Mark
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Look for empty lists where the word `none` is expected."""
    for file, trail, value in case.typed(Mark.NIL_OR_LIST):
        if value == []:
            yield Finding(
                case.facts.value_place(file, *trail),
                "the list is empty",
                'write the word "none" for a nil return',
            )


RULE = Rule(
    id="nil",
    severity="error",
    says="A nil return is said: `none`, not an empty list.",
    why="An empty list may be one that nobody has filled in; `none` says that somebody looked.",
    source=PUBLISHED_PAPERS,
    example="`since_last_meeting: []`",
    message="the list is empty",
    answer="Write `none`.",
    find=find,
)
