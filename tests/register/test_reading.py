"""A register is read whole, or every wrong cell is named at its place; nothing is dropped."""

from __future__ import annotations

import csv
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import stamped
from conftest import ROOT, WITHOUT_ITEMS, Project, run_here
from jacpaper.hmicfrs.load import load
from jacpaper.problems import Problems
from jacpaper.register.counting import counts
from jacpaper.register.reading import cells
from jacpaper.register.reading.tables import Fault
from registers import HEADINGS, ROWS, csv_text, placeless, read, workbook, wrong, yaml_text

if TYPE_CHECKING:
    from pathlib import Path

MIDSHIRE = ROOT / "examples" / "midshire"


class TestForms:
    """The same items, however they are kept."""

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_any_delimiter(self, tmp_path: Path, delimiter: str) -> None:
        found = read(tmp_path, csv=csv_text(ROWS, delimiter=delimiter))
        assert [item.reference for item in found.items] == ["R1", "R2", "R3"]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_any_encoding_that_excel_writes(self, tmp_path: Path, encoding: str) -> None:
        rows = [("R1", "Saint-Cæcilia £", *ROWS[0][2:])]
        found = read(tmp_path, csv=csv_text(rows, delimiter=";").encode(encoding))
        assert found.items[0].report == "Saint-Cæcilia £"

    def test_what_excel_says_of_the_delimiter(self, tmp_path: Path) -> None:
        found = read(tmp_path, csv="sep=;\r\n" + csv_text(ROWS, delimiter=";"))
        assert len(found.items) == 3
        assert "register.csv:3:A" in str(found.items[0].place)

    def test_all_three_say_the_same(self, tmp_path: Path) -> None:
        made = [tmp_path / name for name in ("a", "b", "c")]
        for folder in made:
            folder.mkdir()
        workbook(made[1] / "register.xlsx", {"Items": [HEADINGS, *ROWS]})
        from_csv = read(made[0], csv=csv_text(ROWS))
        from_yaml = read(made[2], yaml=yaml_text(ROWS))
        assert placeless(from_csv) == placeless(read(made[1])) == placeless(from_yaml)
        assert from_csv.items[2].changes == (date(2025, 6, 5), date(2025, 9, 9))
        assert from_csv.items[1].status == "submitted for closure"
        assert from_csv.items[0].type == "recommendation"

    def test_blank_rows_and_those_left_out_are_no_items(self, tmp_path: Path) -> None:
        blank = ("",) * len(HEADINGS)
        left = ("R4", "A report", "AFI", "Not ours", "2024-03-01", "Not for us", "", "")
        found = read(
            tmp_path,
            csv=csv_text([ROWS[0], blank, blank, left, ROWS[1], blank]),
            yaml="status: {Not for us: left out}\n",
        )
        assert [item.reference for item in found.items] == [ROWS[0][0], ROWS[1][0]]

    def test_columns_and_words_are_mapped(self, tmp_path: Path) -> None:
        headings = ("Nr", "Name", "Sort", "What", "When", "How", "Since", "Done")
        row = ("7", "A report", "Rec.", "Do this", "1 Mar 2024", "Under way", "", "")
        found = read(
            tmp_path,
            csv=csv_text([row], headings),
            yaml="columns: {reference: nr, report: Name, type: Sort, text: What, made: When,"
            " status: How}\nstatus: {under way: open}\ntypes: {Rec.: recommendation}\n",
        )
        (item,) = found.items
        assert (item.reference, item.type, item.status) == ("7", "recommendation", "open")
        assert item.status_words == "Under way"

    def test_a_title_above_the_headings(self, tmp_path: Path) -> None:
        found = read(tmp_path, csv="Our register\n\n" + csv_text(ROWS))
        assert len(found.items) == 3

    @pytest.mark.parametrize(
        ("heading", "cell", "ours"),
        [
            ("Action lead", "Head of Custody", "owner"),
            ("Action owner(s)", "Head of Custody", "owner"),
            ("Lead officer", "Head of Custody", "owner"),
            ("Responsible lead", "Head of Custody", "owner"),
            ("Deadline date", "2030-03-31", "target"),
            ("Due by", "2030-03-31", "target"),
        ],
    )
    def test_headings_that_can_mean_one_thing(
        self, tmp_path: Path, heading: str, cell: str, ours: str
    ) -> None:
        rows = [(*ROWS[0], cell)]
        found = read(tmp_path, csv=csv_text(rows, (*HEADINGS, heading)))
        assert str(getattr(found.items[0], ours)) == cell
        assert found.questions == ()

    @pytest.mark.parametrize("heading", ["Closed on", "Date of closing"])
    def test_headings_of_the_day_of_closure(self, tmp_path: Path, heading: str) -> None:
        assert HEADINGS[-1] == "Closed"
        found = read(tmp_path, csv=csv_text(ROWS, (*HEADINGS[:-1], heading)))
        assert found.items[2].changes == (date(2025, 6, 5), date(2025, 9, 9))
        assert found.questions == ()

    def test_history(self, tmp_path: Path) -> None:
        row = (*ROWS[0], "closed 10/01/2025; reopened 2 March 2025")
        (item,) = read(tmp_path, csv=csv_text([row], (*HEADINGS, "History"))).items
        assert item.changes == (date(2024, 3, 1), date(2025, 1, 10), date(2025, 3, 2))
        assert item.is_open(date(2025, 1, 9))
        assert not item.is_open(date(2025, 1, 10))
        assert item.is_open(date(2025, 3, 2))
        assert item.opened(date(2025, 3, 2)) == date(2025, 3, 2)
        assert item.opened(date(2025, 1, 9)) == date(2024, 3, 1)

    def test_status_on_a_day(self, tmp_path: Path) -> None:
        mapping = "status: {With them: submitted for closure}\n"
        rows = [ROWS[0], (*ROWS[1][:5], "With them", *ROWS[1][6:]), ROWS[2]]
        still, waiting, closed = read(tmp_path, csv=csv_text(rows), yaml=mapping).items
        before, after = date(2025, 2, 2), date(2025, 2, 3)
        assert (waiting.status_at(before), waiting.words_at(before)) == ("open", "open")
        assert waiting.status_at(after) == "submitted for closure"
        assert waiting.words_at(after) == "With them"
        assert still.status_at(before) == "open"
        assert closed.status_at(date(2025, 9, 8)) == closed.words_at(date(2025, 9, 8)) == "open"
        assert closed.status_at(date(2025, 9, 9)) == "closed"

    def test_exempt_by_row_and_by_report(self, tmp_path: Path) -> None:
        rows = [(*ROWS[0], "yes"), (*ROWS[1], ""), (*ROWS[2], "no")]
        mapping = "exempt: {reports: [another report], reason: It helps thieves.}\n"
        found = read(tmp_path, csv=csv_text(rows, (*HEADINGS, "Exempt")), yaml=mapping)
        assert [item.exempt for item in found.items] == [True, False, True]
        assert [item.exempt_reason for item in found.items] == [
            "It helps thieves.", "", "It helps thieves.",
        ]  # fmt: skip


