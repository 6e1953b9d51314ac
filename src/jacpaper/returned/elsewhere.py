"""Words outside of the paper's own text: in headers, footers and notes, or marked by hand."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from jacpaper.returned.looks import W
from jacpaper.returned.paper import Span, Unplaced
from jacpaper.returned.words import words
from jacpaper.writers.word.look import digest_of, furniture_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jacpaper.returned.package import Package
    from jacpaper.returned.paper import Stamp
    from jacpaper.returned.pieces import Flow
    from jacpaper.returned.views import View
from jacpaper.returned.pieces import Paragraph, Piece

_FURNITURE = ("header", "footer")
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
STRUCK = "struck through by hand"
RAISED = "raised or lowered by hand"
_BY_HAND = (("struck", STRUCK), ("lit", "highlighted by hand"), ("raised", RAISED))


def furniture(package: Package, stamp: Stamp | None) -> Iterator[Unplaced]:
    """Yield the paragraphs of headers and footers that are not as they were written."""
    known = frozenset() if stamp is None else stamp.furniture
    met: set[tuple[str, str]] = set()
    for kind in _FURNITURE:
        for part in package.related(package.document, kind):
            for paragraph in package.xml(part).iter(f"{W}p"):
                said = furniture_words(paragraph)
                if said and digest_of(said) not in known and (kind, said) not in met:
                    met.add((kind, said))
                    yield Unplaced(f"a {kind}", said)


def notes(package: Package, referred: Iterable[tuple[str, str]]) -> Iterator[Unplaced]:
    """Yield the footnotes and endnotes that the text refers to."""
    asked = list(referred)
    for kind, part_kind in _NOTES.items():
        names = [name for one, name in asked if one == kind]
        if not names:
            continue
        by_name = {
            one.get(f"{W}id", ""): words(one)
            for part in package.related(package.document, part_kind)[:1]
            for one in package.xml(part).iter(f"{W}{kind}")
        }
        yield from (Unplaced(f"a {kind}", by_name.get(name, "")) for name in names)


def by_hand(flow: Flow, accepted: View) -> Iterator[Unplaced]:
    """Yield words that a person struck through, highlighted or raised: a paper shows none of it."""
    for one in flow:
        if isinstance(one, Paragraph):
            yield from _by_hand(one.pieces, accepted)
        else:
            for row in one.rows:
                for cell in row.cells:
                    yield from by_hand(list(cell.paragraphs), accepted)


def _by_hand(pieces: list[Piece], accepted: View) -> Iterator[Unplaced]:
    worded = [one for one in pieces if one.text and not one.deleted]
    for name, what in _BY_HAND:
        for is_so, group in groupby(worded, lambda one, name=name: _is(one, name)):  # type: ignore[misc]
            if is_so:
                marked = list(group)
                yield Unplaced(what, "".join(one.text for one in marked), _span(marked, accepted))


def _is(piece: Piece, name: str) -> bool:
    if name == "raised" and not any(map(str.isdigit, piece.text)):
        return False  # Word raises the letters of 1st by itself; 40² would be read as 402
    return bool(getattr(piece.look, name))


def _span(pieces: list[Piece], accepted: View) -> Span | None:
    known = [accepted.spans[id(one)] for one in pieces if id(one) in accepted.spans]
    return Span(known[0].block, known[0].start, known[-1].end) if known else None
