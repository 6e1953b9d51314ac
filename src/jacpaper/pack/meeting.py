"""The packs of a meeting, made in memory: its agenda and all its papers, and what is restricted.

Every paper's PDF is made as a build makes it, so the pack has its bytes.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.build import in_memory, sources
from jacpaper.build.names import is_restricted
from jacpaper.kinds.agenda import Agenda, Pages, listed
from jacpaper.pack import library
from jacpaper.pack.join import join, page_count
from jacpaper.pack.parts import MOST_BYTES, About, Part
from jacpaper.problems import MachineError, Place, Problem, Problems, in_order
from jacpaper.project.layout import (
    AGENDA,
    AGENDA_FILE,
    RESTRICTED,
    has_record,
    named,
    own_folder,
)
from jacpaper.template.cache import TemplateCache
from jacpaper.text import dates
from jacpaper.tree.document import DRAFT_NAME
from jacpaper.writers import time_limit
from jacpaper.writers.formats import BY_ENDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from jacpaper.facts.item import ItemFacts
    from jacpaper.kinds.agenda import Listed
    from jacpaper.pack.parts import Pack

_PDF = BY_ENDING["pdf"]
# The agenda names the pages of papers, whose numbers depend on how many it has itself.
_MOST_TRIES = 5


class Packed(NamedTuple):
    """What is written for a meeting's pack: contents by file name, and what was used for it."""

    outputs: Mapping[str, bytes]
    sources: Mapping[str, str]
    warnings: tuple[Problem, ...]
    pages: Mapping[str, int]
    """How many pages each pack has, by its name."""


class _Papers(NamedTuple):
    """The parts of both packs, in the order of the agenda."""

    public: list[Part]
    restricted: list[Part]
    places: dict[str, Place]
    """Where the agenda names each part, by the part's name."""
    warnings: list[Problem]


def make(project: Path, meeting: date) -> Packed:
    """Make a meeting's packs.

    Raises:
        Problems: all that is wrong with the agenda, its papers, and other people's PDFs.
        MachineError: pikepdf is not installed, or no PDF can be made here.
    """
    library.load()
    if not (project / named(meeting, AGENDA_FILE)).exists():
        hint = "begin it with items:, the items of the meeting in order; docs/pack.md explains it"
        fault = "a pack follows the agenda, and this meeting has none"
        raise Problems([Problem(Place(named(meeting, AGENDA_FILE)), fault, hint)])
    agenda = Agenda(project, meeting)
    facts = agenda.load()
    items = listed(project, meeting, facts)
    used = used_files(project, meeting, facts)
    papers = _papers(project, meeting, items)
    about = _about(facts, "papers")
    outputs, pages, notes = {}, {}, [*papers.warnings]
    try:
        pack = _with_agenda(agenda, facts, papers.public, about)
        packs = {f"papers-{meeting.isoformat()}.pdf": pack}
        if papers.restricted:
            secret = _about(facts, "restricted papers")._replace(restricted=True)
            name = f"{RESTRICTED}/restricted-papers-{meeting.isoformat()}.pdf"
            packs[name] = join(papers.restricted, secret)
    except Problems as found:
        raise Problems(_placed(found.problems, papers.places)) from None
    for name, made in packs.items():
        outputs[name], pages[name] = made.content, page_count(made.content, name)
        notes += _placed(made.notes, papers.places)
    if used_files(project, meeting, facts) != used:
        hint = "save them, then make the pack again"
        raise MachineError("the inputs were changed while the pack was being made", hint)
    return Packed(outputs, used, in_order(dict.fromkeys(notes)), pages)


def used_files(project: Path, meeting: date, facts: ItemFacts) -> dict[str, str]:
    """Return the SHA-256 of every file that the packs may come from, by its name."""
    items = listed(project, meeting, facts)
    found: dict[str, str] = {}
    for paper in (AGENDA, *(one.own for one in items if one.own is not None)):
        found |= sources.digests(project, meeting, paper)
    for one in items:
        if one.foreign:
            name = named(meeting, one.foreign)
            found[name] = sources.digest_of(project / name)
    return dict(sorted(found.items()))


def _papers(project: Path, meeting: date, items: Sequence[Listed]) -> _Papers:
    """Make or read the PDF of each item that has one; what is wrong with any is said together."""
    papers = _Papers([], [], {}, [])
    wrong: list[Problem] = []
    for one in items:
        try:
            if one.own is not None:
                _add_own(project, meeting, one, papers)
            elif one.foreign:
                _add_foreign(project, meeting, one, papers)
        except Problems as found:
            wrong += found.problems
    if wrong:
        raise Problems(in_order(wrong))
    return papers


