"""What a Word file that came back says: two trees, and what stands at which place in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from jacpaper.tree.elements import TEXT_BLOCKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jacpaper.tree.elements import Element

RevisionKind = Literal["inserted", "deleted", "moved", "format"]
Scope = Literal["words", "paragraph", "row", "cell"]


class Span(NamedTuple):
    """Letters of one text block of a tree: `start` to `end`, which are the same at a point."""

    block: int
    """The position among the tree's text blocks, in reading order, from 0."""
    start: int
    end: int


class Revision(NamedTuple):
    """One tracked change: who made it, when, and which words it is about.

    `accepted` is where its new words stand in the accepted tree, or where the old ones would;
    `original` likewise in the original tree. Either is None where its paragraph is not there.
    In `old` and `new`, a line break stands for the end of a paragraph, a tab for that of a cell.
    """

    kind: RevisionKind
    who: str
    when: str
    """As in the file, usually 2025-12-03T09:30:00Z; empty if it gives none."""
    old: str
    new: str
    accepted: Span | None
    original: Span | None
    scope: Scope = "words"
    what: str = ""
    """For a change of format: what it is, as in "strong" or "p.paragraph, was p"."""


class Comment(NamedTuple):
    """A comment, with the words that it is about as the accepted tree has them."""

    who: str
    initials: str
    when: str
    text: str
    resolved: bool
    words: str
    accepted: Span | None
    """Where the words stand; of words in several blocks, where they begin. None if it is gone."""
    original: Span | None
    replies: tuple[Comment, ...] = ()


class Unplaced(NamedTuple):
    """Words where a paper has none, or marked by hand in a way that it does not have."""

    what: str
    """As in "a text box" or "struck through by hand"."""
    text: str
    accepted: Span | None = None
    """Where it stands in the accepted tree, if it stands there at all."""


class StampedBlock(NamedTuple):
    """What the file says of one text block as it was written."""

    paragraph: str
    """The identifier of its paragraph, 8 hexadecimal digits."""
    kind: str
    """Tag and class, as in `p.paragraph`."""
    digest: str
    """The first 16 hexadecimal digits of the SHA-256 of its text."""
    looks: str = ""
    """The same of its words that have emphasis or lead somewhere; empty: none have."""


class Stamp(NamedTuple):
    """What a Word file says of its making."""

    version: int
    meeting: str
    paper: str
    """Which of the meeting's papers: what its files are called, after the agenda item."""
    sources: Mapping[str, str]
    """The SHA-256 of each input and template file, by its name in the project."""
    targets: tuple[str, ...]
    """The ids that the paper's references lead to, in the order of their bookmarks."""
    furniture: frozenset[str]
    """Digests of the paragraphs of headers and footers, as `StampedBlock.digest`."""
    blocks: tuple[StampedBlock, ...]


@dataclass(frozen=True)
class ReturnedPaper:
    """A Word file as it reads with all its tracked changes accepted, and with all rejected."""

    accepted: Element
    original: Element
    revisions: tuple[Revision, ...]
    comments: tuple[Comment, ...]
    unplaced: tuple[Unplaced, ...]
    stamp: Stamp | None
    accepted_was: tuple[int | None, ...]
    """For each text block of `accepted`, which one of `original` is the same paragraph; None for
    one that was split, joined or put in."""
    accepted_from: tuple[int | None, ...]
    """For each text block of `accepted`, its position in `stamp.blocks`: by the identifier of its
    paragraph, or where that is gone, by its words, now or before the tracked changes, if they are
    there once. None if neither tells."""
    original_from: tuple[int | None, ...]
    """The same for `original`."""
    digest: str
    """The SHA-256 of the file."""


def text_blocks(tree: Element) -> list[Element]:
    """Return the text blocks of a tree, in the order in which `Span.block` counts them."""
    return list(tree.find(*TEXT_BLOCKS))
