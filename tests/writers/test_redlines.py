"""Redlines: all accepted it is the newer paper, all rejected the older one, by four programs.

Word files are settled by a reader of the standard that shares no code with the program, by
LibreOffice and by jubarte; the judges of every format find nothing in what is marked.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

import accepting
import judges
import libreoffice
import pairs
import validators
from conftest import MEETING, ROOT, missing
from jacpaper.build import redline
from jacpaper.build.prepare import prepare
from jacpaper.language import english
from jacpaper.project.layout import meetings, template_folder
from jacpaper.tree import redline as trees
from jacpaper.tree.document import Redline
from jacpaper.writers import web
from jacpaper.writers.pdf import engine, tag_check
from jacpaper.writers.pdf import writer as pdf
from jacpaper.writers.word import writer as word

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from jacpaper.tree.document import Document
    from jacpaper.tree.elements import Element

EXAMPLES = [ROOT / "examples" / name for name in ("caledonia", "midshire")]


@dataclass(frozen=True)
class Compared:
    """A redline, and the papers of which it is made, as Word files."""

    redline: Path
    new: Path
    old: Path

    def clean(self, how: str) -> Path:
        return self.new if how == "accept" else self.old


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Compared]:
    """Return the redlines of all pairs of consecutive papers of the examples."""
    folder = tmp_path_factory.mktemp("redlines")
    found = []
    for project in EXAMPLES:
        papers = {day: prepare(project, day)[0] for day in meetings(project)}
        for before, now in pairwise(papers):
            compared = redline.documents(papers[now], redline.Older(before, papers[before]))
            named = {"redline": next(compared), "new": papers[now], "old": papers[before]}
            paths = {name: folder / f"{project.name}-{now}-{name}.docx" for name in named}
            for name, document in named.items():
                paths[name].write_bytes(word.write(document, template_folder(project)).content)
            found.append(Compared(**paths))
    assert len(found) == 6
    return found


@pytest.mark.parametrize("how", ["accept", "reject"])
def test_settled_by_the_standard_it_is_one_of_the_papers(
    examples: list[Compared], how: str
) -> None:
    for one in examples:
        found = accepting.lines(accepting.settled(one.redline, how))
        assert found == accepting.lines(accepting.body(one.clean(how)))


@pytest.mark.parametrize("how", ["accept", "reject"])
def test_settled_by_jubarte_it_is_one_of_the_papers(
    examples: list[Compared], tmp_path: Path, how: str
) -> None:
    folder = judges.HOME / "python"
    if not folder.exists():
        missing("jubarte-redlines")
    for number, one in enumerate(examples):
        made = tmp_path / f"{number}.docx"
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "jubarte_redlines",
            how,
            "-o",
            made,
            one.redline,
        ]
        environment = {**os.environ, "PYTHONPATH": str(folder)}
        subprocess.run(command, env=environment, capture_output=True, check=True)
        found = accepting.lines(accepting.body(made))
        assert found == accepting.lines(accepting.body(one.clean(how)))


def test_settled_by_libreoffice_it_is_one_of_the_papers(
    examples: list[Compared], tmp_path: Path
) -> None:
    """LibreOffice 7.4 leaves an empty paragraph where a caption and its table went together."""
    settled = {
        (how, one): tmp_path / f"{number}-{how}.docx"
        for number, one in enumerate(examples)
        for how in ("accept", "reject")
    }
    libreoffice.settle([(how, one.redline, to) for (how, one), to in settled.items()], tmp_path)
    for (how, one), made in settled.items():
        assert accepting.words(made) == accepting.words(one.clean(how))


def test_the_judges_of_word_find_nothing(examples: list[Compared]) -> None:
    paths = [one.redline for one in examples]
    assert validators.in_word_files(paths) == []
    assert judges.open_xml_sdk(paths) == []
    assert judges.jubarte(paths) == []


@pytest.fixture(scope="module")
def compared() -> Document:
    """Return a redline with new, changed and gone tables, figures and lists."""
    midshire = EXAMPLES[1]
    older = redline.of_meeting(midshire, date(2025, 9, 25), date(2025, 6, 26))
    return next(redline.documents(prepare(midshire, date(2025, 9, 25))[0], older))


def test_pdf_and_page_are_as_accessible_as_the_paper(
    compared: Document, tmp_path: Path, chromium: Browser
) -> None:
    paths = [tmp_path / "redline.pdf", tmp_path / "redline.html"]
    for path, writer in zip(paths, (pdf, web), strict=True):
        path.write_bytes(writer.write(compared, template_folder(EXAMPLES[1])).content)
    assert validators.in_pdf(paths[0]) == []
    assert judges.verapdf(paths[:1]) == []
    assert judges.nu(paths[1:]) == []
    assert judges.html_validate(paths[1:]) == []
    assert validators.in_web_page(chromium, paths[1], validators.EACH_LOOK) == []


@cache
def reference_paper() -> Document:
    return prepare(ROOT, date.fromisoformat(MEETING))[0]


def marked(old: Element, new: Element) -> Document:
    says = Redline("Changes since the paper of 1 May 2025", "A paper", english.CHANGES)
    return reference_paper()._replace(body=trees.merge(old, new), redline=says)


@given(pairs.pairs())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_two_papers(tmp_path: Path, two: tuple[Element, Element]) -> None:
    folder = template_folder(ROOT)
    path, clean = tmp_path / "redline.docx", tmp_path / "clean.docx"
    path.write_bytes(word.write(marked(*two), folder).content)
    for how, paper in (("accept", two[1]), ("reject", two[0])):
        document = reference_paper()._replace(body=paper)
        clean.write_bytes(word.write(document, folder).content)
        found = accepting.lines(accepting.settled(path, how))
        assert found == accepting.lines(accepting.body(clean))
    assert validators.in_word(path) == []


def test_the_tags_of_the_pdf_are_those_of_the_redline(
    compared: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for versions of WeasyPrint that no test has run with."""
    asked = []

    def check(*what: object) -> None:
        asked.append(tag_check.fault(*what))  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "check", check)
    pdf.write(compared, template_folder(EXAMPLES[1]))
    assert asked
    assert set(asked) == {""}
