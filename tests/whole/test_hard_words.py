"""A paper of everything that is hard to set, which the reference paper does not try."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pdfplumber
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm

import readers
import validators
from conftest import Project, lay_out

if TYPE_CHECKING:
    from pathlib import Path

LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 12
HARD = f"""\
      A **strong** and *soft* word, *[a link](https://example.org/?a=1&b=2)* and **_both_**.

      <https://example.org/{"a" * 200}>

      {LONG_WORD} & \\<b>no markup\\</b>, {{{{ no template }}}}, “quotes”, 5\N{NO-BREAK SPACE}%,\
 naïve \N{EN DASH} café, **all of it bold**.

      - one & two
      - *three*

      1. first
      2. second
"""


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = lay_out(tmp_path_factory.mktemp("hard"))
    reports = project.input("reports.yaml")
    project.edit(reports, "      WMP was one of six forces inspected.", f"{HARD}\n      WMP was.")
    project.edit(reports, "Leadership of child protection arrangements", f'"{LONG_WORD}"')
    project.edit(reports, "CSE investigators", "Everything about " * 30 + "CSE investigators")
    paper = project.input("paper.yaml")
    project.edit(paper, "title: HMICFRS update", f"title: {'A long title of many words ' * 12}")
    project.edit(paper, "# When", "marking: OFFICIAL\n# When")
    template = project.template / "paper.html.j2"
    project.edit(
        template,
        '<h2 class="unnumbered">Contact officer</h2>',
        '<p class="paragraph" id="para">See <a href="#para"></a>, <a href="#open"></a>,'
        ' <strong><a href="#open">the <table></a></strong>'.replace("<table>", "table")
        + "</p>\n<table><caption>Wide</caption><thead><tr>"
        + "".join(f"<th>C{n}</th>" for n in range(12))
        + "</tr></thead><tbody>{% for row in range(80) %}<tr>"
        + "".join("<td>{{ row }}</td>" for _ in range(12))
        + '</tr>{% endfor %}</tbody></table>\n<h2 class="unnumbered">Contact officer</h2>',
    )
    done = project.run_here("build")
    assert done.returncode == 0, done.stderr
    return project


def output(project: Project, suffix: str) -> Path:
    return next(project.out.glob(f"*{suffix}"))


def test_all_three_say_the_same(hard: Project) -> None:
    word = readers.word_lines(output(hard, ".docx"))
    assert word == readers.html_lines(output(hard, ".html"))
    assert squeezed(readers.pdf_lines(output(hard, ".pdf"))) == squeezed(word)


def squeezed(lines: list[readers.Line]) -> str:
    """Return the text without spaces, since a word broken over lines comes back with some."""
    return "".join("".join(f"{line.label}{line.text}" for line in lines).split())


def test_pdf_and_word_conform(hard: Project) -> None:
    # Its title is long on purpose, and outloud says so.
    assert [one for one in validators.in_output(output(hard, ".pdf")) if "DOC-040" not in one] == []
    assert validators.in_output(output(hard, ".docx")) == []


def test_nothing_leaves_the_page(hard: Project) -> None:
    with pdfplumber.open(output(hard, ".pdf")) as pdf:
        for sheet in pdf.pages:
            inked = [char for char in sheet.chars if char["text"] != " "]
            outside = [char["text"] for char in inked if char["x1"] > sheet.width - 56]
            assert not outside, f"page {sheet.page_number}"


class TestHouseStyle:
    def header_table(self, project: Project, text: str) -> None:
        path = project.template / "house-style.docx"
        document = docx.Document(str(path))
        table = document.sections[0].header.add_table(1, 1, Mm(100))
        table.cell(0, 0).paragraphs[0].add_run(text)
        document.save(str(path))

    def test_is_filled_in_wherever_a_header_has_words(self, project: Project) -> None:
        self.header_table(project, "Item {item} of {committee}")
        assert project.run_here("build", "--only", "docx").returncode == 0
        header = docx.Document(str(output(project, ".docx"))).sections[0].header
        assert header.tables[0].cell(0, 0).text == "Item 05 of Joint Audit Committee"

    def test_keeps_what_stands_beside_a_name(self, project: Project) -> None:
        path = project.template / "house-style.docx"
        document = docx.Document(str(path))
        run = document.sections[0].footer.paragraphs[0].add_run("{item}")
        run._r.append(OxmlElement("w:tab"))
        document.save(str(path))
        assert project.run_here("build", "--only", "docx").returncode == 0
        footer = docx.Document(str(output(project, ".docx"))).sections[0].footer
        assert footer._element.xpath("//w:t[.='05']/following-sibling::w:tab")

    def test_says_what_the_template_prints(self, project: Project) -> None:
        template = project.template / "paper.html.j2"
        project.edit(template, "Agenda item {{ item }}", "Item no. {{ item }}")
        project.edit(template, '"committee">{{ committee.name }}', '"committee">THE COMMITTEE')
        assert project.run_here("build", "--only", "docx,pdf").returncode == 0
        header = docx.Document(str(output(project, ".docx"))).sections[0].header
        assert header.paragraphs[0].text == "THE COMMITTEE, 11 December 2025\tItem no. 05"
        with pdfplumber.open(output(project, ".pdf")) as pdf:
            assert "THE COMMITTEE, 11 December 2025 Item no. 05" in pdf.pages[1].extract_text()

    def test_gives_a_long_marking_a_line_of_its_own(self, project: Project) -> None:
        marking = "Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A"
        project.edit(project.input("paper.yaml"), 'item: "05"', f'item: "05"\nmarking: {marking}')
        assert project.run_here("build", "--only", "docx").returncode == 0
        section = docx.Document(str(output(project, ".docx"))).sections[0]
        for footer in (section.footer, section.first_page_footer):
            above, below = footer.paragraphs
            assert (above.text, above.alignment) == (marking, WD_ALIGN_PARAGRAPH.CENTER)
            assert above.runs[0].bold
            assert below.text.startswith("\t\tPage ")

    def test_has_headers_and_footers_of_the_section_before_where_its_last_has_none(
        self, project: Project
    ) -> None:
        path = project.template / "house-style.docx"
        document = docx.Document(str(path))
        header = document.add_section().header
        header.is_linked_to_previous = False
        header.paragraphs[0].text = "Second"
        document.save(str(path))
        assert project.run_here("build", "--only", "docx").returncode == 0
        section = docx.Document(str(output(project, ".docx"))).sections[0]
        assert section.header.paragraphs[0].text == "Second"
        for footer in (section.footer, section.first_page_footer):
            assert footer.paragraphs[-1].text.strip() == "Page  of"

    @pytest.mark.parametrize(
        ("even", "pages"), [(False, "pages after the first"), (True, "even pages")]
    )
    def test_must_print_the_marking_on_every_page(
        self, project: Project, pages: str, *, even: bool
    ) -> None:
        path = project.template / "house-style.docx"
        document = docx.Document(str(path))
        section = document.sections[0]
        if even:
            document.settings.odd_and_even_pages_header_footer = True
        else:
            section.footer.paragraphs[0].text = "Ours"
        document.save(str(path))
        assert project.run_here("build", "--only", "docx").returncode == 0  # it has no marking
        project.edit(project.input("paper.yaml"), 'item: "05"', 'item: "05"\nmarking: OFFICIAL')
        said = project.run_here("build", "--only", "docx").stderr
        assert f"has a marking, and the house style leaves it out on {pages}" in said
        where = section.even_page_header if even else section.header
        where.paragraphs[0].text = "{marking}"
        document.save(str(path))
        assert project.run_here("build", "--only", "docx").returncode == 0

    def test_says_on_even_pages_too_that_a_paper_is_a_draft(self, project: Project) -> None:
        path = project.template / "house-style.docx"
        document = docx.Document(str(path))
        document.settings.odd_and_even_pages_header_footer = True
        document.save(str(path))
        project.edit(project.input("paper.yaml"), 'item: "05"', 'item: "05"\nstatus: draft')
        assert project.run_here("build", "--only", "docx").returncode == 0
        section = docx.Document(str(output(project, "-draft.docx"))).sections[0]
        for header in (section.header, section.even_page_header):
            assert header.paragraphs[0].text.startswith("Draft")

    def test_must_leave_room_for_text(self, project: Project) -> None:
        path = project.template / "house-style.docx"
        document = docx.Document(str(path))
        document.sections[0].left_margin = document.sections[0].right_margin = Mm(100)
        document.save(str(path))
        said = project.run_here("build").stderr
        assert "the margins of the house style leave no room for text" in said


def test_yesterdays_paper_does_not_lie_beside_todays(project: Project) -> None:
    assert project.run_here("build").returncode == 0
    (project.out / "agenda-item-05-cleared-hmicfrs-update.docx").write_text("renamed by hand")
    project.edit(project.input("paper.yaml"), 'item: "05"', 'item: "06"')
    assert project.run_here("build").returncode == 0
    names = {path.stem for path in project.out.glob("*.docx")}
    assert names == {"agenda-item-06-hmicfrs-update", "agenda-item-05-cleared-hmicfrs-update"}


def test_a_folder_of_the_users_own_is_never_tidied(project: Project, tmp_path: Path) -> None:
    others = tmp_path / "papers"
    others.mkdir()
    (others / "agenda-item-04-hmicfrs-update.docx").write_text("another meeting's")
    assert project.run_here("build", "--only", "html", "--out", others).returncode == 0
    assert (others / "agenda-item-04-hmicfrs-update.docx").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: HMICFRS update", "title: HMICFRS #4 update", "what follows # here is a note"),
        ("title: HMICFRS update", "title: none", 'this would print "none"'),
        ("title: HMICFRS update", "title: N/A", 'this would print "N/A"'),
        ("background: |\n", "background: None.\nother_format: |\n", 'this would print "None."'),
        ("background: |\n", "background_papers: [Nil]\nbackground: |\n", 'would print "Nil"'),
        (
            "background: |\n",
            "implications: {risk: None}\nbackground: |\n",
            "if there is nothing, write none",
        ),
        (
            "background: |\n",
            "background: |\n  See [the *PEEL* page](https://x.y).\n\n",
            "inside a link",
        ),
        ("background: |\n", "background: |\n  **a **b** c**\n\n", "emphasis inside emphasis"),
        ("background: |\n", "background: |\n  a &#12; b\n\n", "a control character"),
        ("background: |\n", "background: |\n  &nbsp;\n\n", "has no words"),
        ("HMICFRS is obs", "HMICFRS \u202eis obs", "a control character (U+202E)"),
        ("HMICFRS is obs", "HMICFRS \u2028is obs", "a control character (U+2028)"),
        ("last_meeting: unknown", "last_meeting: 2025-12-11", "is not before this one"),
        (
            "# wording:\n#   purpose: To tell members about ...",
            "wording: {no_cause_of_concern: There is one.}",
            'the sentence "no_cause_of_concern" is not in this paper',
        ),
    ],
)
def test_what_would_go_wrong_unseen_is_refused(
    project: Project, old: str, new: str, said: str
) -> None:
    project.edit(project.input("paper.yaml"), old, new)
    done = project.run_here("check")
    assert said in done.stderr
    assert "inputs/2025-12-11/paper.yaml:" in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize("word", ["Unknown", "N/A", "unknown", "None."])
def test_words_for_nothing_are_no_type_of_inspection(project: Project, word: str) -> None:
    project.input("reports.yaml").write_text(
        "reports:\n  - title: One\n    published: 2025-11-03\n    url: https://x.org/\n"
        f"    inspection_type: {word}\n"
    )
    assert f'this would print "{word}"' in project.run_here("check").stderr


def test_two_areas_that_differ_in_spaces_are_not_one(project: Project) -> None:
    project.edit(
        project.input("reports.yaml"),
        "      Working with safeguarding partners: good",
        "      Working with safeguarding partners: good\n"
        '      "Working with  safeguarding partners": inadequate',
    )
    assert '"Working with safeguarding partners" is given twice' in project.run_here("check").stderr


@pytest.mark.parametrize("css", ['@import "more.css";', "h1 { background: url(logo.png) }"])
def test_the_web_page_stays_one_file(project: Project, css: str) -> None:
    project.edit(project.template / "screen.css", "@media screen {", f"{css}\n@media screen {{")
    said = project.run_here("build", "--only", "html").stderr
    assert "the web page is one file" in said


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ('<p id="open">x</p>', 'id="open" is given twice'),
        ('<p id="a b">x</p>', "must be one word"),
        ('<p id="r">x <a href="#r"></a></p>', 'id="r" has no number to refer to'),
        ('<p>{{ "\\x01" }}</p>', "a control character (U+0001)"),
        ('<p data-at="x">x</p>', ""),
    ],
)
def test_slips_in_a_template_are_named(project: Project, new: str, said: str) -> None:
    project.edit(project.template / "paper.html.j2", "<p>Name:", f"{new}\n<p>Name:")
    done = project.run_here("build", "--only", "html")
    assert said in done.stderr
    assert done.returncode == (1 if said else 0)
