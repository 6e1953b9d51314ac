"""Which sheets of a workbook hold the register: as register.yaml says, or the only one there is.

A second sheet with the headings of the one that is read, such as Closed beside Open, holds
items too: it is read with it, or a person says that it is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.problems import Problem, Problems, did_you_mean
from jacpaper.register.reading import columns
from jacpaper.register.reading.tables import refuse
from jacpaper.register.reading.xlsx import Workbook
from jacpaper.text.yaml_writer import quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from jacpaper.facts.register_file import RegisterFile
    from jacpaper.register.reading.columns import Headed
    from jacpaper.register.reading.tables import Table
    from jacpaper.register.reading.xlsx import Sheet
    from jacpaper.text.yaml_source import Source

# Rows enough to find the headings among, and an item below them.
_HEAD = columns.HEADING_ROWS + 1


def read(
    path: Path, shown: str, mapping: RegisterFile | None, source: Source | None
) -> tuple[Table, ...]:
    """Read the sheets that hold the register.

    Raises:
        Problems: they cannot be read, or it is not known which they are.
    """
    book = Workbook(path, shown)
    wanted: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    if mapping:
        wanted = mapping.sheets or ((mapping.sheet,) if mapping.sheet else ())
        left_out = mapping.sheets_left_out
    chosen = [_named(book, name) for name in wanted] or [_only(book, left_out)]
    dropped = [_named(book, name) for name in left_out]
    tables = tuple(book.table(sheet) for sheet in chosen)
    others = [sheet for sheet in book.sheets if sheet not in chosen and sheet not in dropped]
    if others:
        _refuse_unread(book, columns.headed(tables[0], mapping, source), others)
    return tables


def guess(path: Path, sheet: str | None) -> tuple[Headed, ...]:
    """Return the sheets that seem to hold the register, the one with most known headings first.

    Raises:
        Problems: the file cannot be read, or no sheet has headings.
    """
    book = Workbook(path, path.name)
    if sheet:
        return (columns.look(book.table(_named(book, sheet))),)
    best = _best(book, (sheet for sheet in book.sheets if sheet.visible))
    alike = _alike(book, best, (one for one in book.sheets if one.name != best.table.sheet))
    names = {best.table.sheet, *(one.name for one in alike)}
    found = [columns.look(book.table(one)) for one in book.sheets if one.name in names]
    return tuple(sorted(found, key=lambda one: one.table.sheet != best.table.sheet))


def _named(book: Workbook, name: str) -> Sheet:
    found = [sheet for sheet in book.sheets if sheet.name == name]
    if not found:
        names = [sheet.name for sheet in book.sheets]
        hint = did_you_mean(name, names) or f"it has {', '.join(names)}"
        raise refuse(book.shown, f'the workbook has no sheet "{name}"', hint)
    return found[0]


def _only(book: Workbook, left_out: Sequence[str]) -> Sheet:
    """Return the only sheet that people see and that is not left out."""
    visible = [sheet for sheet in book.sheets if sheet.visible and sheet.name not in left_out]
    if len(visible) == 1:
        return visible[0]
    if not visible:
        fault = "the workbook has no sheet to read: all are hidden or left out"
        raise refuse(book.shown, fault, "in Excel, unhide the sheet that holds the register")
    listed = ", ".join(f'"{sheet.name}"' for sheet in visible)
    fault = f"the workbook has {len(visible)} sheets: {listed}"
    hint = f"say which in inputs/register.yaml, as in\n{_said(book, visible)}"
    raise refuse(book.shown, fault, hint)


def _said(book: Workbook, visible: Sequence[Sheet]) -> str:
    """Return the line for register.yaml that names the sheets that look like the register."""
    try:
        best = _best(book, visible)
    except Problems:
        return f"sheet: {scalar(visible[0].name)}"
    alike = _alike(book, best, (one for one in visible if one.name != best.table.sheet))
    return names(best.table.sheet, *(sheet.name for sheet in alike))


def names(*sheets: str) -> str:
    """Return the line for register.yaml that names these sheets."""
    if len(sheets) == 1:
        return f"sheet: {scalar(sheets[0])}"
    return f"sheets: [{', '.join(map(quoted, sheets))}]"


def _best(book: Workbook, among: Iterable[Sheet]) -> Headed:
    """Return the beginning of the sheet that has most headings that are known."""
    looked: list[Headed] = []
    failed: list[Problem] = []
    for sheet in among:
        try:
            looked.append(columns.look(book.table(sheet, _HEAD)))
        except Problems as found:
            failed += found.problems
    if not looked:
        raise Problems(failed) if failed else refuse(book.shown, "no sheet can be seen")
    return max(looked, key=lambda one: len(one.columns) + len(one.doubtful))


def _alike(book: Workbook, headed: Headed, others: Iterable[Sheet]) -> list[Sheet]:
    """Return those of the other sheets that have the same headings, and rows below them."""
    found = []
    for sheet in others:
        try:
            head = book.table(sheet, _HEAD)
        except Problems:  # it is damaged, and nobody asked for it
            continue
        if columns.has_headings_of(head, headed):
            found.append(sheet)
    return found


def _refuse_unread(book: Workbook, headed: Headed, others: Iterable[Sheet]) -> None:
    """Refuse sheets that nobody chose and that have the headings of the one that is read."""
    own = headed.table.sheet
    found = []
    for sheet in _alike(book, headed, others):
        fault = f'the sheet "{sheet.name}" has the headings of the sheet "{own}", but is not read'
        hint = "say in inputs/register.yaml that both are read, in place of sheet:\n"
        hint += f"{names(own, sheet.name)}\n"
        hint += f"or that it holds no items: sheets_left_out: [{quoted(sheet.name)}]"
        place = headed.table.place()._replace(sheet=sheet.name)
        found.append(Problem(place, fault, hint))
    if found:
        raise Problems(found)
