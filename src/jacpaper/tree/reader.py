"""Read the template's HTML into the tree; refuse what the tree has no place for, at its line."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from jacpaper.problems import Place, Problem, Problems, counted, did_you_mean
from jacpaper.text import languages
from jacpaper.text.characters import too_long, unprintable
from jacpaper.tree.elements import (
    AT,
    GOES_ON,
    HEADINGS,
    LEFT_OUT,
    TEXT_BLOCKS,
    VOCABULARY,
    ContentModel,
    Element,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jacpaper.tree.picture import Picture

_LINK_STARTS = ("https://", "http://", "mailto:", "#")
# An element that is refused is refused once, and not its words as well.
_UNKNOWN = ContentModel(text=True)


def parse(
    html: str,
    whole: Place,
    at: Callable[[str, int], Place],
    pictures: Mapping[str, Picture] | None = None,
    reader: Callable[[Place, Callable[[str, int], Place]], Parser] | None = None,
) -> Element:
    """Return the tree that the HTML describes.

    `whole` is the place of the template as a whole, `at` gives that of a line of
    it. `pictures` are those that an img can show, by name. `reader` makes a parser
    that notes more than the tree.

    Raises:
        Problems: all that is not in the vocabulary, at the template's lines.
    """
    parser = (reader or Parser)(whole, at)
    try:
        parser.feed(html)
        parser.close()
    except AssertionError:  # Python's parser raises this at a <![ that it does not know
        parser.problems.append(Problem(parser.place, "<![ does not belong in a paper", "delete it"))
    if parser.problems:
        raise Problems(parser.problems)
    body = parser.body
    trim(body)
    _leave_out(body, parser.is_left_out)
    tagged: dict[str, list[Element]] = {tag: [] for tag in VOCABULARY}
    for element in body.find(*VOCABULARY):
        tagged[element.tag].append(element)
    found = [*_faults(body, tagged), *_add_pictures(tagged, pictures or {})]
    if found:
        raise Problems(found)
    return body


class Parser(HTMLParser):
    """Builds the tree, and notes what the vocabulary does not know."""

    def __init__(self, whole: Place, at: Callable[[str, int], Place]) -> None:
        super().__init__(convert_charrefs=True)
        self.body = Element("body", place=whole)
        self.open = [self.body]
        self.problems: list[Problem] = []
        self.place = whole
        self._may_be_empty: set[int] = set()
        self._went_before: Element | None = None
        # The rows of a table come from the same line of the template: it is looked up once.
        self.at = cache(at)

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002 - as Python's parser calls it
        """Count no lines of the HTML: the tags say in which line of the template they are."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element within the innermost one."""
        # Of two attributes of one name the first counts, and the mark is always first.
        attributes = {name: value or "" for name, value in reversed(attrs)}
        if at := attributes.pop(AT, None):
            file, _, line = at.rpartition(":")
            self.place = self.at(file, int(line))
        element = Element(tag, attributes, place=self.place)
        if attributes.pop(GOES_ON, None) is not None:
            self._go_on(element)
        self._check(element, self.open[-1])
        self.open[-1].children.append(element)
        if tag != "img":  # it has no end tag
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element and close it."""
        self.handle_starttag(tag, attrs)
        if tag != "img":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and whatever was left open in it."""
        innermost = self.open[-1]
        if tag == innermost.tag and innermost is not self.body:
            self.open.pop()
            return
        if tag not in [element.tag for element in self.open[1:]]:
            if innermost.tag in TEXT_BLOCKS:  # most likely a misspelt end tag: the block ends here
                self._complain(f"<{innermost.tag}> is closed by </{tag}>", place=innermost.place)
                self.open.pop()
            else:
                self._complain(f"</{tag}> closes nothing that is open")
            return
        while (unclosed := self.open.pop()).tag != tag:
            self._complain(f"<{unclosed.tag}> is not closed before </{tag}>", place=unclosed.place)

    def handle_data(self, data: str) -> None:
        """Keep the words where words may stand."""
        parent = self.open[-1]
        for odd in unprintable(data)[:1]:
            self._complain(f"{odd} that no paper can hold", odd.hint)
        if VOCABULARY.get(parent.tag, _UNKNOWN).text:
            parent.children.append(data)
        elif data.strip():
            where = "a paragraph" if parent is self.body else f"a part of <{parent.tag}>"
            self._complain(f'the text "{data.strip()[:40]}" must stand inside {where}')

    def handle_comment(self, data: str) -> None:
        """Let the paragraph in which a sentence was left out be empty."""
        if data == LEFT_OUT:
            self._may_be_empty.add(id(self.open[-1]))

    def is_left_out(self, block: Element | str) -> bool:
        """True for a paragraph that has come out empty, and may."""
        return (
            isinstance(block, Element)
            and id(block) in self._may_be_empty
            and not block.text.strip()
            and not any(block.find("a"))
        )

    def handle_decl(self, decl: str) -> None:
        """Refuse what belongs to whole pages."""
        self._complain(f"<!{decl}> does not belong in a paper", "delete it")

    def close(self) -> None:
        """Read what is left, and name what was never closed."""
        super().close()
        for element in self.open[1:]:
            self._complain(f"<{element.tag}> is never closed", place=element.place)

    def _go_on(self, element: Element) -> None:
        """End the open paragraph before the element; one that goes on from it has its class."""
        if self.open[-1].tag == "p":
            self._went_before = self.open.pop()
        if element.tag == "p":
            self._may_be_empty.add(id(element))
            if self._went_before and self._went_before.class_name:
                element.attributes["class"] = self._went_before.class_name

    def _check(self, element: Element, parent: Element) -> None:
        model = VOCABULARY.get(element.tag)
        if model is None:
            known = [tag for tag in VOCABULARY if tag != "body"]
            hint = did_you_mean(element.tag, known) or f"known: {', '.join(known)}"
            self._complain(f"<{element.tag}> is not used in papers", hint)
            return
        if parent.tag in VOCABULARY and element.tag not in VOCABULARY[parent.tag].children:
            outer = "on its own" if parent is self.body else f"inside <{parent.tag}>"
            self._complain(f"<{element.tag}> cannot stand {outer}")
        if not element.attributes:
            return
        for name in element.attributes.keys() - model.attributes:
            self._complain(f'<{element.tag}> has no attribute "{name}"')
        if element.class_name and element.class_name not in model.classes:
            hint = did_you_mean(element.class_name, model.classes)
            classes = ", ".join(sorted(model.classes))
            self._complain(
                f'<{element.tag}> has no class "{element.class_name}"', hint or f"known: {classes}"
            )

    def _complain(self, message: str, hint: str = "", place: Place | None = None) -> None:
        self.problems.append(Problem(place or self.place, message, hint))


