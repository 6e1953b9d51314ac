"""WeasyPrint with the letters of a line looked up, not worked out one by one.

How a letter is written into a PDF depends on its glyph, its width and its offset in the line alone,
and a paper has some hundred such letters a font. Each font remembers them; it goes with the paper.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import TYPE_CHECKING, Any

from jacpaper.patches.sources import are_known
from jacpaper.patches.weasyprint_lines import put_everywhere

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# WeasyPrint 69.0 and 70.0: what is changed, and the fonts and streams that it works with.
KNOWN = {
    "draw/text.py": {0x522866E7, 0x29EDB854},
    "pdf/fonts.py": {0xF3265B0F, 0x6DF0C9E4},
    "pdf/stream.py": {0x7D68B1AE, 0xBFF3F77B},
    "text/ffi.py": {0x1F019BB9, 0x6A475203},
}
# PangoGlyphInfo: the glyph, its width, how far it is moved and raised, and what is not looked at.
_GLYPH = struct.Struct("Iiii4x")
_SIZE_BY_FONT = 14802
"""The first version of Pango that tells the true size of a font: 1.48.2."""


@cache
def apply() -> None:
    """Change the function that WeasyPrint draws a line with, once."""
    if not are_known("weasyprint", KNOWN):
        return
    from weasyprint.draw import text  # noqa: PLC0415 - only where a PDF is made
    from weasyprint.text import ffi  # noqa: PLC0415

    fits = ffi.ffi.sizeof("PangoGlyphInfo") == _GLYPH.size
    if fits and ffi.pango.pango_version() >= _SIZE_BY_FONT:
        put_everywhere(text.draw_first_line, _looking_up(text.draw_first_line, ffi))


def _looking_up(draw: Callable[..., list[Any]], ffi: Any) -> Callable[..., list[Any]]:
    """Return `draw` for lines of which all letters are known; the others it draws itself."""

    def draw_known(
        stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
    ) -> list[Any]:
        is_whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        if is_whole and textbox.style["font_size"] >= 1e-6 and textbox.text.strip():
            ffi.pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)  # noqa: FBT003 - C
            pieces = _pieces(stream, textbox.pango_layout.layout, ffi)
            if pieces:
                stream.set_text_matrix(*matrix.values)
                for font, size, text in pieces:
                    stream.set_font_size(font.hash, size)
                    stream.show_text(text)
                return []
        return draw(stream, textbox, text_overflow, block_ellipsis, matrix)

    return draw_known


def _pieces(stream: Any, layout: Any, ffi: Any) -> list[tuple[Any, float, str]]:
    """Return a line as pieces in one font each: the font, its size, and letters as a PDF has them.

    Nothing is returned if WeasyPrint has to draw the line itself.
    """
    pieces: list[tuple[Any, float, str]] = []
    before = None
    for run in _runs(ffi.pango.pango_layout_get_line_readonly(layout, 0).runs[0], ffi.ffi.NULL):
        glyphs, pango_font = run.glyphs, run.item.analysis.font
        if pango_font != before:
            before = pango_font
            font, size = stream.add_font(pango_font)
            pieces.append((font, size, ""))
            known = vars(font).setdefault("letters", {}).setdefault(size, {})
        letters = ffi.ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH.size)
        try:
            text = "".join([known[letter] for letter in _GLYPH.iter_unpack(letters)])
        except KeyError:
            if not _learn(known, letters, font, size, ffi):
                return []
            text = "".join([known[letter] for letter in _GLYPH.iter_unpack(letters)])
        text = f"<{text}>".removesuffix("<>")
        pieces[-1] = font, size, pieces[-1][2] + text
    return pieces if all(text for _, _, text in pieces) else []


def _runs(run: Any, null: Any) -> Iterator[Any]:
    while run != null:
        yield run.data
        run = run.next


def _learn(known: dict[Any, str], letters: Any, font: Any, size: float, ffi: Any) -> bool:
    """Add letters to those known; False if one is not to be known: WeasyPrint has to draw it."""
    if font.svg or font.png or font.bitmap or getattr(font, "colr", False):
        return False
    for glyph, width, offset, rise in _GLYPH.iter_unpack(letters):
        # WeasyPrint notes the width of a glyph, and its character, when it first draws it. Of empty
        # and missing glyphs, which it draws in another way, it never does.
        if rise or glyph not in font.widths:
            return False
        moved = offset / size
        kerning = font.widths[glyph] + moved - width * 1000 * ffi.FROM_UNITS / size
        text = f">{-moved}<" if moved else ""
        text += f"{glyph:04x}"
        known[glyph, width, offset, rise] = text + (f">{int(kerning)}<" if kerning else "")
    return True
