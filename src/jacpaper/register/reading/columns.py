"""Which column of a register is which of ours: as inputs/register.yaml says, or by its heading.

Nothing is guessed but headings, and those only where they can mean one thing;
`propose` writes the guesses down for a person to correct.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.problems import Problem, Problems, did_you_mean
from jacpaper.register.reading.tables import Fault
from jacpaper.text.characters import fold
from jacpaper.text.yaml_writer import scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jacpaper.facts.register_file import RegisterFile
    from jacpaper.register.reading.tables import Row, Table, Value
    from jacpaper.text.yaml_reader import Source

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
    ),
    "made": (
        "made", "date made", "date opened", "opened", "published", "date published",
        "publication date", "date of publication", "report date", "date of report",
        "report published", "date issued",
    ),
    "target": (
        "target", "target date", "due date", "due", "deadline", "completion date due",
        "original target date", "original due date", "completion target",
    ),
    "revised": (
        "revised", "revised date", "revised target date", "revised due date", "new target date",
        "extended date",
    ),
    "status": ("status", "current status", "state", "workflow status", "hmicfrs status"),
    "status_date": (
        "status date", "date of status", "status changed", "status updated",
        "date of status change", "last updated",
    ),
    "closed": ("closed", "date closed", "closed date", "closure date", "date of closure"),
    "history": ("history", "changes"),
    "theme": ("theme", "themes", "thematic area", "area", "business area", "category"),
    "rating": ("rating", "rag", "rag rating", "rag status", "progress rating"),
    "cause_of_concern": ("cause of concern", "coc"),
    "force_specific": ("force specific", "this force alone"),
    "exempt": ("exempt", "restricted", "exempt from publication"),
    "exempt_reason": ("exempt reason", "reason for exemption", "exemption reason"),
    "exempt_paragraph": ("exempt paragraph", "exemption paragraph"),
}  # fmt: skip
NEEDED = ("reference", "report", "text", "made", "status")
# Headings stand on top, under a title or a note at most.
_HEADING_ROWS = 20

_STATUS_GUESSES = {
    "submitted for closure": ("submit", "for closure", "await", "pending", "verif", "review"),
    "superseded": ("supersed", "withdrawn", "replaced"),
    "closed": ("clos", "complete", "discharged", "implemented", "achieved"),
    "open": (
        "open", "progress", "ongoing", "started", "new", "live", "outstanding", "track", "risk",
        "overdue", "due", "action", "delay",
    ),
}  # fmt: skip


class Headed(NamedTuple):
    """A table whose headings are known: our columns, and the rows below."""

    table: Table
    columns: Mapping[str, int]
    """Ours: the number of the column."""
    headings: Mapping[int, str]
    """The number of each column that has a heading, and its heading."""
    heading_row: int

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows below the headings that are not blank."""
        return tuple(row for row in self.table.rows if row[0] > self.heading_row)

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings of columns that are none of ours, from left to right."""
        used = set(self.columns.values())
        return tuple(name for column, name in self.headings.items() if column not in used)


def headed(table: Table, mapping: RegisterFile | None, source: Source | None) -> Headed:
    """Find the row of headings, and our columns among them.

    `source` is inputs/register.yaml, for the places of what is wrong in it.

    Raises:
        Problems: no such row, a column that is not there or twice, or one that is needed.
    """
    given = _given(mapping)
    row, headings = _heading_row(table, given)
    columns = _chosen(headings, given, source) if given else guess(headings)
    problems = list(_doubled(table, row, headings, columns))
    missing = [ours for ours in NEEDED if ours not in columns]
    if missing:
        named = ", ".join(word.replace("_", " ") for word in missing)
        hint = f"the headings are: {', '.join(headings.values())}\n"
        hint += "say in inputs/register.yaml which is which; `jacpaper register map` begins it"
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
    row, headings = _heading_row(table, {})
    return Headed(table, guess(headings), headings, row)


def guess(headings: Mapping[int, str]) -> dict[str, int]:
    """Return our columns whose headings can mean one thing only; the first of two wins none."""
    known = {word: ours for ours, words in HEADINGS.items() for word in words}
    found: dict[str, list[int]] = {}
    for column, heading in headings.items():
        if ours := known.get(plain(heading)):
            found.setdefault(ours, []).append(column)
    best: dict[str, int] = {}
    for ours, columns in found.items():
        ranked = sorted(columns, key=lambda one: HEADINGS[ours].index(plain(headings[one])))
        best[ours] = ranked[0]
    return dict(sorted(best.items(), key=lambda pair: pair[1]))


def guess_status(words: str) -> str:
    """Return the status that a force's words seem to mean, or nothing."""
    return next(
        (
            status
            for status, parts in _STATUS_GUESSES.items()
            if any(part in words.lower() for part in parts)
        ),
        "",
    )


