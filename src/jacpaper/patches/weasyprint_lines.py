"""WeasyPrint with each line laid out by Pango once, not once to measure it and again to draw it.

WeasyPrint lets go of a line in between, to save memory: some 2 KB a line. Here it is kept.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from jacpaper.patches.sources import are_known

if TYPE_CHECKING:
    from collections.abc import Callable

# WeasyPrint 69.0 and 70.0: what is changed, and what lays lines out, draws and styles them.
KNOWN = {
    "text/line_break.py": {0x09824158, 0xFF22AF6F},
    "text/ffi.py": {0x1F019BB9, 0x6A475203},
    "draw/text.py": {0x522866E7, 0x29EDB854},
    "css/__init__.py": {0xF1A0CDFD, 0xC3436304},
}


@cache
def apply() -> None:
    """Change the functions that WeasyPrint lays out lines with, once."""
    if not are_known("weasyprint", KNOWN):
        return
    from weasyprint.text import ffi, line_break  # noqa: PLC0415 - only where a PDF is made

    _keep_lines(line_break.Layout, ffi.pango)
    put_everywhere(line_break.strut, _kept_with_style(line_break.strut))


def _keep_lines(layout: Any, pango: Any) -> None:
    """Keep what Pango made of a line to measure it, until it is drawn."""
    set_text, reactivate = layout.set_text, layout.reactivate

    def set_text_as_drawn(self: Any, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002 - WeasyPrint's
        if text.isprintable():
            # As it will be for drawing, when a change would have it laid out anew. Only
            # line breaks make a difference.
            pango.pango_layout_set_single_paragraph_mode(self.layout, True)  # noqa: FBT003 - C
        set_text(self, text, justify)

    def reactivate_if_needed(self: Any, style: Any) -> None:
        if self.justification_spacing or style is not self.style:
            reactivate(self, style)
        else:
            # The text was broken into lines before, so the width no longer counts.
            pango.pango_layout_set_width(self.layout, -1)

    layout.set_text = set_text_as_drawn
    layout.deactivate = lambda self: None  # noqa: ARG005 - WeasyPrint's
    layout.reactivate = reactivate_if_needed


def _kept_with_style(strut: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return `strut`, which works out a line's least height, with a cache in each style."""

    def cached(style: Any) -> Any:
        try:
            return style.strut
        except AttributeError:
            style.strut = strut(style)
            return style.strut

    return cached


def put_everywhere(old: Any, new: Any) -> None:
    """Put a function in place of another in every module that has it."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith("weasyprint"):
            for known in [known for known, value in vars(module).items() if value is old]:
                setattr(module, known, new)
