"""A kind that is a folder and no more: a template and, if its keeper wants, what its YAML holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from jacpaper.inputs.load_item import load_item
from jacpaper.kinds import agreement, asks, described, one_for_each, parts
from jacpaper.problems import Problems, in_order
from jacpaper.project.layout import kind_folder, look_of
from jacpaper.template.compose_item import compose_item

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from jinja2 import BytecodeCache

    from jacpaper.facts.item import ItemFacts
    from jacpaper.problems import Problem
    from jacpaper.trace.trace import Trace
    from jacpaper.tree.document import Document


class FromFolder:
    """A further item of a meeting, of a kind that a folder describes."""

    carried_over: ClassVar[Mapping[str, str]] = {}

    def __init__(self, project: Path, meeting: date, name: str, kind: str) -> None:
        self.project, self.meeting, self.name = project, meeting, name
        self.folder = kind_folder(project, kind)
        self.look = look_of(project, self.folder)

    def load(self) -> ItemFacts:
        """Read the item's file as the kind's own facts.yaml describes it."""
        model, said = described.model_of(self.folder), described.described_in(self.folder)
        facts = load_item(self.project, self.meeting, self.name, model)
        found: list[Problem] = []
        for part in parts.parts(said.keys if said else {}, facts.paper):
            found += [*one_for_each.problems(part, facts), *agreement.problems(part, facts)]
        if found:
            raise Problems(in_order(found))
        return facts

    def compose(self, facts: ItemFacts, cache: BytecodeCache, trace: Trace | None) -> Document:
        """Fill in the kind's template."""
        self.asking = asks.gone_through(self.folder, type(facts.paper))
        followed = trace.follow_item(facts) if trace else facts
        return compose_item(followed, self.name, self.folder, cache, trace)

    def check(self, facts: ItemFacts, document: Document | None) -> tuple[Problem, ...]:
        """Return what the rules for any paper find."""
        # The rules are imported while the document is worked on.
        from jacpaper.rules import table  # noqa: PLC0415 - as above
        from jacpaper.rules.rule import AnyCase  # noqa: PLC0415 - as above

        found = table.check(AnyCase(facts, document, self.folder, self.look), table.RULES)
        return in_order([*found, *(asks.unsaid(self.asking, facts) if document else ())])

    def record(self, facts: ItemFacts) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: ARG002
        """Return nothing: what is published of an item is not recorded."""
        return {}, {}
