"""Which column of a register is which of ours: as inputs/register.yaml says, or by its heading.

A heading is only taken where it can mean one thing; where two columns may be
the same one of ours, a person is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.problems import Problem, Problems, did_you_mean, letters
from jacpaper.register.reading.letters import repaired
from jacpaper.register.reading.tables import Fault
from jacpaper.text.characters import fold
from jacpaper.text.yaml_writer import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jacpaper.facts.register_file import RegisterFile
    from jacpaper.register.reading.tables import Row, Table, Value
    from jacpaper.text.yaml_source import Source

# Ours, and the headings by which others call it; ours itself comes first.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "reference": (
        "reference", "ref", "ref no", "reference number", "reference no", "unique reference",
        "item", "item no", "id", "unique id", "rec no", "recommendation number",
    ),
    "report": (
        "report", "report title", "report name", "inspection", "inspection report", "publication",
        "inspection title",
    ),
    "report_year": ("report year", "year", "year of report", "publication year"),
    "type": ("type", "item type", "type of finding", "rec or afi", "recommendation or afi", "kind"),
    "text": (
        "text", "recommendation", "wording", "description", "detail", "details",
        "recommendation text", "recommendation or afi text", "full text", "finding",
    ),
    "addressee": ("addressee", "addressed to", "for", "recommendation for", "directed to"),
    "owner": (
        "owner", "lead", "action owner", "business lead", "strategic lead",
        "senior responsible owner", "sro", "responsible officer", "chief officer lead",
        "action lead", "lead officer", "responsible lead",
    ),
    "made": (
        "made", "date made", "date opened", "opened", "published", "date published",
        "publication date", "date of publication", "report date", "date of report",
        "report published", "date issued",
    ),
    "target": (
        "target", "target date", "due date", "due", "deadline", "completion date due",
        "original target date", "original due date", "completion target", "deadline date", "due by",
    ),
    "revised": (
        "revised", "revised date", "revised target date", "revised due date", "new target date",
        "extended date",
    ),
    "status": ("status", "current status", "state", "workflow status", "hmicfrs status"),
    "status_date": (
        "status date", "date of status", "status changed", "status updated",
        "date of status change",
    ),
    "closed": (
        "closed", "date closed", "closed date", "closure date", "date of closure", "closed on",
        "date of closing",
    ),
    "history": ("history", "changes"),
    "theme": ("theme", "themes", "thematic area", "area", "business area", "category"),
    "rating": ("rating", "rag", "rag rating", "rag status", "progress rating"),
    "cause_of_concern": ("cause of concern", "coc"),
    "force_specific": ("force specific", "this force alone"),
    "exempt": ("exempt", "restricted", "exempt from publication"),
    "exempt_reason": ("exempt reason", "reason for exemption", "exemption reason"),
    "exempt_paragraph": ("exempt paragraph", "exemption paragraph"),
    "date_history": ("date history",),
    "revised_on": ("revised on",),
    "reason_moved": ("reason moved",),
    "explanation": ("explanation",),
    "next_step": ("next step",),
    "submitted_on": ("submitted on",),
    "evidence_on": ("evidence on",),
}  # fmt: skip
# Headings that may mean something else, too: `register map` proposes them where no other will
# do, and nothing is read by them until a person has said so.
_LIKELY: Mapping[str, tuple[str, ...]] = {
    "reference": (
        "hmicfrs ref", "hmicfrs reference", "hmicfrs ref no", "hmicfrs no", "hmicfrs number",
        "hmicfrs id", "hmic ref", "hmic reference", "rec ref", "rec afi no", "rec afi ref",
    ),
    "status": (
        "open closed", "open or closed", "status o c", "status open closed", "o c", "closed open",
        "current position", "position", "closure status", "progress status", "force status",
        "status rag", "status brag", "implementation status", "action status", "overall status",
        "recommendation status", "status of recommendation",
    ),
    "type": (
        "rec afi", "afi rec", "afi or rec", "recommendation afi", "afi recommendation", "r afi",
        "type of recommendation", "rec type", "finding type", "type rec afi",
    ),
    "text": (
        "recommendation wording", "wording of recommendation", "text of recommendation",
        "recommendation detail", "recommendation details", "recommendation description",
    ),
    "owner": ("force lead", "portfolio lead", "owner lead", "lead owner"),
    "made": ("published on", "date report published", "report publication date"),
    "target": (
        "original deadline", "original target", "target completion date", "target deadline",
        "planned completion date",
    ),
    "revised": (
        "revised deadline", "revised target", "revised completion date", "new deadline",
        "new due date", "extended deadline",
    ),
    "closed": ("date completed", "completed date", "completed on", "date complete"),
    "rating": ("brag", "brag rating", "brag status"),
    "date_history": (
        "history of dates", "history of target dates", "history of due dates",
        "target date history", "due date history", "date changes", "changes of date",
    ),
    "revised_on": (
        "date of revision", "date of extension", "date revision agreed", "date extension agreed",
        "extension agreed on",
    ),
    "reason_moved": (
        "reason for revision", "reason for revised date", "reason for change of date",
        "reason for date change", "reason for the change", "reason for extension",
        "reason for revised target date",
    ),
    "explanation": (
        "reason for delay", "explanation for delay", "reason overdue", "owner s explanation",
        "owner explanation", "reason still open",
    ),
    "next_step": ("next steps", "next action", "next actions"),
    "submitted_on": (
        "date submitted", "submitted", "date submitted for closure", "submitted for closure",
        "submitted to hmicfrs", "closure submitted",
    ),
    "evidence_on": ("evidence date", "date of evidence", "evidence received", "evidenced on"),
}  # fmt: skip
NEEDED = ("reference", "report", "text", "made", "status")
# Headings stand on top, under a title or a note at most.
HEADING_ROWS = 20
_NEARLY_ALL = 0.75
# Of rows that are too long, so many are named.
_MOST_ROWS = 8


class Headed(NamedTuple):
    """A table whose headings are known: our columns, and the rows below."""

    table: Table
    columns: Mapping[str, int]
    """Ours: the number of the column."""
    headings: Mapping[int, str]
    """The number of each column that has a heading, and its heading."""
    heading_row: int
    doubtful: Mapping[str, tuple[int, ...]] = {}
    """Ours: the numbers of the columns, of which a person must say which it is."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows below the headings that are not blank."""
        return tuple(row for row in self.table.rows if row[0] > self.heading_row)

    @property
    def above(self) -> tuple[str, ...]:
        """The texts above the headings."""
        rows = (cells for number, cells in self.table.rows if number < self.heading_row)
        return tuple(text for cells in rows for text in cells.values() if isinstance(text, str))


