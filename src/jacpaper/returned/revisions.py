"""The tracked changes of a paper, in its order: each as one piece of work of one person."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

from jacpaper.returned.paper import Revision, Span
from jacpaper.returned.pieces import Cell, Flow, Mark, Paragraph, Piece, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jacpaper.returned.paper import RevisionKind, Scope
    from jacpaper.returned.views import View

_Way = Literal["inserted", "deleted"]
_END = "\n"
_NEXT_CELL = "\t"


def settle_marks(flow: Flow) -> None:
    """Move the mark of an end of a paragraph to the paragraph that it is about.

    Who types a paragraph after another one inserts the end of that one, and then words: what is
    new to a reader is the whole of the second. Likewise for one that is deleted backwards.
    """
    for paragraph in flow:
        if isinstance(paragraph, Paragraph):
            _name_move(paragraph)
        else:
            for cell in (cell for row in paragraph.rows for cell in row.cells):
                settle_marks(list(cell.paragraphs))
    for one, after in reversed(list(pairwise(flow))):
        if not isinstance(one, Paragraph) or not isinstance(after, Paragraph):
            continue
        if one.inserted and not after.inserted and _is_all(after, "inserted"):
            one.inserted, after.inserted = None, one.inserted
        if one.deleted and not after.deleted and _is_all(after, "deleted"):
            one.deleted, after.deleted = None, one.deleted


def _name_move(paragraph: Paragraph) -> None:
    """Give the end of a moved paragraph the name of the move, which the file has after it."""
    for way in ("inserted", "deleted"):
        own: Mark | None = getattr(paragraph, way)
        moves = [mark.move for one in paragraph.pieces if (mark := getattr(one, way)) and mark.move]
        if own and own.move and moves:
            setattr(paragraph, way, own._replace(move=moves[-1]))


def revisions(flow: Flow, accepted: View, original: View) -> tuple[Revision, ...]:
    """Return all tracked changes with their places in both views."""
    found = list(_Finder(accepted, original).found(flow))
    return tuple(_paired_moves(found))


@dataclass
class _Found:
    """A revision, and which move it is one end of, if it is."""

    revision: Revision
    move: str = ""


class _Finder:
    def __init__(self, accepted: View, original: View) -> None:
        self._accepted, self._original = accepted.spans, original.spans

    def found(self, flow: Flow) -> Iterator[_Found]:
        for one in flow:
            if isinstance(one, Paragraph):
                yield from self._paragraph(one)
            else:
                yield from self._table(one)

    # Words and paragraphs

    def _paragraph(self, paragraph: Paragraph) -> Iterator[_Found]:
        """Yield what was changed in a paragraph, in the order of its words."""
        if paragraph.formatted and paragraph.shape.kind != paragraph.was.kind:
            what = f"{paragraph.shape.kind}, was {paragraph.was.kind}"
            yield self._format(paragraph.pieces, paragraph.formatted, what, "paragraph")
        worded: list[Piece | None] = [one for one in paragraph.pieces if one.point is None]
        for way, group in groupby([*worded, None], lambda one: _way(one, paragraph)):
            pieces = list(group)
            if way == "":
                yield from self._formats([one for one in pieces if one])
                continue
            marks = [(_mark(one, paragraph, way), one) for one in pieces]
            for mark, parts in groupby(marks, lambda one: one[0]):
                if mark is not None:
                    yield self._words(way, mark, [one for _, one in parts], paragraph)

    def _words(
        self, way: _Way, mark: Mark, pieces: list[Piece | None], paragraph: Paragraph
    ) -> _Found:
        """Return a run of words that one person inserted or deleted at one go."""
        real = [one for one in pieces if one is not None]
        text = "".join(_END if one is None else one.text for one in pieces)
        whole = None in pieces and _is_all(paragraph, way) and bool(real)
        scope: Scope = "paragraph" if whole else "words"
        spans = self._spans(real or paragraph.pieces[-1:], at_end=not real)
        old, new = ("", text) if way == "inserted" else (text, "")
        first = _own(pieces[0], paragraph, way) or mark
        kind: RevisionKind = "moved" if mark.move else way
        return _Found(Revision(kind, first.who, first.when, old, new, *spans, scope), mark.move)

    def _formats(self, pieces: Iterable[Piece]) -> Iterator[_Found]:
        """Yield the changes of format that a paper can show."""
        for change, group in groupby(pieces, _change_of_format):
            if change is not None:
                mark, what = change
                yield self._format(list(group), mark, what, "words")

    def _format(self, pieces: list[Piece], mark: Mark, what: str, scope: Scope) -> _Found:
        text = "".join(one.text for one in pieces if not one.deleted)
        old = "".join(one.text for one in pieces if not one.inserted)
        spans = self._spans(pieces)
        return _Found(Revision("format", mark.who, mark.when, old, text, *spans, scope, what))

    # Tables

    def _table(self, table: Table) -> Iterator[_Found]:
        for row in table.rows:
            yield from self._row(row)

    def _row(self, row: Row) -> Iterator[_Found]:
        if row.inserted or row.deleted:
            way: _Way = "inserted" if row.inserted else "deleted"
            yield self._cells(way, row.cells, row, "row")
        for cell in row.cells:
            if cell.inserted or cell.deleted:
                way = "inserted" if cell.inserted else "deleted"
                yield self._cells(way, [cell], cell, "cell")
            for paragraph in cell.paragraphs:
                for one in self._paragraph(paragraph):
                    # What is in a new row is new as well, and need not be said twice.
                    outer = row if row.inserted or row.deleted else cell
                    if not _says_the_same(one.revision, outer):
                        yield one

    def _cells(self, way: _Way, cells: list[Cell], marked: Row | Cell, scope: Scope) -> _Found:
        mark = marked.inserted if way == "inserted" else marked.deleted
        assert mark is not None  # noqa: S101 - the caller asked
        text = _NEXT_CELL.join(_text(cell, way) for cell in cells)
        old, new = ("", text) if way == "inserted" else (text, "")
        paragraphs = (paragraph for cell in cells for paragraph in cell.paragraphs)
        first = [one for paragraph in paragraphs for one in paragraph.pieces if one.text][:1]
        accepted, original = self._spans(first)
        kind: RevisionKind = "moved" if mark.move else way
        found = Revision(kind, mark.who, mark.when, old, new, accepted, original, scope)
        return _Found(found, mark.move)

    # Places

    def _spans(
        self, pieces: list[Piece], *, at_end: bool = False
    ) -> tuple[Span | None, Span | None]:
        """Return where pieces that follow one another stand in both views."""
        return _span(self._accepted, pieces, at_end), _span(self._original, pieces, at_end)


def _span(spans: dict[int, Span], pieces: list[Piece], at_end: bool) -> Span | None:  # noqa: FBT001 - as given
    known = [spans[id(one)] for one in pieces if id(one) in spans]
    if not known:
        return None
    first, last = known[0], known[-1]
    if at_end:
        return Span(last.block, last.end, last.end)
    return Span(first.block, first.start, last.end if last.block == first.block else first.end)


def _own(one: Piece | None, paragraph: Paragraph, way: str) -> Mark | None:
    marked = paragraph if one is None else one
    return marked.inserted if way == "inserted" else marked.deleted


def _way(one: Piece | None, paragraph: Paragraph) -> _Way | Literal[""]:
    """Return what was done to a piece, or to the end of a paragraph; nothing as a rule."""
    marked = paragraph if one is None else one
    if marked.deleted:
        return "deleted"
    return "inserted" if marked.inserted else ""


def _mark(one: Piece | None, paragraph: Paragraph, way: str) -> Mark | None:
    """Return by whom, and in which move: words that agree in this are one change."""
    found = _own(one, paragraph, way)
    return found and Mark(found.who, "", found.move)


def _change_of_format(piece: Piece) -> tuple[Mark, str] | None:
    if piece.formatted is None or not piece.text or piece.look == piece.was:
        return None
    told = [
        f"{'' if getattr(piece.look, name) else 'not '}{word}"
        for name, word in (("strong", "strong"), ("em", "em"), ("struck", "struck through"),
                           ("lit", "highlighted"), ("raised", "raised or lowered"))
        if getattr(piece.look, name) != getattr(piece.was, name)
    ]  # fmt: skip
    return (Mark(piece.formatted.who, piece.formatted.when), ", ".join(told)) if told else None


def _is_all(paragraph: Paragraph, way: str) -> bool:
    """Tell whether all words and pictures of a paragraph were inserted, or all deleted."""
    shown = (one for one in paragraph.pieces if one.text or one.picture is not None)
    return all(_own(one, paragraph, way) for one in shown)


def _says_the_same(revision: Revision, outer: Row | Cell) -> bool:
    return (outer.inserted is not None and revision.kind in ("inserted", "moved")) or (
        outer.deleted is not None and revision.kind in ("deleted", "moved")
    )


def _text(cell: Cell, way: str) -> str:
    lines = (
        "".join(one.text for one in paragraph.pieces if way == "deleted" or not one.deleted)
        for paragraph in cell.paragraphs
    )
    return _END.join(lines)


def _paired_moves(found: list[_Found]) -> Iterator[Revision]:
    """Yield the revisions; both ends of a move as one, where its words stood at first."""
    ends: dict[str, tuple[list[Revision], list[Revision]]] = {}
    for one in found:
        if one.move:
            ends.setdefault(one.move, ([], []))[not one.revision.old].append(one.revision)
    pairs = {
        id(source): target
        for sources, targets in ends.values()
        for source, target in zip(sources, targets, strict=False)
    }
    paired = {id(target) for target in pairs.values()}
    for revision in (one.revision for one in found):
        if target := pairs.get(id(revision)):
            yield revision._replace(new=target.new, accepted=target.accepted)
        elif id(revision) not in paired:
            yield revision
