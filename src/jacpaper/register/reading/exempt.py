"""What a register says of what is not for the public: in its headings, and in its cells.

Nothing is taken to be public because it is marked in an unexpected way: a heading that may be
a restriction must be settled, and a cell that is neither yes nor no counts as yes.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import copy
from functools import partial
from typing import TYPE_CHECKING

from jacpaper.problems import Problem, counted
from jacpaper.register.reading.cells import NONE_THERE
from jacpaper.register.reading.mark_words import shortened
from jacpaper.register.reading.restrictions import (
    BARE_NO,
    BARE_YES,
    FIGURES,
    NO,
    YES,
    marks_in,
    notes_below,
    stands_over,
)
from jacpaper.register.reading.tables import FormulaZero
from jacpaper.text.comparing import alike, comparable
from jacpaper.text.dates import MONTHS
from jacpaper.text.yaml_writer import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jacpaper.facts.register_file import ExemptItems
    from jacpaper.problems import Place

# Yes in such a column means that an item is public.
_REVERSED = re.compile(
    r"\b(?:public(?:ly|ation)?|publish\w*|disclos(?:able|e|ed|ure)|open|releas(?:e|able)"
    r"|web\w*|online|internet|shar(?:e|ed|eable)|visible|shown?|included?"
    r"|(?:c|g|ch)yhoedd\w*|agored)\b"
)
_NO_RESTRICTION = re.compile(
    r"\b(?:not|non|un)[ -]*(?:exempt|restrict|confiden|sensitiv|privat|classif)"
    r"|\bpart (?:1|i|one)\b(?!.*\bpart (?:2|ii|two)\b)"
)
_NOT_REVERSED = re.compile(
    r"\b(?:not|non|no|private|from|nid|ddim|heb)\b|exempt|restrict|confiden|sensitiv"
)
# What people type where there is no reason to give.
_NO_REASON = NO | NONE_THERE
# What leaves in doubt whether an item is exempt, by where it stands. The first three stand where
# they are about many items.
_FAULTS = {
    "around": (
        "“{}” stands in a text box, a header, a footer or the properties of the workbook, or is"
        " the name of the file, and no cell says whether this is exempt"
    ),
    "all": "“{}” stands over this row, and no cell says whether this is exempt",
    "below": "“{}” stands below the items, and no cell says which of them are exempt",
    "text": "this has the mark “{}”, and nothing else says whether it is exempt",
    "denied": "this has the mark “{}”, and its row says that it is public",
    # More words than those that are quoted: another such mark may say something else.
    "longer": "this has a mark with “{}” in it, and nothing else says whether it is exempt",
    "longer, denied": "this has a mark with “{}” in it, and its row says that it is public",
    "column": "“{}” is neither yes nor no",
    "reason": "a reason why it is exempt is given, but the cell says “{}”",
    "blank": "this is blank, under a heading that says what is public",
    "undecided": "this is blank, where {} say no",
    "silent": "this item does not say whether it is exempt, where {} say no",
}
_ABOUT_MANY = ("around", "all", "below")
_LONGER = {"text": "longer", "denied": "longer, denied"}
# Here no word can be settled for all that have it.
_OF_NO_WORD = ("reason", "blank", "undecided", "silent", "longer", "longer, denied")
# Where as many cells say no for each blank one, whoever fills them in answers for every item.
_NO_FOR_EACH_BLANK = 4
# A longer mark is a text.
_LONGEST = 24


class Marks:
    """Decides row by row what is exempt, and keeps what must be asked of it."""

    def __init__(
        self,
        given: ExemptItems | None,
        heading: str,
        over: Iterable[str] = (),
        around: Iterable[str] = (),
        below: Mapping[str, Place] | None = None,
    ) -> None:
        """`over` are the sheet's name and the texts above the headings.

        `around` are those outside the cells, and `below` those after the last item.
        """
        words = given.words if given else {}
        self.words = {comparable(word): meaning == "exempt" for word, meaning in words.items()}
        self.reports = {comparable(title) for title in given.reports} if given else set()
        folded = alike(heading)
        self.has_column = bool(heading)
        self.is_reversed = bool(
            _NO_RESTRICTION.search(folded)
            or (_REVERSED.search(folded) and not _NOT_REVERSED.search(folded))
        )
        self.below = {text: at for text, at in (below or {}).items() if notes_below(text)}
        stand_over = [text for text in over if stands_over(text)]
        self.around = {text for text in around if stands_over(text)}.difference(stand_over)
        self.over_all = [*dict.fromkeys((*stand_over, *sorted(self.around), *self.below))]
        self._over_table = self.over_all
        self.is_mixed = False
        self.is_answered = False
        self.denied = 0
        # True: a cell is a key of an item, which is not there where it is blank.
        self.is_yaml = False
        # Words that leave in doubt whether an item is exempt: where first, and how often.
        self.unclear: dict[tuple[str, str], tuple[Place, int]] = {}

    def quiet(self) -> Marks:
        """Return the same marks with questions of their own, so that looking asks nothing."""
        same = copy(self)
        same.unclear = {}
        return same

    def see_all(self, said: Iterable[str]) -> None:
        """Hear all that the column says: among other words, a 0 may be of a formula, or a count."""
        times = Counter(map(comparable, said))
        self.is_mixed = bool(times.keys() - FIGURES - {"", str(FormulaZero())})
        self.denied = sum(times[word] for word in NO)
        self.is_answered = self.denied >= _NO_FOR_EACH_BLANK * times[""] > 0

    def begin_section(self, title: str) -> None:
        """Hear a title above rows: one that says they are exempt counts until one says public."""
        if stands_over(title):
            self.over_all = [title, *self._over_table]
        elif comparable(title) in NO or _NO_RESTRICTION.search(alike(title)):
            self.over_all = self._over_table

    def of_cell(self, said: str, place: Callable[[], Place]) -> bool | None:
        """Return whether a cell says that its item is exempt; None: it is blank.

        What is neither yes nor no counts as yes, and is asked about. So does a blank cell in a
        column that says what is public, or answers for nearly every item.
        """
        if _is_blank(said):
            if not self.leaves_open(said):
                return None
            answered = "silent" if self.is_yaml else "undecided"
            self._ask("", place, "blank" if self.is_reversed else answered)
            return True
        found = self.is_yes(said)
        if found is None:
            self._ask(said, place, "column")
        return found is not False

    def leaves_open(self, said: str) -> bool:
        """Return whether a cell is blank where one should say whether its item is exempt."""
        return _is_blank(said) and (self.is_reversed or self.is_answered)

    def is_yes(self, said: str) -> bool | None:
        """Return what a cell says; a blank one as a rule says no; None: neither."""
        word = comparable(said)
        if word in self.words:
            return self.words[word]
        if _is_blank(said):
            return None if self.is_reversed else False
        if word == "0" and self.is_mixed:
            return None
        if not (self.is_reversed and word in (BARE_YES | BARE_NO)):
            if word in YES:
                return True
            if word in NO:
                return False
        return None

    def of_report(self, report: str) -> bool:
        """Return whether register.yaml says that all items of a report are exempt."""
        return comparable(report) in self.reports

    def of_reasons(self, reasons: Iterable[str]) -> bool:
        """Return whether a reason is given why an item is exempt."""
        return any(comparable(one) not in _NO_REASON for one in reasons)

    def ask_of_reason(self, said: str, place: Callable[[], Place]) -> None:
        """Keep the question why there is a reason, if the cell does not say yes."""
        self._ask(said, place, "reason")

    def of_all(self, place: Callable[[], Place]) -> bool:
        """Return whether all items are exempt by what stands over them: on the sheet, above."""
        for text in self.over_all:
            meaning = self.words.get(comparable(text))
            if meaning is None and text in self.below:
                self._ask(text, partial(self.below.__getitem__, text), "below")
            elif meaning is None:
                self._ask(text, place, "around" if text in self.around else "all")
            if meaning is not False:
                return True
        return False

    def of_text(
        self, said: str, place: Callable[[], Place], *, is_title: bool, denied: bool = False
    ) -> bool:
        """Return whether a cell of another column says in passing that its item is exempt.

        `is_title`: the cell has the title of a report. `denied`: the item's own cell says that it
        is public.
        """
        for found in marks_in(said, is_title=is_title):
            meaning = self.words.get(comparable(found))
            if meaning is None:
                mark = shortened(found)
                where = "denied" if denied else "text"
                self._ask(mark, place, where if mark == found else _LONGER[where])
            if meaning is not False:
                return True
        return False

    def questions(self) -> list[Problem]:
        """Return a warning for each word that leaves in doubt whether an item is exempt."""
        return [
            self._question(said, place, times, where)
            for (said, where), (place, times) in self.unclear.items()
        ]

    def _ask(self, said: str, place: Callable[[], Place], where: str) -> None:
        met = self.unclear.get((said, where))
        self.unclear[said, where] = (met[0], met[1] + 1) if met else (place(), 1)

    def _question(self, said: str, place: Place, times: int, where: str) -> Problem:
        # A long one may tell what is exempt, and messages go to logs.
        is_short = where in _ABOUT_MANY or len(said) <= _LONGEST
        fault = self._fault(said, where) if is_short else "this is neither yes nor no"
        if times > 1 and where != "below":
            fault += f" (in {times:,} rows, here first)"
        many = "it counts" if times == 1 else f"these {counted(times, 'item')} count"
        hint = f"until that is settled {many} as exempt; {self._way(where)}"
        is_word = is_short and where not in _OF_NO_WORD
        if is_word:
            hint += ", or " if self._way(where) else ""
            hint += "say what the word means in inputs/register.yaml, under its key exempt, as in\n"
            hint += f"exempt:\n  words: {{{quoted(said)}: public}}"
        excerpt = place.excerpt if where == "column" and is_word else ""
        return Problem(place._replace(excerpt=excerpt), fault, hint, "warning")

    def _fault(self, said: str, where: str) -> str:
        """Return what leaves in doubt whether an item is exempt."""
        if where == "column" and self.is_reversed and comparable(said) in (BARE_YES | BARE_NO):
            return f"“{said}” may mean either, public or exempt, under this heading"
        if where in ("undecided", "silent"):
            return _FAULTS[where].format(f"{self.denied:,}")
        return _FAULTS[where].format(said or "nothing")

    def _way(self, where: str) -> str:
        """Return how the doubt is settled in the register itself."""
        yes, no = ("private", "public") if self.is_reversed else ("yes", "no")
        # A bare yes can be read in two ways there.
        either = f"write {yes} or {no} in the cell"
        either = f'write "{yes}" or "{no}", with the quotes' if self.is_yaml else either
        denied = "if it is, write that in its row; if not, take out the mark"
        in_row = f"write {yes} in its row"
        in_row = in_row if self.has_column else "add a column Exempt, with yes in its row"
        in_row = f'add to the item exempt: "{yes}", with the quotes' if self.is_yaml else in_row
        return {
            "longer": f"if it is, {in_row}; if not, take the mark out of the text",
            "longer, denied": denied,
            "column": either,
            "blank": either,
            "undecided": either,
            "silent": 'add to the item exempt: "yes" or exempt: "no", with the quotes',
            "reason": f'write "{yes}" there, with the quotes, or delete the reason'
            if self.is_yaml
            else f"write {yes} in the cell, or delete the reason",
            "denied": denied,
        }.get(where, "")


def discreet(message: str) -> str:
    """Return a message about an exempt item without what it quotes, dates and figures.

    A quoted text may hold quotes itself, so all between the first and the last is left out.
    """
    unquoted = re.sub("\u201c.*\u201d", "this", message, flags=re.DOTALL)
    return re.sub(rf"\d+ (?:{'|'.join(MONTHS)}) \d{{4}}", "another day", unquoted)


def _is_blank(said: str) -> bool:
    return not said.strip()
