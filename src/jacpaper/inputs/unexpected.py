"""Files in inputs/ that nothing reads; a misspelt name would only show as a missing file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.problems import Place, Problem, did_you_mean
from jacpaper.project.layout import MEETING_FILES, REGISTERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

# Forms of a register that people would expect to be read as well.
_OTHER_SHEETS = (".xls", ".xlsm", ".xlsb", ".ods", ".yml", ".tsv", ".txt")


def unexpected_files(project: Path, meeting: date) -> Iterator[Problem]:
    """Yield a problem for each file whose name is nearly one that is read."""
    inputs = project / "inputs"
    for path in sorted(inputs.glob("register.*")):
        if path.name not in REGISTERS and path.suffix in _OTHER_SHEETS:
            hint = "save it as an Excel workbook (.xlsx) or as CSV UTF-8 (.csv)"
            yield Problem(Place(f"inputs/{path.name}"), "this form of register is not read", hint)
    folder = meeting.isoformat()
    for path in sorted((inputs / folder).glob("*.y*ml")):
        if path.name not in MEETING_FILES:
            hint = did_you_mean(path.name, MEETING_FILES)
            hint = hint or f"the files of a meeting are {', '.join(MEETING_FILES)}"
            place = Place(f"inputs/{folder}/{path.name}")
            yield Problem(place, "no paper has a file of this name", hint)
