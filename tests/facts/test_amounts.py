"""Numbers and amounts are read as people type them, also with the minus that Word makes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jacpaper.facts import amounts


@pytest.mark.parametrize("minus", ["-", "\u2212", "\u2013"])
def test_a_minus_of_word_is_a_minus(minus: str) -> None:
    assert amounts.number(f"{minus}12.5") == Decimal("-12.5")
    assert amounts.money(f"{minus}£1.2 million") == Decimal(-1_200_000)


@pytest.mark.parametrize("typed", ["12\u201315", "\u2014", "\u2212", "--4"])
def test_a_dash_elsewhere_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="should be a number"):
        amounts.number(typed)
    with pytest.raises(ValueError, match="should be an amount"):
        amounts.money(typed)
