"""The rule `key-points`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.project.layout import PAPER
from jacpaper.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case

FILE = PAPER
_FEWEST = 3


def find(case: Case) -> Iterator[Finding]:
    """Look for a key point that was asked for and has nothing to say, and for too few of them."""
    written = case.facts.written(FILE).get("key_points")
    if not isinstance(written, list):
        return  # all of them were asked for: those that have something to say
    paper, register = case.facts.paper, case.facts.register
    if "late" in written and not (register and "due date" in paper.open_items_by):
        yield Finding(
            case.facts.value_place(FILE, "key_points", written.index("late")),
            "what is late is not counted in this paper",
            "delete it, or, with a register in inputs/, write open_items_by: [due date]",
            "error",
        )
    if len(written) < _FEWEST and "key-points" not in paper.notes:
        yield Finding(
            case.facts.key_place(FILE, "key_points"),
            f"{len(written)} key points are few: members read them for the whole",
            "write key_points: shown, or answer with notes: {key-points: ...} in paper.yaml",
            "hint",
        )


RULE = Rule(
    id="key-points",
    severity="error",
    says="Key points that are asked for have something to say; three to six are enough (advice).",
    why="Members who read the key points alone take what is missing for what is not so.",
    source="how committee reports begin elsewhere",
    example="`key_points: [came in, open, late]`, and no register",
    message="what is late is not counted in this paper",
    answer="Delete `late`, or show what is open by due date.",
    find=find,
)
