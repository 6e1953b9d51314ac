"""Which of the changes that the program tells of are about an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compared import GLUE, is_counted, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from random_edits import Edit

Change = dict[str, Any]
"""A change as the program tells it."""


def has_figures(change: Change) -> bool:
    words = tokens(f"{change['old']} {change['new']}")
    return any(is_counted(word) and word not in GLUE for word in words)


def has_followed(about: list[Change], taken: list[Change]) -> bool:
    """True if an edit was refused, and its words changed with another figure that was taken."""
    refused = bool(about) and all(change["verdict"] == "refused" for change in about)
    return refused and any(has_figures(change) for change in taken)


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
