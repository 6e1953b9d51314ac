"""The reference paper, built by the real program: the same words in every format."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import docx
import lxml.html
import pdfplumber
import pytest
import yaml
from docx.oxml.ns import qn
from docx.shared import Mm
from openxml_audit import OpenXmlValidator

import heard
import readers
from conftest import MEETING, ROOT, Project, tool
from jacpaper.build.prepare import prepare
from jacpaper.writers.formats import BY_ENDING
from libreoffice import libreoffice_pdf, plain_text

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from readers import Line

FACTS: list[str] = yaml.safe_load((ROOT / "tests" / "facts.yaml").read_text(encoding="utf-8"))
REPORTS = (
    "effectiveness-of-diverting-children-from-the-criminal-justice-system/",
    (
        "effectiveness-of-police-and-law-enforcement-response-to-group-based-child-sexual-"
        "exploitation-progress/"
    ),
    "west-midlands-national-child-protection-inspection-november-2025/",
)
PUBLICATIONS = "https://hmicfrs.justiceinspectorates.gov.uk/publications/"


def lines_of(paper: Path, suffix: str) -> list[Line]:
    read = {
        ".docx": readers.word_lines,
        ".pdf": readers.pdf_lines,
        ".html": readers.html_lines,
        ".txt": readers.text_lines,
    }[suffix]
    return read(paper.with_suffix(suffix))


def said(lines: list[Line]) -> str:
    """Return all lines as one text, as a reader would hear it."""
    return readers.one_space(" ".join(f"{line.label} {line.text}" for line in lines))


@pytest.fixture(scope="session")
def expected() -> list[Line]:
    return readers.tree_lines(prepare(ROOT, date.fromisoformat(MEETING))[0].body)


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html", ".txt"])
class TestEachOutput:
    @pytest.mark.parametrize("fact", FACTS)
    def test_holds_the_fact(self, paper: Path, suffix: str, fact: str) -> None:
        assert fact in said(lines_of(paper, suffix))

    def test_says_what_the_tree_says_word_for_word(
        self, paper: Path, suffix: str, expected: list[Line]
    ) -> None:
        lines = lines_of(paper, suffix)
        if suffix == ".pdf":  # its numbers are words in the block
            blocks = [f"{line.label} {line.text}".strip() for line in expected]
            assert [line.text for line in lines] == blocks
        else:
            assert lines == expected

    def test_has_no_space_before_a_comma_or_full_stop(self, paper: Path, suffix: str) -> None:
        assert not re.findall(r"\S+ [,.;:]", said(lines_of(paper, suffix)))

    def test_links_to_each_report(self, paper: Path, suffix: str) -> None:
        assert links_of(paper, suffix) == [PUBLICATIONS + report for report in REPORTS]


def links_of(paper: Path, suffix: str) -> list[str]:
    path = paper.with_suffix(suffix)
    if suffix == ".html":
        root = lxml.html.parse(str(path)).getroot()
        links = [anchor.get("href") for anchor in root.iter("a")]
    elif suffix == ".txt":
        links = re.findall(r"<(\S+)>", path.read_text(encoding="utf-8"))
    elif suffix == ".docx":
        document = docx.Document(str(path))
        links = [link.address for block in document.paragraphs for link in block.hyperlinks]
    else:
        with pdfplumber.open(path) as pdf:
            links = list(dict.fromkeys(link["uri"] for link in pdf.hyperlinks))
    return [link for link in links if link and link.startswith("http")]


def test_is_heard_as_it_was_written(paper: Path, chromium: Browser) -> None:
    outputs = {suffix: paper.with_suffix(suffix) for suffix in (".docx", ".pdf", ".html")}
    body = prepare(ROOT, date.fromisoformat(MEETING))[0].body
    heard.assert_as_written(body, outputs, chromium)


def test_numbers_run_from_section_to_sub_paragraph(expected: list[Line]) -> None:
    numbers = " ".join(line.label for line in expected if re.match(r"\d", line.label))
    assert numbers == (
        "1. 1.1 2. 2.1 2.2 2.3 2.4 3. 3.1 3.1.1 3.1.2 3.1.3 1. 2. 3. 4. 5. 6. 7. 3.2 3.3"
        " 4. 4.1 4.2 4.2.1"
    )


class TestWordFile:
    def test_opens_cleanly_in_word(self, paper: Path) -> None:
        report = OpenXmlValidator().validate(str(paper.with_suffix(".docx")))
        assert [str(error) for error in report.errors] == []

    def test_shows_the_same_numbers_in_libreoffice(
        self, paper: Path, tmp_path: Path, expected: list[Line]
    ) -> None:
        made = libreoffice_pdf(paper.with_suffix(".docx"), tmp_path)
        text = readers.one_space(plain_text(made))
        position = 0
        for line in (line for line in expected if line.label):
            # A line of the page may end anywhere in the text, so its start will do.
            start = f"{line.label} {' '.join(line.text.split()[:4])}"
            position = text.find(start, position)
            assert position >= 0, f"{start!r} is not shown, or not in its place"
        for word in ("New", "Closed", "Adjusted", "Change", "Requires improvement"):
            assert word in text, f"{word!r} is broken in a narrow column"

    def test_has_its_properties(self, paper: Path) -> None:
        properties = docx.Document(str(paper.with_suffix(".docx"))).core_properties
        assert properties.title == "HMICFRS update: Joint Audit Committee, 11 December 2025"
        assert properties.author == properties.last_modified_by == "West Midlands Police"
        assert properties.language == "en-GB"
        assert properties.created is not None
        assert properties.created.date() == date(2025, 12, 11)
        assert properties.comments == ""

    def test_names_committee_and_item_in_its_header_and_counts_pages_in_its_footer(
        self, paper: Path
    ) -> None:
        (section,) = docx.Document(str(paper.with_suffix(".docx"))).sections
        assert section.page_width == pytest.approx(Mm(210), rel=0.001)
        (header,) = section.header.paragraphs
        assert header.text == "Joint Audit Committee, 11 December 2025\tAgenda item 05"
        for footer in (section.footer, section.first_page_footer):
            fields = footer._element.xpath(".//w:fldSimple/@w:instr")
            assert footer._element.xpath("count(.//w:fldSimple[@w:dirty='true'])") == 1
            assert [field.strip() for field in fields] == ["PAGE", "NUMPAGES"]
            assert footer.paragraphs[-1]._p.xpath("string(.)").endswith("Page 1 of …")

    def test_gives_a_paragraph_added_in_word_the_next_number(
        self, paper: Path, tmp_path: Path
    ) -> None:
        document = docx.Document(str(paper.with_suffix(".docx")))
        third = next(
            p for p in document.paragraphs if p.text.startswith("Since the last meeting, no")
        )
        third.insert_paragraph_before("Added by hand.", style="Paragraph")
        document.save(str(tmp_path / "edited.docx"))
        lines = readers.word_lines(tmp_path / "edited.docx")
        assert ("2.3", "Added by hand.") in lines
        assert any(label == "2.4" and text.startswith("Since the") for label, text in lines)

    def test_repeats_header_rows_and_says_what_tables_are(self, paper: Path) -> None:
        for table in docx.Document(str(paper.with_suffix(".docx"))).tables:
            assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
            assert not table.rows[1]._tr.xpath("w:trPr/w:tblHeader")
            assert table._tbl.xpath("string(w:tblPr/w:tblCaption/@w:val)")

    def test_writes_the_result_into_every_field(self, paper: Path) -> None:
        body = docx.Document(str(paper.with_suffix(".docx"))).element.body
        fields = [
            (field.get(qn("w:instr")).split()[0], field.findtext(f"{qn('w:r')}/{qn('w:t')}"))
            for field in body.xpath(".//w:fldSimple")
        ]
        assert fields == [("REF", "Table 1"), ("SEQ", "1"), ("REF", "Table 2"), ("SEQ", "2")]


class TestPdf:
    def test_is_sound_to_qpdf(self, paper: Path) -> None:
        done = subprocess.run(
            [tool("qpdf"), "--check", paper.with_suffix(".pdf")],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def test_embeds_the_house_fonts_and_no_other(self, paper: Path) -> None:
        with pdfplumber.open(paper.with_suffix(".pdf")) as pdf:
            fonts = {char["fontname"].partition("+")[2] for p in pdf.pages for char in p.chars}
        assert fonts == {"House", "House-Bold"}

    def test_has_title_language_author_and_dates(self, paper: Path) -> None:
        with pdfplumber.open(paper.with_suffix(".pdf")) as pdf:
            assert (
                pdf.metadata["Title"] == "HMICFRS update: Joint Audit Committee, 11 December 2025"
            )
            assert pdf.metadata["Author"] == "West Midlands Police"
            assert pdf.metadata["CreationDate"].startswith("D:20251211")
            assert pdf.doc.catalog["Lang"] == b"en-GB"

    def test_bookmarks_follow_the_headings(self, paper: Path) -> None:
        with pdfplumber.open(paper.with_suffix(".pdf")) as pdf:
            outlines = [(level, title) for level, title, *_ in pdf.doc.get_outlines()]
        assert outlines[0] == (1, "HMICFRS update")
        assert (2, "4. Inspection activity") in outlines
        assert (4, "4.2.1 PEEL 2025/27") in outlines

    def test_keeps_a_table_whole_with_its_caption(self, paper: Path) -> None:
        with pdfplumber.open(paper.with_suffix(".pdf")) as pdf:
            texts = [sheet.extract_text() for sheet in pdf.pages]
        for caption, last_row in (
            ("Table 1: Grades", "Investigating child abuse"),
            ("Table 2: Open", "Total 48"),
        ):
            (sheet,) = (text for text in texts if caption in text)
            assert last_row in sheet, f"{caption} is parted from its rows"

    def test_leaves_no_heading_alone_at_the_foot_of_a_page(self, paper: Path) -> None:
        with pdfplumber.open(paper.with_suffix(".pdf")) as pdf:
            for sheet in pdf.pages:
                body = [
                    c for c in sheet.chars if c["bottom"] < sheet.height - 50 and c["text"].strip()
                ]
                last = max(body, key=lambda char: (char["bottom"], char["x1"]))
                assert "Bold" not in last["fontname"], f"page {sheet.page_number} ends in a heading"


class TestWebPage:
    def test_lets_a_wide_table_scroll_by_itself(self, paper: Path) -> None:
        root = lxml.html.parse(str(paper.with_suffix(".html"))).getroot()
        around = [table.getparent() for table in root.iter("table")]
        assert [one.get("aria-label") for one in around] == ["Table 1", "Table 2"]
        assert {(one.tag, one.get("tabindex")) for one in around} == {("section", "0")}

    def test_stands_alone(self, paper: Path) -> None:
        root = lxml.html.parse(str(paper.with_suffix(".html"))).getroot()
        assert not root.xpath("//script | //link | //img | //iframe | //object")
        text = paper.with_suffix(".html").read_text(encoding="utf-8")
        assert "url(" not in text
        assert "@import" not in text

    def test_has_language_title_and_scoped_header_cells(self, paper: Path) -> None:
        root = lxml.html.parse(str(paper.with_suffix(".html"))).getroot()
        assert root.get("lang") == "en-GB"
        assert root.findtext("head/title").startswith("HMICFRS update")
        assert {th.get("scope") for th in root.xpath("//thead//th")} == {"col"}
        assert {th.get("scope") for th in root.xpath("//tbody//th")} == {"row"}


def test_two_builds_are_the_same_to_the_byte(paper: Path, project: Project) -> None:
    formats = ",".join(BY_ENDING)
    elsewhere = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LANG": "C"}
    done = project.run("build", "--only", formats, **elsewhere)
    assert done.returncode == 0, done.stderr
    assert project.outputs() == {
        f".{ending}": paper.with_suffix(f".{ending}").read_bytes() for ending in BY_ENDING
    }
