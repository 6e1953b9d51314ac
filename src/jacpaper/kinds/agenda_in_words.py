"""What an agenda says in words of who may see a paper, where its key `private` says nothing.

Titles are marked, as in `Estates (Part II)`; files are named so; and papers stand below an item by
which the press and public are excluded.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.facts.agenda import NO_PAPER
from jacpaper.register.reading.whole_papers import (
    mark_of,
    name_restricts,
    puts_public_back,
    takes_public_out,
    title_restricts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Said(NamedTuple):
    """What the agenda says of an item."""

    title: str
    presenter: str = ""
    paper: str = ""
    """Empty: one of ours; `none`: it has no paper."""
    is_private: bool = False


def doubts(items: Iterable[Said]) -> Iterator[str]:
    """Yield for each item by which words its paper may be private; empty: by none."""
    above = ""
    for one in items:
        # What has a paper, or is private, may be about the public, or the first part of something.
        if one.paper == NO_PAPER:
            if takes_public_out(one.title):
                above = one.title
            elif puts_public_back(one.title) and not one.is_private:
                above = ""
        yield "" if one.is_private or one.paper == NO_PAPER else _doubt(one, above)


def _doubt(one: Said, above: str) -> str:
    mark = title_restricts(one.title) or mark_of(one.presenter)
    if mark := mark or name_restricts(PurePosixPath(one.paper).stem):
        return f"“{mark}”"
    return f"“{above}”, which stands above it," if above else ""
