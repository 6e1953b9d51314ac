"""Grammar follows the figures; nothing is left out silently; wording is the officer's to change."""

from __future__ import annotations

import re
from datetime import date
from unittest import mock

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

import readers
from conftest import MEETING, ROOT, Project
from jacpaper.hmicfrs import arithmetic
from jacpaper.hmicfrs.files import OpenCountsFile, ReportsFile
from jacpaper.hmicfrs.paper_period import PaperPeriod
from jacpaper.language import english
from jacpaper.text import light_markdown
from jacpaper.text.dates import on
from jacpaper.tree.elements import Element
from jacpaper.writers import columns

ONE_REPORT = """\
reports:
  - title: A thematic report
    published: 2025-11-03
    url: https://hmicfrs.justiceinspectorates.gov.uk/publications/a-thematic-report/
    recommendations: {made: 1, applicable: 0, addressed_to: chief constables}
    areas_for_improvement: [Keeping records]
"""


def text_of(project: Project) -> str:
    done = project.run_here("build", "--only", "html")
    assert done.returncode == 0, done.stderr
    (page,) = project.out.glob("*.html")
    said = " ".join(f"{label} {text}" for label, text in readers.html_lines(page))
    return readers.one_space(said)


def no_cause(project: Project) -> None:
    paper = project.input("paper.yaml")
    paper.write_text(
        re.sub(r"causes_of_concern:\n(  .*\n)+", "causes_of_concern: none\n", paper.read_text())
    )


class TestNilReturns:
    def test_no_reports(self, project: Project) -> None:
        project.input("reports.yaml").write_text("reports: none\n")
        text = text_of(project)
        assert "Since the last meeting, no reports have been published with recommendations" in text
        assert "3.1.1" not in text
        assert "Read the report" not in text

    def test_no_cause_of_concern(self, project: Project) -> None:
        no_cause(project)
        text = text_of(project)
        assert "WMP has no open cause of concern." in text
        assert "continues to work on the recommendations and AFIs" in text

    def test_no_inspection_to_come(self, project: Project) -> None:
        project.input("inspections.yaml").write_text(
            "since_last_meeting: none\nforthcoming: none\n"
        )
        text = text_of(project)
        assert "4.2 No inspection is expected." in text
        assert "Forthcoming inspection activity" not in text

    def test_no_open_items(self, project: Project) -> None:
        project.input("reports.yaml").write_text("reports: none\n")
        no_cause(project)
        project.input("open-counts.yaml").write_text(
            "as_at: unknown\nopen: {2025: 0}\nprevious: {as_at: unknown, open: {2025: 0}}\n"
        )
        text = text_of(project)
        assert (
            "No recommendations or AFIs came in and none was closed, so none is open, as in the"
            " last paper. 4."
        ) in text
        assert "Report year" not in text


class TestGrammar:
    def test_one_of_each(self, project: Project) -> None:
        project.input("reports.yaml").write_text(ONE_REPORT)
        project.input("open-counts.yaml").write_text(
            "as_at: 2025-11-28\nopen: {2025: 2}\nprevious: {as_at: 2025-09-12, open: {2025: 4}}\n"
        )
        text = text_of(project)
        for sentence in (
            "From 13 September to 28 November 2025, one report was published, with one",
            "with one recommendation or area for improvement (AFI)",
            "One recommendation was made, and it is not applicable",
            "One area for improvement was given to the force:",
            "One recommendation or AFI came in and 3 were closed, so 2 are open, 2 fewer than",
            "year Previous JAC paper (12 September 2025) New Closed Total number open (28 November",
        ):
            assert sentence in text

    def test_inspections_that_took_place(self, project: Project) -> None:
        project.input("inspections.yaml").write_text(
            "since_last_meeting:\n"
            "  - {name: Custody visit, when: 2025-10-06 to 2025-10-10, text: Unannounced.}\n"
            "forthcoming: none\n"
        )
        text = text_of(project)
        assert "Since the last meeting, one inspection has taken place." in text
        assert "4.1 Custody visit This took place from 6 to 10 October 2025. Unannounced." in text

    def test_engage_accelerated_and_a_known_last_meeting(self, project: Project) -> None:
        paper = project.input("paper.yaml")
        project.edit(paper, "monitoring_phase: scan", "monitoring_phase: engage")
        project.edit(paper, "last_meeting: unknown", "last_meeting: 2025-09-25")
        project.edit(
            paper, "open_recommendations: 2", "open_recommendations: 1\n    accelerated: true"
        )
        text = text_of(project)
        assert "is in the enhanced phase of HMICFRS monitoring, Engage." in text
        assert "An accelerated cause of concern is open: Investigations, with one open" in text
        assert "Since the last meeting on 25 September 2025, no inspections" in text

    def test_a_window_that_is_still_to_open(self, project: Project) -> None:
        project.edit(project.input("inspections.yaml"), "2025-09-08\n", "2026-01-05\n")
        project.edit(
            project.input("inspections.yaml"), "week commencing 2026", "week commencing 2026"
        )
        assert "The evidence window opens in the week commencing 5 January 2026" in text_of(project)


