"""What lies where in a project: its meetings, its template, and what is built of them."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from jacpaper.project.template_folder import TemplateFolder

if TYPE_CHECKING:
    from pathlib import Path

# Each folder in here that has a template is a kind of paper.
KINDS = "templates"
TEMPLATE = "paper.html.j2"
# What the YAML of an item of a kind holds, if the kind's keeper has said so.
KIND_FACTS = "facts.yaml"
TEMPLATES = f"{KINDS}/hmicfrs-update"
# Where kinds have their look from if they have none of their own; else from the folder above.
SHARED = f"{KINDS}/shared"
# What the look of a kind is: whoever has one of these has all.
LOOK = ("paper.css", "screen.css", "house-style.docx", "fonts")
# The files of each meeting's folder, and those of inputs/ itself.
PAPER = "paper.yaml"
REPORTS = "reports.yaml"
OPEN_COUNTS = "open-counts.yaml"
INSPECTIONS = "inspections.yaml"
MEETING_FILES = (PAPER, REPORTS, OPEN_COUNTS, INSPECTIONS)
# The folder of a meeting's further agenda items: a file each, whose first key names its kind.
ITEMS = "items"
# What the meeting deals with, in order; the paper of it is called so, as is the folder in KINDS.
AGENDA = "agenda"
AGENDA_FILE = f"{AGENDA}.yaml"
# The folder of other people's PDFs, which go into the pack.
FOREIGN = "papers"
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
# In the folder of a meeting's outputs, the folder of what `jacpaper pack` makes.
PACK = "pack"
# Likewise what `jacpaper upload` makes, and beside it the record of that; the template of its
# index page is in KINDS, in a folder of this name.
UPLOAD = "upload"
UPLOAD_RECORD = f"{UPLOAD}.json"
# Beside the manifest, and in the restricted folder: what validators found in the outputs.
CONFORMANCE = "conformance.json"
# Papers, of which a trend may show all; what none of them gives must be given again.
LOOK_BACK = 12


def meetings(project: Path) -> list[date]:
    """Return the meetings that have a folder in inputs/, oldest first."""
    return _days(project / "inputs")


def built_meetings(project: Path) -> list[date]:
    """Return the meetings that have a folder in build/, oldest first."""
    return _days(project / "build")


def _days(folder: Path) -> list[date]:
    try:
        with os.scandir(folder) as found:
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


def copy_of_record(day: date) -> str:
    """Return the name of the copy of a record that lies with what was published."""
    return f"build/{day.isoformat()}/{PUBLISHED}"


def template_folder(project: Path) -> TemplateFolder:
    """Return the project's template folder."""
    return TemplateFolder((project / TEMPLATES).resolve(), TEMPLATES)


def kind_folder(project: Path, kind: str) -> TemplateFolder:
    """Return the folder of a kind; parts that it includes and does not have are shared."""
    shown = f"{KINDS}/{kind}"
    return TemplateFolder((project / shown).resolve(), shown, shared_folder(project))


def look_of(project: Path, folder: TemplateFolder) -> TemplateFolder:
    """Return the folder that holds a kind's style sheets, fonts and house style."""
    has_own = any((folder.path / name).exists() for name in LOOK)
    return folder if has_own else shared_folder(project)


def shared_folder(project: Path) -> TemplateFolder:
    """Return the folder of what kinds share."""
    if (project / SHARED).is_dir():
        return TemplateFolder((project / SHARED).resolve(), SHARED)
    return template_folder(project)


def kinds(project: Path) -> list[str]:
    """Return the names of the kinds of paper that an item may be of."""
    found = (project / KINDS).glob(f"*/{TEMPLATE}")
    own = (TEMPLATES.rpartition("/")[2], AGENDA, UPLOAD)
    return sorted(path.parent.name for path in found if path.parent.name not in own)


def items(project: Path, meeting: date) -> list[str]:
    """Return the names of a meeting's further items: those of their files, without ending."""
    folder = project / named(meeting, ITEMS)
    found = (path for path in folder.glob("*.yaml") if not path.name.startswith((".", "~$")))
    return sorted(path.stem for path in found)


def kind_schema(kind: str) -> str:
    """Return the file by which editors complete items of a kind, from the project's folder."""
    return f"schemas/kinds/{kind}.schema.json"


def item_file(name: str) -> str:
    """Return the file of a further item, or of the agenda, from its meeting's folder."""
    return AGENDA_FILE if name == AGENDA else f"{ITEMS}/{name}.yaml"


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