@pytest.mark.parametrize("guarded", ['="R1"', '"=""R1"""'])
def test_a_text_that_is_kept_from_excel_is_read_as_it_shows_there(
    tmp_path: Path, guarded: str
) -> None:
    text = csv_text(ROWS).replace("R1", guarded, 1).replace(",,", ',"=""""",', 1)
    found = read(tmp_path, csv=text)
    assert [item.reference for item in found.items] == ["R1", "R2", "R3"]
    assert found == read(tmp_path, csv=csv_text(ROWS))


class TestCells:
    @pytest.mark.parametrize(
        "written",
        [
            "2025-09-08", "08/09/2025", "8/9/25", "8.9.2025", "8 Sep 2025", "08-Sep-25",
            "8 September 2025", "2025-09-08T00:00:00", "08/09/2025 00:00", "45908", 45908, 45908.5,
            date(2025, 9, 8),
        ],
    )  # fmt: skip
    def test_a_day_as_people_and_programs_write_it(self, written: Any) -> None:
        assert cells.day(written) == date(2025, 9, 8)

    @pytest.mark.parametrize("written", ["", "-", "n/a", "TBC", None])
    def test_no_day(self, written: str | None) -> None:
        assert cells.day(written) is None

    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ("09/15/2025", "“09/15/2025” is not a date; here the day comes before the month"),
            ("31/02/2025", "“31/02/2025” is not a date; write"),
            ("soon", "“soon” is not a date; write it as 08/09/2025"),
            ("Sept 2025", "“Sept 2025” is not a date"),
            (12, "“12” is not a date"),
            (True, "“TRUE” is not a date"),
            (date(1825, 1, 1), "“1825-01-01” is not a date; its year is not of our time"),
            ("01/03/0024", "“01/03/0024” is not a date; its year is not of our time"),
            ("1 March 0024", "“1 March 0024” is not a date; write it as"),
            (Fault("#N/A"), "this is the error #N/A; open the register"),
        ],
    )
    def test_what_is_no_day(self, written: Any, said: str) -> None:
        with pytest.raises(ValueError, match="is") as error:
            cells.day(written)
        assert str(error.value).startswith(said)

    def test_numbers_read_as_people_see_them(self) -> None:
        assert [cells.text(value) for value in (7, 1.1, 1.0, True)] == ["7", "1.1", "1", "TRUE"]

    def test_only_yes_and_no_are_read_as_such(self) -> None:
        assert [cells.yes(word) for word in ("Yes", "x", "No", "", None)] == [
            True, True, False, None, None,
        ]  # fmt: skip
        with pytest.raises(ValueError, match="neither yes nor no"):
            cells.yes("perhaps")


