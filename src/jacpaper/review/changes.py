"""What is told of a returned paper: each change, where it belongs, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from jacpaper.problems import Place

if TYPE_CHECKING:
    from jacpaper.review.home_kinds import Home
    from jacpaper.review.words import Edit
    from jacpaper.tree.elements import Element

Kind = Literal["words", "added", "removed", "moved"]
# take: written by --take. by name: written only if its number is given. The others are not.
Verdict = Literal["take", "by name", "refused", "conflict", "by hand"]
# What must be said together: usually one home.
Proposal = tuple["Home", ...]


@dataclass
class Change:
    """One difference between our paper and the returned one."""

    kind: Kind
    label: str
    """As in `paragraph 2.2` or `table 2, row 2025`."""
    old: str
    new: str
    ours: Element | None
    theirs: Element | None
    edit: Edit | None = None
    """Of words: which of ours became which of theirs."""
    beside: tuple[Element, ...] = ()
    """Of what was added: the blocks of our paper around it."""
    proposals: tuple[Proposal, ...] = ()
    number: int = 0
    place: Place = field(default=Place(""))
    verdict: Verdict = "by hand"
    why: str = ""
    aside: Proposal = ()
    """A proposal that says it and from which more follows than figures, if no other is proved."""
    besides: str = ""
    """What follows from that proposal: words that the paper then says otherwise."""
    draft: str | None = None
    """Of a conflict: what the paper said when the file was made, if that is known."""
    partners: tuple[int, ...] = ()
    """The numbers of what must be taken with it: the other half of a move."""
    who: str = ""
    when: str = ""

    @property
    def chosen(self) -> Proposal:
        """The homes that were proved."""
        return self.proposals[0] if self.proposals else ()

    @property
    def is_cell(self) -> bool:
        """True for a whole cell, such as one of a column that was put in or taken out."""
        block = self.theirs or self.ours
        return self.kind != "words" and block is not None and block.tag in ("td", "th")
