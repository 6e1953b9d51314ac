"""Read the size of the letters in tables from a style sheet: columns are as wide as their words."""

from __future__ import annotations

import re
from functools import lru_cache

# The size of the papers' letters, which the house styles have.
POINTS = 12.0
# How many points a unit has, and how many times the letters around it.
UNITS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pc": 12.0}
TIMES = {"em": 1.0, "rem": 1.0, "%": 0.01}
_AROUND_TABLES, _IN_TABLES = {"html", "body", "main"}, {"table", "thead", "tbody", "th", "td"}
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_SIZE = re.compile(
    rf"(?i)(?:^|;)\s*font(?:-size)?\s*:[^;]*?(?<![\w.])(\d*\.?\d+)({'|'.join((*UNITS, *TIMES))})"
)


@lru_cache(maxsize=4)
def in_tables(sheet: str) -> float:
    """Return the size of the largest letters of tables, in points."""
    around, inside = POINTS, []
    for selector, declarations in _RULE.findall(_COMMENT.sub("", sheet)):
        named = set(re.findall(r"(?<![\w.#-])\w+", selector))
        for number, unit in _SIZE.findall(declarations):
            if named & _AROUND_TABLES and not named & _IN_TABLES:
                around = _points(float(number), unit.lower(), POINTS)
            elif named & _IN_TABLES:
                inside.append((float(number), unit.lower()))
    return max((_points(number, unit, around) for number, unit in inside), default=around)


def _points(number: float, unit: str, around: float) -> float:
    return number * UNITS[unit] if unit in UNITS else number * TIMES[unit] * around
