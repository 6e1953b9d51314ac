"""One move of a target date, in the ways in which people tell of it in plain words.

    31 March 2026 moved to 30 June 2026 on 3 March 2026: awaiting training
    Moved from 31 March 2026 to 30 June 2026 (awaiting training)
    3 March 2026: date extended to 30 June 2026 - awaiting training
    31/03/2026 -> 30/06/2026

What may be read in two ways is an error, and so is a reason that tells of another move.
"""

from __future__ import annotations

import contextlib
import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.facts.account import NO_TARGET, Revision, Target
from jacpaper.register.reading import cells
from jacpaper.register.reading.targets import target

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

FORM = "31 March 2026 moved to 30 June 2026 on 3 March 2026: awaiting training"
# How an officer parts a reason from the dates, if not by a colon.
_BEFORE_REASONS = (
    "due to", "owing to", "because", "as", "following", "pending", "while", "so that", "to allow",
)  # fmt: skip
_REASON = re.compile(
    rf"\s*\(|\s+[\u2013\u2014-]\s+|\s+(?=(?:{'|'.join(_BEFORE_REASONS)})\s)", re.IGNORECASE
)
# One of these is in whatever that finds.
_SIGNS = ("(", "\u2013", "\u2014", "- ", *_BEFORE_REASONS)
_VERBS = (
    r"(?:moved|revised|extended|changed|postponed|deferred|delayed|rescheduled|amended|slipped"
    r"|(?:put|pushed|set) back|brought forward)"
)
_ARROW = r"[-=]{1,2}>|\u2192|\u2794|\u21d2"
_MOVED = re.compile(
    rf"\b{_VERBS}\s+(?:(?:to|until)\s+|(?P<pair>from)\s+)|\s*(?:{_ARROW})\s*", re.IGNORECASE
)
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
# Within a reason: the verb of a move, and where its date begins.
_TOLD = re.compile(
    rf"(?:\b{_VERBS}(?: (?:again|further|on|once more))? (?:to|until|from)|{_ARROW})\s*"
    r"(?:the )?(?:(?:end|close)(?: of)? )?"
    rf"(?:\d{{1,4}}[/.-]\d|20\d\d\b|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}|tb[acd]\b"
    r"|q[1-4]\b"
    rf"|(?:early |mid |late )?(?:{_MONTH}|spring|summer|autumn|winter)[a-z]*\.? \d)",
    re.IGNORECASE,
)
_DATE = r"(?:the )?(?:(?:original|first|target|due|completion) ){0,2}(?:date|deadline|target)"
# Words beside a date that only say what it is: the target date of 31 March 2026 was moved to.
_NAMED = re.compile(rf"^{_DATE}(?: of| was| is)?\s+(?=\d)|\s*\b{_DATE}$|^from\s+", re.IGNORECASE)
_WAS = re.compile(r"\s+(?:was|has been)$", re.IGNORECASE)
# The day on which a date was moved, where that comes first.
_DAY_FIRST = re.compile(r"on\s+(.+?)[\s,]*|(.+?)(?:,|\s+[\u2013\u2014-])", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|until)\s+", re.IGNORECASE)


class _Words(NamedTuple):
    """What is typed for the date before a move, the one after it, and when it was made."""

    before: str
    after: str
    made: str


def is_move(part: str) -> bool:
    """Return whether a part of a cell may tell of a move."""
    return _MOVED.search(part) is not None


def tells_of_move(reason: str) -> bool:
    """Return whether a reason tells of a move, which would be lost in it."""
    return _TOLD.search(reason) is not None


def reasons_in(moves: Collection[str]) -> set[str]:
    """Return what may be the reasons of moves, where no colon parts them from the dates."""
    whole = "\n".join(moves).lower()
    there = [sign for sign in _SIGNS if sign in whole]
    if not there:  # as in most registers
        return set()
    with_reasons = [one for one in moves if any(sign in one.lower() for sign in there)]
    return {piece.strip(" )") for one in with_reasons for piece in _REASON.split(one)[1:]}


@lru_cache(4096)  # the same reasons come again in row after row
def reason_of(said: str) -> str:
    """Return a reason; empty where it says that there is none.

    Raises:
        UnreadableError: it tells of another move.
    """
    if tells_of_move(said):
        hint = "each move stands on a line of its own, or after a semicolon, as in\n"
        hint += f"{FORM}; 30 June 2026 moved to\n30 September 2026 on 9 June 2026: one trainer left"
        hint += "\nif it is no move, write it in other words"
        raise cells.UnreadableError(f"“{said}” is read as a reason, and tells of a move", hint)
    return cells.said(said)


