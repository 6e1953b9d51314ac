"""A column that tells in plain words how a target date was moved, when and why.

    31 March 2026 moved to 30 June 2026 on 3 March 2026: awaiting training; 30 June 2026 moved ...

Each move stands on a line of its own or after a semicolon. The date before it, the day on which it
was made and the reason may be left out. Whatever else holds a figure is an error: it could be a
move that is spelt in another way, and would be lost.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from jacpaper.facts.account import NO_TARGET, Revision, Target
from jacpaper.register.reading import cells
from jacpaper.register.reading.targets import target
from jacpaper.text.characters import too_long

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jacpaper.register.reading.tables import Value

FORM = "31 March 2026 moved to 30 June 2026 on 3 March 2026: awaiting training"
_VERB = re.compile(r"\b(?:moved|revised|extended|changed|postponed|brought forward) to\s")
_BETWEEN = re.compile(r"[;\n\r]+")
_APART = re.compile(r"[:;\n\r]+")
_FIGURE = re.compile(r"\d")
# What people type where nothing was moved.
_NOTHING = ("-", "\u2013", "\u2014", "n/a", "none", "nil", "not moved", "no change")
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
                _target(before, month_first),
                _target(after, month_first),
                _target(made, month_first),
                reason or "",
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
        # What follows the first colon is the reason, whatever it says.
        head, _, reason = part.partition(":")
        if found := _VERB.search(head):
            before, rest = head[: found.start()], head[found.end() :]
            moves.append(_move(part, before, rest, reason, month_first=month_first))
        elif moves and moves[-1].reason and not _FIGURE.search(part):
            moves[-1] = moves[-1]._replace(reason=f"{moves[-1].reason}; {part}")
        elif part.lower() not in _NOTHING:
            hint = f"write it as {FORM}\nin a reason, write a comma in place of a semicolon"
            raise cells.UnreadableError(f"“{part}” is not a move of a date", hint)
    return tuple(moves)


def _move(part: str, before: str, rest: str, reason: str, *, month_first: bool) -> Revision:
    """Return the move of a part; `rest` is what follows the verb, up to the reason."""
    after, made = _when_made(rest)
    before = before.strip().removeprefix("from ").removesuffix(" was").strip()
    try:
        first, then, day = (_target(one, month_first) for one in (before, after, made))
    except cells.UnreadableError as error:
        hint = f"{error.hint}\nthe whole is written as {FORM}"
        raise cells.UnreadableError(error.message, hint) from None
    if not then.is_given or (made and day.last is None):
        hint = f"write it as {FORM}"
        raise cells.UnreadableError(f"“{part}” does not say to which day, or when", hint)
    return Revision(first, then, day, reason.strip())


def _when_made(rest: str) -> tuple[str, str]:
    """Return the date to which it was moved, and the day on which that was done, if it is said."""
    for word in (" on ", " in "):
        after, found, made = rest.rpartition(word)
        if found:
            return after.strip(), made.strip()
    return rest.strip(), ""


@lru_cache(4096)  # the same days come again in row after row
def _target(said: str, month_first: bool) -> Target:  # noqa: FBT001 - cached
    return target(said, month_first=month_first) if said else NO_TARGET
