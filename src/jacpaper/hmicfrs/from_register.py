"""Counts that were left out of open-counts.yaml, counted in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.register.counting import counts, differences

if TYPE_CHECKING:
    from jacpaper.facts.register import Register
    from jacpaper.facts.value_types import Total
    from jacpaper.hmicfrs.files import OpenCounts, OpenCountsFile


def fill_open(typed: OpenCounts, register: Register) -> dict[int | Total, int]:
    """Return the open counts: those typed, or where they are left out the register's."""
    if typed.open is not None or typed.day is None:
        return dict(typed.open or {})
    opened = counts.by_year(counts.open_on(register.items, typed.day))
    return {year: number for year, number in opened.items()}  # noqa: C416 - for the wider keys


def fill(typed: OpenCountsFile, previous: OpenCounts | None, register: Register) -> OpenCountsFile:
    """Return the counts with what was left out, counted in the register.

    What came in and was closed can be counted if both days are known. A year that
    has reached 0 is shown once more.
    """
    filled: dict[str, object] = {}
    if typed.open is None:
        before = previous.by_year if previous else {}
        gone = {year: 0 for year, count in before.items() if count}
        filled["open"] = gone | fill_open(typed, register)
    if typed.day and previous and previous.day:
        moved = differences.moves(register, previous.day, typed.day)
        filled |= {key: years for key, years in moved.items() if getattr(typed, key) is None}
    return typed.model_copy(update=filled)
