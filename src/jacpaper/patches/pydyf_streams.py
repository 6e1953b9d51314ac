"""pydyf with each stream compressed once: it does so for the file, and again for its identifier."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jacpaper.patches.sources import are_known

if TYPE_CHECKING:
    from collections.abc import Callable

# pydyf 0.12.1 and 0.13.0
KNOWN = {"__init__.py": {0x02B09C20, 0x4A52B4FF}}


@cache
def apply() -> None:
    """Change the function that writes a PDF, once."""
    if not are_known("pydyf", KNOWN):
        return
    import pydyf  # noqa: PLC0415 - only where a PDF is made

    pydyf.PDF.write = _compressing_once(pydyf.PDF.write, pydyf.Stream)


def _compressing_once(write: Callable[..., None], stream: Any) -> Callable[..., None]:
    """Keep each stream's bytes while a PDF is written; before that they may still change."""
    made = stream.data.fget

    def writing(pdf: Any, *arguments: Any, **options: Any) -> None:
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

    return writing
