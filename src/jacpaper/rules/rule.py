"""What a rule is, what it looks at, and what it finds."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from jacpaper.facts.value_types import Mark
from jacpaper.facts.walk import marked
from jacpaper.tree.elements import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jacpaper.facts.any_paper import AnyPaper
    from jacpaper.problems import Place, Severity
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.text.yaml_source import Trail
    from jacpaper.tree.document import Document
    from jacpaper.tree.elements import Element


class Finding(NamedTuple):
    """One thing that a rule finds; `severity` only where it differs from the rule's."""

    place: Place
    message: str
    hint: str = ""
    severity: Severity | None = None


class Typed(NamedTuple):
    """A value that was typed for this meeting: its file, and the keys that lead to it."""

    file: str
    trail: Trail
    value: Any


class AnyCase:
    """What a rule for any kind of paper may look at: its facts, and the words made of them."""

    facts: AnyPaper

    def __init__(
        self,
        facts: AnyPaper,
        document: Document | None = None,
        folder: TemplateFolder | None = None,
        look: TemplateFolder | None = None,
    ) -> None:
        self.facts, self.document, self.folder = facts, document, folder
        self.look = look or folder
        """The folder of the fonts, which is another where kinds share them."""

    def typed(self, mark: Mark) -> Iterator[Typed]:
        """Yield what was typed for this meeting under a key that has the mark."""
        yield from (typed for typed, marks in self._typed if mark in marks)

    @cached_property
    def texts(self) -> tuple[tuple[str, Place], ...]:
        """Every text typed for this meeting that people will read, with its place."""
        found = self.typed(Mark.PROSE)
        return tuple((one.value, self.facts.value_place(one.file, *one.trail)) for one in found)

    @cached_property
    def blocks(self) -> tuple[Element, ...]:
        """Every block of the composed paper that has words, in reading order."""
        document = self.document
        return tuple(document.body.find(*HEADINGS, "p", "li", "th", "td")) if document else ()

    def near(self, place: Place, words: str) -> Place:
        """Return the line of some words in a text of several lines that begins at a place."""
        source = self.facts.sources.get(place.file)
        return source.place_of_words(place, words) if source else place

    @cached_property
    def item_texts(self) -> tuple[tuple[tuple[str, ...], Place], ...]:
        """The texts of each public item of the register, with the item's place."""
        kept = self.facts.register
        return tuple(
            (tuple(value for value in item if isinstance(value, str)), item.place)
            for item in (kept.items if kept else ())
            if item.place and not item.exempt
        )

    @cached_property
    def _typed(self) -> list[tuple[Typed, frozenset[Mark]]]:
        return [
            (Typed(file, trail, value), marks)
            for file, model in self.facts.files
            for trail, value, marks in marked(type(model), self.facts.written(file))
        ]


CaseOf = TypeVar("CaseOf", bound=AnyCase)


class Rule(NamedTuple, Generic[CaseOf]):
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
    find: Callable[[CaseOf], Iterator[Finding]]


# Where several rules come from.
PUBLISHED_PAPERS = "mistakes in published papers of several forces"
LAST_PAPER = "the last paper"
ARITHMETIC = "arithmetic"
REGISTER = "the register, where inputs/ has one"
STYLE_GUIDE = "GOV.UK style guide"
