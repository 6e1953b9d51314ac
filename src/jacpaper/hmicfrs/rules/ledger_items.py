"""What the rules of the ledger have in common: when they ask, and how they name items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.facts.account import Revision
    from jacpaper.facts.register import Item, Register
    from jacpaper.hmicfrs.rules.case import Case


def asked(case: Case, rule: str) -> Register | None:
    """Return the register, if the paper shows its ledger and has no answer to the rule."""
    paper, kept = case.facts.paper, case.facts.register
    if not paper.has_ledger or rule in paper.notes or kept is None or kept.as_at is None:
        return None
    return kept


def open_items(kept: Register) -> tuple[Item, ...]:
    """Return the items that are open on the paper's day, the exempt ones too."""
    from jacpaper.register.counting import counts  # noqa: PLC0415 - few papers ask

    return counts.open_on(kept.items, kept.as_at) if kept.as_at else ()


def lately(item: Item, kept: Register) -> tuple[Revision, ...]:
    """Return the moves of an item's date since the last paper, and those of an unknown day."""
    from jacpaper.register.ledger.revisions import may_be_after, revisions  # noqa: PLC0415 - few papers ask

    told = revisions(item)
    return told if kept.last_as_at is None else may_be_after(told, kept.last_as_at)


def finding(items: Sequence[Item], fault: str, hint: str, rule: str) -> Iterator[Finding]:
    """Yield one finding that names the items, of which exempt ones are only counted."""
    if not items:
        return
    from jacpaper.register.counting.differences import listed, named  # noqa: PLC0415 - as above

    first = next((one for one in items if not one.exempt), items[0])
    answer = f"{hint}; or answer in paper.yaml with notes: {{{rule}: ...}}"
    if first.place:
        yield Finding(first.place, f"{fault}: {', '.join(listed(named(items)))}", answer)
