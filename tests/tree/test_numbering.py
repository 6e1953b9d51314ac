"""Whatever has a number gets the right one, once; references say it, or are refused."""

from __future__ import annotations

import pytest

from jacpaper.language import english
from jacpaper.problems import Place, Problem, Problems
from jacpaper.tree import numbering
from jacpaper.tree.picture import Picture
from jacpaper.tree.reader import parse


def numbered(html: str) -> list[str]:
    """Return the number and words of every block, as a reader sees them."""
    whole = "<title>A paper</title><h1>A paper</h1>" + html
    pictures = {"a-chart": Picture("<path/>", "A chart", 10, 10)}
    paper = numbering.number(parse(whole, Place("paper.html.j2", 7), Place, pictures), english)
    blocks = paper.find("h2", "h3", "p", "caption", "figcaption")
    return [f"{block.number} {block.text}".strip() for block in blocks]


def refused(html: str) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as found:
        numbered(html)
    return found.value.problems


TABLE = (
    '<table id="{0}"><caption>{0}</caption><thead><tr><th>A</th></tr></thead>'
    "<tbody><tr><td>1</td></tr></tbody></table>"
)


def test_sections_paragraphs_and_sub_paragraphs_count_within_each_other() -> None:
    assert numbered(
        '<h2 class="unnumbered">Recommendations</h2><p>Note it.</p>'
        '<h2>Purpose</h2><p class="paragraph">To say.</p><p class="sub-paragraph">First.</p>'
        '<p class="sub-paragraph">Second.</p><p class="paragraph">More.</p>'
        '<p class="sub-paragraph">Third.</p><p>Plain.</p>'
        '<h2>Background</h2><h3 class="paragraph">Sub-heading</h3><p class="paragraph">Text.</p>'
    ) == [
        "Recommendations", "Note it.", "1. Purpose", "1.1 To say.", "1.1.1 First.",
        "1.1.2 Second.", "1.2 More.", "1.2.1 Third.", "Plain.", "2. Background",
        "2.1 Sub-heading", "2.2 Text.",
    ]  # fmt: skip


def test_tables_and_appendices_count_through_the_paper() -> None:
    said = numbered(
        f'<h2>One</h2>{TABLE.format("a")}<h2 class="appendix">First</h2>{TABLE.format("b")}'
        '<h2 class="appendix">Second</h2><p>Text.</p>'
    )
    assert said == ["1. One", "Table 1 a", "Appendix A First", "Table 2 b", "Appendix B Second",
                    "Text."]  # fmt: skip


def test_figures_count_apart_from_tables() -> None:
    figure = '<figure id="{0}"><figcaption>{0}</figcaption><img src="a-chart"></figure>'
    said = numbered(
        f"<h2>One</h2>{figure.format('a')}{TABLE.format('b')}{figure.format('c')}"
        '<p>See <a href="#c"></a>.</p>'
    )
    assert said == ["1. One", "Figure 1 a", "Table 1 b", "Figure 2 c", "See Figure 2."]


@pytest.mark.parametrize(("count", "letter"), [(26, "Z"), (27, "AA"), (52, "ZZ"), (53, "AAA")])
def test_appendices_go_on_after_z_as_word_counts(count: int, letter: str) -> None:
    said = numbered("".join(f'<h2 class="appendix">{n}</h2>' for n in range(count)))
    assert said[-1] == f"Appendix {letter} {count - 1}"
    assert len({words.split()[1] for words in said}) == count


def test_a_reference_says_the_number_of_what_it_leads_to() -> None:
    html = (
        '<h2 id="one">One</h2><h2 class="unnumbered" id="none">Of no number</h2><h2>Two</h2>'
        f'<p class="paragraph" id="two">Two.</p>{TABLE.format("three")}'
        '<h2 class="appendix" id="four">Four</h2>'
        '<p><a href="https://x.gov.uk/#five">It</a>; '
        + "; ".join(f'<a href="#{name}"></a>' for name in ("one", "two", "three", "four"))
        + '; <a href="#none">that</a></p>'
    )
    assert numbered(html)[-1] == "It; section 1; paragraph 2.1; Table 1; Appendix A; that"


@pytest.mark.parametrize(
    "before",
    ["", '<h2 class="unnumbered">A</h2>', '<h2>A</h2><h2 class="appendix">B</h2>'],
)
def test_a_number_needs_a_numbered_section(before: str) -> None:
    (problem,) = refused(f'{before}<p class="paragraph">Text.</p>')
    assert problem.message == "this is numbered, but stands in no numbered section"
    assert str(problem.place) == "paper.html.j2:7"


def test_a_sub_paragraph_needs_a_paragraph_in_its_section() -> None:
    (problem,) = refused(
        '<h2>One</h2><p class="paragraph">Text.</p><h2>Two</h2><p class="sub-paragraph">Sub.</p>'
    )
    assert problem.message == (
        "a sub-paragraph (1.1.1) needs a paragraph (1.1) before it in its section"
    )


def test_a_reference_to_nothing_is_refused_with_what_was_meant() -> None:
    (problem,) = refused('<h2 id="abc">One</h2><p><a href="#abx"></a></p>')
    assert problem.message == 'nothing in this paper has id="abx"'
    assert problem.hint == 'did you mean "abc"?'


def test_a_reference_to_what_has_no_number_needs_words() -> None:
    (problem,) = refused(
        '<h2 class="unnumbered" id="none">Of no number</h2><p><a href="#none"></a></p>'
    )
    assert problem.message == 'id="none" has no number to refer to'
    assert problem.hint == "write the words of the link between <a> and </a>"


def test_a_link_is_a_reference_if_its_words_are_the_number_of_its_target() -> None:
    paper = parse(
        '<title>A paper</title><h1>A paper</h1><h2 class="unnumbered" id="none">No number</h2>'
        f'<h2 id="one">One</h2>{TABLE.format("two")}<p><a href="#one"></a> <a href="#two"></a>'
        ' <a href="#two">Table 1</a> <a href="#two">below</a> <a href="#none">No number</a></p>',
        Place("paper.html.j2", 7),
        Place,
    )
    links = numbering.number(paper, english).find("a")
    assert [(link.text, link.is_reference) for link in links] == [
        ("section 1", True), ("Table 1", True), ("Table 1", True), ("below", False),
        ("No number", False),
    ]  # fmt: skip


def test_a_table_is_described_by_its_columns_and_rows() -> None:
    paper = parse(
        "<title>A paper</title><h1>A paper</h1><table><caption>C</caption>"
        "<thead><tr><th>Area</th><th>Grade</th></tr></thead><tbody>"
        "<tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>"
        + TABLE.format("a"),
        Place("paper.html.j2", 7),
        Place,
    )
    tables = numbering.number(paper, english).find("table")
    assert [table.description for table in tables] == [
        "2 columns (Area, Grade) with 2 rows under the header row",
        "one column (A) with one row under the header row",
    ]
