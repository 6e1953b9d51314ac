"""Names in register.yaml that no row of the register has: each is an error or named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.problems import Problem, Problems, did_you_mean, nearest
from jacpaper.register.reading import cells
from jacpaper.register.reading.row_kinds import RowKinds
from jacpaper.text.characters import fold
from jacpaper.text.comparing import alike, comparable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from jacpaper.facts.register import Register
    from jacpaper.facts.register_file import RegisterFile
    from jacpaper.problems import Place
    from jacpaper.register.reading.columns import Headed
    from jacpaper.text.yaml_source import Source

# The words of register.yaml, by the column of ours that should have them.
_WORDS = {"status": "status", "types": "type", "ratings": "rating"}


def matched(
    tables: Sequence[Headed], register: Register, mapping: RegisterFile, source: Source
) -> list[Problem]:
    """Return what must be asked of names that the register does not have today.

    A status that no item has may come back, and so is only named; but if it is nearly one that
    the register has and register.yaml does not explain, it is asked about.

    Raises:
        Problems: a report under `exempt` is not in the register.
    """
    reports = mapping.exempt.reports if mapping.exempt else ()
    found = [item.report for item in register.items]
    if wrong := list(_missing_reports(tables, reports, found, source)):
        raise Problems(wrong)
    asked: list[Problem] = []
    for key, ours in _WORDS.items():
        given = getattr(mapping, key)
        held = _held(tables, ours) if given else []
        asked += _unused_words(key, given, held, source, _exactly if key == "ratings" else _small)
    if mapping.exempt and mapping.exempt.words:
        asked += _unused_meanings(tables, register, mapping, source)
    return asked


def _missing_reports(
    tables: Sequence[Headed], titles: Iterable[str], found: Collection[str], source: Source
) -> Iterator[Problem]:
    """Yield an error for each title that no row has; neither it nor the nearest is quoted."""
    known = {comparable(title) for title in found}
    missing = [(index, one) for index, one in enumerate(titles) if comparable(one) not in known]
    # Rows that are left out by their status have a report too.
    every = _report_rows(tables) if missing else {}
    for index, title in missing:
        if comparable(title) not in every:
            place = source.value_place(("exempt", "reports", index))._replace(excerpt="")
            near = nearest(comparable(title), every)
            hint = "delete it, or write it as the register has it"
            if near:
                hint = f"did you mean the report of {every[near]}? then write it as that row has it"
            yield Problem(place, "no item of the register is of this report", hint)


def _report_rows(tables: Sequence[Headed]) -> dict[str, Place]:
    """Return the title of each report, as it is compared, and its first row."""
    rows: dict[str, Place] = {}
    for one in tables:
        for number, row in (*one.rows, *one.table.left_out):
            try:
                title = cells.text(row.get(one.columns.get("report", 0)))
            except cells.UnreadableError:
                continue
            rows.setdefault(comparable(title), one.table.place(number)._replace(excerpt=""))
    rows.pop("", None)
    return rows


def nearest_name(name: str, names: Iterable[str]) -> str:
    """Return 'did you mean "x"?' for the nearest of the names, compared as `comparable` does."""
    by_key = {comparable(one): one for one in names}
    said = did_you_mean(comparable(name), by_key)
    return f'did you mean "{by_key[said[14:-2]]}"?' if said else ""


def _unused_words(
    key: str, given: Iterable[str], held: Iterable[str], source: Source, form: Callable[[str], str]
) -> Iterator[Problem]:
    words, explained = {form(word) for word in held}, {form(word) for word in given}
    for word in given:
        if form(word) not in words:
            place = source.key_place((key, word))
            near = nearest_name(word, [one for one in held if form(one) not in explained])
            fault = f"no row of the register has “{word}” today"
            hint = near or "if it may come back, leave the line; else delete it"
            yield Problem(place, fault, hint, "warning" if near else "hint")


def _unused_meanings(
    tables: Sequence[Headed], register: Register, mapping: RegisterFile, source: Source
) -> Iterator[Problem]:
    """Yield a hint for each word under exempt: words: that no cell has."""
    words = mapping.exempt.words if mapping.exempt else {}
    if not words:
        return
    held = {comparable(said) for said in _held(tables, "exempt")}
    held |= {
        comparable(text)
        for one in tables
        for text in (one.table.sheet, *one.above, *one.table.around, *_titles(one))
    }
    texts = alike("\n".join(f"{item.report}\n{item.text}" for item in register.items))
    for word in words:
        if comparable(word) not in held and alike(word) not in texts:
            place = source.key_place(("exempt", "words", word))
            hint = "if it may come back, leave the line; else delete it"
            yield Problem(place, f"no row of the register has “{word}” today", hint, "hint")


def _titles(headed: Headed) -> Iterator[str]:
    """Yield the titles among and below the items: one may say which of these are exempt."""
    kinds = RowKinds(headed)
    for _, row in headed.rows:
        if kinds.kind(row) == "a title":
            yield from map(str, row.values())


def _held(tables: Sequence[Headed], ours: str) -> list[str]:
    """Return what the cells of one of our columns say, each once."""
    said: dict[str, None] = {}
    for value in {row.get(one.columns.get(ours, 0)) for one in tables for _, row in one.rows}:
        try:
            said[cells.mark(value)] = None
        except cells.UnreadableError:
            continue
    return sorted(filter(None, said))


def _small(word: str) -> str:
    return fold(word).lower()


def _exactly(word: str) -> str:
    return fold(word)
