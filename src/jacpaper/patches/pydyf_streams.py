"""pydyf with each stream compressed once, and each number written once.

It compresses a stream for the file, and again for its identifier. A paper has hundreds of thousands
of numbers, most of them often.
"""

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

    numbers: dict[float, bytes] = {}
    pydyf._to_bytes = _written_once(pydyf._to_bytes, numbers)  # noqa: SLF001 - there is no other
    pydyf.PDF.write = _compressing_once(pydyf.PDF.write, pydyf.Stream, numbers)


def _written_once(written: Callable[[Any], bytes], numbers: dict[float, bytes]) -> Any:
    """Return `written`, which writes what is in a PDF, with a cache for numbers."""

    def written_once(item: Any) -> bytes:
        kind = type(item)
        if kind is bytes:
            return item  # type: ignore[no-any-return]
        if kind is float or kind is int:
            if item not in numbers:
                numbers[item] = written(item)
            return numbers[item]
        return item.encode("ascii") if kind is str else written(item)

    return written_once


def _compressing_once(
    write: Callable[..., None], stream: Any, numbers: dict[float, bytes]
) -> Callable[..., None]:
    """Keep each stream's bytes while a PDF is written; before that they may still change.

    Afterwards its numbers are forgotten.
    """
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
            numbers.clear()

    return writing
