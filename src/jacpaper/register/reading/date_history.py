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
    is_move,
    move,
    no_move,
    reason_of,
    reasons_in,
    target_of,
    tells_of_move,
)
from jacpaper.text.characters import too_long

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jacpaper.facts.account import Target
    from jacpaper.register.reading.tables import Value

_BETWEEN = re.compile(r"[;\n\r]+")
_FIGURE = re.compile(r"\d")
# What people number or mark the lines of a list with.
_BULLET = re.compile(r"(?:(\d{1,2})[.)]|[-*\u2022\u2013])\s+")
# What people type where nothing was moved.
_NOT_MOVED = cells.NONE_THERE | {
    "no", "no change", "no changes", "unchanged", "not moved", "never moved", "not revised",
    "never revised", "not extended", "never extended",
}  # fmt: skip


def date_history(value: Value | None, *, month_first: bool = False) -> tuple[Revision, ...]:
    """Return the moves that a cell tells of, in its order.

    Raises:
        UnreadableError: a part of it is no move.
    """
    if type(value) is str and "\n" not in value and "\r" not in value:
        try:
            if moves := _in_full(value, target_of[month_first]):
                return moves
        except cells.UnreadableError:
            pass  # the slow way says what is wrong
    return part_by_part(value, month_first=month_first)


def spoken(cells_: Iterable[Value | None]) -> set[str]:
    """Return what cells of such a column say beside their moves: reasons, and whatever else."""
    whole = "\n".join({one for one in cells_ if isinstance(one, str)})
    for sign in ":;\r":
        whole = whole.replace(sign, "\n")
    pieces = {*whole.split("\n")}
    moves = {piece for piece in pieces if " moved to " in piece}
    return {piece.strip() for piece in (pieces - moves) | reasons_in(moves)} - {""}


def _in_full(value: str, read: Callable[[str], Target]) -> tuple[Revision, ...]:
    """Return the moves of a cell that has each in full, with its three days, as most have.

    Nothing: it is written in another way. This takes a fraction of the time of the other way.
    """
    parts = value.split("; ")
    if value.count(";") >= len(parts) or too_long(value):
        return ()
    moves = []
    for part in parts:
        before, _, rest = part.partition(" moved to ")
        days, _, reason = rest.partition(": ")
        after, _, made = days.partition(" on ")
        was, now, when = read(before), read(after), read(made)
        if was.last is None or now.last is None or when.last is None:
            return ()
        moves.append(Revision(was, now, when, reason_of(reason) if reason else ""))
    return tuple(moves)


def part_by_part(value: Value | None, *, month_first: bool) -> tuple[Revision, ...]:
    """Return the same however they are written, which takes longer.

    Raises:
        UnreadableError: a part of the cell is no move.
    """
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