class TestExcel:
    def book(self, folder: Path, rows: list[tuple[Any, ...]], **options: Any) -> None:
        workbook(folder / "register.xlsx", {"Items": rows}, **options)

    @pytest.mark.parametrize("since_1904", [False, True])
    def test_days_are_numbers_with_a_format(self, tmp_path: Path, *, since_1904: bool) -> None:
        row = ("R1", "A report", "AFI", "Do this", date(2024, 3, 1), "closed", "", date(2025, 1, 2))
        self.book(tmp_path, [HEADINGS, row], date_1904=since_1904)
        assert read(tmp_path).items[0].changes == (date(2024, 3, 1), date(2025, 1, 2))

    def test_a_formula_counts_for_its_stored_result(self, tmp_path: Path) -> None:
        import xlsxwriter

        book = xlsxwriter.Workbook(str(tmp_path / "register.xlsx"))
        sheet = book.add_worksheet("Items")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ROWS[0])
        sheet.write_formula(1, 0, '="R"&1', None, "R1")
        sheet.write_row(2, 0, ROWS[1])
        sheet.write_formula(2, 3, "=NA()", None, "#N/A")
        book.close()
        assert wrong(tmp_path) == ["inputs/register.xlsx:Items:3:D: error: this is the error #N/A"]

    def test_merged_cells_count_for_each_row(self, tmp_path: Path) -> None:
        import xlsxwriter

        book = xlsxwriter.Workbook(str(tmp_path / "register.xlsx"))
        sheet = book.add_worksheet("Items")
        for number, row in enumerate((HEADINGS, ROWS[0], ROWS[1])):
            sheet.write_row(number, 0, row)
        sheet.merge_range(1, 1, 2, 1, "One report for both")
        book.close()
        assert {item.report for item in read(tmp_path).items} == {"One report for both"}

    def test_the_sheet_must_be_known(self, tmp_path: Path) -> None:
        workbook(tmp_path / "register.xlsx", {"Notes": [("x",)], "Items": [HEADINGS, *ROWS]})
        assert wrong(tmp_path) == [
            'inputs/register.xlsx: error: the workbook has 2 sheets: "Notes", "Items"'
        ]
        assert len(read(tmp_path, yaml="sheet: Items\n").items) == 3
        assert wrong(tmp_path, yaml="sheet: Itmes\n") == [
            'inputs/register.xlsx: error: the workbook has no sheet "Itmes"'
        ]

    def test_a_hidden_sheet_is_not_one_to_choose(self, tmp_path: Path) -> None:
        import xlsxwriter

        book = xlsxwriter.Workbook(str(tmp_path / "register.xlsx"))
        shown, hidden = book.add_worksheet("Items"), book.add_worksheet("Lists")
        for number, row in enumerate((HEADINGS, *ROWS)):
            shown.write_row(number, 0, row)
        hidden.hide()
        book.close()
        assert len(read(tmp_path).items) == 3


def spoilt(column: str, value: str) -> str:
    """Return a register whose second item has this in this column."""
    headings = (*HEADINGS, "History", "Exempt")
    rows = [[*row, "", ""] for row in ROWS]
    rows[1][headings.index(column)] = value
    return csv_text(rows, headings)


