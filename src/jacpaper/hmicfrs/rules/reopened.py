"""The rule `reopened`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs.rules.ledger_items import asked, finding
from jacpaper.rules.rule import REGISTER, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case

ID = "reopened"


def find(case: Case) -> Iterator[Finding]:
    """Look for items that were opened again since the last paper without a word of why."""
    kept = asked(case, ID)
    if kept is None or kept.as_at is None or kept.last_as_at is None:
        return
    from jacpaper.register.counting import counts  # noqa: PLC0415 - few papers ask

    again = dict.fromkeys(counts.reopened(kept.items, kept.last_as_at, kept.as_at))
    items = [item for item in again if not item.account.explanation]
    hint = "say why in the register's explanation"
    yield from finding(items, "it was opened again, and nothing says why", hint, ID)


RULE = Rule(
    id=ID,
    severity="warning",
    says="Where a paper shows its ledger, an item that was opened again has its owner's word.",
    why="Members were told that it was done.",
    source=REGISTER,
    example="An item that was reopened on 3 November 2025, and nothing under `explanation`",
    message="it was opened again, and nothing says why: B4",
    answer="Fill in `explanation` in the register, or `notes: {reopened: ...}` in paper.yaml.",
    find=find,
)
