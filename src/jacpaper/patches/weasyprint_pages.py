"""WeasyPrint with the styles of pages worked out once for each kind of page.

It works them out for each page, and those of its sixteen margin boxes. They depend on nothing but
on which `@page` rules apply. It also copies the counters for each margin box, with `copy.deepcopy`.
"""

from __future__ import annotations

import copy
import marshal
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from jacpaper.patches.sources import are_known
from jacpaper.patches.weasyprint_lines import put_everywhere

if TYPE_CHECKING:
    from collections.abc import Callable

# WeasyPrint 69.0 and 70.0: what is changed, and the styles that it works with.
KNOWN = {
    "layout/page.py": {0x5880CD51, 0x07434517},
    "css/__init__.py": {0xF1A0CDFD, 0xC3436304},
}


@cache
def apply() -> None:
    """Change the functions that WeasyPrint begins a page with, once."""
    if not are_known("weasyprint", KNOWN):
        return
    from weasyprint.layout import page  # noqa: PLC0415 - only where a PDF is made

    page.copy = SimpleNamespace(copy=copy.copy, deepcopy=_deepcopy)
    styles = page.set_page_type_computed_styles
    put_everywhere(styles, _once_for_each_kind(styles))


def _deepcopy(value: Any) -> Any:
    """Copy what is made of Python's own types, as counters are, in a fifth of the time."""
    try:
        return marshal.loads(marshal.dumps(value))  # noqa: S302 - our own
    except ValueError:
        return copy.deepcopy(value)


def _once_for_each_kind(set_styles: Callable[..., None]) -> Callable[..., None]:
    """Return `set_styles`, which works out the styles of a page, with a cache in each paper."""

    def set_known(page_type: Any, html: Any, style_for: Any) -> None:
        applies, sheets = style_for._page_type_match, style_for._sheets  # noqa: SLF001 - no others
        selectors = (
            selector
            for sheet, _, _ in sheets
            for _, several, _ in sheet.page_rules
            for _, _, selector in several
        )
        kind = tuple(applies(selector, page_type) for selector in selectors)
        kinds, styles = vars(style_for).setdefault("kinds", {}), style_for.get_computed_styles()
        if kind not in kinds:
            set_styles(page_type, html, style_for)
            kinds[kind] = {part: one for (of, part), one in styles.items() if of == page_type}
        styles.update({(page_type, part): one for part, one in kinds[kind].items()})

    return set_known