def plain(heading: str) -> str:
    """Return a heading in small letters, without anything but letters, figures and spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", heading.lower()).split())


def _given(mapping: RegisterFile | None) -> dict[str, str]:
    columns = mapping.columns if mapping else None
    return {ours: name for ours, name in dict(columns).items() if name} if columns else {}


def _heading_row(table: Table, given: Mapping[str, str]) -> tuple[int, dict[int, str]]:
    """Return the row that holds most of the headings looked for, and its headings."""
    best, most, row = {}, 0, 0
    looked_for = {plain(name) for name in given.values()}
    for number, cells in table.rows[:_HEADING_ROWS]:
        headings = _headings(cells)
        known = {plain(name) for name in headings.values()}
        hits = len(known & looked_for) if given else len(guess(headings))
        if hits > most:
            best, most, row = headings, hits, number
        if looked_for and most == len(looked_for):
            break
    if most < min(2, len(looked_for) or 2):
        hint = "a register has one row of headings, such as Reference, Report, Text, Made, Status"
        raise Problems([Problem(table.place(), "no row of headings is found", hint)])
    return row, best


def _headings(cells: Mapping[int, Value]) -> dict[int, str]:
    return {
        column: fold(str(value))
        for column, value in sorted(cells.items())
        if not isinstance(value, Fault) and fold(str(value))
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


def propose(made: Headed, statuses: Iterable[str], types: Iterable[str], file: str) -> str:
    """Return the text of an inputs/register.yaml for a register, to be corrected by a person.

    `statuses` and `types` are the words in its columns that are not ours.
    """
    lines = [
        "# yaml-language-server: $schema=../schemas/register.schema.json",
        "# Guessed from the register's headings: check every line, and fill in every `to do`.",
        "",
        f"file: {scalar(file)}",
        *([f"sheet: {scalar(made.table.sheet)}"] if made.table.sheet else []),
        "",
        "# Our columns, and their headings in the register. Delete the # before one to use it.",
        "columns:",
    ]
    for ours in HEADINGS:
        if ours in made.columns:
            lines.append(f"  {ours}: {scalar(made.headings[made.columns[ours]])}")
        else:
            lines.append(f"  {ours}: to do" if ours in NEEDED else f"  # {ours}:")
    if made.unused:
        lines.append(f"# Not used: {', '.join(made.unused)}")
    meanings = "open, submitted for closure, closed, superseded or left out"
    lines += _words("status", meanings, {words: guess_status(words) for words in statuses})
    lines += _words(
        "types", "recommendation or AFI", {words: _guess_type(words) for words in types}
    )
    return "\n".join(lines) + "\n"


def _words(key: str, meanings: str, guesses: Mapping[str, str]) -> list[str]:
    if not guesses:
        return []
    words = [f"  {scalar(words)}: {ours or 'to do'}" for words, ours in guesses.items()]
    said = ["", "# The register's words, and what each of them means:", f"# {meanings}."]
    return [*said, f"{key}:", *words]


def _guess_type(words: str) -> str:
    lower = words.lower()
    if "rec" in lower:
        return "recommendation"
    return "AFI" if "afi" in lower or "improvement" in lower else ""
