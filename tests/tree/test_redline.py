"""Two papers as one tree: either can be had back from it, and each change is said to the ear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

import pairs
from jacpaper.language import english
from jacpaper.tree import marks, redline
from jacpaper.tree.elements import TEXT_BLOCKS, Element

if TYPE_CHECKING:
    from collections.abc import Iterator

SAYS = english.CHANGES


def p(*children: Element | str) -> Element:
    return Element("p", {}, [*children])


def body(*blocks: Element) -> Element:
    return Element("body", {}, [*blocks])


def content(tree: Element) -> list[tuple[object, ...]]:
    """Return all that a reader finds in a paper: blocks, words with their formats, pictures."""
    return [
        (block.tag, block.class_name, block.number, [*words(block)])
        for block in tree.find(*TEXT_BLOCKS, "table", "ul", "ol", "tr", "img")
    ]


def words(block: Element, formats: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield each letter of a block with its formats and link."""
    if block.picture:
        yield (block.picture.words,)
    for child in block.children if block.tag not in ("table", "ul", "ol", "tr") else ():
        if isinstance(child, str):
            yield from ((letter, *formats) for letter in child)
        else:
            address = child.attributes.get("href", "")
            # An id may have another name here, as both papers can have it.
            yield from words(child, (*formats, child.tag, address if address[:1] != "#" else "#"))


@given(pairs.pairs())
@settings(max_examples=150, deadline=None)
def test_both_papers_can_be_had_back(two: tuple[Element, Element]) -> None:
    old, new = two
    merged = redline.merge(old, new)
    assert content(marks.without(merged, "gone")) == content(new)
    assert content(marks.without(merged, "new")) == content(old)
    ids = [block.attributes["id"] for block in merged.elements if "id" in block.attributes]
    assert len(ids) == len(set(ids))
    links = {one.attributes["href"] for one in every(merged) if one.tag == "a"}
    assert {one for one in links if one.startswith("#")} <= {f"#{one}" for one in ids}


def every(element: Element) -> Iterator[Element]:
    yield element
    for child in element.elements:
        yield from every(child)


def test_a_paper_is_not_changed_by_being_compared() -> None:
    old, new = (body(p(f"In {year} we began.")) for year in (2025, 2026))
    before = repr((old, new))
    redline.merge(old, new)
    assert repr((old, new)) == before


def test_words_are_said_before_and_after_each_change() -> None:
    old, new = body(p("We have 3 reports.")), body(p("We have 4 new reports."))
    spoken = marks.spoken(redline.merge(old, new), SAYS)
    assert spoken.text == "We have [deleted: 3] [added: 4 new] reports."


def test_spaces_stay_outside_the_marks() -> None:
    old, new = body(p("The report ends.")), body(p("Now the report ends soon."))
    spoken = marks.spoken(redline.merge(old, new), SAYS)
    assert spoken.text == "[deleted: The] [added: Now the] report ends [added: soon]."


def test_a_row_says_once_that_it_is_new() -> None:
    def table(*rows: str) -> Element:
        head, *others = (
            Element("tr", {}, [Element("td", {}, [one]) for one in row.split("|")]) for row in rows
        )
        parts = [Element("thead", {}, [head]), Element("tbody", {}, [*others])]
        return Element("table", {}, [Element("caption", {}, ["Open"]), *parts])

    merged = redline.merge(
        body(table("Year|Open", "2024|5")), body(table("Year|Open", "2024|5", "2025|6"))
    )
    last = [*marks.spoken(merged, SAYS).find("tr")][-1]
    assert [cell.text for cell in last.elements] == ["[added row] 2025", "6"]


def test_a_table_with_other_columns_is_replaced_whole() -> None:
    def table(*rows: str) -> Element:
        head, *others = (
            Element("tr", {}, [Element("td", {}, [one]) for one in row.split("|")]) for row in rows
        )
        parts = [Element("thead", {}, [head]), Element("tbody", {}, [*others])]
        return Element("table", {}, [Element("caption", {}, ["Open"]), *parts])

    merged = redline.merge(
        body(table("Year|Open", "2024|5")), body(table("Year|New|Open", "2024|1|5"))
    )
    assert [marks.side(one) for one in merged.elements] == ["gone", "new"]
