"""A value weighs as much as all that it holds, in whatever form a template holds it."""

from __future__ import annotations

from typing import Any

import pytest

from jacpaper.template.weights import MOST_DEPTH, MOST_WEIGHT, TooMuch, Weights


def doubled(times: int) -> list[Any]:
    """Return a list in which each list stands twice in the next: small, and without an end."""
    held: list[Any] = [1]
    for _ in range(times):
        held = [held, held]
    return held


@pytest.mark.parametrize(
    "value",
    [
        doubled(20), (doubled(20),), {"a": doubled(20)}, {"a": doubled(20)}.items(),
        {"a": doubled(20)}.values(), [{"a": doubled(20)}.items()], range(MOST_WEIGHT + 1),
        dict.fromkeys(range(MOST_WEIGHT)).keys(),
    ],
    ids=["list", "tuple", "dict", "items", "values", "nested", "range", "keys"],
)  # fmt: skip
def test_what_holds_too_much_is_refused(value: object) -> None:
    with pytest.raises(TooMuch):
        Weights().of(value)


def test_lists_are_nested_only_so_deep() -> None:
    nested: list[Any] = []
    for _ in range(MOST_DEPTH - 1):
        nested = [nested]
    assert Weights().of(nested) == MOST_DEPTH
    with pytest.raises(TooMuch):
        Weights().of([nested])


def test_each_item_and_each_twenty_letters_count() -> None:
    assert Weights().of([1, "x" * 40, (2, 3), {"a": 4}]) == 1 + 1 + 3 + 3 + 3
    assert Weights().of(range(5)) == 6
    assert Weights().of({1: 2}.items()) == 3
