"""Draws how the dates of a register's items were moved, and what a paper shows of that.

It changes a workspace that was drawn before, with luck of its own.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

VIEWS = (
    "moved", "overdue", "in time", "planned", "owner", "report", "theme", "rating", "oldest",
    "no date", "waiting", "ages", "flow",
)  # fmt: skip
_REASONS = ("awaiting training", "2 trainers left; no others came", "the supplier: late again", "")
_EXPLANATIONS = ("Half of the staff have been trained", "It depends on 3 other forces.", "")
_STEPS = ("Train the other half in May 2031", "see the board", "")
_UNTOLD = "the armourer lost a third key"
COLUMNS = (
    "Date history", "Revised on", "Reason moved", "Explanation", "Next step", "Submitted on",
    "Evidence on",
)  # fmt: skip


def add(files: dict[str, Any], rows: list[dict[str, str]], end: date, luck: random.Random) -> None:
    """Add histories to the rows of a register, and views of them to the papers."""
    drawn = _Ledger(luck, end)
    for row in rows:
        row.update(dict.fromkeys(COLUMNS, "") | drawn.of(row))
    names = sorted(name for name in files if name.endswith("paper.yaml"))
    for name in names:
        files[name]["ledger"] = luck.sample(VIEWS, luck.randint(1, len(VIEWS)))
        if luck.random() < 0.5:
            files[name]["appendices"] = [*files[name]["appendices"], {"items": "exceptions"}]


def rated(file: dict[str, Any], luck: random.Random) -> None:
    """Say in register.yaml which rating has which colour, or leave it to the words."""
    if luck.random() < 0.5:
        file["ratings"] = {"Amber": "red", "Green": "green"}


class _Ledger:
    """The histories of one register, whose newest meeting is at `end`."""

    def __init__(self, luck: random.Random, end: date) -> None:
        self.luck, self.end = luck, end

    def of(self, row: dict[str, str]) -> dict[str, str]:
        """Return the further cells of a row, and those of its own that they change."""
        may = self.luck.random
        told = {
            "Explanation": self.luck.choice(_EXPLANATIONS),
            "Next step": self.luck.choice(_STEPS),
        }
        if row["Exempt"] and may() < 0.5:
            told["Explanation"] = _UNTOLD
        if row["Status"] != "Closed" and may() < 0.3:
            told |= self.waiting(row)
        if may() < 0.1:
            return told | {"Target": self.luck.choice(("ongoing", "TBC")), "Revised": ""}
        if row["Revised"] and may() < 0.5:
            return told | self.columns(row)
        return told | (self.history(row) if row["Target"] and may() < 0.7 else {})

    def waiting(self, row: dict[str, str]) -> dict[str, str]:
        day = max(_read(row["Made"]), self.end - timedelta(self.luck.randint(1, 700)))
        key = self.luck.choice(("Submitted on", "Status date", ""))
        told, may = {"Status": "Submitted for closure"}, self.luck.random
        on = f"{day:%d/%m/%Y}"
        if key == "Submitted on" and may() < 0.4:
            # Of the month in which it was made, the last day is not before that.
            on = self.luck.choice((f"{day:%B %Y}", f"in {day:%B %Y}"))
        return told | ({key: on} if key else {})

    def columns(self, row: dict[str, str]) -> dict[str, str]:
        """Return when and why the date of the column was moved, if that is said."""
        made = _read(row["Made"]) + timedelta(self.luck.randint(0, 600))
        on = self.luck.choice((f"{made:%d/%m/%Y}", f"{made:%B %Y}", ""))
        if " " in on:
            made = _read(row["Made"]) + timedelta(40)
            on = f"{made:%B %Y}"
        return {"Revised on": on, "Reason moved": self.luck.choice(_REASONS).replace(";", ",")}

    def history(self, row: dict[str, str]) -> dict[str, str]:
        """Return the moves of a date in plain words; each goes on from the one before."""
        made, old = _read(row["Made"]), _read(row["Target"])
        parts: list[str] = []
        words, day = row["Target"], made
        for number in range(self.luck.randint(1, 4)):
            old += timedelta(self.luck.randint(-20, 300))
            new = f"{old:%B %Y}" if self.luck.random() < 0.2 else _long(old)
            if self.luck.random() < 0.05:
                new = "TBC"
            if new in (words, _long(_read(words)) if "/" in words else ""):
                continue  # a date is not moved to itself
            day += timedelta(self.luck.randint(32, 200))
            on = self.luck.choice(
                (f" on {_long(day)}", f" on {_long(day)}", f" in {day:%B %Y}", "")
            )
            before = f"{words} " if number == 0 or self.luck.random() < 0.8 else ""
            why = self.luck.choice(_REASONS)
            parts.append(f"{before}moved to {new}{on}{f': {why}' if why else ''}")
            words = new
        given = {"Date history": "; ".join(parts), "Revised": ""}
        if self.luck.random() < 0.3:
            given["Revised"] = words
        if self.luck.random() < 0.3:
            given["Target"] = ""
        return given


def _read(text: str) -> date:
    """Return the day of a cell; of a month its first."""
    if "/" in text:
        number, month, year = map(int, text.split("/"))
        return date(year, month, number)
    months = [f"{date(2000, month, 1):%B}" for month in range(1, 13)]
    name, year_ = text.split()
    return date(int(year_), months.index(name) + 1, 1)


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
