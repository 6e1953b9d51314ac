"""What a rule is, what it looks at, and what it finds."""

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
    """A rule that a paper obeys, with all that is said of it anywhere."""

    id: str
    severity: Severity
    """An error stops the build; a warning is a question that the Committee would ask."""
    says: str
    """What holds in a paper that obeys it."""
    why: str
    """What goes wrong otherwise, as in what the Committee would ask."""
    source: str
    """Where the rule comes from, as in a law or a style guide."""
    example: str
    """Something that it catches."""
    message: str
    """What it says of the example; one of its cases shows that it does."""
    answer: str
    """How to answer it in the inputs; an answer to a warning is printed in the paper."""
    find: Callable[[Case], Iterator[Finding]]


# Where several rules come from.
PUBLISHED_PAPERS = "mistakes in published papers of several forces"
LAST_PAPER = "the last paper"
ARITHMETIC = "arithmetic"
REGISTER = "the register, where inputs/ has one"
STYLE_GUIDE = "GOV.UK style guide"


def counted(number: int, one: str, many: str) -> str:
    """Return the number with the word that fits: 1 item, 3 items."""
    return f"{number} {one if number == 1 else many}"