def _add_own(project: Path, meeting: date, one: Listed, papers: _Papers) -> None:
    own, entry = one.own or "", one.entry
    read = sources.digests(project, meeting, own)
    folder = own_folder(project, meeting)
    made = in_memory.make(
        project, meeting, (_PDF,), folder, item=own, side_by_side=False, sources=read
    )
    if made.not_made:
        raise made.not_made
    papers.warnings.extend(made.warnings)
    if any(PurePosixPath(name).stem.endswith(DRAFT_NAME) for name in made.outputs):
        hint = "its pages say so; pack again once it is cleared"
        papers.warnings.append(Problem(one.place, "its paper is a draft", hint, "warning"))
    final = _as_published(project, meeting) if not own else {}
    for name, content in made.outputs.items():
        secret = is_restricted(name) or bool(entry.private)
        title = f"{entry.title}, restricted" if secret and not entry.private else entry.title
        published = (folder / name).read_bytes() if name in final else content
        part = Part(PurePosixPath(name).name, entry.item, title, published, own=True)
        (papers.restricted if secret else papers.public).append(part)
        papers.places[part.name] = one.place


def _as_published(project: Path, meeting: date) -> Mapping[str, str]:
    """Return the files of a final paper that lie there as they were published."""
    if not has_record(project, meeting):
        return {}
    from jacpaper.build import still_final  # noqa: PLC0415 - most papers are not final

    return still_final.left_as_published(project, meeting)


def _add_foreign(project: Path, meeting: date, one: Listed, papers: _Papers) -> None:
    path = project / named(meeting, one.foreign)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)  # of one that is larger, enough to be refused
    except OSError as error:
        fault = f"{one.foreign} cannot be read: {error.strerror}"
        raise Problems([Problem(one.place, fault, "let yourself read it")]) from None
    part = Part(path.name, one.entry.item, one.entry.title, content, own=False)
    (papers.restricted if one.entry.private else papers.public).append(part)
    papers.places[part.name] = one.place


def _about(facts: ItemFacts, what: str) -> About:
    committee = facts.committee
    title = f"{committee.committee.name}: {what} for {dates.long(facts.meeting)}"
    return About(title, committee.force.name, "en-GB", facts.meeting)


def _with_agenda(agenda: Agenda, facts: ItemFacts, papers: Sequence[Part], about: About) -> Pack:
    """Return the pack, whose agenda names the pages that it has."""
    names = {part.item: part.name for part in reversed(papers)}
    counts = [page_count(part.content, part.name) for part in papers]
    first, tries = 2, 0
    while True:
        pages = dict(zip([part.item for part in papers], _firsts(first, counts), strict=True))
        agenda.pages = Pages(pages, names)
        content = _written(agenda, facts)
        after = 1 + page_count(content)
        tries += 1
        if after == first:
            break
        if tries == _MOST_TRIES:
            raise MachineError("the agenda's own pages do not come to rest", "please report it")
        first = after
    title = facts.paper.title
    return join([Part(f"{AGENDA}.pdf", "", title, content, own=True), *papers], about)


def _firsts(first: int, counts: Iterable[int]) -> list[int]:
    """Return the first page of each part, if the first of them begins on a page."""
    found = []
    for count in counts:
        found.append(first)
        first += count
    return found


def _written(agenda: Agenda, facts: ItemFacts) -> bytes:
    """Return the agenda's PDF, checked as any paper is."""
    cache = TemplateCache(agenda.project / "build" / ".compiled")
    document = agenda.compose(facts, cache, None)
    found = agenda.check(facts, document)
    if any(one.severity == "error" for one in found):
        raise Problems(found)
    with time_limit.stop_after(document):
        return _PDF.write(document, agenda.look).content


def _placed(problems: Iterable[Problem], places: Mapping[str, Place]) -> list[Problem]:
    """Return problems at the agenda's line, where they name the file of a part."""
    return [_at(one, places.get(one.place.file)) for one in problems]


def _at(problem: Problem, place: Place | None) -> Problem:
    if place is None:
        return problem
    return problem._replace(place=place, message=f"{problem.place.file}: {problem.message}")
