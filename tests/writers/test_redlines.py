"""Redlines: all accepted it is the newer paper, all rejected the older one, by four programs.

Word files are settled by a reader of the standard that shares no code with the program, by
LibreOffice and by jubarte; the judges of every format find nothing in what is marked.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

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
from jacpaper.returned.as_paper import as_paper
from jacpaper.returned.paper import text_blocks
from jacpaper.returned.read import read
from jacpaper.tree import redline as trees
from jacpaper.tree.document import Redline
from jacpaper.writers import web
from jacpaper.writers.pdf import engine, tag_check
from jacpaper.writers.pdf import writer as pdf
from jacpaper.writers.word import writer as word
from jacpaper.writers.word.look import digest_of
from word_edits import W, WordEdits

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.tree.document import Document
    from jacpaper.tree.elements import Element

EXAMPLES = [ROOT / "examples" / name for name in ("caledonia", "midshire")]
# Of Midshire's five; Caledonia has one.
NEWEST = 3


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
    """Return the redlines of the newest pairs of consecutive papers of each example."""
    folder = tmp_path_factory.mktemp("redlines")
    found = []
    for project in EXAMPLES:
        papers = {day: prepare(project, day)[0] for day in meetings(project)[-NEWEST - 1 :]}
        look = template_folder(project)
        paths = {day: folder / f"{project.name}-{day}.docx" for day in papers}
        for day, path in paths.items():
            path.write_bytes(word.write(papers[day], look).content)
        for before, now in pairwise(papers):
            document = next(redline.of_paper(before, papers[before]).documents(papers[now]))
            path = folder / f"{project.name}-{now}-redline.docx"
            path.write_bytes(word.write(document, look).content)
            found.append(Compared(path, paths[now], paths[before]))
    assert len(found) == 1 + NEWEST
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
    assert validators.in_word(paths[-1]) == []
    assert judges.open_xml_sdk(paths) == []
    assert judges.jubarte(paths) == []


@pytest.fixture(scope="module")
def compared() -> Document:
    """Return a redline with new, changed and gone tables, figures and lists."""
    midshire = EXAMPLES[1]
    older = redline.of_meeting(midshire, date(2025, 9, 25), date(2025, 6, 26))
    return next(older.documents(prepare(midshire, date(2025, 9, 25))[0]))


def test_pdf_and_page_are_as_accessible_as_the_paper(
    compared: Document, tmp_path: Path, chromium: Browser
) -> None:
    is_accessible(compared, template_folder(EXAMPLES[1]), tmp_path, chromium)


def is_accessible(
    document: Document, look: TemplateFolder, folder: Path, chromium: Browser
) -> None:
    paths = [folder / "redline.pdf", folder / "redline.html"]
    for path, writer in zip(paths, (pdf, web), strict=True):
        path.write_bytes(writer.write(document, look).content)
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
    max_examples=12,
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


# The older paper is read from its Word file


def from_word(old: Element, new: Element) -> tuple[bytes, Element]:
    """Return an older paper as a Word file, and what is read from that."""
    content = word.write(reference_paper()._replace(body=old), template_folder(ROOT)).content
    return content, as_paper(read(content).accepted, new, english)


@given(pairs.pairs())
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_two_papers_of_which_the_older_is_a_word_file(
    tmp_path: Path, two: tuple[Element, Element]
) -> None:
    old, new = two
    path, before, clean = (tmp_path / f"{name}.docx" for name in ("redline", "before", "clean"))
    content, text = from_word(old, new)
    before.write_bytes(content)
    clean.write_bytes(
        word.write(reference_paper()._replace(body=new), template_folder(ROOT)).content
    )
    path.write_bytes(word.write(marked(text, new), template_folder(ROOT)).content)
    for how, paper in (("accept", clean), ("reject", before)):
        found = accepting.lines(accepting.settled(path, how))
        assert found == accepting.lines(accepting.body(paper))


@given(pairs.pairs())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_redline_knows_each_block_of_the_newer_paper(two: tuple[Element, Element]) -> None:
    """So that it can come back too, and what was changed in it be told from what was new."""
    old, new = two
    told = read(word.write(marked(old, new), template_folder(ROOT)).content)
    assert told.stamp
    blocks = text_blocks(new)
    assert [one.digest for one in told.stamp.blocks] == [digest_of(one.text) for one in blocks]
    places = told.accepted_from
    for place, block in zip(places, text_blocks(told.accepted), strict=True):
        assert place is None or digest_of(block.text) == told.stamp.blocks[place].digest


def test_a_redline_with_another_picture_is_read_as_either_paper() -> None:
    figure = '<figure><figcaption>Charts</figcaption><img src="{}"></figure><p>As before.</p>'
    old, new = (pairs.paper([figure.replace("{}", name)]) for name in pairs.PICTURES)
    told = read(word.write(marked(old, new), template_folder(ROOT)).content)
    for tree, paper in ((told.accepted, new), (told.original, old)):
        assert [one.text for one in text_blocks(tree)] == [one.text for one in text_blocks(paper)]
        words = [one.picture.words for one in paper.find("img") if one.picture]
        assert [one.description for one in tree.find("img")] == words


@dataclass(frozen=True, eq=False)
class Edited:
    """A redline against a Word file, that file, and the newer paper."""

    document: Document
    look: TemplateFolder
    redline: Path
    file: Path
    new: Path


# The reference paper, Midshire's, and its restricted appendix; words that somebody changes in each.
SWAPS = (
    (ROOT, MEETING, False, ("is in the default", "is still in the default"), "Purpose of"),
    (EXAMPLES[1], "2026-03-26", False, ("remains in the", "is in the"), "Purpose of"),
    (EXAMPLES[1], "2026-03-26", True, ("else of them", "more of them"), "Why this is not for"),
)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> list[Edited]:
    """Return redlines against files that people edited and that LibreOffice saved."""
    folder = tmp_path_factory.mktemp("edited")
    made = []
    for number, (project, day, is_restricted, swap, heading) in enumerate(SWAPS):
        paper = prepare(project, date.fromisoformat(day))[0]
        paper = paper.restricted or paper if is_restricted else paper
        new = folder / f"{number}-new.docx"
        new.write_bytes(word.write(paper, template_folder(project)).content)
        hand = by_hand(WordEdits(new), swap, heading).save(folder / f"{number}-hand.docx")
        made.append((paper, template_folder(project), new, hand))
    (folder / "saved").mkdir()
    saved = libreoffice.saved_again([hand for *_, hand in made], folder / "saved")
    return [
        against(file, paper, look, new)
        for (paper, look, new, hand), again in zip(made, saved, strict=True)
        for file in (hand, again)
    ]


def against(file: Path, paper: Document, look: TemplateFolder, new: Path) -> Edited:
    """Return the redline of a paper against a file."""
    text = as_paper(read(file).accepted, paper.body, english)
    document = next(redline.Older(None, text).documents(paper))
    path = file.with_name(f"{file.stem}-redline.docx")
    path.write_bytes(word.write(document, look).content)
    return Edited(document, look, path, file, new)


def by_hand(edits: WordEdits, swap: tuple[str, str], heading: str) -> WordEdits:
    """Track a change, and type over a heading; put a paragraph, and a table without a caption."""
    edits.track(*swap).type(heading, f"{heading} all").comment("Agenda item", "Is this so?")
    paragraph = next(one for one in edits.tree.iter(f"{W}p") if swap[1] in "".join(one.itertext()))
    rows = ("Force|Open|Due", "MIP|5", "All|5|late")
    cells = (
        "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row.split("|"))
        for row in rows
    )
    table = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    words = '<w:r><w:t xml:space="preserve">Typed  by a chief officer </w:t></w:r>'
    for made in (f"<w:tbl>{table}</w:tbl>", f"<w:p>{words}</w:p>"):
        paragraph.addnext(etree.fromstring(f'<w:x xmlns:w="{W[1:-1]}">{made}</w:x>')[0])
    return edits


def test_rejected_it_is_the_file_with_its_own_changes_accepted(edited: list[Edited]) -> None:
    for one in edited:
        then = accepting.words_of(accepting.settled(one.file, "accept"))
        back = accepting.words_of(accepting.settled(one.redline, "reject"))
        assert back == folded(then)
        now = accepting.lines(accepting.settled(one.redline, "accept"))
        assert now == accepting.lines(accepting.body(one.new))


def test_settled_by_libreoffice_it_is_one_of_both(edited: list[Edited], tmp_path: Path) -> None:
    settled = {
        (how, one): tmp_path / f"{number}-{how}.docx"
        for number, one in enumerate(edited)
        for how in ("accept", "reject")
    }
    libreoffice.settle([(how, one.redline, to) for (how, one), to in settled.items()], tmp_path)
    for (how, one), made in settled.items():
        clean = one.new if how == "accept" else one.file
        then = accepting.words_of(accepting.settled(clean, "accept"))
        assert folded(accepting.words(made)) == folded(then)


def folded(lines: list[str]) -> list[str]:
    """Return lines with their spaces folded, as those of a paper are."""
    return [re.sub(r"[ \t]+", " ", one).strip() for one in lines]


def test_the_judges_of_word_find_nothing_in_one_against_a_file(edited: list[Edited]) -> None:
    # A redline against what LibreOffice saved has the bytes of the one against what it was given.
    paths = [*{one.redline.read_bytes(): one.redline for one in edited}.values()]
    assert len(paths) >= len(SWAPS)
    assert validators.in_word(paths[0]) == []
    assert judges.open_xml_sdk(paths) == []
    assert judges.jubarte(paths) == []


def test_pdf_and_page_of_one_against_a_file_are_as_accessible(
    edited: list[Edited], tmp_path: Path, chromium: Browser
) -> None:
    """A table that a person typed has no caption, and rows of other lengths."""
    is_accessible(edited[0].document, edited[0].look, tmp_path, chromium)
