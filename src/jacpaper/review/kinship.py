"""Which blocks of our paper and of the returned one are one paragraph, as the file tells it.

Its words may all be others: then nothing but the file itself shows that it was rewritten, and not
taken out and another one put in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.returned.paper import text_blocks
from jacpaper.review import words

if TYPE_CHECKING:
    from jacpaper.returned.paper import ReturnedPaper
    from jacpaper.review.drafts import Draft
    from jacpaper.tree.elements import Element


class Kinship:
    """What the returned file tells of its blocks; `draft` is the one that went out, if known."""

    def __init__(self, returned: ReturnedPaper, draft: Draft | None) -> None:
        self.theirs, self._draft = returned.accepted, draft
        originals = [words.plain(block.text) for block in text_blocks(returned.original)]
        accepted = zip(text_blocks(returned.accepted), returned.accepted_was, strict=True)
        self._was = {id(block): originals[was] for block, was in accepted if was is not None}

    def became(self, ours: Element, theirs: Element) -> bool:
        """True if a block of ours became one of theirs: by its identifier, or a tracked change."""
        one, other = _first(ours), _first(theirs)
        if self._draft and self._draft.became(one, other):
            return True
        was = self._was.get(id(other))
        return bool(was) and was == words.plain(one.text)

    def are_both_new(self, ours: Element, theirs: Element) -> bool:
        """True if one block was added here and another one there."""
        return self._draft is not None and self._draft.are_both_new(ours, theirs)


def _first(block: Element) -> Element:
    """Return a block, or the first cell of a row."""
    return next(block.elements) if block.tag == "tr" else block
