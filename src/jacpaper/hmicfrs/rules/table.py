"""All the rules that an update obeys: its own, and those for any paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jacpaper.hmicfrs.rules.case import Case
from jacpaper.rules import table

if TYPE_CHECKING:
    from jacpaper.hmicfrs.paper import PaperFacts
    from jacpaper.problems import Problem
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.rules.rule import Rule
    from jacpaper.tree.document import Document

_OWN: tuple[Rule[Case], ...] = table.found_in(Path(__file__).parent, "jacpaper.hmicfrs.rules")
RULES: tuple[Rule[Case], ...] = tuple(sorted((*table.RULES, *_OWN), key=lambda rule: rule.id))


def check(
    facts: PaperFacts, document: Document | None = None, folder: TemplateFolder | None = None
) -> tuple[Problem, ...]:
    """Return all that the rules find in an update, in the order of files and lines.

    Some look at the composed document too, and at the folder of its template.
    """
    return table.check(Case(facts, document, folder), RULES)
