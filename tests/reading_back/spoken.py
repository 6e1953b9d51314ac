"""Builds papers with the real program, reads them back, and finds the least that fails."""

from __future__ import annotations

import copy
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import command_line
import raw_facts
import reader
import workspaces
from reader import Untrue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from raw_facts import Facts
    from workspaces import Workspace

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
FORMATS = ("html", "docx")
WITH_PDF = (*FORMATS, "pdf")
"""All that is read; a PDF takes longer to make than the others together."""


def untrue(
    workspace: Workspace,
    project: Path,
    formats: tuple[str, ...] = FORMATS,
    templates: Path = TEMPLATES,
) -> list[Untrue]:
    """Return what is untrue in the papers of a workspace, the oldest paper first.

    A paper that cannot be built counts too, with what the program said: only valid inputs are made.
    """
    workspaces.clear(project)
    workspace.write(project, templates)
    found: list[Untrue] = []
    for facts in raw_facts.papers(project):
        found += of_paper(facts, project, formats)
        if found and not found[-1].sentence:
            break  # those after it are held against what this one printed
    return found


def of_paper(facts: Facts, project: Path, formats: tuple[str, ...]) -> list[Untrue]:
    """Build one paper of a project, and return what is untrue in it."""
    meeting = facts.meeting.isoformat()
    out = project / "out" / meeting
    done = command_line.run(
        project, "build", meeting, "--only", ",".join(formats), "--out", str(out)
    )
    if done.code:
        return [Untrue(meeting, "", f"it cannot be built:\n{done.said}")]
    found = []
    for ending in formats:
        (path,) = out.glob(f"*.{ending}")
        for one in (path, *out.glob(f"restricted/*.{ending}")):
            found += reader.read(facts, one)
    return found


def smallest(workspace: Workspace, project: Path, seconds: float = 60) -> str:
    """Return the inputs from which all was removed that the first complaint does not need."""
    end = time.monotonic() + seconds
    complaint = _kind(untrue(workspace, project))
    smaller = True
    while smaller and time.monotonic() < end:
        smaller = False
        for candidate in _without_one_part(workspace):
            if time.monotonic() > end:
                break
            if complaint in {_kind([one]) for one in untrue(candidate, project, ("html",))}:
                workspace, smaller = candidate, True
                break
    shown = {name: one if isinstance(one, str) else workspaces.dumped(one)
             for name, one in workspace.files.items()}  # fmt: skip
    return "\n".join(f"# {name}\n{text}" for name, text in shown.items())


def _kind(found: list[Untrue]) -> str:
    """Return what a complaint has in common with others of its kind."""
    first = found[0] if found else Untrue("", "", "")
    return re.sub(r"\d+", "0", f"{first.why[:60]} {first.sentence[:30]}")


def _without_one_part(workspace: Workspace) -> Iterator[Workspace]:
    """Yield the workspace without one meeting, file, key or item of a list, the largest first."""
    for meeting in workspace.meetings:
        rest = {n: v for n, v in workspace.files.items() if not n.startswith(meeting)}
        yield workspaces.Workspace(rest)
    for name, value in workspace.files.items():
        if isinstance(value, dict):
            for trail in _trails(value):
                files = copy.deepcopy(workspace.files)
                parent = files[name]
                for step in trail[:-1]:
                    parent = parent[step]
                del parent[trail[-1]]
                yield workspaces.Workspace(files)


def _trails(value: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each part of data, the outer ones first."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    yield from ((key,) for key in keys)
    for key in keys:
        if isinstance(value[key], dict | list):
            yield from ((key, *trail) for trail in _trails(value[key]))
