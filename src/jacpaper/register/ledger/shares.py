"""Shares in whole percent, and when there are too few items to say one."""

from __future__ import annotations

# Of fewer items, one alone would change a share or a middle too much.
FEW = 5


def percent(part: int, whole: int) -> int | None:
    """Return a share in whole percent, halves rounded up; None: there are too few to say."""
    return (200 * part + whole) // (2 * whole) if whole >= FEW else None
