"""Which lines of the inputs each block of a paper came from. The preview and review ask.

The template is compiled so that each value it reads, and each condition it looks at, is noted
where the words come out: as a comment in its HTML, which the reader of the tree takes up
again. The tree is the same with or without it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from jacpaper.trace import noting
from jacpaper.trace.notebook import Notebook
from jacpaper.trace.origins import Origins
from jacpaper.trace.remembered import Remembered
from jacpaper.trace.taking_up import Reader
from jacpaper.tree import elements

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import BytecodeCache, Template
    from jinja2.ext import Extension

    from jacpaper.facts.item import ItemFacts
    from jacpaper.problems import Place
    from jacpaper.text.yaml_source import Source, Trail
    from jacpaper.trace.marks import Span
    from jacpaper.tree import reader

    Facts = TypeVar("Facts")


class Trace(Notebook):
    """Follows the facts of one paper after another to the blocks they end in.

    Made once, it keeps the compiled template; `follow` begins with another paper.
    """

    def __init__(self) -> None:
        super().__init__()
        self.compiled: BytecodeCache = Remembered()

    def follow(self, facts: Facts, copied: Callable[[Origins, Facts], Facts]) -> Facts:
        """Return the paper with facts that can be told apart, and forget the paper before.

        `copied` copies the facts of its kind.
        """
        self.forget()
        return copied(self._facts, facts)

    def follow_item(self, facts: ItemFacts) -> ItemFacts:
        """Return the paper of a further item likewise."""
        return self.follow(facts, Origins.copied_item)

    def origins(self, element: elements.Element) -> tuple[Place, ...]:
        """Return the places in the inputs that an element's words came from, each once.

        Where none did, as for a nil return, those are given whose value made the
        template say it at all. The line of the template is `element.place`.
        """
        within = [element, *element.find(*elements.VOCABULARY)]
        own = [place for part in within for place in self._own.get(id(part), ())]
        of_meeting = [place for place in own if not place.file.endswith("/committee.yaml")]
        found = own if of_meeting else [*self._because.get(id(element), ()), *own]
        return tuple({(place.file, place.line): place for place in reversed(found)}.values())[::-1]

    def spans(self, block: elements.Element) -> tuple[Span, ...]:
        """Return which words of a block came from where, in the order in which they end."""
        return tuple(self._spans.get(id(block), ()))

    def reasons(self, block: elements.Element) -> tuple[Place, ...]:
        """Return the places of the values that made the template say an item of a list at all."""
        return tuple(dict.fromkeys(self._decided.get(id(block), ())))

    def trails(self, place: Place) -> tuple[tuple[Source, Trail], ...]:
        """Return the values whose place this is, the innermost first."""
        return self._facts.standing_at(place)

    def sources(self) -> dict[str, Source]:
        """Return the files that the paper's values stand in, by name."""
        return {source.file: source for source, _ in self._facts.trails.values()}

    # What `compose` asks for

    extensions: ClassVar[tuple[type[Extension], ...]] = (noting.Notes,)
    """What the compiled template calls. The environment has this trace as its `trace`."""
    rewritten = staticmethod(noting.rewritten)
    around = staticmethod(noting.around)

    def render(self, template: Template, context: Mapping[str, Any]) -> str:
        """Return the HTML, with a comment at each place where facts went into it."""
        written: list[str] = []
        held, in_tag = "", False
        meter = template.environment.meter  # type: ignore[attr-defined]
        for piece in meter.parts(template.generate(context)):
            said = self.take_said()
            mark = said or (piece if piece.startswith(f"<!--{self.mark}") else "")
            if in_tag:
                # A comment cannot stand inside a tag: it waits for the tag's end.
                held += f"{mark}{self.end}" if said else mark
                if mark and not said:
                    continue
                before, end, after = piece.partition(">")
                written.append(f"{before}{end}{held}{after}" if end else piece)
                held = "" if end else held
            else:
                written += [mark, piece, self.end] if said else [piece]
            if "<" in piece or ">" in piece:
                in_tag = piece.rfind("<") > piece.rfind(">")
        # Newer parsers take all that stands in a title as text.
        return re.sub(
            r"<title.*?</title>",
            lambda title: re.sub("<!--.*?-->", "", title[0]),
            "".join(written),
            flags=re.DOTALL,
        )

    def reader(self, whole: Place, at: Callable[[str, int], Place]) -> reader.Parser:
        """Return a parser that takes up the comments."""
        return Reader(self, whole, at)
