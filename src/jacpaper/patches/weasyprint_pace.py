"""WeasyPrint at a quicker pace: what it does again for each line or box, done once.

The PDF is the same, byte for byte. Each change takes the place of one function
of the WeasyPrint that writers/pdf/engine.py knows, and calls it where it is not sure:

    a line's letters        laid out once, not once to measure and once to draw
    a font's description    kept by what it is made from, not made for each line
    a line's least height   kept with the style it is worked out from
    the normal flow         seen at a glance, where nothing floats or is placed
    a colour's hash         from its figures, not from their text
    a stream's bytes        compressed once, for the file and for its identifier
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_FLOWING = ("static", "relative")


@cache
def quicken() -> None:
    """Put what is quicker in the place of what is slow, once for all."""
    import pydyf  # noqa: PLC0415 - only where a PDF is made
    from tinycss2 import color4  # noqa: PLC0415 - likewise
    from weasyprint.formatting_structure.boxes import Box  # noqa: PLC0415
    from weasyprint.text import ffi, line_break  # noqa: PLC0415

    _keep_lines(line_break.Layout, ffi.pango)
    line_break.get_font_description = _kept_description(line_break.get_font_description)
    _everywhere(line_break.strut, _kept_with_style(line_break.strut))
    Box.is_in_normal_flow = _flows_at_a_glance(Box.is_in_normal_flow)
    color4.Color.__hash__ = lambda colour: hash((colour.space, colour.coordinates, colour.alpha))
    pydyf.PDF.write = _streams_once(pydyf.PDF.write, pydyf.Stream)


def _keep_lines(layout: Any, pango: Any) -> None:
    """Keep what Pango made of a line to measure it, until it is drawn.

    WeasyPrint lets go of it in between, to save memory: some 2 KB a line.
    """
    set_text, reactivate = layout.set_text, layout.reactivate

    def set_text_as_drawn(self: Any, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002 - WeasyPrint's
        if text.isprintable():
            # As it will be for drawing, when a change would have it laid out anew. Only
            # line breaks make a difference.
            pango.pango_layout_set_single_paragraph_mode(self.layout, True)  # noqa: FBT003 - C
        set_text(self, text, justify)

    def reactivate_if_need_be(self: Any, style: Any) -> None:
        if self.justification_spacing or style is not self.style:
            reactivate(self, style)
        else:
            # It was broken by then.
            pango.pango_layout_set_width(self.layout, -1)

    layout.set_text = set_text_as_drawn
    layout.deactivate = lambda self: None  # noqa: ARG005 - WeasyPrint's
    layout.reactivate = reactivate_if_need_be


def _kept_description(describe: Callable[[Any], Any]) -> Callable[[Any], Any]:
    known: dict[tuple[Any, ...], Any] = {}

    def described(style: Any) -> Any:
        key = (
            tuple(style["font_family"]),
            style["font_style"],
            style["font_stretch"],
            style["font_weight"],
            style["font_size"],
            style["font_variant_caps"],
            style["font_variation_settings"],
        )
        if key not in known:
            known[key] = describe(style)
        return known[key]

    return described


def _kept_with_style(strut: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def kept(style: Any) -> Any:
        try:
            return style.strut
        except AttributeError:
            style.strut = strut(style)
            return style.strut

    return kept


def _everywhere(old: Any, new: Any) -> None:
    """Put a function in the place of another in every module that knows it by name."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith("weasyprint"):
            for known in [known for known, value in vars(module).items() if value is old]:
                setattr(module, known, new)


def _flows_at_a_glance(is_in_normal_flow: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def flows(box: Any) -> bool:
        style = box.style
        plain = style["float"] == "none" and style["position"] in _FLOWING
        return plain or is_in_normal_flow(box)

    return flows


def _streams_once(write: Callable[..., None], stream: Any) -> Callable[..., None]:
    """Have a PDF written with each stream's bytes made once; before that they still change."""
    made = stream.data.fget

    def written(pdf: Any, *arguments: Any, **options: Any) -> None:
        kept: dict[Any, bytes] = {}

        def data(one: Any) -> bytes:
            if one not in kept:
                kept[one] = made(one)
            return kept[one]

        stream.data = property(data)
        try:
            write(pdf, *arguments, **options)
        finally:
            stream.data = property(made)

    return written
