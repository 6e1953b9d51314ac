"""The papers of a meeting one by one, the agenda first: ours with the bytes of a build.

Other people's PDFs are as in the pack: nothing active or hidden is in them, and they have the
numbers of its pages.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from jacpaper.build import in_memory, sources
from jacpaper.pack.gathering import PDF, WEB_PAGE, draft
from jacpaper.pack.join import join
from jacpaper.pack.parts import About, Part
from jacpaper.project.layout import AGENDA, AGENDA_FILE, own_folder
from jacpaper.tree.document import DRAFT_NAME
from jacpaper.upload import names
from jacpaper.upload.listing import File, Paper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jacpaper.facts.item import ItemFacts
    from jacpaper.pack.gathering import Gathered


def add_agenda(project: Path, facts: ItemFacts, papers: Gathered, command: str) -> Part:
    """Return the agenda as a build makes it, and add its web page and warnings to the papers'.

    Raises:
        Problems: what is wrong with it.
        MachineError: no PDF can be made here.
    """
    meeting = facts.meeting
    read = sources.digests(project, meeting, AGENDA)
    made = in_memory.make(
        project, meeting, (PDF, WEB_PAGE), own_folder(project, meeting), item=AGENDA,
        side_by_side=False, sources=read,
    )  # fmt: skip
    if made.not_made:
        raise made.not_made
    papers.warnings.extend(made.warnings)
    by_ending = {PurePosixPath(name).suffix: name for name in made.outputs}
    name, page = by_ending[".pdf"], by_ending[".html"]
    if name.endswith(f"{DRAFT_NAME}.pdf"):
        place = facts.value_place(AGENDA_FILE, "status")
        papers.warnings.append(draft(place, "the agenda", command))
    papers.web_pages[name] = made.outputs[page]
    return Part(name, "", facts.paper.title, made.outputs[name], own=True)


def single(
    parts: Sequence[Part],
    pages: Sequence[tuple[int, int]],
    web_pages: Mapping[str, bytes],
    about: About,
) -> tuple[Paper, ...]:
    """Return each paper by itself; `pages` are those that each has in the pack.

    Raises:
        Problems: as `join` does.
    """
    stems = names.stems(parts)  # by position: an agenda may be called as another's PDF is
    return tuple(
        Paper(
            part.item,
            part.title,
            File(f"{stem}.pdf", _content(part, first, about)),
            _web_page(stem, web_pages.get(part.name) if part.own else None),
            (first, last),
            names.is_draft(part),
        )
        for part, stem, (first, last) in zip(parts, stems, pages, strict=True)
    )


def _content(part: Part, first: int, about: About) -> bytes:
    if part.own:
        return part.content
    # Whoever wrote it is not told by the agenda.
    return join([part], about._replace(title=part.title, author=""), first).content


def _web_page(stem: str, content: bytes | None) -> File | None:
    return File(f"{stem}.html", content) if content is not None else None