class TestWrong:
    @pytest.mark.parametrize(
        ("column", "value", "said"),
        [
            ("Reference", "", "3:A: error: the reference is missing"),
            ("Reference", "R1", "3:A: error: the reference R1 is there twice"),
            ("Text", "", "3:D: error: its text is missing"),
            (
                "Text", "Do\x07that",
                "3:D: error: a control character (U+0007) that no paper can hold",
            ),
            ("Made", "", "3:E: error: the day it was made is missing"),
            ("Made", "01/13/2024", "3:E: error: “01/13/2024” is not a date"),
            (
                "Made", "2025-02-04",
                ("3:G: error: its status is of 3 February 2025, before it was made on"
                " 4 February 2025"),
            ),
            ("Type", "Idea", "3:C: error: it is not known what “Idea” means"),
            ("Status", "", "3:F: error: the status is missing"),
            ("Status", "Nearly", "3:F: error: it is not known what “Nearly” means"),
            (
                "Closed", "2025-01-01",
                ("3:H: error: it was closed on 1 January 2025, but its status is submitted for"
                " closure"),
            ),
            ("History", "lost in 2024", "3:I: error: “lost in 2024” is not a change with its day"),
            (
                "History", "reopened 1 May 2024",
                "3:I: error: it cannot be reopened on 1 May 2024: it was not closed before",
            ),
            (
                "History", "closed 1 May 2024",
                ("3:I: error: its history ends with it closed, but its status is submitted for"
                " closure"),
            ),
            (
                "History", "closed 1 May 2023; reopened 1 June 2024",
                "3:I: error: 1 May 2023 is before it was made on 1 March 2024",
            ),
            (
                "History", "opened 2 March 2024; closed 1 May 2024; reopened 1 June 2024",
                "3:I: error: its history begins on 2 March 2024, but it was made on 1 March 2024",
            ),
            ("History", "closed 31/31/2024", "3:I: error: “31/31/2024” is not a date"),
            (
                "History", "closed 2 May 2024; reopened 2 June 2024; closed 2 July 2024",
                ("3:I: error: its history ends with it closed, but its status is submitted for"
                " closure"),
            ),
        ],
    )  # fmt: skip
    def test_a_cell_is_named(self, tmp_path: Path, column: str, value: str, said: str) -> None:
        assert wrong(tmp_path, csv=spoilt(column, value)) == [f"inputs/register.csv:{said}"]

    def test_closed_without_a_day(self, tmp_path: Path) -> None:
        rows = [(*ROWS[2][:7], "")]
        assert wrong(tmp_path, csv=csv_text(rows)) == [
            "inputs/register.csv:2:H: error: it is closed, but no date says since when"
        ]

    def test_dates_that_nothing_reads_are_named_beside_what_is_missing(
        self, tmp_path: Path
    ) -> None:
        lines = wrong(tmp_path, csv=csv_text(ROWS, (*HEADINGS[:-1], "Signed off")))
        assert lines == [
            'inputs/register.csv:1:H: warning: "Signed off" holds dates, and nothing reads it',
            "inputs/register.csv:4:A: error: it is closed, but no date says since when",
        ]

    def test_closed_before_it_was_made(self, tmp_path: Path) -> None:
        rows = [(*ROWS[2][:7], "2025-06-04")]
        assert wrong(tmp_path, csv=csv_text(rows)) == [
            "inputs/register.csv:2:H: error: 4 June 2025 is before it was made on 5 June 2025"
        ]

    def test_closed_on_a_day_that_its_history_does_not_have(self, tmp_path: Path) -> None:
        row = (*ROWS[2], "closed 1 July 2025; reopened 2 July 2025; closed 9 September 2025")
        headings = (*HEADINGS, "History")
        assert wrong(tmp_path, csv=csv_text([row], headings)) == []
        row = (*ROWS[2][:7], "2025-07-02", row[-1])
        (line,) = wrong(tmp_path, csv=csv_text([row], headings))
        assert line == (
            "inputs/register.csv:2:H: error: it was closed on 2 July 2025, but its history does"
            " not say so"
        )

    @pytest.mark.parametrize(("given", "year"), [("2023", 2023), ("", 2024), ("03/04/2022", None)])
    def test_the_year_of_a_report_is_a_column_or_that_of_the_day_it_was_made(
        self, tmp_path: Path, given: str, year: int | None
    ) -> None:
        text = csv_text([(*ROWS[0], given)], (*HEADINGS, "Report year"))
        if year:
            (item,) = read(tmp_path, csv=text).items
            assert item.report_year == year
        else:
            assert wrong(tmp_path, csv=text) == [
                "inputs/register.csv:2:I: error: “03/04/2022” is not a report year"
            ]

    def test_a_day_in_the_column_of_years_counts_for_its_year(self, tmp_path: Path) -> None:
        rows = [(*ROWS[0], date(2022, 4, 3))]
        workbook(tmp_path / "register.xlsx", {"Items": [(*HEADINGS, "Report year"), *rows]})
        assert [item.report_year for item in read(tmp_path).items] == [2022]

    @pytest.mark.parametrize(
        ("name", "hint"),
        [
            ("registr.csv", 'did you mean "register.csv"?'),
            ("../register.csv", 'did you mean "register.csv"?'),
            ("x", "put it there, or give the name of the file that is"),
            ("a/x", "give its name without a folder: register.xlsx"),
        ],
    )
    def test_a_file_that_is_not_there(self, tmp_path: Path, name: str, hint: str) -> None:
        with pytest.raises(Problems) as found:
            read(tmp_path, csv=csv_text(ROWS), yaml=f"file: {name}\n")
        (problem,) = found.value.problems
        assert problem.line == (f'inputs/register.yaml:1:7: error: inputs/ has no file "{name}"')
        assert problem.hint == hint

    def test_a_mapping_without_a_register(self, tmp_path: Path) -> None:
        (line,) = wrong(tmp_path, yaml="status: {Nearly: open}\n")
        assert line.endswith("error: there is no register to read")

    def test_a_word_is_named_once_with_its_rows(self, tmp_path: Path) -> None:
        rows = [(f"R{number}", *ROWS[0][1:5], "Nearly", "", "") for number in range(30)]
        with pytest.raises(Problems) as found:
            read(tmp_path, csv=csv_text(rows))
        (problem,) = found.value.problems
        assert problem.message == "it is not known what “Nearly” means (in 30 rows, here first)"
        assert problem.hint.endswith("\nstatus:\n  Nearly: to do")

    def test_all_at_once_but_not_without_end(self, tmp_path: Path) -> None:
        rows = [(f"R{number}", *ROWS[0][1:4], "soon", *ROWS[0][5:]) for number in range(10_000)]
        lines = wrong(tmp_path, csv=csv_text(rows))
        assert len(lines) == 51
        assert lines[-1] == (
            "inputs/register.csv:52: error: from here on 9,950 more cells are wrong"
        )

    def test_a_column_that_is_not_there(self, tmp_path: Path) -> None:
        mapping = (
            "columns: {reference: Reference, report: Report, text: Text, made: Maed,"
            " status: Status}\n"
        )
        assert wrong(tmp_path, csv=csv_text(ROWS), yaml=mapping) == [
            'inputs/register.yaml:1:67: error: the register has no column "Maed"'
        ]

    def test_a_column_that_is_needed(self, tmp_path: Path) -> None:
        rows = [row[1:] for row in ROWS]
        assert wrong(tmp_path, csv=csv_text(rows, HEADINGS[1:])) == [
            "inputs/register.csv:1: error: no column is known to hold: reference"
        ]

    def test_two_columns_of_one_name(self, tmp_path: Path) -> None:
        rows = [(*row, "x") for row in ROWS]
        assert wrong(tmp_path, csv=csv_text(rows, (*HEADINGS, "Status"))) == [
            'inputs/register.csv:1:I: error: two columns are headed "Status"'
        ]

    def test_two_registers(self, tmp_path: Path) -> None:
        workbook(tmp_path / "register.xlsx", {"Items": [HEADINGS, *ROWS]})
        assert wrong(tmp_path, csv=csv_text(ROWS)) == [
            "inputs/register.csv: error: there are two registers: register.csv and register.xlsx"
        ]
        assert len(read(tmp_path, yaml="file: register.xlsx\n").items) == 3

    def test_a_form_that_is_not_read_is_not_passed_over(self, project: Project) -> None:
        project.input("register.ods").write_bytes(b"PK")
        said = project.run_here("check").stderr
        assert "inputs/register.ods: error: this form of register is not read" in said

    def test_open_left_out_needs_a_register_and_a_day(self, project: Project) -> None:
        text = project.input("open-counts.yaml").read_text(encoding="utf-8")
        start, end = text.index("open:"), text.index("# Answers to what")
        path = project.input("open-counts.yaml")
        path.write_text(text[:start] + text[end:], encoding="utf-8")
        assert '"open" is missing' in project.run_here("check").stderr
        project.input("register.csv").write_text(csv_text(ROWS), encoding="utf-8")
        said = project.run_here("check").stderr
        assert "the register can only be counted on a day" in said
        assert "missing" not in said

    def test_a_wrong_item_in_yaml_has_its_line(self, tmp_path: Path) -> None:
        text = yaml_text([*ROWS[:1], ("R2", *ROWS[1][1:4], "soon", *ROWS[1][5:])])
        (line,) = wrong(tmp_path, yaml=text.replace('{"reference": "R2"', '\n{"reference": "R2"'))
        assert line.startswith("inputs/register.yaml:2:")
        assert line.endswith("error: “soon” is not a date")


