"""Which papers a meeting has, and the kind of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.problems import Place, Problem, Problems, did_you_mean
from jacpaper.project.layout import (
    AGENDA,
    AGENDA_FILE,
    MEETING_FILES,
    PAPER,
    item_file,
    items,
    kind_folder,
    kinds,
    look_of,
    named,
    template_folder,
)
from jacpaper.text.decoding import decoded
from jacpaper.text.yaml_source import place_at
from jacpaper.tree.document import RESTRICTED_NAME, in_file_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from jacpaper.project.template_folder import TemplateFolder

# What is in the name of a draft, a redline or a restricted paper cannot be an item's own.
_NAME = (
    rf"(?!{RESTRICTED_NAME}|{AGENDA}$)(?!.*-(draft$|changes-since-))(?=.{{1,60}}$)"
    r"[a-z0-9]+(-[a-z0-9]+)*"
)
# A key at the beginning of a line, and its value on that line.
_VALUE = r"(?m)^{}:[ \t]+(\"[^\"\n]*\"|'[^'\n]*'|(?:[^\n#]|(?<!\s)#)*?)[ \t]*(#.*)?$"
# Where it may be in another form; and a file that is one mapping in braces.
_KEY = r"\b{}\b[\"']?[ \t]*:"
_IN_BRACES = r"(?:\s|#.*\n|---)*\{"


class Line(NamedTuple):
    """What a key of a file says in its line, and where."""

    value: str
    place: Place


def papers(project: Path, meeting: date) -> list[str]:
    """Return the papers of a meeting: the names of its items, and of its agenda if it has one.

    Empty stands for the update.
    """
    folder = project / named(meeting, "")
    further = items(project, meeting)
    has_update = any((folder / name).exists() for name in MEETING_FILES)
    agenda = [AGENDA] if (folder / AGENDA_FILE).exists() else []
    return [*([""] if has_update or not further else []), *further, *agenda]


def own_papers(project: Path, meeting: date) -> list[str]:
    """Return the papers of a meeting that its agenda may list: all but the agenda itself."""
    return [one for one in papers(project, meeting) if one != AGENDA]


def kind_or_problems(project: Path, meeting: date, item: str) -> str | list[Problem]:
    """Return the kind of a paper by its name, empty for the HMICFRS update; or what is wrong.

    That is: it has no name or kind that is known, or another one has its number.
    """
    found = [*_odd_names(project, meeting), *_clashes(project, meeting)]
    kind = _kind(project, meeting, item) if item else ""
    if isinstance(kind, Problem):
        found.append(kind)
        return found
    return found or kind


def folders_of(project: Path, meeting: date, item: str) -> tuple[TemplateFolder, ...]:
    """Return the folders from which a paper may have its template and its look."""
    found = (*_template_of(project, meeting, item).searched, look_folder(project, meeting, item))
    return tuple({one.shown: one for one in found}.values())


def look_folder(project: Path, meeting: date, item: str) -> TemplateFolder:
    """Return the folder from which a paper has its style sheets, fonts and house style."""
    folder = _template_of(project, meeting, item)
    return look_of(project, folder) if item else folder


def _template_of(project: Path, meeting: date, item: str) -> TemplateFolder:
    kind = kind_named(project, meeting, item) if item else ""
    return kind_folder(project, kind) if kind else template_folder(project)


def number_of(project: Path, meeting: date, item: str) -> str:
    """Return the agenda item of a paper as it is typed; empty if it cannot be told."""
    found = line_of(project, meeting, item, "item")
    return found.value if found else ""


def line_of(project: Path, meeting: date, item: str, key: str) -> Line | None:
    """Return what a key of a paper's file says; None: it cannot be told without reading it all."""
    return _line(project, named(meeting, item_file(item) if item else PAPER), key)


