"""The rule `wording`."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jacpaper.facts.value_types import Mark
from jacpaper.language import english
from jacpaper.rules.rule import STYLE_GUIDE, Finding, Rule
from jacpaper.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from jacpaper.facts.committee import CommitteeFile
    from jacpaper.problems import Place
    from jacpaper.rules.rule import AnyCase

# Names of their own that look like one of the others.
_NOT_MISSPELT = {"HMICFRS", "HMIC", "HMIP", "HMI", "HMCPSI", "HMPPS", "HMRC", "HMG", "HMICS"}
# A shorter name is too like other initials for a misspelling to be told.
_LEAST_LETTERS = 5
_CENTURY = 99
# What the paper's sentence says itself, before the post: as in Joint report of the, By the, To.
_POSTS = ("report_of", "report_to")
_LEADS = (
    r"(?i)(?:(?:this |a |the )?(?:is a )?(?:joint )?reports? )?(?:of|by|from|to):? (?!be\b)"
    r"(?:the )?(?=\S)"
)
# In an address or a reference, such as PLAN-2025-10-15, it is no date.
_ISO = r"(?<![-\w/=.])\d{4}-\d\d-\d\d(?![-\w/])"
_MONTH = "|".join(dates.MONTHS)
# As texts have it; the stars of a footnote, of `A * B` and of `*** OPERATION ***` are none.
_EMPHASIS = r"(?<![\w*\\])(\*\*?)([^\s*](?:[^*]*[^\s*\\])?)\1(?![\w*])"
# As in since June, since 24 June 2025, since our June meeting, since the last meeting on 24 June.
_SINCE = (
    r"\b[Ss]ince (?:(?:the|our) (?:last )?(?:meeting (?:on|of|in) )?)?"
    rf"((?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{4}}(?!\d))?)\b(?: meeting\b)?"
)


def find(case: AnyCase) -> Iterator[Finding]:
    """Look at what was typed."""
    names = case.facts.committee
    quoted = {(one.file, one.trail) for one in case.typed(Mark.QUOTED)}
    for one in case.typed(Mark.PROSE):
        place = case.facts.value_place(one.file, *one.trail)
        yield from _spelling(one.value, place, names)
        if one.trail[-1] in _POSTS and (found := re.match(_LEADS, str(one.value))):
            fault = f"the paper says “{found[0].strip()}” itself"
            yield Finding(place, fault, f"write the post alone: {one.value[found.end() :]}")
        if (one.file, one.trail) not in quoted:  # others may write dates as they like
            yield from _dates(one.value, place)
            yield from _stale(case, one.value, place)
            for twice in _said_twice(str(one.value)):
                fault = f"“{twice}” stands here twice, one after the other"
                yield Finding(case.near(place, twice), fault, "delete it where it is too much")
        else:
            yield from _name(case, str(one.value), place)


def _name(case: AnyCase, text: str, place: Place) -> Iterator[Finding]:
    """Look at words of others, which are printed as they are."""
    if found := re.fullmatch(_ISO, text):
        yield Finding(place, f"the date {found[0]} stands for a name", "write the name")
    if "*" in text and (found := re.search(_EMPHASIS, text)):
        yield Finding(
            case.near(place, found[0]),
            f"“{found[0]}” is printed with its asterisks",
            f"write {found[2]} in its place: only texts and summaries have emphasis",
        )


def _spelling(text: str, place: Place, names: CommitteeFile) -> Iterator[Finding]:
    inspectorate, lesser = names.inspectorate.short, names.lesser_finding.short
    for word in re.findall(r"\b[A-Z]{4,8}\b", text):
        if is_slip(word, inspectorate):
            yield Finding(place, f"{word} looks like a misspelling", f"write {inspectorate}")
    if found := re.search(rf"\b{re.escape(lesser)}['\u2019]s\b", text):
        yield Finding(place, f"{found[0]} has an apostrophe", f"write {lesser}s")


def is_slip(word: str, name: str) -> bool:
    """True for a word that is a few letters off the inspectorate's name, if that is initials."""
    if not name.isupper() or len(name) < _LEAST_LETTERS or word[:2] != name[:2]:
        return False
    letters_off = len(set(name) ^ set(word)) + abs(len(name) - len(word))
    return word != name and word not in _NOT_MISSPELT and letters_off <= 3


def _dates(text: str, place: Place) -> Iterator[Finding]:
    for found in re.findall(r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b", text):
        day, month, year = (int(part) for part in re.split("[/.]", found))
        try:
            when = dates.long(dt.date(year if year > _CENTURY else 2000 + year, month, day))
        except ValueError:
            hint = "there is no such day; write the right one, as in 8 September 2025"
        else:
            hint = f"write {when}, if the day comes first"
        yield Finding(place, f"the date {found} is in figures", hint)
    for found in re.findall(_ISO, text):
        if exact := _as_day(found):
            yield Finding(place, f"the date {found} is in figures", f"write {dates.long(exact)}")
    for found in re.findall(rf"\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?(?:{_MONTH})\b", text):
        plain = re.sub(r"(?<=\d)(st|nd|rd|th)( of)?", "", found)
        yield Finding(place, f"“{found}” is not how dates are written here", f"write {plain}")


def _as_day(found: str) -> date | None:
    try:
        return dt.date.fromisoformat(found)
    except ValueError:
        return None


def _said_twice(text: str) -> Iterator[str]:
    """Find a line that was pasted twice, and a little word that was typed twice."""
    lines = [line.strip() for line in text.split("\n")]
    for line, below in pairwise(lines):
        if line == below and " " in line:
            yield line
    # Others, such as that and had, may well stand twice; so may the last word of a sentence.
    for found in re.finditer(r"\b(a|an|and|of|our|the|with)[ \n]+\1\b(?![-\w.])", text):
        yield " ".join(found[0].split())


def _dated(found: str, meeting: date) -> dates.When:
    """Return the time that a text means; without a year, the last one before the meeting."""
    if found[-1].isdigit():
        return dates.parse(found)
    when = dates.parse(f"{found} {meeting.year}")
    return when if when.first <= meeting else dates.parse(f"{found} {meeting.year - 1}")


def _stale(case: AnyCase, text: str, place: Place) -> Iterator[Finding]:
    """A "since" that reaches back beyond the last meeting was carried over from an older paper."""
    last = case.facts.last_meeting
    for found in re.finditer(_SINCE, text) if "ince " in text else ():
        try:
            when = _dated(found[1], case.facts.meeting)
        except ValueError:
            continue
        if last and when.last < last.first:
            yield Finding(
                place,
                f"“s{found[0][1:]}” reaches back beyond the last meeting {english.when(last)}",
                "if it is left over from an older paper, delete it; or write it without “since”",
            )


RULE = Rule(
    id="wording",
    severity="warning",
    says=(
        "The inspectorate's initials are spelt right, AFIs has no apostrophe, dates are in words,"
        " no “since” is stale, no line or little word stands twice, one after the other, names"
        " have no emphasis, and a post stands alone, as in `report_of: Chief Constable`."
    ),
    why="Members who find a name misspelt doubt the figures too.",
    source=STYLE_GUIDE,
    example="`background: See what came on 15/10/2025.`",
    message="the date 15/10/2025 is in figures",
    answer="Change the words.",
    find=find,
)
