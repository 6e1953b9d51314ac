"""What independent validators find in an output: a list of sentences, empty if nothing is wrong.

Each of them has a planted fault in test_validators.py, on which it must speak.
"""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

import docx
import outloud
import page
import pikepdf
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

import readers
from conftest import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Frame

# A table over 1,024 rows is no fault, nor are 300 bookmarks: the limits are the validator's own.
_LIMITS = page.SafetyLimits(max_table_grid_rows=100_000, max_reference_depth=100_000)
_AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Scheme = Literal["light", "dark"]
LOOKS: list[tuple[int, Scheme]] = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
# The reference paper is looked at in all four; what has the same styles, in each of each.
EACH_LOOK: list[tuple[int, Scheme]] = [(320, "dark"), (1280, "light")]
NARROW: list[tuple[int, Scheme]] = [(320, "light")]


def in_output(path: Path) -> list[str]:
    """Return what the validators of the file's format find, but axe, which needs a browser."""
    return {".pdf": in_pdf, ".docx": in_word}[path.suffix](path)


def in_pdf(path: Path) -> list[str]:
    found = []
    for profile in ("ua1", "2a"):
        result = page.validate_pdf(str(path), profile=profile, limits=_LIMITS)
        found += [f"{profile} {failure.rule_id}: {failure.message}" for failure in result.failures]
        assert result.is_compliant == (not result.failures)
    heard = outloud.check(str(path))
    assert not heard.error, heard.error
    found += [f"outloud {one.rule}: {one.message}" for one in heard.findings]
    return [*found, *tagged_twice(path)]


def tagged_twice(path: Path) -> list[str]:
    """Return the pieces of text that are read out more than once; no validator looks for them."""
    with pikepdf.open(path) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return []
    times = Counter((mark.page, mark.mark) for mark in _marks(readers.pdf_structure(path)))
    return [
        f"mark {number} on the page {page} 0 R is tagged {count} times"
        for (page, number), count in times.items()
        if count > 1
    ]


def _marks(tag: readers.Tag) -> Iterator[readers.Marked]:
    for kid in tag.kids:
        if isinstance(kid, readers.Tag):
            yield from _marks(kid)
        else:
            yield kid


def in_word(path: Path) -> list[str]:
    errors = OpenXmlValidator().validate(str(path)).errors
    return [*map(str, errors), *rows_off_the_grid(path)]


def rows_off_the_grid(path: Path) -> list[str]:
    """Return the rows of tables whose cells do not fill the columns, which no validator counts."""
    found = []
    for table in docx.Document(str(path)).element.body.iter(qn("w:tbl")):
        columns = len(table.xpath("w:tblGrid/w:gridCol"))
        for number, row in enumerate(table.xpath("w:tr"), 1):
            spans = [int(span) for span in row.xpath("w:tc/w:tcPr/w:gridSpan/@w:val")]
            filled = len(row.xpath("w:tc")) - len(spans) + sum(spans)
            if filled != columns or min(spans, default=1) < 1:
                found.append(f"row {number} fills {filled} of {columns} columns, spans {spans}")
    return found


def in_word_files(paths: Iterable[Path]) -> list[str]:
    """Return the same of several files, as the judges do."""
    return [error for path in paths for error in in_word(path)]


def in_web_page(
    chromium: Browser, path: Path, looks: Iterable[tuple[int, Scheme]] = LOOKS
) -> list[str]:
    """Return what axe finds, at each width, light and dark."""
    found = []
    sheet = shown(chromium, path)
    for width, scheme in looks:
        sheet.set_viewport_size({"width": width, "height": 800})
        sheet.emulate_media(color_scheme=scheme)
        found += [
            f"axe {one['id']} at {width} px, {scheme}: {one['help']} {one['nodes'][0]['html']}"
            for one in axe(sheet.main_frame, {"runOnly": _AXE_RULES})
        ]
        across = sheet.evaluate("document.documentElement.scrollWidth")
        if across > width:
            found.append(f"the page is {across} px wide on a screen of {width} px")
    return found


# Contrast is nearly all of axe's work. It follows from colour, size and weight of letters and from
# what lies behind them: of the elements in which all of these are alike, axe is asked about two.
_AXE = """async options => {
    const kinds = new Map();
    const clear = {backgroundColor: "rgba(0, 0, 0, 0)", backgroundImage: "none", opacity: "1"};
    for (const one of document.querySelectorAll("body, body *")) {
        const hasWords = [...one.childNodes].some(kid => kid.nodeType === 3 && kid.data.trim());
        if (!one.checkVisibility() || !hasWords && !one.matches("input, select, textarea"))
            continue;
        const style = getComputedStyle(one);
        const kind = [one.tagName, one.className, style.color, style.fontSize, style.fontWeight,
            style.textShadow];
        for (let behind = one; behind; behind = behind.parentElement) {
            const its = getComputedStyle(behind);
            for (const name in clear)
                if (its[name] !== clear[name]) kind.push(name, its[name]);
        }
        const alike = kinds.get(kind.join()) ?? [];
        kinds.set(kind.join(), [...alike, one].slice(0, 2));
    }
    const few = [...kinds.values()].flat();
    const asked = {iframes: false, resultTypes: ["violations"]};
    const all = await axe.run(document,
        {...asked, ...options, rules: {"color-contrast": {enabled: false}}});
    const contrast = await axe.run({include: few}, {...asked, runOnly: ["color-contrast"]});
    if (!all.passes.length || !contrast.passes.length) throw Error("axe has looked at nothing");
    return [...all.violations, ...contrast.violations];
}"""


def axe(place: Frame, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what axe finds in a frame, without the frames in it."""
    if not place.evaluate("'axe' in window"):
        place.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found: list[dict[str, Any]] = place.evaluate(_AXE, options)
    return found
