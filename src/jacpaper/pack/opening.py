"""A part opened: ours as it is, anyone else's made harmless first."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pikepdf

from jacpaper.problems import Place, Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.pack.parts import Part


class Opened(NamedTuple):
    """A part's PDF, in which every page is tagged, and what must be said of it."""

    part: Part
    pdf: pikepdf.Pdf
    notes: tuple[Problem, ...] = ()


@contextmanager
def opened(part: Part) -> Iterator[Opened]:
    """Open a part, and close it again.

    Raises:
        Problems: it cannot be taken in.
    """
    with pikepdf.open(io.BytesIO(part.content)) as pdf:
        yield Opened(part, pdf)


def page_count(content: bytes, name: str) -> int:
    """Return how many pages a PDF has.

    Raises:
        Problems: it cannot be read.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError as error:
        raise Problems(
            [Problem(Place(name), f"this is no PDF that can be read: {error}")]
        ) from None
