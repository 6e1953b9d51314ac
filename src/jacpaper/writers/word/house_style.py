"""What house-style.docx must have, checked before anything is written.

People edit the file in Word, so its styles are an interface. A style is found by the name that
Word shows, and a numbering level by the style it is linked to. This module reads two XML files
from the zip and does not need python-docx.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from jacpaper.problems import Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from jacpaper.problems import Place
    from jacpaper.project.template_folder import TemplateFolder

HOUSE_STYLE = "house-style.docx"

# The style of each block, by tag and class. A th has the style of a td.
BLOCK_STYLES = {
    "p.marking": "Marking",
    "p.draft": "Marking",
    "p.notice": "Marking",
    "p.reason": "Marking",
    "p.agenda-item": "Agenda Item",
    "p.committee": "Committee",
    "p.meeting-date": "Meeting Date",
    "p.paragraph": "Paragraph",
    "p.sub-paragraph": "Sub-paragraph",
    "p": "Continuation",
    "h1": "Heading 1",
    "h2": "Heading 2",
    "h2.unnumbered": "Heading 2 Unnumbered",
    "h2.appendix": "Heading 2 Unnumbered",
    "h3": "Heading 3",
    "h4": "Heading 4",
    "ol": "List Number",
    "ul": "List Bullet",
    "caption": "Caption",
    "td": "Table Text",
    "td.number": "Table Number",
}
TABLE_STYLE = "Paper Table"
INLINE_STYLES = {"a": "Hyperlink", "strong": "Strong", "em": "Emphasis"}
# Styles with numbering (1., 1.1, 1.1.1, lists), and the level of each.
NUMBERED = {"Heading 2": 0, "Paragraph": 1, "Sub-paragraph": 2, "List Number": 0, "List Bullet": 0}

# No letterhead is larger than this.
_MOST_BYTES = 50_000_000
_LINKED = rb'<Relationship\b(?=[^>]*/relationships/image")(?=[^>]*TargetMode="External")'
# What no paper takes over, where it is to be seen, and how.
_KEPT_PARTS = re.compile(r"_rels/|word/(?:header|footer|styles|numbering)[^/]*\.xml$")
_TRACKED = "tracked changes"
_LEFT_OUT = (
    ("comments", ".rels", rb'/relationships/comments"'),
    (_TRACKED, ".xml", rb"<w:(?:ins|del|moveFrom|moveTo|[a-zA-Z]+PrChange)[ />]"),
    ("embedded objects", ".rels", rb'/relationships/(?:oleObject|package|control|chart)"'),
    ("inserted files", ".rels", rb'/relationships/(?:aFChunk|subDocument)"'),
    ("macros", ".rels", rb'/relationships/vbaProject"'),
    ("a mail merge", ".rels", rb'/relationships/(?:mailMergeSource|recipientData)"'),
    ("pictures that are linked", ".rels", _LINKED),
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class HouseStyle(NamedTuple):
    """The styles' ids by name, and the numId of each numbered style."""

    path: Path
    ids: Mapping[str, str]
    numbering: Mapping[str, int]
    warnings: tuple[Problem, ...] = ()
    """What a person put into it, and no paper shows."""

    def id(self, name: str) -> str:
        """Return the id of the style that Word shows under this name."""
        return self.ids[name.lower()]


