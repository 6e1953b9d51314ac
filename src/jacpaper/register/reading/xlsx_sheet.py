"""The cells of one sheet of a workbook: what a reader of the sheet sees, and no more.

They are kept as the sheet's elements are heard (ISO 29500-1, 18.3), so that a sheet never
takes more memory than what it holds. Formulas count for the result that Excel stored.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.register.reading.hidden import Hidden
from jacpaper.register.reading.letters import unescaped
from jacpaper.register.reading.number_formats import MAX_FORMAT, NumberFormat
from jacpaper.register.reading.tables import (
    MAX_CELL,
    MAX_CHARACTERS,
    MAX_ROWS,
    TOO_LONG,
    Fault,
    FormulaZero,
    Month,
    Number,
    Row,
    Table,
    Value,
    refuse,
    refuse_large,
)
from jacpaper.register.reading.xlsx_around import HEADERS, in_headers
from jacpaper.register.reading.xlsx_package import DELETE, MAX_DEPTH, MEND, integer, is_on
from jacpaper.text.characters import RAISED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jacpaper.register.reading.xlsx_package import End, Hear, Package, Start

# Excel's own limits.
_MAX_ROW = 1_048_576
_MAX_COLUMN = 16_384
# Figures that are raised, as the mark of a footnote is, are no other figures.
LOOKS = {"superscript": {ord(str(figure)): raised for figure, raised in enumerate(RAISED)}}
_MAX_MERGED = 100_000
# Numbers whose meaning is kept, in case they come again.
_MOST_KEPT = 100_000
# More letters than any number has.
_MAX_NUMBER = 400


class Enough(Exception):  # noqa: N818 - no error
    """As many rows are read as were asked for."""


class Shared(NamedTuple):
    """What the sheets of a workbook share."""

    package: Package
    texts: Mapping[str, str]
    """The texts that cells refer to, by number."""
    crossed: frozenset[str]
    """The numbers of the texts that are struck through in part."""
    formats: Mapping[str, NumberFormat | None]
    """The formats of cells that are not plain, by the number of their style; None: too long."""
    struck: frozenset[str]
    """The numbers of the styles that strike a text through."""
    day_zero: date
    """The day from which days are counted."""


class SheetReader:
    """Hears the elements of a sheet and keeps its cells; those without a place count on.

    A sheet of 10,000 items has half a million elements: hence one function for
    each event, with plain names and no calls that are not needed.
    """

    def __init__(self, shared: Shared, sheet: str, most_rows: int = 0) -> None:
        """Begin with no row; after `most_rows`, if they are bounded, `Enough` is raised."""
        self.shared, self.sheet, self.most_rows = shared, sheet, most_rows
        self.shown = shared.package.shown
        self.rows: list[Row] = []
        self.merged: list[str] = []
        self.last = 0
        self.characters = self.cells = 0
        self.hidden = Hidden()
        self.struck: list[int] = []
        self.struck_cells: list[tuple[int, int]] = []
        self.struck_parts: list[tuple[int, int]] = []
        self.headers: list[str] = []
        # A column's number by its letters, and a number's meaning by its style: most come again.
        self.columns: dict[str, int] = {}
        self.numbers: dict[tuple[str, str], Value] = {}

    def handlers(self, prefix: str) -> tuple[Start, End, Hear]:  # noqa: C901, PLR0915 - see above
        """Return what to call for each start, end and text; the names begin with `prefix`."""
        cell, value, text, formula, row, merge, columns_part, strike, run, raised = (
            f"{prefix}{local}"
            for local in (
                "c", "v", "t", "f", "row", "mergeCell", "col", "strike", "r", "vertAlign",
            )
        )  # fmt: skip
        headers = {f"{prefix}{name}" for name in HEADERS}
        columns, texts, numbers = self.columns, self.shared.texts, self.numbers
        too_deep = self.shared.package.too_deep
        heard: list[str] = []
        cells: dict[int, Value] = {}
        said = kind = style = ""
        column = depth = 0
        crossed: list[int] = []
        is_formula = False
        look: Mapping[int, str] = {}
        struck, crossed_texts = self.shared.struck, self.shared.crossed

        def start(name: str, attributes: Mapping[str, str]) -> None:  # noqa: C901 - see above
            nonlocal cells, said, kind, style, column, is_formula, depth, crossed, look
            depth += 1
            if depth > MAX_DEPTH:
                too_deep()
            if name == cell:
                get = attributes.get
                letters = get("r", "").rstrip("0123456789")
                column = (columns.get(letters) or self._column(letters)) if letters else column + 1
                if column > _MAX_COLUMN:
                    raise refuse(self.shown, "the sheet has more columns than Excel allows", MEND)
                kind, style = get("t", "n"), get("s", "0")
                said, is_formula, look = "", False, {}
            elif name in (value, text):
                heard.clear()
            elif name == row:
                self._begin_row(attributes)
                column, cells, crossed = 0, {}, []
            elif name == formula:
                is_formula = True
            elif name == merge:
                self._merge(attributes.get("ref", ""))
            elif name == columns_part:
                self.hidden.meet_columns(attributes)
            elif name in headers:
                heard.clear()
            elif name == strike and is_on(attributes):
                self.struck_parts.append((self.last, column))
            elif name in (run, raised):  # a run says nothing of it
                look = LOOKS.get(attributes.get("val", ""), {})

        def end(name: str) -> None:  # noqa: C901, PLR0912 - see above
            nonlocal said, depth
            depth -= 1
            found: Value
            if name == value:
                said = heard[0] if len(heard) == 1 else "".join(heard)
            elif name == cell:
                if said:
                    if is_formula and said in ("0", "0.0") and kind == "n":
                        found = FormulaZero(0)
                    elif kind == "s":
                        found = texts.get(said, "")
                        if said in crossed_texts:
                            self.struck_parts.append((self.last, column))
                    elif kind == "n":
                        found = numbers.get((said, style)) or self._number(said, style)
                    else:
                        found = self._value(said, kind)
                    if type(found) is str:
                        self.characters += len(found)
                    if found != "":
                        cells[column] = found
                        if struck and style in struck:
                            crossed.append(column)
                elif is_formula and kind != "str":
                    cells[column] = Fault("a formula that was never worked out")
            elif name == text and len(said) <= MAX_CELL:
                said += "".join(heard).translate(look)
            elif name == row and cells:
                if len(crossed) * 2 > len(cells):
                    self.struck.append(self.last)
                else:
                    self.struck_cells += [(self.last, one) for one in crossed]
                self._keep(cells)
            elif name in headers:
                self.headers.append("".join(heard))

        return start, end, heard.append

    def table(self) -> Table:
        """Return the rows that were heard."""
        self._spread_merged()
        table = Table(
            self.shown,
            tuple(self.rows),
            self.sheet,
            struck_rows=tuple(self.struck),
            struck_cells=tuple(self.struck_cells),
            struck_parts=tuple(dict.fromkeys(self.struck_parts)),
            around=tuple(in_headers(self.headers)),
        )
        return self.hidden.noted(table)

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        given = attributes.get("r")
        number = integer(given) if given else self.last + 1
        if number <= self.last:
            raise refuse(self.shown, "the rows of the sheet are out of order", MEND)
        if number > _MAX_ROW:
            raise refuse(self.shown, "the sheet has more rows than Excel allows", MEND)
        self.last = number
        self.hidden.meet_row(number, attributes)

    def _merge(self, area: str) -> None:
        self.merged.append(area)
        if len(self.merged) > _MAX_MERGED:
            fault = f"the sheet has more than {_MAX_MERGED:,} merged areas"
            raise refuse(self.shown, fault, DELETE, sheet=self.sheet)

    def _keep(self, cells: dict[int, Value]) -> None:
        self.rows.append((self.last, cells))
        self.cells += len(cells)
        sizes = len(self.rows), self.cells
        refuse_large(self.shown, self.last, cells, sizes, sheet=self.sheet)
        if self.characters > MAX_CHARACTERS:
            fault = "the sheet holds too much text"
            raise refuse(self.shown, fault, row=self.last, sheet=self.sheet)
        if len(self.rows) == self.most_rows:
            raise Enough

    def _number(self, said: str, style: str) -> Value:
        try:
            number = float(said[:_MAX_NUMBER])
        except ValueError:
            return seen(said.strip())
        found: Value = int(number) if number.is_integer() and abs(number) < 1e15 else number
        if style in self.shared.formats:
            found = self._formatted(number, found, self.shared.formats[style])
        if len(self.numbers) < _MOST_KEPT:
            self.numbers[said, style] = found
        return found

    def _formatted(self, number: float, plain: Value, form: NumberFormat | None) -> Value:
        """Return a number as its format means it: a day, or what people see in its place."""
        if form is None:
            return Fault(f"a number with a format of more than {MAX_FORMAT:,} letters")
        if form.is_day:
            if not 0 <= number < 1_000_000:
                return plain
            day = self.shared.day_zero + timedelta(int(number))
            return Month(day.year, day.month, day.day) if form.is_month else day
        shown = form.shown(number)
        return plain if shown == str(plain) else Number(number, shown, form.code)

    def _value(self, said: str, kind: str) -> Value:
        """Return what a cell of a rarer kind holds."""
        if kind == "b":
            return said.strip() in ("1", "true")
        return Fault(said) if kind == "e" else seen(said)

    def _column(self, letters: str) -> int:
        """Return the number of a column by its letters; no sheet has more than three."""
        if (known := self.columns.get(letters)) is None:
            known = 0
            for letter in letters[:4]:
                known = known * 26 + max(ord(letter) - 64, 0)
            self.columns[letters] = known
        return known

    def _spread_merged(self) -> None:
        """Give each row of a merged area the value that people see beside it."""
        cells = {number: dict(row) for number, row in self.rows} if self.merged else {}
        left_to_spread = MAX_ROWS
        for area in self.merged:
            found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})", area)
            top, bottom = (int(found[2]), int(found[3])) if found else (0, 0)
            value = cells.get(top, {}).get(self._column(found[1])) if found else None
            left_to_spread -= max(bottom - top, 0)
            if not found or value is None or left_to_spread < 0:
                continue
            for number in range(top + 1, bottom + 1):
                if number in cells:
                    cells[number][self._column(found[1])] = value
        if self.merged:
            self.rows = list(cells.items())


def seen(text: str) -> str:
    """Return a text as people see it: nothing if blank, and without escapes such as _x000D_."""
    if text.isspace():
        return ""
    return Fault(TOO_LONG) if len(text) > MAX_CELL else unescaped(text)
