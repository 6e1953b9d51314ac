"""Lists that a meeting's file leaves out, taken from the newest older file that gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.facts.carried import CARRIED_OVER, Listed, carry_over
from jacpaper.facts.files import PaperFile
from jacpaper.facts.inspections_file import InspectionsFile
from jacpaper.project.layout import INSPECTIONS, LOOK_BACK, PAPER, named

if TYPE_CHECKING:
    from datetime import date

    from jacpaper.inputs.input_files import InputFiles

_MODELS: dict[str, type[PaperFile | InspectionsFile]] = {
    PAPER: PaperFile,
    INSPECTIONS: InspectionsFile,
}


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
