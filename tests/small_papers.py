"""Small papers that tests write out, and read back as one line of words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

import readers
from conftest import ROOT
from jacpaper.hmicfrs.compose import compose
from jacpaper.hmicfrs.load import load
from jacpaper.hmicfrs.rules import table
from jacpaper.project.layout import template_folder
from jacpaper.template.cache import TemplateCache
from jacpaper.writers import text as text_writer

if TYPE_CHECKING:
    from pathlib import Path

COMMITTEE = {
    "force": {"name": "Midshire Police", "short": "MIP"},
    "committee": {"name": "Joint Audit Committee", "short": "JAC"},
    "oversight": {"board": "Inspection Board", "led_by": "Deputy Chief", "meets": "monthly"},
    "contact_officer": {"name": "A. Officer", "title": "Liaison Officer"},
}
SITE = "https://hmicfrs.justiceinspectorates.gov.uk/publications"


class Paper(NamedTuple):
    """A composed paper: its words, and what the rules found."""

    words: str
    found: list[str]


def report(title: str, published: str, **more: Any) -> dict[str, Any]:
    address = f"{SITE}/{title.lower().replace(' ', '-')}/"
    made = {"made": 5, "applicable": 2}
    return {
        "title": title, "published": published, "url": address, "recommendations": made,
        "section_55": False,
    } | more  # fmt: skip


def write(folder: Path, meeting: str, **files: Any) -> None:
    """Write a meeting's folder: `committee`, `paper`, `counts` and so on over a plain one."""
    plain: dict[str, dict[str, Any]] = {
        "paper.yaml": {
            "item": "5", "title": "Update", "monitoring_phase": "scan", "causes_of_concern": "none",
        } | files.get("paper", {}),
        "open-counts.yaml": {
            "as_at": "2025-11-28", "open": {2025: 5},
            "previous": {"as_at": "2025-09-12", "open": {2025: 5}},
        } | files.get("counts", {}),
        "reports.yaml": {"reports": files.get("reports", "none")},
        "inspections.yaml": {"since_last_meeting": "none", "forthcoming": "none"}
        | files.get("inspections", {}),
    }  # fmt: skip
    (folder / "inputs" / meeting).mkdir(parents=True)
    committee = COMMITTEE | files.get("committee", {})
    (folder / "inputs" / "committee.yaml").write_text(yaml.safe_dump(committee))
    for name, data in plain.items():
        kept = {key: value for key, value in data.items() if value is not None}
        (folder / "inputs" / meeting / name).write_text(yaml.safe_dump(kept, sort_keys=False))


def made(folder: Path, meeting: str = "2025-12-11", **files: Any) -> Paper:
    """Return the paper of a meeting, after writing its folder."""
    write(folder, meeting, **files)
    facts = load(folder, date.fromisoformat(meeting))
    template = template_folder(ROOT)
    document = compose(facts, template, TemplateCache(folder.parent / "compiled"))
    words = readers.one_space(text_writer.text(document))
    found = table.check(facts, document, template)
    return Paper(words, [f"{one.message} [{one.rule}]" for one in found if one.severity != "hint"])
