"""A proposed inputs/register.yaml, guessed from a register, for a person to correct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.register.reading.columns import HEADINGS, NEEDED
from jacpaper.register.reading.guesses import guess_status, guess_type
from jacpaper.register.reading.unused import restrictions, unused
from jacpaper.text.yaml_writer import scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jacpaper.register.reading.columns import Headed


def propose(
    made: Headed, statuses: Iterable[str], types: Iterable[str], file: str, sheets: str = ""
) -> str:
    """Return the text of an inputs/register.yaml for a register, to be corrected by a person.

    `statuses` and `types` are the words in its columns that are not ours; `sheets` is the line
    that names the sheets, if it has any.
    """
    lines = [
        "# yaml-language-server: $schema=../schemas/register.schema.json",
        '# Guessed from the register\'s headings: check every line, and replace each "to do".',
        "",
        f"file: {scalar(file)}",
        *([sheets] if sheets else []),
        "",
        "# Our columns, and their headings in the register. Delete the # before one to use it.",
        "columns:",
    ]
    left = unused(made)
    marks = [] if "exempt" in {*made.columns, *made.doubtful} else restrictions(made, left)
    lines += [_column(made, ours, [left[column] for column in marks]) for ours in HEADINGS]
    lines += _not_used([name for column, name in left.items() if column not in marks])
    meanings = "open, submitted for closure, closed, superseded or left out"
    lines += _words("status", meanings, {words: guess_status(words) for words in statuses})
    lines += _words("types", "recommendation or AFI", {words: guess_type(words) for words in types})
    return "\n".join(lines) + "\n"


def _not_used(names: Iterable[str]) -> list[str]:
    listed = [f"  - {scalar(name)}" for name in dict.fromkeys(names)]
    return ["", "# Columns that are none of ours.", "not_used:", *listed] if listed else []


def _column(made: Headed, ours: str, marks: Iterable[str]) -> str:
    """Return the line for one of our columns; `marks` may say what is exempt."""
    if ours == "exempt" and marks:
        either = " or ".join(scalar(name) for name in marks)
        return f"  exempt: to do # {either}; if none is, write it under not_used:"
    if ours in made.columns:
        return f"  {ours}: {scalar(made.headings[made.columns[ours]])}"
    if ours in made.doubtful:
        either = " or ".join(scalar(made.headings[column]) for column in made.doubtful[ours])
        return f"  {ours}: to do # {either}"
    return f"  {ours}: to do" if ours in NEEDED else f"  # {ours}:"


def _words(key: str, meanings: str, guesses: Mapping[str, str]) -> list[str]:
    if not guesses:
        return []
    words = [f"  {scalar(words)}: {ours}" for words, ours in guesses.items()]
    said = ["", "# The register's words, and what each of them means:", f"# {meanings}."]
    return [*said, f"{key}:", *words]
