"""What a rule for the HMICFRS update may look at."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from jacpaper.hmicfrs import arithmetic
from jacpaper.rules.rule import AnyCase

if TYPE_CHECKING:
    from jacpaper.hmicfrs.arithmetic import Movement
    from jacpaper.hmicfrs.paper import PaperFacts


class Case(AnyCase):
    """An update: its facts, and the words made of them."""

    facts: PaperFacts

    @cached_property
    def movement(self) -> Movement:
        """How the open counts came from the last paper's."""
        facts = self.facts
        return arithmetic.movement(
            facts.counts, facts.previous, facts.reports, facts.period, facts.brought
        )
