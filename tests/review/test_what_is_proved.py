"""Which proposals are kept: those that hold with one another, and without what failed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jacpaper.review.changes import Change
from jacpaper.review.home_kinds import FactHome, Home
from jacpaper.review.prove import Prover

if TYPE_CHECKING:
    from collections.abc import Sequence


class Entangled(Prover):
    """Says that one change is never said, and that the other holds only together with it."""

    def __init__(self) -> None:
        self.tried: list[str] = []

    def _failed(self, kept: Sequence[Change], tried: Sequence[Change]) -> list[Change]:
        names = "".join(sorted(one.label for one in (*kept, *tried)))
        self.tried.append(names)
        return [one for one in tried if one.label == "never said" or names == "with it"]


def _change(label: str) -> Change:
    return Change("words", label, "old", "new", None, None, proposals=((Home("a.yaml", ()),),))


def test_what_holds_only_with_one_that_failed_is_not_proved() -> None:
    prover, changes = Entangled(), [_change("with it"), _change("never said")]
    prover.prove(changes)
    assert [one.chosen for one in changes] == [(), ()]


def test_what_holds_alone_is_tried_once_more_and_no_oftener() -> None:
    prover, changes = Entangled(), [_change("alone"), _change("never said")]
    prover.prove(changes)
    assert [bool(one.chosen) for one in changes] == [True, False]
    assert prover.tried == ["alonenever said", "alone"]


class NeverAlone(Prover):
    """Says that more than figures follows from each change."""

    def __init__(self) -> None:
        pass

    def _failed(self, kept: Sequence[Change], tried: Sequence[Change]) -> list[Change]:
        del kept
        for one in tried:
            one.aside = one.aside or one.chosen
        return [*tried]


def test_two_days_for_one_value_are_not_both_taken_by_name() -> None:
    days = [FactHome("a.yaml", ("as_at",), day) for day in ("2025-09-01", "2025-09-02")]
    changes = [replace(_change("day"), proposals=((day,),)) for day in days]
    NeverAlone().prove(changes)
    assert [one.chosen for one in changes] == [(days[0],), ()]
    assert changes[1].why == "it cannot be said together with the others"
