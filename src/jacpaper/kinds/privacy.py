"""What the agenda says of a paper's privacy: where the paper says otherwise, it is not made.

The agenda is read here as far as it goes, for a mistake in it must make nothing public.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jacpaper.kinds.find import kind_or_problems, line_of, number_of, same_number
from jacpaper.problems import Place, Problem, Problems, did_you_mean
from jacpaper.project.layout import (
    AGENDA,
    AGENDA_FILE,
    PACK,
    PAPER,
    UPLOAD,
    item_file,
    named,
    own_folder,
)
from jacpaper.text.decoding import decoded
from jacpaper.tree.document import PAPER_NAME, in_file_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

_KEY = "private"
# What is in every spelling of the key that is near it.
_STEM = "riv"
# What parts the values of a YAML file.
_PIECES = re.compile(r"[\n{}]|[:,] ")


def kind_if_agreed(project: Path, meeting: date, item: str) -> str | list[Problem]:
    """Return the kind of a paper, empty for the HMICFRS update; or what is wrong.

    That is what `kind_or_problems` finds, or that the agenda alone says that it is private.
    """
    found = kind_or_problems(project, meeting, item)
    if isinstance(found, str) and (problem := public_against_agenda(project, meeting, item)):
        return [problem]
    return found


def public_against_agenda(project: Path, meeting: date, item: str) -> Problem | None:
    """Return what is wrong if a paper is for the public, and not by the agenda; None: nothing."""
    if item == AGENDA or is_private(project, meeting, item):
        return None
    agenda = named(meeting, AGENDA_FILE)
    if not (project / agenda).is_file():
        return None
    file = named(meeting, item_file(item) if item else PAPER)
    number = line_of(project, meeting, item, "item")
    place = number.place if number else Place(file)
    items = _items(project, agenda)
    private = _private(items) if items is not None else None
    if items is None or private is None:
        fault = f"{agenda} cannot be read, and it may say that this paper is private"
        return Problem(place, fault, "correct that file first")
    if not number or not any(same_number(number.value, one) for one in private):
        return _in_doubt(project, meeting, item, items)
    hint = f"add private: true and a marking here, or delete the line private: in {agenda}"
    if not item:
        hint = f"delete the line private: in {agenda}: what is exempt of it has a"
        hint += " restricted appendix"
    fault = "the agenda says that this paper is private, and here it is for the public"
    return Problem(place, fault, hint + _to_delete(project, meeting, item))


def _to_delete(project: Path, meeting: date, item: str) -> str:
    """Return what to do about what was made of a paper before it was known to be private."""
    there = ", ".join(_made_before(project, meeting, item))
    return f"\nuntil then publish nothing of it; delete what was made: {there}" if there else ""


def is_private(project: Path, meeting: date, item: str) -> bool:
    """Return whether a paper's own file says that it is not for the public."""
    return _own_word(project, meeting, item) == "true"


def is_public(project: Path, meeting: date, item: str) -> bool:
    """Return whether a paper's own file says that it is for the public, whatever words say."""
    return _own_word(project, meeting, item) == "false"


def _own_word(project: Path, meeting: date, item: str) -> str:
    """Return what a paper's own file says after `private`; the update has no such line."""
    said = line_of(project, meeting, item, _KEY) if item else None
    return said.value.lower() if said else ""


def _in_doubt(
    project: Path, meeting: date, item: str, items: list[dict[Any, Any]]
) -> Problem | None:
    """Return what is wrong if words of the agenda say that the public is out; None: nothing."""
    from jacpaper.kinds.agenda_in_words import Said, doubts  # noqa: PLC0415 - see _may_say

    number = line_of(project, meeting, item, "item")
    if not number or is_public(project, meeting, item):
        return None
    said = [
        Said(
            title=str(one.get("title") or ""),
            presenter=str(one.get("presenter") or ""),
            paper=str(one.get("paper") or ""),
            is_private=_is_marked(one),
        )
        for one in items
    ]
    for one, doubt in zip(items, doubts(said), strict=True):
        if doubt and same_number(number.value, str(one.get("item"))):
            fault = f"the agenda may say that this paper is private: {doubt.rstrip(',')}"
            hint = hint_in_doubt(meeting, item) + _to_delete(project, meeting, item)
            return Problem(number.place, fault, hint)
    return None


def hint_in_doubt(meeting: date, item: str) -> str:
    """Return how to settle whether a paper of ours is private, if words alone say so."""
    agenda = named(meeting, AGENDA_FILE)
    if not item:
        hint = f"correct these words in {agenda}, move the item up, or put before it an item with"
        hint += "\ntitle: Public session\npaper: none\n"
        return f"{hint}exempt items of the register go into this paper's restricted appendix"
    file = named(meeting, item_file(item))
    hint = f"if the public may not see it, write private: true and a marking in {file}, and say"
    hint += f" why in {agenda}, as in\nprivate: Paragraph 7 of Schedule 12A applies.\nif the public"
    return f"{hint} may see it, write in {file}\nprivate: false"


def _items(project: Path, agenda: str) -> list[dict[Any, Any]] | None:
    """Return the items as far as the agenda can be read; None: it cannot, and may say private."""
    try:
        text = decoded(project / agenda, agenda)
    except Problems:
        return None
    from jacpaper.text import yaml_reader  # noqa: PLC0415 - the PDF's process starts first

    try:
        data: Any = yaml_reader.read_text(text, agenda).data
    except Problems:
        data = None
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        return None if _may_say(text) else []
    return items


def _may_say(text: str) -> bool:
    """Return whether an agenda that cannot be read may say that a paper is private."""
    # Before the process of the PDF starts, nothing is imported that many have no use for.
    from jacpaper.register.reading.whole_papers import (  # noqa: PLC0415
        mark_of,
        takes_public_out,
    )

    pieces = (one.strip(" -'\"") for one in _PIECES.split(text))
    return _STEM in text.lower() or any(mark_of(one) or takes_public_out(one) for one in pieces)


def _is_marked(entry: dict[Any, Any]) -> bool:
    """Return whether an item of the agenda says that it is private."""
    return any(_says_private(key, entry[key]) for key in entry)


def _private(items: list[dict[Any, Any]]) -> list[str] | None:
    """Return the numbers of the items that the agenda has as private; None: it cannot be told."""
    private = [one for one in items if _is_marked(one)]
    numbers = [one.get("item") for one in private]
    if not all(isinstance(one, str | int | float) for one in numbers):
        return None
    return [str(one) for one in numbers]


def _says_private(key: object, value: object) -> bool:
    """Return whether a key of an item, or what may be one misspelt, takes it without the public."""
    is_key = isinstance(key, str) and (key == _KEY or bool(did_you_mean(key.lower(), [_KEY])))
    return is_key and value is not False


def _made_before(project: Path, meeting: date, item: str) -> Iterator[str]:
    """Yield the public files of a paper that lie in its meeting's folder, and what may have it."""
    number = in_file_name(number_of(project, meeting, item))
    pattern = f"agenda-item-{number}-{item or PAPER_NAME}[.-]*"
    folder = own_folder(project, meeting)
    together = (one for one in (folder / UPLOAD, folder / PACK) if one.is_dir())
    for path in (*sorted(folder.glob(pattern)), *together):
        yield path.relative_to(project).as_posix()
