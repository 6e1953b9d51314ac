"""The colours of a style sheet as red, green and blue, and how well two can be told apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import tinycss2
from tinycss2.color5 import parse_color

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1, in sRGB."""

WHITE: Colour = (1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0)
# From CIE XYZ to linear sRGB (CSS Color Module Level 4, section 10), by white point.
_FROM_XYZ = {
    "xyz-d65": (
        (3.2409699419, -1.5373831776, -0.4986107603),
        (-0.9692436363, 1.8759675015, 0.0415550574),
        (0.0556300797, -0.2039769589, 1.0569715142),
    ),
    "xyz-d50": (
        (3.1341358529, -1.6173863321, -0.4906619460),
        (-0.9787954847, 1.9162545772, 0.0334427310),
        (0.0719553680, -0.2289767598, 1.4053860352),
    ),
}
_TO_SRGB = ("srgb", "hsl", "hwb")
_TO_XYZ = {"xyz": "xyz-d65", "oklab": "xyz-d65", "oklch": "xyz-d65", "lab": "xyz-d50"}
_TO_XYZ |= {"lch": "xyz-d50", "xyz-d50": "xyz-d50", "xyz-d65": "xyz-d65"}


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def first_colour(
    value: Sequence[Any], variables: Mapping[str, Sequence[Any]], behind: Colour
) -> Colour | None:
    """Return the first colour in a value, over what is behind it; None if it is not known.

    `variables` has the values of custom properties by their names; one that leads back to
    itself has no colour.
    """
    tokens, followed = value, set[str]()
    while True:
        for token in tokens:
            if token.type == "function" and token.lower_name == "var":
                name = tinycss2.serialize(token.arguments).strip()
                break
            if colour := _colour(token, behind):
                return colour
        else:
            return None
        if name in followed or name not in variables:
            return None
        followed.add(name)
        tokens = variables[name]


def _colour(token: Any, behind: Colour) -> Colour | None:
    try:
        found = parse_color(token)
        opaque = None if found in (None, "currentcolor") else _in_srgb(found)
    # It raises what it likes where an argument is missing, as at `color()`, or beyond measure.
    except Exception:  # noqa: BLE001
        return None
    if opaque is None or any(map(math.isnan, opaque)):  # from numbers without measure
        return None
    share = found.alpha
    red, green, blue = (
        min(max(part, 0.0), 1.0) * share + under * (1 - share)
        for part, under in zip(opaque, behind, strict=True)
    )
    return red, green, blue


def _in_srgb(colour: Any) -> Colour | None:
    """Return a colour in sRGB; None for a space that no formula leads out of, such as CMYK."""
    if colour.space in _TO_SRGB:
        red, green, blue = colour.to("srgb").coordinates
        return red, green, blue
    if colour.space == "srgb-linear":
        linear = tuple(part or 0.0 for part in colour.coordinates)
    elif colour.space in _TO_XYZ:
        white = _TO_XYZ[colour.space]
        xyz = colour.to(white).coordinates
        linear = tuple(
            sum(factor * part for factor, part in zip(row, xyz, strict=True))
            for row in _FROM_XYZ[white]
        )
    else:
        return None
    red, green, blue = map(_from_linear, linear)
    return red, green, blue


def _from_linear(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
