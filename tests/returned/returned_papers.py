"""The Word papers that these tests read: every example, as it is written."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from conftest import ROOT
from jacpaper.build.prepare import prepare
from jacpaper.project.layout import meetings, template_folder
from jacpaper.tree.elements import TEXT_BLOCKS
from jacpaper.writers.word import writer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from jacpaper.tree.document import Document
    from jacpaper.tree.elements import Element

PROJECTS = (ROOT, ROOT / "examples" / "midshire", ROOT / "examples" / "caledonia")


class Paper(NamedTuple):
    """A paper, and its Word file."""

    document: Document
    word: bytes


def all_meetings() -> Iterator[tuple[Path, date]]:
    yield from ((project, meeting) for project in PROJECTS for meeting in meetings(project))


# Every example by a name for it; its papers are made when a test asks for them.
MEETINGS = {f"{project.name} {meeting}": (project, meeting) for project, meeting in all_meetings()}


def papers() -> dict[str, Paper]:
    """Return every example paper by a name for it."""
    return {
        f"{name} {paper.document.name}": paper for name in MEETINGS for paper in papers_of(name)
    }


@cache
def papers_of(name: str) -> tuple[Paper, ...]:
    """Return the papers of a meeting, by its name: the public one and the restricted one."""
    project, meeting = MEETINGS[name]
    return tuple(
        Paper(document, writer.write(document, template_folder(project)).content)
        for document in prepare(project, meeting)[0].papers
    )


def reference() -> Paper:
    return papers_of(next(iter(MEETINGS)))[0]


def outline(tree: Element) -> list[str]:
    """Return each block as a line of HTML, numbers and what a picture shows apart."""
    return [html(block) for block in tree.elements]


def html(element: Element | str) -> str:
    if isinstance(element, str):
        return element
    told = "".join(
        f' {name}="{value}"' for name, value in sorted(element.attributes.items()) if name != "src"
    )
    inner = "".join(map(html, element.children))
    return f"<{element.tag}{told}>{inner}</{element.tag}>"


def lines(tree: Element) -> list[str]:
    """Return kind and text of each text block."""
    return [
        f"{'.'.join(filter(None, (block.tag, block.class_name)))}: {block.text}"
        for block in tree.find(*TEXT_BLOCKS)
    ]


def typed(text: str) -> str:
    """Return a text as an old typewriter has it: digests are of that."""
    for old, new in (("\u2018", "'"), ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"')):
        text = text.replace(old, new)
    return " ".join(text.replace("\u00a0", " ").replace("\u2011", "-").split())
