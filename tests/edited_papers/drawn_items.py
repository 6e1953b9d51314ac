"""Further items of a meeting, drawn by a number: reports on any matter, internal audit updates.

Forces, firms and figures are invented.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import vocabulary

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

KINDS = ("report", "internal-audit-update")
_HEADINGS = ("Purpose of report", "Progress", "Risks", "Next steps", "What it costs", "Options")
_AUDITS = ("Payroll", "Property stores", "Fleet", "Cyber security", "Vetting", "Estates programme")
_OWNERS = (
    "Head of Finance",
    "Chief Finance Officer",
    "Head of Estates",
    "Chief Information Officer",
)
_FUNDS = ("Local authorities", "Money market funds", "Pension fund", "Other police forces")


def drawn(luck: random.Random, meeting: date) -> dict[str, Any]:
    """Return what the file of an item holds, for a meeting on this day."""
    kind = luck.choice(KINDS)
    head: dict[str, Any] = {
        "kind": kind,
        "item": str(luck.randint(20, 29)),
        "title": "Estates and audit",
    }
    front: dict[str, Callable[[], Any]] = {
        "report_of": lambda: luck.choice(_OWNERS),
        "report_for": lambda: luck.choice(["noting", "discussion", "decision"]),
        "recommendation_to_committee": lambda: f"to {luck.choice(vocabulary.VERBS)} the plan.",
        "key_points": lambda: _several(luck, vocabulary.sentence, 3),
        "status": lambda: "draft",
    }
    head |= {key: made() for key, made in front.items() if luck.random() < 0.5}
    own = _report(luck) if kind == "report" else _audit(luck, meeting)
    if luck.random() < 0.4:
        own["implications"] = {"financial": _text(luck), "legal": "none", "risk": _text(luck)}
    return head | own


def _several(luck: random.Random, make: Callable[[random.Random], str], most: int) -> list[str]:
    return list(dict.fromkeys(make(luck) for _ in range(luck.randint(1, most))))


def _text(luck: random.Random) -> str:
    """Return paragraphs of light Markdown, sometimes with emphasis, a link or a list."""
    parts = []
    for _ in range(luck.randint(1, 3)):
        said = " ".join(_several(luck, vocabulary.sentence, 2)).replace("#1", "again")
        if luck.random() < 0.2:
            said = said.replace("the ", "*the* ", 1)
        if luck.random() < 0.2:
            said += " See [the plan](https://www.example.org/plans/estates/)."
        parts.append(said)
    if luck.random() < 0.4:
        mark = luck.choice(["-", "*"])
        items = [f"{mark} {one}" for one in _several(luck, vocabulary.item, 4)]
        parts += ["These come first:", "\n".join(items)]
    return "\n\n".join(parts) + "\n"


def _report(luck: random.Random) -> dict[str, Any]:
    names = luck.sample(_HEADINGS, luck.randint(1, 4))
    made: dict[str, Any] = {"sections": [_section(luck, name) for name in names]}
    if luck.random() < 0.3:
        made["appendices"] = [{"title": "Terms used", "text": _text(luck)}]
    return made


def _section(luck: random.Random, heading: str) -> dict[str, Any]:
    made: dict[str, Any] = {"heading": heading, "text": _text(luck)}
    if luck.random() < 0.4:
        rows = [
            {"name": name, "figures": [luck.randint(0, 90), luck.randint(0, 90)]}
            for name in luck.sample(_FUNDS, luck.randint(2, 4))
        ]
        table = {"caption": f"{heading} in figures", "columns": ["Party", "Start", "End"]}
        made["tables"] = [table | {"rows": rows, "total": luck.choice(["shown", "left out"])}]
    if luck.random() < 0.3:
        made["more"] = _text(luck)
    return made


def _audit(luck: random.Random, meeting: date) -> dict[str, Any]:
    names = luck.sample(_AUDITS, luck.randint(1, 5))
    counted = meeting - timedelta(days=luck.randint(10, 30))
    made: dict[str, Any] = {
        "auditor": "Midland Internal Audit Services",
        "plan_year": "2025/26",
        "as_at": counted.isoformat(),
        "audits": [_of_plan(luck, name, counted) for name in names],
        "recommendations": [
            _recommendation(luck, luck.choice(names), counted) for _ in range(luck.randint(0, 4))
        ]
        or "none",
    }
    if luck.random() < 0.4:
        made["comment"] = _text(luck)
    return made


def _of_plan(luck: random.Random, name: str, counted: date) -> dict[str, Any]:
    status = luck.choice(["not started", "under way", "draft report", "final report"])
    made: dict[str, Any] = {"name": name, "status": status}
    if status == "final report":
        made["opinion"] = luck.choice(["substantial", "reasonable", "limited", "none"])
        made["reported"] = (counted - timedelta(days=luck.randint(5, 200))).isoformat()
        made |= {level: luck.randint(0, 4) for level in ("high", "medium", "low")}
        made["summary"] = _text(luck)
    return made


def _recommendation(luck: random.Random, audit: str, counted: date) -> dict[str, Any]:
    due = counted + timedelta(days=luck.randint(-200, 200))
    made = {
        "text": vocabulary.item(luck),
        "audit": audit,
        "priority": luck.choice(["high", "medium", "low"]),
        "owner": luck.choice(_OWNERS),
        "due": due.isoformat(),
    }
    if luck.random() < 0.3:
        made["revised"] = (due + timedelta(days=90)).isoformat()
    return made
