"""Registers for tests: rows laid out as CSV, Excel or YAML, and what is read from them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import xlsxwriter

from jacpaper.facts.register_file import RegisterFile
from jacpaper.problems import Problems
from jacpaper.register.reading import files
from jacpaper.text.yaml_reader import read as read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from jacpaper.facts.register import Item, Register

HEADINGS = ("Reference", "Report", "Type", "Text", "Made", "Status", "Status date", "Closed")
# One of each: open, waiting, closed.
ROWS: tuple[tuple[Any, ...], ...] = (
    ("R1", "A report", "Recommendation", "Do this", "2024-03-01", "open", "", ""),
    ("R2", "A report", "AFI", "Do that", "2024-03-01", "submitted for closure", "2025-02-03", ""),
    ("R3", "Another report", "AFI", "And that", "2025-06-05", "closed", "", "2025-09-09"),
)


def csv_text(rows: Iterable[Sequence[Any]], headings: Sequence[str] = HEADINGS, **how: Any) -> str:
    out = io.StringIO()
    csv.writer(out, **how).writerows([headings, *rows])
    return out.getvalue()


def make_exempt(path: Path, reference: str) -> None:
    """Mark an item of the register of Midshire as exempt."""
    set_cell(path, reference, "Exempt", "yes")


def make_none_exempt(path: Path) -> None:
    """Mark no item of the register of Midshire as exempt."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    (at,) = (one.index("Exempt") for one in rows if "Exempt" in one)
    for row in rows:
        row[at : at + 1] = ["" if cell == "yes" else cell for cell in row[at : at + 1]]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def set_cell(path: Path, reference: str, heading: str, words: str) -> None:
    """Write something into a cell of the register of Midshire."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    (row,) = (row for row in rows if row and row[0] == reference)
    head = next(one for one in rows if one[:1] == ["Ref"])
    row += [""] * (len(head) - len(row))
    row[head.index(heading)] = words
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], **options: Any) -> None:
    """Write sheets as Excel would: days as numbers with a format, texts shared."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy", **options})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value)
                elif value != "":
                    sheet.write(number, column, value)
    book.close()


def yaml_text(rows: Iterable[Sequence[Any]], headings: Sequence[str] = HEADINGS) -> str:
    """Return the rows as the items of a register.yaml, in the words of JSON, which YAML reads."""
    keys = [heading.lower().replace(" ", "_") for heading in headings]
    items = [
        {key: value for key, value in zip(keys, row, strict=True) if value != ""} for row in rows
    ]
    return json.dumps({"items": items}, default=str, ensure_ascii=False)


def placeless(register: Register) -> list[Item]:
    """Return the items without their cells, so that those of different files can be compared."""
    return [item._replace(place=None) for item in register.items]


def read(folder: Path, **contents: str | bytes) -> Register:
    """Read the register of a folder, after writing files there: `csv=` is register.csv."""
    for ending, content in contents.items():
        path = folder / f"register.{ending}"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8", newline="")
    mapping = source = None
    if (folder / "register.yaml").exists():
        source = read_source(folder / "register.yaml", "inputs/register.yaml")
        mapping = RegisterFile.model_validate(source.data)
    names = [name for name in ("register.csv", "register.xlsx") if (folder / name).exists()]
    return files.read(folder, names, mapping, source)


def wrong(folder: Path, **contents: str | bytes) -> list[str]:
    """Return what is wrong with a register, a line each."""
    try:
        read(folder, **contents)
    except Problems as found:
        return [problem.line for problem in found.problems]
    return []
