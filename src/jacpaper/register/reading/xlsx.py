"""An Excel workbook: which sheets it has, and one of them as a table.

Its parts are found and read by `xlsx_package`, the cells of a sheet by `xlsx_sheet`; here
is what the sheets share: their names, texts and formats. Nothing in the file is followed
or run.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.register.reading import number_formats
from jacpaper.register.reading.tables import refuse
from jacpaper.register.reading.xlsx_around import in_boxes, in_properties
from jacpaper.register.reading.xlsx_comments import comments
from jacpaper.register.reading.xlsx_package import (
    DELETE,
    MAX_DEPTH,
    MEND,
    Package,
    Relation,
    ignore,
    integer,
    is_on,
    local,
)
from jacpaper.register.reading.xlsx_sheet import LOOKS, Enough, Shared, SheetReader, seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from jacpaper.register.reading.number_formats import NumberFormat
    from jacpaper.register.reading.tables import Table
    from jacpaper.register.reading.xlsx_package import End, Hear, Start

_MAX_SHEETS = 500
_MAX_TEXTS = 1_000_000
# Excel's own limit.
_MAX_STYLES = 65_000


class Sheet(NamedTuple):
    """A sheet's name, the part that holds it, and whether people see it."""

    name: str
    part: str
    visible: bool


class Workbook:
    """An open workbook.

    Raises:
        Problems: the file is no workbook.
    """

    def __init__(self, path: Path, shown: str) -> None:
        self.shown = shown
        self._package = Package(path, shown)
        self._day_zero = date(1899, 12, 30)
        has_relations = self._package.has("_rels/.rels")
        self._of_package = self._package.relations() if has_relations else {}
        # Files made by simple programs may lack a relationship, but use the usual names.
        self._main = _of_type(self._of_package.values(), "officeDocument") or "xl/workbook.xml"
        self._relations = self._package.relations(self._main)
        self.sheets = self._sheets()
        self._shared: Shared | None = None

    def table(self, sheet: Sheet, most_rows: int = 0) -> Table:
        """Read a sheet, or as many of its rows.

        Raises:
            Problems: it cannot be read as a table.
        """
        if self._shared is None:
            formats, struck = self._formats()
            texts, crossed = self._texts()
            self._shared = Shared(self._package, texts, crossed, formats, struck, self._day_zero)
        reader = SheetReader(self._shared, sheet.name, most_rows)
        whole = not most_rows
        with suppress(Enough):
            self._package.parse(sheet.part, reader.handlers, counts_depth=True, whole=whole)
        table = reader.table()
        if not whole:
            return table
        said = in_properties(self._package, self._of_package.values())
        around = (*table.around, *in_boxes(self._package, sheet.part), *said)
        return table._replace(comments=comments(self._package, sheet.part), around=around)

    def _sheets(self) -> tuple[Sheet, ...]:
        found: list[Sheet] = []

        def start(name: str, attributes: Mapping[str, str]) -> None:
            match local(name):
                case "sheet" if len(found) == _MAX_SHEETS:
                    fault = f"the workbook has more than {_MAX_SHEETS} sheets"
                    raise refuse(self.shown, fault, DELETE)
                case "sheet":
                    ids = (value for key, value in attributes.items() if local(key) == "id")
                    relation = self._relations.get(next(ids, ""), Relation("worksheet", ""))
                    if relation.type == "worksheet":  # not a chart or a macro
                        visible = attributes.get("state", "visible") == "visible"
                        found.append(Sheet(attributes.get("name", ""), relation.part, visible))
                case "workbookPr" if attributes.get("date1904") in ("1", "true"):
                    self._day_zero = date(1904, 1, 1)

        self._package.parse(self._main, lambda _: (start, ignore, ignore))
        if not found:
            raise refuse(self.shown, "the workbook has no sheet", MEND)
        return tuple(found)

    def _part(self, kind: str, usual: str) -> str:
        """Return the part of the workbook that is of a type; nothing if there is none."""
        found = _of_type(self._relations.values(), kind)
        return found or (usual if self._package.has(usual) else "")

    def _texts(self) -> tuple[dict[str, str], frozenset[str]]:
        """Return the texts that cells refer to, by number, and those struck through in part.

        Empty ones are not among them.
        """
        reader = _TextReader(self._package)
        if part := self._part("sharedStrings", "xl/sharedStrings.xml"):
            self._package.parse(part, reader.handlers, counts_depth=True)
        return reader.texts, frozenset(reader.crossed)

    def _formats(self) -> tuple[dict[str, NumberFormat | None], frozenset[str]]:
        """Return the formats that are not plain, by cell style, and the styles that strike out."""
        codes = dict(number_formats.BUILT_IN)
        styles: list[int] = []
        fonts: list[int] = []
        struck_fonts: set[int] = set()
        in_cells = in_fonts = False
        font = -1

        def start(name: str, attributes: Mapping[str, str]) -> None:
            nonlocal in_cells, in_fonts, font
            match local(name):
                case "numFmt" if len(codes) < _MAX_STYLES:
                    number = integer(attributes.get("numFmtId", ""))
                    codes[number] = attributes.get("formatCode", "")
                case "cellXfs" | "cellStyleXfs" as part:
                    in_cells = part == "cellXfs"
                case "xf" if in_cells and len(styles) < _MAX_STYLES:
                    styles.append(integer(attributes.get("numFmtId", "")))
                    fonts.append(integer(attributes.get("fontId", "")))
                case "fonts" | "fills" as part:
                    in_fonts = part == "fonts"
                case "font" if in_fonts:
                    font += 1
                case "strike" if in_fonts and is_on(attributes):
                    struck_fonts.add(font)

        if part := self._part("styles", "xl/styles.xml"):
            self._package.parse(part, lambda _: (start, ignore, ignore))
        struck = (str(number) for number, one in enumerate(fonts) if one in struck_fonts)
        return _by_style(styles, codes), frozenset(struck)


