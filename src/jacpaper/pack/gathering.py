"""The papers that an agenda lists: ours made as a build makes them, other people's as they came."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.build import in_memory, sources
from jacpaper.build.names import is_restricted
from jacpaper.kinds.agenda import listed
from jacpaper.pack.parts import MOST_BYTES, Part
from jacpaper.problems import Problem, Problems, in_order
from jacpaper.project.layout import AGENDA, has_record, named, own_folder
from jacpaper.tree.document import DRAFT_NAME
from jacpaper.writers.formats import BY_ENDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from jacpaper.facts.item import ItemFacts
    from jacpaper.kinds.agenda import Listed
    from jacpaper.problems import Place
    from jacpaper.writers.formats import Format

PDF, WEB_PAGE = BY_ENDING["pdf"], BY_ENDING["html"]


class Gathered(NamedTuple):
    """The papers of a meeting, in the order of the agenda."""

    public: list[Part]
    restricted: list[Part]
    places: dict[str, Place]
    """Where the agenda names each part, by the part's name."""
    warnings: list[Problem]
    web_pages: dict[str, bytes]
    """Those of our public papers, if they were asked for, by the name of the paper's part."""


def gathered(
    project: Path,
    meeting: date,
    items: Sequence[Listed],
    formats: tuple[Format, ...] = (PDF,),
    command: str = "pack",
) -> Gathered:
    """Make or read the PDF of each item that has one; in `formats` the web page may be asked for.

    `command` is what warnings say must be done again.

    Raises:
        Problems: what is wrong with any of them, all at once.
        MachineError: no PDF can be made here.
    """
    papers = Gathered([], [], {}, [], {})
    wrong: list[Problem] = []
    for one in items:
        try:
            if one.own is not None:
                _add_own(project, meeting, one, formats, papers, command)
            elif one.foreign:
                _add_foreign(project, meeting, one, papers)
        except Problems as found:
            wrong += found.problems
    if wrong:
        raise Problems(in_order(wrong))
    return papers


def used_files(
    project: Path, meeting: date, facts: ItemFacts, *, public_only: bool = False
) -> dict[str, str]:
    """Return the SHA-256 of every file that the papers may come from, by its name."""
    items = [
        one for one in listed(project, meeting, facts) if not (public_only and one.entry.private)
    ]
    found: dict[str, str] = {}
    for paper in (AGENDA, *(one.own for one in items if one.own is not None)):
        found |= sources.digests(project, meeting, paper)
    for one in items:
        if one.foreign:
            name = named(meeting, one.foreign)
            found[name] = sources.digest_of(project / name)
    return dict(sorted(found.items()))


def placed(problems: Iterable[Problem], places: Mapping[str, Place]) -> list[Problem]:
    """Return problems at the agenda's line, where they name the file of a part."""
    return [_at(one, places.get(one.place.file)) for one in problems]


def draft(place: Place, what: str, command: str) -> Problem:
    """Return the warning that a paper is a draft; `command` is to be done again once it is not."""
    hint = f"its pages say so; {command} again once it is cleared"
    return Problem(place, f"{what} is a draft", hint, "warning")


def _at(problem: Problem, place: Place | None) -> Problem:
    if place is None:
        return problem
    return problem._replace(place=place, message=f"{problem.place.file}: {problem.message}")


def _add_own(  # noqa: PLR0913, PLR0917 - which paper, of what, in what formats, to what
    project: Path,
    meeting: date,
    one: Listed,
    formats: tuple[Format, ...],
    papers: Gathered,
    command: str,
) -> None:
    own, entry = one.own or "", one.entry
    read = sources.digests(project, meeting, own)
    folder = own_folder(project, meeting)
    made = in_memory.make(
        project, meeting, formats, folder, item=own, side_by_side=False, sources=read
    )
    if made.not_made:
        raise made.not_made
    papers.warnings.extend(made.warnings)
    if any(PurePosixPath(name).stem.endswith(DRAFT_NAME) for name in made.outputs):
        papers.warnings.append(draft(one.place, "its paper", command))
    final = _as_published(project, meeting) if not own else {}
    for name, content in made.outputs.items():
        secret = is_restricted(name) or bool(entry.private)
        published = (folder / name).read_bytes() if name in final else content
        path = PurePosixPath(name)
        if path.suffix == ".pdf":
            title = f"{entry.title}, restricted" if secret and not entry.private else entry.title
            part = Part(path.name, entry.item, title, published, own=True)
            (papers.restricted if secret else papers.public).append(part)
            papers.places[part.name] = one.place
        elif not secret:
            papers.web_pages[f"{path.stem}.pdf"] = published


def _as_published(project: Path, meeting: date) -> Mapping[str, str]:
    """Return the files of a final paper that lie there as they were published."""
    if not has_record(project, meeting):
        return {}
    from jacpaper.build import still_final  # noqa: PLC0415 - most papers are not final

    return still_final.left_as_published(project, meeting)


def _add_foreign(project: Path, meeting: date, one: Listed, papers: Gathered) -> None:
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
