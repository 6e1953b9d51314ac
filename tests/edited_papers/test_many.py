"""Papers that were edited at random, reviewed and taken over: nothing is wrong, most is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import many

if TYPE_CHECKING:
    from pathlib import Path

COUNT, FIRST = 6, 7100
# The share of edits of typed words, sentences, dates and items of lists that must be taken.
_LEAST = 0.95


def test_reviews_take_what_can_be_taken_and_nothing_else(tmp_path: Path) -> None:
    told = many.many(COUNT, FIRST, tmp_path.resolve())
    assert not [(case["seed"], fault) for case in told for fault in case["faults"]]
    fates = [
        fate
        for case in told
        if case["take"] not in ("some", "two")
        for _, level, fate, typed in case["fates"]
        if typed and level in ("word", "sentence", "item")
    ]
    assert fates.count("taken") >= _LEAST * len(fates), many.table(told)
    assert len(fates) >= 4
