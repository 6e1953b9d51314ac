"""The PDF's tags: one element each, whatever the page breaks; and what stands outside them.

A long paper is built by the real program: reports enough that paragraphs,
lists and links cross pages, and a table over more than eight of them.
"""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import lxml.etree
import lxml.html
import pdfplumber
import pytest
from pdfminer.pdftypes import resolve1

import judges
import readers
import validators
from conftest import MEETING, lay_out
from jacpaper.build.prepare import prepare
from jacpaper.project.layout import template_folder
from jacpaper.writers.pdf import large_print

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

TABLE_ROWS = 330
REPORTS = 40
# A paragraph, a link, a list and a table that cross pages wherever they begin.
ACROSS = f"""\
{{% macro letters(number) %}}{{% for digit in "%04d" % number %}}
{{{{ "abcdefghij"[digit | int] }}}}{{% endfor %}}{{% endmacro %}}
<p class="paragraph">{{{{ "So many words that they cross a page. " * 110 }}}}
<a href="https://example.org/">{{{{ "a link in very many words, " * 200 }}}}</a>.</p>
<ul>{{% for item in range(70) %}}<li>Item {{{{ letters(item) }}}}</li>{{% endfor %}}</ul>
<ol>{{% for item in range(70) %}}<li>Item {{{{ letters(item) }}}}</li>{{% endfor %}}</ol>
<table><caption>Long</caption><thead><tr><th>Name</th><th>Square</th><th>Words</th></tr></thead>
<tbody>{{% for row in range({TABLE_ROWS}) %}}<tr><th>Row {{{{ letters(row) }}}}</th>
<td>{{{{ row * row }}}}</td><td>Said in words</td></tr>{{% endfor %}}</tbody></table>
"""
# What each element of the web page must be in the PDF.
TYPES = {
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "p": "P", "ul": "L", "ol": "L", "li": "LI",
    "table": "Table", "caption": "Caption", "thead": "THead", "tbody": "TBody", "tr": "TR",
    "th": "TH", "td": "TD", "a": "Link", "svg": "Figure", "figcaption": "Caption",
}  # fmt: skip


@pytest.fixture(scope="session")
def long_paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path, without its ending, of a paper of 40 reports and a long table."""
    project = lay_out(tmp_path_factory.mktemp("long"))
    reports = "".join(invented_report(number) for number in range(1, REPORTS + 1))
    project.input("reports.yaml").write_text(f"reports:\n{reports}", encoding="utf-8")
    project.edit(project.input("paper.yaml"), "section_55: shown", "section_55: left out")
    contact = '<h2 class="unnumbered">Contact officer</h2>'
    project.edit(project.template / "paper.html.j2", contact, ACROSS + contact)
    done = project.run_here("build")
    assert done.returncode == 0, done.stderr
    return next(project.out.glob("*.pdf")).with_suffix("")


def invented_report(number: int) -> str:
    """Return a report of which no line is like another's.

    outloud takes lines at the head of three pages that differ only in figures for page headers.
    """
    name = "".join(chr(ord("a") + int(digit)) for digit in str(number + 1000))
    summary = f"All of {name} was invented, {name}. " * (number % 7 + 3)
    areas = "".join(f"      - Area {area} of {name}\n" for area in range(number % 9 + 1))
    return f"""\
  - title: Invented report {name}
    published: {date(2025, 10, 1) + timedelta(days=number % 50)}
    inspection_type: invented {name}
    url: https://hmicfrs.justiceinspectorates.gov.uk/publications/{name}/
    summary: {summary}
{"" if number % 25 else f"    areas_for_improvement:{chr(10)}{areas}"}
"""


@pytest.fixture(params=["paper", "long_paper"])
def any_paper(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(request.param)
    return path


def squeezed(text: str) -> str:
    return "".join(text.split())


def page_elements(path: Path) -> list[tuple[str, str]]:
    """Return type and words of each element of the web page, in order."""
    page = lxml.html.parse(str(path)).getroot()
    skip, *elements = [one for one in page.body.iter(*TYPES) if isinstance(one.tag, str)]
    # The link to the first section is for the keys of a browser: a PDF has bookmarks.
    assert (skip.tag, skip.get("class")) == ("a", "skip")
    return [(TYPES[element.tag], squeezed(element.text_content())) for element in elements]


def pdf_elements(root: readers.Tag) -> list[tuple[str, str]]:
    """Return the same of the PDF; a list item's label is not on the web page as words."""
    return [(tag.type, words(tag)) for tag in root.find(*{*TYPES.values()})]