def headed(table: Table, mapping: RegisterFile | None, source: Source | None) -> Headed:
    """Find the row of headings, and our columns among them.

    `source` is inputs/register.yaml, for the places of what is wrong in it.

    Raises:
        Problems: no such row, a column that is not there or twice, or one that is needed.
    """
    given = _given(mapping)
    row, headings = _heading_row(table, given)
    columns = _chosen(headings, given, source)
    doubtful: Mapping[str, tuple[int, ...]] = {}
    if not given.keys() >= {*NEEDED}:
        guessed, doubtful = guess(_left(headings, columns, mapping))
        doubtful = {ours: several for ours, several in doubtful.items() if ours not in columns}
        columns = guessed | columns
    problems = [
        *_doubled(table, row, headings, columns),
        *_in_doubt(table, row, headings, doubtful),
        *_apart(table, row, headings, columns, _given(mapping)),
        *_too_long(table, row, mapping),
    ]
    missing = [ours for ours in NEEDED if ours not in {*columns, *doubtful}]
    if missing:
        named = ", ".join(word.replace("_", " ") for word in missing)
        hint = f"the headings are: {', '.join(headings.values())}\n"
        hint += "say in inputs/register.yaml which is which;"
        hint += f" `jacpaper register map {table.file}` prints a first version"
        place = source.key_place(("columns",)) if given and source else table.place(row)
        problems.append(Problem(place, f"no column is known to hold: {named}", hint))
    if problems:
        raise Problems(problems)
    return Headed(table, columns, headings, row)


def look(table: Table) -> Headed:
    """Find the row of headings, and those of our columns that can be guessed.

    Raises:
        Problems: there is no such row.
    """
    row, headings = _heading_row(table, {}, likely=True)
    columns, doubtful = guess(headings, likely=True)
    return Headed(table, columns, headings, row, doubtful)


