"""What a Word file holds, before anything is accepted: pieces of text in paragraphs and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Mark(NamedTuple):
    """Who tracked a change, and when; `move` names the move that it belongs to, if it is one."""

    who: str
    when: str
    move: str = ""


class Link(NamedTuple):
    """What words lead to: an address, or # and a bookmark.

    `is_reference` if they are the number of their target; then `is_bare` says that its kind
    (section, paragraph) stands before it in words.
    """

    href: str
    is_reference: bool = False
    is_bare: bool = False


class Look(NamedTuple):
    """How a piece looks, as far as a paper can tell; `struck`, `lit` and `raised` it cannot."""

    strong: bool = False
    em: bool = False
    struck: bool = False
    lit: bool = False
    strong_by_style: bool = False
    raised: bool = False
    """Raised or lowered, as in m² or CO₂."""


class Shape(NamedTuple):
    """What kind of block a paragraph is: tag and class, for an item ul or ol.

    `restart` tells a numbered list from the one before it; without it, an item goes on with that.
    """

    tag: str
    class_name: str = ""
    restart: str = ""

    @property
    def kind(self) -> str:
        """Tag and class in one word, as in p.paragraph."""
        return f"{self.tag}.{self.class_name}" if self.class_name else self.tag


PLAIN = Look()


@dataclass(slots=True, eq=False)
class Piece:
    """Letters that look alike and have the same marks; or a point between letters.

    `deleted` with `inserted`: what one person inserted and another deleted.
    """

    text: str = ""
    look: Look = PLAIN
    was: Look = PLAIN
    link: Link | None = None
    inserted: Mark | None = None
    deleted: Mark | None = None
    formatted: Mark | None = None
    label: str = ""
    """What it counts, as in Table, if it is the number of a caption or appendix."""
    picture: str | None = None
    """The words for whoever cannot see the picture that stands here."""
    point: tuple[str, str] | None = None
    """What begins or ends here, as in ("comment start", "3")."""


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph, and what was done to its mark: the end of the paragraph."""

    shape: Shape
    was: Shape
    pieces: list[Piece] = field(default_factory=list)
    inserted: Mark | None = None
    deleted: Mark | None = None
    formatted: Mark | None = None
    identifier: str = ""
    bookmarks: list[str] = field(default_factory=list)
    ends_section: bool | None = None
    """True if a landscape section ends with it, False if an upright one does."""
    landscape: bool = False


@dataclass(slots=True, eq=False)
class Cell:
    """A cell; `colour` is the class that its background stands for."""

    paragraphs: list[Paragraph]
    colour: str = ""
    inserted: Mark | None = None
    deleted: Mark | None = None


@dataclass(slots=True, eq=False)
class Row:
    """A row of a table."""

    cells: list[Cell]
    is_header: bool = False
    inserted: Mark | None = None
    deleted: Mark | None = None


@dataclass(slots=True, eq=False)
class Table:
    """A table; `heads_rows` if its first column does, `has_total` if its last row looks so."""

    rows: list[Row]
    heads_rows: bool = True
    has_total: bool = False
    landscape: bool = False


Flow = list[Paragraph | Table]
