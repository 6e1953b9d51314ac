"""The HMICFRS update: the richest kind, with a register, movement and rules of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.hmicfrs.carried import CARRIED_OVER
from jacpaper.hmicfrs.compose import compose
from jacpaper.hmicfrs.load import load
from jacpaper.project.layout import template_folder

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from jinja2 import BytecodeCache

    from jacpaper.hmicfrs.next_meeting import NewMeeting
    from jacpaper.hmicfrs.paper import PaperFacts
    from jacpaper.problems import Problem
    from jacpaper.trace.trace import Trace
    from jacpaper.tree.document import Document


class Update:
    """The HMICFRS update of a meeting."""

    carried_over = CARRIED_OVER

    def __init__(self, project: Path, meeting: date) -> None:
        self.project, self.meeting = project, meeting
        self.folder = self.look = template_folder(project)

    def load(self) -> PaperFacts:
        """Read the files of the meeting, and what its paper draws on."""
        return load(self.project, self.meeting)

    def compose(self, facts: PaperFacts, cache: BytecodeCache, trace: Trace | None) -> Document:
        """Fill in the template; exempt items get a document of their own."""
        if trace:
            from jacpaper.hmicfrs.origins import copied  # noqa: PLC0415 - only a preview asks

            facts = trace.follow(facts, copied)
        return compose(facts, self.folder, cache, trace)

    def check(self, facts: PaperFacts, document: Document | None) -> tuple[Problem, ...]:
        """Return what all the rules find."""
        # The rules are imported while the document is worked on.
        from jacpaper.hmicfrs.rules import table  # noqa: PLC0415 - as above

        return table.check(facts, document, self.folder)

    def record(self, facts: PaperFacts) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what is recorded of it alone when it becomes final."""
        from jacpaper.hmicfrs import record  # noqa: PLC0415 - few papers are

        return record.record(facts)

    def begin(self, facts: PaperFacts, meeting: date) -> NewMeeting:
        """Return the files of the next meeting, begun from this one's."""
        from jacpaper.hmicfrs import next_meeting  # noqa: PLC0415 - only `new` asks

        return next_meeting.begin(facts, meeting)