class _TextReader:
    """Hears the texts of a workbook, without readings aloud, and which are struck through in part.

    A raised figure, such as the mark of a footnote, stays one. Of other formats it hears nothing.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.texts: dict[str, str] = {}
        self.crossed: set[str] = set()
        self.number = 0

    def handlers(self, prefix: str) -> tuple[Start, End, Hear]:  # noqa: C901 - one a name
        """Return what to call for each start, end and text; the names begin with `prefix`."""
        item, text, spoken, strike, run, raised = (
            f"{prefix}{name}" for name in ("si", "t", "rPh", "strike", "r", "vertAlign")
        )
        runs: list[str] = []
        heard: list[str] = []
        aloud = False
        look: Mapping[int, str] = {}
        depth = 0

        def start(name: str, attributes: Mapping[str, str]) -> None:
            nonlocal aloud, look, depth
            depth += 1
            if depth > MAX_DEPTH:
                self.package.too_deep()
            heard.clear()
            if name == spoken:
                aloud = True
            elif name == strike and is_on(attributes):
                self.crossed.add(str(self.number))
            elif name in (item, run, raised):  # the first two say nothing of it
                look = LOOKS.get(attributes.get("val", ""), {})

        def end(name: str) -> None:
            nonlocal aloud, depth
            depth -= 1
            if name == text:
                if not aloud:
                    runs.append("".join(heard).translate(look))
            elif name == item:
                self._keep(runs)
                runs.clear()
            elif name == spoken:
                aloud = False

        return start, end, heard.append

    def _keep(self, runs: list[str]) -> None:
        if runs and (whole := seen("".join(runs))):
            self.texts[str(self.number)] = whole
        self.number += 1
        if self.number > _MAX_TEXTS:
            self._refuse()

    def _refuse(self) -> None:
        fault = f"the workbook holds more than {_MAX_TEXTS:,} texts"
        raise refuse(self.package.shown, fault, DELETE)


def _by_style(styles: Iterable[int], codes: Mapping[int, str]) -> dict[str, NumberFormat | None]:
    formats: dict[str, NumberFormat | None] = {}
    for number, style in enumerate(styles):
        # The days that every workbook knows have no code; any code with a day will do.
        code = codes.get(style, "yyyy-mm-dd" if style in number_formats.DAYS else "General")
        form = number_formats.parse(code)
        if form is None or not form.is_plain:
            formats[str(number)] = form
    return formats


def _of_type(relations: Iterable[Relation], kind: str) -> str:
    """Return the first part of a type, or nothing."""
    return next((relation.part for relation in relations if relation.type == kind), "")
