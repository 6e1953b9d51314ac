"""The rule `wording`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.language import english
from jacpaper.rules.rule import STYLE_GUIDE, Finding, Rule
from jacpaper.rules.texts import place_of
from jacpaper.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from jacpaper.facts.committee import CommitteeFile
    from jacpaper.problems import Place
    from jacpaper.rules.rule import Case

# Names of their own that look like one of the others.
_NOT_MISSPELT = {"HMICFRS", "HMIC", "HMIP", "HMI", "HMCPSI", "HMPPS", "HMRC", "HMG", "HMICS"}
# A shorter name is too like other initials for a misspelling to be told.
_LEAST_LETTERS = 5
_MONTH = "|".join(dates.MONTHS)
# As in since June, since 24 June 2025, since our June meeting, since the last meeting on 24 June.
_SINCE = re.compile(
    r"\b[Ss]ince (?:(?:the|our) (?:last )?(?:meeting (?:on|of|in) )?)?"
    rf"((?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{4}}(?!\d))?)\b(?: meeting\b)?"
)
# What everybody reads without its long form.
_KNOWN_INITIALS = {"HMI", "HMIC", "PCC", "CPS", "NHS", "BBC", "GOV", "PDF"}


def find(case: Case) -> Iterator[Finding]:
    """Look at what was typed, and for initials in the composed paper."""
    names = case.facts.committee
    for text, place in case.texts:
        yield from _spelling(text, place, names)
        yield from _dates(text, place)
        yield from _stale(case, text, place)
    yield from _initials(case)


def _spelling(text: str, place: Place, names: CommitteeFile) -> Iterator[Finding]:
    inspectorate, lesser = names.inspectorate.short, names.lesser_finding.short
    for word in re.findall(r"\b[A-Z]{4,8}\b", text):
        if _is_slip(word, inspectorate):
            yield Finding(place, f"{word} looks like a misspelling", f"write {inspectorate}")
    if found := re.search(rf"\b{re.escape(lesser)}['\u2019]s\b", text):
        yield Finding(place, f"{found[0]} has an apostrophe", f"write {lesser}s")


def _is_slip(word: str, name: str) -> bool:
    """True for a word that is a few letters off the inspectorate's name, if that is initials."""
    if not name.isupper() or len(name) < _LEAST_LETTERS or word[:2] != name[:2]:
        return False
    letters_off = len(set(name) ^ set(word)) + abs(len(name) - len(word))
    return word != name and word not in _NOT_MISSPELT and letters_off <= 3


def _dates(text: str, place: Place) -> Iterator[Finding]:
    for found in re.findall(r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b", text):
        yield Finding(place, f"the date {found} is in figures", "write it as 8 September 2025")
    for found in re.findall(rf"\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?(?:{_MONTH})\b", text):
        plain = re.sub(r"(?<=\d)(st|nd|rd|th)( of)?", "", found)
        yield Finding(place, f"“{found}” is not how dates are written here", f"write {plain}")


def _dated(found: str, meeting: date) -> dates.When:
    """Return the time that a text means; without a year, the last one before the meeting."""
    if found[-1].isdigit():
        return dates.parse(found)
    when = dates.parse(f"{found} {meeting.year}")
    return when if when.first <= meeting else dates.parse(f"{found} {meeting.year - 1}")


def _stale(case: Case, text: str, place: Place) -> Iterator[Finding]:
    """A "since" that reaches back beyond the last meeting was carried over from an older paper."""
    last = case.facts.last_meeting
    for found in _SINCE.finditer(text):
        try:
            when = _dated(found[1], case.facts.meeting)
        except ValueError:
            continue
        if last and when.last < last.first:
            yield Finding(
                place,
                f"“s{found[0][1:]}” reaches back beyond the last meeting {english.when(last)}",
                "is it left over from an older paper?",
            )


def _initials(case: Case) -> Iterator[Finding]:
    """Initials are given in brackets after what they stand for, at their first use."""
    if case.document is None:
        return
    met: set[str] = set()
    inspectorate = case.facts.committee.inspectorate.short
    for block in case.document.body.find("p", "li", "th", "td"):
        for found in re.finditer(r"(\(?)\b([A-Z]{3,})s?\b(\)?)", block.text):
            initials = found[2]
            is_known = initials in met | _KNOWN_INITIALS or _is_slip(initials, inspectorate)
            if is_known or block.class_name == "marking":
                continue
            met.add(initials)
            if not (found[1] and found[3]):
                word = re.compile(rf"\b{initials}s?\b")
                yield Finding(
                    place_of(case, word.search, block.place),
                    f"{initials} is used before it is written out in full",
                    f"at its first use, write the words and then ({initials})",
                )


RULE = Rule(
    id="wording",
    severity="warning",
    says=(
        "The inspectorate's initials are spelt right, AFIs has no apostrophe, dates are in words,"
        " initials are expanded at first use, no “since” is stale."
    ),
    why="Members who find a name misspelt, or initials unexplained, doubt the figures too.",
    source=STYLE_GUIDE,
    example="`background: See what came on 15/10/2025.`",
    message="the date 15/10/2025 is in figures",
    answer="Change the words.",
    find=find,
)
