"""Workbooks as other programs write them, as people divide them, and references as shown."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from jacpaper.problems import Problems
from jacpaper.register.reading import files
from registers import HEADINGS, ROWS, read, workbook, wrong

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CLOSED = [
    ("R8", "A report", "AFI", "Do eight", "2023-03-01", "closed", "", "2026-01-10"),
    ("R9", "A report", "AFI", "Do nine", "2023-03-01", "closed", "", "2025-01-10"),
]


def rewrite(path: Path, how: Callable[[str, bytes], tuple[str, bytes]]) -> None:
    """Give each part of a workbook another name or content."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(*how(name, old.read(name)))
    path.write_bytes(made.getvalue())


class TestSheets:
    """No sheet of items is left unread without a word."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        sheets = {
            "Guidance": [("Fill in each row",), ("Report", "as on the cover")],
            "Open": [("Our register",), HEADINGS, *ROWS[:2]],
            "Closed": [HEADINGS, *CLOSED],
        }
        workbook(tmp_path / "register.xlsx", sheets)
        return tmp_path

    def followed(self, folder: Path, **given: str) -> list[str]:
        """Follow the hint of the only problem, and return the references that are then read."""
        with pytest.raises(Problems) as found:
            read(folder, **given)
        (problem,) = found.value.problems
        line = next(line for line in problem.hint.splitlines() if line.startswith("sheets: ["))
        return [item.reference for item in read(folder, yaml=f"{line}\n").items]

    def test_the_hint_names_the_sheets_that_are_alike(self, folder: Path) -> None:
        assert self.followed(folder) == ["R1", "R2", "R8", "R9"]

    def test_a_second_sheet_is_not_left_unread(self, folder: Path) -> None:
        assert wrong(folder, yaml="sheet: Open\n") == [
            (
                'inputs/register.xlsx:Closed: error: the sheet "Closed" has the headings of the'
                ' sheet "Open", but is not read'
            )
        ]
        assert self.followed(folder, yaml="sheet: Open\n") == ["R1", "R2", "R8", "R9"]

    def test_unless_it_is_said_to_hold_no_items(self, folder: Path) -> None:
        found = read(folder, yaml="sheet: Open\nsheets_left_out: [Closed]\n")
        assert [item.reference for item in found.items] == ["R1", "R2"]

    def test_a_sheet_left_out_exists(self, folder: Path) -> None:
        assert wrong(folder, yaml="sheet: Open\nsheets_left_out: [Clsed]\n") == [
            'inputs/register.xlsx: error: the workbook has no sheet "Clsed"'
        ]

    def test_columns_in_another_order_and_one_more(self, folder: Path) -> None:
        turned = [tuple(reversed(row)) for row in (HEADINGS, *CLOSED)]
        workbook(
            folder / "register.xlsx",
            {"Open": [HEADINGS, *ROWS[:2]], "Closed": [(*row, "a word") for row in turned]},
        )
        assert self.followed(folder, yaml="sheet: Open\n") == ["R1", "R2", "R8", "R9"]

    def test_a_hidden_sheet_is_asked_about(self, tmp_path: Path) -> None:
        book = xlsxwriter.Workbook(str(tmp_path / "register.xlsx"))
        for name, rows in (("Open", ROWS[:2]), ("Closed", CLOSED)):
            sheet = book.add_worksheet(name)
            for number, row in enumerate((HEADINGS, *rows)):
                sheet.write_row(number, 0, row)
        sheet.hide()
        book.close()
        assert self.followed(tmp_path) == ["R1", "R2", "R8", "R9"]

    def test_one_with_headings_alone_is_not(self, folder: Path) -> None:
        workbook(folder / "register.xlsx", {"Open": [HEADINGS, *ROWS], "Blank": [HEADINGS]})
        assert len(read(folder, yaml="sheet: Open\n").items) == 3

    def test_map_proposes_both(self, folder: Path) -> None:
        text = files.propose(folder / "register.xlsx")
        assert '\nsheets: ["Open", "Closed"]\n' in text
        assert "\nsheet: Closed\n" in files.propose(folder / "register.xlsx", "Closed")

    def test_both_keys_are_one_too_many(self, folder: Path) -> None:
        with pytest.raises(ValueError, match="sheets"):
            read(folder, yaml="sheet: Open\nsheets: [Open, Closed]\n")

    def test_places_and_doubles_name_their_sheet(self, folder: Path) -> None:
        again = [("R1", *CLOSED[0][1:]), (*CLOSED[1][:5], "soon", "", "")]
        workbook(
            folder / "register.xlsx", {"Open": [HEADINGS, *ROWS], "Closed": [HEADINGS, *again]}
        )
        with pytest.raises(Problems) as found:
            read(folder, yaml="sheets: [Open, Closed]\n")
        first, second = found.value.problems
        assert (
            first.line == "inputs/register.xlsx:Closed:2:A: error: the reference R1 is there twice"
        )
        assert first.hint.startswith("it first stands in row 2 of the sheet Open")
        assert str(second.place) == "inputs/register.xlsx:Closed:3:F"


class TestParts:
    """Parts are found by their relationships, wherever they lie and whatever they are called."""

    @pytest.fixture
    def book(self, tmp_path: Path) -> Path:
        workbook(tmp_path / "register.xlsx", {"Items": [HEADINGS, *ROWS]})
        return tmp_path / "register.xlsx"

    def references(self, book: Path) -> list[str]:
        return [item.reference for item in read(book.parent).items]

    def test_a_workbook_under_another_name(self, book: Path) -> None:
        """As SharePoint writes it."""
        rewrite(book, lambda name, content: (
            name.replace("workbook.xml", "workbook2.xml"),
            content.replace(b"workbook.xml", b"workbook2.xml"),
        ))  # fmt: skip
        assert self.references(book) == ["R1", "R2", "R3"]

    def test_texts_and_styles_under_other_names(self, book: Path) -> None:
        def how(name: str, content: bytes) -> tuple[str, bytes]:
            for old, new in (("sharedStrings.xml", "strings2.xml"), ("styles.xml", "s/look.xml")):
                name, content = name.replace(old, new), content.replace(old.encode(), new.encode())
            return name, content

        rewrite(book, how)
        assert self.references(book) == ["R1", "R2", "R3"]

    def test_a_workbook_not_in_xl(self, book: Path) -> None:
        """As the Los Angeles police write it, with parts named from the top."""
        rewrite(book, lambda name, content: (
            name.replace("xl/", ""),
            content.replace(b"xl/", b"/") if name.endswith(".rels") else content,
        ))  # fmt: skip
        assert self.references(book) == ["R1", "R2", "R3"]

    def test_strict_and_large_and_backward(self, book: Path) -> None:
        """In the strict form, with other letters and backward strokes, as the standard allows."""
        transitional = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships"

        def how(name: str, content: bytes) -> tuple[str, bytes]:
            content = content.replace(transitional, strict)
            if name == "xl/_rels/workbook.xml.rels":
                content = content.replace(b"worksheets/", b"Worksheets\\")
            return name, content

        rewrite(book, how)
        assert self.references(book) == ["R1", "R2", "R3"]

    def test_parts_by_their_usual_names_where_nothing_names_them(self, book: Path) -> None:
        """As simple programs write them."""

        def how(name: str, content: bytes) -> tuple[str, bytes]:
            if name == "xl/_rels/workbook.xml.rels":
                content = re.sub(rb"<Relationship [^>]*(styles|sharedStrings)[^>]*>", b"", content)
            return ("unused" if name == "_rels/.rels" else name), content

        rewrite(book, how)
        assert self.references(book) == ["R1", "R2", "R3"]

    def test_a_chart_is_no_sheet(self, tmp_path: Path) -> None:
        book = xlsxwriter.Workbook(str(tmp_path / "register.xlsx"))
        sheet, chart = book.add_worksheet("Items"), book.add_chartsheet("Chart")
        for number, row in enumerate((HEADINGS, *ROWS)):
            sheet.write_row(number, 0, row)
        made = book.add_chart({"type": "column"})
        made.add_series({"values": "=Items!$E$2:$E$4"})
        chart.set_chart(made)
        book.close()
        assert self.references(tmp_path / "register.xlsx") == ["R1", "R2", "R3"]

    def test_a_part_outside_is_not_looked_for(self, book: Path) -> None:
        rewrite(book, lambda name, content: (
            name, re.sub(rb'Target="worksheets/[^"]*"', b'Target="../../../etc/passwd"', content)
        ))  # fmt: skip
        assert wrong(book.parent) == [
            "inputs/register.xlsx: error: the workbook lacks its part etc/passwd"
        ]


class TestReferences:
    """A reference is what people see in its cell."""

    def book(self, folder: Path, *cells: tuple[object, str]) -> None:
        book = xlsxwriter.Workbook(str(folder / "register.xlsx"))
        sheet = book.add_worksheet("Items")
        sheet.write_row(0, 0, HEADINGS)
        for number, (value, form) in enumerate(cells, 1):
            sheet.write(number, 0, value, book.add_format({"num_format": form}))
            sheet.write_row(number, 1, ROWS[0][1:])
        book.close()

    def test_number_formats(self, tmp_path: Path) -> None:
        self.book(
            tmp_path, (12, '"REC-"000'), (1.1, "0.00"), (1.1, "0.0"), (7, "000"), (7, "General"),
            (8, "#,##0"), (9, "@"),
        )  # fmt: skip
        assert [item.reference for item in read(tmp_path).items] == [
            "REC-012", "1.10", "1.1", "007", "7", "8", "9",
        ]  # fmt: skip

    def test_what_cannot_be_shown_is_named(self, tmp_path: Path) -> None:
        self.book(tmp_path, (12, "# ?/?"), (13, "[<20]000;0"), (1.5, "h:mm"))
        lines = wrong(tmp_path)
        assert [line.partition(" error: ")[0] for line in lines] == [
            f"inputs/register.xlsx:Items:{row}:A:" for row in (2, 3, 4)
        ]
        assert all("the sheet may show" in line for line in lines)

    def test_what_excel_has_made_a_date_is_named(self, tmp_path: Path) -> None:
        self.book(tmp_path, (46024, "d-mmm"))
        assert wrong(tmp_path) == [
            (
                "inputs/register.xlsx:Items:2:A: error: Excel has made a date of this reference:"
                " “2 January 2026”"
            )
        ]
