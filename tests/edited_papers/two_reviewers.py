"""Two copies of one draft come back: what was taken from the first stays when the second is taken.

Whoever edited the second has not seen the first. So the paper is another one than that which they
had, and what they left as it was is no wish to have it back.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import judge
from accepted import fold
from compared import likeness, not_derived, tokens
from fates import LEFT, REFUSED, WRONG

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from about import Change
    from accepted import Block
    from random_edits import Edit

# Of blocks less alike than this, one did not become the other.
_ALIKE = 0.4


class Second(judge.Case):
    """The second file, whose draft was edited by somebody else too."""

    def __init__(
        self, paper: judge.Paper, file: Path, edits: Sequence[Edit], first: Sequence[Edit],
        ours: list[Block],
    ) -> None:  # fmt: skip
        """`first` are the edits of the first file, and `ours` the paper after it was taken."""
        super().__init__(paper, file, edits)
        self.ours = ours
        self.first = {fold(text) for one in first for text in (one.before, one.after)}

    def may_conflict(self, told: Change, *, is_mine: bool) -> bool:
        """True where the second was edited, and our block is not as it was sent."""
        sent = {fold(block.text) for block in self.original}
        is_ours = not told["draft"] or fold(told["draft"]) in sent
        # What was taken out there, the first may have rewritten: then other words stand here.
        is_of_both = any(fold(one.before) in self.first for one in self.edits)
        return is_ours and (is_mine or (is_of_both and fold(told["old"]) in self.first))

    def _fate(self, one: Edit, made: list[Block], about: list[Change], taken: list[Change]) -> str:
        came = super()._fate(one, made, about, taken)
        if came != WRONG:
            return came
        was = {fold(text) for text in (one.before, *one.before.split("\n"))}
        is_of_both = bool(was & self.first) or not was <= {block.text for block in self.ours}
        if not is_of_both:
            return WRONG
        return REFUSED if any(told["verdict"] == "conflict" for told in about) else LEFT

    def _compare(
        self, made: list[Block], taken: list[Change], changes: list[Change], typed: list[bool]
    ) -> None:
        super()._compare(made, taken, changes, typed)
        ours, was, now = (
            Counter(block.marked for block in side) for side in (self.ours, self.original, made)
        )
        said = {word for one in taken for word in tokens(f"{one['old']} {one['new']}")}
        for text in (ours - was) - now:
            near = max(now, key=lambda other: likeness(text, other))
            lost = not_derived(text, near) - said
            is_out = any(tokens(one["old"]) == tokens(text) for one in taken)
            if lost and not is_out:
                self._fault(f"of the first file, gone with the second: {text[:200]!r}")
        theirs = Counter(block.marked for block in self.word)
        for text in ((was - ours) & (now - ours)) - (theirs - was):
            if not any(likeness(one["new"], text) > _ALIKE for one in taken):
                self._fault(f"taken out with the first file, back with the second: {text[:200]!r}")
