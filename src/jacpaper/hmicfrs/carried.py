"""What a paper hands on to the next one, where its officer gives nothing new.

A list that is left out of a meeting's file stands as in the newest older file that gives it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from jacpaper.hmicfrs.files import PaperFile
from jacpaper.hmicfrs.inspections_file import InspectionsFile
from jacpaper.project.layout import INSPECTIONS, LOOK_BACK, PAPER, named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jacpaper.hmicfrs.causes import CauseOfConcern
    from jacpaper.hmicfrs.inspections_file import ForthcomingInspection
    from jacpaper.inputs.input_files import InputFiles

    Item = TypeVar("Item", CauseOfConcern, ForthcomingInspection)

# Each list that is carried over, and the meeting's file that holds it.
CARRIED_OVER = {"causes_of_concern": PAPER, "forthcoming": INSPECTIONS}
_MODELS: dict[str, type[PaperFile | InspectionsFile]] = {
    PAPER: PaperFile,
    INSPECTIONS: InspectionsFile,
}


class Listed(NamedTuple):
    """A list as a paper has it, and the file that gives it."""

    items: tuple[Any, ...] = ()
    file: str = ""
    """As in inputs/2025-09-25/paper.yaml; empty: no file gives it."""
    is_known: bool = True
    """False: the file says that nobody knows."""


def listed(files: InputFiles, meeting: date, key: str) -> Listed:
    """Return a list as the paper of a meeting has it; `key` is one of `CARRIED_OVER`.

    Where no file gives it, the problem is noted and the list is empty.
    """
    name = CARRIED_OVER[key]
    earlier = [day for day in files.before if day < meeting][-LOOK_BACK:]
    for day in (meeting, *reversed(earlier)):
        file = files.of_meeting(_MODELS[name], day, name)
        if file is None:  # its errors are noted
            return Listed()
        given = getattr(file, key)
        if given == "unknown":
            return Listed((), named(day, name), is_known=False)
        if given is not None:
            return Listed(given if day == meeting else carry_over(given), named(day, name))
    files.miss(meeting, name, key, "name them, or write none")
    return Listed()


def carry_over(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return what the next paper says of the items.

    What was closed has been said. Notes answered the questions of the paper that had them:
    the next one asks again.
    """
    return tuple(
        item.model_copy(update={"notes": {}}) for item in items if not getattr(item, "closed", None)
    )
