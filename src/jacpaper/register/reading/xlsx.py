"""One sheet of an Excel workbook as a table: what a reader of the sheet sees, and no more.

The file is a zip of XML parts (ISO 29500-1, 18). They are parsed as a stream, cell
by cell, so that a sheet never takes more memory than what it holds; the zip's own
figures bound what is unpacked, and the zip reader holds the parts to them. Formulas
count for the result that Excel stored; nothing in the file is followed or run.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from jacpaper.problems import did_you_mean
from jacpaper.register.reading.hidden import Hidden
from jacpaper.register.reading.tables import (
    MAX_CELL,
    MAX_CHARACTERS,
    MAX_ROWS,
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
    from collections.abc import Callable, Container, Mapping
    from pathlib import Path

    Start = Callable[[str, Mapping[str, str]], None]
    End = Callable[[str], None]
    Hear = Callable[[str], object]

# Of the parts that are read, unpacked: some ten times a register of 10,000 items.
MAX_UNPACKED = 100_000_000
_PARTS = 2_000

_MEND = "open it in Excel and save it again as an Excel workbook (.xlsx)"
_LEGACY = b"\xd0\xcf\x11\xe0"
# Number formats that every workbook has without saying so (18.8.30): days, not times.
_DAY_FORMATS = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58}
_NOT_IN_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Sheet(NamedTuple):
    """A sheet's name, the part that holds it, and whether people see it."""

    name: str
    part: str
    visible: bool


def sheets(path: Path, shown: str) -> tuple[str, ...]:
    """Return the names of the sheets that people see.

    Raises:
        Problems: the file is no workbook.
    """
    return tuple(sheet.name for sheet in _Workbook(path, shown).sheets if sheet.visible)


def read_xlsx(path: Path, shown: str, sheet: str | None = None) -> Table:
    """Read the named sheet of a workbook, or its only visible one.

    Raises:
        Problems: the file cannot be read as a table, or which sheet is not known.
    """
    return _Workbook(path, shown).table(sheet)


