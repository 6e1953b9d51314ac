"""PDF/UA-2, WTPDF and PDF/A-4 by choice: what veraPDF and other readers find in such papers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pdfplumber
import pytest
from pdfminer.pdftypes import resolve1

import heard
import judges
import readers
from conftest import MEETING, ROOT, Project
from jacpaper.build.prepare import prepare
from jacpaper.project.layout import meetings, template_folder
from jacpaper.writers.pdf import pdf_2, writer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jacpaper.tree.document import Document

EXAMPLES = [ROOT / "examples" / name for name in ("midshire", "caledonia")]


class Paper(NamedTuple):
    """A paper, as it is written and as a file."""

    document: Document
    path: Path


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Paper]:
    """Write the newest papers of each example as PDF/UA-2."""
    folder, made = tmp_path_factory.mktemp("papers"), []
    for project in (ROOT, *EXAMPLES):
        meeting = meetings(project)[-1]
        for one in prepare(project, meeting)[0].papers:
            path = folder / f"{project.name}-{meeting}-{one.name}.pdf"
            document = one._replace(pdf="PDF/UA-2")
            path.write_bytes(writer.write(document, template_folder(project)).content)
            made.append(Paper(document, path))
    return made


class Read(NamedTuple):
    """What is read in a file: its words, and what its bookmarks and links say and lead to."""

    document: Document
    heard: list[str]
    bookmarks: list[tuple[str, str, str]]
    links: list[tuple[str, str]]


@pytest.fixture(scope="module")
def read(papers: list[Paper]) -> list[Read]:
    """Read one file after the other: few are kept as they were parsed."""
    return [
        Read(document, heard.pdf_to_pdfminer(path), [*bookmarks(path)], [*links(path)])
        for document, path in papers
    ]


def test_verapdf_finds_nothing_in_any_example(papers: list[Paper]) -> None:
    assert len(papers) == 4
    assert judges.verapdf_2([paper.path for paper in papers]) == []


def test_every_example_is_heard_as_written(read: list[Read]) -> None:
    for one in read:
        assert one.heard == heard.written_in_pdf(one.document.body)


def test_another_reader_hears_the_same_of_the_short_ones(papers: list[Paper]) -> None:
    """Its time grows with the square of the pages."""
    for document, path in sorted(papers, key=lambda paper: paper.path.stat().st_size)[:2]:
        shown = heard.written_in_pdf(document.body, pictures=False)
        assert heard.pdf_to_poppler(path) == shown


def test_is_of_pdf_2_and_has_no_info(papers: list[Paper]) -> None:
    for _, path in papers:
        with pdfplumber.open(path) as pdf:
            assert path.read_bytes().startswith(b"%PDF-2.0\n")
            assert pdf.doc.info == []


def test_bookmarks_lead_to_the_headings_they_name(read: list[Read]) -> None:
    found = [pair for one in read for pair in one.bookmarks]
    for title, kind, text in found:
        assert kind.startswith("H")
        assert "".join(title.split()) == "".join(text.split())
    assert len(found) >= 50


def test_links_lead_to_what_they_name(read: list[Read]) -> None:
    words = [pair for one in read for pair in one.links]
    assert len(words) > 5
    for said, found in words:
        assert found.startswith(said.removeprefix("paragraph ")), (said, found)


def links(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what each link within the paper says, and the text of the tag it leads to."""
    pages = readers._pages(path, path.stat().st_mtime_ns)
    for sheet in pages.pdf.pages:
        for area in map(resolve1, resolve1(sheet.page_obj.annots) or []):
            assert "Dest" not in area
            action = resolve1(area["A"])
            if action["S"].name == "GoTo":
                said = text_of(area["Contents"])
                yield plain(said), plain(readers._tag(action["SD"][0], pages).text)


def text_of(raw: bytes) -> str:
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


def plain(text: str) -> str:
    return " ".join(text.split())


def bookmarks(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the title of each bookmark, and type and text of the tag that it leads to."""
    pages = readers._pages(path, path.stat().st_mtime_ns)
    for _, title, place, action, *_ in pages.pdf.doc.get_outlines():
        assert place is None
        tag = readers._tag(resolve1(action)["SD"][0], pages)
        yield title, tag.type, tag.text


# Faults that veraPDF must find


def no_namespace(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pdf_2, "_NAMESPACE", "http://iso.org/pdf/ssn")


def places_only(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pdf_2, "_lead_to", lambda *_: None)


@pytest.mark.parametrize(
    ("spoil", "rule"), [(no_namespace, "ua2 8.2"), (places_only, "ua2 8.8-1")],
    ids=["namespace of PDF 1.7", "places without tags"],
)  # fmt: skip
def test_verapdf_sees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Any, rule: str
) -> None:
    spoil(monkeypatch)
    wrong = tmp_path / "wrong.pdf"
    document = prepare(ROOT, date.fromisoformat(MEETING))[0]._replace(pdf="PDF/UA-2")
    wrong.write_bytes(writer.write(document, template_folder(ROOT)).content)
    found = judges.verapdf_2([wrong])
    assert any(one.startswith(f"wrong.pdf: {rule}") for one in found), found


# The choice


def test_committee_yaml_chooses(project: Project) -> None:
    committee = project.input("committee.yaml")
    text = committee.read_text(encoding="utf-8")
    committee.write_text(f"{text}\npdf: PDF/UA-2\n", encoding="utf-8")
    assert project.run_here("build", "--only", "pdf").returncode == 0
    path = next(project.out.glob("*.pdf"))
    assert path.read_bytes().startswith(b"%PDF-2.0\n")
    committee.write_text(f"{text}\npdf: PDF/UA-1\n", encoding="utf-8")
    assert project.run_here("build", "--only", "pdf").returncode == 0
    assert path.read_bytes().startswith(b"%PDF-1.7\n")


def test_another_word_is_refused_and_the_right_ones_are_named(project: Project) -> None:
    committee = project.input("committee.yaml")
    text = committee.read_text(encoding="utf-8")
    committee.write_text(f"{text}\npdf: archive\n", encoding="utf-8")
    said = project.run_here("check")
    assert said.returncode == 1
    assert "PDF/UA-1" in said.stderr
    assert "PDF/UA-2" in said.stderr