class TestWording:
    def test_a_sentence_is_worded_otherwise_for_one_meeting(self, project: Project) -> None:
        project.edit(
            project.input("paper.yaml"),
            "# wording:\n#   purpose: To tell members about ...",
            "wording:\n  purpose: To tell members **everything** & <more>.",
        )
        text = text_of(project)
        assert "1.1 To tell members everything & <more>. 2. Background" in text

    def test_a_marking_stands_on_every_page(self, project: Project) -> None:
        project.edit(project.input("paper.yaml"), "# When", "marking: OFFICIAL\n# When")
        assert project.run_here("build").returncode == 0
        (path,) = project.out.glob("*.docx")
        assert "OFFICIAL" in readers.word_xml(path, "word/footer1.xml")
        assert readers.word_lines(path)[0] == ("", "OFFICIAL")

    def test_summaries_carry_links_lists_and_emphasis_into_word(self, project: Project) -> None:
        project.edit(
            project.input("reports.yaml"),
            "      WMP was one of six forces inspected.",
            "      It *did* **very** [well](https://example.org/a?b=1&c=2):\n\n"
            "      - first\n      - second\n\n      1. one\n      2. two\n\n"
            "      WMP was one of six forces inspected.",
        )
        assert project.run_here("build").returncode == 0
        lines = [readers.word_lines, readers.html_lines]
        paths = [next(project.out.glob(f"*.{suffix}")) for suffix in ("docx", "html")]
        word_said, html_said = (read(path) for read, path in zip(lines, paths, strict=True))
        assert word_said == html_said
        # Each numbered list starts again at 1.
        assert ("1.", "one") in word_said
        assert ("2.", "Assessing ongoing risk with scheduled appointments") in word_said
        xml = readers.word_xml(paths[0])
        assert '<w:rStyle w:val="Strong"/></w:rPr><w:t xml:space="preserve">very' in xml
        assert 'Target="https://example.org/a?b=1&amp;c=2"' in readers.word_xml(
            paths[0], "word/_rels/document.xml.rels"
        )


def test_the_last_meetings_folder_supplies_date_and_previous_figures(project: Project) -> None:
    inputs = project.folder / "inputs"
    (inputs / MEETING).rename(inputs / "2025-09-25")
    project_again = inputs / MEETING
    project_again.mkdir()
    for path in (inputs / "2025-09-25").iterdir():
        (project_again / path.name).write_bytes(path.read_bytes())
    said = project.run_here("check").stderr
    assert '"last_meeting" is not needed: inputs/2025-09-25 gives it' in said
    project.edit(project.input("paper.yaml"), "last_meeting: unknown\n", "")
    said = project.run_here("check").stderr
    assert "error: the last paper said 11 for 2023, not 17 [previous-matches]" in said
    counts = project.input("open-counts.yaml")
    counts.write_text("as_at: 2025-11-28\nopen: {2023: 10, 2025: 30}\ncolumns: totals\n")
    text = text_of(project)
    assert "From 26 September to 28 November 2025, 3 reports were published" in text
    assert "40 recommendations and AFIs are open, 13 fewer than the 53 in the last paper." in text
    assert "2022 2 0 2023 11 10 2024 13 0 2025 27 30 Total 53 40" in text


