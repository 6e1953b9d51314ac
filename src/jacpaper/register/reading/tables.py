"""A register's file as rows of cells, each of which knows its place.

Whatever the file, the rows come alike: each is its number and its cells that
hold something, by column. What is blank is absent. Sizes are bounded before
anything is built, so that no file can take more than seconds, or memory.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Self

from jacpaper.problems import Place, Problem, Problems
from jacpaper.text.comparing import comparable
from jacpaper.text.yaml_notes import denies, notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from jacpaper.text.yaml_source import Source

MAX_BYTES = 20_000_000
MAX_ROWS = 50_000
MAX_CELLS = 1_000_000
MAX_COLUMNS = 200
# Excel's own limit.
MAX_CELL = 32_767
# Of all cells together: one text that ten thousand cells share is ten thousand texts to read.
MAX_CHARACTERS = 50_000_000


TOO_LONG = f"a text of more than {MAX_CELL:,} letters"


class Fault(str):
    """A cell without a value, and why: `#N/A`, or a formula never worked out."""

    __slots__ = ()


class Number(float):
    """A number that its cell shows otherwise than it is, as in 012 or REC-012."""

    __slots__ = ("code", "shown")

    def __new__(cls, value: float, shown: str | None, code: str) -> Self:
        """Return the number as the cell shows it; None: its format `code` is not known here."""
        number = super().__new__(cls, value)
        number.shown, number.code = shown, code
        return number

    shown: str | None
    code: str

    def __str__(self) -> str:
        """Return it as the cell shows it, if that is known."""
        return format(float(self), ".15g") if self.shown is None else self.shown


class FormulaZero(int):
    """The 0 of a formula: what it came to, or what a program stored that cannot work it out."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return it as a mark, so that it is no plain 0."""
        return "0 of a formula"


class Month(date):
    """A day of which its cell shows month and year alone, as in March 2026."""


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
    struck_rows: tuple[int, ...] = ()
    """The rows that are struck through."""
    struck_cells: tuple[tuple[int, int], ...] = ()
    """Row and column of the other cells that are struck through."""
    struck_parts: tuple[tuple[int, int], ...] = ()
    """Row and column of the cells in which a part of the text is."""
    comments: tuple[tuple[int, int, str], ...] = ()
    """Row, column and text of the comments on cells, and of the notes at items of a YAML file."""
    around: tuple[str, ...] = ()
    """What is said outside the cells: in headers and footers, text boxes, properties, a name."""
    lengths: Mapping[int, int] = {}
    """How many cells each row of a CSV file has, blank ones at its end included."""
    left_out: tuple[Row, ...] = ()
    """Rows that register.yaml leaves out, of which only what is exempt matters."""

    def place(
        self, row: int = 0, column: int = 0, heading: str = "", value: Value | None = None
    ) -> Place:
        """Return the place of a cell, a row or the sheet; heading and value are its excerpt."""
        if self.source:
            trail = ("items", *((row - 2,) if row > 1 else ()), *((heading,) if heading else ()))
            return self.source.value_place(trail)
        # Cut: in a broken file, very many cells may be named.
        excerpt = "" if value is None else f"{heading[:100]}: {str(value)[:200]}"
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
        if path.exists() and not path.is_file():
            hint = "put the register itself in its place, or delete it"
            raise refuse(shown, "this is not a file", hint)
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


def read_yaml(source: Source) -> Table:
    """Return the `items` of a YAML file as a table: row 1 has their keys."""
    items: list[dict[str, object]] = source.data["items"]
    keys = {key: None for item in items for key in item}
    columns = {str(key): column for column, key in enumerate(keys, 1)}
    rows: list[Row] = [(1, {column: key for key, column in columns.items()})]
    for number, item in enumerate(items, 2):
        rows.append((number, {columns[str(key)]: _plain(value) for key, value in item.items()}))
    return Table(source.file, tuple(rows), source=source, comments=tuple(_noted(source)))


def _noted(source: Source) -> Iterator[tuple[int, int, str]]:
    """Yield the notes at items that do not say whether they are exempt, with their rows.

    Those above all items are of row 1.
    """
    items: list[dict[str, object]] = source.data["items"]
    begins = [source.value_place(("items", index)).line - 1 for index in range(len(items))]
    answered = ["exempt" in map(comparable, map(str, item)) for item in items]
    for note in notes(source.lines):
        about = note.line if note.about is None else note.about
        is_inside = note.about is None or source.lines[about][:1] in (" ", "-")
        number = bisect_right(begins, about)
        if denies(note.said):
            continue
        if number:
            is_asked = is_inside and not answered[number - 1]
        else:  # one beside another key is about that, and one that begins so explains the key
            is_own = not note.column and not note.said.startswith("exempt:")
            is_asked = is_own and not all(answered)
        if is_asked:
            yield number + 1, 0, note.said


def _plain(value: object) -> Value:
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    return value if isinstance(value, str | bool | int) else str(value)


def refuse_large(
    shown: str, number: int, cells: Mapping[int, Value], sizes: tuple[int, int], sheet: str = ""
) -> None:
    """Refuse a row that is too wide, or one too many; `sizes` counts the rows and cells so far.

    Raises:
        Problems: it is.
    """
    rows, every = sizes
    if rows > MAX_ROWS:
        raise refuse(shown, f"the file has more than {MAX_ROWS:,} rows", row=number, sheet=sheet)
    if max(cells) > MAX_COLUMNS:
        raise refuse(
            shown, f"this row has more than {MAX_COLUMNS} columns", row=number, sheet=sheet
        )
    if every > MAX_CELLS:
        raise refuse(shown, f"the file has more than {MAX_CELLS:,} cells", row=number, sheet=sheet)