class _Workbook:
    """An open workbook, and what its sheets share: texts and formats."""

    def __init__(self, path: Path, shown: str) -> None:
        self.shown = shown
        raw = read_bytes(path, shown)
        if raw.startswith(_LEGACY):
            hint = "take the password off, or save it as an Excel workbook (.xlsx)"
            raise refuse(shown, "the workbook has a password, or is of the old form (.xls)", hint)
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise refuse(shown, "this is not an Excel workbook, or it is damaged", _MEND) from None
        self.left = MAX_UNPACKED
        self.names = {info.filename.lower(): info for info in self.zip.infolist()[:_PARTS]}
        self.day_zero = date(1899, 12, 30)
        self.sheets = self._sheets()

    def table(self, name: str | None) -> Table:
        sheet = self._chosen(name)
        reader = _SheetReader(self, sheet.name, self._texts(), self._day_styles())
        self._parse(sheet.part, reader.handlers)
        return reader.table()

    def _chosen(self, name: str | None) -> Sheet:
        names = [sheet.name for sheet in self.sheets]
        visible = [sheet for sheet in self.sheets if sheet.visible]
        if name is None and len(visible) == 1:
            return visible[0]
        if name is None:
            listed = ", ".join(f'"{sheet.name}"' for sheet in visible) or "none that people see"
            fault = f"the workbook has {len(visible)} sheets: {listed}"
            raise refuse(self.shown, fault, "say which in inputs/register.yaml, as in sheet: NAME")
        if name not in names:
            hint = did_you_mean(name, names) or f"it has {', '.join(names)}"
            raise refuse(self.shown, f'the workbook has no sheet "{name}"', hint)
        return self.sheets[names.index(name)]

    def _sheets(self) -> tuple[Sheet, ...]:
        targets: dict[str, str] = {}
        found: list[tuple[str, str, bool]] = []

        def relationship(name: str, attributes: Mapping[str, str]) -> None:
            if _local(name) == "Relationship":
                target = posixpath.join("/xl", attributes.get("Target", ""))
                targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

        def part(name: str, attributes: Mapping[str, str]) -> None:
            match _local(name):
                case "sheet":
                    ids = (value for key, value in attributes.items() if _local(key) == "id")
                    visible = attributes.get("state", "visible") == "visible"
                    found.append((attributes.get("name", ""), next(ids, ""), visible))
                case "workbookPr" if attributes.get("date1904") in ("1", "true"):
                    self.day_zero = date(1904, 1, 1)

        self._parse("xl/_rels/workbook.xml.rels", lambda _: (relationship, _ignore, _ignore))
        self._parse("xl/workbook.xml", lambda _: (part, _ignore, _ignore))
        sheets = tuple(Sheet(name, targets.get(key, ""), seen) for name, key, seen in found)
        if not sheets:
            raise refuse(self.shown, "the workbook has no sheet", _MEND)
        return sheets

    def _texts(self) -> dict[str, str]:
        """Return the texts that cells refer to, by number, without formats and readings aloud."""
        texts: list[str] = []
        runs: list[str] = []
        heard: list[str] = []
        aloud = False

        def start(name: str, _: Mapping[str, str]) -> None:
            nonlocal aloud
            heard.clear()
            aloud = aloud or _local(name) == "rPh"

        def end(name: str) -> None:
            nonlocal aloud
            match _local(name):
                case "t" if not aloud:
                    runs.append("".join(heard))
                case "rPh":
                    aloud = False
                case "si":
                    texts.append(_seen("".join(runs)))
                    runs.clear()

        if "xl/sharedstrings.xml" in self.names:
            self._parse("xl/sharedStrings.xml", lambda _: (start, end, heard.append))
        return {str(number): text for number, text in enumerate(texts)}

    def _day_styles(self) -> frozenset[str]:
        """Return the numbers of the cell styles that show a number as a day."""
        days = set(_DAY_FORMATS)
        styles: list[bool] = []
        in_cells = False

        def start(name: str, attributes: Mapping[str, str]) -> None:
            nonlocal in_cells
            match _local(name):
                case "numFmt" if _shows_a_day(attributes.get("formatCode", "")):
                    days.add(_integer(attributes.get("numFmtId", "")))
                case "cellXfs" | "cellStyleXfs" as part:
                    in_cells = part == "cellXfs"
                case "xf" if in_cells:
                    styles.append(_integer(attributes.get("numFmtId", "")) in days)

        if "xl/styles.xml" in self.names:
            self._parse("xl/styles.xml", lambda _: (start, _ignore, _ignore))
        return frozenset(str(number) for number, is_day in enumerate(styles) if is_day)

    def _parse(
        self,
        part: str,
        handlers: Callable[[str], tuple[Start, End, Hear]],
    ) -> None:
        """Send the elements and texts of a part to its handlers.

        `handlers` is given the prefix of the part's names, as in "x:", or none.
        """
        info = self.names.get(part.lower())
        if info is None:
            raise refuse(self.shown, f"the workbook lacks its part {part}", _MEND)
        self.left -= info.file_size
        if self.left < 0:
            fault = f"the workbook unpacks to more than {MAX_UNPACKED // 1_000_000} MB"
            raise refuse(self.shown, fault, "delete what is not the register; then save it again")
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype

        def root(name: str, attributes: Mapping[str, str]) -> None:
            start, end, hear = handlers(name[: len(name) - len(_local(name))])
            parser.StartElementHandler, parser.EndElementHandler = start, end
            parser.CharacterDataHandler = hear
            start(name, attributes)

        parser.StartElementHandler = root
        try:
            with self.zip.open(info) as stream:
                parser.ParseFile(stream)
        except (
            expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError,
            RuntimeError, NotImplementedError,
        ):  # fmt: skip
            # Of these, RuntimeError is a part with a password, NotImplementedError a rare packing.
            raise refuse(self.shown, f"the workbook is damaged in {part}", _MEND) from None

    def _refuse_doctype(self, *_: object) -> None:
        raise refuse(self.shown, "the workbook has declarations that Excel never writes", _MEND)