def move(part: str, *, month_first: bool) -> Revision:
    """Return the move that a part of a cell tells of.

    Raises:
        UnreadableError: it tells of none, or may be read in two ways.
    """
    head, _, reason = part.partition(":")
    first = ""
    if not is_move(head) and is_move(reason):  # its day comes first, as in a log
        first = head
        head, _, reason = reason.partition(":")
    error = None
    for dates, why in ((head, reason), *_parted(head, reason)):
        try:
            found = _dates(part, dates, first, month_first=month_first)
        except cells.UnreadableError as wrong:
            error = error or wrong
        else:
            return found._replace(reason=reason_of(why.strip()))
    raise error or no_move(part)


def _target(said: str, *, month_first: bool) -> Target:
    """Return the date that some words give; `NO_TARGET` for none."""
    return target(said, month_first=month_first) if said else NO_TARGET


# What reads a date, by whether the month comes first: the same days come again in row after row.
target_of: Mapping[bool, Callable[[str], Target]] = {
    first: lru_cache(8192)(partial(_target, month_first=first)) for first in (False, True)
}


def _parted(head: str, reason: str) -> Iterator[tuple[str, str]]:
    """Yield the dates and the reason where no colon parts them.

    A reason with a figure is left alone: it may be a day, which would be lost in it.
    """
    for found in _REASON.finditer(head):
        dates, why = head[: found.start()], head[found.end() :]
        if "(" in found[0]:
            if not why.endswith(")"):
                continue
            why = why[:-1]
        if not re.search(r"[\d()]", why):
            yield dates, f"{why}: {reason}" if reason else why


def _dates(part: str, head: str, first: str, *, month_first: bool) -> Revision:
    """Return the move that the words before a reason tell of; `first` is a day before a colon."""
    found = _MOVED.search(head)
    if not found:
        raise no_move(part)
    before, rest = head[: found.start()].strip(), head[found.end() :].strip()
    if found["pair"]:
        ways = [_words(first, "", before, pair, rest) for pair in _TO.finditer(rest)]
    else:
        ways = [_words(first, before, "", None, rest)]
    read: list[Revision] = []
    error = None
    for words in ways:
        try:
            read.append(_revision(part, words, month_first=month_first))
        except cells.UnreadableError as wrong:
            error = error or wrong
    if len(read) == 1:
        return read[0]
    raise no_move(part) if read or error is None else error


def _words(first: str, before: str, day: str, pair: re.Match[str] | None, rest: str) -> _Words:
    """Return the words for the dates of a move; `pair` is what parts both dates in `rest`."""
    if pair:
        before, rest = rest[: pair.start()], rest[pair.end() :]
        day = re.sub(r"(?i)^on\s+|[\s,\u2013\u2014-]+$", "", _bare(day))
    elif found := _DAY_FIRST.fullmatch(named := _bare(before)):
        before, day = "", found[1] or found[2]
    else:
        before = named
    after, made = _when_made(rest)
    days = dict.fromkeys(one for one in map(str.strip, (first, day, made)) if one)
    # Two days are an error: joined, they are refused as no date.
    return _Words(before, after, "; ".join(days))


def _bare(said: str) -> str:
    """Return a date without the words that only say what it is."""
    return _NAMED.sub("", _WAS.sub("", said)).strip()


def _when_made(rest: str) -> tuple[str, str]:
    """Return the date to which it was moved, and the day on which that was done, if it is said."""
    for word in (" on ", " in "):
        after, found, made = rest.rpartition(word)
        if found:
            return after.strip(), made.strip()
    return rest.strip(), ""


def _revision(part: str, words: _Words, *, month_first: bool) -> Revision:
    try:
        before, after, made = (target_of[month_first](one) for one in words)
    except cells.UnreadableError as error:
        hint = f"{error.hint}\nthe whole is written as {FORM}"
        raise cells.UnreadableError(error.message, hint) from None
    if not after.is_given or (words.made and made.last is None):
        hint = f"write it as {FORM}"
        raise cells.UnreadableError(f"“{part}” does not say to which day, or when", hint)
    return Revision(before, after, made)


def no_move(part: str) -> cells.UnreadableError:
    """Return what is wrong with a part of a cell that is no move."""
    hint = f"write it as {FORM}\nin a reason, write a comma in place of a semicolon or a new line"
    with contextlib.suppress(cells.UnreadableError):
        target(part)
        hint = f"write it as {FORM}\nif the column has the revised date alone, it is our revised:"
        hint += " say so in inputs/register.yaml,\nin place of date_history"
    return cells.UnreadableError(f"“{part}” is not a move of a date", hint)
