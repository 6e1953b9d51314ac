"""What a workbook says outside its cells: page headers and footers, text boxes, its properties.

A protective marking often stands there alone. The properties are those that Excel asks for (as
title and keywords) and those that a program adds, such as the name of a sensitivity label.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.register.reading.xlsx_package import local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jacpaper.register.reading.xlsx_package import Package, Relation

HEADERS = tuple(
    f"{page}{part}" for page in ("odd", "even", "first") for part in ("Header", "Footer")
)
_PROPERTIES = ("title", "subject", "category", "keywords", "contentStatus", "description", "lpwstr")
_OF_PACKAGE = ("core-properties", "custom-properties")
# A header has three parts, and codes for fonts, sizes, colours, page numbers and the like.
_PARTS = re.compile(r"&[LCR]|\n")
_CODES = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f+-]{6}|\d{1,3}|[A-Za-z])")
_LONGEST = 2_000
_MOST = 1_000


def in_headers(headers: Iterable[str]) -> Iterator[str]:
    """Yield what the page headers and footers of a sheet say, without codes, part by part."""
    for header in headers:
        # && is the letter &, and begins no code.
        for part in _PARTS.split(header[:_LONGEST].replace("&&", "\0")):
            if said := " ".join(_CODES.sub(" ", part).replace("\0", "&").split()):
                yield said


def in_boxes(package: Package, sheet: str) -> Iterator[str]:
    """Yield what the text boxes and shapes of a sheet say, given by its part.

    Raises:
        Problems: a part that holds them is missing or damaged.
    """
    folder, _, name = sheet.rpartition("/")
    if not package.has(f"{folder}/_rels/{name}.rels".lstrip("/")):
        return
    for relation in package.relations(sheet).values():
        if relation.type == "drawing" and package.has(relation.part):
            yield from _boxes(package, relation.part)


def _boxes(package: Package, part: str) -> list[str]:
    found: list[str] = []
    heard: list[str] = []

    def start(name: str, _: Mapping[str, str]) -> None:
        if local(name) == "txBody":
            heard.clear()

    def end(name: str) -> None:
        if local(name) == "p":
            heard.append("\n")
        elif local(name) == "txBody" and len(found) < _MOST:
            found.append("".join(heard).strip()[:_LONGEST])

    package.parse(part, lambda _: (start, end, heard.append))
    return found


def in_properties(package: Package, relations: Iterable[Relation]) -> tuple[str, ...]:
    """Return what the properties of a workbook say, by the relationships of the package.

    Raises:
        Problems: a part that holds them is damaged.
    """
    found: list[str] = []
    heard: list[str] = []

    def start(_: str, __: Mapping[str, str]) -> None:
        heard.clear()

    def end(name: str) -> None:
        if local(name) in _PROPERTIES and len(found) < _MOST:
            said = "".join(heard)[:_LONGEST]
            # Keywords stand in one text.
            found.extend(one for part in re.split(r"[;,\n]", said) if (one := part.strip()))
        heard.clear()

    for relation in relations:
        if relation.type in _OF_PACKAGE and package.has(relation.part):
            package.parse(relation.part, lambda _: (start, end, heard.append))
    return tuple(dict.fromkeys(found))
