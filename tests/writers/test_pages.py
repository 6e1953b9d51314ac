"""The pages of every example and of hard papers, in PDF and Word, have nothing to dislike."""

from __future__ import annotations

import subprocess
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import docx
import pytest
import weasyprint

import page_audit
from conftest import MEETING, ROOT, Project, tool
from jacpaper.build.prepare import prepare
from jacpaper.hmicfrs import charts
from jacpaper.hmicfrs.arithmetic import TrendPoint, YearMovement
from jacpaper.language import english
from jacpaper.problems import Place
from jacpaper.project.layout import meetings, template_folder
from jacpaper.tree import numbering
from jacpaper.tree.reader import parse
from jacpaper.writers.pdf import large_print
from jacpaper.writers.pdf import writer as pdf
from jacpaper.writers.word import large_print as large_print_word
from jacpaper.writers.word import writer as word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jacpaper.tree.document import Document
    from jacpaper.tree.picture import Picture

EXAMPLES = (ROOT, ROOT / "examples" / "midshire", ROOT / "examples" / "caledonia")
LONG = (
    "Office of the Police, Fire and Crime Commissioner and the Chief Constable Joint Independent"
    " Audit, Governance and Scrutiny Committee of Great Midshire"
)
MARKING = (
    "NOT FOR PUBLICATION by virtue of paragraphs 3 and 7 of Part 1 of Schedule 12A to the Local"
    " Government Act 1972"
)
ADDRESS = "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/" + "a-long-name-" * 9


@cache
def reference_paper() -> Document:
    return prepare(ROOT, date.fromisoformat(MEETING))[0]


def paper(name: str, inside: str, pictures: Mapping[str, Picture] | None = None) -> Document:
    """Return the reference paper with these words under its first section, of 20 lines."""
    lines = "<p>One line of the paper.</p>" * 20
    html = f"<title>{name}</title><h1>A paper</h1><h2>A section</h2>{lines}{inside}"
    body = parse(html, Place("paper.html.j2"), Place, pictures)
    body.children.remove(next(body.find("title")))
    body = numbering.number(body, english)
    return reference_paper()._replace(body=body, name=name)


def table(head: list[str], rows: list[list[str]]) -> str:
    def row(cells: list[str], tag: str) -> str:
        return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"

    body = "".join(row(cells, "td") for cells in rows)
    return (
        "<p>The next table shows it.</p><table><caption>A table of the paper</caption>"
        f"<thead>{row(head, 'th')}</thead><tbody>{body}</tbody></table>"
    )


def hard_papers() -> list[Document]:
    movement = [
        "Report year", "Previous JAC paper (12 September 2025)", "New", "Closed", "Reopened",
        "Adjusted", "Total number open (28 November 2025)", "Change",
    ]  # fmt: skip
    title = "Inspection on the police response to serious and organised crime and custody"
    tracker = ["Reference", "Recommendation", "Owner", "Due", "Status, rating"]
    item = ["R-1", f"The force should. See {ADDRESS}", "A. Person", "30 September 2026", "Open"]
    marked = f'<p class="marking">{MARKING}</p><p class="committee">{LONG}</p>'
    marked += "<p>One line of the paper.</p>" * 40
    marked_paper = paper("marked", marked)
    words = {**marked_paper.header, "marking": MARKING, "committee": LONG}
    return [
        paper("many-columns", table(movement, [["2024", "1", "2", "3", "4", "5", "6", "+7"]] * 2)),
        *(paper(f"rows-{n}", table(["Report", "Open"], [[title, "1"]] * n)) for n in (6, 9, 40)),
        paper("links", table(tracker, [item] * 9)),
        marked_paper._replace(header=words),
    ]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Document, Path, Path]]:
    """Write every example and the hard papers; return each with its PDF and that of Word."""
    folder = tmp_path_factory.mktemp("pages")
    written = [
        (document, template_folder(project), f"{project.name}-{meeting}-{document.name}")
        for project in EXAMPLES
        for meeting in meetings(project)
        for document in prepare(project, meeting)[0].papers
    ]
    assert len(written) == 10
    written += [(one, template_folder(ROOT), one.name) for one in hard_papers()]
    for document, template, name in written:
        (folder / f"{name}.pdf").write_bytes(pdf.write(document, template).content)
        (folder / f"{name}.docx").write_bytes(word.write(document, template).content)
    in_libreoffice(sorted(folder.glob("*.docx")), folder / "word")
    return [
        (document, folder / f"{name}.pdf", folder / "word" / f"{name}.pdf")
        for document, _, name in written
    ]


