"""Sizes of files, as people read them."""

from __future__ import annotations

_KILOBYTE, _MEGABYTE = 1_000, 1_000_000


def shown(size: int) -> str:
    """Return a size in kilobytes or megabytes, rounded up: 43 kB, 1.2 MB."""
    if size < _MEGABYTE - _KILOBYTE:
        return f"{-(-size // _KILOBYTE)} kB"
    tenths = -(-size * 10 // _MEGABYTE)
    return f"{tenths / 10:.1f}".removesuffix(".0") + " MB"
