"""The tag trees of all papers under one root: a document of which each paper is a part.

PDF 32000-1, 14.7.4.4: a page, and a link, has a number, by which the parent tree finds the tags
of what stands on it. Each paper numbers its own from 0, so all numbers but the first paper's move.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, Pdf, String

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.pack.papers import Paper
    from jacpaper.pack.parts import About


def join(pdf: Pdf, papers: Sequence[Paper], about: About) -> None:
    """Give the pack one tag tree, of all its papers' trees."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    numbers: list[Any] = []
    names: list[Any] = []
    spaces: list[Any] = []
    moved = 0
    for paper in papers:
        _make_part(paper, document, about)
        moved = _add_numbers(paper, numbers, moved)
        names += _pairs(paper.tree.get("/IDTree", Dictionary()).get("/Names", Array()))
        spaces += list(paper.tree.get("/Namespaces", Array()))
    document.K = Array([paper.tag for paper in papers])
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = moved
    if names:
        named = sorted(names, key=lambda name: bytes(name[0]))
        root.IDTree = pdf.make_indirect(Dictionary(Names=Array([*chain(*named)])))
    if spaces:
        root.Namespaces = Array(spaces)
        document.NS = spaces[0]
    pdf.Root.StructTreeRoot = root


def _make_part(paper: Paper, document: Any, about: About) -> None:
    tag = paper.tag
    tag.S, tag.P, tag.T = Name.Part, document, String(paper.part.title)
    language = str(paper.source.Root.get("/Lang", ""))
    if language and language != about.language:
        tag.Lang = String(language)


def _add_numbers(paper: Paper, numbers: list[Any], moved: int) -> int:
    """Add a paper's parent tree, all its numbers moved; return where the next paper's begin."""
    own = _pairs(paper.tree.ParentTree.Nums)
    for number, owner in own:
        numbers += [number + moved, owner]
    for page in paper.pages:
        page.StructParents += moved
    for one in (*paper.annotations, *paper.marked):
        key = "/StructParent" if "/StructParent" in one else "/StructParents"
        one[key] += moved
    return moved + max((number for number, _ in own), default=-1) + 1


def _pairs(entries: Any) -> list[tuple[Any, Any]]:
    """Return the entries of a tree of names or numbers, which alternate with their values."""
    flat = list(entries)
    return list(zip(flat[::2], flat[1::2], strict=True))
