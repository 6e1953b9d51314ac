"""The comments on a paper: who said what of which words, what was answered, and if it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jacpaper.returned.looks import W, is_on
from jacpaper.returned.paper import Comment, Span, text_blocks
from jacpaper.returned.walk import W14
from jacpaper.returned.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jacpaper.returned.package import Package, Xml
    from jacpaper.returned.pieces import Flow, Piece
    from jacpaper.returned.views import View
from jacpaper.returned.pieces import Paragraph, Table

_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MOST = 5_000


@dataclass
class _Extended:
    """What a second part says of a comment: which it answers, and whether it is done."""

    parent: str = ""
    done: bool = False


@dataclass
class _Anchor:
    """The points that a comment stands at."""

    start: Piece | None = None
    end: Piece | None = None
    mark: Piece | None = None


@dataclass
class _Thread:
    element: Xml
    extended: _Extended
    replies: list[_Thread] = field(default_factory=list)


def comments(package: Package, flow: Flow, accepted: View, original: View) -> tuple[Comment, ...]:
    """Return the comments in the order in which they stand, each with its replies."""
    parts = package.related(package.document, "comments")
    if not parts:
        return ()
    anchors = _anchors(flow)
    extended = _extended(package)
    elements = list(package.xml(parts[0]).iter(f"{W}comment"))
    if len(elements) > _MOST:
        raise package.refuse(
            f"the file has more than {_MOST:,} comments", "delete those that are dealt with"
        )
    place = {name: number for number, name in enumerate(anchors)}
    elements.sort(key=lambda one: place.get(one.get(f"{W}id", ""), len(place)))
    blocks = text_blocks(accepted.body)
    return tuple(
        _comment(one, anchors, (accepted.spans, original.spans), [block.text for block in blocks])
        for one in _threads(elements, extended)
    )


def _comment(
    thread: _Thread,
    anchors: Mapping[str, _Anchor],
    spans: tuple[Mapping[int, Span], Mapping[int, Span]],
    texts: Sequence[str],
) -> Comment:
    element = thread.element
    anchor = anchors.get(element.get(f"{W}id", ""), _Anchor())
    return Comment(
        who=element.get(f"{W}author", ""),
        initials=element.get(f"{W}initials", ""),
        when=element.get(f"{W}date", ""),
        text=_text(element),
        resolved=thread.extended.done,
        words=_words(anchor, spans[0], texts),
        accepted=_span(anchor, spans[0], texts),
        original=_span(anchor, spans[1]),
        replies=tuple(_comment(one, anchors, spans, texts) for one in thread.replies),
    )


def _text(element: Xml) -> str:
    return "\n".join(filter(None, map(words, element.iter(f"{W}p"))))


def _threads(elements: list[Xml], extended: Mapping[str, _Extended]) -> list[_Thread]:
    """Return the comments that answer no other, each with those that answer it."""
    by_paragraph: dict[str, _Thread] = {}
    made: list[_Thread] = []
    for element in elements:
        names = [one.get(f"{W14}paraId", "").upper() for one in element.iter(f"{W}p")]
        told = next((extended[name] for name in reversed(names) if name in extended), _Extended())
        thread = _Thread(element, told)
        made.append(thread)
        by_paragraph |= {name: thread for name in names if name}
    top: list[_Thread] = []
    for thread in made:
        parent = by_paragraph.get(thread.extended.parent)
        (top if parent is None or parent is thread else parent.replies).append(thread)
    return top


def _extended(package: Package) -> dict[str, _Extended]:
    """Return what is said of each comment, by the identifier of its last paragraph."""
    return {
        one.get(f"{_W15}paraId", "").upper(): _Extended(
            one.get(f"{_W15}paraIdParent", "").upper(), is_on(one.get(f"{_W15}done", "0"))
        )
        for part in package.related(package.document, "commentsExtended")[:1]
        for one in package.xml(part).iter(f"{_W15}commentEx")
    }


def _anchors(flow: Flow) -> dict[str, _Anchor]:
    """Return the points of each comment, in the order of the paper."""
    found: dict[str, _Anchor] = {}
    for piece in _pieces(flow):
        if piece.point is None:
            continue
        kind, name = piece.point
        anchor = found.setdefault(name, _Anchor())
        if kind == "comment start":
            anchor.start = anchor.start or piece
        elif kind == "comment end":
            anchor.end = piece
        else:
            anchor.mark = piece
    return found


def _pieces(flow: Flow) -> Iterator[Piece]:
    for one in flow:
        if isinstance(one, Paragraph):
            yield from one.pieces
        elif isinstance(one, Table):
            for row in one.rows:
                for cell in row.cells:
                    yield from _pieces(list(cell.paragraphs))


def _ends(anchor: _Anchor, spans: Mapping[int, Span]) -> tuple[Span, Span] | None:
    """Return the points between which a comment's words stand; of one that is gone, nothing."""
    points = [one for one in (anchor.start, anchor.end, anchor.mark) if one is not None]
    known = [spans[id(one)] for one in points if id(one) in spans]
    if not known:
        return None
    first, last = known[0], known[1] if len(known) > 2 else known[-1]
    return (first, max(first, last))


def _span(anchor: _Anchor, spans: Mapping[int, Span], texts: Sequence[str] = ()) -> Span | None:
    ends = _ends(anchor, spans)
    if ends is None:
        return None
    first, last = ends
    if first.block == last.block:
        return Span(first.block, first.start, last.start)
    length = len(texts[first.block]) if texts else first.start
    return Span(first.block, first.start, max(first.start, length))


def _words(anchor: _Anchor, spans: Mapping[int, Span], texts: Sequence[str]) -> str:
    ends = _ends(anchor, spans)
    if ends is None:
        return ""
    first, last = ends
    if first.block == last.block:
        return texts[first.block][first.start : last.start]
    between = texts[first.block + 1 : last.block]
    return "\n".join((texts[first.block][first.start :], *between, texts[last.block][: last.start]))
