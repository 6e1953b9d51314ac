"""The rule `before-evidence`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs.rules.ledger_items import asked, finding
from jacpaper.rules.rule import REGISTER, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from jacpaper.facts.register import Item
    from jacpaper.hmicfrs.rules.case import Case

ID = "before-evidence"


def find(case: Case) -> Iterator[Finding]:
    """Look for items closed since the last paper before there was evidence, or were submitted."""
    kept = asked(case, ID)
    if kept is None or kept.as_at is None or kept.last_as_at is None:
        return
    from jacpaper.register.ledger.in_time import closed_in  # noqa: PLC0415 - few papers ask

    # Nothing is missed where the register has no column for it.
    is_kept = any(item.account.evidence.last for item in kept.items)
    items = [
        item
        for item in kept.items
        if (closed := closed_in(item, kept.last_as_at, kept.as_at))
        and _is_early(item, closed, is_kept=is_kept)
    ]
    hint = "correct the day, or fill in that of the evidence"
    yield from finding(items, "the register has it as closed before its evidence", hint, ID)


def _is_early(item: Item, closed: date, *, is_kept: bool) -> bool:
    evidence, submitted = item.account.evidence, item.account.submitted
    # One that is not exact is early only if every day of it is.
    if any(one.begins and one.begins > closed for one in (evidence, submitted)):
        return True
    return is_kept and not evidence.is_given


RULE = Rule(
    id=ID,
    severity="warning",
    says="Where a paper shows its ledger, what was closed had its evidence, and was submitted.",
    why="An item that is closed on a promise may have to be opened again.",
    source=REGISTER,
    example="An item closed on 10 October 2025 with evidence of 3 November 2025",
    message="the register has it as closed before its evidence: B4",
    answer="Correct the register, or `notes: {before-evidence: ...}` in paper.yaml.",
    find=find,
)
