"""From the XML of a table to its rows and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.returned.looks import W, is_on, on
from jacpaper.returned.pieces import Cell, Paragraph, Piece, Row, Shape, Table
from jacpaper.returned.words import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jacpaper.returned.marks import Around, Marks
    from jacpaper.returned.package import Xml
    from jacpaper.returned.pieces import Flow

# What rows and cells may stand in.
_AROUND_ROWS = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "del")
_MOST_COLUMNS = 63


class Reader:
    """Reads a table; `flow` reads what is in a cell, `put_aside` takes what a cell cannot hold."""

    def __init__(
        self,
        marks: Marks,
        colours: Mapping[str, str],
        flow: Callable[[Xml, Around], Flow],
        put_aside: Callable[[str, str], None],
    ) -> None:
        self._marks, self._colours = marks, colours
        self._flow, self._put_aside = flow, put_aside

    def table(self, element: Xml, around: Around) -> Table:
        """Return a table, its rows as long as the columns that they cover."""
        look = element.find(f"{W}tblPr/{W}tblLook")
        rows = [self._row(one, around) for one in _children(element, "tr")]
        return Table(
            rows,
            heads_rows=_is_told(look, "firstColumn", 0x80, otherwise=True),
            # A file that was .odt or .doc meanwhile has bold letters in place of the look.
            has_total=_is_told(look, "lastRow", 0x40, otherwise=_last_is_strong(rows)),
        )

    def _row(self, element: Xml, around: Around) -> Row:
        row = Row([], inserted=around.inserted, deleted=around.deleted)
        properties = element.find(f"{W}trPr")
        self._marks.put_on(row, properties)
        skipped = {"gridBefore": 0, "gridAfter": 0}
        for one in () if properties is None else properties:
            name = name_of(one)
            if name == "tblHeader":
                row.is_header = on(one)
            elif name in skipped:
                skipped[name] = _count(one)
        row.cells += [_empty() for _ in range(skipped["gridBefore"])]
        for one in _children(element, "tc"):
            row.cells += self._cell(one, around)
        row.cells += [_empty() for _ in range(skipped["gridAfter"])]
        return row

    def _cell(self, element: Xml, around: Around) -> Iterator[Cell]:
        """Yield a cell, and an empty one for each further column that it covers."""
        flow = self._flow(element, around)
        for one in flow:
            if isinstance(one, Table):
                self._put_aside("a table within a table", _words(one))
        cell = Cell([one for one in flow if isinstance(one, Paragraph)])
        properties = element.find(f"{W}tcPr")
        self._marks.put_on(cell, properties)
        covered = 1
        for one in () if properties is None else properties:
            name = name_of(one)
            if name == "shd":
                cell.colour = self._colours.get(one.get(f"{W}fill", "").upper(), "")
            elif name == "gridSpan":
                covered = _count(one)
        yield cell
        yield from (_empty() for _ in range(covered - 1))


def _children(parent: Xml, wanted: str) -> Iterator[Xml]:
    """Yield the rows or cells in an element, not those of a table in one of them."""
    for one in parent:
        name = name_of(one)
        if name == wanted:
            yield one
        elif name in _AROUND_ROWS:
            yield from _children(one, wanted)


def _last_is_strong(rows: list[Row]) -> bool:
    """True if the cells of the last row are in bold letters, and not all of the one before."""
    words = [
        [one for one in _pieces(row.cells[1:]) if one.text.strip()]
        for row in rows[-2:]
        if not row.is_header
    ]
    strong = [bool(row) and all(one.look.strong for one in row) for row in words]
    return strong == [False, True]


def _pieces(cells: list[Cell]) -> Iterator[Piece]:
    for cell in cells:
        for paragraph in cell.paragraphs:
            yield from paragraph.pieces


def _is_told(look: Xml | None, name: str, bit: int, *, otherwise: bool) -> bool:
    """Tell what the look of a table says, in words or in bits."""
    if look is None:
        return otherwise
    told = look.get(f"{W}{name}")
    if told is not None:
        return is_on(told)
    try:
        return bool(int(look.get(f"{W}val", "0"), 16) & bit)
    except ValueError:
        return otherwise


def _count(element: Xml) -> int:
    told = element.get(f"{W}val", "1")
    plain = told.isascii() and told.isdecimal() and len(told) < 4
    return min(int(told), _MOST_COLUMNS) if plain else 1


def _empty() -> Cell:
    shape = Shape("td")
    return Cell([Paragraph(shape, shape)])


def _words(table: Table) -> str:
    """Return the words of a table: a line for each row, a tab between cells."""
    rows = (
        (
            "".join(piece.text for one in cell.paragraphs for piece in one.pieces)
            for cell in row.cells
        )
        for row in table.rows
    )
    return "\n".join("\t".join(row) for row in rows)
