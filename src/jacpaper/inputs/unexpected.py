"""Folders and files in inputs/ that nothing reads; a wrong name would only show as missing facts.

What would be read under another name is an error where the paper would be made from the wrong
thing, and otherwise a question.
"""

from __future__ import annotations

import os
import re
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.inputs.recorded import folders_gone
from jacpaper.problems import Place, Problem, nearest
from jacpaper.project.layout import (
    AGENDA_FILE,
    COMMITTEE,
    ITEMS,
    MEETING_FILES,
    PUBLISHED,
    REGISTER_MAPPING,
    REGISTERS,
    meetings,
)
from jacpaper.project.misnamed import is_left_behind, misnamed_meetings, nearest_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from pathlib import Path

    from jacpaper.problems import Severity
    from jacpaper.project.misnamed import Misnamed

_YAML = (".yaml", ".yml")
_SHEETS = (".csv", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".tsv", ".numbers")
_OF_REGISTERS = ("register", "tracker", "recommendation", "afi")
_LIKE_YAML = ("", ".txt", ".json")


class _Entry(NamedTuple):
    name: str
    is_folder: bool

    @property
    def stem(self) -> str:
        return self.name.lower().partition(".")[0]

    @property
    def ending(self) -> str:
        dot = self.name.rfind(".")
        return self.name[dot:].lower() if dot > 0 else ""


def unexpected_files(
    project: Path, meeting: date, register: str | None = None
) -> Iterator[Problem]:
    """Yield a problem for each folder and file that is nearly one that is read, or was one.

    `register` is the name that register.yaml gives, if it gives one.
    """
    yield from _misnamed_meetings(project, meeting)
    yield from folders_gone(project, meeting)
    top = _entries(project / "inputs")
    yield from _registers(top, register)
    dated = {day.isoformat() for day in meetings(project)}
    dated |= {one.name for one in misnamed_meetings(project)}
    yield from _of_inputs(project / "inputs", [one for one in top if one.name not in dated])
    folder = meeting.isoformat()
    yield from _of_meeting(project / "inputs" / folder, f"inputs/{folder}")


def possible_register(project: Path) -> str:
    """Return the name of a file in inputs/ that may be the register; empty: there is none."""
    found = [one for one in _entries(project / "inputs") if _is_sheet(one)]
    found += [one for one in _entries(project / "inputs") if one.name == "register.yml"]
    names = [one.name for one in sorted(found, key=lambda one: "register" not in one.stem)]
    return names[0] if names else ""


def _misnamed_meetings(project: Path, meeting: date) -> Iterator[Problem]:
    known = meetings(project)
    before = [day for day in known if day < meeting]
    for one in misnamed_meetings(project):
        is_newest = meeting == known[-1] if known else True
        # It may be this paper, the last one, or the one that is meant to be made.
        matters = one.meant >= (before[-1] if before else meeting)
        matters = matters and (is_newest or one.meant <= meeting)
        yield _meeting_problem(project, one, "error" if matters else "warning", known)


def _meeting_problem(
    project: Path, one: Misnamed, severity: Severity, known: list[date]
) -> Problem:
    message = "this folder's name is not a meeting's date as in 2025-12-11, so it is not read"
    if not one.is_folder:
        message = "this is a file, and a meeting has a folder, so it is not read"
    hint = one.hint
    if one.meant in known and one.is_exact:
        hint = f"inputs/{one.meant.isoformat()} is read; keep one of them in inputs/"
        hint += ", under that name, and move the other out"
    elif not _has_yaml(project / "inputs" / one.name):
        hint += ", or move it out of inputs/ if it is no meeting"
    return Problem(Place(f"inputs/{one.name}"), message, hint, severity)


def _registers(top: list[_Entry], register: str | None) -> Iterator[Problem]:
    """Name what looks like a register and is not read as one."""
    read = [one.name for one in top if one.name in (*REGISTERS, register) if not one.is_folder]
    for one in top:
        if one.name in read or one.is_folder:
            continue
        is_sheet = _is_sheet(one)
        is_register = one.stem == "register" or (is_sheet and "register" in one.name.lower())
        if not is_register and not is_sheet:
            continue
        place = Place(f"inputs/{one.name}")
        if read and is_register:
            are = "is" if len(read) == 1 else "are"
            message = f"this may be a second register: {' and '.join(read)} {are} read"
            hint = "keep one of them in inputs/, and move the other out"
            hint += f"; if this is the newer one, {_as_register(one)}"
            yield Problem(place, message, hint)
        elif one.stem == "register":
            yield Problem(place, "this form of register is not read", _as_register(one))
        else:
            hint = f"if it is the register, {_as_register(one)}; if not, move it out of inputs/"
            yield Problem(place, "nothing reads this file", hint, "warning")


def _as_register(one: _Entry) -> str:
    """Return how to make a file one that is read as the register."""
    match one.ending:
        case ".csv" | ".xlsx":
            return f"rename it to register{one.ending}"
        case ".yml" | ".yaml":
            return "rename it to register.yaml"
    return "save it as an Excel workbook, register.xlsx, or as CSV UTF-8, register.csv"


