"""Words of a register's status and type columns that are not known: each is named once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from jacpaper.facts.value_types import Status
from jacpaper.problems import Problem
from jacpaper.text.yaml_writer import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.problems import Place

LEFT_OUT = "left out"


class _Met(NamedTuple):
    place: Place
    times: int
    is_public: bool
    """False: only rows have the word that may be exempt, so it must not be quoted."""


class UnknownWords:
    """Keeps where each word first stands, and in how many rows."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, str], _Met] = {}

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return bool(self._met)

    def is_public(self, ours: str, words: str) -> bool:
        """Return whether a row is known that is not exempt and has the words."""
        met = self._met.get((ours, words))
        return met is not None and met.is_public

    def note(self, ours: str, words: str, place: Place, *, is_public: bool) -> None:
        """Keep one more row that has these words in a column of ours."""
        met = self._met.get((ours, words))
        if met and (met.is_public or not is_public):
            place = met.place
        times = met.times + 1 if met else 1
        is_public = is_public or (met is not None and met.is_public)
        self._met[ours, words] = _Met(place, times, is_public)

    def problems(self) -> Iterator[Problem]:
        """Yield an error for each of the words, which says how to explain it."""
        if not self._met:
            return
        from jacpaper.register.reading.guesses import (  # noqa: PLC0415 - most registers have none
            TO_DO,
            guess_status,
            guess_type,
        )

        for (ours, words), met in self._met.items():
            rows = f" (in {met.times:,} rows, here first)" if met.times > 1 else ""
            if ours == "status":
                known = f"{', '.join(get_args(Status))} or {LEFT_OUT}"
                key, near = "status", guess_status(words)
            else:
                known, key, near = "recommendation or AFI", "types", guess_type(words)
            instead = f', with what it means in place of "{near}"' if near == TO_DO else ""
            hint = f"it should be one of {known}; say what it means in inputs/register.yaml:"
            hint += f" add this line under its key {key}{instead}"
            place, said, line = met.place, f"“{words}”", scalar(words)
            if not met.is_public:
                place, said, line = (
                    place._replace(excerpt=""),
                    f"this {ours}",
                    "<this cell's words>",
                )
                hint += ", and the words of the cell, which may be exempt, in place of <...>"
            hint += f"\n{key}:\n  {line}: {near}"
            yield Problem(place, f"it is not known what {said} means{rows}", hint)