class TestMidshire:
    """400 invented items, and the typed counts of six papers."""

    def test_its_counts_are_the_typed_ones_but_for_those_planted(self) -> None:
        differ = {}
        for folder in sorted((MIDSHIRE / "inputs").glob("2*")):
            paper = load(MIDSHIRE, date.fromisoformat(folder.name))
            kept = paper.register
            assert kept
            assert kept.as_at
            assert len(kept.items) == 400
            held = counts.by_year(counts.open_on(kept.items, kept.as_at))
            typed = paper.written("open-counts.yaml").get("open", held)
            for year in {*typed, *held}:
                if typed.get(year, 0) != held.get(year, 0):
                    differ[folder.name, year] = (typed.get(year, 0), held.get(year, 0))
        assert differ == {("2024-12-12", 2023): (12, 13), ("2025-06-26", 2025): (5, 8)}

    @pytest.fixture
    def midshire(self, tmp_path: Path) -> Project:
        import shutil

        shutil.copytree(MIDSHIRE / "inputs", tmp_path / "inputs", ignore=WITHOUT_ITEMS)
        (tmp_path / "templates").symlink_to(ROOT / "templates")
        return Project(tmp_path)

    @pytest.mark.parametrize(
        ("meeting", "note", "explained"),
        [
            (
                "2024-12-12", "  2023:",
                ("12 are typed for 2023, but the register has 13 open on 22 November 2024"
                " [register]|items that may explain it: MIP-23-008 (closed 27 November 2024)"),
            ),
            (
                "2025-06-26", "  2025:",
                ("5 are typed for 2025, but the register has 8 open on 6 June 2025 [register]"
                "|items that may explain it: MIP-25-008 (made 8 May 2025), MIP-25-009 (made 8 May"
                " 2025), MIP-25-010 (made 8 May 2025)"),
            ),
        ],
    )  # fmt: skip
    def test_each_planted_difference_is_explained_by_item(
        self, midshire: Project, meeting: str, note: str, explained: str
    ) -> None:
        path = midshire.folder / "inputs" / meeting / "open-counts.yaml"
        _, notes, after = path.read_text(encoding="utf-8").partition("notes:")
        midshire.edit(path, notes + after, notes + after.replace(note, "  2020:", 1))
        said = midshire.run_here("check", meeting).stderr
        message, _, hint = explained.partition("|")
        assert message in said
        assert hint in said

    def test_the_next_meeting_is_told_to_count_in_the_register(self, midshire: Project) -> None:
        assert midshire.run_here("new", "2026-06-25").returncode == 0
        path = midshire.folder / "inputs" / "2026-06-25" / "open-counts.yaml"
        text = path.read_text(encoding="utf-8")
        assert "as_at: 2026-06-01 # to do" in text
        assert not re.search(r"(?m)^open:", text)
        path.write_text(text.replace("2026-06-01 #", "2026-06-05 #"), encoding="utf-8")
        done = midshire.run_here("check", "2026-06-25")
        assert done.returncode == 0, done.stderr
        counted = load(midshire.folder, date(2026, 6, 25)).counts
        assert counted.open == {2023: 2, 2024: 5, 2025: 9, 2026: 2}
        assert counted.closed == {}

    def test_a_figure_typed_wrong_names_the_item(self, midshire: Project) -> None:
        path = midshire.folder / "inputs" / "2025-12-11" / "open-counts.yaml"
        midshire.edit(path, "  2023: 4", "  2023: 5")
        said = midshire.run_here("check", "2025-12-11").stderr
        assert "5 are typed for 2023, but the register has 4 open on 28 November 2025" in said
        assert "items that may explain it: MIP-23-" in said

    def test_as_excel_and_yaml_it_makes_the_same_paper(self, midshire: Project) -> None:
        inputs = midshire.folder / "inputs"
        mapping = (inputs / "register.yaml").read_text(encoding="utf-8")
        rows = as_rows(inputs / "register.csv")
        made = [paper(midshire)]
        (inputs / "register.csv").unlink()

        workbook(inputs / "register.xlsx", {"Register": rows})
        midshire.edit(inputs / "register.yaml", "file: register.csv", "file: register.xlsx")
        made.append(paper(midshire))
        (inputs / "register.xlsx").unlink()

        before, _, rest = mapping.partition("\nfile: register.csv")
        columns, _, after = rest.partition("\n\n# The register's words")
        ours = {heading: key for key, heading in re.findall(r"(?m)^  (\w+): (.+)$", columns)}
        heading = next(row for row in rows if "Ref" in row)
        items = yaml_text(rows[rows.index(heading) + 1 :], [ours[name] for name in heading])
        listed = items[1:-1].replace('"items"', "items", 1)
        (inputs / "register.yaml").write_text(f"{before}\n{listed}\n#{after}", encoding="utf-8")
        made.append(paper(midshire))

        assert len(made[0]) == 6
        # The restricted paper alone names the register's files, in its stamp.
        restricted = [one.pop("agenda-item-6.1-restricted-appendix.docx") for one in made]
        assert made[0] == made[1] == made[2]
        files = [stamped.without_sources(content) for content in restricted]
        assert files[0] == files[1] == files[2]
        named = [sorted(stamped.sources(content)) for content in restricted]
        assert [[name for name in names if "register." in name] for names in named] == [
            ["inputs/register.csv", "inputs/register.yaml"],
            ["inputs/register.xlsx", "inputs/register.yaml"],
            ["inputs/register.yaml"],
        ]


