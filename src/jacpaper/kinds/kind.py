"""What every kind of paper knows how to do: whoever builds one need not know which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from jacpaper.facts.any_paper import AnyPaper

if TYPE_CHECKING:
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
