"""Letters are read as they were written, or the file is refused; whatever program wrote it."""
# ruff: noqa: RUF001 - quotes and dashes as people type them, on purpose

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from jacpaper.register.reading.letters import repaired, unescaped
from registers import HEADINGS, ROWS, csv_text, read, workbook, wrong

if TYPE_CHECKING:
    from pathlib import Path


def one(text: str) -> str:
    """Return a register whose only item has this text."""
    return csv_text([(*ROWS[0][:3], text, *ROWS[0][4:])])


class TestCodePages:
    """Each text is written by Python's own tables, and read without knowing by which."""

    @pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-8", "utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize(
        "text",
        [
            "Record children’s views – always",
            "Spend £1m on the “golden hour”",
            "The force’s café: naïve, blasé… and £5",
            "• one — two",
            "Élan of the École’s staff",
            "Saint-Cæcilia’s 20° of m²",
        ],
    )
    def test_of_windows_and_of_the_mac(self, tmp_path: Path, encoding: str, text: str) -> None:
        if encoding == "mac_roman" and "²" in text:
            text = text.replace("m²", "m")
        (item,) = read(tmp_path, csv=one(text).encode(encoding)).items
        assert item.text == text

    @pytest.mark.parametrize("encoding", ["cp850", "cp437"])
    @pytest.mark.parametrize("text", ["Spend £1m on a café", "Pay £5", "£20 for the façade"])
    def test_of_dos(self, tmp_path: Path, encoding: str, text: str) -> None:
        (item,) = read(tmp_path, csv=one(text).encode(encoding)).items
        assert item.text == text

    @pytest.mark.parametrize(
        ("text", "encoding"),
        [("Ask Ms Brontë", "cp850"), ("Ask Ms Brontë", "mac_roman")],
    )
    def test_what_nobody_can_tell_is_asked(self, tmp_path: Path, text: str, encoding: str) -> None:
        assert wrong(tmp_path, csv=one(text).encode(encoding)) == [
            "inputs/register.csv:2: error: it cannot be told which letter this is"
        ]

    def test_no_text(self, tmp_path: Path) -> None:
        assert wrong(tmp_path, csv=b"PK\0\0\1\2\0\3" * 100) == [
            "inputs/register.csv: error: this is not a text file"
        ]


class TestSpoilt:
    @pytest.mark.parametrize(
        "text",
        [
            "children’s – “quoted” …",
            "£1m",
            "café, naïve, façade",
            "École",
            "½ • €",
            "plain",
            "Â Ã â",
        ],
    )
    def test_utf_8_read_twice_or_thrice(self, text: str) -> None:
        twice = text.encode().decode("cp1252", "surrogateescape")
        if not any("\udc80" <= letter <= "\udcff" for letter in twice):
            assert repaired(twice) == text
            assert repaired(twice.encode().decode("cp1252", "ignore")).startswith(text[0])
        assert repaired(text) == text

    def test_in_cells_headings_and_workbooks(self, tmp_path: Path) -> None:
        headings = tuple(heading + "\u200b" for heading in HEADINGS)
        row = ("R\u00ad1", "childrenâ€™s\u200b", *ROWS[0][2:3], "Do’s", *ROWS[0][4:])
        (tmp_path / "b").mkdir()
        workbook(tmp_path / "b" / "register.xlsx", {"Items": [headings, row]})
        for found in (read(tmp_path, csv=csv_text([row], headings)), read(tmp_path / "b")):
            (item,) = found.items
            assert (item.reference, item.report, item.text) == ("R1", "children’s", "Do’s")

    def test_escapes_in_cells(self, tmp_path: Path) -> None:
        (item,) = read(tmp_path, csv=one("Do_x2019_s _x000D_")).items
        assert item.text == "Do’s"

    def test_escapes(self) -> None:
        assert unescaped("a_x2019_b_x000A__xD83D__xDE00_ _xyz_ _x12_") == "a’b\n😀 _xyz_ _x12_"
        assert unescaped("_xD83D_") == "\ufffd"


