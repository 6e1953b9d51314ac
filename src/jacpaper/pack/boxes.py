"""The part of a page that is seen, and where its foot is: a page may be turned.

A page's boxes are in its own coordinates; /Rotate says by how many degrees it is turned, clockwise,
to be looked at (PDF 32000-1, 7.7.3.3 and 14.11.2).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from pikepdf import Array

# Which edge of a page is its foot once it is turned, and whether it grows up or down there.
_FOOT = {0: (1, -1), 90: (2, 1), 180: (3, 1), 270: (0, -1)}
# The corner at the left of the foot, and the directions of right and of up from there.
_AXES = {
    0: ((0, 1), (1, 0, 0, 1)),
    90: ((2, 1), (0, 1, -1, 0)),
    180: ((2, 3), (-1, 0, 0, -1)),
    270: ((0, 3), (0, -1, 1, 0)),
}


class Seen(NamedTuple):
    """What is seen of a page: left, bottom, right and top in its coordinates, and how it turns."""

    edges: tuple[float, float, float, float]
    turned: int

    @property
    def width(self) -> float:
        """As it is looked at."""
        return self._sides[self.turned // 90 % 2]

    @property
    def height(self) -> float:
        """As it is looked at."""
        return self._sides[1 - self.turned // 90 % 2]

    @property
    def _sides(self) -> tuple[float, float]:
        left, bottom, right, top = self.edges
        return right - left, top - bottom

    def matrix(self, scale: float) -> bytes:
        """Return what puts the origin at the left of the foot, and turns and enlarges the axes."""
        (x, y), axes = _AXES[self.turned]
        numbers = (*(scale * axis for axis in axes), self.edges[x], self.edges[y])
        return b"%.4f %.4f %.4f %.4f %.4f %.4f cm" % numbers


def seen(page: Any) -> Seen:
    """Return what is seen of a page.

    Raises:
        ValueError: its boxes leave nothing to see.
    """
    media = _edges(page.MediaBox)
    crop = _edges(page.get("/CropBox", page.MediaBox))
    lows = [max(one, other) for one, other in zip(media[:2], crop[:2], strict=True)]
    highs = [min(one, other) for one, other in zip(media[2:], crop[2:], strict=True)]
    edges = (lows[0], lows[1], highs[0], highs[1])
    if edges[0] >= edges[2] or edges[1] >= edges[3]:
        raise ValueError("its boxes leave nothing to see")
    return Seen(edges, int(page.get("/Rotate", 0)) % 360 // 90 * 90)


def is_cropped(page: Any) -> bool:
    """Tell whether a page has more than is seen of it, by more than a point at any edge.

    Raises:
        ValueError: nothing is seen of it.
    """
    edges = zip(seen(page).edges, _edges(page.MediaBox), strict=True)
    return any(abs(one - other) > 1 for one, other in edges)


def grow_at_the_foot(page: Any, before: Seen, by: float) -> Seen:
    """Make a page longer at its foot, and return what is then seen."""
    edge, direction = _FOOT[before.turned]
    edges = [*before.edges]
    edges[edge] += direction * by
    for box in ("/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"):
        if box in page:
            del page[box]
    page.MediaBox = Array([round(one, 4) for one in edges])
    return Seen((edges[0], edges[1], edges[2], edges[3]), before.turned)


def _edges(box: Any) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top, in whatever order the corners are given."""
    left, bottom, right, top = (float(one) for one in box)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
