"""A plain fact read back from how it is printed: a date, a number, a grade, a name.

What is returned are guesses, the likeliest first: the caller makes the paper from each, and
takes the one with which the paper says what was asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.language import english
from jacpaper.text import dates
from jacpaper.text.characters import unprocessed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

# What is typed where there is nothing, or nobody knows.
NOTHING = ("none", "unknown", "shown", "left out")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY = re.compile(rf"\d{{1,2}} (?:{'|'.join(english.MONTHS)}) \d{{4}}")
_DAY_OR_MONTH = re.compile(rf"(?:\b\d{{1,2}} )?\b(?:{'|'.join(english.MONTHS)}) \d{{4}}")
# Within a sentence, each of two weeks that are joined has its article.
_ARTICLE = re.compile(r"\bthe (?=week )", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(?:on|in the|in|from|between|since the|since|by) ", re.IGNORECASE)


def guesses(raw: object, was: str, now: str) -> list[object]:
    """Return what may be typed in place of `raw`, which is printed as `was` and should be `now`."""
    found: list[object] = []
    match raw:
        case bool():
            pass
        case int():
            before, after = [*_numbers(was)], [*_numbers(now)]
            found += [one for one in after if after.count(one) > before.count(one)]
        case str():
            found += _texts(raw, was, now)
    return [one for one in dict.fromkeys(found) if one != raw]


def _numbers(now: str) -> Iterator[int]:
    for found in re.findall(r"\d[\d,]*", now):
        yield int(found.replace(",", ""))
    first = now.split(maxsplit=1)[0].lower() if now.split() else ""
    if first in english.NUMBERS:
        yield english.NUMBERS.index(first)


def _texts(raw: str, was: str, now: str) -> Iterator[str]:
    when, lasts = _parsed(raw), _duration(raw)
    for printed in _printed(when) if when else dict.fromkeys((raw, lasts or raw)):
        said = _between(printed, was, now)
        if not said:
            continue
        if when:
            yield from _date(said, raw)
        elif raw in english.WORDS:
            yield from (key for key, word in english.WORDS.items() if word == said.lower())
        elif raw not in NOTHING:
            yield said
            yield said[:1].lower() + said[1:]


def as_printed(raw: str) -> str:
    """Return a typed date as it is printed, and any other text as it stands."""
    when = _parsed(raw)
    return str(when) if when else raw


def is_date(text: str) -> bool:
    """True for a date as it is typed, however exact."""
    return _parsed(text) is not None


def days(said: str) -> list[date]:
    """Return the days that are printed in some words, those of a range too."""
    when = _parsed(_PREPOSITION.sub("", said.strip()))
    if when:
        return [one.day for one in when.ends or (when,) if one.day]
    return [dates.parse_exact(found) for found in _DAY.findall(said)]


def other_days(was: str, now: str) -> list[tuple[str, str]]:
    """Return each day or month that is printed in some words, and the other that stands there now.

    Nothing if there are more of them now, or fewer.
    """
    old, new = (_DAY_OR_MONTH.findall(unprocessed(said)) for said in (was, now))
    return (
        [pair for pair in zip(old, new, strict=True) if len(set(pair)) > 1]
        if len(old) == len(new)
        else []
    )


def _parsed(text: str) -> dates.When | None:
    try:
        return dates.parse(text)
    except ValueError:
        return None


def _duration(text: str) -> str:
    """Return a typed length of time as it is printed; nothing if it is none."""
    try:
        return str(dates.parse_duration(text))
    except ValueError:
        return ""


def _printed(when: dates.When) -> tuple[str, ...]:
    """Return a date as papers have it: with its preposition, and alone."""
    return tuple(dict.fromkeys((english.within(when), english.when(when), str(when))))


def _between(said: str, was: str, now: str) -> str | None:
    """Return what stands now where `said` was printed, if the words around it are the same."""
    start = was.lower().find(said.lower())
    if start < 0:
        return None
    before, after = was[:start], was[start + len(said) :]
    if not now.startswith(before) or not now.endswith(after):
        return None
    return now[len(before) : len(now) - len(after)].strip()


def _date(said: str, raw: str) -> Iterator[str]:
    """Yield what a printed date may be as it is typed: in figures, if the older one was."""
    text = _ARTICLE.sub("", _PREPOSITION.sub("", said))
    joined = " and " if " and " in raw else " to "
    for typed in dict.fromkeys((text, re.sub(" (?:and|or) ", joined, text))):
        when = _parsed(typed)
        if when:
            yield _in_figures(when) if _ISO.search(raw) else typed


def _in_figures(when: dates.When) -> str:
    """Return a date with its days in figures, as in 2026-07-06 to 2026-07-17."""
    joined = " and " if when.form == "both" else " to "
    return joined.join(
        _DAY.sub(lambda day: dates.parse_exact(day[0]).isoformat(), str(one))
        for one in when.ends or (when,)
    )
