"""Which proposals are kept: those that hold with one another, and without what failed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from jacpaper.review.changes import Change
from jacpaper.review.home_kinds import FactHome, Home
from jacpaper.review.prove import Prover
from jacpaper.review.review import Review, _agree, _keep_what_holds, _of_verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.review.changes import Verdict


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


class Leaning(Prover):
    """Says that each change holds only together with those that its label names after a colon."""

    def __init__(self) -> None:
        pass

    def _failed(self, kept: Sequence[Change], tried: Sequence[Change]) -> list[Change]:
        there = {one.label[0] for one in (*kept, *tried)}
        return [one for one in tried if not there.issuperset(one.label[2:])]


def test_what_leans_on_one_that_leans_on_one_that_failed_is_not_proved() -> None:
    """With all three tried at once, only the last fails; without it the second, then the first."""
    changes = [_change("a:b"), _change("b:c"), _change("c:-"), _change("d:")]
    Leaning().prove(changes)
    assert [bool(one.chosen) for one in changes] == [False, False, False, True]


@pytest.mark.parametrize(
    ("verdicts", "offered"),
    [
        (("take", "take", "take"), ("take", "take", "take")),
        (("take", "refused", "take"), ("refused", "refused", "take")),
        (("take", "by name", "take"), ("by name", "by name", "take")),
        (("by name", "take", "by name"), ("by name", "take", "by name")),
    ],
)
def test_what_is_offered_holds_without_what_is_not(
    verdicts: tuple[Verdict, ...], offered: tuple[Verdict, ...]
) -> None:
    changes = [_change("a:b"), _change("b:"), _change("d:")]
    for number, (change, verdict) in enumerate(zip(changes, verdicts, strict=True), 1):
        change.number, change.verdict = number, verdict
    _keep_what_holds(changes, Leaning())
    assert tuple(one.verdict for one in changes) == offered


def test_what_goes_with_what_goes_by_name_goes_by_name() -> None:
    """The second goes with the first and the third; the third with the second; the last alone."""
    first, second, third, last = changes = [_change(one) for one in "abcd"]
    for number, change in enumerate(changes, 1):
        change.number, change.verdict = number, "take"
    first.verdict = "by name"
    first.partners, second.partners, third.partners = (2,), (1, 3), (2,)
    assert _of_verdicts(changes, ("take",)) == [last]
    told = Review(tuple(changes), (), (), (), None, Leaning())
    assert told.takable() == [last]
    assert told.takable([3]) == [first, second, third]
    _agree(changes)
    assert [one.verdict for one in changes] == ["by name", "by name", "by name", "take"]
    first.verdict = "refused"
    _agree(changes)
    assert [one.verdict for one in changes] == ["refused", "refused", "refused", "take"]


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
