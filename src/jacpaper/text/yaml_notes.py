"""Notes in a YAML file: what stands behind a #, and no program reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.text.yaml_slips import lines_of_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What looks like one within quotes is taken too: who looks in notes then looks once too often.
_NOTE = r"(?<!\S)#+\s*(?P<said>.*\S)"
# A line that a # takes out, or a list, that has nothing of what it names.
_NOTHING = (
    r"(?i)\W*(?:is |any )?"
    r"(?:private|exempt|confidential|restricted|embargo(?:ed)?|not for publication)"
    r"(?:[ _]\w+){0,4}: *[\"']?(?:none|nil|no|false|off|n/?a|0|nothing|not applicable)\b[\"']?"
    r"\W*(?:#.*)?"
)


class Note(NamedTuple):
    """What is said behind a #, and where that begins; lines and columns count from 0."""

    line: int
    column: int
    said: str
    about: int | None
    """The line that it is about: its own, or else the next that holds something; None: none."""


def notes(lines: Sequence[str]) -> Iterator[Note]:
    """Yield the notes of a file; what stands in a text of several lines is none."""
    if not any("#" in line for line in lines):
        return
    texts = lines_of_texts(lines)
    filled = [bool(line.strip()) and not line.lstrip().startswith("#") for line in lines]
    for number, line in enumerate(lines):
        if number not in texts and (found := re.search(_NOTE, line)):
            about = next((n for n in range(number, len(lines)) if filled[n]), None)
            yield Note(number, found.start(), found["said"], about)


def denies(note: str) -> bool:
    """Return whether a note says of something that there is none, as in `private: no`."""
    return bool(re.fullmatch(_NOTHING, note))
