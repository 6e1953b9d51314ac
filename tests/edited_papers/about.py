"""Which of the changes that the program tells of are about an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accepted import fold
from compared import GLUE, is_counted, likeness, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accepted import Block
    from random_edits import Edit

Change = dict[str, Any]
"""A change as the program tells it."""


def has_figures(change: Change) -> bool:
    words = tokens(f"{change['old']} {change['new']}")
    return any(is_counted(word) and word not in GLUE for word in words)


def has_followed(about: list[Change], taken: list[Change]) -> bool:
    """True if an edit was refused, and its words changed with another figure that was taken."""
    refused = bool(about) and all(change["verdict"] == "refused" for change in about)
    # From an item more or less, counts follow.
    return refused and any(has_figures(one) or one["kind"] in ("added", "removed") for one in taken)


def has_gone_with(
    one: Edit, about: list[Change], taken: list[Change], made: Sequence[Block]
) -> bool:
    """True if an edit was left, as its block went with an item of its record that was taken out.

    So does the sentence before a list whose only item was taken out.
    """
    left = bool(about) and not any(change in taken for change in about)
    places = {(change["file"], change["line"]) for change in about}
    out = [change for change in taken if change["kind"] == "removed"]
    is_gone = any(
        not any(likeness(block.text, part) > 0.5 for block in made)
        for part in one.before.split("\n")
    )
    return (
        left
        and is_gone
        and any(
            (each["file"], each["line"]) in places or fold(one.before) in fold(each["old"])
            for each in out
        )
    )


def changes_of(one: Edit, changes: Sequence[Change]) -> list[Change]:
    """Return the changes that tell of an edit: with words of it and no others, if there are any."""
    old, new = set(tokens(one.old)), set(tokens(one.new))
    exact = [
        change
        for change in changes
        if set(tokens(change["old"])) <= old and set(tokens(change["new"])) <= new
    ]
    return exact or [change for change in changes if is_about(change, one)]


def is_about(change: Change, one: Edit) -> bool:
    told = set(tokens(f"{change['old']} {change['new']}"))
    meant = set(tokens(f"{one.old} {one.new}"))
    return bool(told & meant)
