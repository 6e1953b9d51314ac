"""Where a pack is asked for: many PDFs become one.

pikepdf is an extra, so it is only imported when a pack is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.pack import library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.pack.parts import About, Pack, Part


def join(parts: Sequence[Part], about: About, first_page: int = 1) -> Pack:
    """Return one PDF of all parts, in their order; its pages are numbered from `first_page`.

    Raises:
        Problems: a part that cannot be taken in, named by its file, or two with one name.
        MachineError: pikepdf is not installed.
    """
    library.load()
    from jacpaper.pack import binding  # noqa: PLC0415 - imports pikepdf

    return binding.bind(parts, about, first_page)


def page_count(content: bytes, name: str = "a PDF") -> int:
    """Return how many pages a PDF has, and so will have in a pack; messages call it by its name.

    Raises:
        Problems: it cannot be read.
        MachineError: pikepdf is not installed.
    """
    library.load()
    from jacpaper.pack import opening  # noqa: PLC0415 - imports pikepdf

    return opening.page_count(content, name)
