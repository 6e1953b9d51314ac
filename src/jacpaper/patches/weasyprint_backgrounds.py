"""WeasyPrint with boxes that have no background left alone: nearly all of a paper's have none.

It looks at a dozen properties of each box and converts a colour to find that out. Boxes share
styles, so here it finds it out once a style.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jacpaper.patches.sources import are_known
from jacpaper.patches.weasyprint_lines import put_everywhere

if TYPE_CHECKING:
    from collections.abc import Callable

# WeasyPrint 70.0: what is changed, and what it calls. 69.0 draws no shadows.
KNOWN = {
    "layout/background.py": {0x2584F077},
    "layout/percent.py": {0x5A152E63},
    "draw/color.py": {0x3302401F},
    "css/__init__.py": {0xC3436304},
}
_RADII = [
    f"border_{side}_radius" for side in ("top_left", "top_right", "bottom_right", "bottom_left")
]
_BARE = [("background", None), *((radius, (0, 0)) for radius in _RADII)]


@cache
def apply() -> None:
    """Change the function that WeasyPrint lays out backgrounds with, once."""
    if not are_known("weasyprint", KNOWN):
        return
    from weasyprint.draw.color import get_color  # noqa: PLC0415 - only where a PDF is made
    from weasyprint.layout import background  # noqa: PLC0415

    lay_out = background.layout_box_backgrounds
    put_everywhere(lay_out, _of_those_that_have_one(lay_out, get_color))


def _of_those_that_have_one(
    lay_out: Callable[..., None], get_color: Callable[..., Any]
) -> Callable[..., None]:
    """Return `lay_out` with a shortcut for boxes whose style is bare."""

    def lay_out_box(page: Any, box: Any, get_image: Any, **canvas: Any) -> None:
        if canvas or box is page or not is_bare(box.style):
            lay_out(page, box, get_image, **canvas)
            return
        for name, value in _BARE:
            setattr(box, name, value)
        for child in box.all_children():
            lay_out_box(page, child, get_image)

    def is_bare(style: Any) -> bool:
        try:
            return bool(style.is_bare)
        except AttributeError:
            style.is_bare = (
                style["border_image_source"][0] == style["mask_border_source"][0] == "none"
                and all((0, "px") in style[radius] for radius in _RADII)
                and all(kind == "none" for kind, _ in style["background_image"])
                and not style["box_shadow"]
                and get_color(style, "background_color").alpha == 0
            )
            return bool(style.is_bare)

    return lay_out_box
