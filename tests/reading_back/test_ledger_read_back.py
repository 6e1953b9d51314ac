"""What papers say of target dates and time open is recomputed from their raw registers."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import documents
import pytest
import raw_facts
import reader
import spoken
import workspaces
from one_figure import changed

if TYPE_CHECKING:
    from documents import Block
    from raw_facts import Facts

NUMBER = 1
"""The generated register of `make test`, with two papers; `make soak` reads thousands."""


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """Return what the last paper is made of, after all papers were built and read."""
    project = tmp_path_factory.mktemp("ledger")
    workspaces.with_ledger(NUMBER).write(project, spoken.TEMPLATES)
    chain = raw_facts.papers(project)
    assert not [one for facts in chain for one in spoken.of_paper(facts, project, ("html",))]
    return chain[-1]


def of_ledger(page: list[Block]) -> list[list[Block]]:
    """Return each block of the ledger, after the caption that it stands under.

    Captions themselves are held against the sentences that lead to them.
    """
    (start,) = (at for at, one in enumerate(page) if one.text == "Target dates and time open")
    found, caption, end = [], page[start], False
    for block in page[start:]:
        end = end or (block.kind == "h" and block.text == "Inspection activity")
        if block.kind == "caption":
            caption = block
        elif not end or "late, red or" in (caption.text if block.kind == "table" else block.text):
            found.append([caption, block])
    return found


def read(facts: Facts, captions: list[Block], blocks: list[Block]) -> list[str]:
    """Return which sentences of the blocks are untrue; `captions` are those of the whole paper."""
    found = reader.read_blocks(facts, [*captions, *blocks], "changed")
    return [one.sentence for one in found if one.sentence]


def test_each_figure_of_a_ledger_is_held_against_the_register(facts: Facts) -> None:
    (path,) = facts.folder.glob(f"out/{facts.meeting}/*.html")
    page = documents.page(path)
    captions = [one for one in page if one.kind == "caption"]
    luck, missed, tried = random.Random(1), [], 0  # noqa: S311 - the same changes each time
    for caption, block in of_ledger(page):
        for said, other in changed(block, luck):
            tried += 1
            if not read(facts, captions, [caption, other]):
                missed.append(f"{block.kind}: {said}")
    assert not missed
    assert tried > 300
