"""Rows become items; whatever cannot is named, cell by cell, and nothing is dropped in silence."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, cast, get_args

from jacpaper.facts.account import NO_ACCOUNT, NO_TARGET, Account, Revision
from jacpaper.facts.register import LONG_AGO, Item, Register
from jacpaper.facts.value_types import ItemType, Status
from jacpaper.problems import Place, Problem, Problems, in_order
from jacpaper.register.reading import accounts, cells
from jacpaper.register.reading.accounts import Accounted
from jacpaper.register.reading.changes import Changes
from jacpaper.register.reading.columns import HEADINGS
from jacpaper.register.reading.date_history import spoken
from jacpaper.register.reading.day_order import DAYS, DayOrder
from jacpaper.register.reading.exempt import Marks, discreet
from jacpaper.register.reading.noted import noted
from jacpaper.register.reading.references import doubles, told_apart
from jacpaper.register.reading.restrictions import marked
from jacpaper.register.reading.row_kinds import RowKinds
from jacpaper.register.reading.targets import target
from jacpaper.register.reading.unknown_words import LEFT_OUT, UnknownWords
from jacpaper.text.characters import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from jacpaper.facts.register_file import RegisterFile
    from jacpaper.register.reading.columns import Headed
    from jacpaper.register.reading.row_kinds import Kind
    from jacpaper.register.reading.tables import Row, Value

# More than anybody mends at a time; how many more there are is said.
MAX_SHOWN = 50
_STATUSES: dict[str, str] = {status: status for status in get_args(Status)}
_TYPES: dict[str, ItemType] = {
    "recommendation": "recommendation",
    "afi": "AFI",
    "area for improvement": "AFI",
}
# What reads each of our columns.
_READERS: Mapping[str, Callable[..., object]] = {
    **dict.fromkeys(HEADINGS, cells.text),
    "reference": cells.reference,
    "exempt": cells.mark,
    **dict.fromkeys(("addressee", "owner", "theme", "rating"), cells.name),
    "cause_of_concern": cells.cause,
    "history": cells.said,
    **dict.fromkeys(("made", "status_date"), cells.day),
    **dict.fromkeys(("target", "revised"), target),
    "closed": cells.closed,
    "report_year": cells.year,
    "force_specific": cells.yes,
    **accounts.READERS,
}
# Where people write that an item is exempt, if no column is for that.
_WORDY = (
    "reference", "report", "text", "addressee", "owner", "status", "theme", "rating",
    "cause_of_concern",
    *accounts.IN_WORDS,
)  # fmt: skip
_REASONS = ("exempt_reason", "exempt_paragraph")
_TEXTS = ("addressee", "owner", "theme", "rating", "cause_of_concern")
# All that says whether a row is exempt, and what must not be said of it if it is.
_OF_EXEMPT = (*dict.fromkeys(("exempt", *_REASONS, *_WORDY, *_TEXTS, "date_history")),)


def items(tables: Iterable[Headed], mapping: RegisterFile | None) -> Register:
    """Return the items of one or more tables, in their order.

    Raises:
        Problems: every cell that is wrong, up to `MAX_SHOWN` of them, and how many more.
    """
    reader = _Reader(mapping)
    for headed in tables:
        reader.read(headed)
    return reader.register()


def _below_items(headed: Headed, kinds: RowKinds) -> dict[str, Place]:
    """Return the titles below the last item: what they say, they say of the items above."""
    found: dict[str, Place] = {}
    for number, row in reversed(headed.rows):
        if (kind := kinds.kind(row)) is None:
            break
        if kind == "a title":
            found |= {str(title): headed.table.place(number) for title in row.values()}
    return found


def words(tables: Iterable[Headed], ours: str) -> Iterator[str]:
    """Yield the words in the columns of status or type that are not ours, each once."""
    known = _STATUSES if ours == "status" else _TYPES
    met: set[str] = set()
    for value in (row.get(one.columns.get(ours, 0)) for one in tables for _, row in one.rows):
        try:
            said = cells.text(value)
        except cells.UnreadableError:
            continue
        if said and said.lower() not in met and said.lower() not in known:
            met.add(said.lower())
            yield said


class _Column(NamedTuple):
    """A column of ours, where it is, and what its texts were read as: most come again."""

    ours: str
    number: int
    reader: Callable[..., object]
    known: dict[Value, object]


class _Reader:
    """Reads row after row, and keeps what is wrong with each until all are read."""

    def __init__(self, given: RegisterFile | None) -> None:
        self.items: list[Item] = []
        self.problems: list[Problem] = []
        self.withheld: list[Item] = []
        self.unknown = UnknownWords()
        self.row = 0
        self.cells: Mapping[int, Value] = {}
        # What the row's cells say, by our columns; a blank one says nothing.
        self.said: dict[str, Any] = {}
        # True once something is wrong with the row.
        self.is_wrong = False
        self.mapping = given
        self.statuses: dict[str, str] = dict(_STATUSES)
        self.types: dict[str, ItemType] = dict(_TYPES)
        if given:
            self.statuses.update({fold(word).lower(): ours for word, ours in given.status.items()})
            self.types.update({fold(word).lower(): ours for word, ours in given.types.items()})
        self.month_first = given.month_first if given else ()
        self.per_report = bool(given and given.references)
        self.readers = dict(_READERS)
        if given and not cells.NAMELESS.isdisjoint(word.lower() for word in given.ratings):
            self.readers["rating"] = cells.text  # the force has a word for what is not rated
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
        columns = [
            _Column(ours, number, self.readers[ours], {}) for ours, number in self.columns.items()
        ]
        self.status_first = [one for one in columns if one.ours == "status"]
        self.then_others = [one for one in columns if one.ours != "status"]
        wordy = [self.columns[ours] for ours in _WORDY if ours in self.columns]
        told = spoken(row.get(self.columns.get("date_history", 0)) for _, row in headed.rows)
        self.marked = marked(chain((row.get(n) for _, row in headed.rows for n in wordy), told))
        heading = headed.headings.get(self.columns.get("exempt", 0), "")
        self.noted = noted(headed, self.mapping)
        kinds = RowKinds(headed)
        below = _below_items(headed, kinds)
        over = (headed.table.sheet, *headed.above)
        self.marks = Marks(self.exempt, heading, over, headed.table.around, below)
        self.marks.is_yaml = headed.table.source is not None
        column = self.columns.get("exempt", 0)
        items = [row for _, row in headed.rows if kinds.kind(row) is None]
        self.marks.see_all(cells.shown(row.get(column)) for row in items)
        for row in headed.rows:
            if (kind := kinds.kind(row[1])) is not None:
                self._pass_over(row, kind)
            elif item := self._item(row):
                self.items.append(item)
        for row in headed.table.left_out:
            if row[0] > headed.heading_row:
                self._keep_withheld(row)
        self.asked += self.marks.questions()

    def register(self) -> Register:
        """Return all items that were read.

        Raises:
            Problems: something is wrong with one of them.
        """
        self.problems += doubles(self.items, per_report=self.per_report)
        if self.problems or self.unknown:
            raise Problems(self._shown())
        if not self.items:
            place = self.headed.table.place(self.headed.heading_row)
            fault = "the register has headings and no item below them, so every count is 0"
            hint = "add its items; if it should have none, this may stay"
            self.asked.append(Problem(place, fault, hint, "warning"))
        items = told_apart(self.items) if self.per_report else tuple(self.items)
        return Register(items, questions=tuple(self.asked), withheld=tuple(self.withheld))

    def _pass_over(self, row: Row, kind: Kind) -> None:
        """Note that a row is no item; a title may say that the rows below it are exempt."""
        fault = f"this row is no item but {kind}, so it is not read"
        hint = "if it is one, fill in its other cells; if not, it may stay"
        self.asked.append(Problem(self.headed.table.place(row[0]), fault, hint, "hint"))
        if kind == "a title":
            (title,) = row[1].values()
            self.marks.begin_section(str(title))

    def _keep_withheld(self, row: Row) -> None:
        """Keep the words of an exempt row that is left out: they are not for the public either."""
        self.row, self.cells = row
        if self._may_be_exempt():
            said = self._raw()
            kept = {ours: said.get(ours, "") for ours in ("reference", "report", "text", *_TEXTS)}
            place = self._place("reference")._replace(excerpt="")
            self.withheld.append(
                Item(
                    **cast("Any", kept), report_year=0, made=LONG_AGO, status="closed",
                    status_words="", exempt=True, changes=(LONG_AGO, LONG_AGO), place=place,
                    text_lines=self._lines(), account=_withheld(said),
                )
            )  # fmt: skip

    def _raw(self) -> dict[str, str]:
        """Return what the row's cells say of it being exempt, and of what, even if it is wrong."""
        said = {}
        for ours in _OF_EXEMPT:
            value = self.cells.get(self.columns.get(ours, 0))
            if value is not None:
                said[ours] = cells.shown(value)
        return said

    def _lines(self) -> tuple[str, ...]:
        """Return the lines of the row's text, if it has several."""
        text = self.cells.get(self.columns["text"])
        return tuple(text.splitlines()) if isinstance(text, str) and "\n" in text else ()

    def _item(self, row: Row) -> Item | None:
        """Return the item of a row; None: it is wrong, or left out as the mapping says."""
        self.row, self.cells = row
        self.is_wrong = False
        said = self.said = {}
        self._read(self.status_first)
        words = said.get("status", "")
        status = "" if self.is_wrong else self._meaning("status", words, self.statuses)
        if status == LEFT_OUT:
            self._keep_withheld(row)
            return None
        self._read(self.then_others)
        for ours in ("reference", "report", "text", "made"):
            if not said.get(ours) and not self.is_wrong:
                self._miss(ours)
        type_ = self._meaning("type", said.get("type", ""), self.types)
        if self.is_wrong:
            return None
        made: date = said["made"]
        exempt = self._is_exempt(said, self.marks)
        changes = Changes(said, self.columns, self._complain).days(made, cast("Status", status))
        if self.is_wrong:
            return None
        account, first, revised = self._account()
        if self.is_wrong:
            return None
        reason = said.get("exempt_reason") or self.exempt_reason
        paragraph = said.get("exempt_paragraph") or self.exempt_paragraph
        place = self._place("reference")
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
            place=place._replace(excerpt="") if exempt else place,
            text_lines=self._lines() if exempt else (),
            account=account,
            is_undecided=exempt and self._is_undecided(said),
            is_said_public=not exempt and self._is_said_public(said),
            **{ours: said[ours] for ours in _TEXTS if ours in said},
        )

    def _account(self) -> Accounted:
        """Return the account of the row, and its first and last target dates."""
        said = self.said
        if accounts.READERS.keys().isdisjoint(said):  # as in most registers
            first, revised = said.get("target", NO_TARGET), said.get("revised", NO_TARGET)
            return Accounted(NO_ACCOUNT, first, revised)
        return accounts.accounted(said, self._complain)

    def _is_exempt(self, said: Mapping[str, Any], marks: Marks) -> bool:
        """Return whether the row's item is not for the public; in doubt it is not."""
        if marks.of_report(said.get("report", "")):
            return True
        has_reason = marks.of_reasons([said[ours] for ours in _REASONS if ours in said])
        cell, place = said.get("exempt", ""), partial(self._place, "exempt")
        # Of a blank cell only that is asked, if nothing else says that the item is exempt.
        is_open = self._is_open(said)
        if "exempt" in self.columns:
            by_cell = None if is_open else marks.of_cell(cell, place)
            if has_reason and not by_cell:
                marks.ask_of_reason(cell, place)
            elif by_cell is not None:
                return by_cell or self._is_marked(said, marks, denied=True)
        if has_reason or self._is_said_elsewhere(said, marks):
            return True
        return is_open and bool(marks.of_cell(cell, place))

    def _is_said_elsewhere(self, said: Mapping[str, Any], marks: Marks) -> bool:
        """Return whether a comment, a mark, or what stands over the row says that it is exempt."""
        if self.noted.has(self.row):
            return True
        if marks.over_all and marks.of_all(partial(self._place, "reference")):
            return True
        return self._is_marked(said, marks)

    def _is_open(self, said: Mapping[str, Any]) -> bool:
        """Return whether the row's cell is blank where one should say if the item is exempt."""
        return "exempt" in self.columns and self.marks.leaves_open(said.get("exempt", ""))

    def _is_said_public(self, said: Mapping[str, Any]) -> bool:
        """Return whether the row's own cell says that its item is not exempt."""
        cell = said.get("exempt", "")
        return bool(cell.strip()) and self.marks.is_yes(cell) is False

    def _is_undecided(self, said: Mapping[str, Any]) -> bool:
        """Return whether only a blank cell makes the row's item exempt."""
        return self._is_open(said) and not (
            self.marks.of_report(said.get("report", ""))
            or self.marks.of_reasons([said[ours] for ours in _REASONS if ours in said])
            or self._is_said_elsewhere(said, self.marks.quiet())
        )

    def _is_marked(self, said: Mapping[str, Any], marks: Marks, *, denied: bool = False) -> bool:
        """Return whether a text of the row has a mark; `denied`: its column says it is public."""
        if not self.marked:  # as most registers
            return False
        # As the cell has it: a mark may be a line of its own.
        typed = [(ours, self.cells.get(self.columns[ours])) for ours in _WORDY if ours in said]
        if "date_history" in said:
            told = spoken([self.cells.get(self.columns["date_history"])])
            typed += [("date_history", one) for one in sorted(told)]
        return any(
            marks.of_text(
                str(value), partial(self._place, ours), is_title=ours == "report", denied=denied
            )
            for ours, value in typed
            if value in self.marked
        )

    def _read(self, columns: Iterable[_Column]) -> None:
        """Read what the row's cells in these columns say; those that cannot be read are named."""
        row, said = self.cells, self.said
        for ours, column, reader, known in columns:
            value = row.get(column)
            if value is None:
                continue
            is_text = type(value) is str
            if is_text and value in known:
                said[ours] = known[value]
                continue
            try:
                said[ours] = reader(value)
            except cells.UnreadableError as error:
                better = self.order.hint(ours, value) if ours in DAYS else ""
                self._complain(ours, error.message, better or error.hint)
            else:
                if is_text:
                    known[value] = said[ours]

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
            is_public = self.unknown.is_public(ours, words) or not self._may_be_exempt()
            self.unknown.note(ours, words, self._place(ours), is_public=is_public)
        return meaning

    def _complain(self, ours: str, message: str, hint: str = "") -> None:
        self.is_wrong = True
        place = self._place(ours)
        if self._may_be_exempt():
            message, place = discreet(message), place._replace(excerpt="")
        self.problems.append(Problem(place, message, hint))

    def _may_be_exempt(self) -> bool:
        """Return whether messages about the row, which go to logs, must not quote it."""
        return self._is_exempt(self._raw(), self.marks.quiet())

    def _place(self, ours: str) -> Place:
        column = self.columns.get(ours) or self.columns["reference"]
        heading = self.headed.headings[column]
        return self.headed.table.place(self.row, column, heading, self.cells.get(column))

    def _shown(self) -> list[Problem]:
        """Return the first problems, and how many more there are."""
        found = in_order([*self.problems, *self.unknown.problems()])
        rest = found[MAX_SHOWN:]
        if not rest:
            return list(found)
        first = rest[0].place
        place = Place(first.file, first.line, 0, "", first.sheet, first.in_table)
        many = f"from here on {len(rest):,} more cells are wrong"
        return [*found[:MAX_SHOWN], Problem(place, many, "mend those above; then see what is left")]


def _withheld(said: Mapping[str, str]) -> Account:
    """Return the account of a row that is left out, of which only its words matter."""
    words = [said[ours] for ours in accounts.IN_WORDS if said.get(ours)]
    words += sorted(spoken([said.get("date_history")]))
    return Account(tuple(Revision(NO_TARGET, NO_TARGET, reason=one) for one in words))


def _named(ours: str) -> str:
    return {"made": "the day it was made", "type": "its type", "text": "its text"}.get(
        ours, f"the {ours.replace('_', ' ')}"
    )
