"""What no validator of Word files looks for: what screen readers say, and what they trip over."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import docx
import lxml.html
import pytest
from docx.oxml.ns import qn
from docx.table import Table

from conftest import ROOT, Project, lay_out, run_here
from jacpaper.project.layout import template_folder
from jacpaper.tree.picture import Picture
from jacpaper.writers.word import picture
from libreoffice import libreoffice_pdf, plain_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module", params=["reference", "pictures", "midshire"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a Word paper: the reference, the same with a picture, one with all there is."""
    out: Path = tmp_path_factory.mktemp("word")
    if request.param == "midshire":
        midshire = ROOT / "examples/midshire"
        done = run_here("build", "--out", out, "--only", "docx,html", cwd=midshire)
    else:
        project: Project = lay_out(out / "project")
        paper = project.input("paper.yaml")
        if request.param == "pictures":
            paper.write_text(f"{paper.read_text()}\nopen_by_year_chart: shown\n", encoding="utf-8")
        done = project.run_here("build", "--out", out, "--only", "docx,html")
    assert done.returncode == 0, done.stderr
    return next(out.glob("agenda-item-*-hmicfrs-update.docx"))


@pytest.fixture
def word(made: Path) -> Any:
    return docx.Document(str(made))


@pytest.fixture
def page(made: Path) -> Any:
    return lxml.html.parse(str(made.with_suffix(".html"))).getroot()


def test_the_language_is_said_for_the_whole_text(word: Any) -> None:
    defaults = word.styles.element.xpath("w:docDefaults//w:lang/@w:val")
    assert defaults == ["en-GB"]
    assert set(word.element.body.xpath(".//w:lang/@w:val")) <= {"en-GB"}


