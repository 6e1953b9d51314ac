"""The reader notices what is untrue: a template's sentence changed by hand, or any one figure."""

from __future__ import annotations

import random
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import documents
import pytest
import raw_facts
import reader
import spoken
from one_figure import changed
from reader import Untrue
from workspaces import Workspace

if TYPE_CHECKING:
    from pathlib import Path

_SITE = "https://hmicfrs.justiceinspectorates.gov.uk/publications/"
LAST, NOW = "2025-09-25", "2025-12-11"


def rich() -> Workspace:
    """Return two meetings whose second paper has a sentence of nearly every kind."""
    report: dict[str, Any] = {
        "title": "Custody: A Review", "published": date(2025, 10, 20), "url": f"{_SITE}custody/",
        "inspection_type": "joint", "joint_with": ["HMI Probation"],
        "recommendations": {"made": 18, "applicable": 4, "addressed_to": "chief constables"},
        "areas_for_improvement": ["The force should keep its victims informed"],
        "cycle": "2023/25",
        "grades": {"Leadership": "good", "Custody": "adequate", "Bail": "good"},
        "previous_grades": {
            "cycle": "2023/25", "grades": {"Leadership": "adequate", "Bail": "good"},
        },
    }  # fmt: skip
    early = {
        "title": "No More Bail", "published": date(2025, 9, 26), "url": f"{_SITE}bail/",
        "comments_published": date(2025, 11, 17),
    }  # fmt: skip
    cause = {"name": "Investigations", "open_recommendations": 2}
    coming = {
        "name": "Stalking, 2nd phase", "evidence_window_opens": "September 2025",
        "notification": "early January 2026",
        "fieldwork": {"starts": "July 2026", "lasts": "2 weeks"},
    }  # fmt: skip
    paper: dict[str, Any] = {"item": "05", "title": "HMICFRS update", "monitoring_phase": "engage"}
    shown = {"section_55": "shown", "open_by_year_chart": "shown"}
    return Workspace({
        "committee.yaml": {
            "force": {"name": "Midshire Police", "short": "MIP"},
            "committee": {"name": "Joint Audit Committee", "short": "JAC"},
            "oversight": {"board": "Assurance Board", "led_by": "Deputy Chief", "meets": "monthly"},
            "contact_officer": {"name": "Chief Inspector Rowan Bell", "title": "Liaison Officer"},
        },
        f"{LAST}/paper.yaml": paper | {"last_meeting": "unknown", "causes_of_concern": [cause]},
        f"{LAST}/reports.yaml": {"reports": "none"},
        f"{LAST}/open-counts.yaml": {
            "as_at": date(2025, 9, 12), "open": {2024: 9, 2025: 5},
            "previous": {"as_at": date(2025, 6, 2), "open": {2024: 12, 2025: 5}},
        },
        f"{LAST}/inspections.yaml": {"since_last_meeting": "none", "forthcoming": [coming]},
        f"{NOW}/paper.yaml": paper | shown | {"key_points": "shown"},
        f"{NOW}/reports.yaml": {"reports": [early, report]},
        f"{NOW}/open-counts.yaml": {
            "as_at": date(2025, 11, 28), "open": {2024: 8, 2025: 8}, "closed": {2024: 1, 2025: 2},
            "notes": {2025: "Two were closed within 3 weeks."},
        },
        f"{NOW}/inspections.yaml": {
            "since_last_meeting": [{"name": "Custody visit", "when": "15 to 18 October 2025"}],
        },
    })  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both papers with the templates as they are; nothing in them is untrue."""
    folder = tmp_path_factory.mktemp("rich")
    assert not spoken.untrue(rich(), folder, ("html",))
    return folder


MUTANTS = {
    "a figure": ("total.closed | counted(", "(total.closed + 1) | counted("),
    "a total": ("so {{ total.now | counted(", "so {{ total.previous | counted("),
    "a comparison of dates": ("made.last <= last_day.first", "made.last > last_day.first"),
    "a comparison": ('counted("more", "more")', 'counted("fewer", "fewer")'),
    "a figure of the last paper": ("{{ total.previous | figure }}", "{{ total.now | figure }}"),
    "a tense": ('"opened" if', '"opens" if'),
    "a tense to come": ('else "will" }}', 'else "was to" }}'),
    "a day": ("due by {{ last_day | date }}", "due by {{ report.published | date }}"),
    "a count of reports": ("listed_reports.new | count", "listed_reports.new | count + 1"),
    "better and worse": ('changes.count("better")', 'changes.count("worse")'),
    "a cell": ("{{ row.new | in_figures }}", "{{ row.closed | in_figures }}"),
    "a sentence that nobody knows": ("<p>Read the ", "<p>It was read by 3 of us. Read the "),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_changed_template_is_noticed(project: Path, tmp_path: Path, mutant: str) -> None:
    old, new = MUTANTS[mutant]
    shutil.copytree(spoken.TEMPLATES, tmp_path / "templates")
    shutil.copytree(project / "inputs", tmp_path / "inputs")
    changed = 0
    for path in (tmp_path / "templates").rglob("*.j2"):
        text = path.read_text(encoding="utf-8")
        changed += text.count(old)
        path.write_text(text.replace(old, new), encoding="utf-8")
    assert changed, f"the templates no longer have {old!r}: mend this test"
    before, facts = raw_facts.papers(tmp_path)
    reader.read(before, next(project.glob(f"out/{LAST}/*.html")))
    found = spoken.of_paper(facts, tmp_path, ("html",))
    assert [one for one in found if one.sentence], (
        "the paper is untrue, and the reader says nothing"
    )


def test_each_figure_and_month_is_held_against_the_facts(project: Path) -> None:
    """Change one figure, number word or month of the finished paper at a time."""
    luck = random.Random(1)  # noqa: S311 - the same changes each time
    page = documents.page(next(project.glob(f"out/{NOW}/*.html")))
    missed = [
        said for index, block in enumerate(page) for said, other in changed(block, luck)
        if not read([*page[:index], other, *page[index + 1 :]], project)
    ]  # fmt: skip
    assert not missed


def read(page: list[documents.Block], project: Path) -> list[Untrue]:
    """Read the last paper of the project anew, in other words, after those before it."""
    before, facts = raw_facts.papers(project)
    reader.read(before, next(project.glob(f"out/{LAST}/*.html")))
    return reader.read_blocks(facts, page, "changed")
