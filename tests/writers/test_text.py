"""Plain text: one sheet to read in an e-mail, with the words of the tree in their order."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import readers
from conftest import MEETING, ROOT, run
from jacpaper.build.prepare import prepare
from jacpaper.language import english
from jacpaper.problems import Place
from jacpaper.project.layout import meetings
from jacpaper.tree import elements
from jacpaper.tree.document import Document
from jacpaper.tree.numbering import number
from jacpaper.tree.picture import Picture
from jacpaper.tree.reader import parse
from jacpaper.writers import text

if TYPE_CHECKING:
    from pathlib import Path

MIDSHIRE = ROOT / "examples" / "midshire"
PAPERS = [
    (ROOT, date.fromisoformat(MEETING)),
    *((MIDSHIRE, meeting) for meeting in meetings(MIDSHIRE)),
]


def written(html: str, **pictures: Picture) -> str:
    """Return the text of a document that a template could have made."""
    needed = "<title>T</title>" + ("" if "<h1>" in html else "<h1>T</h1>")
    body = parse(needed + html, Place("a"), lambda *_: Place("a"), pictures)
    del body.children[: needed.count("</")]
    number(body, english)
    return text.text(
        Document(
            "A title", "Us", date(2026, 1, 1), {"item": "1"}, body, "paper", language=english.CODE
        )
    )


@pytest.mark.parametrize(("project", "meeting"), PAPERS, ids=str)
class TestEachPaper:
    def test_says_what_the_tree_says(self, project: Path, meeting: date, tmp_path: Path) -> None:
        for document in prepare(project, meeting)[0].papers:
            path = tmp_path / "paper.txt"
            path.write_text(text.text(document), encoding="utf-8")
            assert readers.text_lines(path) == readers.tree_lines(document.body)

    def test_is_a_tidy_sheet(self, project: Path, meeting: date) -> None:
        for document in prepare(project, meeting)[0].papers:
            sheet = text.text(document)
            assert sheet.endswith("\n")
            assert not sheet.endswith("\n\n")
            assert "\n\n\n" not in sheet
            for line in sheet.splitlines():
                assert line == line.rstrip()
                # An address may be longer, but then it stands by itself.
                assert len(line) <= text.WIDTH or re.fullmatch(r" *<https://\S+>", line)

    def test_gives_each_picture_in_words(self, project: Path, meeting: date) -> None:
        for document in prepare(project, meeting)[0].papers:
            folded = " ".join(text.text(document).split())
            for image in document.body.find("img"):
                assert image.picture
                assert f"[{image.picture.words}]" in folded

    def test_gives_each_address_once(self, project: Path, meeting: date) -> None:
        for document in prepare(project, meeting)[0].papers:
            addresses = {
                link.attributes["href"]
                for link in document.body.find("a")
                if not link.attributes["href"].startswith("#")
            }
            given = re.findall(r"<(https://\S+)>", text.text(document))
            assert sorted(given) == sorted(addresses)


def test_some_paper_has_pictures_landscape_pages_and_both_kinds_of_table() -> None:
    """Or the tests above would show less than they seem to."""
    document, restricted = prepare(*PAPERS[-1])[0].papers
    assert any(document.body.find("img"))
    assert {landscape for landscape, _ in elements.parts(document.body)} == {True, False}
    assert {landscape for landscape, _ in elements.parts(restricted.body)} == {True, False}
    sheet = text.text(document)
    assert "Report   Previous JIAC  New  Closed" in sheet
    assert "Reference: MIP-23-002\nRecommendation or AFI: " in sheet


def test_headings_are_underlined_and_words_hang_from_their_numbers() -> None:
    long = "These words are so many that they do not stand on one line of seventy-six columns."
    assert written(
        '<p class="agenda-item">Agenda item 1</p><p class="committee">Committee</p><h1>Title</h1>'
        f'<h2>First</h2><p class="paragraph">{long}</p><p>{long}</p>'
        '<h3 class="sub-paragraph">Part</h3><ol><li>one</li></ol>'
        f'<h2 class="unnumbered">Last</h2><p>Words.</p><ul><li>{long}</li></ul>'
    ) == (
        "Agenda item 1\nCommittee\n\nTitle\n=====\n\n1.     First\n------------\n\n"
        "1.1    These words are so many that they do not stand on one line of\n"
        "       seventy-six columns.\n\n"
        "       These words are so many that they do not stand on one line of\n"
        "       seventy-six columns.\n\n"
        "1.1.1  Part\n\n       1. one\n\n"
        "Last\n----\n\nWords.\n\n"
        "• These words are so many that they do not stand on one line of seventy-six\n"
        "  columns.\n"
    )


def test_the_items_of_a_long_list_line_up() -> None:
    made = written(f"<ol>{'<li>item</li>' * 10}</ol>")
    assert made.splitlines()[0] == "1.  item"
    assert made.splitlines()[-1] == "10. item"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<a href="https://x.y/z">Words</a>.', "Words <https://x.y/z>."),
        ('<a href="https://x.y/z">x.y/z</a>.', "x.y/z."),
        ('<a href="mailto:a@x.y">a@x.y</a>.', "a@x.y."),
        (
            '<a href="https://x.y">One</a>, <a href="https://x.y">two</a>',
            "One <https://x.y>, two",
        ),
        ("<strong>A <em>b</em></strong>  c\n d", "A b c d"),
        ("1\u00a0200 items", "1\u00a0200 items"),
    ],
)
def test_the_address_of_a_link_follows_its_words_once(html: str, said: str) -> None:
    assert written(f"<p>{html}</p>") == f"{said}\n"


def table(head: list[str], *rows: list[str], figures: bool = True) -> str:
    def cells(tag: str, row: list[str]) -> str:
        kind = ' class="number"' if figures else ""
        first, *others = row
        made = "".join(f"<{tag}{kind}>{cell}</{tag}>" for cell in others)
        return f"<tr><th>{first}</th>{made}</tr>"

    body = "".join(cells("td", row) for row in rows)
    return written(
        f"<table><caption>All</caption><thead>{cells('th', head)}</thead>"
        f"<tbody>{body}</tbody></table>"
    ).removeprefix("Table 1: All\n\n")


class TestTables:
    def test_have_aligned_columns_and_figures_on_the_right(self) -> None:
        assert table(["Year", "Open"], ["2024", "7"], ["Total", "120"]) == (
            "Year   Open\n-----  ----\n2024      7\nTotal   120\n"
        )

    def test_have_heads_on_as_few_lines_as_fit(self) -> None:
        heads = ["Year", *(f"Number of all that are {what}" for what in ("open", "new", "gone"))]
        assert table(heads, ["2024", "1", "2", "3"]) == (
            "Year  Number of all  Number of all  Number of all\n"
            "      that are open   that are new  that are gone\n"
            "----  -------------  -------------  -------------\n"
            "2024              1              2              3\n"
        )

    def test_may_wrap_their_first_column(self) -> None:
        name = "A report whose title is so long that it cannot stand beside its number"
        assert table(["Report", "Number open"], [name, "12"], ["B", "3"]) == (
            "Report                                                           Number open\n"
            "---------------------------------------------------------------  -----------\n"
            "A report whose title is so long that it cannot stand beside its           12\n"
            "  number\n"
            "B                                                                          3\n"
        )

    def test_have_a_block_for_each_row_where_columns_do_not_fit(self) -> None:
        words = "so many words that they fill the line and more than half of the one below it"
        assert table(["Item", "What"], ["A", words], ["B", "b"], figures=False) == (
            "Item: A\n"
            "What: so many words that they fill the line and more than half of the one\n"
            "    below it\n"
            "\n"
            "Item: B\n"
            "What: b\n"
        )


def test_a_picture_is_its_words_under_its_caption() -> None:
    drawn = Picture("<g/>", "2024: 1, 2025: 2", 10, 10)
    html = '<figure><figcaption>Open</figcaption><img src="chart"></figure>'
    assert written(html, chart=drawn) == "Figure 1: Open\n\n[2024: 1, 2025: 2]\n"


def test_it_is_made_only_when_it_is_asked_for(tmp_path: Path) -> None:
    arguments: list[Any] = ["build", MEETING, "--only", "docx,pdf,html,txt", "--out", tmp_path]
    done = run(*arguments, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "agenda-item-05-hmicfrs-update  .docx .pdf .html .txt\n" in done.stdout
    content = (tmp_path / "agenda-item-05-hmicfrs-update.txt").read_bytes()
    assert content.startswith(b"Agenda item 05\nJoint Audit Committee\n11 December 2025\n\n")
    assert b"\r" not in content
    assert "His Majesty’s Inspectorate" in content.decode()  # noqa: RUF001 - as in the paper
