"""The rule `due-by-now`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.hmicfrs.rules.ledger_items import asked
from jacpaper.problems import counted
from jacpaper.project.layout import PAPER
from jacpaper.rules.rule import LAST_PAPER, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jacpaper.facts.published import PublishedItem
    from jacpaper.hmicfrs.rules.case import Case

ID = "due-by-now"


def find(case: Case) -> Iterator[Finding]:
    """Look for items that were due by now, as the last paper was recorded, and are not named."""
    kept, last = asked(case, ID), case.facts.last
    if kept is None or kept.as_at is None or last is None or last.published is None:
        return
    if case.document is None:
        return
    # Few papers ask.
    from jacpaper.register.counting.differences import listed  # noqa: PLC0415
    from jacpaper.register.counting.recorded_as import meant  # noqa: PLC0415

    recorded = last.published.register_items.items if last.published.register_items else ()
    there = meant(recorded, kept.items)
    due = [there[one].reference if one in there else one for one in _due(recorded, kept.as_at)]
    exempt = {item.reference for item in kept.items if item.exempt}
    whole = "\n".join(block.text for block in case.blocks)
    missing = [
        one
        for one in due
        if one not in exempt and not re.search(rf"(?<!\w){re.escape(one)}(?!\w)", whole)
    ]
    if missing:
        items = counted(len(missing), "item", "items")
        was, is_ = ("was", "is") if len(missing) == 1 else ("were", "are")
        fault = f"{items} that {was} due by now, as the last paper had it, {is_}"
        key = "ledger" if case.facts.paper.ledger else "appendices"
        hint = "list them, as in appendices: [{items: open}, {items: closed}]; or answer in"
        yield Finding(
            case.facts.key_place(PAPER, key),
            f"{fault} not mentioned: {', '.join(listed(missing))}",
            f"{hint} paper.yaml with\nnotes: {{{ID}: ...}}",
        )


def _due(recorded: Iterable[PublishedItem], day: date) -> Iterator[str]:
    """Yield the references of the items that were open, and due by a day."""
    for item in recorded:
        due = item.revised or item.target
        if item.status not in ("closed", "superseded") and due and due <= day:
            yield item.reference


RULE = Rule(
    id=ID,
    severity="warning",
    says="A paper that shows its ledger names each item that was due by now when the last paper"
    " became final.",
    why="Members remember what they were promised for this meeting.",
    source=LAST_PAPER,
    example="An item that was due by 31 October 2025, and that no table of this paper has",
    message="1 item that was due by now, as the last paper had it, is not mentioned: R1",
    answer="List the items in `appendices`, or `notes: {due-by-now: ...}` in paper.yaml.",
    find=find,
)