def test_any_sentence_can_be_changed_in_the_template(project: Project) -> None:
    project.edit(
        project.template / "paper.html.j2", "No inspection is expected.", "We expect no inspection."
    )
    project.input("inspections.yaml").write_text("since_last_meeting: none\nforthcoming: none\n")
    assert "4.2 We expect no inspection." in text_of(project)


class TestFilters:
    @pytest.mark.parametrize(
        ("number", "words"), [(0, "no reports have"), (1, "one report has"), (3, "3 reports have")]
    )
    def test_words_agree_with_their_figure(self, number: int, words: str) -> None:
        assert english.counted(number, "report has", "reports have") == words

    @pytest.mark.parametrize(
        ("items", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ("abc", "a, b and c")]
    )
    def test_items_are_listed_as_in_a_sentence(self, items: list[str], words: str) -> None:
        assert english.listed(items) == words


EVER = PaperPeriod(None, on(date(2199, 12, 31)))
NO_REPORTS = ReportsFile.model_validate({"reports": "none"})


def counts(now: dict[int, int], closed: dict[int, int] | None = None) -> OpenCountsFile:
    return OpenCountsFile.model_validate(
        {"as_at": "unknown", "open": now or "none", "closed": closed}
    )


class TestFigures:
    @given(*[st.dictionaries(st.integers(2000, 2199), st.integers(0, 9999))] * 3)
    def test_movement_adds_up_whatever_is_given(
        self, previous: dict[int, int], now: dict[int, int], closed: dict[int, int]
    ) -> None:
        for told in (None, closed):
            table = arithmetic.movement(counts(now, told), counts(previous), NO_REPORTS, EVER)
            assert table.total.previous == sum(previous.values())
            assert table.total.now == sum(now.values())
            assert all(row.now == now.get(row.year, 0) for row in table.rows)
            assert all(row.closed >= 0 for row in table.rows)
            assert [row.year for row in table.rows] == sorted(row.year for row in table.rows)

    def test_a_year_at_0_is_shown_once_and_then_left_out(self) -> None:
        table = arithmetic.movement(
            counts({2022: 0, 2023: 0}), counts({2022: 1, 2023: 0}), NO_REPORTS, EVER
        )
        assert [row.year for row in table.rows] == [2022]

    def test_the_section_55_day_is_the_56th_beginning_with_publication(self) -> None:
        assert arithmetic.section_55_day(on(date(2025, 10, 15))) == on(date(2025, 12, 9))

    def test_grades_are_counted_best_first(self) -> None:
        grades = {"a": "inadequate", "b": "good", "c": "good"}
        assert arithmetic.grade_counts(grades) == (("good", 2), ("inadequate", 1))  # type: ignore[arg-type]


class TestLightMarkdown:
    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("Plain & simple", "<p>Plain &amp; simple</p>"),
            ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
            ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>"),
            ("- a\n\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
            ("\\<b>x\\</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
            ("\\# no heading", "<p># no heading</p>"),
            ("\\![x](https://a.b/c.png)", '<p>!<a href="https://a.b/c.png">x</a></p>'),
        ],
    )
    def test_is_paragraphs_lists_emphasis_and_links_and_else_text(
        self, text: str, html: str
    ) -> None:
        light_markdown.check(text)
        assert light_markdown.to_html(text).strip() == html

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("- a\n  - b", "a list inside a list"),
            ("- a\n\n  b", "must be one paragraph"),
            ("-\n- b", "is empty"),
            ("2026. It was good.", "starts at 1"),
            ("[x](page.html)", "must start with https://"),
            ("x [](https://a.b)", "has no words to click on"),
        ],
    )
    def test_what_a_paper_cannot_carry_is_refused(self, text: str, reason: str) -> None:
        with pytest.raises(ValueError, match=reason):
            light_markdown.check(text)

    @given(st.text(max_size=60))
    def test_any_text_is_refused_with_a_reason_or_shown_without_its_html(self, text: str) -> None:
        try:
            light_markdown.check(text)
        except ValueError:
            return
        tags = set(re.findall(r"</?([a-z0-9]+)", light_markdown.to_html(text)))
        assert tags <= {"p", "ul", "ol", "li", "em", "strong", "a"}


