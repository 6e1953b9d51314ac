"""Days as registers have them: month first, in universal time, unknown, or only about when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from jacpaper.facts.account import Target
from jacpaper.problems import Problems
from jacpaper.register.counting import counts
from jacpaper.register.reading import cells
from jacpaper.register.reading.british_time import british_day
from jacpaper.register.reading.targets import target
from registers import HEADINGS, ROWS, csv_text, read, workbook, wrong

if TYPE_CHECKING:
    from pathlib import Path


class TestMonthFirst:
    def text(self, *days: tuple[str, str]) -> str:
        rows = [
            (f"R{number}", "A report", "AFI", "Do this", made, "closed", "", closed)
            for number, (made, closed) in enumerate(days, 1)
        ]
        return csv_text(rows)

    def test_a_column_of_them_is_asked_about_and_the_hint_followed(self, tmp_path: Path) -> None:
        """The column of closing days shows nothing of its own, but was written with the other."""
        text = self.text(("03/04/2024", "05/06/2024"), ("09/15/2024", "10/11/2024"))
        with pytest.raises(Problems) as found:
            read(tmp_path, csv=text)
        (problem,) = found.value.problems
        assert problem.line == "inputs/register.csv:3:E: error: “09/15/2024” is not a date"
        line = problem.hint.splitlines()[1]
        assert line == "month_first: [made, closed]"
        first, second = read(tmp_path, yaml=f"{line}\n").items
        assert first.changes == (date(2024, 3, 4), date(2024, 5, 6))
        assert second.changes == (date(2024, 9, 15), date(2024, 10, 11))

    def test_a_mixed_column_names_both_cells(self, tmp_path: Path) -> None:
        text = self.text(("25/04/2024", "2025-01-01"), ("09/15/2024", "2025-01-01"))
        with pytest.raises(Problems) as found:
            read(tmp_path, csv=text)
        (problem,) = found.value.problems
        assert str(problem.place).endswith(":3:E")
        assert problem.hint.startswith("E2 can only have the day first")
        (line,) = wrong(tmp_path, yaml="month_first: [made]\n")
        assert line.endswith(":2:E: error: “25/04/2024” is not a date")

    def test_dates_that_excel_may_have_turned_round(self, tmp_path: Path) -> None:
        rows = [(*ROWS[0][:4], date(2024, 4, 3), *ROWS[0][5:]), ("R9", *ROWS[0][1:4], "09/15/2024",
                *ROWS[0][5:])]  # fmt: skip
        workbook(tmp_path / "register.xlsx", {"Items": [HEADINGS, *rows]})
        with pytest.raises(Problems) as found:
            read(tmp_path)
        assert "in the order MDY" in found.value.problems[0].hint

    def test_very_many_wrong_cells_are_looked_at_once(self, tmp_path: Path) -> None:
        text = self.text(*[("09/15/2024", "2025-01-01")] * 20_000)
        assert len(wrong(tmp_path, csv=text)) == 51


class TestZones:
    @pytest.mark.parametrize(
        ("written", "day"),
        [
            ("2025-06-30T23:00:00Z", date(2025, 7, 1)),
            ("2025-06-30T22:59:59Z", date(2025, 6, 30)),
            ("2025-07-01T00:00:00+01:00", date(2025, 7, 1)),
            ("2025-07-01T00:00:00+02:00", date(2025, 6, 30)),
            ("2025-06-30T20:00:00-05:00", date(2025, 7, 1)),
            ("2025-06-30 23:00:00.000 +0000", date(2025, 7, 1)),
            ("2024-12-31T23:30:00Z", date(2024, 12, 31)),
            ("2024-03-01T00:00:00Z", date(2024, 3, 1)),
            ("30/06/2025 11:00 PM UTC", date(2025, 7, 1)),
            ("30/06/2025 11:00 PM", date(2025, 6, 30)),
            ("2025-06-30T23:00:00", date(2025, 6, 30)),
            ("08/09/2025 00:00", date(2025, 9, 8)),
        ],
    )
    def test_a_moment_is_the_day_it_was_in_britain(self, written: str, day: date) -> None:
        assert cells.day(written) == day

    @pytest.mark.parametrize("written", ["2025-06-30T25:00:00Z", "2025-06-30T10:75Z"])
    def test_no_moment(self, written: str) -> None:
        with pytest.raises(ValueError, match="is not a date"):
            cells.day(written)

    def test_as_the_table_of_time_zones_has_it(self) -> None:
        london = ZoneInfo("Europe/London")
        for year in range(1996, 2037):
            for month in (3, 10):
                for hour in range(24 * 31):
                    moment = datetime(year, month, 1, tzinfo=UTC) + timedelta(hours=hour)
                    expected = moment.astimezone(london).date()
                    assert british_day(moment.replace(tzinfo=None)) == expected


class TestTargets:
    @pytest.mark.parametrize(
        ("written", "last"),
        [
            ("March 2026", date(2026, 3, 31)),
            ("end of March 2026", date(2026, 3, 31)),
            ("By end March 2026", date(2026, 3, 31)),
            ("mid-March 2026", date(2026, 3, 20)),
            ("Q4 2025/26", date(2026, 3, 31)),
            ("Q1 2026/27", date(2026, 6, 30)),
            ("Q3 2025-26", date(2025, 12, 31)),
            ("Quarter 2 2025/2026", date(2025, 9, 30)),
            ("Q1 2026", date(2026, 6, 30)),
            ("Q4 25/26", date(2026, 3, 31)),
            ("end of Q1 FY 26/27", date(2026, 6, 30)),
            ("FY 25-26", date(2026, 3, 31)),
            ("2025/26", date(2026, 3, 31)),
            ("Spring 2026", date(2026, 5, 31)),
            ("winter 2026/27", date(2027, 2, 28)),
            ("2026", date(2026, 12, 31)),
            ("w/c 2 March 2026", date(2026, 3, 8)),
            ("w/c 02/03/2026", date(2026, 3, 8)),
            ("week ending 6 March 2026", date(2026, 3, 6)),
            ("July to September 2026", date(2026, 9, 30)),
            ("ongoing", None),
            ("Ongoing.", None),
            ("TBA", None),
            ("ASAP", None),
            ("With immediate effect", None),
            ("Immediately.", None),
            ("No deadline", None),
            ("n/k", None),
            ("TBC", None),
            ("unknown", None),
            ("To be confirmed", None),
        ],
    )
    def test_in_the_usual_words(self, written: str, last: date | None) -> None:
        assert target(written)[:2] == (last, written)

    @pytest.mark.parametrize(
        ("written", "printed"),
        [
            ("Mar-26", "March 2026"),
            ("03/2026", "March 2026"),
            ("2026-03", "March 2026"),
            ("By end of Mar 26.", "By end of March 2026"),
        ],
    )
    def test_a_month_as_spreadsheets_have_it_is_printed_in_full(
        self, written: str, printed: str
    ) -> None:
        assert target(written) == Target(date(2026, 3, 31), printed, date(2026, 3, 1))

    @pytest.mark.parametrize("written", ["", "-", "n/a", "none", None])
    def test_none(self, written: str | None) -> None:
        assert target(written)[:2] == (None, "")

    @pytest.mark.parametrize(
        "written", [date(2026, 3, 2), "2026-03-02", "02/03/2026", "2 Mar 2026", 46083]
    )
    def test_an_exact_day_has_no_words(self, written: Any) -> None:
        assert target(written)[:2] == (date(2026, 3, 2), "")

    @pytest.mark.parametrize(
        "written",
        [
            "soon",
            "Q5 2025/26",
            "Q4 2025/27",
            "31/02/2026",
            "13/2026",
            "25/26",
            "2026-13",
            "Q4 25/27",
        ],
    )
    def test_what_is_no_target(self, written: str) -> None:
        with pytest.raises(ValueError, match="is not a"):
            target(written)

    @pytest.mark.parametrize("written", ["Within six months", "within 12 weeks of publication."])
    def test_a_length_of_time_is_to_be_counted(self, written: str) -> None:
        with pytest.raises(cells.UnreadableError, match="write the day to which this comes"):
            target(written)

    def test_overdue_only_after_the_last_possible_day(self, tmp_path: Path) -> None:
        row = (*ROWS[0], "March 2026", "TBC")
        headings = (*HEADINGS, "Target", "Revised")
        (item,) = read(tmp_path, csv=csv_text([row], headings)).items
        assert (item.due, item.due_words) == (date(2026, 3, 31), "March 2026")
        row = (*ROWS[0], "01/03/2026", "Q1 2026/27")
        (item,) = read(tmp_path, csv=csv_text([row], headings)).items
        assert (item.due, item.due_words) == (date(2026, 6, 30), "Q1 2026/27")
        row = (*ROWS[0], "Q1 2026/27", "01/03/2027")
        (item,) = read(tmp_path, csv=csv_text([row], headings)).items
        assert (item.due, item.due_words) == (date(2027, 3, 1), "")

    def test_a_cell_that_shows_month_and_year_alone_is_that_month(self, tmp_path: Path) -> None:
        import xlsxwriter

        book = xlsxwriter.Workbook(str(tmp_path / "register.xlsx"))
        sheet = book.add_worksheet("Items")
        sheet.write_row(0, 0, (*HEADINGS, "Target"))
        for number, form in enumerate(("mmm-yy", "mmmm yyyy", "dd/mm/yyyy"), 1):
            sheet.write_row(number, 0, (f"R{number}", *ROWS[0][1:]))
            sheet.write(number, 8, 46082, book.add_format({"num_format": form}))
        book.close()
        assert [(item.due, item.due_words) for item in read(tmp_path).items] == [
            (date(2026, 3, 31), "March 2026"), (date(2026, 3, 31), "March 2026"),
            (date(2026, 3, 1), ""),
        ]  # fmt: skip


class TestClosed:
    def test_on_a_day_that_nobody_knows(self, tmp_path: Path) -> None:
        text = csv_text([(*ROWS[2][:7], "unknown"), ROWS[0]])
        register = read(tmp_path, csv=text)
        item = register.items[0]
        days = [date(2000, 1, 1), item.made, date(2025, 12, 1), date(2199, 1, 1)]
        assert not any(item.is_open(day) for day in days)
        assert item.status_at(days[1]) == "closed"
        assert item.words_at(days[1]) == "closed"
        for moved in counts.MOVES.values():
            assert item not in moved(register.items, date(1990, 1, 1), date(2199, 1, 1))

    def test_the_hint_can_be_followed(self, tmp_path: Path) -> None:
        text = csv_text([(*ROWS[2][:7], "")])
        with pytest.raises(Problems) as found:
            read(tmp_path, csv=text)
        assert "write unknown" in found.value.problems[0].hint
        assert read(tmp_path, csv=csv_text([(*ROWS[2][:7], "unknown")])).items

    def test_an_open_item_is_not_closed_on_an_unknown_day(self, tmp_path: Path) -> None:
        (line,) = wrong(tmp_path, csv=csv_text([(*ROWS[0][:7], "unknown")]))
        assert line.endswith("error: it was closed on an unknown day, but its status is open")

    def test_last_updated_is_no_day_of_closing(self, tmp_path: Path) -> None:
        headings = ("Ref", "Report", "Recommendation", "Published", "Status", "Last updated")
        text = csv_text([("R1", "A", "Do x", "01/03/2022", "Closed", "10/02/2026")], headings)
        assert wrong(tmp_path, csv=text) == [
            "inputs/register.csv:2:A: error: it is closed, but no date says since when",
        ]
        columns = "columns: {reference: Ref, report: Report, text: Recommendation, made: Published,"
        columns += " status: Status, status_date: Last updated}\n"
        assert read(tmp_path, yaml=columns).items[0].closed == date(2026, 2, 10)


class TestPerReport:
    TEXT = csv_text(
        [("Rec 1", "Report A", *ROWS[0][2:]), ("Rec 2", "Report A", *ROWS[0][2:]),
         ("Rec 1", "Report B", *ROWS[0][2:])]
    )  # fmt: skip

    def test_the_hint_can_be_followed(self, tmp_path: Path) -> None:
        with pytest.raises(Problems) as found:
            read(tmp_path, csv=self.TEXT)
        (problem,) = found.value.problems
        assert problem.message == "the reference Rec 1 is there twice"
        line = problem.hint.splitlines()[-1]
        items = read(tmp_path, yaml=f"{line}\n").items
        assert [item.reference for item in items] == [
            "Rec 1 (Report A)", "Rec 2", "Rec 1 (Report B)",
        ]  # fmt: skip

    def test_twice_in_one_report_is_an_error_still(self, tmp_path: Path) -> None:
        text = csv_text([("Rec 1", "Report A", *ROWS[0][2:])] * 2)
        assert wrong(tmp_path, csv=text, yaml="references: per report\n") == [
            "inputs/register.csv:3:A: error: the reference Rec 1 is there twice in “Report A”"
        ]

    def test_an_exempt_item_changes_no_public_reference(self, tmp_path: Path) -> None:
        mapping = "references: per report\nexempt: {reports: [Report B]}\n"
        items = read(tmp_path, csv=self.TEXT, yaml=mapping).items
        assert [item.reference for item in items] == ["Rec 1", "Rec 2", "Rec 1 (Report B)"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("Wednesday 15th October 2025", date(2025, 10, 15)),
        ("Wed, 15 Oct. 2025", date(2025, 10, 15)),
        ("1st March 2024", date(2024, 3, 1)),
        ("22nd of March 24", date(2024, 3, 22)),
        ("2025-10-5", date(2025, 10, 5)),
        ("2025/10/05", date(2025, 10, 5)),
        ("\u00a01 March 2024", date(2024, 3, 1)),
        ("\u00a0\u00a01\u00a0March\u00a02024", date(2024, 3, 1)),
    ],
)
def test_days_are_read_as_offices_type_them(typed: str, day: date) -> None:
    assert cells.day(typed) == day


@pytest.mark.parametrize("typed", ["Wednesday 16th October 2025", "31st June 2025", "2025-13-5"])
def test_a_day_that_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(cells.UnreadableError, match=f"^“{typed}” is not a date"):
        cells.day(typed)


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("5\u20139 January 2026", date(2026, 1, 9)),
        ("15-19 January 2026", date(2026, 1, 19)),
        ("29 December 2025 \u2013 2 January 2026", date(2026, 1, 2)),
        ("January - March 2026", date(2026, 3, 31)),
        ("end of January 2026", date(2026, 1, 31)),
        ("\u00a0end of January 2026", date(2026, 1, 31)),
    ],
)
def test_a_target_may_be_a_period(typed: str, last: date) -> None:
    assert target(typed)[:2] == (last, typed.strip("\u00a0"))


def test_a_target_is_of_our_time() -> None:
    with pytest.raises(cells.UnreadableError, match="its year is not of our time"):
        target("in 1877")


def test_a_register_of_headings_alone_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, csv=csv_text([]))
    (question,) = found.questions
    assert question.line == (
        "inputs/register.csv:1: warning: the register has headings and no item below them, so"
        " every count is 0"
    )


def test_a_semicolon_in_a_cell_breaks_no_message(tmp_path: Path) -> None:
    rows = [(*ROWS[0][:4], "soon; or late", *ROWS[0][5:])]
    with pytest.raises(Problems) as found:
        read(tmp_path, csv=csv_text(rows))
    (problem,) = found.value.problems
    assert problem.message == "“soon; or late” is not a date"
    assert problem.hint == f"write it as {cells.FORMS}"
