"""What the pack says of itself: title, language, dates, and the standards that it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

import jacpaper
from jacpaper.writers.pdf.metadata import CLAIMS, Claim, packet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.pack.papers import Paper
    from jacpaper.pack.parts import About

_NOTHING = Claim("no standard", "", "1.7", "", "", (), has_info=True)


def shared_claim(papers: Sequence[Paper]) -> Claim:
    """Return what all papers claim; nothing, if one is not ours: we cannot answer for it."""
    claims = {_claim(paper) for paper in papers}
    return claims.pop() if len(claims) == 1 else _NOTHING


def _claim(paper: Paper) -> Claim:
    if not paper.part.own:
        return _NOTHING
    said = paper.source.Root.Metadata.read_bytes()
    claims = (one for one in CLAIMS.values() if all(line in said for line in one.said))
    return next(claims, _NOTHING)


def add(pdf: Pdf, papers: Sequence[Paper], about: About, claim: Claim, first_page: int) -> None:
    """Describe the pack in its catalogue, its metadata and, but in PDF 2.0, its Info dictionary."""
    root = pdf.Root
    root.Lang = String(about.language)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    # Pages are called what is printed on them.
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=first_page)]))
    _add_colours(pdf, papers)
    words = _words(about)
    metadata = pdf.make_stream(packet(claim, **words))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    root.Metadata = metadata
    if claim.has_info:
        _add_info(pdf, words)


def _words(about: About) -> dict[str, str]:
    day = about.date.isoformat()
    return {
        "title": about.title,
        "author": about.author,
        "description": about.title,
        "language": about.language,
        "created": day,
        "modified": day,
        "generator": f"jacpaper {jacpaper.__version__}",
        "producer": f"pikepdf {pikepdf.__version__}",
    }


def _add_info(pdf: Pdf, words: dict[str, str]) -> None:
    day = f"D:{words['created'].replace('-', '')}"
    info: Any = pdf.docinfo
    info.Title, info.Author = String(words["title"]), String(words["author"])
    info.Subject = String(words["description"])
    info.Creator, info.Producer = String(words["generator"]), String(words["producer"])
    info.CreationDate = info.ModDate = String(day)


def _add_colours(pdf: Pdf, papers: Sequence[Paper]) -> None:
    """Name the colours that our papers are made for, which all of them share."""
    own = next((paper for paper in papers if paper.part.own), None)
    if own:
        pdf.Root.OutputIntents = Array(
            [pdf.copy_foreign(pdf_intent) for pdf_intent in _intents(own.source)]
        )


def _intents(source: Pdf) -> list[Any]:
    return [source.make_indirect(intent) for intent in source.Root.OutputIntents]
