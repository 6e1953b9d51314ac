"""The days on which an item was opened, closed, reopened and so on, from the cells of its row."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from jacpaper.facts.register import ENDED, LONG_AGO
from jacpaper.register.reading import cells
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from jacpaper.facts.value_types import Status

_HISTORY = "closed 10 January 2025; reopened 2 March 2025"
_CHANGE = re.compile(r"(opened|made|closed|superseded|reopened)(?: on)? (.+)", re.IGNORECASE)


class Changes:
    """Reads the changes of one row; what does not agree is complained of."""

    def __init__(
        self,
        said: Mapping[str, Any],
        columns: Mapping[str, int],
        complain: Callable[[str, str, str], None],
    ) -> None:
        """`said` is what the row's cells say, by our columns."""
        self.said, self.columns, self.complain = said, columns, complain

    def days(self, made: date, status: Status) -> tuple[date, ...]:
        """Return the days on which the item was opened, closed, reopened and so on."""
        closed: date | None = self.said.get("closed")
        status_date: date | None = self.said.get("status_date")
        ended = status in ENDED
        history = self._history(made)
        if status_date and status_date < made:
            self.complain(
                "status_date", f"its status is of {long(status_date)}, before it was made on"
                f" {long(made)}", "correct one of the two",
            )  # fmt: skip
        changes = (made, *history) if history else self._without_history(made, status)
        if history and closed and closed not in changes[1::2]:
            fault = f"it was closed on {_closing(closed)}, but its history does not say so"
            self.complain("closed", fault, "correct one of the two")
        if changes[0] == LONG_AGO:
            return changes
        for before, after in pairwise(changes):
            if after < before:
                what = "it was made" if before == made else "the change before it"
                ours = "history" if history else "closed" if closed else "status_date"
                fault = f"{long(after)} is before {what} on {long(before)}"
                self.complain(ours, fault, "correct one of the two")
        if history and (len(changes) % 2 == 0) != ended:
            state = "closed" if not ended else "open"
            fault = f"its history ends with it {state}, but its status is {status}"
            self.complain("history", fault, "complete the history, or correct the status")
        return changes

    def _without_history(self, made: date, status: Status) -> tuple[date, ...]:
        """Return the day it was made and, if it is closed, the day of that."""
        closed: date | None = self.said.get("closed")
        last = closed or self.said.get("status_date")
        if status not in ENDED:
            if closed:
                hint = "correct one of the two; if it was reopened, its history should say so"
                fault = f"it was closed on {_closing(closed)}, but its status is {status}"
                self.complain("closed", fault, hint)
            return (made,)
        if last is None:
            hint = "fill in the day; if nobody knows it, and it is earlier than any day on which a"
            hint += "\npaper counts, write unknown"
            hint += "" if "closed" in self.columns else " in a column with the heading Closed"
            self.complain("closed", f"it is {status}, but no date says since when", hint)
            return (made,)
        return (LONG_AGO, LONG_AGO) if last == LONG_AGO else (made, last)

    def _history(self, made: date) -> tuple[date, ...]:
        """Return the days of the changes after it was made.

        The cell has them as `closed 10 January 2025; reopened 2 March 2025`.
        """
        said = self.said.get("history", "")
        if not said:
            return ()
        changes: list[tuple[str, date]] = []
        parts = [part.strip() for part in said.split(";") if part.strip()]
        if not parts:
            hint = f"write it as {_HISTORY}, or leave the cell blank"
            self.complain("history", f"“{said}” says nothing", hint)
        for part in parts:
            found = _CHANGE.fullmatch(part)
            try:
                day = cells.day(found[2]) if found else None
            except cells.UnreadableError as error:
                self.complain("history", error.message, error.hint)
                return ()
            if not found or day is None:
                hint = f"write it as {_HISTORY}"
                self.complain("history", f"“{part}” is not a change with its day", hint)
                return ()
            changes.append((found[1].lower(), day))
        if changes and changes[0][0] in ("opened", "made"):
            if changes[0][1] != made:
                fault = f"its history begins on {long(changes[0][1])}, but it was made on"
                self.complain("history", f"{fault} {long(made)}", "correct one of the two")
            del changes[0]
        for index, (word, day) in enumerate(changes):
            if (word == "reopened") != (index % 2 == 1):
                fault = f"it cannot be {word} on {long(day)}: it was not"
                fault += " closed before" if word == "reopened" else " open then"
                self.complain("history", fault, "closed and reopened follow each other in turn")
                return ()
        return tuple(day for _, day in changes)


def _closing(day: date) -> str:
    return "an unknown day" if day == LONG_AGO else long(day)
