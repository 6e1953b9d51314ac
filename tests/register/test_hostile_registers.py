"""Broken and hostile files give a problem, in bounded time and memory, and never a traceback."""

from __future__ import annotations

import io
import random
import time
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jacpaper.problems import Problems
from registers import HEADINGS, ROWS, csv_text, read, workbook, wrong

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    workbook(tmp_path / "register.xlsx", {"Items": [HEADINGS, *ROWS]})
    return tmp_path / "register.xlsx"


def change(path: Path, part: str, how: Callable[[bytes], bytes | None]) -> None:
    """Rewrite one part of a workbook; None leaves it out."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = how(old.read(name)) if name == part else old.read(name)
            if content is not None:
                new.writestr(name, content)
    path.write_bytes(made.getvalue())


def sheet(*rows: str) -> bytes:
    return f"<worksheet {MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>".encode()


class TestWorkbook:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "this is not an Excel workbook, or it is damaged"),
            (b"Dear Sir", "this is not an Excel workbook, or it is damaged"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
                "the workbook has a password, or is",
            ),
        ],
    )
    def test_no_workbook(self, tmp_path: Path, content: bytes, said: str) -> None:
        (tmp_path / "register.xlsx").write_bytes(content)
        (line,) = wrong(tmp_path)
        assert line.startswith(f"inputs/register.xlsx: error: {said}")

    def test_cut_short(self, book: Path) -> None:
        whole = book.read_bytes()
        for length in range(0, len(whole), 97):
            book.write_bytes(whole[:length])
            assert wrong(book.parent), length

    def test_any_byte_wrong(self, book: Path) -> None:
        """Each of a few hundred spoilt files is read, or refused in our words."""
        whole = book.read_bytes()
        luck = random.Random(5)  # noqa: S311 - the same every time
        refused = 0
        for _ in range(400):
            spoilt = bytearray(whole)
            for _ in range(luck.randrange(1, 6)):
                spoilt[luck.randrange(len(spoilt))] = luck.randrange(256)
            book.write_bytes(spoilt)
            refused += bool(wrong(book.parent))
        assert refused > 200

    @pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET])
    def test_a_part_is_missing(self, book: Path, part: str) -> None:
        change(book, part, lambda _: None)
        assert f"the workbook lacks its part {part}" in wrong(book.parent)[0]

    def test_a_part_is_no_xml(self, book: Path) -> None:
        change(book, SHEET, lambda content: content[:-20])
        assert wrong(book.parent) == [
            f"inputs/register.xlsx: error: the workbook is damaged in {SHEET}"
        ]

    def test_a_bomb_is_not_unpacked(self, book: Path) -> None:
        """300 MB of spaces in 300 kB: refused by what the zip says of itself."""
        change(book, SHEET, lambda content: content + b" " * 300_000_000)
        assert book.stat().st_size < 1_000_000
        said, took, peak = measured(book.parent)
        assert said == ["inputs/register.xlsx: error: the workbook unpacks to more than 100 MB"]
        assert took < 1
        assert peak < 10_000_000

    def test_a_bomb_that_lies_of_its_size(self, book: Path) -> None:
        change(book, SHEET, lambda content: content + b" " * 300_000_000)
        lying = book.read_bytes().replace(
            zipfile.ZipFile(book).getinfo(SHEET).file_size.to_bytes(4, "little"),
            (5000).to_bytes(4, "little"),
        )
        book.write_bytes(lying)
        said, took, peak = measured(book.parent)
        assert said == [f"inputs/register.xlsx: error: the workbook is damaged in {SHEET}"]
        assert took < 1
        assert peak < 10_000_000

    def test_entities_that_grow(self, book: Path) -> None:
        entities = "".join(
            f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 12)
        )
        bomb = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><worksheet>&e11;</worksheet>'
        change(book, SHEET, lambda _: bomb.encode())
        said, took, _ = measured(book.parent)
        assert said == [
            "inputs/register.xlsx: error: the workbook has declarations that Excel never writes"
        ]
        assert took < 1

    def test_a_cell_in_the_last_corner(self, book: Path) -> None:
        """A million rows by sixteen thousand columns, of which one is used."""
        far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        change(
            book,
            SHEET,
            lambda content: content.replace(b"</sheetData>", f"{far}</sheetData>".encode()),
        )
        said, took, peak = measured(book.parent)
        assert said == [
            "inputs/register.xlsx:Items:1048576: error: this row has more than 200 columns"
        ]
        assert took < 1
        assert peak < 10_000_000

    def test_one_text_in_very_many_cells(self, book: Path) -> None:
        text = f"<sst {MAIN}><si><t>{'x' * 32_000}</t></si></sst>"
        row = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>'
        change(book, "xl/sharedStrings.xml", lambda _: text.encode())
        change(book, SHEET, lambda _: sheet(row * 40_000))
        (said,), took, peak = measured(book.parent)
        assert "the sheet holds too much text" in said
        assert took < 3
        assert peak < 60_000_000

    def test_too_many_rows(self, book: Path) -> None:
        change(book, SHEET, lambda _: sheet("<row><c><v>1</v></c></row>" * 60_000))
        (said,), took, _ = measured(book.parent)
        assert "the file has more than 50,000 rows" in said
        assert took < 5

    def test_rows_out_of_order(self, book: Path) -> None:
        change(book, SHEET, lambda _: sheet('<row r="5"/>', '<row r="4"/>'))
        assert "the rows of the sheet are out of order" in wrong(book.parent)[0]

    def test_merged_areas_beyond_measure(self, book: Path) -> None:
        merged = '<mergeCell ref="A1:XFD1048576"/>' * 5_000
        change(book, SHEET, lambda content: content.replace(
            b"</worksheet>", f"<mergeCells>{merged}</mergeCells></worksheet>".encode()
        ))  # fmt: skip
        _, took, _ = measured(book.parent)
        assert took < 2

    def test_a_formula_without_a_result_is_not_blank(self, book: Path) -> None:
        never = '<c r="H4"><f>TODAY()</f></c></row></sheetData>'
        change(book, SHEET, lambda content: content.replace(b"</row></sheetData>", never.encode()))
        assert wrong(book.parent) == [
            "inputs/register.xlsx:Items:4:H: error: this is a formula that was never worked out"
        ]

    def test_a_formula_of_no_text_is_blank(self, book: Path) -> None:
        blank = '<c r="I4" t="str"><f>""</f><v></v></c></row></sheetData>'
        change(book, SHEET, lambda content: content.replace(b"</row></sheetData>", blank.encode()))
        assert len(read(book.parent).items) == 3

    def test_names_with_a_prefix(self, book: Path) -> None:
        """As the Open XML SDK may write them."""
        import re

        def prefixed(content: bytes) -> bytes:
            text = re.sub(rb"<(/?)(?=[a-z])", rb"<\1x:", content)
            return text.replace(b"xmlns=", b"xmlns:x=")

        for part in (SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"):
            change(book, part, prefixed)
        assert len(read(book.parent).items) == 3

    def test_a_text_in_the_cell_itself(self, book: Path) -> None:
        """As other programs write it, in pieces and with white space around."""
        cell = '<c r="A2" t="inlineStr">\n <is><r><t>R</t></r>\n<r><t>_x0039_</t></r></is>\n</c>'
        change(book, SHEET, lambda content: content.replace(
            content[content.index(b'<c r="A2"') : content.index(b'<c r="B2"')], cell.encode()
        ))  # fmt: skip
        assert read(book.parent).items[0].reference == "R9"


class TestText:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "inputs/register.csv: error: the file is empty"),
            (b"\n \n", "inputs/register.csv: error: the file is empty"),
            (b"Dear Sir,\n\nI am", "inputs/register.csv: error: no row of headings is found"),
            (b"PK\x03\x04\x00\x00", "inputs/register.csv: error: this is not a text file"),
            (b"\xff\xfe\x00", "inputs/register.csv:1: error: this letter cannot be read"),
            (
                b"Reference\n1\x811\n",
                "inputs/register.csv:2: error: it cannot be told which letter this is",
            ),
        ],
    )
    def test_no_register(self, tmp_path: Path, content: bytes, said: str) -> None:
        assert wrong(tmp_path, csv=content) == [said]

    def test_a_quote_never_closed(self, tmp_path: Path) -> None:
        text = csv_text(ROWS).replace("Do that", '"Do that')
        (said,) = wrong(tmp_path, csv=text)
        assert said.startswith("inputs/register.csv:3: error: a quote is opened and never closed")

    def test_a_cell_beyond_measure(self, tmp_path: Path) -> None:
        long = csv_text([(*ROWS[0][:3], "x" * 40_000, *ROWS[0][4:])])
        assert wrong(tmp_path, csv=long) == [
            "inputs/register.csv:2:D: error: this is a text of more than 32,767 letters"
        ]
        longer = csv_text([(*ROWS[0][:3], "x" * 200_000, *ROWS[0][4:])])
        assert "a cell holds more than 32,767 letters" in wrong(tmp_path, csv=longer)[0]

    def test_a_row_beyond_measure(self, tmp_path: Path) -> None:
        said, took, _ = measured(tmp_path, csv=csv_text(ROWS) + "x," * 1_000_000)
        assert said == ["inputs/register.csv:5: error: this row has more than 200 columns"]
        assert took < 8

    def test_a_file_beyond_measure(self, tmp_path: Path) -> None:
        said, took, _ = measured(tmp_path, csv=b"x" * 21_000_000)
        assert said == ["inputs/register.csv: error: the file is larger than 20 MB"]
        assert took < 1

    @settings(
        max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.data())
    def test_any_text_is_read_or_refused(self, tmp_path: Path, data: st.DataObject) -> None:
        whole = csv_text(ROWS).encode()
        start = data.draw(st.integers(0, len(whole)))
        put_in = data.draw(st.one_of(st.binary(max_size=20), st.text(max_size=20).map(str.encode)))
        leave = data.draw(st.integers(0, 20))
        for line in wrong(tmp_path, csv=whole[:start] + put_in + whole[start + leave :]):
            assert line.startswith("inputs/register.csv")


def measured(folder: Path, **files: str | bytes) -> tuple[list[str], float, int]:
    """Return what is wrong, the seconds it took to know, and the peak of memory in bytes."""
    for ending, content in files.items():
        raw = content.encode() if isinstance(content, str) else content
        (folder / f"register.{ending}").write_bytes(raw)
    start = time.process_time()
    said = wrong(folder)
    took = time.process_time() - start
    tracemalloc.start()
    try:
        read(folder)
    except Problems:
        pass
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    # The file itself is in memory, and so is one block of what is unpacked.
    return said, took, peak
