"""What of a register is not read: columns that are none of ours, and what a workbook hides.

A column that may say what is not for the public stops the build until register.yaml says what
it is. One of dates is warned of, as a paper without them may be untrue; of every other that nothing
uses, the user is told once.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from jacpaper.problems import Place, Problem, Problems, counted, did_you_mean, letters
from jacpaper.register.reading.cells import NOTHING, UnreadableError, shown
from jacpaper.register.reading.columns import plain
from jacpaper.register.reading.noted import HEAD, may_say_exempt, says_exempt
from jacpaper.register.reading.restrictions import marks_items
from jacpaper.register.reading.tables import Month
from jacpaper.register.reading.targets import target
from jacpaper.text.comparing import comparable
from jacpaper.text.yaml_writer import quoted

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from jacpaper.facts.register_file import RegisterFile
    from jacpaper.register.reading.columns import Headed
    from jacpaper.register.reading.tables import Table, Value
    from jacpaper.text.yaml_source import Source

_MAPPING = "inputs/register.yaml"
# Our columns of dates, of which a register may have each, by how often they are missed.
_OF_DATES = ("revised", "closed", "target", "status_date")
# As many cells say of what kind a column is.
_CELLS = 200
# Dates of the entry itself, such as Last updated, say nothing of what is due or done.
_OF_ENTRIES = r"\b(?:updated|reviewed|received|entered|added|checked|refreshed|exported)\b"
# A year, such as that of a plan, is no date; a quarter may be.
_A_QUARTER = timedelta(92)


def unused(headed: Headed) -> dict[int, str]:
    """Return the columns that hold something and are none of ours, with what they go by.

    One without a heading goes by its letter, as in `column K`.
    """
    used = {*headed.columns.values()}.union(*headed.doubtful.values())
    filled: set[int] = set()
    for _, cells in headed.rows:
        filled.update(cells)
    named = {column: f"column {letters(column)}" for column in sorted(filled)} | {**headed.headings}
    return {column: named[column] for column in sorted(named) if column not in used}


def restrictions(headed: Headed, columns: Mapping[int, str]) -> list[int]:
    """Return those of the columns that may say what is not for the public."""
    return [
        column
        for column, name in columns.items()
        if marks_items(name, {cells.get(column) for _, cells in headed.rows})
    ]


def questions(
    headed: Headed,
    mapping: RegisterFile | None,
    source: Source | None,
    tables: Iterable[Headed] = (),
) -> Iterator[Problem]:
    """Yield a hint that names what is not used, and warnings of what the workbook hides.

    `tables` are all that the register has: what one lacks, another may have.

    Raises:
        Problems: a column may be a restriction, or register.yaml names one that is not there.
    """
    columns = unused(headed)
    elsewhere = {_key(name) for one in tables for name in unused(one).values()}
    elsewhere -= {_key(name) for name in columns.values()}
    wrong = list(_not_there(headed, columns, mapping, source, elsewhere))
    known = {_key(name) for name in mapping.not_used} if mapping else set()
    left = {column: name for column, name in columns.items() if _key(name) not in known}
    doubtful = restrictions(headed, left)
    wrong += [_restriction(headed, column, left[column], mapping) for column in doubtful]
    if wrong:
        raise Problems(wrong)
    dated = {column: name for column, name in left.items() if _holds_dates(headed, column, name)}
    if dated:
        yield _dates(headed, dated, mapping)
    others = {column: name for column, name in left.items() if column not in dated}
    if others:
        column = next(iter(others))
        fault = f"no use is made of {counted(len(others), 'column')}: {', '.join(others.values())}"
        # With those of dates: what is said of both stands in one list.
        hint = f"if that is right, {_unread(mapping, left.values())}"
        yield Problem(_place(headed, column, others[column]), fault, hint, "hint")


def hidden(table: Table, mapping: RegisterFile | None) -> tuple[Table, list[Problem]]:
    """Return the table without what it hides and register.yaml leaves out; ask of the rest."""
    rows, columns = {*table.hidden_rows}, {*table.hidden_columns}
    rows &= {number for number, _ in table.rows}
    columns &= {column for _, cells in table.rows for column in cells} if columns else set()
    asked = []
    if rows and not (mapping and mapping.hidden_rows):
        first = min(rows)
        fault = f"{counted(len(rows), 'row is', 'rows are')} hidden, as by a filter; this"
        fault += " is the first" if len(rows) > 1 else " one"
        asked.append(_hidden(table, fault, "hidden_rows", row=first))
    if columns and not (mapping and mapping.hidden_columns):
        first = min(columns)
        fault = f"{counted(len(columns), 'column is', 'columns are')} hidden:"
        fault += f" {', '.join(map(letters, sorted(columns)))}"
        asked.append(_hidden(table, fault, "hidden_columns", row=table.rows[0][0], column=first))
    asked += _struck(table, mapping)
    asked += _comments(table, mapping)
    out = rows if mapping and mapping.hidden_rows == "left out" else set()
    out |= {*table.struck_rows} if mapping and mapping.struck_rows == "left out" else set()
    if out:
        table = table._replace(
            rows=tuple(row for row in table.rows if row[0] not in out),
            left_out=tuple(row for row in table.rows if row[0] in out),
        )
    if mapping and mapping.hidden_columns == "left out" and columns:
        kept = (
            (number, {key: value for key, value in cells.items() if key not in columns})
            for number, cells in table.rows
        )
        table = table._replace(rows=tuple((number, cells) for number, cells in kept if cells))
    return table, asked


def _struck(table: Table, mapping: RegisterFile | None) -> Iterator[Problem]:
    """Ask of rows that are struck through, and in other rows of cells and of parts of a text."""
    rows = {*table.struck_rows}
    cells = table.struck_cells
    parts = [one for one in table.struck_parts if one[0] not in rows and one not in cells]
    if rows and not (mapping and mapping.struck_rows):
        fault = f"{counted(len(rows), 'row is', 'rows are')} struck through; this"
        fault += " is the first" if len(rows) > 1 else " one"
        yield _hidden(table, fault, "struck_rows", row=min(rows))
    if mapping and mapping.struck_cells:
        return
    hint = "what they say is read all the same; if it stands no more, delete it in Excel and"
    hint += f" save; if it does, say in {_MAPPING}\nstruck_cells: read"
    if cells:
        fault = f"{counted(len(cells), 'cell is', 'cells are')} struck through in rows that are not"
        fault += "; this is the first" if len(cells) > 1 else "; this one"
        yield Problem(table.place(*cells[0]), fault, hint, "warning")
    if parts:
        fault = f"words are struck through in {counted(len(parts), 'cell')}"
        fault += "; this is the first" if len(parts) > 1 else ", in this one"
        yield Problem(table.place(*parts[0]), fault, hint, "warning")


def _comments(table: Table, mapping: RegisterFile | None) -> Iterator[Problem]:
    """Ask of comments on cells: nothing reads them but for what they may say is exempt."""
    if not table.comments or (mapping and mapping.comments):
        return
    exempt = [one for one in table.comments if says_exempt(one)]
    if table.source:
        # Whoever keeps a register in YAML has notes of many kinds in it.
        for row in dict.fromkeys(one[0] for one in exempt):
            if row == HEAD[0]:
                fault = "a note above the items may say that they are not for publication"
                hint = "until that is settled each counts as exempt that does not say"
                hint += ' exempt: "no"; if they are for the public, delete the note'
                said = next(text for number, _, text in exempt if number == row)
                yield Problem(_of_note(table, said), fault, hint, "warning")
                continue
            fault = "a note at this item may say that it is not for publication"
            hint = "until that is settled it counts as exempt; add to the item"
            hint += '\nexempt: "yes"\nor, if it is for the public,\nexempt: "no"'
            yield Problem(table.place(row)._replace(excerpt=""), fault, hint, "warning")
        return
    marked = exempt or [one for one in table.comments if may_say_exempt(one)]
    row, column, _ = (marked or table.comments)[0]
    fault = f"{counted(len(table.comments), 'cell has a comment', 'cells have comments')},"
    fault += " which nothing reads"
    if marked:
        fault += "; this one may say what is not for publication"
    hint = "until that is settled its item counts as exempt, or every item if it stands at a"
    hint = f"{hint} heading, unless a cell says no; " if exempt else ""
    hint += "write in a column what matters of them; then say in"
    hint += f" {_MAPPING}\ncomments: not used"
    yield Problem(table.place(row, column), fault, hint, "warning" if marked else "hint")


def _hidden(table: Table, fault: str, what: str, row: int, column: int = 0) -> Problem:
    mend = "mend that in Excel" if what == "struck_rows" else "show them in Excel"
    hint = f"they are read all the same; {mend} and save, or say in"
    hint += f" {_MAPPING}\n{what}: read, or {what}: left out"
    return Problem(table.place(row, column), fault, hint, "warning")


def _not_there(
    headed: Headed,
    columns: Mapping[int, str],
    mapping: RegisterFile | None,
    source: Source | None,
    elsewhere: Container[str],
) -> Iterator[Problem]:
    """Yield an error for each name under `not_used` that is no heading, or is one of ours."""
    names = mapping.not_used if mapping and source else ()
    unused_names = {_key(name) for name in columns.values()}
    ours = {_key(headed.headings[column]): key for key, column in headed.columns.items()}
    for index, name in enumerate(names):
        if source and _key(name) not in unused_names and _key(name) not in elsewhere:
            place = source.value_place(("not_used", index))
            if key := ours.get(_key(name)):
                fault, hint = f'"{name}" is used: it is our {key}', "delete it here or there"
            else:
                known = tuple(dict.fromkeys([*columns.values(), *headed.headings.values()]))
                fault = f'the register has no column "{name}"'
                hint = did_you_mean(name, known) or f"the headings are: {', '.join(known)}"
            yield Problem(place, fault, hint)


def _restriction(headed: Headed, column: int, name: str, mapping: RegisterFile | None) -> Problem:
    fault = f'"{name}" may say which items are not for publication, and nothing reads it'
    if "exempt" in headed.columns:
        taken = headed.headings[headed.columns["exempt"]]
        hint = f'what is exempt is read from "{taken}" alone; if that has all of it, say so in'
        hint += f" {_MAPPING}, as in\n"
    else:
        under = "add to columns:" if mapping and mapping.columns else "write"
        line = f"exempt: {quoted(name)}"
        line = f"  {line}" if mapping and mapping.columns else f"columns: {{{line}}}"
        hint = f"if it does, {under} in {_MAPPING}\n{line}\nif it does not, write there\n"
    every = [*(mapping.not_used if mapping else ()), name]
    return Problem(_place(headed, column, name), fault, hint + _as_list("not_used", every))


def _holds_dates(headed: Headed, column: int, name: str) -> bool:
    """Tell whether a column has days or months, in half of what its first cells say at least."""
    if re.search(_OF_ENTRIES, name.lower()):
        return False
    filled = (cells[column] for _, cells in headed.rows if column in cells)
    first = [one for one in islice(filled, _CELLS) if shown(one).lower() not in NOTHING]
    return bool(first) and 2 * sum(map(_is_date, first)) >= len(first)


def _is_date(value: Value) -> bool:
    if not isinstance(value, str | date | Month):
        return False  # a number may be anything
    try:
        found = target(value)
    except UnreadableError:
        return False
    if not found.last or not found.begins:
        return False
    return found.last - found.begins <= _A_QUARTER and not str(value).isdigit()


def _dates(headed: Headed, dated: Mapping[int, str], mapping: RegisterFile | None) -> Problem:
    """Return a question about dates that nothing reads: an item may be late, or closed, by them."""
    several = len(dated) > 1
    fault = f"{', '.join(map(_in_marks, dated.values()))} {'hold' if several else 'holds'} dates,"
    fault += f" and nothing reads {'them' if several else 'it'}"
    column, name = next(iter(dated.items()))
    free = [one for one in _OF_DATES if one not in headed.columns]
    hint = "if that is right"
    if free:
        under = "add to columns:" if mapping and mapping.columns else "write"
        line = f"{free[0]}: {quoted(name)}"
        line = f"  {line}" if mapping and mapping.columns else f"columns: {{{line}}}"
        one, all_of_them = ("one of them", "them") if several else ("it", "it")
        hint = f"if {one} is our {' or '.join(free)}, {under} in {_MAPPING}, as in\n{line}"
        hint += f"\nif the paper does not need {all_of_them}"
    hint += f", {_unread(mapping, dated.values())}"
    return Problem(_place(headed, column, name), fault, hint, "warning")


def _in_marks(name: str) -> str:
    return f'"{name}"'


def _place(headed: Headed, column: int, name: str) -> Place:
    row = headed.heading_row
    if headed.table.source and (first := _first_row(headed, column)):
        row = first
    return headed.table.place(row, column, name, "")


def _first_row(headed: Headed, column: int) -> int:
    return next((number for number, cells in headed.rows if column in cells), 0)


def _key(heading: str) -> str:
    """Return by what a heading is found; one of signs alone has no letters to go by."""
    return plain(heading) or comparable(heading)


def _unread(mapping: RegisterFile | None, names: Iterable[str]) -> str:
    every = dict.fromkeys((*(mapping.not_used if mapping else ()), *names))
    return f"say so in {_MAPPING}, as in\n{_as_list('not_used', every)}"


def _as_list(key: str, names: Iterable[str]) -> str:
    return f"{key}: [{', '.join(map(quoted, names))}]"


def _of_note(table: Table, said: str) -> Place:
    """Return the line of a note in a YAML file, without what it says."""
    lines = table.source.lines if table.source else ()
    number = next(
        (n for n, line in enumerate(lines, 1) if line.startswith("#") and said in line), 1
    )
    return Place(table.file, number, 1)
