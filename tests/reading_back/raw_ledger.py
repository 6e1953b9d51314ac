"""How the target dates of raw items were moved, and what they and their changes add up to.

Nothing of the program is used: a cell is what the register's file has.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import days

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from raw_register import Item

_MOVE = re.compile(
    rf"(?:(?P<old>.+?) )?moved to (?P<new>.+?)"
    rf"(?: (?:on|in) (?P<made>{days.DAY}|(?:{days.MONTH}) \d{{4}}))?(?:: (?P<why>.+))?"
)
FEW = 5


class Move(NamedTuple):
    """One move of a date: the words for both dates, the days on which it can have been made."""

    old: str
    new: str
    made: days.Span | None
    why: str


def told(item: Item) -> list[Move]:
    """Return the moves that the cells tell of."""
    history = item.get("Date history", "")
    moves: list[Move] = []
    for part in re.split(r"; (?=[^;]*moved to )", history) if history else []:
        found = _MOVE.fullmatch(part)
        assert found, f"this reader does not know the move {part!r}"
        old = found["old"] or (moves[-1].new if moves else item.get("Target", ""))
        moves.append(Move(old, found["new"], _made(found["made"]), found["why"] or ""))
    target, revised = item.get("Target", ""), item.get("Revised", "")
    if not moves and revised and span(revised) != span(target):
        made, why = _made(item.get("Revised on")), item.get("Reason moved", "")
        moves.append(Move(target, revised, made, why))
    return moves


def _made(text: str | None) -> days.Span | None:
    return span(text) if text else None


def span(text: str) -> days.Span | None:
    """Return what a cell's date can mean; None: it names no day."""
    if not text or text.lower() in ("ongoing", "tbc"):
        return None
    if "/" in text and text[:1].isdigit():
        number, month, year = map(int, text.split("/"))
        return date(year, month, number), date(year, month, number)
    return days.span(text.removeprefix("in "))


def made_by(moves: list[Move], on: date) -> list[Move]:
    """Return the moves before the first that is known to have been made after a day."""
    later = [number for number, move in enumerate(moves) if move.made and move.made[0] > on]
    return moves[: later[0]] if later else moves


def moved_after(item: Item, day: date) -> bool | None:
    """Tell whether its date was moved after a day; None: it may have been."""
    known = [number for number, move in enumerate(item.moves) if move.made]
    if any(item.moves[number].made[0] > day for number in known):  # type: ignore[index]
        return True
    # Moves stand in the order of their days: those before an old one are old too.
    old = [number for number in known if item.moves[number].made[1] <= day]  # type: ignore[index]
    return False if old and old[-1] == len(item.moves) - 1 else None


def settle(item: Item, on: date) -> None:
    """Leave what was moved after a day out of an item, and give it its first and last date."""
    moves = told(item)
    if not moves:
        item.moves = []
        return
    item["Target"] = moves[0].old
    moves = made_by(moves, on)
    item["Revised"] = moves[-1].new if moves else ""
    item.moves = moves


# One item


def last(text: str) -> date | None:
    """Return the last day that a cell's date can mean."""
    found = span(text)
    return found[1] if found else None


def first_due(item: Item) -> date | None:
    """Return the last possible day of the date that was set first."""
    return last(item.get("Target", ""))


def due(item: Item) -> date | None:
    """Return the last possible day of the date that it has now; of a TBC, the one before."""
    return last(item.get("Revised", "")) or first_due(item)


def is_late(given: date | None, on: date) -> bool:
    """Tell whether a date is past."""
    return given is not None and given < on


def full_months(start: date, end: date) -> int:
    """Return how often a month has gone by from one day to another, counted one by one."""
    count = 0
    while _later(start, count + 1) <= end:
        count += 1
    return count


def _later(day: date, months: int) -> date:
    """Return the day so many months later; of a 31st without one, the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_later(item: Item) -> int | None:
    """Return by how many full months its date was put off; None: not at all, or not known."""
    first, now = first_due(item), last(item.get("Revised", ""))
    if not item.moves or first is None or now is None or now <= first:
        return None
    return full_months(first, now) or None


def closed_within(item: Item, after: date, until: date) -> date | None:
    """Return the day of its last closing between two days, if it was closed at their end."""
    closings = [day for day in item.changes[1::2] if day <= until]
    if item.is_open(until) or not closings or closings[-1] <= after:
        return None
    return closings[-1]


def kept(item: Item, closed: date) -> str:
    """Return how a closing stands to the dates that the item had by then."""
    first = first_due(item)
    known = made_by(item.moves, closed)
    now = (last(known[-1].new) if known else None) or first
    if now is None:
        return "none"
    if first and closed <= first:
        return "first"
    return "later" if closed <= now else "late"


def waiting_since(item: Item, on: date) -> tuple[str, days.Span] | None:
    """Return since when an item waits for the inspectorate, as printed too; None: not known."""
    for heading in ("Submitted on", "Status date"):
        since = span(item.get(heading, ""))
        if since and since[0] <= on and since[1] >= item.opened(on):
            return item.words_of(heading).removeprefix("in "), since
    return None


# Many


def a_year_before(day: date) -> date:
    """Return the same day a year earlier."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def quarters(on: date) -> list[days.Span]:
    """Return the last eight quarters that are over at the end of a day."""
    found: list[days.Span] = []
    month = on + timedelta(1)
    year, number = month.year, (month.month - 1) // 3
    for _ in range(8):
        year, number = (year, number - 1) if number else (year - 1, 3)
        end = number * 3 + 3
        found.append(
            (date(year, number * 3 + 1, 1), date(year, end, calendar.monthrange(year, end)[1]))
        )
    return found[::-1]


def quarter_name(quarter: days.Span) -> str:
    """Return a quarter as papers print it."""
    first, end = (days.MONTHS[one.month - 1] for one in quarter)
    return f"{first} to {end} {quarter[0].year}"


def how_many(dates: Iterable[date | None], within: days.Span) -> int:
    """Return how many days lie in a time."""
    return sum(one is not None and within[0] <= one <= within[1] for one in dates)


def percent(part: int, whole: int) -> int:
    """Return a share, rounded to the nearest whole percent, halves upward; some are never all."""
    if 0 < part < whole and not 0.5 <= 100 * part / whole < 99.5:
        return 1 if 2 * part < whole else 99
    return int(100 * part / whole + 0.5 + 1e-9)


def middle(values: Sequence[int]) -> int:
    """Return the value that at least half of all do not exceed."""
    return next(one for one in sorted(values) if 2 * sum(v <= one for v in values) >= len(values))
