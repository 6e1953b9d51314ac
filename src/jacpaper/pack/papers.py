"""A part as it lies in the pack, and what all need to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

    from jacpaper.pack.parts import Part


@dataclass
class Paper:
    """A part, its own file, and the copies in the pack of its pages and of its tag tree."""

    part: Part
    source: pikepdf.Pdf
    first: int
    """How many pages of the pack come before it."""
    pages: list[Any]
    marked: list[Any]
    """Its pictures and forms that have tags of their own."""
    tree: Any
    """Its structure tree's root: what is below becomes part of the pack's one tree."""

    @property
    def tag(self) -> Any:
        """The one element that holds all others of the paper."""
        return self.tree.K[0]

    @property
    def annotations(self) -> Iterator[Any]:
        """All annotations of its pages in the pack."""
        for page in self.pages:
            yield from page.get("/Annots", ())

    @cached_property
    def page_of(self) -> dict[tuple[int, int], int]:
        """The index of each page in the paper, by what identifies it in the paper's own file."""
        return {page.obj.objgen: index for index, page in enumerate(self.source.pages)}