def _of_inputs(folder: Path, top: list[_Entry]) -> Iterator[Problem]:
    """Name other YAML files beside the meetings' folders, and in folders that are none."""
    for one in top:
        place = Place(f"inputs/{one.name}")
        if one.is_folder:
            if _has_yaml(folder / one.name):
                message = "this folder's name is not a meeting's date, so it is not read"
                hint = "rename it to the date of the meeting, as in 2025-12-11"
                yield Problem(place, message, f"{hint}, or move it out of inputs/", "warning")
        elif one.name not in (COMMITTEE, *REGISTERS) and one.stem != "register":
            meant = nearest_file(one.name, (COMMITTEE, *MEETING_FILES))
            if "register" in one.name.lower() and one.ending in _YAML:
                meant = REGISTER_MAPPING
            if meant in MEETING_FILES and _is_like_yaml(one, meant):
                hint = f"move it into the folder of its meeting, as {meant}"
                yield Problem(place, "nothing reads this file here", hint, "warning")
            elif one.ending in _YAML or _is_like_yaml(one, meant):
                yield _unread(one, f"inputs/{one.name}", meant, folder)


def _of_meeting(folder: Path, shown: str) -> Iterator[Problem]:
    """Name what nothing reads in a meeting's folder."""
    entries = _entries(folder)
    for one in entries:
        if one.name in (*MEETING_FILES, AGENDA_FILE, PUBLISHED) and not one.is_folder:
            continue
        if one.is_folder and one.name == ITEMS:
            yield from _of_items(folder / ITEMS, f"{shown}/{ITEMS}")
        elif one.is_folder:
            if _has_yaml(folder / one.name):
                hint = f"move its files up into {shown}, or out of inputs/"
                if nearest(one.name, [ITEMS]):
                    is_there = ITEMS in {other.name for other in entries}
                    hint = f'did you mean "{ITEMS}"? then rename it'
                    if is_there:
                        hint = f"move its files into {shown}/{ITEMS}, or out of inputs/"
                place = Place(f"{shown}/{one.name}")
                yield Problem(place, "nothing reads the files of this folder", hint, "warning")
        elif one.ending in _SHEETS and any(word in one.name.lower() for word in _OF_REGISTERS):
            hint = f"if it is the register, move it up into inputs/ as register{one.ending}"
            hint += "; if not, move it out of inputs/"
            yield Problem(
                Place(f"{shown}/{one.name}"), "nothing reads this file here", hint, "warning"
            )
        else:
            meant = nearest_file(one.name, (*MEETING_FILES, AGENDA_FILE))
            if one.ending in _YAML or (_is_like_yaml(one, meant) and not (folder / meant).exists()):
                yield _unread(one, f"{shown}/{one.name}", meant, folder)._replace(severity="error")


def _of_items(folder: Path, shown: str) -> Iterator[Problem]:
    """Name what nothing reads among the further items of a meeting."""
    entries = _entries(folder)
    for one in entries:
        if one.name.endswith(".yaml") and not one.is_folder:
            continue
        right = _as_item(one)
        hint = f"name it {right}" if not one.is_folder else "move its files up"
        if right in {other.name for other in entries}:
            hint = (
                f"{right} is read; keep one of them here, under that name, and move the other out"
            )
        is_item = (_is_like_yaml(one, f"{one.stem}.yaml") or one.ending in _YAML) and one.ending
        severity: Severity = "error" if is_item and not one.is_folder else "warning"
        if severity == "warning" and not one.is_folder:
            hint = "a paper of this meeting is a .yaml file; move any other out"
        yield Problem(Place(f"{shown}/{one.name}"), "nothing reads this here", hint, severity)


def _unread(one: _Entry, shown: str, meant: str, folder: Path) -> Problem:
    place = Place(shown)
    if not meant:
        files = ", ".join((*MEETING_FILES, AGENDA_FILE))
        hint = f"the files of a meeting are {files}; if this is a paper of another kind, move it to"
        taken = {other.name for other in _entries(folder / ITEMS)}
        hint += f" {ITEMS}/{_as_item(one, taken)}; if not, move it out"
        if folder.name == "inputs":
            hint = f"beside meetings, inputs/ has {COMMITTEE} and the register; move any other out"
        return Problem(place, "no paper has a file of this name", hint, "warning")
    if meant in {other.name for other in _entries(folder)}:
        hint = f"{meant} is read; keep one of them here, under that name, and move the other out"
    else:
        hint = f'did you mean "{meant}"? then rename it'
    return Problem(place, "no paper has a file of this name", hint, "warning")


def _as_item(one: _Entry, taken: Collection[str] = ()) -> str:
    """Return what the file could be called among the items of a meeting, beside those taken."""
    stem = "-".join(re.findall("[a-z0-9]+", one.stem)) or "paper"
    names = chain([f"{stem}.yaml"], (f"{stem}-{number}.yaml" for number in count(2)))
    return next(name for name in names if name not in taken)


def _entries(folder: Path) -> list[_Entry]:
    try:
        with os.scandir(folder) as found:
            entries = [_Entry(entry.name, entry.is_dir()) for entry in found]
    except OSError:
        return []
    return sorted(one for one in entries if not is_left_behind(one.name))


def _is_sheet(one: _Entry) -> bool:
    return not one.is_folder and one.ending in _SHEETS and one.name not in REGISTERS


def _is_like_yaml(one: _Entry, meant: str) -> bool:
    """True for a file of ours with another ending: reports.yaml.txt, reports."""
    if not meant:
        return False
    has_ending = any(f"{ending}." in f"{one.name.lower()}." for ending in _YAML)
    return has_ending or (one.ending in _LIKE_YAML and one.stem == meant.partition(".")[0])


def _has_yaml(folder: Path) -> bool:
    return any(one.ending in _YAML for one in _entries(folder))