def has_headings_of(table: Table, headed: Headed) -> bool:
    """Return whether a table has nearly all the headings that another uses, and a row below."""
    used = {plain(headed.headings[column]) for column in headed.columns.values()}
    for number, cells in table.rows[:HEADING_ROWS]:
        found = used & {plain(name) for name in _headings(cells).values()}
        if len(found) >= max(2, len(used) * _NEARLY_ALL):
            return table.rows[-1][0] > number
    return False


def guess(
    headings: Mapping[int, str], *, likely: bool = False
) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    """Return which column is which of ours, and the columns between which a person must choose.

    Of several columns for one of ours, the one that has our own word for it is taken. `likely`:
    also propose columns whose headings may mean something else, for what has no other.
    """
    found = _known_as(headings, HEADINGS)
    if likely:
        found = _known_as(headings, _LIKELY) | found
    columns: dict[str, int] = {}
    doubtful: dict[str, tuple[int, ...]] = {}
    for ours, several in found.items():
        exact = [column for column in several if plain(headings[column]) == HEADINGS[ours][0]]
        best = exact or several
        if len({plain(headings[column]) for column in best}) == 1:
            columns[ours] = best[0]
        else:
            doubtful[ours] = tuple(several)
    return dict(sorted(columns.items(), key=lambda pair: pair[1])), doubtful


def _known_as(
    headings: Mapping[int, str], words: Mapping[str, tuple[str, ...]]
) -> dict[str, list[int]]:
    """Return for each of ours the columns that are headed by one of its words."""
    known = {word: ours for ours, several in words.items() for word in several}
    found: dict[str, list[int]] = {}
    for column, heading in headings.items():
        of_several = heading.lower().replace("(s)", " ")  # as in Owner(s)
        if ours := known.get(plain(heading)) or known.get(plain(of_several)):
            found.setdefault(ours, []).append(column)
    return found