def as_rows(path: Path) -> list[list[str]]:
    """Return the rows of a CSV that have something in them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.reader(file) if any(row)]


def paper(project: Project) -> dict[str, bytes]:
    """Return each output of Midshire's last paper and its restricted appendix, by name."""
    done = project.run_here("build", "2026-03-26", "--strict")
    assert done.returncode == 0, done.stderr
    folder = project.folder / "build" / "2026-03-26"
    return {path.name: path.read_bytes() for path in folder.rglob("agenda-item-*")}


class TestCommand:
    def test_a_mapping_is_proposed_and_nothing_written(self, tmp_path: Path) -> None:
        import shutil

        shutil.copy2(MIDSHIRE / "inputs" / "register.csv", tmp_path)
        done = run_here("register", "map", "register.csv", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "\n  owner: Business lead\n" in done.stdout
        assert "\n  With HMICFRS for closure: submitted for closure\n" in done.stdout
        assert [path.name for path in tmp_path.iterdir()] == ["register.csv"]
        (tmp_path / "register.yaml").write_text(done.stdout, encoding="utf-8")
        assert len(read(tmp_path).items) == 400

    def test_what_cannot_be_guessed_is_to_do(self, tmp_path: Path) -> None:
        workbook(tmp_path / "x.xlsx", {"Notes": [("x",)], "All": [("Ref", "Status"), ("1", "Zz")]})
        said = run_here("register", "map", "x.xlsx", cwd=tmp_path).stdout
        assert "\nsheet: All\n" in said
        assert "\n  made: to do\n" in said
        assert "\n  Zz: to do\n" in said

    def test_of_two_columns_that_may_be_one_of_ours_a_person_is_asked(self, tmp_path: Path) -> None:
        headings = ("Reference", "Report", "Text", "Date opened", "Published", "Status")
        rows = [("R1", "A report", "Do this", "2024-03-01", "2024-02-01", "open")]
        (tmp_path / "register.csv").write_text(csv_text(rows, headings), encoding="utf-8")
        said = run_here("register", "map", "register.csv", cwd=tmp_path).stdout
        assert "\n  made: to do # Date opened or Published\n" in said
        assert "Not used" not in said
        with pytest.raises(Problems) as found:
            read(tmp_path)
        (problem,) = found.value.problems
        assert str(problem.place) == "inputs/register.csv:1:E"
        assert problem.message == 'this column or "Date opened" may be our "made"'
        # The advice, followed.
        settled = said.replace("to do # Date opened or Published", "Date opened")
        (tmp_path / "register.yaml").write_text(settled, encoding="utf-8")
        assert read(tmp_path).items[0].made.isoformat() == "2024-03-01"

    def test_words_for_the_type_are_guessed_and_what_is_left_is_named(self, tmp_path: Path) -> None:
        headings = (*HEADINGS, "Our notes")
        rows = [
            ("R1", "A", "Rec.", "x", "2024-03-01", "open", "", "", "-"),
            ("R2", "A", "Improvement area", "x", "2024-03-01", "open", "", "", "-"),
            ("R3", "A", 'An "idea"', "x", "2024-03-01", "open", "", "", "-"),
            ("R4", "A", "\x07", "x", "2024-03-01", "open", "", "", "-"),
        ]
        (tmp_path / "x.csv").write_text(csv_text(rows, headings), encoding="utf-8")
        said = run_here("register", "map", "x.csv", cwd=tmp_path).stdout
        assert "\nnot_used:\n  - Our notes\n" in said
        assert said.endswith(
            '\n  Rec.: recommendation\n  Improvement area: AFI\n  "An \\"idea\\"": to do\n'
        )

    def test_other_files_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "register.ods").write_bytes(b"PK")
        done = run_here("register", "map", "register.ods", cwd=tmp_path)
        assert done.returncode == 1
        assert "a register is a .csv or .xlsx file" in done.stderr


