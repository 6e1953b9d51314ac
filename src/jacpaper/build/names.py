"""What outputs are called, from the folder that holds them; restricted ones in their own."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from jacpaper.project.layout import RESTRICTED
from jacpaper.tree.document import (
    ANY_PAPER_NAME,
    DRAFT_NAME,
    PAPER_NAME,
    RESTRICTED_NAME,
    SINCE,
    VERSION,
)
from jacpaper.writers.formats import BY_ENDING, FORMATS, VARIANTS, Format

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from jacpaper.tree.document import Document

_SINCE = rf"{SINCE}(?:\d{{4}}-\d\d-\d\d|{VERSION})"
_STATE = rf"(?:{_SINCE})?(?:{DRAFT_NAME})?"
_NAME = rf"({ANY_PAPER_NAME}|{RESTRICTED_NAME}){_STATE}(?:\.(?:{'|'.join(VARIANTS)}))?"
_PAPER = re.compile(rf"(?:{RESTRICTED}/)?agenda-item-(.+)-{_NAME}\.\w+")
_EDITED = re.compile(rf"agenda-item-.+-{_NAME}\.edited-[\d-]+\.\w+")
# An output, or one that was edited, of any paper: what the paper is called, before its state.
_CALLED = re.compile(
    rf"(.+?){_STATE}(?:\.(?:{'|'.join(VARIANTS)}))?(?:\.edited-[\d-]+)?\.\w+", re.ASCII
)
_RESTRICTED = re.compile(rf"-{RESTRICTED_NAME}{_STATE}\.")
_NUMBER = re.compile(r"\d+(\.\d+)*[A-Za-z]?")


def name(document: Document, form: Format) -> str:
    """Return the name of a document in a format."""
    is_private = document.private or document.name.startswith(RESTRICTED_NAME)
    folder = f"{RESTRICTED}/" if is_private else ""
    return f"{folder}{document.stem}.{form.ending}"


def redlines_in(outputs: Iterable[str]) -> set[date]:
    """Return the days of the older papers with which outputs of these names are compared."""
    days = set()
    for one in outputs:
        found = re.search(rf"{SINCE}(.{{10}})(?:{DRAFT_NAME})?\.", one)
        with suppress(ValueError):  # no day that a calendar has
            days |= {date.fromisoformat(found[1])} if found else set()
    return days


def parted(one: str) -> tuple[str, str]:
    """Return an output's name without its ending, and the ending, as in large-print.pdf."""
    known = [ending for ending in BY_ENDING if one.endswith(f".{ending}")]
    ending = max(known, key=len, default=one.rpartition(".")[2])
    return one.removesuffix(f".{ending}"), ending


def possible(item: str, outputs: Iterable[str]) -> frozenset[str]:
    """Return all names that outputs of an agenda item can have, those called as `outputs` are too.

    Older versions called every paper alike, and put the restricted appendix beside it.
    """
    called = {found[2] for one in outputs if (found := _PAPER.fullmatch(one))}
    return frozenset(
        f"{folder}agenda-item-{item}-{paper}{draft}.{form.ending}"
        for folder in ("", f"{RESTRICTED}/")
        for paper in {PAPER_NAME, RESTRICTED_NAME, *called}
        for draft in ("", DRAFT_NAME)
        for form in FORMATS
    )


def items(names: Iterable[str]) -> set[str]:
    """Return the agenda items of the outputs of these names."""
    return {found[1] for one in names if (found := _PAPER.fullmatch(one))}


def looks_made(one: str) -> bool:
    """Tell whether a file could be taken for an output, of any agenda item with a number.

    "agenda-item-05_cleared-update.docx" could not: a person named that.
    """
    found = items([one])
    return bool(found) and bool(_NUMBER.fullmatch(found.pop()))


def looking_made(folder: Path) -> set[str]:
    """Return what lies in a folder and could be taken for an output, of whatever kind it is."""
    below = folder / RESTRICTED
    found = {path.name for path in folder.iterdir()}
    if below.is_dir():
        found |= {f"{RESTRICTED}/{path.name}" for path in below.iterdir()}
    return {one for one in found if looks_made(one)}


def is_restricted(one: str) -> bool:
    """Tell whether an output is not for the public, wherever it is."""
    return one.startswith(f"{RESTRICTED}/") or bool(_RESTRICTED.search(one))


def called(one: str) -> str:
    """Return what an output, edited or not, is called in all formats and states of its paper."""
    found = _CALLED.fullmatch(one.removeprefix(f"{RESTRICTED}/"))
    return found[1] if found else one


def is_edited(one: str) -> bool:
    """Tell whether a file has the name under which an edited output is kept."""
    return bool(_EDITED.fullmatch(one))


def for_edited(folder: Path, one: str, *, restricted: bool, taken: Collection[str] = ()) -> str:
    """Return a free name for a file that was edited: its own, with the time it was saved."""
    path = PurePosixPath(one)
    saved = (folder / one).stat().st_mtime
    try:
        time = f"{datetime.fromtimestamp(saved):%Y-%m-%d-%H%M}"  # noqa: DTZ006 - a person's clock
    except (ValueError, OverflowError, OSError):  # in a year that no calendar has
        time = f"{saved:.0f}".lstrip("-")
    stem = f"{path.stem}.edited-{time}"
    return free(folder, stem, path.suffix, restricted=restricted, taken=taken)


def free(
    folder: Path, stem: str, ending: str, *, restricted: bool, taken: Collection[str] = ()
) -> str:
    """Return a name that no file has yet, and none of `taken`, with a number if it must be."""
    start = f"{RESTRICTED}/{stem}" if restricted else stem
    found, number = f"{start}{ending}", 1
    while found in taken or os.path.lexists(folder / found):
        number += 1
        found = f"{start}-{number}{ending}"
    return found
