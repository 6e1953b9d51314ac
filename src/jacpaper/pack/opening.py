"""A part opened: ours as it is, anyone else's made harmless and tagged first."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pikepdf

from jacpaper.pack import foreign
from jacpaper.pack.parts import MOST_BYTES
from jacpaper.problems import Place, Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.pack.parts import Part

_STREAM = re.compile(r"stream <[^>]*>:? ?")
# No committee's paper has more; what has, is a mistake or an attack.
_MOST_PAGES = 2_000
# What pikepdf and Python say of a file that is not as PDF 32000-1 has it.
_BROKEN = (
    pikepdf.PdfError, ArithmeticError, AttributeError, LookupError, NotImplementedError,
    RecursionError, TypeError, ValueError,
)  # fmt: skip


class Opened(NamedTuple):
    """A part's PDF, in which every page is tagged, and what must be said of it."""

    part: Part
    pdf: pikepdf.Pdf
    marked: Sequence[pikepdf.Object] = ()
    """The pictures and forms that have tags of their own."""
    notes: Sequence[Problem] = ()


@contextmanager
def opened(part: Part) -> Iterator[Opened]:
    """Open a part, and close it again.

    Raises:
        Problems: it cannot be taken in.
    """
    pdf = _open(part.content, part.name)
    try:
        if part.own:
            yield Opened(part, pdf)
        else:
            yield _cleaned(part, pdf)
    finally:
        pdf.close()


def page_count(content: bytes, name: str) -> int:
    """Return how many pages a PDF has.

    Raises:
        Problems: it cannot be read.
    """
    with _open(content, name) as pdf:
        return len(pdf.pages)


def _cleaned(part: Part, pdf: pikepdf.Pdf) -> Opened:
    try:
        cleaned = foreign.clean(part, pdf)
    except _BROKEN as error:
        raise _damaged(part.name, error) from None
    return Opened(part, pdf, cleaned.marked, cleaned.notes)


def _open(content: bytes, name: str) -> pikepdf.Pdf:
    if len(content) > MOST_BYTES:
        raise _refused(name, f"it is larger than {MOST_BYTES // 1_000_000} MB", "ask for less")
    try:
        pdf = pikepdf.open(io.BytesIO(content), suppress_warnings=True)
        pages = len(pdf.pages)
    except pikepdf.PasswordError:
        hint = "ask whoever sent it for a copy that opens without a password"
        raise _refused(name, "it needs a password", hint) from None
    except _BROKEN as error:
        raise _damaged(name, error) from None
    if pdf.is_encrypted:
        pdf.close()
        hint = "ask whoever sent it for a copy without restrictions"
        raise _refused(name, "it is encrypted", hint)
    if not 0 < pages <= _MOST_PAGES:
        pdf.close()
        fault = f"it has {pages:,} pages, not between 1 and {_MOST_PAGES:,}"
        raise _refused(name, fault, "is it the right file?")
    return pdf


def _damaged(name: str, error: Exception) -> Problems:
    # Of a file that is read from memory, qpdf gives an address that is another each time.
    said = " ".join(_STREAM.sub("", str(error)).split())[:200]
    hint = f"open it and save it again as a PDF, or ask for another copy ({said})"
    return _refused(name, "it is damaged, or no PDF", hint)


def _refused(name: str, fault: str, hint: str) -> Problems:
    return Problems([Problem(Place(name), f"the PDF cannot go into the pack: {fault}", hint)])
