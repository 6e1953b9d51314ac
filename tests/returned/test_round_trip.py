"""A paper that comes back as it went out says what it said, block by block."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

import pytest
from returned_papers import MEETINGS, outline, papers, papers_of, reference, typed

from jacpaper.returned.paper import text_blocks
from jacpaper.returned.read import read
from libreoffice import saved_again

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.returned.paper import ReturnedPaper
    from jacpaper.tree.document import Document


@pytest.mark.parametrize("meeting", MEETINGS)
def test_every_block_and_the_stamp_are_read_as_they_were_written(meeting: str) -> None:
    for document, word in papers_of(meeting):
        told = read(word)
        for tree in (told.accepted, told.original):
            assert outline(tree) == outline(document.body)
        assert (told.revisions, told.comments, told.unplaced) == ((), (), ())
        compare_stamp(told, document)


def compare_stamp(told: ReturnedPaper, document: Document) -> None:
    """The stamp says which paper it is and what each block was."""
    stamp = told.stamp
    assert stamp is not None
    assert (stamp.version, stamp.meeting) == (1, document.date.isoformat())
    assert stamp.paper == document.name
    blocks = text_blocks(document.body)
    assert [one.digest for one in stamp.blocks] == [
        hashlib.sha256(typed(block.text).encode()).hexdigest()[:16] for block in blocks
    ]
    assert told.accepted_from == told.original_from == tuple(range(len(blocks)))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return every paper as LibreOffice saves it."""
    folder: Path = tmp_path_factory.mktemp("saved")
    before = [folder / f"{name.replace(' ', '-')}.docx" for name in papers()]
    for path, paper in zip(before, papers().values(), strict=True):
        path.write_bytes(paper.word)
    (folder / "after").mkdir()
    return dict(zip(papers(), saved_again(before, folder / "after"), strict=True))


@pytest.mark.parametrize("meeting", MEETINGS)
def test_every_block_and_the_stamp_are_read_as_libreoffice_saves_them(
    saved: dict[str, Path], meeting: str
) -> None:
    for document, word in papers_of(meeting):
        again = read(saved[f"{meeting} {document.name}"])
        assert outline(again.accepted) == outline(again.original) == outline(document.body)
        assert (again.revisions, again.comments, again.unplaced) == ((), (), ())
        assert again.stamp == read(word).stamp


def test_reading_takes_no_time_that_a_person_would_notice() -> None:
    word = reference().word
    read(word)
    begun = time.process_time()  # others may have the processor meanwhile
    read(word)
    assert time.process_time() - begun < 0.15
