"""The parts of packs that tests join: the papers of all examples, as they are published."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from conftest import ROOT
from jacpaper.build.prepare import prepare
from jacpaper.pack.parts import About, Part
from jacpaper.project.layout import meetings, template_folder
from jacpaper.writers.pdf import writer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from jacpaper.tree.document import Document

ABOUT = About("Joint Audit Committee: papers", "Midshire Police", "en-GB", date(2026, 3, 26))
_PROJECTS = (ROOT, ROOT / "examples" / "midshire", ROOT / "examples" / "caledonia")


class Example(NamedTuple):
    """A paper as it is written, and as a part of a pack."""

    document: Document
    part: Part


def examples(claim: str = "PDF/UA-1", days: Collection[str] = ()) -> Iterator[Example]:
    """Yield the public papers of all examples, or of some days, each with an item of its own."""
    for project in _PROJECTS:
        for meeting in meetings(project):
            if days and meeting.isoformat() not in days:
                continue
            paper = prepare(project, meeting)[0].papers[0]._replace(pdf=claim)
            yield Example(paper, part(paper, project, f"{meeting:%y.%m}"))


def part(paper: Document, project: Path, item: str) -> Part:
    content = writer.write(paper, template_folder(project)).content
    title = next(paper.body.find("h1")).text
    return Part(f"{project.name}-{item}-{paper.stem}.pdf", item, title, content, own=True)
