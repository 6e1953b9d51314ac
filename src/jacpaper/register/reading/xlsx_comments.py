"""The comments on the cells of a sheet, which Excel keeps in parts of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.register.reading.xlsx_package import local

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jacpaper.register.reading.xlsx_package import Package

Comment = tuple[int, int, str]
"""Row, column and text."""

_KINDS = ("comments", "threadedComment")
_MOST = 10_000
_LONGEST = 2_000


def comments(package: Package, sheet: str) -> tuple[Comment, ...]:
    """Return the comments on the cells of a sheet, given by its part, in the order of its rows.

    Raises:
        Problems: a part that holds them is missing or damaged.
    """
    folder, _, name = sheet.rpartition("/")
    if not package.has(f"{folder}/_rels/{name}.rels".lstrip("/")):
        return ()
    parts = [one.part for one in package.relations(sheet).values() if one.type in _KINDS]
    # A comment with answers is in both kinds of part.
    found = {(row, column): text for part in parts for row, column, text in _read(package, part)}
    return tuple((row, column, text) for (row, column), text in sorted(found.items()))


def _read(package: Package, part: str) -> Iterator[Comment]:
    found: list[Comment] = []
    cell = ""
    heard: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal cell
        if local(name) in ("comment", "threadedComment"):
            cell = attributes.get("ref", "")
            heard.clear()

    def end(name: str) -> None:
        if local(name) in ("comment", "threadedComment") and len(found) < _MOST:
            place = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", cell)
            if place:
                column = 0
                for letter in place[1]:
                    column = column * 26 + ord(letter) - 64
                found.append((int(place[2]), column, "".join(heard)[:_LONGEST]))

    package.parse(part, lambda _: (start, end, heard.append))
    yield from found
