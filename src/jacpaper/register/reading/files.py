"""From the file that a force keeps to its items: inputs/register.csv, .xlsx or .yaml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jacpaper.facts.register_file import ExemptItems
from jacpaper.problems import (
    Place,
    Problem,
    Problems,
    did_you_mean,
    harmless_lines,
    in_order,
)
from jacpaper.register.reading import columns, csv_file, rows, tables, unused
from jacpaper.register.reading.names import matched as names_matched
from jacpaper.register.reading.whole_papers import name_restricts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.facts.register import Register
    from jacpaper.facts.register_file import RegisterFile
    from jacpaper.register.reading.tables import Table
    from jacpaper.text.yaml_source import Source

# A CSV file has in it the rows that the workbook hid when it was saved.
_OF_WORKBOOKS = (
    "sheet", "sheets", "sheets_left_out", "hidden_rows", "hidden_columns", "struck_rows",
    "struck_cells", "comments",
)  # fmt: skip


def read(
    folder: Path, names: Sequence[str], mapping: RegisterFile | None, source: Source | None
) -> Register:
    """Read the register in a folder; `names` are those of the files there that may hold it.

    `mapping` says how, if there is one, and `source` is the file that says it.

    Raises:
        Problems: all that is wrong with it.
    """
    if mapping and mapping.items and source:
        _refuse_second(names, mapping, source)
        _refuse_workbook_keys(mapping, source, "the items are listed here")
        found: tuple[Table, ...] = (tables.read_yaml(source),)
    else:
        name = _name(folder, names, mapping, source)
        found = _tables(folder / name, f"inputs/{name}", mapping, source)
        if said := name_restricts(Path(name).stem):
            found = tuple(one._replace(around=(*one.around, said)) for one in found)
    seen = [unused.hidden(one, mapping) for one in found]
    headed = [columns.headed(one, mapping, source) for one, _ in seen]
    asked = [problem for _, hidden in seen for problem in hidden]
    for one in headed:
        asked += unused.questions(one, mapping, source, headed)
    try:
        register = rows.items(headed, mapping)
    except Problems as wrong:  # what is missing may stand in a column that nothing reads
        warnings = (one for one in asked if one.severity == "warning")
        raise Problems(in_order([*warnings, *wrong.problems])) from None
    register = register._replace(questions=(*asked, *register.questions))
    if mapping is None or source is None:
        return register
    exempt = mapping.exempt or ExemptItems()
    asked_of_names = names_matched(headed, register, mapping, source)
    return register._replace(
        ratings=mapping.ratings,
        marking=exempt.marking or register.marking,
        exempt_reports=exempt.reports,
        harmless=exempt.harmless,
        questions=(*register.questions, *asked_of_names),
    )


def propose(path: Path, sheet: str | None = None) -> str:
    """Return an inputs/register.yaml guessed from a register's headings, for a person to correct.

    In a workbook of several sheets, they are the one with most headings that are known, and
    those with the same headings.

    Raises:
        Problems: the file cannot be read, or has no headings.
    """
    if path.suffix.lower() == ".xlsx":
        from jacpaper.register.reading import sheets  # noqa: PLC0415 - CSV needs none of it

        found = sheets.guess(path, sheet)
        where = sheets.names(*(one.table.sheet for one in found))
    else:
        if sheet is not None:
            hint = "leave out --sheet, or name the workbook"
            raise tables.refuse(path.name, "a CSV file has no sheets", hint)
        found = (columns.look(_csv(path, path.name)),)
        where = ""
    from jacpaper.register.reading import proposal  # noqa: PLC0415 - a build needs none of it

    words = {ours: tuple(rows.words(found, ours)) for ours in ("status", "type")}
    text = proposal.propose(found[0], words["status"], words["type"], path.name, where)
    return harmless_lines(text) + "\n"


def _tables(
    path: Path, shown: str, mapping: RegisterFile | None, source: Source | None
) -> tuple[Table, ...]:
    """Read a CSV file, or the sheets of an Excel file that hold the register."""
    if path.suffix.lower() == ".xlsx":
        from jacpaper.register.reading import sheets  # noqa: PLC0415 - likewise

        return sheets.read(path, shown, mapping, source)
    _refuse_workbook_keys(mapping, source, "this is a CSV file")
    return (_csv(path, shown),)


def _refuse_second(names: Sequence[str], mapping: RegisterFile, source: Source) -> None:
    """Refuse a register in a file of its own beside items that are listed in register.yaml."""
    if mapping.file:
        fault = f"the register is {mapping.file}, and is listed under items: too"
        place, other = source.key_place(("file",)), "file:"
    elif names:
        fault = f"there are two registers: these items and {names[0]}"
        place, other = source.key_place(("items",)), names[0]
    else:
        return
    raise Problems(
        [Problem(place, fault, f"delete the one that does not count: items: or {other}")]
    )


def _refuse_workbook_keys(mapping: RegisterFile | None, source: Source | None, what: str) -> None:
    """Refuse what only a workbook has, such as sheets and hidden rows, where `what` is read."""
    if not mapping or not source:
        return
    given = [name for name in _OF_WORKBOOKS if getattr(mapping, name)]
    hint = "delete the key; or name the workbook with file: register.xlsx"
    if mapping.items:
        hint = "delete the key"
    fault = f"is for workbooks, and {what}"
    if found := [Problem(source.key_place((one,)), f'"{one}" {fault}', hint) for one in given]:
        raise Problems(found)


def _csv(path: Path, shown: str) -> Table:
    if path.suffix.lower() == ".csv":
        return csv_file.read_csv(path, shown)
    hint = "save it as an Excel workbook (.xlsx) or as CSV UTF-8 (.csv)"
    raise tables.refuse(shown, "a register is a .csv or .xlsx file", hint)


def _name(
    folder: Path, names: Sequence[str], mapping: RegisterFile | None, source: Source | None
) -> str:
    """Return the name of the file that holds the register."""
    if mapping and mapping.file and source:
        name = mapping.file
        if "/" in name or "\\" in name or not (folder / name).is_file():
            there = "put it there, or give the name of the file that is"
            hint = did_you_mean(name, names) or (
                "give its name without a folder: register.xlsx" if "/" in name else there
            )
            fault = f'inputs/ has no file "{name}"'
            raise Problems([Problem(source.value_place(("file",)), fault, hint)])
        return name
    if len(names) == 1:
        return names[0]
    if names:
        hint = f"delete one, or say in inputs/register.yaml which counts, as in file: {names[0]}"
        fault = f"there are two registers: {' and '.join(names)}"
        raise Problems([Problem(Place(f"inputs/{names[0]}"), fault, hint)])
    hint = "add inputs/register.xlsx or inputs/register.csv, or list the items here under items:"
    place = source.value_place(()) if source else Place("inputs/register.yaml")
    raise Problems([Problem(place, "there is no register to read", hint)])
