"""The comparison of two papers: which blocks and words are the same, new, gone or moved."""

from __future__ import annotations

import time
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jacpaper.tree import alignment, comparison, words
from jacpaper.tree.elements import Element


def p(*children: Element | str, **attributes: str) -> Element:
    return Element("p", attributes, [*children])


def body(*blocks: Element) -> Element:
    return Element("body", {}, [*blocks])


def items(*texts: str) -> Element:
    return Element("ul", {}, [Element("li", {}, [text]) for text in texts])


def table(caption: str, *rows: str) -> Element:
    """Return a table; a row is written as its cells with | between them."""
    head, *others = (
        Element("tr", {}, [Element("td", {}, [cell]) for cell in row.split("|")]) for row in rows
    )
    parts = [Element("caption", {}, [caption]), Element("thead", {}, [head])]
    return Element("table", {}, [*parts, Element("tbody", {}, [*others])])


def shown(old: Element, new: Element) -> str:
    """Return the words of a changed block, those that are gone as [-...-], new ones as {+...+}."""
    marks = {"kept": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[run.state].format(run.text) for run in words.compare(old, new))


def states(old: Element, new: Element) -> list[str]:
    """Return the state and first words of each block."""
    return [
        f"{'moved ' if one.moved else ''}{one.state} {one.block.text[:12].strip()}"
        for one in comparison.leaves(comparison.compare(old, new))
    ]


class TestWords:
    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("In 2025.", "In 2026.", "In [-2025-]{+2026+}."),
            ("It ended in March", "It ended in March.", "It ended in March{+.+}"),
            ("one (new) item", "one (old) item", "one ([-new-]{+old+}) item"),
            ("The end.", "The end now.", "The end{+ now+}."),
            ("The bitter end.", "The end.", "The[- bitter-] end."),
            ("officers\u2019 cars", "officers\u2019 bikes", "officers\u2019 [-cars-]{+bikes+}"),
            ("9,512.50 pounds", "9,512.51 pounds", "[-9,512.50-]{+9,512.51+} pounds"),
            ("a\u00a0b", "a b", "a[-\u00a0-]{+ +}b"),
            ("", "All new", "{+All new+}"),
            ("All old", "", "[-All old-]"),
        ],
    )
    def test_a_word_stays_whole_and_punctuation_is_apart(
        self, old: str, new: str, expected: str
    ) -> None:
        assert shown(p(old), p(new)) == expected

    def test_a_sentence_written_anew_is_not_cut_to_pieces_by_its_small_words(self) -> None:
        old = "Inspectors visited stations of the north to examine custody records."
        new = "Nobody published anything of importance to local communities yesterday."
        assert shown(p(old), p(new)) == f"[-{old[:-1]}-]{{+{new[:-1]}+}}."

    def test_formats_are_compared(self) -> None:
        strong = Element("strong", {}, ["now"])
        assert shown(p("It ends now."), p("It ends ", strong, ".")) == "It ends [-now-]{+now+}."
        assert shown(p("It ends ", strong), p("It ends ", strong)) == "It ends now"

    def test_a_link_is_changed_as_a_whole(self) -> None:
        old = Element("a", {"href": "https://a.example"}, ["the older report"])
        new = Element("a", {"href": "https://a.example"}, ["the newer report"])
        other = Element("a", {"href": "https://b.example"}, ["the older report"])
        expected = "Read [-the older report-]{+the newer report+}."
        assert shown(p("Read ", old, "."), p("Read ", new, ".")) == expected
        assert shown(p(old), p(other)) == "[-the older report-]{+the older report+}"

    def test_links_that_follow_one_another_stay_apart(self) -> None:
        link = Element("a", {"href": "https://a.example"}, ["here"])
        (run,) = words.compare(p(link, link), p(link, link))
        assert [child for child in run.children if isinstance(child, Element)] == [link, link]

    @given(
        st.lists(st.sampled_from(["a", "b", ".", "(", "in", "2025", "£3"]), max_size=12), st.data()
    )
    @settings(max_examples=200, deadline=None)
    def test_what_is_kept_and_new_is_the_new_text(
        self, old: list[str], data: st.DataObject
    ) -> None:
        space = st.sampled_from([" ", ""])
        new = data.draw(st.permutations(old))
        texts = ["".join(f"{data.draw(space)}{one}" for one in side) for side in (old, new)]
        runs = words.compare(p(texts[0]), p(texts[1]))
        assert "".join(run.text for run in runs if run.state != "new") == texts[0]
        assert "".join(run.text for run in runs if run.state != "gone") == texts[1]


