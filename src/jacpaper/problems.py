"""What is wrong, where, and how to mend it.

Every stage of a build describes mistakes as `Problem` values. What a user can
mend travels as one `Problems` exception, holding all of them; a machine that
cannot do its part (a library missing, a full disk) is a `MachineError`.

    Exception
    ├── Problems        mend the inputs, the templates or the house style
    └── MachineError    mend the machine
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Severity = Literal["error", "warning", "hint"]

# As wide as a terminal: a longer line is cut around its caret.
_EXCERPT_WIDTH = 100
_LONG_LINE = 2_000
# Nobody mends more at a time.
_MOST_SHOWN = 100
# No longer text is a misspelt name.
_LONGEST_NAME = 100


class Place(NamedTuple):
    """A position in a file that a person edits.

    `line` and `column` count from 1; 0 stands for the file, or the line, as a
    whole. `excerpt` is the text of that line. In a table, they are the row and
    column as a spreadsheet shows them, and `excerpt` is the cell.
    """

    file: str
    line: int = 0
    column: int = 0
    excerpt: str = ""
    sheet: str = ""
    in_table: bool = False

    def __str__(self) -> str:
        """Return `file:line:column`, as editors and terminals understand it.

        In a table it is `file:14:C`, and in a workbook `file:sheet:14:C`.
        """
        column = letters(self.column) if self.in_table else self.column
        steps = (self.sheet, self.line, column)
        return ":".join([self.file, *(str(step) for step in steps if step)])


class Problem(NamedTuple):
    """One mistake (an error), one question the committee would ask (a warning), or advice."""

    place: Place
    message: str
    hint: str = ""
    severity: Severity = "error"
    rule: str = ""
    """The id of the rule that found it, if one did."""

    @property
    def line(self) -> str:
        """The problem in one line, as editors read it: place, severity, message, rule."""
        rule = f" [{self.rule}]" if self.rule else ""
        return harmless(f"{self.place}: {self.severity}: {self.message}{rule}")

    @property
    def fields(self) -> dict[str, str | int]:
        """The problem for a program: line and column are 0 where the file as a whole is meant."""
        return {
            "file": self.place.file,
            "sheet": self.place.sheet,
            "line": self.place.line,
            "column": self.place.column,
            "severity": self.severity,
            "rule": self.rule,
            "message": self.message,
            "hint": self.hint,
        }

    def __str__(self) -> str:
        """Return the problem as the terminal shows it: place, line, caret, hint."""
        lines = [self.line]
        if self.place.excerpt.strip():
            lines += [f"    {line}" for line in _with_caret(self.place)]
        if self.hint:
            lines += [f"    {line}" for line in self.hint.splitlines()]
        return "\n".join(harmless(line) for line in lines)


class Problems(Exception):  # noqa: N818 - the plural of Problem, not an Error
    """Everything found wrong by a stage, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Return them as the terminal shows them."""
        return "\n".join(as_shown(self.problems))

    def __reduce__(self) -> tuple[type[Problems], tuple[tuple[Problem, ...]]]:
        """Return how to make it again, in another process."""
        return Problems, (self.problems,)


class MachineError(Exception):
    """Something the inputs cannot mend: a missing library, a full disk, a locked file."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(message, hint)

    def __str__(self) -> str:
        """Return the message, and the hint under it."""
        return harmless_lines(f"{self.message}\n{self.hint}" if self.hint else self.message)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by file, line and column, each once."""
    return tuple(sorted(set(problems)))


def as_errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the same problems, warnings made errors, as `--strict` asks."""
    return tuple(
        problem._replace(severity="error") if problem.severity == "warning" else problem
        for problem in problems
    )


def as_shown(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield each problem as people read it; of very many, the first hundred."""
    for problem in problems[:_MOST_SHOWN]:
        yield str(problem)
    if len(problems) > _MOST_SHOWN:
        more = len(problems) - _MOST_SHOWN
        yield f"... and {more:,} more; mend the first, which may have made the others"


def without_hints(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that are more than advice."""
    return tuple(problem for problem in problems if problem.severity != "hint")


def counted(number: int, one: str, many: str = "") -> str:
    """Return the number with the word that fits, as messages have it: 1 item, 3 items.

    `many` may be left out if it is `one` with an s. A paper's own words come from
    `language` instead.
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the one of the words that looks most like the word, or nothing if none does."""
    if len(word) > _LONGEST_NAME:
        return ""
    import difflib  # noqa: PLC0415 - needed only when something is misspelt

    return next(iter(difflib.get_close_matches(word.lower(), list(words), n=1, cutoff=0.6)), "")


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return 'did you mean "x"?' for the nearest of the words, or nothing."""
    near = nearest(word, words)
    return f'did you mean "{near}"?' if near else ""


def letters(column: int) -> str:
    """Return a column as spreadsheets name it: 1 is A, 27 is AA; 0 is nothing."""
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def harmless(text: str) -> str:
    """Return text that cannot move the cursor, colour the terminal or hide or turn letters."""
    if text.isprintable():
        return text
    return re.sub(
        "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]",
        lambda found: (
            f"\\x{ord(found[0]):02x}" if ord(found[0]) < 256 else f"\\u{ord(found[0]):04x}"
        ),
        text,
    )


def harmless_lines(text: str) -> str:
    """Return the same, line by line, keeping the line breaks."""
    return "\n".join(harmless(line) for line in text.splitlines())


def _with_caret(place: Place) -> list[str]:
    # Of a very long line, no more than is shown is looked at.
    before = max(0, place.column - 1 - _EXCERPT_WIDTH) if place.column > _LONG_LINE else 0
    line = harmless(place.excerpt[before : before + _LONG_LINE].replace("\t", " ").rstrip())
    if not place.column or place.in_table:
        return [line[:_EXCERPT_WIDTH]]
    place = place._replace(column=place.column - before)
    start = max(0, place.column - 1 - _EXCERPT_WIDTH // 2) if len(line) > _EXCERPT_WIDTH else 0
    shown = line[start : start + _EXCERPT_WIDTH]
    return [shown, " " * (place.column - 1 - start) + "^"]
