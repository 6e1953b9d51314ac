"""Links in a pack: within a paper as they were, and from one paper to another.

A link to another paper is written as the address of its file, as it lies beside this one:
`agenda-item-07-treasury.pdf`, or with any other of its endings, and with `#appendix-1` if it
leads to a place there. In a pack, such a link leads to that paper's pages. The agenda of a pack
has `IN_PACK` before the name.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pikepdf import Array, Dictionary, Name, Pdf, String

from jacpaper.tree.document import IN_PACK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.pack.papers import Paper


class Places:
    """Where links can lead in a file: its pages, and what has a name on them."""

    def __init__(self, pdf: Pdf) -> None:
        self.pages = [page.obj for page in pdf.pages]
        self.known = {page.objgen for page in self.pages}
        self.named = _named_places(pdf)

    def resolved(self, place: Any) -> Array | None:
        """Return a place as an array that begins with its page; None if it is nowhere in the file.

        A page that somebody took out may still be in the file, with links that lead to it.
        """
        if isinstance(place, (Name, String)):
            place = self.named.get(str(place))
        if isinstance(place, Dictionary):
            place = place.get("/D")
        if not isinstance(place, Array) or len(place) < 2:
            return None
        page, *view = list(place)
        if isinstance(page, int):
            page = self.pages[page] if 0 <= page < len(self.pages) else None
        is_there = isinstance(page, Dictionary) and page.objgen in self.known
        return Array([page, *view]) if is_there else None


def lead_to_pages(pdf: Pdf) -> None:
    """Let each link of a file lead to its page itself: two papers may use one name for a place."""
    places = Places(pdf)
    for page in pdf.pages:
        for annotation in page.get("/Annots", Array()):
            key = "/Dest" if "/Dest" in annotation else "/D"
            holder = annotation if "/Dest" in annotation else annotation.get("/A", Dictionary())
            if key in holder:
                holder[key] = places.resolved(holder[key])


def _named_places(pdf: Pdf) -> dict[str, Any]:
    """Return the places in a file that have names: in a tree, or in old files in a dictionary."""
    root: Any = pdf.Root
    found: dict[str, Any] = dict(root.get("/Dests", Dictionary()).as_dict())
    branches = [root.get("/Names", Dictionary()).get("/Dests", Dictionary())]
    seen: set[tuple[int, int]] = set()
    while branches:
        branch = branches.pop()
        entries = list(branch.get("/Names", Array()))
        found |= {str(name): place for name, place in zip(entries[::2], entries[1::2])}  # noqa: B905 - the last may lack its place
        below = [one for one in branch.get("/Kids", Array()) if one.objgen not in seen]
        seen.update(one.objgen for one in below)
        branches += below
    return found


def mend(papers: Sequence[Paper]) -> None:
    """Let links to other papers' files lead to their pages."""
    by_stem = {PurePosixPath(paper.part.name).stem: paper for paper in papers}
    for paper in papers:
        for annotation in paper.annotations:
            address = str(annotation.get("/A", {}).get("/URI", ""))
            if target := by_stem.get(_stem(address)):
                _lead(annotation, target, urlsplit(address).fragment)


def _stem(address: str) -> str:
    """Return the name of the file that an address leads to, without its ending; none on the web."""
    parts = urlsplit(address.removeprefix(IN_PACK))
    local = parts.scheme in ("", "file") and not parts.netloc
    return PurePosixPath(unquote(parts.path)).stem if local else ""


def _lead(annotation: Any, paper: Paper, name: str) -> None:
    named = Places(paper.source).resolved(String(unquote(name)))
    place = in_pack(paper, named) if named else top_of(paper.pages[0])
    del annotation["/A"]
    lead_to(annotation, place, paper.tag)


def in_pack(paper: Paper, place: Array) -> Array:
    """Return a place in a paper's own file as the place in the pack."""
    page, *rest = list(place)
    return Array([paper.pages[paper.page_of[page.objgen]], *rest])


def lead_to(holder: Any, place: Array, tag: Any) -> None:
    """Let a link or bookmark lead to a place, and in PDF 2.0 to a tag too."""
    if "/NS" in tag:
        action = Dictionary(S=Name.GoTo, D=place, SD=Array([tag, *list(place)[1:]]))
        holder["/A"] = action
    else:
        holder["/Dest"] = place


def top_of(page: Any) -> Array:
    """Return the place at the top of a page, at whatever size it is being read."""
    return Array([page, Name.XYZ, None, page.MediaBox[3], None])