def _leave_out(body: Element, is_left_out: Callable[[Element | str], bool]) -> None:
    """Take out the paragraphs left out on purpose, and a heading with nothing else under it."""
    kept: list[Element | str] = []
    emptied: Element | None = None  # the heading under which nothing but such paragraphs stood
    for block in [*body.children, Element("h1")]:
        if isinstance(block, Element) and is_left_out(block):
            above = kept[-1] if kept else None
            emptied = above if isinstance(above, Element) and above.tag in HEADINGS else None
            continue
        if isinstance(block, Element) and emptied and block.tag in HEADINGS[: _level(emptied)]:
            kept.remove(emptied)
        if not isinstance(block, str) or block.strip():
            emptied = None
        kept.append(block)
    body.children = kept[:-1]


def _level(heading: Element) -> int:
    return int(heading.tag[1])


def trim(body: Element) -> None:
    """Fold white space as a browser would, so that every writer sees the same text."""
    for block in body.find("title", *TEXT_BLOCKS):
        _fold(block, after_space=True)
        _strip_end(block)


def _fold(element: Element, *, after_space: bool) -> bool:
    """Fold runs of white space to one space; return whether the text now ends in one."""
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element):
            # A reference is still empty; it is filled in when the tree is numbered.
            after_space = bool(child.children) and _fold(child, after_space=after_space)
            children.append(child)
            continue
        if child.isprintable() and "  " not in child and not (after_space and child[:1] == " "):
            children.append(child)
            after_space = child[-1:] == " "
            continue
        # str.split() would also take no-break spaces, which are there on purpose.
        words = child.replace("\n", " ").replace("\t", " ").replace("\r", " ").split(" ")
        folded = " ".join(word for word in words if word)
        if folded:
            folded = f"{'' if after_space or words[0] else ' '}{folded}{'' if words[-1] else ' '}"
            after_space = folded.endswith(" ")
        elif not after_space:
            folded, after_space = " ", True
        if folded:
            children.append(folded)
    element.children = children
    return after_space


def _strip_end(element: Element) -> None:
    while element.children:
        last = element.children[-1]
        if isinstance(last, Element):
            _strip_end(last)
            return
        element.children[-1] = last.rstrip(" ")
        if element.children[-1]:
            return
        element.children.pop()


