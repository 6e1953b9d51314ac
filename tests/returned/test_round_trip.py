"""A paper that comes back as it went out says what it said, block by block."""

from __future__ import annotations

import hashlib

import pytest
from returned_papers import outline, papers

from jacpaper.returned.paper import text_blocks
from jacpaper.returned.read import read

NAMES = list(papers())


@pytest.mark.parametrize("name", NAMES)
def test_every_block_is_read_as_it_was_written(name: str) -> None:
    paper = papers()[name]
    told = read(paper.word)
    for tree in (told.accepted, told.original):
        assert outline(tree) == outline(paper.document.body)
    assert (told.revisions, told.comments, told.unplaced) == ((), (), ())


@pytest.mark.parametrize("name", NAMES)
def test_the_stamp_says_which_paper_it_is_and_what_each_block_was(name: str) -> None:
    document, word = papers()[name]
    told = read(word)
    stamp = told.stamp
    assert stamp is not None
    assert (stamp.version, stamp.meeting) == (1, document.date.isoformat())
    assert stamp.paper == document.name
    blocks = text_blocks(document.body)
    assert [one.digest for one in stamp.blocks] == [
        hashlib.sha256(block.text.encode()).hexdigest()[:16] for block in blocks
    ]
    assert told.accepted_from == told.original_from == tuple(range(len(blocks)))
