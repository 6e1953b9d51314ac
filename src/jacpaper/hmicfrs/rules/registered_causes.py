"""Part of the rule `register`: what register and paper say of the same causes of concern."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jacpaper.hmicfrs.rules.older_papers import how_to_change
from jacpaper.problems import counted
from jacpaper.project.layout import PAPER
from jacpaper.rules.rule import Finding
from jacpaper.text.comparing import comparable
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from jacpaper.facts.register import Item
    from jacpaper.hmicfrs.rules.case import Case

_ANSWER = "or answer in paper.yaml with notes: {register: ...}"


def differences(case: Case, items: Sequence[Item], day: date) -> Iterator[Finding]:
    """Compare the causes of the items that are open on a day with those of the paper.

    A register that names no cause of any public item that is open tells nothing of them.
    """
    facts = case.facts
    of_causes = [item for item in items if item.cause_of_concern and item.is_open(day)]
    if all(item.exempt for item in of_causes) or "causes_of_concern" in facts.not_known:
        return
    told = {comparable(cause.name) for cause in facts.causes_of_concern}
    held = Counter(comparable(item.cause_of_concern) for item in of_causes)
    # What the paper counts of a cause are its recommendations.
    recommended = Counter(
        comparable(item.cause_of_concern) for item in of_causes if item.type != "AFI"
    )
    for item in of_causes:
        key = comparable(item.cause_of_concern)
        # A cause of exempt items alone is not for the paper.
        if key not in told and not item.exempt:
            told.add(key)
            yield from _not_in_paper(item, held[key])
    for index, cause in enumerate(facts.causes_of_concern):
        has = recommended[comparable(cause.name)]
        if cause.on_portal and cause.still_open not in (None, has):
            yield Finding(
                facts.value_place(PAPER, "causes_of_concern", index, "open_recommendations"),
                f"{cause.name} has {cause.still_open} open, but the register has {has} open on"
                f" {long(day)}",
                f"correct one of the two{how_to_change(facts, 'causes_of_concern')}, {_ANSWER}",
            )


def _not_in_paper(item: Item, number: int) -> Iterator[Finding]:
    """Find a cause that the paper does not have, at its first item."""
    if item.place is None:
        return
    items = counted(number, "open item", "open items")
    fault = f"the register has {items} of the cause of concern “{item.cause_of_concern}”"
    hint = f"write it as the paper does, or add it to causes_of_concern in paper.yaml, {_ANSWER}"
    yield Finding(item.place, f"{fault}, which the paper does not have", hint)
