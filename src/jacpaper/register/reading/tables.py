"""A register's file as rows of cells, each of which knows its place; CSV is read here.

Whatever the file, the rows come alike: each is its number and its cells that
hold something, by column. What is blank is absent. Sizes are bounded before
anything is built, so that no file can take more than seconds, or memory.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.problems import Place, Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jacpaper.text.yaml_reader import Source

MAX_BYTES = 20_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 200
# Excel's own limit.
MAX_CELL = 32_767
# Of all cells together: one text that ten thousand cells share is ten thousand texts to read.
MAX_CHARACTERS = 50_000_000


TOO_LONG = f"a text of more than {MAX_CELL:,} letters"


class Fault(str):
    """A cell without a value, and why: `#N/A`, or a formula never worked out."""

    __slots__ = ()


Value = str | bool | int | float | date
Row = tuple[int, "Mapping[int, Value]"]


class Table(NamedTuple):
    """The rows of one sheet, top to bottom, without its blank ones.

    Rows and columns count from 1, as a spreadsheet shows them.
    """

    file: str
    rows: tuple[Row, ...]
    sheet: str = ""
    source: Source | None = None
    """The YAML file, where the rows are its `items`; row 1 then has their keys."""
    hidden_rows: tuple[int, ...] = ()
    """The rows that a workbook does not show."""
    hidden_columns: tuple[int, ...] = ()
    """The columns that it does not show."""

    def place(
        self, row: int = 0, column: int = 0, heading: str = "", value: Value | None = None
    ) -> Place:
        """Return the place of a cell, a row or the sheet; heading and value are its excerpt."""
        if self.source:
            trail = ("items", *((row - 2,) if row > 1 else ()), *((heading,) if heading else ()))
            return self.source.value_place(trail)
        excerpt = "" if value is None else f"{heading}: {value}"
        return Place(self.file, row, column, excerpt, self.sheet, in_table=True)


def refuse(shown: str, message: str, hint: str = "", row: int = 0, sheet: str = "") -> Problems:
    """Return the error that a file cannot be read as a table."""
    return Problems([Problem(Place(shown, row, sheet=sheet, in_table=True), message, hint)])


def read_bytes(path: Path, shown: str) -> bytes:
    """Return the bytes of a file that is not too large.

    Raises:
        Problems: it is missing, cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise refuse(
                shown,
                f"the file is larger than {MAX_BYTES // 1_000_000} MB",
                "ten thousand items take 2 MB; is it the right file?",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise refuse(shown, "the file is missing") from None
    except OSError as error:
        raise refuse(shown, f"the file cannot be read: {error.strerror}") from None


def read_csv(path: Path, shown: str) -> Table:
    """Read a CSV file: UTF-8, Windows-1252 or UTF-16; commas, semicolons, tabs or bars.

    Raises:
        Problems: the file cannot be read as a table.
    """
    text = _decoded(read_bytes(path, shown), shown)
    if not text.strip():
        raise refuse(shown, "the file is empty")
    first, rest = 1, text
    delimiter = _delimiter(text)
    if text[:4].lower() == "sep=":  # what Excel writes to tell itself the delimiter
        delimiter, first, rest = text[4], 2, text.partition("\n")[2]
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    number = first - 1
    try:
        for number, values in enumerate(reader, first):
            cells: dict[int, Value] = {
                column: value if len(value) <= MAX_CELL else Fault(TOO_LONG)
                for column, value in enumerate(values, 1)
                if value and not value.isspace()
            }
            if cells:
                rows.append((number, cells))
                refuse_large(shown, number, cells, len(rows))
    except csv.Error as error:
        raise _csv_problem(shown, number + 1, error) from None
    return Table(shown, tuple(rows))


def read_yaml(source: Source) -> Table:
    """Return the `items` of a YAML file as a table: row 1 has their keys."""
    items: list[dict[str, object]] = source.data["items"]
    keys = {key: None for item in items for key in item}
    columns = {str(key): column for column, key in enumerate(keys, 1)}
    rows: list[Row] = [(1, {column: key for key, column in columns.items()})]
    for number, item in enumerate(items, 2):
        rows.append((number, {columns[str(key)]: _plain(value) for key, value in item.items()}))
    return Table(source.file, tuple(rows), source=source)


def _plain(value: object) -> Value:
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    return value if isinstance(value, str | bool | int) else str(value)


def _decoded(raw: bytes, shown: str) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ("utf-16",)
    elif b"\0" in raw:
        raise refuse(shown, "this is not a text file", "in Excel, save the sheet as CSV UTF-8")
    else:
        # Excel's plain CSV is in the code page of the machine, in Britain Windows-1252.
        encodings = ("utf-8-sig", "cp1252")  # type: ignore[assignment]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as error:
            row = raw.count(b"\n", 0, error.start) + 1
    raise refuse(shown, "this letter cannot be read", "in Excel, save the sheet as CSV UTF-8", row)


def _delimiter(text: str) -> str:
    """Return what separates the cells of the first row that has several; else the comma."""
    for line in text[:100_000].splitlines():
        outside = "".join(line.split('"')[::2])
        best = max(",;\t|", key=outside.count)
        if best in outside:
            return best
    return ","


def refuse_large(
    shown: str, number: int, cells: Mapping[int, Value], rows: int, sheet: str = ""
) -> None:
    """Refuse a row that is too wide, or one too many.

    Raises:
        Problems: it is.
    """
    if rows > MAX_ROWS:
        raise refuse(shown, f"the file has more than {MAX_ROWS:,} rows", row=number, sheet=sheet)
    if max(cells) > MAX_COLUMNS:
        raise refuse(
            shown, f"this row has more than {MAX_COLUMNS} columns", row=number, sheet=sheet
        )


def _csv_problem(shown: str, row: int, error: csv.Error) -> Problems:
    said = str(error)
    if "field larger" in said:
        return refuse(
            shown, f"a cell holds more than {MAX_CELL:,} letters", "is a quote missing?", row
        )
    return refuse(
        shown,
        "a quote is opened and never closed, or closed too early",
        'put text that holds quotes in quotes, and double those within: "the ""golden"" hour"',
        row,
    )
