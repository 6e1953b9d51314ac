"""A meeting's folder to upload, made in memory from the files as they are now.

Private papers are not made for it at all; a restricted appendix is made, and goes nowhere.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.kinds.agenda import listed
from jacpaper.pack.agenda_part import NAME as AGENDA_PART
from jacpaper.pack.agenda_part import AgendaPart
from jacpaper.pack.gathering import PDF, WEB_PAGE, gathered, placed, used_files
from jacpaper.pack.join import page_count
from jacpaper.pack.meeting import about_pack, opened
from jacpaper.problems import MachineError, Problem, Problems, in_order
from jacpaper.project.layout import AGENDA_FILE
from jacpaper.upload import checksums, index, names
from jacpaper.upload.listing import File, Listing, PackFile
from jacpaper.upload.single_papers import add_agenda, single
from jacpaper.upload.split import refused, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from jacpaper.facts.item import ItemFacts
    from jacpaper.pack.gathering import Gathered
    from jacpaper.pack.parts import Pack, Part

_COMMAND = "make the folder"


class Made(NamedTuple):
    """The files of the folder by their names, what they were made of, and what there is to say."""

    files: Mapping[str, bytes]
    sources: Mapping[str, str]
    warnings: tuple[Problem, ...]
    has_private: bool
    """True if the meeting has papers, or items of its register, that are not for the public."""


def make(project: Path, meeting: date) -> Made:
    """Make the files of a meeting's folder.

    Raises:
        Problems: all that is wrong with the agenda and the public papers, and each that is larger
            than a file may be.
        MachineError: pikepdf is not installed, or no PDF can be made here.
    """
    agenda, facts = opened(project, meeting)
    used = used_files(project, meeting, facts, public_only=True)
    items = listed(project, meeting, facts)
    public = [one for one in items if not one.entry.private]
    papers = gathered(project, meeting, public, (PDF, WEB_PAGE), _COMMAND)
    papers.places[AGENDA_PART] = facts.value_place(AGENDA_FILE)
    try:
        first = AgendaPart(agenda, facts, papers.public)
        listing = _listing(project, facts, first, papers)
        _refuse_too_large(facts, listing, papers)
    except Problems as found:
        raise Problems(placed(found.problems, papers.places)) from None
    files = {**listing.files, names.INDEX: index.page(project, facts, listing)}
    files[names.HASHES] = checksums.listed(files)
    if used_files(project, meeting, facts, public_only=True) != used:
        hint = "save them, then make the folder again"
        raise MachineError("the inputs were changed while the folder was being made", hint)
    has_private = len(public) < len(items) or bool(papers.restricted)
    return Made(files, used, in_order(dict.fromkeys(papers.warnings)), has_private)


def _listing(project: Path, facts: ItemFacts, agenda: AgendaPart, papers: Gathered) -> Listing:
    """Make all files that the index page lists, and add what is said of them to the papers'."""
    parts = [agenda.made(), *papers.public]
    about = about_pack(facts, "papers")
    packs = split(parts, about, _most_bytes(facts), _leading_to_itself(agenda))
    for pack in packs:
        papers.warnings.extend(placed(pack.notes, papers.places))
    singles = [add_agenda(project, facts, papers, _COMMAND), *papers.public]
    return Listing(
        _named(facts.meeting, packs),
        single(singles, [*_pages_of(parts)], papers.web_pages, about),
    )


def _most_bytes(facts: ItemFacts) -> int | None:
    upload = facts.committee.upload
    return upload.largest_file if upload else None


def _leading_to_itself(agenda: AgendaPart) -> Callable[[Sequence[Part]], Sequence[Part]]:
    """Return what gives the agenda of one of several files links to the papers of that file alone.

    Committee systems give files other addresses, so that no link leads from one to another.
    """

    def finished(group: Sequence[Part]) -> Sequence[Part]:
        first, *others = group
        if first.name != AGENDA_PART:
            return group
        return [agenda.leading_to(page_count(first.content), {one.name for one in others}), *others]

    return finished


def _pages_of(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the first and the last page of each part in the whole pack."""
    counts = [page_count(part.content, part.name) for part in parts]
    lasts = accumulate(counts)
    yield from ((last - count + 1, last) for count, last in zip(counts, lasts, strict=True))


def _named(meeting: date, packs: Sequence[Pack]) -> tuple[PackFile, ...]:
    """Return the pack, or its parts, with their names and the pages of each."""
    found = []
    for number, pack in enumerate(packs, 1):
        first = min(pack.first_pages.values())
        pages = (first, first + page_count(pack.content) - 1)
        name = names.pack(meeting.isoformat())
        if len(packs) > 1:
            name = names.part(meeting.isoformat(), number, len(packs), pages)
        found.append(PackFile(File(name, pack.content), pages))
    return tuple(found)


def _refuse_too_large(facts: ItemFacts, listing: Listing, papers: Gathered) -> None:
    """Refuse a paper of which any file is larger than is taken."""
    most = _most_bytes(facts)
    parts = [AGENDA_PART, *(part.name for part in papers.public)]
    wrong = []
    for name, paper in zip(parts, listing.papers, strict=True):
        for file, what in ((paper.pdf, "it"), (paper.web_page, "its web page")):
            if most is not None and file and len(file.content) > most:
                wrong.append(refused(name, len(file.content), most, what))
    if wrong:
        raise Problems(wrong)
