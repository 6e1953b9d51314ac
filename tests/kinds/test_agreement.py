"""What the values of an item must agree in, as its kind's facts.yaml says."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import kinds
from conftest import MEETING, ROOT, Project

if TYPE_CHECKING:
    from pathlib import Path

FACTS = """\
about: Audits.
keys:
  as_at: {type: date, not_after: meeting}
  audits:
    type: list
    each_once: name
    keys:
      name: {type: line, or: unknown}
      status: {type: choice, choices: [begun, draft, final], optional: true}
      reported:
        type: when
        optional: true
        or: unknown
        only_if: {status: [draft, final]}
        not_after: as_at
      due: {type: date, optional: true}
      revised: {type: date, optional: true, not_before: due}
"""
TEMPLATE = """\
<title>{{ title }}</title>
<p class="agenda-item">Agenda item {{ item }}</p>
<h1>{{ title }}</h1>
<p>On {{ as_at | date }}.</p>
{% for one in audits %}
<p>{{ one.name if one.name != 'unknown' }}{{ one.status if one.status }}
{% if one.reported and one.reported != "unknown" %}{{ one.reported | date }}{% endif %}
{{ one.due | date if one.due }}{{ one.revised | date if one.revised }}.</p>
{% endfor %}
{% for note in notes.values() %}<p>{{ note | inline }}</p>{% endfor %}
"""
FILE = f"inputs/{MEETING}/items/risks.yaml"


def item(audit: str = "name: Fleet", as_at: str = "2025-11-28") -> str:
    head = f'kind: risk-register\nitem: "07"\ntitle: Audits\nas_at: {as_at}\naudits:\n'
    return f"{head}  - {{name: Payroll}}\n  - {{{audit}}}\n"


def said(project: Project, text: str) -> list[str]:
    kinds.kind(project, TEMPLATE, FACTS)
    kinds.item(project, text)
    return kinds.said(project)


NOTHING_SAID = (
    '7:29: error: "reported" belongs where status is draft or final; here nothing is said of it'
)
DISAGREE = {
    "as at a day after the meeting": (
        item(as_at="2025-12-12"),
        "4:8: error: 12 December 2025 is after the meeting on 11 December 2025",
    ),
    "the same twice": (
        item("name: PAYROLL"),
        "7:12: error: “PAYROLL” is in this list already, on line 6",
    ),
    "what belongs to another status": (
        item("name: Fleet, status: begun, reported: 2025-10-01"),
        '7:44: error: "reported" belongs where status is draft or final; here it is "begun"',
    ),
    "what belongs to a status, and there is none": (
        item("name: Fleet, reported: 2025-10-01"),
        NOTHING_SAID,
    ),
    "after a day that is typed around it": (
        item("name: Fleet, status: final, reported: December 2025"),
        "7:44: error: December 2025 is after as_at, 28 November 2025",
    ),
    "before a day that is typed beside it": (
        item("name: Fleet, due: 2025-10-31, revised: 2025-10-30"),
        "7:45: error: 30 October 2025 is before due, 31 October 2025",
    ),
}
AGREE = (
    item("name: unknown}\n  - {name: unknown"),
    item(as_at="2025-12-11"),
    item("name: Fleet, status: final, reported: November 2025"),
    item("name: Fleet, status: draft, reported: 2025-11-28, due: 2025-10-31, revised: 2025-10-31"),
    item("name: Fleet, reported: unknown, revised: 2025-10-31"),
)


@pytest.mark.parametrize("name", DISAGREE)
def test_what_does_not_agree_is_named_at_its_line(project: Project, name: str) -> None:
    text, expected = DISAGREE[name]
    assert said(project, text) == [f"{FILE}:{expected}"]


@pytest.mark.parametrize("text", AGREE)
def test_what_agrees_is_taken(project: Project, text: str) -> None:
    assert said(project, text) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("as_at: 2026-03-06", "as_at: 2026-05-06", 14),
        ("reported: 2026-01-20", "reported: 2026-04-20", 29),
        ("status: under way", "status: under way\n    opinion: limited", 40),
        ("status: draft report", "status: draft report\n    high: 2", 38),
        ("name: Fleet", "name: payroll", 36),
        ("revised: 2026-01-31", "revised: 2025-09-30", 59),
    ],
)
def test_the_internal_audit_update_prints_nothing_that_cannot_be(
    tmp_path: Path, old: str, new: str, line: int
) -> None:
    shutil.copytree(ROOT / "examples" / "midshire" / "inputs", tmp_path / "inputs")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    project = Project(tmp_path)
    file = "inputs/2026-03-26/items/internal-audit.yaml"
    project.edit(tmp_path / file, old, new)
    (found,) = [one for one in kinds.said(project) if ": error: " in one]
    assert found.startswith(f"{file}:{line}:")