def words(tag: readers.Tag) -> str:
    inside = (
        (words(kid) if kid.type != "Lbl" else "")
        if isinstance(kid, readers.Tag)
        else "".join(char["text"] for char in kid.chars)
        for kid in tag.kids
    )
    return squeezed("".join(inside))


def test_each_element_of_the_page_is_one_tag_with_its_words(any_paper: Path) -> None:
    expected = page_elements(any_paper.with_suffix(".html"))
    found = pdf_elements(readers.pdf_structure(any_paper.with_suffix(".pdf")))
    few = small_tables(any_paper.with_suffix(".html"))
    # In a small table the first column is data: docs/accessibility.md says why.
    assert sum(kind == "TH" for kind, _ in expected) - few == sum(kind == "TH" for kind, _ in found)
    assert [(plain(kind), text) for kind, text in found] == [
        (plain(kind), text) for kind, text in expected
    ]


def plain(kind: str) -> str:
    return "TD" if kind == "TH" else kind


def small_tables(path: Path) -> int:
    """Return how many row headers stand in tables whose headers would outnumber the rest."""
    count = 0
    for table in lxml.html.parse(str(path)).getroot().iter("table"):
        if len(table.findall(".//th")) > len(table.findall(".//td")):
            count += len(table.findall(".//tbody//th"))
    return count


def test_the_long_paper_breaks_everything(long_paper: Path) -> None:
    root = readers.pdf_structure(long_paper.with_suffix(".pdf"))
    across = {
        tag.type: len({char["page"] for char in tag.chars})
        for tag in root.find("P", "L", "Link", "Table")
        if len({char["page"] for char in tag.chars}) > 1
    }
    assert across.keys() == {"P", "L", "Link", "Table"}
    assert across["Table"] > 8
    assert len(list(list(root.find("Table"))[-1].find("TR"))) == TABLE_ROWS + 1


def test_nothing_stands_outside_the_tags_but_page_furniture(any_paper: Path) -> None:
    path = any_paper.with_suffix(".pdf")
    tagged = {(char["page"], char["mcid"]) for char in readers.pdf_structure(path).chars}
    pages = readers.pdf_pages(path)
    for sheet in pages:
        outside = [char for char in sheet.chars if (char["page"], char.get("mcid")) not in tagged]
        assert {char["tag"] for char in outside} == {"Artifact"}
        by_place = sorted(outside, key=lambda char: (round(char["top"]), char["x0"]))
        # A page is called what is printed on it, in the program's list of pages too.
        furniture = re.compile(
            r"(JointAuditCommittee,11December2025Agendaitem05)?(NameSquareWords)?"
            rf"Page{sheet.label}of{len(pages)}"
        )
        assert furniture.fullmatch(squeezed("".join(char["text"] for char in by_place)))


def test_headers_say_what_they_head(any_paper: Path) -> None:
    for table in readers.pdf_structure(any_paper.with_suffix(".pdf")).find("Table"):
        for part, scope in (("THead", "Column"), ("TBody", "Row")):
            for cell in next(table.find(part)).find("TH"):
                assert resolve1(cell.entries["A"])["Scope"].name == scope


def test_lists_say_how_they_are_numbered(any_paper: Path) -> None:
    for listing in readers.pdf_structure(any_paper.with_suffix(".pdf")).find("L"):
        label = next(listing.find("Lbl")).text
        kind = "Disc" if label.startswith("•") else "Decimal"
        assert resolve1(listing.entries["A"])["ListNumbering"].name == kind


