"""Draws a register, and the counts of a paper that are left to it."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any

from drawn import ASKED, SUBJECTS, Drawn


class DrawnRegister(Drawn):
    """The items of a register, which one meeting after the other counts."""

    def first_rows(self) -> None:
        """Draw the items of all years: made, closed and reopened on days up to the last meeting."""
        end = self.meetings[-1]
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
                "History": "", "Cause of concern": "",
            }  # fmt: skip
            if self.may("", 0.7):
                target = made + timedelta(self.luck.randint(30, 900))
                row["Target"] = f"{target:%d/%m/%Y}"
                if self.may("", 0.3):
                    row["Revised"] = f"{target + timedelta(self.luck.randint(30, 400)):%d/%m/%Y}"
            if self.may("", 0.4) and made + timedelta(2) < end:
                closed = self.day(made + timedelta(1), end)
                row |= {"Status": "Closed", "Closed": f"{closed:%d/%m/%Y}"}
            elif self.may("", 0.3):
                row["Status"] = "In progress"
            self.rows.append(row)

    def csv(self) -> str:
        out = io.StringIO()
        writer = csv.DictWriter(out, [*self.rows[0]], lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue()

    def open_in_register(self, until: date) -> int:
        """Return how many items are open at the end of a day."""

        def day(text: str) -> date:
            return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day

        return sum(
            day(row["Made"]) <= until and not (row["Closed"] and day(row["Closed"]) <= until)
            for row in self.rows
        )

    def counted(self, number: int, until: date, last: date) -> dict[str, Any]:
        """Return counts of which the register gives all that is left out."""
        given: dict[str, Any] = {"as_at": until}
        if number == 0:
            given["previous"] = {"as_at": last - timedelta(5)}
        return given
