"""A plain fact read back from how it is printed: a date, a number, a grade, a name.

What is returned are guesses, the likeliest first: the caller makes the paper from each, and
takes the one with which the paper says what was asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.language import english
from jacpaper.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is typed where there is nothing, or nobody knows.
_NOTHING = ("none", "unknown", "shown", "left out")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY = re.compile(rf"\d{{1,2}} (?:{'|'.join(english.MONTHS)}) \d{{4}}")
# How numbers are printed that are no figures.
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def guesses(raw: object, was: str, now: str) -> list[object]:
    """Return what may be typed in place of `raw`, which is printed as `was` and should be `now`."""
    found: list[object] = []
    match raw:
        case bool():
            pass
        case int():
            found += _numbers(now)
        case str():
            found += _texts(raw, was, now)
    return [one for one in dict.fromkeys(found) if one != raw]


def _numbers(now: str) -> Iterator[int]:
    for found in re.findall(r"\d[\d,]*", now):
        yield int(found.replace(",", ""))
    first = now.split(maxsplit=1)[0].lower() if now.split() else ""
    if first in NUMBERS:
        yield NUMBERS.index(first)


def _texts(raw: str, was: str, now: str) -> Iterator[str]:
    said = _between(as_printed(raw), was, now)
    if not said:
        return
    if as_printed(raw) != raw or _date(raw, raw):
        when = _date(said, raw)
        yield from [when] if when else []
    elif raw in english.WORDS:
        yield from (key for key, printed in english.WORDS.items() if printed == said.lower())
    elif raw not in _NOTHING:
        yield said
        yield said[:1].lower() + said[1:]


def as_printed(raw: str) -> str:
    """Return a typed date as it is printed, and any other text as it stands."""
    try:
        return str(dates.parse(raw))
    except ValueError:
        return raw


def _between(said: str, was: str, now: str) -> str | None:
    """Return what stands now where `said` was printed, if the words around it are the same."""
    start = was.lower().find(said.lower())
    if start < 0:
        return None
    before, after = was[:start], was[start + len(said) :]
    if not now.startswith(before) or not now.endswith(after):
        return None
    return now[len(before) : len(now) - len(after)].strip()


def _date(text: str, raw: str) -> str | None:
    """Return a printed date as it is typed: in figures, if the older one was."""
    try:
        dates.parse(text)
    except ValueError:
        return None
    if not _ISO.search(raw):
        return text
    return _DAY.sub(lambda day: dates.parse_exact(day[0]).isoformat(), text)
