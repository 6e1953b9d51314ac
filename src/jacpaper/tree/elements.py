"""The paper as one tree of a few HTML elements, the only thing the writers see.

`reader.parse` refuses whatever is not in the vocabulary below. Word, PDF and web
page are translations of the same tree, so they cannot differ in a word or a number.

    title                       the document's title, for its properties
    h1 h2 h3 h4                 headings; h2 is numbered 1. unless class="unnumbered"
    class="appendix"            on h2: begins a page, and is numbered Appendix A
    data-page="landscape"       on h2: from here to the next h2 the pages lie on their side
    p                           a paragraph
    class="paragraph"           on p, h3 or h4: numbered 1.1
    class="sub-paragraph"       on p, h3 or h4: numbered 1.1.1
    ul ol li                    lists, one level deep
    table caption thead tbody   tables; a th in a body row heads that row
      tr th td                  class="total" on tr, class="number" on th and td;
                                class="red" amber green blue grey: behind its words
    figure figcaption img       a picture under its caption; src names one of the paper's pictures
    class="draft"               on p: what every page of a draft says; `compose` puts it first
    class="agenda-item"         on p, above the title: so are committee, meeting-date and marking
    class="notice"              on p: what every page of a restricted paper says, or of a redline
    class="reason"              on p: why a restricted paper is one
    strong em a                 within text; <a href="#id"></a> becomes "Table 1" or "Figure 1"
    span                        within text; words of another language, as in lang="cy"
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.tree.picture import Picture

# The attribute by which the composer says where in the template an element stands.
AT = "data-at"
# On a block in a paragraph: it ends the paragraph; another paragraph goes on with its class.
GOES_ON = "data-goes-on"
# A comment in a paragraph that may be empty, as its sentence was left out on purpose.
LEFT_OUT = "left out"


class ContentModel(NamedTuple):
    """What an element may hold and carry. An element with `text` may be mixed with words."""

    children: frozenset[str] = frozenset()
    text: bool = False
    classes: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()


def _content(
    children: str = "", *, text: bool = False, classes: str = "", attributes: str = ""
) -> ContentModel:
    return ContentModel(
        frozenset(children.split()),
        text,
        frozenset(classes.split()),
        frozenset(attributes.split()) | ({"class"} if classes else frozenset()),
    )


_INLINE = "a strong em span"
VOCABULARY = {
    "body": _content("title h1 h2 h3 h4 p ul ol table figure"),
    "title": _content(text=True),
    "h1": _content(text=True),
    "h2": _content(text=True, classes="unnumbered appendix", attributes="id data-page"),
    "h3": _content(text=True, classes="paragraph sub-paragraph", attributes="id"),
    "h4": _content(text=True, classes="paragraph sub-paragraph", attributes="id"),
    "p": _content(
        _INLINE,
        text=True,
        classes="paragraph sub-paragraph agenda-item committee meeting-date marking notice reason",
        attributes="id",
    ),
    "ul": _content("li"),
    "ol": _content("li"),
    "li": _content(_INLINE, text=True),
    "table": _content("caption thead tbody", attributes="id"),
    "caption": _content(text=True),
    "thead": _content("tr"),
    "tbody": _content("tr"),
    "tr": _content("th td", classes="total"),
    "th": _content(_INLINE, text=True, classes="number red amber green blue grey"),
    "td": _content(_INLINE, text=True, classes="number red amber green blue grey"),
    "figure": _content("figcaption img", attributes="id"),
    "figcaption": _content(text=True),
    "img": _content(attributes="src"),
    # No emphasis in a link: WeasyPrint's tags would have it read out of order.
    "a": _content(text=True, attributes="href"),
    "strong": _content("a em span", text=True),
    "em": _content("a strong span", text=True),
    "span": _content("a strong em", text=True, attributes="lang"),
}
HEADINGS = ("h1", "h2", "h3", "h4")
# The elements that hold words and no other block: what a reader would call a paragraph or cell.
TEXT_BLOCKS = frozenset((*HEADINGS, "p", "li", "caption", "figcaption", "th", "td"))
# What has numbers of its own, and the element that shows the number.
CAPTIONED = {"table": "caption", "figure": "figcaption"}


@dataclass
class Element:
    """One element: its tag, attributes and children (elements and text, in order).

    `number` is what stands before its text: `1.`, `1.1`, `1.1.1`, and for a
    caption `Table 1`. `place` is the line of the template that made it. An img
    has its `picture` once the tree is parsed. Once the tree is numbered, a table has
    its `description`, and an a `is_reference` if its words are the number of its target.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    place: Place = field(default_factory=lambda: Place(""))
    number: str = ""
    picture: Picture | None = None
    description: str = ""
    is_reference: bool = False

    @property
    def class_name(self) -> str:
        """The class, of which an element has one at most."""
        return self.attributes.get("class", "")

    @property
    def text(self) -> str:
        """All words in it, without its number."""
        match self.children:
            case [str(words)]:  # the usual case
                return words
            case several:
                return "".join(one if isinstance(one, str) else one.text for one in several)

    @property
    def elements(self) -> Iterator[Element]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    def find(self, *tags: str) -> Iterator[Element]:
        """Yield the elements with one of the tags, at any depth, in reading order."""
        # A loop, and only through elements that may hold one of the tags: a tracker has ten
        # thousand elements, and every rule calls this.
        holders = _holders(tags)
        left = self.children[::-1]
        while left:
            element = left.pop()
            if isinstance(element, str):
                continue
            if element.tag in tags:
                yield element
            if element.tag in holders:
                left += element.children[::-1]


@cache
def _holders(tags: tuple[str, ...]) -> frozenset[str]:
    """Return the elements in which one of these may stand, at any depth."""
    holders: frozenset[str] = frozenset()
    while True:
        sought = holders.union(tags)
        found = frozenset(tag for tag, model in VOCABULARY.items() if model.children & sought)
        if found == holders:
            return holders
        holders = found


def parts(body: Element) -> Iterator[tuple[bool, list[Element]]]:
    """Yield the blocks that follow one another on upright pages or, True, on landscape ones."""
    part: list[Element] = []
    landscape = False
    for block in body.elements:
        if block.tag == "h2" and ("data-page" in block.attributes) != landscape:
            if part:
                yield landscape, part
            part, landscape = [], not landscape
        part.append(block)
    if part:
        yield landscape, part
