"""The further items of the next meeting, and its agenda, carried on from the last one's files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.facts.item import ItemFile
from jacpaper.kinds.described import described_in
from jacpaper.kinds.find import kind_named
from jacpaper.problems import Problems
from jacpaper.project.layout import (
    AGENDA,
    AGENDA_FILE,
    item_file,
    items,
    kind_folder,
    named,
)
from jacpaper.text.decoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from jacpaper.kinds.description import Key

_OF_DAYS = ("date", "when")
_TO_DO = "# to do: {}"
_KEPT = "these are the last paper's facts; go through them, then delete this line"
_DATE = "is this still so?"
_AGENDA = "these are the last meeting's items; go through them, then delete this line"
_FOREIGN = "name the PDF of this meeting, or delete this note"
_PDF = re.compile(r"(\bpaper: *)(\"[^\"]*\"|'[^']*'|[^,}#]*\.pdf)(?=[ ,}#]|$)", re.IGNORECASE)


def carried_on(project: Path, last: date) -> dict[str, str]:
    """Return the files of the last meeting's items, by name, with what is to be looked at."""
    carried = {item_file(name): _carried(project, last, name) for name in items(project, last)}
    if (project / named(last, AGENDA_FILE)).exists():
        carried[AGENDA_FILE] = _agenda(project, last)
    return carried


def _agenda(project: Path, last: date) -> str:
    """Return the agenda as it was; of other people's papers nothing is known yet."""
    file = named(last, item_file(AGENDA))
    lines = decoded(project / file, file).replace("\r\n", "\n").splitlines()
    return "\n".join([_TO_DO.format(_AGENDA), *map(_without_foreign, lines)]) + "\n"


def _without_foreign(line: str) -> str:
    changed = _PDF.sub(r"\1none", line)
    return line if changed == line else f"{changed.rstrip()} {_TO_DO.format(_FOREIGN)}"


def _carried(project: Path, last: date, name: str) -> str:
    """Return an item's file as it was: dates are asked about, and its own facts as a whole."""
    file = named(last, item_file(name))
    text = decoded(project / file, file).replace("\r\n", "\n")
    keys = {*_keys_of_days(project, last, name)}
    lines, is_asked = [], False
    for line in text.splitlines():
        key = re.match(r"([a-z]\w*):", line)
        if key and key[1] not in ItemFile.model_fields and not is_asked:
            lines.append(_TO_DO.format(_KEPT))
            is_asked = True
        if line.startswith("status:"):
            line = "status: draft # once it is cleared: {cleared: DATE, by: POST}"  # noqa: PLW2901
        lines.append(_asked_about(line, keys))
    return "\n".join(lines) + "\n"


def _asked_about(line: str, keys: set[str]) -> str:
    """Return a line with a question after it, if it holds a date and nothing else."""
    found = re.match(r"\s*(?:- )?([a-z]\w*): [^#{\[|>&*'\"]+$", line)
    if not found or found[1] not in keys:
        return line
    return f"{line.rstrip()} {_TO_DO.format(_DATE)}"


def _keys_of_days(project: Path, last: date, name: str) -> Iterator[str]:
    """Yield the keys of an item that hold dates, as the facts.yaml of its kind says."""
    kind = kind_named(project, last, name)
    try:
        found = described_in(kind_folder(project, kind)) if kind else None
    except Problems:
        return  # whoever builds the item says so
    yield from _days_in(found.keys) if found else ()


def _days_in(keys: Mapping[str, Key]) -> Iterator[str]:
    for name, key in keys.items():
        if key.type in _OF_DAYS:
            yield name
        yield from _days_in(key.keys)
