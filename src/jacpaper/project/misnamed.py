"""Folders and files of inputs/ that a person means to be read, and whose name says otherwise."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.language.english import MONTHS
from jacpaper.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_MONTHS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_IN_FIGURES = (
    r"(?<!\d)(?P<year>20\d\d)(?P<sep>\D?)(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?!\d)",
    r"(?<!\d)(?P<day>\d\d?)(?P<sep>\D)(?P<month>\d\d?)(?P=sep)(?P<year>20\d\d)(?!\d)",
    r"(?<!\d)(?P<year>20\d\d)[ ._-]?(?P<month>\d\d)(?!\d)",
)
_IN_WORDS = (
    r"(?<!\d)(?P<day>\d\d?)(?:[snrt][tdh])?[ ._-]*(?P<word>[a-z]{3,9})\W*(?P<year>20\d\d)(?!\d)",
    r"(?<!\d)(?P<year>20\d\d)[ ._-]*(?P<word>[a-z]{3,9})(?:[ ._-]*(?P<day>\d\d?))?(?!\d)",
    r"(?P<word>[a-z]{3,9})[ ._,-]*(?:(?P<day>\d\d?)[ ._,-]+)?(?P<year>20\d\d)(?!\d)",
)
# What editors, office programs and file managers leave beside a file.
_NOT_OURS = re.compile(r"(?i)[.~#].*|.*(~|\.(tmp|bak|swp|swo|orig))|thumbs\.db|desktop\.ini")


class Misnamed(NamedTuple):
    """A folder, or a file, that looks like a meeting's folder."""

    name: str
    meant: date
    """The meeting that it is probably of; the day is a guess where there is no such day."""
    is_exact: bool
    """False: the name has no day, or one that the month has not."""
    is_folder: bool = True

    @property
    def hint(self) -> str:
        """How to make it a meeting's folder."""
        if not self.is_folder:
            return "make a folder of that name, and move the files of the meeting into it"
        if self.is_exact:
            called_off = re.search(r"(?i)cancel|called off|withdrawn|not held", self.name)
            other = "; if there was no meeting, move it out of inputs/" if called_off else ""
            return f"rename it to {self.meant.isoformat()}{other}"
        return f"rename it to the date of the meeting, such as {self.meant.isoformat()}"


def misnamed_meetings(project: Path) -> list[Misnamed]:
    """Return what in inputs/ looks like a meeting's folder and is none, oldest first."""
    try:
        with os.scandir(project / "inputs") as found:
            entries = [(entry.name, entry.is_dir()) for entry in found]
    except OSError:
        return []
    ours = ((name, is_dir) for name, is_dir in entries if not is_left_behind(name))
    looks = [one for name, is_dir in ours if (one := _meeting(name, is_folder=is_dir))]
    return sorted(looks, key=lambda one: (one.meant, one.name))


def is_left_behind(name: str) -> bool:
    """True for the name of a file that some program left beside another."""
    return bool(_NOT_OURS.fullmatch(name))


def nearest_file(name: str, known: Iterable[str]) -> str:
    """Return which of the known files is meant by a name; empty: none.

    Case, other endings, `copy` and the numbers of a second download are no matter.
    """
    stem = name.lower()
    while ending := re.search(r"\.(ya?ml|txt|json|csv|xlsx?|docx?)$", stem):
        stem = stem[: ending.start()]
    stem = re.sub(
        r"^copy of |[ _-]*(copy|\(\d+\)|final|new|old|v?\d+)(?=$|[ _(-])", "", stem
    ).strip()
    by_stem = {one.rpartition(".")[0]: one for one in known}
    return by_stem.get(stem) or by_stem.get(nearest(stem, by_stem), "")


def _meeting(name: str, *, is_folder: bool) -> Misnamed | None:
    if not is_folder and re.search(r"\.\w{2,5}$", name):
        return None  # a document of that day, not the meeting itself
    for year, month, day in _dates_in(name.lower()):
        if not 1 <= month <= 12:
            continue
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        meant = date(year, month, min(max(day, 1), last))
        if meant.isoformat() == name and is_folder:
            return None
        return Misnamed(name, meant, 1 <= day <= last, is_folder)
    return None


def _dates_in(name: str) -> Iterator[tuple[int, int, int]]:
    """Yield year, month and day (0: not given) of each date that a name may have."""
    for pattern in _IN_FIGURES:
        for found in re.finditer(pattern, name):
            parts = found.groupdict()
            year, month, day = (int(parts.get(key) or 0) for key in ("year", "month", "day"))
            if month > 12 >= day:
                month, day = day, month  # as in America
            yield year, month, day
    for pattern in _IN_WORDS:
        for found in re.finditer(pattern, name):
            if month := _MONTHS.get(found["word"][:3], 0):
                yield int(found["year"]), month, int(found["day"] or 0)
