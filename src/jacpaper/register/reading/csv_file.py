"""A register that is kept as CSV."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from jacpaper.register.reading.encodings import decoded
from jacpaper.register.reading.letters import unescaped
from jacpaper.register.reading.tables import (
    MAX_CELL,
    TOO_LONG,
    Fault,
    Row,
    Table,
    Value,
    read_bytes,
    refuse,
    refuse_large,
)

if TYPE_CHECKING:
    from pathlib import Path

    from jacpaper.problems import Problems


# A text that a spreadsheet is kept from reading as a number or a date.
_GUARDED = re.compile(r'="((?:[^"]|"")*)"')


def read_csv(path: Path, shown: str) -> Table:
    """Read a CSV file: in any usual encoding; with commas, semicolons, tabs or bars.

    Raises:
        Problems: the file cannot be read as a table.
    """
    text = decoded(read_bytes(path, shown), shown)
    if not text.strip():
        raise refuse(shown, "the file is empty")
    first, rest = 1, text
    has_escapes, has_guards = "_x" in text, '="' in text
    delimiter = _delimiter(text)
    if text[:4].lower() == "sep=":  # what Excel writes to tell itself the delimiter
        delimiter, first, rest = text[4], 2, text.partition("\n")[2]
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    lengths: dict[int, int] = {}
    number, every = first - 1, 0
    try:
        for number, values in enumerate(reader, first):
            cells: dict[int, Value] = {
                column: (unescaped(value) if has_escapes else value)
                if len(value) <= MAX_CELL
                else Fault(TOO_LONG)
                for column, value in enumerate(map(_plain, values) if has_guards else values, 1)
                if value and not value.isspace()
            }
            if cells:
                rows.append((number, cells))
                lengths[number] = len(values)
                every += len(cells)
                refuse_large(shown, number, cells, (len(rows), every))
    except csv.Error as error:
        raise _csv_problem(shown, number + 1, error) from None
    return Table(shown, tuple(rows), lengths=lengths)


def _plain(value: str) -> str:
    """Return what a cell shows: programs write ="0012" so that Excel leaves a text as it is."""
    guarded = value[:2] == '="' and _GUARDED.fullmatch(value)
    return guarded[1].replace('""', '"') if guarded else value


def _delimiter(text: str) -> str:
    """Return what separates the cells of the first row that has several; else the comma."""
    for line in text[:100_000].splitlines():
        outside = "".join(line.split('"')[::2])
        best = max(",;\t|", key=outside.count)
        if best in outside:
            return best
    return ","


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
