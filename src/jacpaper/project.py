"""What lies where in a project: its meetings, its template, and what is built of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jacpaper.template_folder import TemplateFolder

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = "templates/hmicfrs-update"


def meetings(project: Path) -> list[date]:
    """Return the meetings that have a folder in inputs/, oldest first."""
    return sorted(
        date.fromisoformat(folder.name)
        for folder in (project / "inputs").glob("*-*-*")
        if folder.is_dir() and _is_date(folder.name)
    )


def template_folder(project: Path) -> TemplateFolder:
    """Return the project's template folder."""
    return TemplateFolder((project / TEMPLATES).resolve(), TEMPLATES)


def own_folder(project: Path, meeting: date) -> Path:
    """Return the folder that holds a meeting's outputs and nothing else."""
    return project / "build" / meeting.isoformat()


def _is_date(name: str) -> bool:
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False
