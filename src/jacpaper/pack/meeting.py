"""The packs of a meeting, made in memory: its agenda and all its papers, and what is restricted.

Every paper's PDF is made as a build makes it, so the pack has its bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.kinds.agenda import Agenda, listed
from jacpaper.pack import library
from jacpaper.pack.agenda_part import AgendaPart
from jacpaper.pack.gathering import gathered, placed, used_files
from jacpaper.pack.join import join, page_count
from jacpaper.pack.parts import About
from jacpaper.problems import MachineError, Place, Problem, Problems, in_order
from jacpaper.project.layout import AGENDA_FILE, RESTRICTED, named
from jacpaper.text import dates

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from jacpaper.facts.item import ItemFacts


class Packed(NamedTuple):
    """What is written for a meeting's pack: contents by file name, and what was used for it."""

    outputs: Mapping[str, bytes]
    sources: Mapping[str, str]
    warnings: tuple[Problem, ...]
    pages: Mapping[str, int]
    """How many pages each pack has, by its name."""


def make(project: Path, meeting: date) -> Packed:
    """Make a meeting's packs.

    Raises:
        Problems: all that is wrong with the agenda, its papers, and other people's PDFs.
        MachineError: pikepdf is not installed, or no PDF can be made here.
    """
    agenda, facts = opened(project, meeting)
    items = listed(project, meeting, facts)
    used = used_files(project, meeting, facts)
    papers = gathered(project, meeting, items)
    about = about_pack(facts, "papers")
    outputs, pages, notes = {}, {}, [*papers.warnings]
    try:
        first = AgendaPart(agenda, facts, papers.public).made()
        pack = join([first, *papers.public], about)
        packs = {f"papers-{meeting.isoformat()}.pdf": pack}
        if papers.restricted:
            secret = about_pack(facts, "restricted papers")._replace(restricted=True)
            name = f"{RESTRICTED}/restricted-papers-{meeting.isoformat()}.pdf"
            packs[name] = join(papers.restricted, secret)
    except Problems as found:
        raise Problems(placed(found.problems, papers.places)) from None
    for name, made in packs.items():
        outputs[name], pages[name] = made.content, page_count(made.content, name)
        notes += placed(made.notes, papers.places)
    if used_files(project, meeting, facts) != used:
        hint = "save them, then make the pack again"
        raise MachineError("the inputs were changed while the pack was being made", hint)
    return Packed(outputs, used, in_order(dict.fromkeys(notes)), pages)


def opened(project: Path, meeting: date) -> tuple[Agenda, ItemFacts]:
    """Return the agenda that a pack follows, and what it says.

    Raises:
        Problems: the meeting has no agenda, or what is wrong with it.
        MachineError: pikepdf is not installed.
    """
    library.load()
    if not (project / named(meeting, AGENDA_FILE)).exists():
        hint = "begin it with items:, the items of the meeting in order; docs/pack.md explains it"
        fault = "a pack follows the agenda, and this meeting has none"
        raise Problems([Problem(Place(named(meeting, AGENDA_FILE)), fault, hint)])
    agenda = Agenda(project, meeting)
    return agenda, agenda.load()


def about_pack(facts: ItemFacts, what: str) -> About:
    """Return what a pack says of itself; `what` it has, as in restricted papers."""
    committee = facts.committee
    title = f"{committee.committee.name}: {what} for {dates.long(facts.meeting)}"
    return About(title, committee.force.name, "en-GB", facts.meeting)
