"""The rule `cause-history`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.language.english import when as on
from jacpaper.project.layout import PAPER
from jacpaper.rules.rule import LAST_PAPER, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.causes import CauseOfConcern
    from jacpaper.hmicfrs.rules.case import Case

ID, FILE = "cause-history", PAPER
_ANSWER = f"or say why with notes: {{{ID}: ...}} under the cause"


def find(case: Case) -> Iterator[Finding]:
    """Hold each cause of concern against what the last paper said of it."""
    last = case.facts.last
    if last is None or last.causes_of_concern is None:
        return
    before = {cause.name: cause for cause in last.causes_of_concern}
    for index, cause in enumerate(case.facts.causes_of_concern):
        if ID in cause.notes:
            continue
        if cause.name in before:
            yield from _against(case, index, cause, before[cause.name])
        elif cause.raised and case.facts.period.begins_after(cause.raised):
            yield Finding(
                case.facts.value_place(FILE, "causes_of_concern", index, "raised"),
                f"{cause.name} was raised {on(cause.raised)}, and the last paper does not have it",
                f"correct the date, {_ANSWER}",
            )


def _against(
    case: Case, index: int, cause: CauseOfConcern, before: CauseOfConcern
) -> Iterator[Finding]:
    """Compare a cause with the same one of the last paper."""
    facts = case.facts
    if before.closed:
        how = "as closed again" if cause.closed else "as open"
        yield Finding(
            facts.value_place(FILE, "causes_of_concern", index, "name"),
            f"{cause.name} was shown as closed in the last paper, and is listed {how}",
            f"delete it, {_ANSWER}",
        )
        return
    then, now = before.raised, cause.raised
    if then and now and (then.last < now.first or now.last < then.first):
        yield Finding(
            facts.value_place(FILE, "causes_of_concern", index, "raised"),
            f"{cause.name} was raised {on(now)}, where the last paper has {then}",
            f"correct the date, {_ANSWER}",
        )
    for key, was, number in (
        ("recommendations", before.made, cause.made),
        ("open_recommendations", before.still_open, cause.still_open),
    ):
        is_other = was != number if key == "recommendations" else (number or 0) > (was or 0)
        if None not in (was, number) and is_other:
            words = "recommendations" if key == "recommendations" else "open recommendations"
            yield Finding(
                facts.value_place(FILE, "causes_of_concern", index, key),
                f"{cause.name} has {number} {words}, where the last paper has {was}",
                f"correct the figure, {_ANSWER}",
            )


RULE = Rule(
    id=ID,
    severity="warning",
    says="A cause of concern goes on from what the last paper said of it.",
    why="Members remember each: they ask why one has come back, or was raised on another day.",
    source=LAST_PAPER,
    example="`raised: 2023` for a cause of concern that the last paper does not have",
    message="Crime was raised in 2023, and the last paper does not have it",
    answer="`notes: {cause-history: ...}` under the cause.",
    find=find,
)
