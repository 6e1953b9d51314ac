"""What lies where in a project: its meetings, its template, and what is built of them."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from jacpaper.project.template_folder import TemplateFolder

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = "templates/hmicfrs-update"
# The files of each meeting's folder, and those of inputs/ itself.
PAPER = "paper.yaml"
REPORTS = "reports.yaml"
OPEN_COUNTS = "open-counts.yaml"
INSPECTIONS = "inspections.yaml"
MEETING_FILES = (PAPER, REPORTS, OPEN_COUNTS, INSPECTIONS)
# What `jacpaper finalise` records there; a meeting that is not final has none.
PUBLISHED = "published.yaml"
COMMITTEE = "committee.yaml"
# How the register is read; the register itself is one of the other two, or neither.
REGISTER_MAPPING = "register.yaml"
REGISTERS = ("register.csv", "register.xlsx", REGISTER_MAPPING)
# Where files are being replaced: the folder of what was there before (see build.in_place).
UNFINISHED = ".unfinished"
# Below a folder of outputs, the folder of what is not for the public.
RESTRICTED = "restricted"
# Beside the manifest, and in the restricted folder: what validators found in the outputs.
CONFORMANCE = "conformance.json"
# Papers, of which a trend may show all; what none of them gives must be given again.
LOOK_BACK = 12


def meetings(project: Path) -> list[date]:
    """Return the meetings that have a folder in inputs/, oldest first."""
    try:
        with os.scandir(project / "inputs") as found:
            folders = [entry.name for entry in found if _is_folder(entry)]
    except OSError:
        return []
    return sorted(date.fromisoformat(name) for name in folders if _is_date(name))


def looked_back_on(project: Path, meeting: date) -> list[date]:
    """Return the meetings before one that its paper may draw on, oldest first.

    That is one more than it looks back on itself: the last paper looks back too.
    """
    return [day for day in meetings(project) if day < meeting][-LOOK_BACK - 1 :]


def named(day: date, name: str) -> str:
    """Return the name of a meeting's file, from the project's folder."""
    return f"inputs/{day.isoformat()}/{name}"


def has_record(project: Path, day: date) -> bool:
    """Tell whether a meeting's folder has what may be the record of a final paper."""
    return os.path.lexists(project / named(day, PUBLISHED))


def template_folder(project: Path) -> TemplateFolder:
    """Return the project's template folder."""
    return TemplateFolder((project / TEMPLATES).resolve(), TEMPLATES)


def own_folder(project: Path, meeting: date) -> Path:
    """Return the folder that holds a meeting's outputs and nothing else."""
    return project / "build" / meeting.isoformat()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _is_date(name: str) -> bool:
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False
