"""Draws a register, and the counts of a paper that are left to it."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

from drawn import ASKED, SUBJECTS, Drawn

# What no report or public item asks.
_SECRET = (
    "Chief officers should change all 7 locks of the armoury",
    "Nobody should enter the server room alone, as one constable did",
)


class DrawnRegister(Drawn):
    """The items of a register, which one meeting after the other counts."""

    changes: list[list[date]]
    """For each item when it was made, closed, reopened and so on."""
    exempt_reports: dict[str, None]
    """The titles of the reports that register.yaml says to be exempt as a whole."""

    def first_rows(self) -> None:
        """Draw the items of all years: made, closed and reopened on days up to the last meeting."""
        end = self.meetings[-1]
        self.changes, self.exempt_reports = [], {}
        causes = ("", "", "Calls for Help", "Custody of Children")
        share = 1.0 if self.may("exempt alone", 0.1) else 0.15
        by_report = self.may("exempt by report", 0.3)
        for _ in range(self.luck.randint(12, 40)):
            made = self.day(date(self.meetings[0].year - 3, 1, 1), end)
            number = len(self.rows) + 1
            row = {
                "Reference": f"R-{number:03}",
                "Report": f"{self.luck.choice(SUBJECTS[:6])} in {made.year}",
                "Report year": str(made.year),
                "Type": self.one("Recommendation", "AFI"),
                "Text": self.luck.choice(ASKED),
                "Owner": self.one("Head of Crime", "Head of Contact", ""),
                "Made": f"{made:%d/%m/%Y}",
                "Theme": self.one("Custody", "Investigation", "Leadership"),
                "Rating": self.one("Red", "Amber", "Green"),
                "Force specific": self.one("yes", "no"),
                "Status": "Open", "Target": "", "Revised": "", "Status date": "", "Closed": "",
                "History": "", "Exempt": "",
                "Cause of concern": self.one(*causes) if self.may("register causes") else "",
            }  # fmt: skip
            row |= self.due(made) | self.life(made, end)
            if self.may("exempt", share):
                report = f"Sites and Stores in {made.year}"
                row |= {"Text": self.one(*_SECRET), "Report": report}
                if by_report:
                    self.exempt_reports[report] = None
                else:
                    row["Exempt"] = "yes"
            self.rows.append(row)

    def due(self, made: date) -> dict[str, str]:
        """Return the target of an item and the date to which it was moved, if there are any."""
        if not self.may("", 0.7):
            return {}
        target = made + timedelta(self.luck.randint(30, 900))
        form = "%B %Y" if self.may("target as exact as known", 0.3) else "%d/%m/%Y"
        revised = target + timedelta(self.luck.randint(40, 400)) if self.may("", 0.3) else None
        return {"Target": f"{target:{form}}", "Revised": f"{revised:{form}}" if revised else ""}

    def life(self, made: date, end: date) -> dict[str, str]:
        """Return whether an item is closed, and what was said of it before it was."""
        changes = [made]
        self.changes.append(changes)
        most = 4 if self.may("register history", 0.4) else 2
        while len(changes) < most and changes[-1] + timedelta(2) < end and self.may("", 0.5):
            changes.append(self.day(changes[-1] + timedelta(1), end - timedelta(1)))
        told = [f"{one:%d/%m/%Y}" for one in changes]
        words = ("closed", "reopened")
        history = [f"{words[number % 2]} {day}" for number, day in enumerate(told[1:])]
        given = {"History": "; ".join(history) if len(history) > 1 else ""}
        if len(changes) % 2 == 0:
            return given | {"Status": "Closed", "Closed": told[-1]}
        return given | {"Status": "In progress" if self.may("", 0.3) else "Open"}

    def register_file(self) -> dict[str, Any]:
        """Return register.yaml: what the register's words mean, and why items are exempt."""
        given: dict[str, Any] = {"status": {"In progress": "open"}}
        has_exempt = any(row["Exempt"] for row in self.rows) or self.exempt_reports
        if has_exempt and self.may("", 0.5):
            reason = "They would tell 2 kinds of attacker, first of all, where we are weak."
            act = "paragraph 7 of Schedule 12A to the Local Government Act 1972"
            given["exempt"] = {"reason": reason, "paragraph": act}
        if self.exempt_reports:
            given.setdefault("exempt", {})["reports"] = [*self.exempt_reports]
        if has_exempt and self.may("exempt marking", 0.3):
            given.setdefault("exempt", {})["marking"] = "OFFICIAL-SENSITIVE"
        return given

    def csv(self) -> str:
        out = io.StringIO()
        writer = csv.DictWriter(out, [*self.rows[0]], lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue()

    def open_in_register(self, until: date) -> int:
        """Return how many items are open at the end of a day."""

        return sum(sum(one <= until for one in changes) % 2 for changes in self.changes)

    def counted(self, number: int, until: date, last: date) -> dict[str, Any]:
        """Return counts of which the register gives all that is left out."""
        given: dict[str, Any] = {"as_at": until}
        if number == 0:
            given["previous"] = {"as_at": last - timedelta(5)}
        return given