def in_libreoffice(papers: list[Path], folder: Path) -> list[Path]:
    """Return PDFs of Word files, made by one start of LibreOffice."""
    subprocess.run(
        [tool("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", folder, *papers],
        capture_output=True, check=True,
    )  # fmt: skip
    return [folder / f"{one.stem}.pdf" for one in papers]


def test_the_pages_of_pdfs(papers: list[tuple[Document, Path, Path]]) -> None:
    assert [one for paper, path, _ in papers for one in page_audit.findings(path, paper.body)] == []


def test_the_pages_of_word_files(papers: list[tuple[Document, Path, Path]]) -> None:
    """LibreOffice may leave a heading at the foot of a page; its style asks for the contrary."""
    found = [one for paper, _, path in papers for one in page_audit.findings(path, paper.body)]
    assert [one for one in found if "ends in the heading" not in one] == []
    styles = docx.Document(str(template_folder(ROOT).path / "house-style.docx")).styles
    headings = [one for one in styles if one.name.lower().startswith("heading ")]
    assert len(headings) >= 4
    assert all(one.paragraph_format.keep_with_next or one.base_style for one in headings)


@pytest.mark.parametrize("size", ["14pt", "20pt"])
def test_letters_that_a_style_sheet_makes_larger_break_no_word(project: Project, size: str) -> None:
    sheet = project.template / "paper.css"
    project.edit(sheet, "  font: 12pt/1.3 House", f"  font: {size}/1.3 House")
    document = prepare(project.folder, date.fromisoformat(MEETING))[0]
    path = project.folder / "paper.pdf"
    path.write_bytes(pdf.write(document, template_folder(project.folder)).content)
    assert page_audit.findings(path, document.body) == []


def test_the_reference_paper_has_three_pages(papers: list[tuple[Document, Path, Path]]) -> None:
    """As many as its model has, in 12 point."""
    (paths,) = [
        (in_pdf, in_word)
        for _, in_pdf, in_word in papers
        if in_pdf.name == f"{ROOT.name}-{MEETING}-hmicfrs-update.pdf"
    ]
    assert [len(page_audit.pages(path)) for path in paths] == [3, 3]


def test_a_long_table_goes_on_with_its_header(papers: list[tuple[Document, Path, Path]]) -> None:
    paths = next((a, b) for paper, a, b in papers if paper.name == "rows-40")
    for path in paths:
        read = page_audit.pages(path)
        assert len(read) > 2
        assert all("Report Open" in page.lines for page in read)
        assert len(read[-1].lines) >= 5, "two rows of two lines, under the header"


DETAILS = ["Name: A. Person", "Title: Liaison Officer", "Telephone: 01632 960123", "E-mail: a@b.c"]
# What comes before them, and the steps in which they go down the page.
BEFORE_DETAILS = {
    "lines": ("<p>The words before.</p>", 1),
    "list": ("<ul><li>The first item.</li><li>The words before.</li></ul>", 3),
}


@pytest.mark.parametrize("before", BEFORE_DETAILS)
def test_contact_details_are_alone_on_no_page(tmp_path: Path, before: str) -> None:
    """Wherever on a page of large print they come to stand: its pages have 17 lines at most."""
    details = "".join(f"<p>{one}</p>" for one in DETAILS)
    section = f'<h2 class="unnumbered">Contact officer</h2>{details}'
    formats = '<h2 class="unnumbered">Other formats</h2><p>Ask us.</p>'
    words, step = BEFORE_DETAILS[before]
    for more in range(0, 17, step):
        lines = "<p>One line of the paper.</p>" * more
        made = paper(f"{more:02}", f"{lines}{words}{section}{formats}")
        for ending, writer in ((".pdf", large_print), (".docx", large_print_word)):
            content = writer.write(made, template_folder(ROOT)).content
            (tmp_path / f"{made.name}{ending}").write_bytes(content)
    in_word = in_libreoffice(sorted(tmp_path.glob("*.docx")), tmp_path / "word")
    starts = set()
    for path in (*sorted(tmp_path.glob("*.pdf")), *in_word):
        where = [
            number
            for words in ("The words before", "Contact officer", *DETAILS, "Other formats", "Ask")
            for number, page in enumerate(page_audit.pages(path))
            if any(words in line for line in page.lines)
        ]
        assert len(where) == 8
        assert len(set(where)) == 1, f"{path}: {where}"
        starts.add((path.parent, where[0]))
    assert len(starts) == 4, "in each format, some went overleaf"


FOUR_LINES = "Words that go on over the lines of a paragraph. " * 5 + "Its end."


def test_in_large_print_no_paragraph_is_alone_on_the_page_before_a_chart(tmp_path: Path) -> None:
    """The chart has room under four lines, wherever they come to stand."""
    row = YearMovement(0, previous=30, new=12, closed=10, adjusted=0)
    points = [TrendPoint(date(2025, month, 1), row, row.now) for month in (3, 6)]
    chart = {"trend": charts.trend(points, english, "AFI")}
    figure = '<figure><figcaption>A caption</figcaption><img src="trend"></figure>'
    for more in range(0, 17, 3):
        lines = "<p>One line of the paper.</p>" * more
        made = paper(f"{more:02}", f"{lines}<p>{FOUR_LINES}</p>{figure}", chart)
        for ending, writer in ((".pdf", large_print), (".docx", large_print_word)):
            content = writer.write(made, template_folder(ROOT)).content
            (tmp_path / f"{made.name}{ending}").write_bytes(content)
    in_word = in_libreoffice(sorted(tmp_path.glob("*.docx")), tmp_path / "word")
    for path in (*sorted(tmp_path.glob("*.pdf")), *in_word):
        pages = [" ".join(page.lines) for page in page_audit.pages(path)]
        (after,) = (page for page in pages if "Its end." in page)
        assert "A caption" in after or "One line" in after, f"{path}: {after}"


HEAD = "<html><body><style>@page { size: A4; margin: 25mm } body { font: 12pt Arial }"
FILLING = "<p>A line of words.</p>" * 10
TREE = (
    "<title>A paper</title><h1>A paper</h1><h2>Heading of it</h2><p>A line of words.</p>"
    "<table><caption>Of the reports</caption><thead><tr><th>Reopened</th></tr></thead>"
    "<tbody><tr><td>1</td></tr></tbody></table>"
)
GOOD, OVERLEAF = "<p>Reopened</p>", "<p style='break-before: page'>A"


@pytest.mark.parametrize(
    ("style", "html", "fault"),
    [
        ("", f"{GOOD}{FILLING}<h1 style='break-before: page'>A</h1>{FILLING}", "it is empty"),
        ("", f"{GOOD}<h1 style='break-before: page'>A</h1>{FILLING}", "has only"),
        ("", f"{GOOD}{FILLING}{OVERLEAF}", "page 2: has only A"),
        (
            "",
            f"{GOOD}{FILLING}<p>Table 1: Of the reports</p>{OVERLEAF}{FILLING}",
            "ends in the caption",
        ),
        (
            "",
            f"{GOOD}{FILLING}<p>1. Heading of it</p>{OVERLEAF}{FILLING}",
            "ends in the heading",
        ),
        ("", f"{FILLING}{GOOD}{OVERLEAF}{FILLING}", "ends in the header of a table"),
        ("", f"<div style='width: 14mm; overflow-wrap: anywhere'>Reopened</div>{FILLING}",
         "the word Reopened of a heading is broken"),
        ("", f"{GOOD}<p style='margin-left: 150mm; white-space: nowrap'>Far outside of it</p>",
         "clipped"),
        ("p { line-height: 0.4; margin: 0 }", f"{GOOD}{FILLING}", "overlaps"),
        ("", f"{GOOD}{FILLING}", "has no marking"),
    ],
    ids=["hole", "short page", "short last page", "caption", "heading", "header", "broken word",
         "clipped", "overlap", "no marking"],
)  # fmt: skip
def test_a_planted_fault_is_found(tmp_path: Path, style: str, html: str, fault: str) -> None:
    marking = '<p class="marking">Official</p>' if "marking" in fault else ""
    tree: Any = parse(TREE.replace("<h1>", f"{marking}<h1>"), Place("x"), Place, {})
    numbering.number(tree, english)
    path = tmp_path / "wrong.pdf"
    weasyprint.HTML(string=f"{HEAD}{style}</style>{html}").write_pdf(path)
    found = page_audit.findings(path, tree)
    assert any(fault in one for one in found), found


def test_a_caption_over_a_picture_without_letters_is_none(tmp_path: Path) -> None:
    tree: Any = parse(TREE, Place("x"), Place, {})
    numbering.number(tree, english)
    path = tmp_path / "right.pdf"
    picture = "<svg width='100' height='100'><rect width='100' height='100'/></svg>"
    html = f"{GOOD}{FILLING}<p>Table 1: Of the reports</p>{picture}{OVERLEAF}{FILLING}"
    weasyprint.HTML(string=f"{HEAD}</style>{html}").write_pdf(path)
    assert not [one for one in page_audit.findings(path, tree) if "ends in the caption" in one]