class _SheetReader:
    """Hears the elements of a sheet and keeps its cells; those without a place count on.

    A sheet of 10,000 items has half a million elements: hence one function for
    each event, with plain names and no calls that are not needed.
    """

    def __init__(
        self, book: _Workbook, sheet: str, texts: Mapping[str, str], day_styles: Container[str]
    ) -> None:
        self.book, self.sheet, self.texts, self.day_styles = book, sheet, texts, day_styles
        self.rows: list[Row] = []
        self.merged: list[str] = []
        self.last = 0
        self.characters = 0
        self.hidden = Hidden()
        # A column's number by its letters, and a number's meaning by its style: most come again.
        self.columns: dict[str, int] = {}
        self.numbers: dict[tuple[str, str], Value] = {}

    def handlers(self, prefix: str) -> tuple[Start, End, Hear]:  # noqa: C901 - see above
        """Return what to call for each start, end and text; the names begin with `prefix`."""
        cell, value, text, formula, row, merge, columns_part = (
            f"{prefix}{local}" for local in ("c", "v", "t", "f", "row", "mergeCell", "col")
        )
        columns, texts, numbers = self.columns, self.texts, self.numbers
        heard: list[str] = []
        cells: dict[int, Value] = {}
        said = kind = style = ""
        column = 0
        is_formula = False

        def start(name: str, attributes: Mapping[str, str]) -> None:
            nonlocal cells, said, kind, style, column, is_formula
            if name == cell:
                get = attributes.get
                letters = get("r", "").rstrip("0123456789")
                column = (columns.get(letters) or self._column(letters)) if letters else column + 1
                kind, style = get("t", "n"), get("s", "")
                said, is_formula = "", False
            elif name in (value, text):
                heard.clear()
            elif name == row:
                self._begin_row(attributes)
                column, cells = 0, {}
            elif name == formula:
                is_formula = True
            elif name == merge:
                self.merged.append(attributes.get("ref", ""))
            elif name == columns_part:
                self.hidden.meet_columns(attributes)

        def end(name: str) -> None:  # noqa: C901 - see above
            nonlocal said
            found: Value
            if name == value:
                said = heard[0] if len(heard) == 1 else "".join(heard)
            elif name == cell:
                if said:
                    if kind == "s":
                        found = texts.get(said, "")
                    elif kind == "n":
                        found = numbers.get((said, style)) or self._number(said, style)
                    else:
                        found = self._value(said, kind)
                    if type(found) is str:
                        self.characters += len(found)
                    if found != "":
                        cells[column] = found
                elif is_formula and kind != "str":
                    cells[column] = Fault("a formula that was never worked out")
            elif name == text:
                said += "".join(heard)
            elif name == row and cells:
                self._keep(cells)

        return start, end, heard.append

    def table(self) -> Table:
        self._spread_merged()
        return self.hidden.noted(Table(self.book.shown, tuple(self.rows), self.sheet))

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        given = attributes.get("r")
        number = _integer(given) if given else self.last + 1
        if number <= self.last:
            raise refuse(self.book.shown, "the rows of the sheet are out of order", _MEND)
        self.last = number
        self.hidden.meet_row(number, attributes)

    def _keep(self, cells: dict[int, Value]) -> None:
        self.rows.append((self.last, cells))
        refuse_large(self.book.shown, self.last, cells, len(self.rows), sheet=self.sheet)
        if self.characters > MAX_CHARACTERS:
            fault = "the sheet holds too much text"
            raise refuse(self.book.shown, fault, row=self.last, sheet=self.sheet)

    def _number(self, said: str, style: str) -> Value:
        try:
            number = float(said)
        except ValueError:
            return said.strip()
        found: Value = number
        if style in self.day_styles and 0 <= number < 1_000_000:
            found = self.book.day_zero + timedelta(int(number))
        elif number.is_integer() and abs(number) < 1e15:
            found = int(number)
        self.numbers[said, style] = found
        return found

    def _value(self, said: str, kind: str) -> Value:
        """Return what a cell of a rarer kind holds."""
        if kind == "b":
            return said.strip() in ("1", "true")
        return Fault(said) if kind == "e" else _seen(said)

    def _column(self, letters: str) -> int:
        """Return the number of a column by its letters; no sheet has more than three."""
        if (known := self.columns.get(letters)) is None:
            known = 0
            for letter in letters[:4]:
                known = known * 26 + ord(letter) - 64
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


def _ignore(_: str) -> None:
    """Hear an end or a text that says nothing."""


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _integer(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text) < 12 else -1


def _shows_a_day(code: str) -> bool:
    """True for a format with a day or year; months alone may be minutes."""
    return bool(re.search("[dDyY]", _NOT_IN_FORMAT.sub("", code)))


def _seen(text: str) -> str:
    """Return a text as people see it: nothing if blank, and without escapes such as _x000D_."""
    if text.isspace():
        return ""
    if len(text) > MAX_CELL:
        return Fault(TOO_LONG)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