class TestRowsLongerThanTheHeadings:
    """A comma without quotes divides a text, and moves all to its right."""

    @pytest.mark.parametrize("column", [3, 7])
    def test_they_are_named_and_nothing_is_dropped(self, tmp_path: Path, column: int) -> None:
        row = [*ROWS[2]]
        row[column : column + 1] = ["Smith", " Jo"]
        (said,) = wrong(tmp_path, csv=csv_text([*ROWS[:2], row]))
        assert said == (
            "inputs/register.csv:4:I: error: this row has 9 cells, and there are 8 headings"
        )

    def test_one_of_several_is_enough(self, tmp_path: Path) -> None:
        rows = [(*row, "x") for row in ROWS]
        (said,) = wrong(tmp_path, csv=csv_text(rows))
        assert "this row has 9 cells, and there are 8 headings" in said
        assert said.endswith("; rows 3, 4 are too long as well")

    def test_a_note_beside_the_table_is_left_out_by_name(self, tmp_path: Path) -> None:
        rows = [(*ROWS[0], "my note"), *ROWS[1:]]
        read_so = read(tmp_path, csv=csv_text(rows), yaml='not_used: ["column I"]\n')
        assert len(read_so.items) == 3

    def test_nor_is_one_whose_last_cell_is_blank(self, tmp_path: Path) -> None:
        row = [*ROWS[2][:-1], ""]
        row[3:4] = ["Do this", " and that"]
        (said,) = wrong(tmp_path, csv=csv_text([*ROWS[:2], row]))
        assert said == (
            "inputs/register.csv:4: error: this row has 9 cells, and there are 8 headings"
        )

    def test_blank_cells_at_the_end_are_no_cells(self, tmp_path: Path) -> None:
        rows = [(*row, "", " ") for row in ROWS]
        assert len(read(tmp_path, csv=csv_text(rows)).items) == 3


