"""The rule `moved-twice`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.hmicfrs.rules.ledger_items import asked, finding, open_items
from jacpaper.rules.rule import REGISTER, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case

ID = "moved-twice"


def find(case: Case) -> Iterator[Finding]:
    """Look for open items whose date was moved twice or more, and whose owner says nothing."""
    if kept := asked(case, ID):
        from jacpaper.register.ledger.moved import TWICE  # noqa: PLC0415 - few papers ask
        from jacpaper.register.ledger.revisions import revisions  # noqa: PLC0415 - as above

        items = [
            item
            for item in open_items(kept)
            if len(revisions(item)) >= TWICE and not item.account.explanation
        ]
        fault = "the date was moved twice or more, and the owner does not say why it is still open"
        yield from finding(items, fault, "fill in the register's explanation", ID)


RULE = Rule(
    id=ID,
    severity="warning",
    says="Where a paper shows its ledger, an item that was moved twice has its owner's word.",
    why="Members want to hear from the owner why a date cannot be kept.",
    source=REGISTER,
    example="An item whose date was moved twice, and nothing under `explanation`",
    message=(
        "the date was moved twice or more, and the owner does not say why it is still open: A1"
    ),
    answer="Fill in `explanation` in the register, or `notes: {moved-twice: ...}` in paper.yaml.",
    find=find,
)