def title_of(project: Path, meeting: date, item: str) -> str:
    """Return the title of a paper, whatever its form; empty if it cannot be told."""
    file = named(meeting, item_file(item) if item else PAPER)
    try:
        found = _line_of_yaml(decoded(project / file, file), file, "title")
    except Problems:
        return ""  # whoever reads all of it says so
    return found.value.strip() if found else ""


def same_number(one: str, other: str) -> bool:
    """Tell whether two agenda items are the same, as 7 and 07 are, and 5(a) and 5a."""
    return bool(one) and _plain(one) == _plain(other)


def _plain(number: str) -> str:
    return in_file_name(number).lower().lstrip("0")


def kind_named(project: Path, meeting: date, item: str) -> str:
    """Return the kind that an item's file names; empty: none that is here."""
    kind = _kind(project, meeting, item)
    return "" if isinstance(kind, Problem) else kind


def _kind(project: Path, meeting: date, item: str) -> str | Problem:
    """Return the kind that an item's file names."""
    if item == AGENDA:
        return AGENDA
    file = named(meeting, item_file(item))
    known = kinds(project)
    listed = f"kinds here: {', '.join(known)}" if known else "templates/ has no other kind"
    found = _line(project, file, "kind")
    if found is None and (unreadable := _unreadable(project, file)):
        return unreadable
    if found is None:
        hint = f"begin it with the kind of paper, as in kind: {known[0] if known else 'report'}"
        return Problem(Place(file, 1), '"kind" is missing', f"{hint}; {listed}")
    if found.value not in known:
        fault = f'"{found.value}" is no kind of paper'
        return Problem(found.place, fault, did_you_mean(found.value, known) or listed)
    return found.value


def _unreadable(project: Path, file: str) -> Problem | None:
    """Return why a file cannot be read as text; None: it can."""
    try:
        decoded(project / file, file)
    except Problems as found:
        return found.problems[0]
    return None


def _odd_names(project: Path, meeting: date) -> Iterator[Problem]:
    for item in items(project, meeting):
        if not re.fullmatch(_NAME, item):
            hint = "name it in small letters, figures and single hyphens, as in risk-register.yaml"
            hint += "; it becomes part of the names of the paper's files"
            place = Place(named(meeting, item_file(item)))
            yield Problem(place, "the files of a paper cannot be called after this", hint)


def _clashes(project: Path, meeting: date) -> Iterator[Problem]:
    """Yield a problem for each item whose number another one has."""
    first: dict[str, str] = {}
    for item in papers(project, meeting) if items(project, meeting) else ():
        file = named(meeting, item_file(item) if item else PAPER)
        found = _line(project, file, "item")
        number = _plain(found.value) if found else ""
        if not found or not number:
            continue
        if number in first:
            fault = f"{first[number]} has the number {found.value} on the agenda too"
            yield Problem(found.place, fault, "give each paper of a meeting its own number")
        first.setdefault(number, file)


def _line(project: Path, file: str, key: str) -> Line | None:
    """Return what a key of a file says, as a rule without reading all of it as YAML."""
    try:
        text = decoded(project / file, file).replace("\r\n", "\n")
    except Problems:
        return None  # whoever reads all of it says so
    found = re.search(_VALUE.format(key), text)
    if not found or re.match(_IN_BRACES, text):
        is_there = re.search(_KEY.format(key), text)
        return _line_of_yaml(text, file, key) if is_there else None
    line = text.count("\n", 0, found.start())
    column = found.start(1) - found.start()
    place = place_at(file, text.split("\n"), line, column)
    return Line(found[1].strip("\"'"), place)


def _line_of_yaml(text: str, file: str, key: str) -> Line | None:
    """Return what a key says that is written in another form: in quotes, in braces, over a line."""
    from jacpaper.text import yaml_reader  # noqa: PLC0415 - seldom needed

    try:
        source = yaml_reader.read_text(text, file)
    except Problems:
        return None  # as above
    value = source.data.get(key) if isinstance(source.data, dict) else None
    if not isinstance(value, str | int):
        return None
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return Line(said, source.value_place((key,)))