_BESIDE = [("", "Owner", "Count"), ("", "DCC", "2"), ("", "ACC", "1"), ("", "", ""), ("", "", "")]


def _beside(*more: tuple[str, ...]) -> str:
    """Return a register with a small table beside it, behind a blank column."""
    rows = [HEADINGS, *ROWS, ("R4", *ROWS[0][1:]), ("R5", *ROWS[0][1:])]
    cells = [*(more or _BESIDE), ("", "", "")]
    return csv_text(
        [(*a, *b) for a, b in zip(rows[1:], cells[1:], strict=True)], (*rows[0], *cells[0])
    )


def test_a_small_table_beside_the_register_is_asked_about(tmp_path: Path) -> None:
    """Its owners are those of no item."""
    text = _beside()
    says = 'register.csv:1:J: error: is this our "owner"? a blank column parts it from the items'
    assert [one.removeprefix("inputs/") for one in wrong(tmp_path, csv=text)] == [says]
    found = read(tmp_path, csv=text, yaml='not_used: ["Owner"]')
    assert {one.owner for one in found.items} == {""}
    found = read(tmp_path, csv=text, yaml='columns: {owner: "Owner"}')
    assert [one.owner for one in found.items] == ["DCC", "ACC", "", "", ""]


def test_a_blank_column_parts_nothing_that_most_items_have(tmp_path: Path) -> None:
    cells = [("", "Owner", "Note"), *[("", "DCC", "")] * 4]
    assert {one.owner for one in read(tmp_path, csv=_beside(*cells)).items} == {"DCC", ""}


def test_headings_in_another_language_are_to_be_named(tmp_path: Path) -> None:
    headings = ("Cyfeirnod", "Adroddiad", "Math", "Testun", "Gwnaed", "Statws", "Ers", "Cau")
    (tmp_path / "register.csv").write_text(csv_text(ROWS[:1], headings), encoding="utf-8")
    with pytest.raises(Problems) as found:
        read(tmp_path)
    assert "say in inputs/register.yaml which is which" in found.value.problems[0].hint
    ours = "{reference: Cyfeirnod, report: Adroddiad, text: Testun, made: Gwnaed, status: Statws}"
    assert len(read(tmp_path, yaml=f"columns: {ours}").items) == 1