def test_links_are_said_in_words(any_paper: Path) -> None:
    said = []
    for link in readers.pdf_structure(any_paper.with_suffix(".pdf")).find("Link"):
        objects = [resolve1(kid) for kid in resolve1(link.entries["K"])]
        areas = [resolve1(kid["Obj"]) for kid in objects if isinstance(kid, dict) and "Obj" in kid]
        assert areas
        for area in areas:
            assert squeezed(text_of(area["Contents"])) == squeezed(link.text)
            said.append(link.text)
    assert said


def test_every_link_area_belongs_to_a_link(any_paper: Path) -> None:
    with pdfplumber.open(any_paper.with_suffix(".pdf")) as pdf:
        tree = resolve1(resolve1(pdf.doc.catalog["StructTreeRoot"])["ParentTree"])
        numbers = resolve1(tree["Nums"])
        owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
        for sheet in pdf.pages:
            for area in resolve1(sheet.page_obj.annots) or []:
                assert resolve1(owners[resolve1(area)["StructParent"]])["S"].name == "Link"


def test_headings_are_the_bookmarks(any_paper: Path) -> None:
    root = readers.pdf_structure(any_paper.with_suffix(".pdf"))
    headings = [(int(tag.type[1]), squeezed(tag.text)) for tag in root.find("H1", "H2", "H3", "H4")]
    with pdfplumber.open(any_paper.with_suffix(".pdf")) as pdf:
        marks = [(level, squeezed(title)) for level, title, *_ in pdf.doc.get_outlines()]
    assert marks == headings
    levels = [level for level, _ in headings]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_metadata_agree_and_claim_both_standards(any_paper: Path) -> None:
    with pdfplumber.open(any_paper.with_suffix(".pdf")) as pdf:
        info = {name: text_of(value) for name, value in pdf.doc.info[0].items()}
        packet = resolve1(pdf.doc.catalog["Metadata"]).get_data()
    said = {
        lxml.etree.QName(element).localname: str(element.xpath("normalize-space()"))
        for element in next(iter(lxml.etree.fromstring(packet)[0]))
    }
    assert said["title"] == info["Title"] == said["description"] == info["Subject"]
    assert said["creator"] == info["Author"]
    assert said["CreatorTool"] == info["Creator"]
    assert said["Producer"] == info["Producer"]
    for ours, theirs in (("CreateDate", "CreationDate"), ("ModifyDate", "ModDate")):
        assert f"D:{said[ours].replace('-', '')}" == info[theirs] == "D:20251211"
    assert (said["language"], said["conformance"]) == ("en-GB", "A")
    parts = re.findall(rb"<(pdf\w+):part>(\d)<", packet)
    assert parts == [(b"pdfaid", b"2"), (b"pdfuaid", b"1")]


def text_of(value: Any) -> str:
    raw: bytes = resolve1(value)
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_validators_find_nothing(any_paper: Path, suffix: str) -> None:
    assert validators.in_output(any_paper.with_suffix(suffix)) == []


@pytest.mark.parametrize("suffix", judges.BY_ENDING)
def test_judges_find_nothing_in_a_long_paper(long_paper: Path, suffix: str) -> None:
    for judge in judges.BY_ENDING[suffix]:
        assert judge([long_paper.with_suffix(suffix)]) == []


def test_verapdf_finds_nothing_in_a_long_paper_of_pdf_2_in_large_print(
    long_paper: Path, tmp_path: Path
) -> None:
    project = long_paper.parents[2]
    document = prepare(project, date.fromisoformat(MEETING))[0]._replace(pdf="PDF/UA-2")
    made = tmp_path / "long.pdf"
    made.write_bytes(large_print.write(document, template_folder(project)).content)
    assert judges.verapdf([made], ("ua2", "4")) == []


def test_axe_finds_nothing(paper: Path, chromium: Browser) -> None:
    assert validators.in_web_page(chromium, paper.with_suffix(".html")) == []


def test_axe_finds_nothing_in_a_long_paper(long_paper: Path, chromium: Browser) -> None:
    page = long_paper.with_suffix(".html")
    assert validators.in_web_page(chromium, page, validators.NARROW) == []
