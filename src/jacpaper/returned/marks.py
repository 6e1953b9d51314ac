"""Who tracked what: the marks around words, and the ranges of moves and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.returned.looks import W
from jacpaper.returned.pieces import Link, Mark, Piece
from jacpaper.returned.words import name_of

if TYPE_CHECKING:
    from jacpaper.returned.package import Xml
    from jacpaper.returned.pieces import Cell, Paragraph, Row

INSERTED = frozenset(("ins", "moveTo", "cellIns"))
DELETED = frozenset(("del", "moveFrom", "cellDel"))
_START, _END = "RangeStart", "RangeEnd"
_SOME_MOVE = "a move"


class Around(NamedTuple):
    """What holds for all that stands within an element."""

    inserted: Mark | None = None
    deleted: Mark | None = None
    link: Link | None = None


NOTHING = Around()


class Marks:
    """Reads marks; knows which moves are open, as a mark does not say to which it belongs."""

    def __init__(self) -> None:
        self._moves: dict[str, dict[str, str]] = {"moveFrom": {}, "moveTo": {}}

    def of(self, element: Xml) -> Mark:
        """Return who made a change, and when."""
        name = name_of(element)
        move = ""
        if name in self._moves:
            move = next(reversed(self._moves[name].values()), _SOME_MOVE)
        return Mark(element.get(f"{W}author", ""), element.get(f"{W}date", ""), move)

    def within(self, element: Xml, around: Around) -> Around:
        """Return what holds within an element that marks what is in it."""
        if name_of(element) in INSERTED:
            return around._replace(inserted=self.of(element))
        return around._replace(deleted=self.of(element))

    def put_on(self, marked: Piece | Paragraph | Row | Cell, properties: Xml | None) -> None:
        """Mark what has these properties, if one of them is a mark."""
        for one in () if properties is None else properties:
            name = name_of(one)
            if name in INSERTED:
                marked.inserted = self.of(one)
            elif name in DELETED:
                marked.deleted = self.of(one)

    def range(self, element: Xml) -> Piece | None:
        """Note where a move begins or ends; return a point if a comment's words do."""
        kind, name = name_of(element), element.get(f"{W}id", "")
        for comment, end in (("comment start", _START), ("comment end", _END)):
            if kind == f"comment{end}":
                return Piece(point=(comment, name))
        if kind.removesuffix(_START) in self._moves:
            self._moves[kind.removesuffix(_START)][name] = element.get(f"{W}name", "") or name
        elif kind.removesuffix(_END) in self._moves:
            self._moves[kind.removesuffix(_END)].pop(name, None)
        return None