def table(*texts: tuple[str, ...], number: bool = False) -> Element:
    attributes = {"class": "number"} if number else {}
    rows = [
        Element("tr", children=[Element("td", attributes, [text]) for text in row]) for row in texts
    ]
    caption = Element("caption", children=["What it shows"], number="Table 1")
    parts = [Element("thead", children=[*rows[:1]]), Element("tbody", children=[*rows[1:]])]
    return Element("table", children=[caption, *parts])


class TestColumns:
    @pytest.mark.parametrize("bold", [False, True])
    def test_letters_are_as_wide_as_in_the_house_fonts(self, *, bold: bool) -> None:
        """Too narrow, and a word would be broken; too wide, and a line would be wasted."""
        fonts = ROOT / "templates" / "hmicfrs-update" / "fonts"
        font = TTFont(fonts / f"Arimo-{'Bold' if bold else 'Regular'}.ttf")
        advances, names = font["hmtx"], font.getBestCmap()
        for letter in [*map(chr, range(33, 127)), *"\u2018\u2019\u201c\u201d\u2013\u2014\u2212£"]:
            true = advances[names[ord(letter)]][0] / font["head"].unitsPerEm * 240
            (taken,) = columns._words(letter, bold=bold)
            assert true <= taken <= true + 1.5, letter

    @given(
        st.integers(2000, 20000),
        st.integers(1, 6).flatmap(
            lambda width: st.lists(
                st.tuples(*[st.text("ab ", max_size=90)] * width), min_size=1, max_size=5
            )
        ),
    )
    def test_fill_the_room_and_break_no_word_that_has_any(
        self, room: int, texts: list[tuple[str, ...]]
    ) -> None:
        shares = columns.layout(table(*texts), room).widths
        assert sum(shares) == room
        cells = [[columns._words(text, bold=True) for text in row] for row in texts]
        columns_of = zip(*cells, strict=True)
        least = [max(max(cell, default=0) for cell in column) for column in columns_of]
        if sum(least) + 190 * len(least) <= room:
            assert all(share >= floor for share, floor in zip(shares, least, strict=True))

    def test_in_proportion_if_all_get_what_they_want(self) -> None:
        shares = columns.layout(table(("", ""), ("a" * 10, "b" * 40)), 16_000).widths
        assert shares[1] / shares[0] == pytest.approx((40 * 134 + 190) / (10 * 134 + 190), abs=0.02)

    def test_the_longest_words_give_way_if_there_is_no_room(self) -> None:
        first, second = columns.layout(table(("", ""), ("a" * 10 + " a", "b" * 40)), 3_000).widths
        assert first >= columns._words("a" * 10, bold=False)[0] + 105
        assert second == 3_000 - first

    def test_room_goes_where_it_saves_most_lines(self) -> None:
        """A name of four words that would stand in four lines beside a text of two."""
        owner = "Head of Protecting Vulnerable People"
        text = "The force should see to it that what it has promised is done, and soon."
        first, second = columns.layout(table(*[(owner, text)] * 5), 7_000).widths
        assert lines(owner, first) == 2
        assert lines(text, second) == 2

    def test_what_stands_in_few_rows_gives_way_to_what_stands_in_many(self) -> None:
        texts = [("short", "words that go on " * 6)] * 30 + [("a name of many words " * 3, "short")]
        first, second = columns.layout(table(*texts), 8_000).widths
        assert second > 2 * first

    def test_a_thousand_rows_take_a_moment(self) -> None:
        """Some stand for all: else it would be seconds."""
        texts = [(f"R{number}", f"text number {number} " * 8, "a name") for number in range(1000)]
        looked_at = mock.Mock(side_effect=columns._lines)
        with mock.patch.object(columns, "_lines", looked_at):
            columns.layout(table(*texts), 9_000)
        assert 0 < looked_at.call_count < 40_000

    def test_headings_and_dates_stay_whole_beside_a_long_address(self) -> None:
        head = ("Reference", "Recommendation", "Owner", "Status")
        row = ("R-1", f"See https://{'a' * 120}", f"{'b' * 90}@midshire.police.uk", "30 September")
        found = columns.layout(table(head, row, row), 8_164)
        assert sum(found.widths) == 8_164
        for width, heading in zip(found.widths, head, strict=True):
            assert width - 190 >= columns._words(heading, bold=True)[0]
        assert found.widths[-1] - 190 >= columns._words("September", bold=False)[0]

    @pytest.mark.parametrize(
        ("letters", "outdented", "is_narrow"),
        [(20, False, False), (22, True, False), (24, True, True)],
    )
    def test_long_headings_take_the_margin_then_the_gaps(
        self, letters: int, *, outdented: bool, is_narrow: bool
    ) -> None:
        """The letter n is 147 twips wide; two columns of 20 have 6_200 with their gaps."""
        found = columns.layout(table(("n" * letters,) * 2, ("1", "2")), 6_300, 600)
        assert (found.outdented, found.is_narrow) == (outdented, is_narrow)
        assert sum(found.widths) == 6_300 + 600 * outdented

    def test_a_table_of_a_quarter_page_is_kept_whole(self) -> None:
        short = [("Year", "Open"), *[("2024", "1")] * 5]
        assert not columns.layout(table(*short), 8_164).may_break
        assert columns.layout(table(*short, ("2025", "1")), 8_164).may_break

    def test_larger_letters_need_wider_columns(self) -> None:
        words = table(("Previous", "Recommendations", "Change"), ("1", "2 " * 300, "3"))
        for points in (12, 14, 20):
            found = columns.layout(words, 8_164, 907, points)
            assert found.head_size == 1
            for width, heading in zip(found.widths, ("Previous", "Recommendations"), strict=False):
                assert width >= columns._words(heading, bold=True)[0] * points / 12

    def test_larger_headings_are_set_smaller_before_they_are_broken(self) -> None:
        head = ("Previous", "Recommendations", "Change", "Adjusted", "Reopened")
        found = columns.layout(table(head, ("1",) * 5), 8_164, 907, 20)
        assert 12 / 20 < found.head_size < 1
        for width, heading in zip(found.widths, head, strict=True):
            letters = columns._words(heading, bold=True)[0] * found.head_size * 20 / 12
            assert width - 105 >= letters - 1

    def test_headings_wider_than_the_page_are_named(self) -> None:
        wide = Element("body", children=[table(("n" * 40,) * 2, ("1", "2"))])
        (found,) = columns.problems(wide, 8_000, 12_000)
        assert "the headings of Table 1 are wider than the page" in found.message
        assert found.severity == "warning"
        assert not [*columns.problems(wide, 12_500, 12_500)]

    def test_figures_are_one_word(self) -> None:
        head, row = ("Year", "Open"), ("30 (was 29)", "recommendations are open " * 20)
        first, _ = columns.layout(table(head, row, number=True), 4_000).widths
        assert first - 190 >= columns._length(columns._words("30 (was 29)", bold=False))

    @pytest.mark.parametrize(
        ("words", "room", "count"),
        [
            ((), 500, 1),
            ((900,), 300, 4),
            ((300, 300), 667, 1),
            ((300, 300), 665, 2),
            ((300, 300, 300), 667, 2),
        ],
    )
    def test_lines_are_broken_between_words(
        self, words: tuple[int, ...], room: int, count: int
    ) -> None:
        assert columns._lines(words, room) == count


def lines(text: str, width: int) -> int:
    return columns._lines(columns._words(text, bold=False), width - 190)
