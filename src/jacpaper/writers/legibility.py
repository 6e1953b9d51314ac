"""Warn of text that is hard to read: too little contrast, letters too small.

It reads the template's style sheets and the styles of house-style.docx. A warning has the
line of the style sheet, or the name of the style. No validator checks this.
"""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

import tinycss2

from jacpaper.problems import Place, Problem, Problems
from jacpaper.writers import style_sheet
from jacpaper.writers.colours import BLACK, WHITE, contrast, first_colour
from jacpaper.writers.letter_size import TIMES, UNITS
from jacpaper.writers.word.house_style import BLOCK_STYLES, HOUSE_STYLE, INLINE_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.writers.colours import Colour

SHEETS = ("paper.css", "screen.css")
# WCAG 2.2, 1.4.3: text against what is behind it.
LEAST_CONTRAST = 4.5
# Sight-loss organisations and GOV.UK ask for 12 point in print.
LEAST_POINTS = 12
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def problems(folder: TemplateFolder) -> Iterator[Problem]:
    """Yield a warning for each hard-to-read style in the style sheets and the house style."""
    yield from _in_sheets(folder.shown, tuple(_text(folder, sheet) for sheet in SHEETS))
    yield from _house_style(folder)


@lru_cache(maxsize=1)
def _in_sheets(shown: str, texts: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return the warnings for the style sheets; cached, as many papers share the same ones."""
    declared: list[_Declaration] = []
    for sheet, text in zip(SHEETS, texts, strict=True):
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        declared += _inside(_Sheet(f"{shown}/{sheet}", text.splitlines()), rules, "")
    found = [problem for one in declared for problem in _wrong_size(one)]
    # Rules of the dark colour scheme are checked together with the general rules they override.
    for scheme in dict.fromkeys(one.scheme for one in declared):
        found += _too_close([one for one in declared if one.scheme in ("", scheme)])
    return tuple(dict.fromkeys(found))


def _text(folder: TemplateFolder, sheet: str) -> str:
    """Return a style sheet's text; empty if it cannot be read, which its writer reports."""
    try:
        return style_sheet.read(folder, sheet)
    except Problems:
        return ""


class _Declaration(NamedTuple):
    """One declaration of a style sheet; `scheme` is the colour scheme of its rule."""

    problem: Problem
    """A warning at its place, with an empty message."""
    selector: str
    name: str
    value: list[Any]
    scheme: str


class _Sheet(NamedTuple):
    name: str
    lines: list[str]

    def place(self, part: Any) -> Place:
        """Return the place of a part of the sheet."""
        line = self.lines[part.source_line - 1]
        return Place(self.name, part.source_line, part.source_column, line)


def _inside(sheet: _Sheet, rules: list[Any], scheme: str) -> Iterator[_Declaration]:
    for rule in rules:
        selector = tinycss2.serialize(getattr(rule, "prelude", [])).strip()
        if rule.type == "at-rule" and rule.content and rule.lower_at_keyword == "media":
            found = re.search(r"prefers-color-scheme:\s*(\w+)", selector)
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _inside(sheet, inner, found[1] if found else scheme)
        elif getattr(rule, "content", None):
            for part in tinycss2.parse_blocks_contents(
                rule.content, skip_comments=True, skip_whitespace=True
            ):
                if part.type == "declaration":
                    blank = Problem(sheet.place(part), "", severity="warning")
                    yield _Declaration(blank, selector, part.name, part.value, scheme)
                elif part.type == "at-rule" and part.content:
                    yield from _inside(sheet, [part], scheme)


def _wrong_size(one: _Declaration) -> Iterator[Problem]:
    if one.name not in ("font-size", "font"):
        return
    for token in one.value:
        unit = "%" if token.type == "percentage" else getattr(token, "lower_unit", "")
        if unit in UNITS:
            points = token.value * UNITS[unit]
        elif unit in TIMES:
            points = token.value * TIMES[unit] * LEAST_POINTS
        else:
            continue
        if points < LEAST_POINTS:
            yield one.problem._replace(
                message=f"the letters are {points:g} point high",
                hint=f"{LEAST_POINTS} point is the least that everybody can read",
            )
        return  # in `font: 12pt/1.35 ...` the next number is the line height


def _too_close(declared: list[_Declaration]) -> Iterator[Problem]:
    """Compare each rule's text colour with its background, within one colour scheme."""
    variables = {one.name: one for one in declared if one.name.startswith("--")}
    values = {name: one.value for name, one in variables.items()}
    behind: dict[str, Colour] = {"body": WHITE}
    for one in declared:
        if one.name in ("background", "background-color"):
            found = first_colour(one.value, values, behind["body"])
            behind[one.selector] = found or behind["body"]
    for one in declared:
        if one.name != "color":
            continue
        back = behind.get(one.selector, behind["body"])
        colour = first_colour(one.value, values, back)
        if colour and contrast(colour, back) < LEAST_CONTRAST:
            named: list[Any] = next((t.arguments for t in one.value if t.type == "function"), [])
            source = variables.get(tinycss2.serialize(named).strip(), one)
            yield source.problem._replace(
                message=f"{tinycss2.serialize(source.value).strip()} on {_hex(back)} has a contrast"
                f" of {contrast(colour, back):.1f} to 1",
                hint=f"text needs {LEAST_CONTRAST} to 1: make it darker, or what is behind it",
            )


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _house_style(folder: TemplateFolder) -> Iterator[Problem]:
    """Yield a warning for each hard-to-read style that papers use, base styles included."""
    with zipfile.ZipFile(folder.path / HOUSE_STYLE) as archive:
        root = ET.fromstring(archive.read("word/styles.xml"))  # noqa: S314 - the template's keeper is trusted
    wanted = {*BLOCK_STYLES.values(), *INLINE_STYLES.values(), "Header", "Footer"}
    styles = {style.get(f"{_W}styleId", ""): style for style in root.iter(f"{_W}style")}
    defaults = root.find(f"{_W}docDefaults")
    place = folder.place(HOUSE_STYLE)
    for style in styles.values():
        name = _value(style, "name")
        if name.lower() not in {one.lower() for one in wanted}:
            continue
        lineage = [*_lineage(style, styles), *([defaults] if defaults is not None else [])]
        size = next((found for one in lineage if (found := _value(one, "sz")).isdecimal()), "")
        # Half points. A character style leaves the size to the text around it.
        if size and style.get(f"{_W}type") == "paragraph" and int(size) < 2 * LEAST_POINTS:
            fault = f"the style {name} has letters of {int(size) / 2:g} point"
            hint = f"{LEAST_POINTS} point is the least that everybody can read"
            yield Problem(place, fault, hint, "warning")
        colour = next((found for one in lineage if (found := _value(one, "color"))), "auto")
        fill = next((found for one in lineage if (found := _value(one, "shd", "fill"))), "auto")
        back = _word_colour(fill, WHITE)
        ratio = contrast(_word_colour(colour, BLACK), back)
        if ratio < LEAST_CONTRAST:
            fault = f"the style {name} has a contrast of {ratio:.1f} to 1"
            hint = f"text needs {LEAST_CONTRAST} to 1: choose a darker colour in Word"
            yield Problem(place, fault, hint, "warning")


def _lineage(style: ET.Element, styles: dict[str, ET.Element]) -> Iterator[ET.Element]:
    """Yield the style and its base styles, nearest first; stop at a cycle."""
    met: list[ET.Element] = []
    here: ET.Element | None = style
    while here is not None and here not in met:
        met.append(here)
        here = styles.get(_value(here, "basedOn"))
    yield from met


def _value(element: ET.Element, child: str, attribute: str = "val") -> str:
    found = element.find(f".//{_W}{child}")
    return "" if found is None else found.get(f"{_W}{attribute}", "")


def _word_colour(value: str, otherwise: Colour) -> Colour:
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return otherwise
    red, green, blue = (int(value[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return red, green, blue
