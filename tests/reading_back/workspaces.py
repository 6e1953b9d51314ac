"""Makes workspaces: raw YAML of one to four meetings, valid, with figures that add up.

A number makes the same workspace each time. `drawn.KEYS` says which keys may be used.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import drawn_ledger
import yaml
from drawn import KEYS
from drawn_counts import DrawnCounts
from drawn_inspections import DrawnInspections
from drawn_paper import DrawnPaper
from drawn_reports import DrawnReports

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Workspace:
    """The files of inputs/, by their paths in it; YAML as data, other files as text."""

    files: dict[str, Any] = field(default_factory=dict)

    @property
    def meetings(self) -> list[str]:
        """The names of the meetings' folders, oldest first."""
        return sorted({name.split("/")[0] for name in self.files if "/" in name})

    def write(self, project: Path, templates: Path) -> None:
        """Write inputs/, and link to the templates."""
        for name, value in self.files.items():
            path = project / "inputs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(value if isinstance(value, str) else dumped(value), encoding="utf-8")
        if not (project / "templates").exists():
            (project / "templates").symlink_to(templates)

    @classmethod
    def read(cls, project: Path) -> Workspace:
        """Read the inputs of a project, without its meetings' further items and agendas."""
        inputs = project / "inputs"
        return cls({
            path.relative_to(inputs).as_posix(): _loaded(path)
            for path in sorted(inputs.rglob("*"))
            if path.is_file() and not {"items", "agenda.yaml"} & {*path.parts}
        })  # fmt: skip


def _loaded(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    return yaml.safe_load(text) if path.suffix == ".yaml" else text


def dumped(value: Any) -> str:
    """Return data as YAML that a person might type."""
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=1000)


def clear(project: Path) -> None:
    """Remove the inputs of a project and its papers; templates stay compiled."""
    for name in ("inputs", "out"):
        shutil.rmtree(project / name, ignore_errors=True)


def make(seed: int, keys: dict[str, bool] | None = None) -> Workspace:
    """Return the workspace of a number."""
    return _Maker(random.Random(seed), KEYS if keys is None else keys).workspace()  # noqa: S311


def with_ledger(seed: int) -> Workspace:
    """Return a workspace whose last paper shows all of its ledger, one for each number."""
    for number in count(seed * 100):
        made = make(number)
        last = f"{made.meetings[-1]}/paper.yaml"
        if "ledger" in made.files[last]:
            made.files[last]["ledger"] = [*drawn_ledger.VIEWS]
            made.files[last]["appendices"] = [{"items": "exceptions"}]
            return made
    raise AssertionError


class _Maker(DrawnCounts, DrawnReports, DrawnPaper, DrawnInspections):
    """Draws one workspace from all its parts."""

    def workspace(self) -> Workspace:
        self.files["committee.yaml"] = self.committee()
        if self.register:
            self.first_rows()
        for number, meeting in enumerate(self.meetings):
            self.one_meeting(number, meeting)
        if self.register:
            file = self.register_file()
            if self.keys.get("ledger", True):
                self.add_ledger(file)
            self.files["register.csv"] = self.csv()
            self.files["register.yaml"] = file
        return Workspace(self.files)

    def add_ledger(self, file: dict[str, Any]) -> None:
        """Give more than half of the registers a history of dates; all else stays as drawn."""
        luck = random.Random(self.luck.random())  # noqa: S311 - the same each time
        if luck.random() < 0.7:
            drawn_ledger.add(self.files, self.rows, self.meetings[-1], luck)
            drawn_ledger.rated(file, luck)

    def committee(self) -> dict[str, Any]:
        short, name = self.one(("MIP", "Midshire Police"), ("NOP", "Norfield Police"))
        if self.may("short with article", 0.3):
            short, name = "the Constabulary", "Midshire Constabulary"
        board = self.one(("Joint Audit Committee", "JAC"), ("Audit and Risk Board", "ARB"))
        if self.may("short with article", 0.3):
            board = ("Policing Panel", "the Panel")
        given: dict[str, Any] = {
            "force": {"name": name, "short": short},
            "committee": {"name": board[0], "short": board[1]},
            "oversight": {
                "board": "Inspection Assurance Board",
                "led_by": self.one(
                    "Deputy Chief Constable (DCC)", "Head of Assurance and Deputy Head"
                ),
                "meets": self.one("monthly", "every six weeks"),
            },
            "contact_officer": {"name": "Chief Inspector Rowan Bell", "title": "Liaison Officer"},
        }
        if self.may("oversight unknown", 0.3):
            key = self.one("led_by", "meets", "")
            given["oversight"] = (given["oversight"] | {key: "unknown"}) if key else "unknown"
        return given | self.names()

    def names(self) -> dict[str, Any]:
        """Return what the things of the paper are called, where that is not as in England."""
        given: dict[str, Any] = {}
        if self.may("inspectorate", 0.2):
            portal = self.one("none", "Scottish portal")
            name = "HM Inspectorate of Constabulary in Scotland"
            given["inspectorate"] = {"name": name, "short": "HMICS", "portal": portal}
        if self.may("lesser_finding", 0.2):
            one, many = "area for development", "areas for development"
            given["lesser_finding"] = {"one": one, "many": many, "short": "AFD"}
        if self.may("monitoring", 0.2):
            phases = [{"name": "Watch", "is": "the usual phase"},
                      {"name": "Help", "is": "the phase of closer looks"}]  # fmt: skip
            given["monitoring"] = self.one("none", {"phases": phases})
        if self.may("section_55 of the force", 0.2):
            given["section_55"] = "does not apply"
        return given

    def one_meeting(self, number: int, meeting: date) -> None:
        """Draw the four files of a meeting."""
        last = self.meetings[number - 1] if number else self.before
        cut_off = self.day(last + timedelta(10), meeting - timedelta(1))
        known = self.may("", 0.75) or (self.register and number == 0)
        until = cut_off if known or self.register else meeting
        first = self.cut_off + timedelta(1)
        if not self.may("between cut-off and meeting", 0.4):
            first = max(first, last + timedelta(1))
        reports = self.reports(first, until, meeting, last)
        self.files[f"{meeting}/reports.yaml"] = {"reports": reports or "none"}
        self.files[f"{meeting}/open-counts.yaml"] = self.counts(number, reports, until, last)
        self.files[f"{meeting}/paper.yaml"] = self.paper(number, meeting, last, until)
        if until == meeting:
            self.files[f"{meeting}/open-counts.yaml"]["as_at"] = "unknown"
        self.files[f"{meeting}/inspections.yaml"] = self.inspections(number, meeting, last, until)
        self.cut_off = until
