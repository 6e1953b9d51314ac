"""Large print: 18 point on pages of its own, and otherwise a PDF like the other one.

The command makes it with the Word file in large print, which has tests of its own.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pdfplumber
import pytest

import heard
import judges
import readers
import validators
from conftest import MEETING, ROOT, Project
from jacpaper.build.prepare import prepare
from jacpaper.project.layout import meetings, template_folder
from jacpaper.writers.pdf import large_print

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.tree.document import Document

MIDSHIRE = ROOT / "examples" / "midshire"
STEM = "agenda-item-05-hmicfrs-update"
LARGE = f"{STEM}.large-print.pdf"
LARGE_WORD = f"{STEM}.large-print.docx"
A4_LANDSCAPE = (841.89, 595.28)


class Paper(NamedTuple):
    """A paper, as it is written and as a file."""

    document: Document
    path: Path


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Paper]:
    """Write the reference paper, Midshire's longest and its restricted appendix."""
    folder, made = tmp_path_factory.mktemp("papers"), []
    for project, meeting in (
        (ROOT, date.fromisoformat(MEETING)),
        (MIDSHIRE, meetings(MIDSHIRE)[-1]),
    ):
        for document in prepare(project, meeting)[0].papers:
            path = folder / f"{project.name}-{document.name}.pdf"
            written = large_print.write(document, template_folder(project))
            assert written.warnings == ()
            path.write_bytes(written.content)
            made.append(Paper(document, path))
    assert len(made) == 3
    return made


def test_validators_find_nothing(papers: list[Paper]) -> None:
    for _, path in papers:
        # It takes what stands over few pages for prose that nobody hears: a header of whole
        # sentences, and the head of a table. What is heard is compared below.
        found = validators.in_pdf(path)
        assert [one for one in found if not one.startswith("outloud TAG-002")] == []


def test_verapdf_finds_nothing(papers: list[Paper]) -> None:
    assert judges.verapdf([path for _, path in papers]) == []


def test_is_heard_as_written(papers: list[Paper]) -> None:
    for document, path in papers:
        assert heard.pdf_to_pdfminer(path) == heard.written_in_pdf(document.body)


def test_no_letter_is_below_18_point_or_off_its_page(papers: list[Paper]) -> None:
    for _, path in papers:
        in_pictures = set(marks_of_pictures(path))
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                assert (page.width, page.height) == pytest.approx(A4_LANDSCAPE, abs=0.1)
                for char in page.chars:
                    where = (page.page_number, char["text"], char["x0"], char["top"])
                    small = (page.page_number, char["mcid"]) in in_pictures
                    assert char["size"] > (14 if small else 17.9), where
                    assert 30 < char["x0"] < char["x1"] < page.width - 30, where
                    assert 10 < char["top"] < char["bottom"] < page.height - 10, where


def test_pictures_are_where_their_tags_say(papers: list[Paper]) -> None:
    number = 0
    for _, path in papers:
        for figure in readers.pdf_structure(path).find("Figure"):
            number += 1
            left, bottom, right, top = figure.entries["A"]["BBox"]
            chars = [char for mark in figure.kids for char in mark.chars]
            page = A4_LANDSCAPE[1]
            assert chars
            for char in chars:
                assert left - 2 < char["x0"] < char["x1"] < right + 2
                assert bottom - 2 < page - char["bottom"] < page - char["top"] < top + 2
    assert number


def marks_of_pictures(path: Path) -> list[tuple[int, int]]:
    """Return the page number and the mark of all that belongs to a picture."""
    return [
        (char["page"], char["mcid"])
        for figure in readers.pdf_structure(path).find("Figure")
        for mark in figure.kids
        for char in mark.chars
    ]


# The command


def test_is_built_when_asked_for_and_verified_and_up_to_date(project: Project) -> None:
    assert project.run_here("build", "--only", "html,large-print").returncode == 0
    outputs = json.loads((project.out / "manifest.json").read_bytes())["outputs"]
    assert [*outputs] == [f"{STEM}.html", LARGE_WORD, LARGE]
    verified = project.run_here("verify", project.out)
    assert "byte for byte" in verified.stdout, verified.stderr
    for only in ("html", "large-print", "html,large-print.pdf"):
        done = project.run_here("build", "--only", only, "--if-needed")
        assert "Nothing to do" in done.stdout, (only, done.stdout)
    assert "Nothing to do" not in project.run_here("build", "--only", "txt", "--if-needed").stdout


def test_one_that_was_edited_is_kept(project: Project) -> None:
    assert project.run_here("build", "--only", "large-print").returncode == 0
    edited = (project.out / LARGE).read_bytes() + b"% a person's\n"
    (project.out / LARGE).write_bytes(edited)
    assert project.run_here("build", "--only", "large-print").returncode == 0
    (kept,) = project.out.glob("*.edited-*")
    assert kept.read_bytes() == edited
    assert (project.out / LARGE).read_bytes() != edited
    verified = project.run_here("verify", project.out)
    assert verified.returncode == 0
    assert f"{kept.name} belongs to no build" in verified.stdout


def test_one_of_other_inputs_does_not_stay_beside_a_new_paper(project: Project) -> None:
    assert project.run_here("build", "--only", "large-print").returncode == 0
    committee = project.input("committee.yaml")
    committee.write_text(f"{committee.read_text(encoding='utf-8')}\npdf: PDF/UA-2\n")
    assert project.run_here("build", "--only", "html").returncode == 0
    assert not (project.out / LARGE).exists()


def test_another_word_is_refused_and_the_right_ones_are_named(project: Project) -> None:
    done = project.run_here("build", "--only", "large")
    assert done.returncode == 2
    assert "large-print" in done.stderr
