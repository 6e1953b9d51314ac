"""The kind that makes a paper: each is imported only for a paper of it.

This is the door to `hmicfrs`: whoever makes papers of every kind comes in here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.kinds.privacy import kind_if_agreed
from jacpaper.problems import Problems
from jacpaper.project.layout import AGENDA

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from jacpaper.hmicfrs.kind import Update
    from jacpaper.kinds.kind import Kind
    from jacpaper.rules.rule import Rule


def kind_of(project: Path, meeting: date, item: str) -> Kind[Any]:
    """Return the kind of a paper; `item` is its name, empty for the HMICFRS update.

    Raises:
        Problems: the item has no name or kind that is known, another one its number, or it is
            for the public and the agenda has it as private.
    """
    kind = kind_if_agreed(project, meeting, item)
    if isinstance(kind, list):
        raise Problems(kind)
    if not kind:
        return update(project, meeting)
    if kind == AGENDA:
        from jacpaper.kinds.agenda import Agenda  # noqa: PLC0415 - nor the others of this

        return Agenda(project, meeting)
    from jacpaper.kinds.from_folder import FromFolder  # noqa: PLC0415 - as above

    return FromFolder(project, meeting, item, kind)


def update(project: Path, meeting: date) -> Update:
    """Return the HMICFRS update, the one kind whose next paper is begun from the last one."""
    from jacpaper.hmicfrs.kind import Update  # noqa: PLC0415 - an item needs none of it

    return Update(project, meeting)


def first_files(meeting: date) -> Mapping[str, str]:
    """Return the files of the very first meeting, by their names in its folder."""
    from jacpaper.hmicfrs.next_meeting import first  # noqa: PLC0415 - as above

    return first(meeting)


def every_rule() -> tuple[Rule[Any], ...]:
    """Return the rules of all kinds, in the order of their ids."""
    from jacpaper.hmicfrs.rules.table import RULES  # noqa: PLC0415 - it has those for any paper too

    return RULES


def import_all() -> None:
    """Import what papers of all kinds need; processes that build them begin as copies of one."""
    from jacpaper.hmicfrs import kind  # noqa: F401, PLC0415 - importing it is all

    every_rule()
