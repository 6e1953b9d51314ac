"""The pack's bookmarks: one for each paper, and below it one for each of its headings."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from pikepdf import Array, Dictionary, Name, Pdf, String

from jacpaper.pack import links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.pack.papers import Paper


# Of one paper: more help nobody to find a page.
_MOST = 1_000


class _Bookmark(NamedTuple):
    title: str
    place: Array
    tag: Any
    below: Sequence[_Bookmark] = ()


def add(pdf: Pdf, papers: Sequence[Paper]) -> None:
    """Give the pack its bookmarks."""
    outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    _hang(pdf, outlines, [_of(pdf, paper) for paper in papers])
    pdf.Root.Outlines = outlines
    pdf.Root.PageMode = Name.UseOutlines


def _of(pdf: Pdf, paper: Paper) -> _Bookmark:
    top = links.top_of(paper.pages[0])
    return _Bookmark(title_of(paper), top, paper.tag, list(_headings(pdf, paper)))


def title_of(paper: Paper) -> str:
    """Return what a paper is called in the bookmarks."""
    item, title = paper.part.item, paper.part.title
    return f"Item {item}: {title}" if item else title


def _headings(pdf: Pdf, paper: Paper) -> Iterator[_Bookmark]:
    """Yield the headings below a paper's title."""
    source = paper.source
    places = links.Places(source)
    items = list(_items(source.Root.get("/Outlines")))
    if len(items) == 1:  # the title itself
        items = list(_items(items[0]))
    for item in items:
        action = item.get("/A", Dictionary())
        place = places.resolved(item.get("/Dest", action.get("/D")))
        if place is not None:
            tag = pdf.copy_foreign(action.SD[0]) if "/SD" in action else paper.tag
            yield _Bookmark(str(item.get("/Title", "")), links.in_pack(paper, place), tag)


def _items(parent: Any) -> Iterator[Any]:
    """Yield the bookmarks below another; other people's may lead back to themselves."""
    item = parent.get("/First") if isinstance(parent, Dictionary) else None
    seen: set[tuple[int, int]] = set()
    while isinstance(item, Dictionary) and item.objgen not in seen and len(seen) < _MOST:
        seen.add(item.objgen)
        yield item
        item = item.get("/Next")


def _hang(pdf: Pdf, parent: Any, bookmarks: Sequence[_Bookmark]) -> None:
    """Hang bookmarks below the outline or another bookmark; those of papers stand open."""
    if not bookmarks:
        return
    items = [pdf.make_indirect(Dictionary(Title=String(one.title))) for one in bookmarks]
    for item, one in zip(items, bookmarks, strict=True):
        item.Parent = parent
        links.lead_to(item, one.place, one.tag)
        _hang(pdf, item, one.below)
    for before, after in pairwise(items):
        before.Next, after.Prev = after, before
    parent.First, parent.Last = items[0], items[-1]
    # Below zero: so many appear once it is opened (PDF 32000-1, 12.3.3).
    is_outline = "/Parent" not in parent
    parent.Count = len(items) if is_outline else -len(items)
