"""A pack of forty papers and three PDFs of other people: 150 pages, looked at one by one."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pypdfium2
import pytest

import foreign
import packs
from conftest import MEETING, ROOT, Project, lay_out
from jacpaper.build.prepare import prepare
from jacpaper.kinds.agenda import Agenda
from jacpaper.pack.agenda_part import AgendaPart
from jacpaper.pack.join import join, page_count
from jacpaper.pack.parts import Pack, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS, OTHERS = range(5, 45), range(45, 48)


class Made(NamedTuple):
    pack: Pack
    parts: list[Part]

    @property
    def firsts(self) -> dict[str, int]:
        """The page on which each part should begin, by its name."""
        found, first = {}, 1
        for part in self.parts:
            found[part.name] = first
            first += page_count(part.content)
        return found


def papers(others: bytes) -> Iterator[Part]:
    """Yield forty papers of several pages, and three of other people's."""
    project = ROOT / "examples" / "midshire"
    paper = prepare(project, date(2025, 9, 25))[0].papers[0]
    one = packs.part(paper, project, "")
    for number in OURS:
        item = f"{number:02}"
        yield one._replace(name=f"{item}.pdf", item=item, title=f"Report {item}")
    for number in OTHERS:
        yield Part(f"{number}.pdf", str(number), f"Report {number}", others, own=False)


def agenda_of(project: Project, parts: list[Part]) -> Part:
    """Return the agenda that lists all of these, as a pack of them has it."""
    folder = project.input("papers")
    folder.mkdir()
    first, *others = parts
    lines = ["items:", f'  - {{item: "{first.item}", title: {first.title}}}']  # paper.yaml's number
    for part in others:
        (folder / part.name).touch()
        lines.append(f'  - {{item: "{part.item}", title: {part.title}, paper: papers/{part.name}}}')
    project.input("agenda.yaml").write_text("\n".join(lines), encoding="utf-8")
    agenda = Agenda(project.folder, date.fromisoformat(MEETING))
    return AgendaPart(agenda, agenda.load(), parts).made()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    parts = [*papers(foreign.saved(foreign.drawn(4)))]
    agenda = agenda_of(lay_out(tmp_path_factory.mktemp("many")), parts)
    assert page_count(agenda.content) > 1
    parts = [agenda, *parts]
    return Made(join(parts, packs.ABOUT), parts)


def test_each_page_is_called_what_is_printed_on_it_and_listed_on_the_agenda(made: Made) -> None:
    document = pypdfium2.PdfDocument(made.pack.content)
    assert len(document) > 150
    said = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    labels = [document.get_page_label(index) for index in range(len(document))]
    document.close()
    printed = [re.findall(r"Pack page (\d+)", words) for words in said]
    numbers = [str(number) for number in range(1, len(said) + 1)]
    assert printed == [[number] for number in numbers]
    assert labels == numbers
    of_agenda = " ".join(said[: made.firsts["05.pdf"] - 1])
    listed = dict(re.findall(r"Report (\d+) Page (\d+)", of_agenda))
    assert listed == {
        name.removesuffix(".pdf"): str(first)
        for name, first in made.firsts.items()
        if name != "agenda.pdf"
    }


def test_bookmarks_lead_to_these_pages(made: Made) -> None:
    document = pypdfium2.PdfDocument(made.pack.content)
    found = [
        (one.get_title(), one.get_dest().get_index() + 1)
        for one in document.get_toc(max_depth=1)
        if one.level == 0
    ]
    document.close()
    firsts = made.firsts
    called = ["Agenda", *(f"Item {part.item}: {part.title}" for part in made.parts[1:])]
    assert found == [*zip(called, firsts.values(), strict=True)]


def test_each_of_our_papers_has_one_heading_of_the_first_level(made: Made) -> None:
    with pikepdf.open(io.BytesIO(made.pack.content)) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        levels = [[*types(part)].count("/H1") for part in document.K]
    assert levels == [1] * (1 + len(OURS)) + [0] * len(OTHERS)


def types(tag: pikepdf.Object) -> Iterator[str]:
    """Yield the types of a tag and of all below it."""
    waiting = [tag]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield str(one.S)
            kids = one.get("/K", pikepdf.Array())
            waiting += [*kids] if isinstance(kids, pikepdf.Array) else [kids]
