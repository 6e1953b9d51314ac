"""Where the days of a sentence are typed that the paper worked out from others."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from jacpaper.review import readback

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from typing import Any

    from jacpaper.text.yaml_source import Source, Trail


def where(said: str, sources: Mapping[str, Source], folder: str) -> str:
    """Return where the days in some words are typed; nothing if no file has them.

    `folder` is the meeting's, whose name is a date too.
    """
    days = readback.days(said)
    folders = {str(PurePath(file).parent) for file in sources} | {folder}
    named = [one for one in sorted(folders) if any(one.endswith(f"{day}") for day in days)]
    if named:
        return f"it is the date of a meeting, the name of the folder {named[0]}"
    places = [
        str(source.value_place(trail))
        for source in sources.values()
        for trail, text in _texts(source.data, ())
        if any(_says(text, day) for day in days)
    ]
    here = [place for place in places if place.startswith(f"{folder}/")]
    if not places:
        return ""
    if not here:
        return f"it comes from an earlier paper: {', '.join(dict.fromkeys(places))}"
    return f"it is worked out from {', '.join(dict.fromkeys(here))}: change it there if it is wrong"


def of(said: str, sources: Mapping[str, Source], folder: str) -> Iterator[tuple[str, Trail, str]]:
    """Yield each value of the meeting's files that is printed so: its file, trail and text."""
    for source in sources.values():
        if source.file.startswith(f"{folder}/"):
            for trail, text in _texts(source.data, ()):
                if readback.is_date(text) and readback.as_printed(text) == said:
                    yield source.file, trail, text


def _says(text: str, day: date) -> bool:
    return readback.days(readback.as_printed(text)) == [day]


def _texts(data: Any, trail: Trail) -> Iterator[tuple[Trail, str]]:
    """Yield each text of a file, and its trail."""
    if isinstance(data, dict | list):
        keys = data if isinstance(data, dict) else range(len(data))
        for key in keys:
            yield from _texts(data[key], (*trail, key))
    elif isinstance(data, str):
        yield trail, data
