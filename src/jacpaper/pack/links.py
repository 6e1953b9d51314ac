"""Links in a pack: within a paper as they were, and from one paper to another.

A link to another paper is written as the address of its file, as it lies beside this one:
`agenda-item-07-treasury.pdf`, or with any other of its endings, and with `#appendix-1` if it
leads to a place there. In a pack, such a link leads to that paper's pages.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pikepdf import Array, Dictionary, Name, Pdf, String

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.pack.papers import Paper


def lead_to_pages(pdf: Pdf) -> None:
    """Let each link of a file lead to its page itself: two papers may use one name for a place."""
    places = named_places(pdf)
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            key = "/Dest" if "/Dest" in annotation else "/D"
            holder = annotation if "/Dest" in annotation else annotation.get("/A", Dictionary())
            if isinstance(holder.get(key), (Name, String)):
                holder[key] = places[str(holder[key])]


def named_places(pdf: Pdf) -> dict[str, Any]:
    """Return the places in a file that have names."""
    root: Any = pdf.Root
    tree = root.get("/Names", Dictionary()).get("/Dests", Dictionary())
    entries = list(tree.get("/Names", ()))
    return {str(name): place for name, place in zip(entries[::2], entries[1::2], strict=True)}


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
    parts = urlsplit(address)
    local = parts.scheme in ("", "file") and not parts.netloc
    return PurePosixPath(unquote(parts.path)).stem if local else ""


def _lead(annotation: Any, paper: Paper, name: str) -> None:
    named = named_places(paper.source).get(unquote(name))
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
