"""The Word file in large print: 18 point on landscape pages, and otherwise like the other one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn

import heard
import judges
import validators
from conftest import MEETING, ROOT, Project
from jacpaper.build.prepare import prepare
from jacpaper.project.layout import meetings, template_folder
from jacpaper.project.template_folder import TemplateFolder
from jacpaper.writers.word import large_print, writer
from libreoffice import libreoffice_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jacpaper.tree.document import Document

MIDSHIRE = ROOT / "examples" / "midshire"
A4_LANDSCAPE = (841.89, 595.28)
HALF_POINTS = 36


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
            path = folder / f"{project.name}-{document.name}.docx"
            written = large_print.write(document, template_folder(project))
            assert written.warnings == ()
            path.write_bytes(written.content)
            made.append(Paper(document, path))
    assert len(made) == 3
    return made


@pytest.mark.parametrize(
    "judge", [judges.open_xml_sdk, judges.jubarte, validators.in_word_files],
    ids=lambda judge: judge.__name__,
)  # fmt: skip
def test_validators_find_nothing(papers: list[Paper], judge: judges.Judge) -> None:
    assert judge([path for _, path in papers]) == []


def test_is_heard_as_written(papers: list[Paper]) -> None:
    for document, path in papers:
        assert heard.word(path) == heard.written(document.body)


def test_no_letter_is_below_18_point_or_off_its_page(papers: list[Paper], tmp_path: Path) -> None:
    for _, path in papers:
        with pdfplumber.open(libreoffice_pdf(path, tmp_path)) as pdf:
            for page in pdf.pages:
                assert (page.width, page.height) == pytest.approx(A4_LANDSCAPE, abs=1)
                has_picture = "Figure " in page.extract_text()
                for char in page.chars:
                    where = (page.page_number, char["text"], char["x0"], char["top"])
                    assert char["size"] > (14 if has_picture else 17.9), where
                    assert 30 < char["x0"] < char["x1"] < page.width - 30, where
                    assert 10 < char["top"] < char["bottom"] < page.height - 10, where


def test_tables_fill_the_line_and_pictures_fit_the_page(papers: list[Paper]) -> None:
    pictures = 0
    for _, path in papers:
        word: Any = docx.Document(str(path))
        section = word.sections[0]
        room = (section.page_width - section.left_margin - section.right_margin) // 635
        for table in word.tables:
            indent = int(table._tbl.xpath("string(w:tblPr/w:tblInd/@w:w)"))
            widths = map(int, table._tbl.xpath("w:tblGrid/w:gridCol/@w:w"))
            assert indent + sum(widths) == room
        for shape in word.inline_shapes:
            pictures += 1
            assert shape.width < room * 635
            assert shape.height < section.page_height - section.top_margin - section.bottom_margin
    assert pictures == 2


def test_headers_and_footers_are_as_wide_as_the_page(papers: list[Paper]) -> None:
    for _, path in papers:
        word: Any = docx.Document(str(path))
        for section in word.sections:
            room = (section.page_width - section.left_margin - section.right_margin) // 635
            for part in (section.header, section.footer):
                (line, *_) = (one for one in part.paragraphs if "\t" in one.text)
                stops = line._p.xpath("w:pPr/w:tabs/w:tab[@w:val='right']/@w:pos")
                assert [int(one) for one in stops] == pytest.approx([room], abs=2)


def test_a_paragraph_added_in_word_is_large_too(papers: list[Paper]) -> None:
    for _, path in papers:
        word: Any = docx.Document(str(path))
        assert word.styles.element.xpath("w:docDefaults//w:sz/@w:val") == [str(HALF_POINTS)]
        for sizes in sizes_in(word):
            assert min(sizes) >= HALF_POINTS


def sizes_in(word: Any) -> Iterator[list[int]]:
    """Yield the sizes of letters, in half points, of each part that sets any."""
    parts = [word.styles.element, word.part.numbering_part.element, word.element]
    parts += [part._element for one in word.sections for part in (one.header, one.footer)]
    for part in parts:
        if sizes := [int(size.get(qn("w:val"))) for size in part.iter(qn("w:sz"), qn("w:szCs"))]:
            yield sizes


# Other house styles


def edited(project: Project, change: Any) -> Document:
    """Change the project's house style, and return its paper."""
    path = project.template / "house-style.docx"
    word: Any = docx.Document(str(path))
    change(word)
    word.save(str(path))
    return prepare(project.folder, date.fromisoformat(MEETING))[0].papers[0]


def test_a_house_style_that_leaves_the_size_to_word(project: Project, tmp_path: Path) -> None:
    def leave(word: Any) -> None:
        for size in word.styles.element.xpath("w:docDefaults//w:sz | w:docDefaults//w:szCs"):
            size.getparent().remove(size)

    document = edited(project, leave)
    path = tmp_path / "large.docx"
    path.write_bytes(large_print.write(document, template_folder(project.folder)).content)
    word: Any = docx.Document(str(path))
    assert word.styles.element.xpath("w:docDefaults//w:sz/@w:val") == [str(HALF_POINTS)]
    assert validators.in_word(path) == []


def test_small_letters_are_raised_to_18_point(project: Project, tmp_path: Path) -> None:
    def shrink(word: Any) -> None:
        word.styles["Table Text"].font.size = docx.shared.Pt(9)

    document = edited(project, shrink)
    path = tmp_path / "large.docx"
    path.write_bytes(large_print.write(document, template_folder(project.folder)).content)
    assert docx.Document(str(path)).styles["Table Text"].font.size.pt == HALF_POINTS / 2


def test_landscape_pages_of_a_house_style_are_not_turned(tmp_path: Path) -> None:
    (document, *_) = prepare(MIDSHIRE, meetings(MIDSHIRE)[-1])[0].papers
    folder = template_folder(MIDSHIRE)
    style: Any = docx.Document(str(folder.path / "house-style.docx"))
    section = style.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    style.save(str(tmp_path / "house-style.docx"))
    for other in folder.path.iterdir():
        if not (tmp_path / other.name).exists():
            (tmp_path / other.name).symlink_to(other)
    path = tmp_path / "paper.docx"
    path.write_bytes(writer.write(document, TemplateFolder(tmp_path, "template")).content)
    sections: Any = docx.Document(str(path)).sections
    assert len(sections) == 2
    assert all(one.page_width > one.page_height for one in sections)
