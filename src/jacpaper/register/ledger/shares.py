"""Shares in whole percent, and when there are too few items to say one."""

from __future__ import annotations

# Of fewer items, one alone would change a share or a middle too much.
FEW = 5


def percent(part: int, whole: int) -> int | None:
    """Return a share in whole percent, halves rounded up; None: there are too few to say.

    Only all of them are 100%, and only none is 0%: 199 of 200 are not "all".
    """
    if whole < FEW:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    return min(max(rounded, 1), 99) if 0 < part < whole else rounded
