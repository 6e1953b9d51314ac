"""Rows become items; whatever cannot is named, cell by cell, and nothing is dropped in silence."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast, get_args

from jacpaper.facts.register import ENDED, LONG_AGO, Item, Register
from jacpaper.facts.value_types import ItemType, Status
from jacpaper.problems import Place, Problem, Problems, in_order
from jacpaper.register.reading import cells
from jacpaper.register.reading.columns import HEADINGS
from jacpaper.register.reading.day_order import DAYS, DayOrder
from jacpaper.register.reading.exempt import Marks, discreet, maybe_marked
from jacpaper.register.reading.guesses import TO_DO, guess_status, guess_type
from jacpaper.register.reading.references import doubles, told_apart
from jacpaper.register.reading.targets import NO_TARGET, target
from jacpaper.text.characters import fold
from jacpaper.text.dates import long
from jacpaper.text.yaml_writer import scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from jacpaper.facts.register_file import RegisterFile
    from jacpaper.register.reading.columns import Headed
    from jacpaper.register.reading.tables import Row, Value

# More than anybody mends at a time; how many more there are is said.
MAX_SHOWN = 50
LEFT_OUT = "left out"
_STATUSES: dict[str, str] = {status: status for status in get_args(Status)}
_TYPES: dict[str, ItemType] = {
    "recommendation": "recommendation",
    "afi": "AFI",
    "area for improvement": "AFI",
}
_HISTORY = "closed 10 January 2025; reopened 2 March 2025"
_CHANGE = re.compile(r"(opened|made|closed|superseded|reopened)(?: on)? (.+)", re.IGNORECASE)
# What reads each of our columns.
_READERS: Mapping[str, Callable[..., object]] = {
    **dict.fromkeys(HEADINGS, cells.text),
    "reference": cells.reference,
    **dict.fromkeys(("made", "status_date"), cells.day),
    **dict.fromkeys(("target", "revised"), target),
    "closed": cells.closed,
    "report_year": cells.year,
    "force_specific": cells.yes,
}
# Where people write that an item is exempt, if no column is for that.
_WORDY = ("reference", "report", "text", "status", "theme", "rating", "cause_of_concern")
_REASONS = ("exempt_reason", "exempt_paragraph")
_TEXTS = ("addressee", "owner", "theme", "rating", "cause_of_concern")


def items(tables: Iterable[Headed], mapping: RegisterFile | None) -> Register:
    """Return the items of one or more tables, in their order.

    Raises:
        Problems: every cell that is wrong, up to `MAX_SHOWN` of them, and how many more.
    """
    reader = _Reader(mapping)
    for headed in tables:
        reader.read(headed)
    return reader.register()


def words(tables: Iterable[Headed], ours: str) -> Iterator[str]:
    """Yield the words in the columns of status or type that are not ours, each once."""
    known = _STATUSES if ours == "status" else _TYPES
    met: set[str] = set()
    for value in (row.get(one.columns.get(ours, 0)) for one in tables for _, row in one.rows):
        try:
            said = cells.text(value)
        except ValueError:
            continue
        if said and said.lower() not in met and said.lower() not in known:
            met.add(said.lower())
            yield said


class _Reader:
    """Reads row after row, and keeps what is wrong with each until all are read."""

    def __init__(self, given: RegisterFile | None) -> None:
        self.items: list[Item] = []
        self.problems: list[Problem] = []
        # Words that mean nothing to us, by column: where each first stands, and how often.
        self.strange: dict[tuple[str, str], tuple[Place, int]] = {}
        self.row = 0
        self.cells: Mapping[int, Value] = {}
        # What the row's cells say, by our columns; a blank one says nothing.
        self.said: dict[str, Any] = {}
        # True once something is wrong with the row.
        self.is_wrong = False
        self.statuses: dict[str, str] = dict(_STATUSES)
        self.types: dict[str, ItemType] = dict(_TYPES)
        if given:
            self.statuses.update({fold(word).lower(): ours for word, ours in given.status.items()})
            self.types.update({fold(word).lower(): ours for word, ours in given.types.items()})
        self.month_first = given.month_first if given else ()
        self.per_report = bool(given and given.references)
        self.readers = dict(_READERS)
        for ours in self.month_first:
            self.readers[ours] = partial(_READERS[ours], month_first=True)
        self.asked: list[Problem] = []
        self.exempt = exempt = given.exempt if given else None
        self.exempt_reason = (exempt.reason if exempt else None) or ""
        self.exempt_paragraph = (exempt.paragraph if exempt else None) or ""

    def read(self, headed: Headed) -> None:
        """Read the items of a table."""
        self.headed, self.columns = headed, headed.columns
        self.order = DayOrder(headed, self.month_first)
        self.status_first = {"status": self.columns["status"]}
        self.then_others = {n: column for n, column in self.columns.items() if n != "status"}
        wordy = [self.columns[ours] for ours in _WORDY if ours in self.columns]
        self.suspect = maybe_marked(row.get(n) for _, row in headed.rows for n in wordy)
        heading = headed.headings.get(self.columns.get("exempt", 0), "")
        self.marks = Marks(self.exempt, heading, headed.table.sheet, headed.above)
        self.items += [item for row in headed.rows if (item := self._item(row))]
        self.asked += self.marks.questions()

    def register(self) -> Register:
        """Return all items that were read.

        Raises:
            Problems: something is wrong with one of them.
        """
        self.problems += doubles(self.items, per_report=self.per_report)
        if self.problems or self.strange:
            raise Problems(self._shown())
        items = told_apart(self.items) if self.per_report else tuple(self.items)
        return Register(items, questions=tuple(self.asked))

    def _item(self, row: Row) -> Item | None:
        """Return the item of a row; None: it is wrong, or left out as the mapping says."""
        self.row, self.cells = row
        self.is_wrong = False
        said = self.said = {}
        self._read(self.status_first)
        words = said.get("status", "")
        status = "" if self.is_wrong else self._meaning("status", words, self.statuses)
        if status == LEFT_OUT:
            return None
        self._read(self.then_others)
        for ours in ("reference", "report", "text", "made"):
            if not said.get(ours) and not self.is_wrong:
                self._miss(ours)
        type_ = self._meaning("type", said.get("type", ""), self.types)
        if self.is_wrong:
            return None
        made: date = said["made"]
        exempt = self._is_exempt()
        changes = self._changes(made, cast("Status", status))
        if self.is_wrong:
            return None
        first, revised = said.get("target", NO_TARGET), said.get("revised", NO_TARGET)
        reason = said.get("exempt_reason") or self.exempt_reason
        paragraph = said.get("exempt_paragraph") or self.exempt_paragraph
        return Item(
            reference=said["reference"],
            report=said["report"],
            report_year=said.get("report_year") or made.year,
            text=said["text"],
            made=made,
            status=cast("Status", status),
            status_words=words,
            type=cast("ItemType | None", type_ or None),
            target=first.last,
            target_words=first.words,
            revised=revised.last,
            revised_words=revised.words,
            status_date=said.get("status_date"),
            force_specific=said.get("force_specific"),
            exempt=exempt,
            exempt_reason=reason if exempt else "",
            exempt_paragraph=paragraph if exempt else "",
            changes=changes,
            place=self._place("reference"),
            **{ours: said[ours] for ours in _TEXTS if ours in said},
        )

    def _is_exempt(self) -> bool:
        """Return whether the row's item is not for the public; in doubt it is not."""
        said, marks = self.said, self.marks
        if marks.of_report(said["report"]):
            return True
        has_reason = marks.of_reasons([said[ours] for ours in _REASONS if ours in said])
        if "exempt" in self.columns:
            cell, place = said.get("exempt", ""), partial(self._place, "exempt")
            by_cell = marks.of_cell(cell, place)
            if has_reason and not by_cell:
                marks.ask_of_reason(cell, place)
            elif by_cell is not None:
                return by_cell
        if has_reason:
            return True
        if marks.over_all and marks.of_all(partial(self._place, "reference")):
            return True
        return bool(self.suspect) and any(
            marks.of_text(said[ours], partial(self._place, ours))
            for ours in _WORDY
            if ours in said and self.cells.get(self.columns[ours]) in self.suspect
        )

    def _read(self, columns: Mapping[str, int]) -> None:
        """Read what the row's cells in these columns say; those that cannot be read are named."""
        for ours, column in columns.items():
            value = self.cells.get(column)
            if value is not None:
                try:
                    self.said[ours] = self.readers[ours](value)
                except ValueError as error:
                    message, hint = _halves(error)
                    better = self.order.hint(ours, value) if ours in DAYS else ""
                    self._complain(ours, message, better or hint)

    def _changes(self, made: date, status: Status) -> tuple[date, ...]:
        """Return the days on which the item was opened, closed, reopened and so on."""
        closed: date | None = self.said.get("closed")
        status_date: date | None = self.said.get("status_date")
        ended = status in ENDED
        history = self._history(made)
        if status_date and status_date < made:
            self._complain(
                "status_date", f"its status is of {long(status_date)}, before it was made on"
                f" {long(made)}", "correct one of the two",
            )  # fmt: skip
        changes = (made, *history) if history else self._without_history(made, status)
        if history and closed and closed not in changes[1::2]:
            fault = f"it was closed on {_closing(closed)}, but its history does not say so"
            self._complain("closed", fault, "correct one of the two")
        if changes[0] == LONG_AGO:
            return changes
        for before, after in pairwise(changes):
            if after < before:
                what = "it was made" if before == made else "the change before it"
                ours = "history" if history else "closed" if closed else "status_date"
                fault = f"{long(after)} is before {what} on {long(before)}"
                self._complain(ours, fault, "correct one of the two")
        if history and (len(changes) % 2 == 0) != ended:
            state = "closed" if not ended else "open"
            fault = f"its history ends with it {state}, but its status is {status}"
            self._complain("history", fault, "complete the history, or correct the status")
        return changes

    def _without_history(self, made: date, status: Status) -> tuple[date, ...]:
        """Return the day it was made and, if it is closed, the day of that."""
        closed: date | None = self.said.get("closed")
        last = closed or self.said.get("status_date")
        if status not in ENDED:
            if closed:
                hint = "correct one of the two; if it was reopened, its history should say so"
                fault = f"it was closed on {_closing(closed)}, but its status is {status}"
                self._complain("closed", fault, hint)
            return (made,)
        if last is None:
            hint = "fill in the day; if nobody knows it, and it is earlier than any day on which a"
            hint += "\npaper counts, write unknown"
            hint += "" if "closed" in self.columns else " in a column with the heading Closed"
            self._complain("closed", f"it is {status}, but no date says since when", hint)
            return (made,)
        return (LONG_AGO, LONG_AGO) if last == LONG_AGO else (made, last)

    def _history(self, made: date) -> tuple[date, ...]:
        """Return the days of the changes after it was made.

        The cell has them as `closed 10 January 2025; reopened 2 March 2025`.
        """
        said = self.said.get("history", "")
        if not said:
            return ()
        changes: list[tuple[str, date]] = []
        parts = [part.strip() for part in said.split(";") if part.strip()]
        if not parts:
            hint = f"write it as {_HISTORY}, or leave the cell blank"
            self._complain("history", f"“{said}” says nothing", hint)
        for part in parts:
            found = _CHANGE.fullmatch(part)
            try:
                day = cells.day(found[2]) if found else None
            except ValueError as error:
                self._complain("history", *_halves(error))
                return ()
            if not found or day is None:
                hint = f"write it as {_HISTORY}"
                self._complain("history", f"“{part}” is not a change with its day", hint)
                return ()
            changes.append((found[1].lower(), day))
        if changes and changes[0][0] in ("opened", "made"):
            if changes[0][1] != made:
                fault = f"its history begins on {long(changes[0][1])}, but it was made on"
                self._complain("history", f"{fault} {long(made)}", "correct one of the two")
            del changes[0]
        for index, (word, day) in enumerate(changes):
            if (word == "reopened") != (index % 2 == 1):
                fault = f"it cannot be {word} on {long(day)}: it was not"
                fault += " closed before" if word == "reopened" else " open then"
                self._complain("history", fault, "closed and reopened follow each other in turn")
                return ()
        return tuple(day for _, day in changes)

    def _miss(self, ours: str) -> None:
        hint = "fill in the cell; if the row is no item, delete it, or leave it out by its status"
        self._complain(ours, f"{_named(ours)} is missing", hint)

    def _meaning(self, ours: str, words: str, known: Mapping[str, str]) -> str:
        """Return what a force's words mean; the words that mean nothing are named once each."""
        if not words:
            if ours == "status":
                self._miss(ours)
            return ""
        meaning = known.get(words.lower(), "")
        if not meaning:
            self.is_wrong = True
            place, times = self.strange.get((ours, words), (None, 0))
            self.strange[ours, words] = (place or self._place(ours), times + 1)
        return meaning

    def _complain(self, ours: str, message: str, hint: str = "") -> None:
        self.is_wrong = True
        place = self._place(ours)
        if self._may_be_exempt():
            message, place = discreet(message), place._replace(excerpt="")
        self.problems.append(Problem(place, message, hint))

    def _may_be_exempt(self) -> bool:
        """Return whether messages about the row, which go to logs, must not quote it."""
        report, mark = (self.cells.get(self.columns.get(ours, 0)) for ours in ("report", "exempt"))
        if self.marks.over_all:
            return True
        return self.marks.of_report(str(report)) or self.marks.is_yes(str(mark or "")) is not False

    def _place(self, ours: str) -> Place:
        column = self.columns.get(ours) or self.columns["reference"]
        heading = self.headed.headings[column]
        return self.headed.table.place(self.row, column, heading, self.cells.get(column))

    def _shown(self) -> list[Problem]:
        """Return the first problems, and how many more there are."""
        found = in_order([*self.problems, *self._strange_words()])
        rest = found[MAX_SHOWN:]
        if not rest:
            return list(found)
        first = rest[0].place
        place = Place(first.file, first.line, 0, "", first.sheet, first.in_table)
        many = f"from here on {len(rest):,} more cells are wrong"
        return [*found[:MAX_SHOWN], Problem(place, many, "mend those above; then see what is left")]

    def _strange_words(self) -> list[Problem]:
        found = []
        for (ours, words), (place, times) in self.strange.items():
            rows = f" (in {times:,} rows, here first)" if times > 1 else ""
            if ours == "status":
                known = f"{', '.join(get_args(Status))} or {LEFT_OUT}"
                key, near = "status", guess_status(words)
            else:
                known, key, near = "recommendation or AFI", "types", guess_type(words)
            instead = f', with what it means in place of "{near}"' if near == TO_DO else ""
            hint = f"it should be one of {known}; say what it means in inputs/register.yaml:"
            hint += (
                f" add this line under its key {key}{instead}\n{key}:\n  {scalar(words)}: {near}"
            )
            found.append(Problem(place, f"it is not known what “{words}” means{rows}", hint))
        return found


def _closing(day: date) -> str:
    return "an unknown day" if day == LONG_AGO else long(day)


def _halves(error: ValueError) -> tuple[str, str]:
    message, _, hint = str(error).partition("; ")
    return message, hint


def _named(ours: str) -> str:
    return {"made": "the day it was made", "type": "its type", "text": "its text"}.get(
        ours, f"the {ours.replace('_', ' ')}"
    )