def _faults(body: Element, tagged: Mapping[str, list[Element]]) -> Iterator[Problem]:
    """Yield what each element forbids by itself: emptiness, bad links, ragged tables."""
    yield from _heading_faults(body, tagged)
    yield from _id_faults(body)
    for block in body.find("title", *TEXT_BLOCKS):
        text = block.text
        if found := too_long(text, laid_out=True):
            yield Problem(block.place, *found[1:])
        # A reference is empty until it is resolved.
        if not text.strip() and not any(block.find("a")):
            yield Problem(
                block.place, f"<{block.tag}> is empty", "leave it out when there is nothing to say"
            )
    for listing in (*tagged["ul"], *tagged["ol"]):
        if not any(listing.elements):
            yield Problem(listing.place, f"<{listing.tag}> has no items", "leave it out then")
    yield from _inline_faults(tagged)
    for table in tagged["table"]:
        yield from _table_faults(table)


def _inline_faults(tagged: Mapping[str, list[Element]]) -> Iterator[Problem]:
    for words in tagged["span"]:
        fault, _, hint = languages.fault(words.attributes.get("lang", "")).partition("; ")
        if fault:
            yield Problem(words.place, fault, hint)
    for link in tagged["a"]:
        address = link.attributes.get("href", "")
        if not address.startswith(_LINK_STARTS):
            yield Problem(link.place, f'the link address "{address}" must start with https:// or #')
        elif not link.text.strip() and not address.startswith("#"):
            yield Problem(link.place, f"the link to {address} has no words to click on")


def _add_pictures(
    tagged: Mapping[str, list[Element]], pictures: Mapping[str, Picture]
) -> Iterator[Problem]:
    """Give each img its picture; yield a problem for each name without one."""
    for figure in tagged["figure"]:
        if [part.tag for part in figure.elements] != ["figcaption", "img"]:
            yield Problem(figure.place, "a figure is made of <figcaption> and <img>, in this order")
    for image in tagged["img"]:
        name = image.attributes.get("src", "")
        image.picture = pictures.get(name)
        if image.picture is None:
            hint = did_you_mean(name, pictures)
            hint = hint or f'show it only {{% if "{name}" in pictures %}}, for papers that have it'
            yield Problem(image.place, f'this paper has no picture called "{name}"', hint)


def _id_faults(body: Element) -> Iterator[Problem]:
    met: set[str] = set()
    for block in body.elements:
        identifier = block.attributes.get("id")
        if identifier is None:
            continue
        if not re.fullmatch(r"[A-Za-z][\w.-]*", identifier):
            yield Problem(
                block.place, f'id="{identifier}" must be one word that begins with a letter'
            )
        if identifier in met:
            yield Problem(block.place, f'id="{identifier}" is given twice', "change one of them")
        met.add(identifier)


def _heading_faults(body: Element, tagged: Mapping[str, list[Element]]) -> Iterator[Problem]:
    if len(tagged["title"]) != 1:
        yield Problem(body.place, "a paper has exactly one <title>")
    headings = list(body.find(*HEADINGS))
    if [heading.tag for heading in headings].count("h1") != 1:
        yield Problem(body.place, "a paper has exactly one <h1>")
    level = 0
    for heading in headings:
        if heading.attributes.get("data-page", "landscape") != "landscape":
            yield Problem(heading.place, 'data-page can only be "landscape"')
        new = int(heading.tag[1])
        if new > level + 1:
            yield Problem(
                heading.place,
                f"<{heading.tag}> skips a level",
                f"the heading above it is {f'<h{level}>' if level else 'missing'};"
                f" use <h{level + 1}>",
            )
        level = new


def _table_faults(table: Element) -> Iterator[Problem]:
    if [part.tag for part in table.elements] != ["caption", "thead", "tbody"]:
        yield Problem(
            table.place, "a table is made of <caption>, <thead> and <tbody>, in this order"
        )
        return
    rows = list(table.find("tr"))
    _, head, body = table.elements
    if len(list(head.elements)) != 1 or any(cell.tag != "th" for cell in head.find("th", "td")):
        yield Problem(head.place, "a table has one header row, all of it <th>")
    if not any(body.elements):
        yield Problem(body.place, "the table has no rows", "leave it out then")
    width = len(list(rows[0].elements)) if rows else 0
    for row in rows:
        if len(list(row.elements)) != width:
            cells = counted(len(list(row.elements)), "cell")
            yield Problem(row.place, f"this row has {cells} where the first row has {width}")