class TestBlocks:
    def test_each_has_one_of_four_states(self) -> None:
        old = body(p("It stays."), p("We have 3 reports."), p("It will go away."))
        new = body(p("It came in."), p("It stays."), p("We have 4 reports."))
        expected = [
            "new It came in.",
            "same It stays.",
            "changed We have 4 re",
            "gone It will go a",
        ]
        assert states(old, new) == expected

    def test_one_that_stands_elsewhere_is_moved(self) -> None:
        moved = "A sentence that goes elsewhere."
        old = body(p(moved), p("The first that stays."), p("The second that stays."))
        new = body(p("The first that stays."), p("The second that stays."), p(moved))
        found = states(old, new)
        assert found[0] == "moved gone A sentence t"
        assert found[-1] == "moved new A sentence t"

    def test_what_is_short_or_there_twice_has_not_moved(self) -> None:
        old = body(p("None."), p("It stays here."), p("Twice the same sentence."), p("Twice."))
        new = body(p("It stays here."), p("None."), *[p("Twice the same sentence.")] * 2)
        assert not any(one.startswith("moved") for one in states(old, new))

    def test_a_row_may_move_to_another_table(self) -> None:
        row = "MIP-1|Record what was said"
        old = body(
            table("Open items", "Item|Text", row, "MIP-2|Stays where it is"),
            table("Closed items", "Item|Text", "MIP-3|It is closed already"),
        )
        new = body(
            table("Open items", "Item|Text", "MIP-2|Stays where it is"),
            table("Closed items", "Item|Text", "MIP-3|It is closed already", row),
        )
        found = states(old, new)
        assert [one for one in found if one.startswith("moved")] == [
            "moved gone MIP-1Record",
            "moved new MIP-1Record",
        ]

    def test_rows_are_known_by_their_first_cell(self) -> None:
        """Figures alone would make 2024 the new name of 2023."""
        old = body(table("Open", "Year|Open", "2023|4", "2024|5"))
        new = body(table("Open", "Year|Open", "2024|4", "2025|5"))
        expected = ["same Open", "same YearOpen", "gone 20234", "changed 20244", "new 20255"]
        assert states(old, new) == expected

    def test_a_list_belongs_to_the_sentence_above_it(self) -> None:
        old = body(p("They asked for these:"), items("alpha"), p("And these:"), items("beta"))
        new = body(p("They asked for these:"), items("gamma"), p("And these:"), items("delta"))
        found = comparison.compare(old, new)
        assert [one.state for one in found] == ["same", "changed", "same", "changed"]

    def test_a_sentence_below_another_heading_is_another_one(self) -> None:
        """The template says of each report when it was published."""
        older, newer = (
            [Element("h3", {"class": "sub-paragraph"}, [title]), p(f"It was published on {day}.")]
            for title, day in (("Custody in the north", "1 May"), ("Stalking offences", "2 June"))
        )
        expected = [
            "gone Custody in t",
            "gone It was publi",
            "new Stalking off",
            "new It was publi",
        ]
        assert states(body(*older), body(*newer)) == expected

    def test_a_renamed_section_keeps_what_is_below(self) -> None:
        older, newer = (
            [Element("h2", {}, [title]), p("The same paragraph of many words.")]
            for title in ("Background", "Introduction")
        )
        expected = ["changed Introduction", "same The same par"]
        assert states(body(*older), body(*newer)) == expected

    def test_a_numbered_paragraph_ends_the_section_of_a_smaller_heading(self) -> None:
        older, newer = (
            [
                Element("h3", {"class": "sub-paragraph"}, [title]),
                p(f"All about {title}."),
                p(f"In {year} we go on.", **{"class": "paragraph"}),
            ]
            for title, year in (("custody", "2025"), ("stalking", "2026"))
        )
        assert states(body(*older), body(*newer))[-1] == "changed In 2026 we g"

    def test_other_kinds_of_block_are_not_compared(self) -> None:
        old, new = body(p("The same words.")), body(Element("h3", {}, ["The same words."]))
        assert states(old, new) == ["gone The same wor", "new The same wor"]

    def test_title_blocks_are_pairs_whatever_they_say(self) -> None:
        old = body(Element("p", {"class": "meeting-date"}, ["11 September 2025"]))
        new = body(Element("p", {"class": "meeting-date"}, ["4 March 2026"]))
        assert states(old, new) == ["changed 4 March 2026"]


class TestAlignment:
    @given(*[st.lists(st.integers(0, 6), max_size=30)] * 2)
    @settings(max_examples=300, deadline=None)
    def test_pairs_are_equal_and_in_order(self, old: list[int], new: list[int]) -> None:
        pairs = alignment.equal(old, new)
        assert all(old[a] == new[b] for a, b in pairs)
        assert all(x[0] < y[0] and x[1] < y[1] for x, y in pairwise(pairs))

    @given(*[st.lists(st.integers(0, 6), max_size=8)] * 2)
    @settings(max_examples=200, deadline=None)
    def test_similar_ones_are_as_alike_as_can_be(self, old: list[int], new: list[int]) -> None:
        def likeness(a: int, b: int) -> float:
            return 1 - abs(old[a] - new[b]) / 8

        def best(a: int, b: int) -> float:
            if a == len(old) or b == len(new):
                return 0.0
            pair = likeness(a, b) + best(a + 1, b + 1) if likeness(a, b) >= 0.5 else 0.0
            return max(pair, best(a + 1, b), best(a, b + 1))

        pairs = alignment.similar(len(old), len(new), likeness, 0.5)
        assert sum(likeness(*pair) for pair in pairs) == pytest.approx(best(0, 0))


def test_it_stays_fast_where_words_repeat_and_nothing_is_alike() -> None:
    """Comparing every word or block with every other would take minutes."""
    start = time.process_time()
    words.compare(p("the " * 20_000), p("the of " * 10_000))
    pairs = list(product("abcdefghijklmnopqrst", repeat=2))
    old = body(*(p(f"{x}{y} {y}{x} one") for x, y in pairs * 3))
    new = body(*(p(f"{y}{x}{x} {x}{y}{y} two") for x, y in pairs * 3))
    comparison.compare(old, new)
    assert time.process_time() - start < 5