def test_headings_make_an_outline_without_a_gap(word: Any, page: Any) -> None:
    levels = [outline_level(paragraph.style) for paragraph in word.paragraphs]
    found = [level for level in levels if level]
    assert found == [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4")]


def test_name_and_title_of_the_contact_officer_stay_together(word: Any) -> None:
    lines = [paragraph for paragraph in word.paragraphs if paragraph.text.strip()]
    name = next(n for n, paragraph in enumerate(lines) if paragraph.text.startswith("Name: "))
    assert lines[name + 1].text.startswith("Title: ")
    kept = [
        bool(paragraph.paragraph_format.keep_with_next or style_keeps(paragraph.style))
        for paragraph in lines[name - 1 : name + 2]
    ]
    assert kept == [True, True, False]


def style_keeps(style: Any) -> bool:
    return bool(style is not None and style.paragraph_format.keep_with_next)


def outline_level(style: Any) -> int:
    while style is not None:
        level = style.element.xpath("string(w:pPr/w:outlineLvl/@w:val)")
        if level:
            return int(level) + 1
        style = style.base_style
    return 0


def test_no_paragraph_is_empty(word: Any) -> None:
    for item in word.iter_inner_content():
        cells = (cell for row in item.rows for cell in row.cells) if isinstance(item, Table) else []
        paragraphs = [p for cell in cells for p in cell.paragraphs] or [item]
        for paragraph in paragraphs:
            assert paragraph._p.xpath("string(.)").strip() or paragraph._p.xpath(".//w:drawing")


def test_nothing_floats(word: Any) -> None:
    parts = [word.element.body]
    parts += [part._element for section in word.sections for part in furniture(section)]
    for part in parts:
        assert not part.xpath(
            ".//wp:anchor | .//w:framePr | .//w:pict | .//w:tblpPr"
            " | .//*[local-name()='txbxContent'] | .//w:br[@w:type='page']"
        )


def furniture(section: Any) -> list[Any]:
    return [section.header, section.footer, section.first_page_header, section.first_page_footer]


def test_tables_have_title_description_and_header_row(word: Any) -> None:
    for table in word.tables:
        properties = table._tbl.tblPr
        title = properties.xpath("string(w:tblCaption/@w:val)")
        said = properties.xpath("string(w:tblDescription/@w:val)")
        above = table._tbl.xpath("string(preceding-sibling::w:p[1])")
        assert above.endswith(f": {title}")
        header, *body = table.rows
        for cell in header.cells:
            assert cell.text in said
        assert said.startswith(f"{len(header.cells)} columns (")
        assert f"{len(body)} rows" in said or (len(body) == 1 and "one row" in said)
        assert header._tr.xpath("w:trPr/w:tblHeader")
        assert properties.xpath("string(w:tblLook/@w:firstRow)") == "1"
        assert not table._tbl.xpath(".//w:gridSpan | .//w:vMerge")


def test_tables_fill_the_line_and_wide_ones_the_column_of_numbers_too(word: Any) -> None:
    sections = {section._sectPr: section for section in word.sections}
    for table in word.tables:
        tbl = table._tbl
        ends = tbl.xpath("(following::w:sectPr)[1]")
        section = sections[ends[0]]
        wide = section.page_width > section.page_height
        room = section.page_width - section.left_margin - section.right_margin
        indent = int(tbl.xpath("string(w:tblPr/w:tblInd/@w:w)"))
        widths = map(int, tbl.xpath("w:tblGrid/w:gridCol/@w:w"))
        assert indent + sum(widths) == room // 635
        assert (indent == 0) == wide
        caption = tbl.xpath("string(preceding-sibling::w:p[1]/w:pPr/w:ind/@w:left)")
        assert caption == ("0" if wide else "")


def test_pictures_have_words_and_stand_in_the_line(word: Any, page: Any) -> None:
    drawings = word.element.body.xpath(".//wp:inline/wp:docPr/@descr")
    assert drawings == [svg.findtext("title") for svg in page.iter("svg")]
    assert all(len(words) > 20 for words in drawings)


def test_a_picture_is_drawn_once_until_it_or_a_font_is_another(project: Project) -> None:
    drawn = Picture('<text x="2" y="12">Open</text>', "A word", 40, 20)
    first = picture.png(drawn, template_folder(project.folder))
    assert picture.png(drawn, template_folder(project.folder)) is first
    assert picture.png(drawn._replace(width=41), template_folder(project.folder)) != first
    fonts = project.template / "fonts"
    shutil.copy(fonts / "Arimo-Bold.ttf", fonts / "Arimo-Regular.ttf")
    assert picture.png(drawn, template_folder(project.folder)) != first


def test_links_are_words(word: Any, page: Any) -> None:
    links = [link for link in word.element.body.iter(qn("w:hyperlink")) if link.get(qn("r:id"))]
    shown = [link.xpath("string(.)") for link in links]
    assert shown == [a.text_content() for a in page.iter("a") if a.get("href").startswith("http")]
    assert shown
    for words in shown:
        assert not re.match(r"https?:|www\.|here$|click", words)


def test_lists_are_words_own(word: Any, page: Any) -> None:
    items = [p for p in word.paragraphs if p.style.name in ("List Bullet", "List Number")]
    # python-docx leaves out the words of fields, as those of a reference.
    assert [p._p.xpath("string(.)") for p in items] == [li.text_content() for li in page.iter("li")]
    for paragraph in word.paragraphs:
        assert not re.match(r"[•*-]\s|\(?\w[.)]\s", paragraph.text)


def test_nothing_is_said_by_colour_alone(word: Any) -> None:
    """Links are underlined as well; no other run has a colour of its own, and a cell has words."""
    hyperlink = next(style for style in word.styles if style.name == "Hyperlink")
    assert hyperlink.font.underline
    assert not word.element.body.xpath(".//w:r/w:rPr/w:color | .//w:highlight")
    assert all(
        cell.xpath("string(.)").strip() for cell in word.element.body.xpath(".//w:tc[.//w:shd]")
    )
    assert not word.element.body.xpath(".//w:shd[not(parent::w:tcPr)]")


def test_words_stand_off_the_edge_of_their_colour(word: Any) -> None:
    coloured = word.element.body.xpath(".//w:tcPr[w:shd]")
    sides = word.element.body.xpath(".//w:tcPr[w:shd]/w:tcMar[w:left and w:right]/*/@w:w")
    assert len(sides) == 2 * len(coloured)
    assert all(int(side) > 50 for side in sides)


def test_no_word_of_a_header_row_is_broken(made: Path, word: Any, tmp_path: Path) -> None:
    shown = plain_text(libreoffice_pdf(made, tmp_path)).split()
    for table in word.tables:
        for cell in table.rows[0].cells:
            for one in cell.text.split():
                assert one in shown, f"{one!r} is broken in a narrow column"
