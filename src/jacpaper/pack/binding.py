"""Parts bound into one PDF: what each of the other modules here does, in its order."""

from __future__ import annotations

import io
from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pikepdf

from jacpaper.pack import bookmarks, description, fonts, links, page_numbers, sharing, tags
from jacpaper.pack.opening import opened
from jacpaper.pack.papers import Paper
from jacpaper.pack.parts import Pack
from jacpaper.problems import Place, Problem, Problems, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.pack.opening import Opened
    from jacpaper.pack.parts import About, Part
    from jacpaper.writers.pdf.metadata import Claim


def bind(parts: Sequence[Part], about: About, first_page: int) -> Pack:
    """Return the pack.

    Raises:
        Problems: a part that cannot be taken in, or two with one name.
    """
    if not parts:
        raise Problems([Problem(Place(about.title), "there is no paper to put into the pack")])
    _see_each_named_once(parts)
    with ExitStack() as files:
        taken = [files.enter_context(opened(part)) for part in parts]
        pdf = files.enter_context(pikepdf.new())
        papers = [_taken_in(pdf, one) for one in taken]
        claim = description.shared_claim(papers)
        tags.join(pdf, papers, about)
        links.mend(papers)
        bookmarks.add(pdf, papers)
        page_numbers.print_on(pdf, papers, first_page, restricted=about.restricted)
        sharing.keep_profiles_once(papers)
        fonts.keep_once(pdf, papers)
        description.add(pdf, papers, about, claim, first_page)
        return Pack(
            _saved(pdf, claim),
            {paper.part.name: first_page + paper.first for paper in papers},
            in_order(note for one in taken for note in one.notes),
        )


def _see_each_named_once(parts: Sequence[Part]) -> None:
    times = Counter(part.name for part in parts)
    if problems := [
        Problem(Place(name), "two papers of the pack have this name", "give one another name")
        for name, count in times.items()
        if count > 1
    ]:
        raise Problems(problems)


def _taken_in(pdf: pikepdf.Pdf, taken: Opened) -> Paper:
    """Copy a part's pages, and all that hangs on them."""
    links.lead_to_pages(taken.pdf)
    first = len(pdf.pages)
    pdf.pages.extend(taken.pdf.pages)
    return Paper(
        taken.part,
        taken.pdf,
        first,
        [page.obj for page in pdf.pages[first:]],
        [pdf.copy_foreign(one) for one in taken.marked],
        pdf.copy_foreign(taken.pdf.Root.StructTreeRoot),
    )


def _saved(pdf: pikepdf.Pdf, claim: Claim) -> bytes:
    """Return the file; its identifier comes from its content."""
    file = io.BytesIO()
    pdf.save(
        file,
        min_version=claim.version,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return _without_returns(file.getvalue())


def _without_returns(content: bytes) -> bytes:
    r"""Let no stream end in \r and \n, which some programs take for one end of the line.

    They would find a stream whose last byte is \r a byte too short. A line may end in \r alone.
    """
    return content.replace(b"\r\nendstream", b"\r\rendstream")
