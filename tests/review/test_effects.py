"""Which differences are the same change, and which follow from another."""

from __future__ import annotations

import pytest

from jacpaper.review import effects, find
from jacpaper.tree.elements import Element


def _body(*texts: str) -> Element:
    return Element("body", {}, [Element("p", {"class": "paragraph"}, [text]) for text in texts])


@pytest.mark.parametrize(
    ("was", "returned", "became"),
    [
        # "in January or January 2026" became "in January 2026" where it was typed.
        ("in January or February 2026.", "in January or January 2026.", "in January 2026."),
        ("in March and May 2026.", "in May and May 2026.", "in May 2026."),
        ("a very small and slow rise.", "a very very slow rise.", "a very slow rise."),
        ("two of two and more.", "two of more.", "two of two of more."),
    ],
)
def test_of_words_said_twice_either_may_be_missing(was: str, returned: str, became: str) -> None:
    theirs = _body(returned)
    (change,) = find.changes(_body(was), theirs)
    left = find.changes(_body(became), theirs)
    assert any(effects.is_same(change, other) for other in left)


def test_words_elsewhere_in_the_block_are_another_change() -> None:
    theirs = _body("It rose in May, and fell again in June or July.")
    (change,) = find.changes(_body("It rose in May, and fell again in June or August."), theirs)
    (other,) = find.changes(_body("It rose in March, and fell again in June or July."), theirs)
    assert not effects.is_same(change, other)
