"""A picture: a drawing, and the words that say the same."""

from __future__ import annotations

from html import escape
from typing import NamedTuple


class Picture(NamedTuple):
    """A drawing in SVG, its size in points, and the words for whoever cannot see it."""

    drawing: str
    words: str
    width: float
    height: float

    def svg(self, font: str = "House, Arial, sans-serif") -> str:
        """Return the whole picture; its words come first, where the PDF's tags look for them."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:g}pt"'
            f' height="{self.height:g}pt" viewBox="0 0 {self.width:g} {self.height:g}"'
            f' role="img" font-family="{font}" font-size="12"><title>{escape(self.words)}</title>'
            f"{self.drawing}</svg>"
        )
