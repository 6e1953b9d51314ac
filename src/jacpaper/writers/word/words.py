"""The words of a block as Word has them: runs, links, cross-references, labels and bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE

from jacpaper.tree import marks
from jacpaper.tree.elements import CAPTIONED
from jacpaper.writers.word import ooxml, tracked
from jacpaper.writers.word.house_style import INLINE_STYLES
from jacpaper.writers.word.look import bookmark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.tree.elements import Element
    from jacpaper.writers.word.house_style import HouseStyle
    from jacpaper.writers.word.ooxml import Xml

# Word has dictionaries for a language of a country.
_LOCALES = {"cy": "cy-GB", "en": "en-GB", "ga": "ga-IE", "gd": "gd-GB"}


class Words:
    """Makes the words of the blocks of one document, and knows what can be referred to."""

    def __init__(self, word: Any, style: HouseStyle, body: Element) -> None:
        self.word, self.style = word, style
        self.targets = {
            block.attributes["id"]: block for block in body.elements if "id" in block.attributes
        }
        self.bookmarks = {name: number for number, name in enumerate(self.targets, 1)}

    def bookmarked(self, name: str, content: list[Xml]) -> list[Xml]:
        """Return what a block has, between the ends of its bookmark."""
        return ooxml.bookmarked(self._bookmark(name), self.bookmarks[name], content)

    def inline(self, element: Element, around: tuple[Element, ...] = ()) -> Iterator[Xml]:
        """Yield the runs of an element; `around` are the links and emphases that it is in."""
        for child in element.children:
            if isinstance(child, str):
                yield ooxml.run(child, *self._formats(around))
            elif child.tag == "a":
                yield from self._link(child, (*around, child))
            elif side := marks.side(child):
                yield from tracked.marked(self.inline(child, around), side)
            else:
                yield from self.inline(child, (*around, child))

    def label(self, block: Element, numbered: Element, form: str) -> Iterator[Xml]:
        """Yield the label of a caption or appendix, such as Table 1 or Appendix A."""
        label = [*self._number(numbered.number, form)]
        if was := numbered.attributes.get(marks.WAS):
            older = tracked.marked(self._number(was, form), "gone")
            label = [*older, *tracked.marked(label, "new")]
        if "id" in block.attributes:
            label = self.bookmarked(block.attributes["id"], label)
        yield from label
        yield ooxml.run(": ")

    def _formats(self, around: tuple[Element, ...]) -> Iterator[Xml]:
        """Yield the character style of the link or innermost emphasis; others become formats.

        The language of words comes last.
        """
        tags = [one.tag for one in around if one.tag in INLINE_STYLES]
        if tags:
            named = "a" if "a" in tags else tags[-1]
            yield ooxml.element("rStyle", val=self.style.id(INLINE_STYLES[named]))
            for tag, formats in (("strong", ("b", "bCs")), ("em", ("i", "iCs"))):
                if tag in tags and tag != named:
                    yield from (ooxml.element(name) for name in formats)
        for code in (one.attributes["lang"] for one in around if one.tag == "span"):
            yield ooxml.element("lang", val=_LOCALES.get(code, code))

    def _link(self, link: Element, around: tuple[Element, ...]) -> Iterator[Xml]:
        address = link.attributes["href"]
        if not address.startswith("#"):
            relationship = self.word.part.relate_to(
                address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            yield ooxml.hyperlink(relationship, self.inline(link, around))
            return
        target, mark = self.targets[address[1:]], self._bookmark(address[1:])
        if not link.is_reference:
            yield ooxml.anchor(mark, self.inline(link, around))
            return
        # A REF field updates when its target's number changes in Word.
        formats = list(self._formats(around))
        if target.tag in CAPTIONED or target.class_name == "appendix":
            yield ooxml.field(f"REF {mark} \\h", [ooxml.run(link.text, *formats)])
        else:
            word, _, number = link.text.partition(" ")
            yield ooxml.run(f"{word} ", *formats)
            yield ooxml.field(f"REF {mark} \\r \\h", [ooxml.run(number, *formats)])

    def _number(self, number: str, form: str) -> Iterator[Xml]:
        kind, _, count = number.partition(" ")
        yield ooxml.run(f"{kind} ")
        yield ooxml.field(f"SEQ {kind} \\* {form}", [ooxml.run(count)])

    def _bookmark(self, name: str) -> str:
        return bookmark(self.bookmarks[name])