def read(folder: TemplateFolder) -> HouseStyle:
    """Read the house style of the folder.

    Raises:
        Problems: the file is missing or no Word file, or lacks styles or numbering: all of them.
    """
    place = folder.place(HOUSE_STYLE)
    path = folder.path / HOUSE_STYLE
    try:
        with zipfile.ZipFile(path) as archive:
            _see_whole(archive, place)
            styles = ET.fromstring(archive.read("word/styles.xml"))  # noqa: S314 - the template's keeper is trusted
            numbering = ET.fromstring(archive.read("word/numbering.xml"))  # noqa: S314 - the template's keeper is trusted
            warnings = tuple(_left_out(archive, place))
    except FileNotFoundError:
        raise Problems([Problem(place, "the house style is missing")]) from None
    except PermissionError as error:
        fault = f"the house style cannot be read: {error.strerror}"
        hint = "is it open in another program, or may only others read it?"
        raise Problems([Problem(place, fault, hint)]) from None
    except Problems:
        raise
    except Exception:  # noqa: BLE001 - a damaged or locked file may raise anything
        hint = "open it in Word and save it again as a Word document (.docx)"
        raise Problems([Problem(place, "the house style is not a Word file", hint)]) from None
    ids = {
        _value(style, "name").lower(): style.get(f"{_W}styleId", "")
        for style in styles
        if style.get(f"{_W}type") == _type_of(_value(style, "name"))
    }
    wanted = {*BLOCK_STYLES.values(), *INLINE_STYLES.values(), TABLE_STYLE, "Header", "Footer"}
    missing = sorted(name for name in wanted if name.lower() not in ids)
    if missing:
        hint = "in Word, make what is missing, or take the house style of jacpaper and change it"
        fault = f"the house style lacks the {_styles(missing)}"
        raise Problems([Problem(place, fault, hint)])
    numbers = {
        name: _number_of(ids[name.lower()], level, styles, numbering)
        for name, level in NUMBERED.items()
    }
    loose = sorted(name for name, number in numbers.items() if number is None)
    if loose:
        hint = "in Word, Define New Multilevel List, More: link the level to the style"
        fault = f"no numbering is tied to the {_styles(loose)}"
        raise Problems([Problem(place, fault, hint)])
    return HouseStyle(path, ids, {name: number or 0 for name, number in numbers.items()}, warnings)


def _styles(names: list[str]) -> str:
    return f"{'style' if len(names) == 1 else 'styles'} {', '.join(names)}"


def _left_out(archive: zipfile.ZipFile, place: Place) -> Iterator[Problem]:
    """Yield a warning if a person put something into the file that no paper shows.

    What Word itself notes, such as the company's name, is dropped without one.
    """
    parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    texts = {name: archive.read(name) for name in parts if _KEPT_PARTS.search(name)}
    kinds = [
        words
        for words, where, pattern in _LEFT_OUT
        if any(where in name and re.search(pattern, text) for name, text in texts.items())
    ]
    if kinds:
        listed = " and ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))
        hint = "take that out in Word"
        if _TRACKED in kinds:
            hint = "tracked changes count as accepted; in Word, accept them and delete the rest"
        yield Problem(
            place, f"the house style has {listed}, which no paper takes over", hint, "warning"
        )


def _see_whole(archive: zipfile.ZipFile, place: Place) -> None:
    """Check that the file is not too large when unpacked, and not damaged."""
    if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES:
        fault = f"the house style unpacks to more than {_MOST_BYTES // 1_000_000} MB"
        raise Problems([Problem(place, fault, "are there large pictures in it?")])
    if damaged := archive.testzip():
        raise zipfile.BadZipFile(damaged)


def _type_of(name: str) -> str:
    """Return the type that the style of this name must have: table, character or paragraph."""
    if name.lower() == TABLE_STYLE.lower():
        return "table"
    inline = (style.lower() for style in INLINE_STYLES.values())
    return "character" if name.lower() in inline else "paragraph"


def _number_of(style: str, level: int, styles: ET.Element, numbering: ET.Element) -> int | None:
    """Return the numId that the style uses, if that numbering level is linked to the style."""
    used = styles.find(f"{_W}style[@{_W}styleId='{style}']/{_W}pPr/{_W}numPr/{_W}numId")
    number = used.get(f"{_W}val", "") if used is not None else ""
    num = numbering.find(f"{_W}num[@{_W}numId='{number}']")
    if num is None:
        return None
    abstract = numbering.find(
        f"{_W}abstractNum[@{_W}abstractNumId='{_value(num, 'abstractNumId')}']"
    )
    tied = abstract.find(f"{_W}lvl[@{_W}ilvl='{level}']") if abstract is not None else None
    return int(number) if tied is not None and _value(tied, "pStyle") == style else None


def _value(element: ET.Element, child: str) -> str:
    found = element.find(f"{_W}{child}")
    return "" if found is None else found.get(f"{_W}val", "")
