"""Records and outputs of what a meeting has no more: items removed, renamed or made private."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from jacpaper.build import manifest
from jacpaper.build.names import called, is_restricted
from jacpaper.kinds.find import number_of, papers
from jacpaper.kinds.privacy import is_private
from jacpaper.project.layout import (
    built_meetings,
    copy_of_record,
    has_record,
    meetings,
    own_folder,
)
from jacpaper.tree.document import in_file_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from jacpaper.build.manifest import Manifest


def records(project: Path, folder: Path, meeting: date) -> dict[str, Manifest]:
    """Return the records in a meeting's own folder whose papers it has no more, by their names.

    So it is with a record of what was for the public, of an item that is private by now. What was
    published is none of them, whatever became of its inputs.
    """
    return _no_more(project, meeting, manifest.readable_in(folder))


def _no_more(project: Path, meeting: date, told: Mapping[str, Manifest]) -> dict[str, Manifest]:
    known = {*papers(project, meeting), *([""] if has_record(project, meeting) else [])}
    return {
        name: one
        for name, one in told.items()
        if one.meeting == meeting.isoformat()
        and (one.paper not in known or (is_made_private(project, one) and not is_restricted(name)))
    }


def is_made_private(project: Path, one: Manifest) -> bool:
    """Tell whether the paper of a record is an item that is private by now."""
    return is_private(project, date.fromisoformat(one.meeting), one.paper)


def said(project: Path, one: Manifest) -> Iterator[str]:
    """Say of each output of such a paper what it is."""
    paper = f"the item {one.paper}" if one.paper else "a paper"
    why = "is private by now" if is_made_private(project, one) else "the meeting has no more"
    for name in one.outputs:
        yield f"{name} is of {paper}, which {why}: build again to remove it"


def still_public(project: Path, meeting: date, folder: Path) -> list[str]:
    """Return the public files in a folder that are of items which are private by now.

    That is what records name, and in the meeting's own folder what is called so too.
    """
    told = [one for one in manifest.readable_in(folder).values() if is_made_private(project, one)]
    found = {name for one in told for name in one.outputs if not is_restricted(name)}
    if folder.resolve() == own_folder(project, meeting).resolve():
        found |= {*_called_as_private(project, meeting, folder)}
    return sorted(name for name in found if os.path.lexists(folder / name))


def of_other_meetings(project: Path) -> list[str]:
    """Return the folders in build/ with papers of meetings that inputs/ has no folder for.

    Those with the record of a final paper are not named: for later papers that is an error.
    """
    known = meetings(project)
    gone = [day for day in built_meetings(project) if day not in known]
    return [
        f"build/{day}"
        for day in gone
        if manifest.own_names_in(own_folder(project, day))
        and not (project / copy_of_record(day)).is_file()
    ]


def _called_as_private(project: Path, meeting: date, folder: Path) -> Iterator[str]:
    """Yield what lies in a meeting's own folder and is called as an item that is private."""
    private = {
        f"agenda-item-{in_file_name(number_of(project, meeting, item))}-{item}"
        for item in papers(project, meeting)
        if is_private(project, meeting, item)
    }
    yield from (path.name for path in folder.glob("agenda-item-*") if called(path.name) in private)
