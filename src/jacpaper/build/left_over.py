"""Records and outputs of papers that a meeting has no more: items that were removed or renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.build import manifest
from jacpaper.kinds.find import papers
from jacpaper.project.layout import has_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from jacpaper.build.manifest import Manifest


def records(project: Path, folder: Path, meeting: date) -> dict[str, Manifest]:
    """Return the records in a meeting's own folder whose papers it has no more, by their names.

    What was published is none of them, whatever became of its inputs.
    """
    return _no_more(project, meeting, manifest.readable_in(folder))


def _no_more(project: Path, meeting: date, told: Mapping[str, Manifest]) -> dict[str, Manifest]:
    known = {*papers(project, meeting), *([""] if has_record(project, meeting) else [])}
    return {
        name: one
        for name, one in told.items()
        if one.meeting == meeting.isoformat() and one.paper not in known
    }


def said(one: Manifest) -> Iterator[str]:
    """Say of each output of such a paper what it is."""
    paper = f"the item {one.paper}" if one.paper else "a paper"
    for name in one.outputs:
        yield f"{name} is of {paper}, which the meeting has no more: build again to remove it"
