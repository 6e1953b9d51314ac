"""Records and outputs of what a meeting has no more: items removed, renamed or made private."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jacpaper.build import manifest
from jacpaper.build.names import is_restricted
from jacpaper.kinds.find import papers
from jacpaper.kinds.privacy import is_private
from jacpaper.project.layout import has_record

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
