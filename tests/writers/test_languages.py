"""Words of another language: marked in light Markdown, they reach Word, PDF and page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import docx
import lxml.html
import pytest
from docx.oxml.ns import qn

import judges
import readers
import validators
from conftest import MEETING, Project, lay_out
from jacpaper.problems import Place, Problems
from jacpaper.text import light_markdown
from jacpaper.text.unshown import UnshownError
from jacpaper.tree.reader import parse

if TYPE_CHECKING:
    from pathlib import Path

TYPED = """\
Our neighbours are [Heddlu Gogledd Cymru]{lang=cy} (North Wales Police), and their plan is
called *[Plan Heddlu a Throseddu Gogledd Cymru, y flwyddyn ariannol newydd]{lang=cy}*.

They work with:

- the [Gardaí]{lang=ga}
- the prefecture in [**Lille**, see [leur rapport](https://example.org/rapport)]{lang=fr}.
"""
MARKED = [
    ("cy", "Heddlu Gogledd Cymru"),
    ("cy", "Plan Heddlu a Throseddu Gogledd Cymru, y flwyddyn ariannol newydd"),
    ("ga", "Gardaí"),
    ("fr", "Lille, see leur rapport"),
]
LOCALES = {"cy": "cy-GB", "ga": "ga-IE", "fr": "fr"}


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path, without its ending, of a paper with words of other languages."""
    project = with_background(lay_out(tmp_path_factory.mktemp("languages")), TYPED)
    done = project.run_here("build", MEETING, "--only", "docx,pdf,html,txt")
    assert done.returncode == 0, done.stderr
    return next(project.out.glob("*.html")).with_suffix("")


def with_background(project: Project, text: str) -> Project:
    path = project.input("paper.yaml")
    before, _, after = path.read_text(encoding="utf-8").partition("background: |\n")
    indented = "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())
    rest = after.partition("\n\n")[2]
    path.write_text(f"{before}background: |\n{indented}\n{rest}", encoding="utf-8")
    return project


def test_word_has_the_language_on_each_run(paper: Path) -> None:
    found: list[tuple[str, str]] = []
    word: Any = docx.Document(str(paper.with_suffix(".docx")))
    for paragraph in word.element.body.iter(qn("w:p")):
        before = ""
        for run in paragraph.iter(qn("w:r")):
            code = run.xpath("string(w:rPr/w:lang/@w:val)")
            words = run.xpath("string(w:t)")
            if code and code == before:
                found[-1] = (code, found[-1][1] + words)
            elif code:
                found.append((code, words))
            before = code
    assert found == [(LOCALES[code], words) for code, words in MARKED]


def test_the_pdf_has_the_language_on_a_span(paper: Path) -> None:
    spans = readers.pdf_structure(paper.with_suffix(".pdf")).find("Span")
    found = [(span.entries["Lang"].decode(), span.text) for span in spans if "Lang" in span.entries]
    assert found == MARKED


def test_the_page_has_the_language_on_a_span(paper: Path) -> None:
    page = lxml.html.parse(str(paper.with_suffix(".html"))).getroot()
    spans = page.xpath("//body//*[@lang]")
    assert [(span.get("lang"), readers.one_space(span.text_content())) for span in spans] == MARKED


def test_the_text_has_the_words_alone(paper: Path) -> None:
    words = readers.one_space(paper.with_suffix(".txt").read_text(encoding="utf-8"))
    assert "Our neighbours are Heddlu Gogledd Cymru (North Wales Police)" in words
    assert "lang" not in words


def test_validators_find_nothing(paper: Path) -> None:
    for ending, of_ending in judges.BY_ENDING.items():
        for judge in of_ending:
            assert judge([paper.with_suffix(ending)]) == []
    assert validators.in_pdf(paper.with_suffix(".pdf")) == []
    assert validators.in_word(paper.with_suffix(".docx")) == []


# What is refused, where, and the text as the advice has it
REFUSED = [
    ("[a]{lang=xx}", (0, 9), "[a]{lang=cy}"),
    ("[a]{lang=cy-GB}", (0, 9), "[a]{lang=cy}"),
    ("[a]{lang=Welsh}", (0, 9), "[a]{lang=cy}"),
    ("one\ntwo [a\nb]{lang=zz}", (2, 8), "one\ntwo [a\nb]{lang=pl}"),
    ("so [a] {lang=cy}", (0, 7), "so [a]{lang=cy}"),
    ("so a{lang=cy}", (0, 4), "so [a]{lang=cy}"),
    ("so a{lang=cy}", (0, 4), r"so a\{lang=cy}"),
    ("so [a]{lang=cy", (0, 5), "so [a]{lang=cy}"),
    ("so [a]{ lang=cy }", (0, 5), "so [a]{lang=cy}"),
    ("so [a]{.small}", (0, 5), r"so [a]\{.small}"),
    ("so []{lang=cy}", (0, 0), "so [words]{lang=cy}"),
    ("[a [b]{lang=cy}]{lang=fr}", (0, 0), "[a]{lang=fr} [b]{lang=cy}"),
    ("[[a]{lang=cy}](https://a.uk)", (0, 13), "[[a](https://a.uk)]{lang=cy}"),
]


@pytest.mark.parametrize(("typed", "at", "mended"), REFUSED)
def test_what_marks_no_language_is_named_where_it_is(
    typed: str, at: tuple[int, int], mended: str
) -> None:
    with pytest.raises(UnshownError) as refused:
        light_markdown.check(typed)
    assert (refused.value.line, refused.value.column) == at
    assert "; " in str(refused.value)
    light_markdown.check(mended)


def test_an_unknown_language_is_shown_at_its_line_and_column(project: Project) -> None:
    with_background(project, "The plan of [Heddlu\nGogledd Cymru]{lang=wel} is new.")
    done = project.run_here("check")
    assert done.returncode == 1
    lines = project.input("paper.yaml").read_text(encoding="utf-8").splitlines()
    (number,) = (number for number, line in enumerate(lines, 1) if "lang=wel" in line)
    column = lines[number - 1].index("wel") + 1
    assert f'paper.yaml:{number}:{column}: error: "wel" is the code of no language' in done.stderr


def test_a_line_that_begins_with_a_bracket_goes_in_quotes(project: Project) -> None:
    path = project.input("reports.yaml")
    path.write_text("reports: none\n", encoding="utf-8")
    inspections = project.input("inspections.yaml")
    inspections.write_text(
        "since_last_meeting: none\nforthcoming:\n  - name: PEEL\n"
        "    text: [Heddlu]{lang=cy} will be seen.\n", encoding="utf-8",
    )  # fmt: skip
    done = project.run_here("check")
    assert "inspections.yaml:4" in done.stderr
    assert "quotes" in done.stderr


@pytest.mark.parametrize("attributes", ["", ' lang="xx"', ' lang="CY"'])
def test_a_span_of_a_template_names_a_language(attributes: str) -> None:
    html = f"<title>A</title><h1>A</h1><p>Of <span{attributes}>Heddlu</span>.</p>"
    with pytest.raises(Problems) as found:
        parse(html, Place("paper.html.j2"), Place)
    assert "the code of no language" in found.value.problems[0].message
