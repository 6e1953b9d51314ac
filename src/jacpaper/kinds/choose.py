"""The kind that makes a paper: each is imported only for a paper of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.kinds.find import kind_or_problems
from jacpaper.problems import Problems
from jacpaper.project.layout import AGENDA

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from jacpaper.kinds.kind import Kind


def kind_of(project: Path, meeting: date, item: str) -> Kind[Any]:
    """Return the kind of a paper; `item` is its name, empty for the HMICFRS update.

    Raises:
        Problems: the item has no name or kind that is known, or another one its number.
    """
    kind = kind_or_problems(project, meeting, item)
    if isinstance(kind, list):
        raise Problems(kind)
    if not kind:
        from jacpaper.kinds.update import Update  # noqa: PLC0415 - an item needs none of it

        return Update(project, meeting)
    if kind == AGENDA:
        from jacpaper.kinds.agenda import Agenda  # noqa: PLC0415 - nor the others of this

        return Agenda(project, meeting)
    from jacpaper.kinds.from_folder import FromFolder  # noqa: PLC0415 - as above

    return FromFolder(project, meeting, item, kind)
