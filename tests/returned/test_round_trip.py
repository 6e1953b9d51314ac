"""A paper that comes back as it went out says what it said, block by block."""

from __future__ import annotations

import re

import pytest
from returned_papers import outline, papers

from jacpaper.returned.read import read

NAMES = list(papers())


@pytest.mark.parametrize("name", NAMES)
def test_every_block_is_read_as_it_was_written(name: str) -> None:
    paper = papers()[name]
    told = read(paper.word)
    for tree in (told.accepted, told.original):
        assert _without_ids(outline(tree)) == _without_ids(outline(paper.document.body))
    assert told.unplaced == ()


def _without_ids(blocks: list[str]) -> list[str]:
    """Return the blocks without what Word has under other names: ids, and a style's other uses."""
    one_style = (re.sub(r'"(notice|reason)"', '"marking"', block) for block in blocks)
    return [re.sub(r' (id|href)="#?[\w-]+"', "", block) for block in one_style]
