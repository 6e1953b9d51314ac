"""The agenda as the first part of a pack: it names the page on which each paper begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.kinds.agenda import Pages
from jacpaper.pack.gathering import PDF
from jacpaper.pack.join import page_count
from jacpaper.pack.parts import Part
from jacpaper.problems import MachineError, Problems
from jacpaper.project.layout import AGENDA
from jacpaper.template.cache import TemplateCache
from jacpaper.writers import time_limit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from jacpaper.facts.item import ItemFacts
    from jacpaper.kinds.agenda import Agenda

# Its numbers depend on how many pages it has itself.
_MOST_TRIES = 5
_RESTLESS = MachineError("the agenda's own pages do not come to rest", "please report it")
NAME = f"{AGENDA}.pdf"


class AgendaPart:
    """The agenda of a pack of these papers."""

    def __init__(self, agenda: Agenda, facts: ItemFacts, papers: Sequence[Part]) -> None:
        self.agenda, self.facts = agenda, facts
        # Of an item with two parts, the first is its paper.
        self.names = {part.item: part.name for part in reversed(papers)}
        self.items = [part.item for part in papers]
        self.counts = [page_count(part.content, part.name) for part in papers]

    def made(self) -> Part:
        """Return it, laid out as often as it takes until its own pages are as many as it assumes.

        Raises:
            Problems: what is wrong with the agenda.
            MachineError: its pages do not come to rest, or no PDF can be made here.
        """
        length = 1
        for _ in range(_MOST_TRIES):
            part = self._part(length, self.names.values())
            now = page_count(part.content)
            if now == length:
                return part
            length = now
        raise _RESTLESS

    def leading_to(self, length: int, names: Collection[str]) -> Part:
        """Return the agenda of so many pages with links to the parts of these names alone.

        Raises:
            Problems: as `made` does.
            MachineError: likewise.
        """
        part = self._part(length, names)
        if page_count(part.content) != length:
            raise _RESTLESS
        return part

    def _part(self, length: int, names: Collection[str]) -> Part:
        pages = dict(zip(self.items, _firsts(1 + length, self.counts), strict=True))
        led_to = {item: name for item, name in self.names.items() if name in names}
        self.agenda.pages = Pages(pages, led_to)
        return Part(NAME, "", self.facts.paper.title, self._written(), own=True)

    def _written(self) -> bytes:
        """Return the agenda's PDF, checked as any paper is."""
        agenda = self.agenda
        cache = TemplateCache(agenda.project / "build" / ".compiled")
        document = agenda.compose(self.facts, cache, None)
        found = agenda.check(self.facts, document)
        if any(one.severity == "error" for one in found):
            raise Problems(found)
        with time_limit.stop_after(document):
            return PDF.write(document, agenda.look).content


def _firsts(first: int, counts: Iterable[int]) -> list[int]:
    """Return the first page of each part, if the first of them begins on a page."""
    found = []
    for count in counts:
        found.append(first)
        first += count
    return found
