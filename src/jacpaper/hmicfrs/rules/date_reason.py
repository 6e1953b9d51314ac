"""The rule `date-reason`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs.rules.ledger_items import asked, finding, lately, open_items
from jacpaper.rules.rule import REGISTER, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case

ID = "date-reason"


def find(case: Case) -> Iterator[Finding]:
    """Look for dates that were moved since the last paper without a word of why."""
    if kept := asked(case, ID):
        items = [
            item
            for item in open_items(kept)
            if not item.account.explanation and any(not one.reason for one in lately(item, kept))
        ]
        hint = "give it in the register's date_history, reason_moved or explanation"
        yield from finding(items, "the date was moved without a reason", hint, ID)


RULE = Rule(
    id=ID,
    severity="warning",
    says="Where a paper shows its ledger, each date that was moved has a reason.",
    why="It is what members ask first of a date that was moved.",
    source=REGISTER,
    example="An item whose revised date the register has, and no reason",
    message="the date was moved without a reason: A1",
    answer="Give the reason in the register, or `notes: {date-reason: ...}` in paper.yaml.",
    find=find,
)
