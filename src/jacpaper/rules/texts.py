"""The words that officers typed, each with the place where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jacpaper.project.layout import MEETING_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.problems import Place
    from jacpaper.rules.rule import Case


def texts(case: Case) -> Iterator[tuple[str, Place]]:
    """Yield every text of this meeting's files that people will read."""
    for file in MEETING_FILES:
        for trail, text in _leaves(case.facts.written(file)):
            if trail[-1] not in ("url", "inspection_type", "item"):
                yield text, case.facts.value_place(file, *trail)


def _leaves(
    data: Any, trail: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    match data:
        case str():
            yield trail, data
        case list():
            for index, item in enumerate(data):
                yield from _leaves(item, (*trail, index))
        case dict():
            for key, value in data.items():
                yield from _leaves(value, (*trail, key))
