"""What a paper hands on to the next one, where its officer gives nothing new.

A list that is left out of a meeting's file stands as in the newest older file that gives it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from jacpaper.project.layout import INSPECTIONS, PAPER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jacpaper.facts.causes import CauseOfConcern
    from jacpaper.facts.inspections_file import ForthcomingInspection

    Item = TypeVar("Item", CauseOfConcern, ForthcomingInspection)

# Each list that is carried over, and the meeting's file that holds it.
CARRIED_OVER = {"causes_of_concern": PAPER, "forthcoming": INSPECTIONS}


class Listed(NamedTuple):
    """A list as a paper has it, and the file that gives it."""

    items: tuple[Any, ...] = ()
    file: str = ""
    """As in inputs/2025-09-25/paper.yaml; empty: no file gives it."""
    is_known: bool = True
    """False: the file says that nobody knows."""


def carry_over(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return what the next paper says of the items.

    What was closed has been said. Notes answered the questions of the paper that had them:
    the next one asks again.
    """
    return tuple(
        item.model_copy(update={"notes": {}}) for item in items if not getattr(item, "closed", None)
    )
