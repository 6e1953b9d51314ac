"""What every kind of paper knows how to do: whoever builds one need not know which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from jacpaper.facts.any_paper import AnyPaper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import BytecodeCache

    from jacpaper.problems import Problem
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.trace.trace import Trace
    from jacpaper.tree.document import Document

Facts = TypeVar("Facts", bound=AnyPaper)


class Kind(Protocol[Facts]):
    """A kind of paper, for one paper of one meeting."""

    folder: TemplateFolder
    """Where its template is."""
    look: TemplateFolder
    """Where its style sheets, fonts and house style are."""

    @property
    def carried_over(self) -> Mapping[str, str]:
        """The lists that it takes from an older paper, and the meeting's file that gives each."""

    def load(self) -> Facts:
        """Read the facts.

        Raises:
            Problems: all that is wrong with the inputs.
        """

    def compose(self, facts: Facts, cache: BytecodeCache, trace: Trace | None) -> Document:
        """Fill in the template; with `trace`, blocks are followed back to the inputs.

        Raises:
            Problems: mistakes in the template.
        """

    def check(self, facts: Facts, document: Document | None) -> tuple[Problem, ...]:
        """Return all that its rules find."""

    def record(self, facts: Facts) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return its figures, as recorded when it becomes final, and digests of its files."""
