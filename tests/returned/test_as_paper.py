"""What people do to a paper in Word, as a tree that can be compared and written."""

from __future__ import annotations

import pytest
from returned_papers import MEETINGS, Paper, html, outline, papers_of
from word_files import cell, p, r, row, table, with_body

from jacpaper.language import english
from jacpaper.returned.as_paper import as_paper
from jacpaper.returned.read import read
from jacpaper.tree import comparison
from jacpaper.tree.elements import Element
from jacpaper.tree.picture import Picture

NOTHING = Element("body")


def tree(*blocks: Element) -> Element:
    return Element("body", {}, [*blocks])


def made(*blocks: Element, paper: Element = NOTHING) -> list[str]:
    return outline(as_paper(tree(*blocks), paper, english))


def numbers(*blocks: Element) -> list[str]:
    return [block.number for block in as_paper(tree(*blocks), NOTHING, english).elements]


def link(address: str, words: str = "words") -> Element:
    return Element("p", {}, ["Some ", Element("a", {"href": address}, [words]), " here"])


@pytest.mark.parametrize("meeting", MEETINGS)
def test_a_paper_as_it_went_out_is_that_paper(meeting: str) -> None:
    """Nothing of it is marked: blocks, words, formats, links, numbers and drawings are the same."""
    for paper in papers_of(meeting):
        compare(paper)


def compare(paper: Paper) -> None:
    document, word = paper
    text = as_paper(read(word).accepted, document.body, english)
    changes = [*comparison.leaves(comparison.compare(text, document.body))]
    assert {one.state for one in changes} == {"same"}
    assert [one.old.number for one in changes if one.old] == [
        one.new.number for one in changes if one.new
    ]


@pytest.mark.parametrize(
    "address",
    ["#nothing", "javascript:alert(1)", "file:///etc/passwd", "https://a.org@b.org/", "", "a.docx"],
)
def test_a_link_that_leads_nowhere_leaves_its_words(address: str) -> None:
    assert made(link(address)) == ["<p>Some words here</p>"]


def test_a_link_that_leads_somewhere_stays() -> None:
    address = "https://example.org/report"
    assert made(link(address)) == [html(link(address))]
    odd = "https://intranet:8080/"  # whatever the template has
    assert made(link(odd), paper=tree(link(odd))) == [html(link(odd))]


def test_a_block_that_a_link_leads_to_keeps_a_name_once() -> None:
    blocks = [Element("h2", {"id": "_Ref9"}, [one]) for one in ("One", "Two")]
    found = as_paper(
        tree(*blocks, link("#_Ref9"), Element("p", {"id": "x"}, ["a"])), NOTHING, english
    )
    names = [block.attributes.get("id") for block in found.elements]
    assert names[0]
    assert names[1:] == [None, None, None]
    assert next(found.find("a")).attributes["href"] == f"#{names[0]}"


def test_rows_of_all_lengths_become_as_long_as_the_longest() -> None:
    body = table(row(cell("a"), cell("b")), row(cell("1")), row(cell("2"), cell("3"), cell("4")))
    found = as_paper(read(with_body(body)).accepted, NOTHING, english)
    assert [[one.text for one in line.elements] for line in found.find("tr")] == [
        ["a", "b", ""], ["1", "", ""], ["2", "3", "4"],
    ]  # fmt: skip
    assert [one.tag for one in next(found.find("tr")).elements] == ["th"] * 3


def test_a_table_that_a_person_typed_has_no_number() -> None:
    body = [p(r("Table 1: Own"), style="Caption"), *(table(row(cell("a")), row(cell("1"))),) * 2]
    found = as_paper(read(with_body("".join(body))).accepted, NOTHING, english)
    assert [one.number for one in found.find("caption")] == ["Table 1", ""]


def test_spaces_are_folded_and_what_is_empty_is_left_out() -> None:
    words: list[Element | str] = ["  Some\t", Element("strong", {}, [" more"]), "\nwords "]
    items = [Element("li", {}, [one]) for one in (" ", "one")]
    found = made(Element("p", {}, [*words]), Element("p", {}, ["  "]), Element("ul", {}, [*items]))
    assert found == ["<p>Some <strong>more</strong> words</p>", "<ul><li>one</li></ul>"]
    assert made(Element("ul", {}, [items[0]])) == []


def test_what_stands_in_no_section_loses_its_number() -> None:
    first, second = (Element("p", {"class": "paragraph"}, ["a"]) for _ in range(2))
    below = Element("p", {"class": "sub-paragraph"}, ["b"])
    section = Element("h2", {}, ["One"])
    assert numbers(first, section, below, second) == ["", "1.", "1.1", "1.2"]


def test_the_paper_tells_what_is_in_another_language() -> None:
    """Word marks languages by itself, so what it says of them is not read."""
    welsh = Element("span", {"lang": "cy"}, ["Heddlu"])
    paper = tree(Element("p", {}, ["We, ", welsh, ", say"]))
    found = made(
        Element("p", {}, ["Heddlu and Heddluoedd: ", Element("em", {}, ["Heddlu"])]), paper=paper
    )
    marked = html(welsh)
    assert found == [f"<p>{marked} and Heddluoedd: <em>{marked}</em></p>"]


def figure(words: str, picture: Picture | None = None) -> Element:
    image = Element("img", {}, [], picture=picture, description="" if picture else words)
    return Element("figure", {}, [Element("figcaption", {}, ["Open"]), image])


def test_a_drawing_is_the_papers_or_a_frame_that_says_it_is_not_shown() -> None:
    own = Picture("<path/>", "A chart of 5", 10, 10)
    read_again = tree(figure("A chart of 5"), figure("A chart of <4>"))
    found = as_paper(read_again, tree(figure("", own)), english)
    first, second = (one.picture for one in found.find("img"))
    assert first == own
    assert second
    assert second.words == "A chart of <4>"
    assert "not shown here" in second.drawing
    assert next(found.find("img")).description == ""


def test_what_was_read_is_not_changed() -> None:
    blocks = tree(link("#nothing"), figure("A chart"))
    before = repr(blocks)
    as_paper(blocks, NOTHING, english)
    assert repr(blocks) == before


def test_quotes_spaces_and_hyphens_are_those_of_the_paper_where_it_has_the_words() -> None:
    paper = tree(
        Element(
            "p", {}, ["The force\u2019s \u201cwork\u201d takes 5\xa0days, re\u2011done. 5 men or"]
        )
    )
    typed = Element(
        "p", {}, ["The force's ", Element("em", {}, ['"work" takes 5\xa0men']), " 5 days, 'new'"]
    )
    wanted = "<p>The force\u2019s <em>\u201cwork\u201d takes 5 men</em> 5\xa0days, 'new'</p>"
    assert made(typed, paper=paper) == [wanted]
    assert made(Element("p", {}, ["It is re-done."]), paper=paper) == ["<p>It is re\u2011done.</p>"]
