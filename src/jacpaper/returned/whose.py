"""Whose paper a Word file is: that of which meeting, and whether it is ours at all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jacpaper.problems import Place, Problem, Problems
from jacpaper.returned.paper import text_blocks
from jacpaper.text.characters import unprocessed
from jacpaper.writers.word.house_style import BLOCK_STYLES

if TYPE_CHECKING:
    from datetime import date

    from jacpaper.returned.paper import ReturnedPaper, Stamp
    from jacpaper.tree.elements import Element

# The share of our words that a file must have, or it is another paper's.
_LEAST_SHARED = 0.5


def refuse_other_meeting(stamp: Stamp | None, meeting: date, name: str, hint: str) -> None:
    """Refuse a file that says it is another meeting's paper; `name` is what messages call it.

    Raises:
        Problems: it is.
    """
    if stamp and stamp.meeting != meeting.isoformat():
        fault = f"this is the paper of {stamp.meeting}, and not of {meeting.isoformat()}"
        raise Problems([Problem(Place(name), fault, hint)])


def refuse_other_paper(body: Element, returned: ReturnedPaper, name: str) -> None:
    """Refuse a file that has few of the words of our paper.

    Raises:
        Problems: it has.
    """
    if shared(body, returned) < _LEAST_SHARED:
        fault = "this is not the paper that the inputs make: few of its words are the same"
        raise Problems([Problem(Place(name), fault, "give the Word file that came back")])


def shared(body: Element, returned: ReturnedPaper) -> float:
    """Return the share of our paper's words that are in a file, changes accepted or rejected."""
    ours, *theirs = (
        Counter(word for block in text_blocks(tree) for word in unprocessed(block.text).split())
        for tree in (body, returned.accepted, returned.original)
    )
    return max((ours & one).total() for one in theirs) / max(ours.total(), 1)


def name_alike(ours: Element, theirs: Element) -> None:
    """Give their blocks the classes that ours have where a Word file cannot tell these apart.

    The marking, the notice of a restricted paper and "Draft" have one style.
    """
    marking = BLOCK_STYLES["p.marking"]
    alike = {name for name, style in BLOCK_STYLES.items() if style == marking}
    mine, other = (
        [block for block in tree.find("p") if f"p.{block.class_name}" in alike]
        for tree in (ours, theirs)
    )
    texts = {block.text for block in mine}
    # Those with the same words first: what is left may have other words by now.
    for block in sorted(other, key=lambda one: one.text not in texts):
        same = next((one for one in mine if one.text == block.text), mine[0] if mine else None)
        if same is not None:
            block.attributes["class"] = same.class_name
            mine.remove(same)