class TestWhatOtherProgramsPutInCells:
    @pytest.mark.parametrize(
        ("text", "marks"),
        [
            ('<div class="x">Do this</div>', '<div class="x">'),
            ("Do this<br>and that", "<br>"),
            ("Research &amp; development", "&amp;"),
            ("Do this&nbsp;now", "&nbsp;"),
            ("12;#Custody", "12;#"),
            ("Crime;#3;#Custody", ";#3;#"),
        ],
    )
    def test_marks_of_other_programs_are_named(self, tmp_path: Path, text: str, marks: str) -> None:
        said = "2:D: error: this has marks of the program that it comes from"
        assert wrong(tmp_path, csv=one(text)) == [f"inputs/register.csv:{said}: “{marks}”"]

    def test_a_link_of_a_mail_program_is_refused(self, tmp_path: Path) -> None:
        found = wrong(tmp_path, csv=one("See https://gbr01.safelinks.protection.outlook.com/?a=b"))
        said = "gbr01.safelinks.protection.outlook.com is where a mail program sends its links"
        assert found == [f"inputs/register.csv:2:D: error: {said}, and may name who got the mail"]

    @pytest.mark.parametrize("text", ["Fewer than 5 (<5) & more;", "R&D; then #1", "a < b > c"])
    def test_signs_that_people_type_are_none(self, tmp_path: Path, text: str) -> None:
        assert read(tmp_path, csv=one(text)).items[0].text == text

    def test_null_names_nobody(self, tmp_path: Path) -> None:
        made = csv_text([(*ROWS[0], "null")], (*HEADINGS, "Owner"))
        assert not read(tmp_path, csv=made).items[0].owner

    def test_a_raised_figure_is_no_other_figure(self, tmp_path: Path) -> None:
        made = xlsxwriter.Workbook(str(tmp_path / "register.xlsx"))
        sheet, up = made.add_worksheet("Items"), made.add_format({"font_script": 1})
        for number, row in enumerate([HEADINGS, *ROWS]):
            sheet.write_row(number, 0, [value or None for value in row])
        sheet.write_rich_string(1, 3, "On the 1", up, "st", " do this", up, "10", " 3")
        sheet.write_rich_string(2, 0, "R2", up, "1")
        made.close()
        said = "A: error: this reference ends in a raised figure, as the mark of a footnote: “R2¹”"
        assert any(said in one for one in wrong(tmp_path))
        (tmp_path / "register.xlsx").unlink()
        made = xlsxwriter.Workbook(str(tmp_path / "register.xlsx"))
        sheet, up = made.add_worksheet("Items"), made.add_format({"font_script": 1})
        for number, row in enumerate([HEADINGS, *ROWS]):
            sheet.write_row(number, 0, [value or None for value in row])
        sheet.write_rich_string(1, 3, "On the 1", up, "st", " do this", up, "10", " 3")
        made.close()
        assert read(tmp_path).items[0].text == "On the 1st do this¹⁰ 3"

    def test_so_where_each_cell_has_its_own_text(self, tmp_path: Path) -> None:
        path = str(tmp_path / "register.xlsx")
        made = xlsxwriter.Workbook(path, {"constant_memory": True})
        sheet, up = made.add_worksheet("Items"), made.add_format({"font_script": 1})
        for number, row in enumerate([HEADINGS, *ROWS]):
            for column, value in enumerate(row):
                if (number, column) == (1, 3):
                    sheet.write_rich_string(1, 3, "On the 1", up, "st", " do this", up, "10", " 3")
                else:
                    sheet.write(number, column, value or None)
        made.close()
        assert read(tmp_path).items[0].text == "On the 1st do this¹⁰ 3"

    @pytest.mark.parametrize(
        ("typed", "printed"),
        [
            ("We are safe-\nguarding them", "We are safe-guarding them"),
            ("A first-\nclass plan", "A first-class plan"),
            ("Work pre-\nand post-inspection", "Work pre- and post-inspection"),
            ("Do this:\n- and that", "Do this: - and that"),
        ],
    )
    def test_a_word_divided_at_the_end_of_a_line_is_one(
        self, tmp_path: Path, typed: str, printed: str
    ) -> None:
        assert read(tmp_path, csv=one(typed)).items[0].text == printed

    def test_a_number_that_excel_has_shortened_is_no_reference(self, tmp_path: Path) -> None:
        said = "A: error: Excel has shortened this reference: “1.23E+15”"
        found = wrong(tmp_path, csv=csv_text([("1.23E+15", *ROWS[0][1:]), *ROWS[1:]]))
        assert found == [f"inputs/register.csv:2:{said}"]
