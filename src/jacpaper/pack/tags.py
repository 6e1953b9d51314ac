"""The tag trees of all papers under one root: a document of which each paper is a part.

PDF 32000-1, 14.7.4.4: a page, and a link, has a number, by which the parent tree finds the tags
of what stands on it. Each paper numbers its own from 0, so all numbers but the first paper's move.
"""

from __future__ import annotations

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
    spaces: list[Any] = []
    moved = 0
    for paper in papers:
        _make_part(paper, document, about)
        moved = _add_numbers(paper, numbers, moved)
        spaces += list(paper.tree.get("/Namespaces", Array()))
    document.K = Array([paper.tag for paper in papers])
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = moved
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
    own = list(paper.tree.ParentTree.Nums)
    for number, owner in zip(own[::2], own[1::2], strict=True):
        numbers += [int(number) + moved, owner]
    for page in paper.pages:
        page.StructParents = int(page.StructParents) + moved
    for annotation in paper.annotations:
        annotation.StructParent = int(annotation.StructParent) + moved
    return moved + max((int(number) for number in own[::2]), default=-1) + 1
