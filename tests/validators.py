"""What independent validators find in an output: a list of sentences, empty if nothing is wrong.

Each of them has a planted fault in test_validators.py, on which it must speak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import outloud
import page
from axe_playwright_python.sync_playwright import Axe
from openxml_audit import OpenXmlValidator

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from playwright.sync_api import Browser

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
    return found + [f"outloud {one.rule}: {one.message}" for one in heard.findings]


def in_word(path: Path) -> list[str]:
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


def in_word_files(paths: Iterable[Path]) -> list[str]:
    """Return the same of several files, as the judges do."""
    return [error for path in paths for error in in_word(path)]


def in_web_page(
    chromium: Browser, path: Path, looks: Iterable[tuple[int, Scheme]] = LOOKS
) -> list[str]:
    """Return what axe finds, at each width, light and dark."""
    found = []
    for width, scheme in looks:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True
        )
        sheet = context.new_page()
        sheet.goto(path.as_uri())
        result = Axe().run(sheet, options={"runOnly": _AXE_RULES, "resultTypes": ["violations"]})
        found += [
            f"axe {one['id']} at {width} px, {scheme}: {one['help']} {one['nodes'][0]['html']}"
            for one in result.response["violations"]
        ]
        across = sheet.evaluate("document.documentElement.scrollWidth")
        if across > width:
            found.append(f"the page is {across} px wide on a screen of {width} px")
        context.close()
    return found