def plain(heading: str) -> str:
    """Return a heading in small letters, without anything but letters, figures and spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", heading.lower()).split())


def _left(
    headings: Mapping[int, str], columns: Mapping[str, int], mapping: RegisterFile | None
) -> dict[int, str]:
    """Return the headings of which register.yaml says nothing."""
    not_used = {plain(name) for name in mapping.not_used} if mapping else set()
    said = {plain(headings[column]) for column in columns.values()} | not_used
    return {column: name for column, name in headings.items() if plain(name) not in said}


def _too_long(table: Table, headings: int, mapping: RegisterFile | None) -> Iterator[Problem]:
    """Find rows of a CSV file that go on beyond the headings, and beyond most other rows.

    A comma in a text without quotes divides it: all to its right is then in the wrong column.
    """
    most = table.lengths.get(headings, 0)
    not_used = {plain(name) for name in mapping.not_used} if mapping else set()
    rows = {number: cells for number, cells in table.rows if number > headings}
    longer = [number for number in rows if table.lengths.get(number, 0) > most]
    beyond: dict[int, int] = {}
    for number in longer:
        filled = [column for column in rows[number] if column > most]
        asked = [one for one in filled if plain(f"column {letters(one)}") not in not_used]
        # Where most rows have blank cells there, a program has put them there.
        if asked or (not filled and len(longer) * 2 < len(rows)):
            beyond[number] = max(asked, default=0)
    for number, column in [*beyond.items()][:1]:
        fault = f"this row has {table.lengths[number]} cells, and there are {most} headings"
        if others := [*beyond][1:]:
            named = ", ".join(map(str, others[:_MOST_ROWS]))
            named += f" and {len(others) - _MOST_ROWS} more" if len(others) > _MOST_ROWS else ""
            is_one = len(others) == 1
            fault += f"; {'row' if is_one else 'rows'} {named} {'is' if is_one else 'are'} too long"
            fault += " as well"
        hint = "put a text with a comma in it in quotes"
        if column:
            hint += "; if this is a note beside the table, write"
            hint += f' not_used: ["column {letters(column)}"] in inputs/register.yaml'
        else:
            hint += ", or delete the extra comma at the end of the row"
        heading = f"column {letters(column)}" if column else ""
        yield Problem(table.place(number, column, heading, rows[number].get(column)), fault, hint)


def _given(mapping: RegisterFile | None) -> dict[str, str]:
    columns = mapping.columns if mapping else None
    return {ours: name for ours, name in dict(columns).items() if name} if columns else {}


def _heading_row(
    table: Table, given: Mapping[str, str], *, likely: bool = False
) -> tuple[int, dict[int, str]]:
    """Return the row that holds most of the headings looked for, and its headings."""
    best, most, row = {}, 0, 0
    looked_for = {plain(name) for name in given.values()}
    whole = given.keys() >= {*NEEDED}
    for number, cells in table.rows[:HEADING_ROWS]:
        headings = _headings(cells)
        known = {plain(name) for name in headings.values()}
        columns, doubtful = guess(headings, likely=likely)
        hits = len(known & looked_for) if whole else len(columns) + len(doubtful)
        if hits > most:
            best, most, row = headings, hits, number
        if whole and most == len(looked_for):
            break
    if most < min(2, len(looked_for) if whole else 2):
        hint = "a register has one row of headings, such as Reference, Report, Text, Made, Status"
        hint += "\nif it has others, say in inputs/register.yaml which is which, as in\n"
        hint += "columns: {reference: No, report: Source, text: What, made: Since, status: Stage}"
        raise Problems([Problem(table.place(), "no row of headings is found", hint)])
    return row, best


def _headings(cells: Mapping[int, Value]) -> dict[int, str]:
    return {
        column: heading
        for column, value in sorted(cells.items())
        if not isinstance(value, Fault) and (heading := fold(repaired(str(value))))
    }


def _chosen(
    headings: Mapping[int, str], given: Mapping[str, str], source: Source | None
) -> dict[str, int]:
    """Return the columns that the mapping names."""
    by_name: dict[str, int] = {}
    for column, name in headings.items():
        by_name.setdefault(plain(name), column)
    problems, columns = [], {}
    for ours, name in given.items():
        if plain(name) in by_name:
            columns[ours] = by_name[plain(name)]
        elif source:
            hint = did_you_mean(name, headings.values())
            hint = hint or f"the headings are: {', '.join(headings.values())}"
            place = source.value_place(("columns", ours))
            problems.append(Problem(place, f'the register has no column "{name}"', hint))
    if problems:
        raise Problems(problems)
    return columns


def _doubled(
    table: Table, row: int, headings: Mapping[int, str], columns: Mapping[str, int]
) -> Iterable[Problem]:
    """A heading that stands twice leaves open which column is meant."""
    used = {headings[column]: column for column in columns.values()}
    for column, name in headings.items():
        if name in used and used[name] != column:
            place = table.place(row, column, name, "")
            yield Problem(place, f'two columns are headed "{name}"', "rename or delete one of them")


def _apart(
    table: Table,
    row: int,
    headings: Mapping[int, str],
    columns: Mapping[str, int],
    given: Mapping[str, str],
) -> Iterable[Problem]:
    """Find columns of ours in a small table beside the register, behind a blank column.

    A count by owner, say, has the heading Owner, and its rows are no items.
    """
    if table.source:
        return
    below = [cells for number, cells in table.rows if number > row]
    filled = {*headings}.union(*below)
    needed = [columns[ours] for ours in NEEDED if ours in columns]
    for ours, column in columns.items():
        first = column
        while first - 1 in filled:
            first -= 1
        if ours in given or not needed or any(first <= one for one in needed):
            continue
        beside = sum(any(number >= first for number in cells) for cells in below)
        if beside * 2 >= len(below):
            continue
        name = headings[column]
        fault = f'is this our "{ours}"? a blank column parts it from the items'
        hint = f"if it is, say so in inputs/register.yaml:\ncolumns: {{{ours}: {quoted(name)}}}"
        hint += f"\nif it is of another table:\nnot_used: [{quoted(name)}]"
        yield Problem(table.place(row, column, name, ""), fault, hint)


def _in_doubt(
    table: Table,
    row: int,
    headings: Mapping[int, str],
    doubtful: Mapping[str, tuple[int, ...]],
) -> Iterable[Problem]:
    """Two columns may be the same one of ours."""
    for ours, columns in doubtful.items():
        first, *others = (f'"{headings[column]}"' for column in columns)
        place = table.place(row, columns[-1], headings[columns[-1]], "")
        fault = f'this column or {" or ".join([first, *others[:-1]])} may be our "{ours}"'
        hint = f"`jacpaper register map {table.file}` prints a first version of"
        hint += f' inputs/register.yaml;\nin it, write the right one of the two at "{ours}: to do"'
        yield Problem(place, fault, hint)
