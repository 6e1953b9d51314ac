"""All the rules, and what they find in a paper."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from jacpaper.problems import Problem, did_you_mean, in_order
from jacpaper.rules.rule import Case, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.paper import PaperFacts
    from jacpaper.facts.value_types import Notes
    from jacpaper.tree.document import Document


def _found() -> tuple[Rule, ...]:
    """Return the RULE of each module of this folder that has one, in the order of their names."""
    names = {path.stem for path in Path(__file__).parent.glob("*.py")} - {"__init__", "table"}
    # Editors keep copies beside a file, under names that no module has.
    modules = [
        import_module(f"{__package__}.{name}") for name in sorted(names) if name.isidentifier()
    ]
    return tuple(module.RULE for module in modules if hasattr(module, "RULE"))


RULES = _found()


def check(facts: PaperFacts, document: Document | None = None) -> tuple[Problem, ...]:
    """Return all that the rules find in a paper, in the order of files and lines."""
    case = Case(facts, document)
    found = [
        Problem(
            finding.place,
            finding.message,
            finding.hint,
            finding.severity or rule.severity,
            rule.id,
        )
        for rule in RULES
        for finding in rule.find(case)
    ]
    return in_order([*found, *_unknown_notes(facts)])


def _unknown_notes(facts: PaperFacts) -> Iterator[Problem]:
    """An answer to a rule that there is not would be printed, and answer nothing."""
    ids = [rule.id for rule in RULES]
    held: list[tuple[str, tuple[str | int, ...], Notes]] = [("paper.yaml", (), facts.paper.notes)]
    for index, cause in enumerate(facts.causes_of_concern):
        held.append(("paper.yaml", ("causes_of_concern", index), cause.notes))
    for index, report in enumerate(facts.reports.reports):
        held.append(("reports.yaml", ("reports", index), report.notes))
    for index, inspection in enumerate(facts.forthcoming):
        held.append(("inspections.yaml", ("forthcoming", index), inspection.notes))
    for file, trail, notes in held:
        for note in notes:
            if note not in ids:
                place = facts.key_place(file, *trail, "notes", note)
                hint = did_you_mean(note, ids) or "`jacpaper rules` lists them"
                yield Problem(place, f'no rule is called "{note}"', hint)
