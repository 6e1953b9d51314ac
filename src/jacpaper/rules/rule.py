"""What a rule is, and what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jacpaper.facts.paper import PaperFacts
    from jacpaper.problems import Place, Severity
    from jacpaper.tree.document import Document


class Finding(NamedTuple):
    """One thing that a rule finds; `severity` only where it differs from the rule's."""

    place: Place
    message: str
    hint: str = ""
    severity: Severity | None = None


class Case(NamedTuple):
    """What a rule may look at: the facts, and the words made of them."""

    facts: PaperFacts
    document: Document | None = None


class Rule(NamedTuple):
    """A rule that a paper obeys.

    An error stops the build. A warning is a question the committee would ask;
    `answer` says how to answer it in the inputs, where the answer is printed.
    """

    id: str
    severity: Severity
    says: str
    source: str
    answer: str
    find: Callable[[Case], Iterator[Finding]]


def counted(number: int, one: str, many: str) -> str:
    """Return the number with the word that fits: 1 item, 3 items."""
    return f"{number} {one if number == 1 else many}"
