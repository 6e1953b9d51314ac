"""A column that tells in plain words how a target date was moved, when and why.

    31 March 2026 moved to 30 June 2026 on 3 March 2026: awaiting training; 30 June 2026 moved ...

Each move stands on a line of its own or after a semicolon. The date before it, the day on which it
was made and the reason may be left out. Whatever else holds a figure is an error: it could be a
move that is spelt in another way, and would be lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.facts.account import Revision
from jacpaper.register.reading import cells
from jacpaper.register.reading.one_move import (
    APART,
    is_move,
    move,
    no_move,
    reason_of,
    target_of,
    tells_of_move,
)
from jacpaper.text.characters import too_long

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jacpaper.register.reading.tables import Value

_BETWEEN = re.compile(r"[;\n\r]+")
_APART = re.compile(rf"[:;\n\r)]+|{APART}", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
# What people number or mark the lines of a list with.
_BULLET = re.compile(r"(?:(\d{1,2})[.)]|[-*\u2022\u2013])\s+")
# What people type where nothing was moved.
_NOT_MOVED = (
    "no", "no change", "no changes", "unchanged", "not moved", "never moved", "not revised",
    "never revised", "not extended", "never extended", "-", "\u2013", "\u2014", "n/a", "na", "none",
    "nil", "not applicable",
)  # fmt: skip
# A move in full, as most are in a register that has a column for them.
_DATE = r"([^:;]{1,26}?\d{4})"
_IN_FULL = re.compile(rf"{_DATE} moved to {_DATE} on {_DATE}(?:: ([^;]*[^; ])|)(?:; |$)")


def date_history(value: Value | None, *, month_first: bool = False) -> tuple[Revision, ...]:
    """Return the moves that a cell tells of, in its order.

    Raises:
        UnreadableError: a part of it is no move.
    """
    if type(value) is str and value.isascii() and value.isprintable() and "  " not in value:
        parts = _IN_FULL.split(value)
        if not any(parts[::5]) and not too_long(value):  # nothing is between them
            try:
                return _in_full(parts, month_first)
            except cells.UnreadableError:
                pass  # the slow way says what is wrong
    return _part_by_part(value, month_first)


def spoken(cells_: Iterable[Value | None]) -> set[str]:
    """Return what cells of such a column say beside their moves: reasons, and whatever else."""
    whole = "\n".join(one for one in cells_ if isinstance(one, str))
    pieces = _APART.split(whole)
    return {piece.strip() for piece in pieces if " moved to " not in piece} - {""}


def _in_full(parts: list[str], month_first: bool) -> tuple[Revision, ...]:  # noqa: FBT001
    """Return the moves of a cell that is split at them: each has its three days and its reason."""
    days = iter(parts)
    return tuple(
        [
            Revision(
                target_of(before, month_first),
                target_of(after, month_first),
                target_of(made, month_first),
                reason_of(reason) if reason else "",
            )
            for _, before, after, made, reason in zip(days, days, days, days, days, strict=False)
        ]
    )


def _part_by_part(value: Value | None, month_first: bool) -> tuple[Revision, ...]:  # noqa: FBT001
    if isinstance(value, str) and type(value) is not str:
        cells.text(value)  # a faulty cell is named as such
    said = value if isinstance(value, str) else cells.text(value)
    moves: list[Revision] = []
    for part in filter(None, map(cells.text, _BETWEEN.split(said))):
        bullet = _BULLET.match(part)
        # A number that does not go on from the last belongs to a date.
        is_marked = bullet and (bullet[1] is None or int(bullet[1]) == len(moves) + 1)
        bare = part[bullet.end() :] if bullet and is_marked else part
        if _goes_on(bare) and moves and moves[-1].reason:
            moves[-1] = moves[-1]._replace(reason=f"{moves[-1].reason}; {bare}")
        elif is_move(bare):
            moves.append(move(bare, month_first=month_first))
        elif bare.lower().rstrip(".") not in _NOT_MOVED:
            raise no_move(bare)
    return tuple(moves)


def _goes_on(part: str) -> bool:
    """Return whether a part goes on with the reason before it, and is no move of its own."""
    return not _FIGURE.search(part) and not is_move(part) and not tells_of_move(part)
