"""The rule `took-place`."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

from jacpaper.project.layout import INSPECTIONS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule
from jacpaper.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.inspections_file import Activity
    from jacpaper.hmicfrs.rules.case import Case
    from jacpaper.text.dates import When

ID = "took-place"
# One of these is in whatever the patterns find, which take long to compile.
_STEMS = (
    "cancel", "called off", "abandon", "withdrawn", "stood down", "postponed", "deferred",
    "rescheduled", "put off", "put back", " not ", "never ", "n't ", "n\u2019t ",
)  # fmt: skip
# What is said in a clause of its own, as in Custody (postponed), and what is said of an inspection.
# Whatever was rescheduled was held, unless it says to when.
_ALONE = (
    r"(?:cancell?ed|called off|postponed|deferred|put (?:off|back)"
    r"|rescheduled(?= (?:again )?(?:to|until|till|for)\b))"
)
_OFF = rf"(?:{_ALONE}|abandoned|withdrawn|stood down)"
_CLAUSE_END = r"[.;:,()\[\]\u2013\u2014]+(?= |$)|[(\[]| - "
_NOUN = r"(?:fieldwork|inspection|re-?inspection|re-?visit|review|visit)"
# A further visit may be put off, and the inspection have taken place.
_ANOTHER = (
    r"follow|further|next|second|third|fourth|final|last|later|other|another|extra|additional"
)
_IT = rf"(?:it|this|(?:the|this|their|its|our) (?:(?!{_ANOTHER})[\w\u2019'/-]+ ){{0,3}}{_NOUN})"
_BEING = (
    r"(?: (?:was|is|were|has|had|have|to be|been|also|again|at short notice|eventually|finally"
    r"|first|later|now|since|subsequently|then|therefore|unfortunately))+"
)
# Whoever is told of it hears of the inspection; what inspectors found is about the force.
_TOLD = r"\b(?:told (?:us|the force)|wrote|announced|confirmed|decided) that "
# Before a thing it tells of that, as in abandoned vehicles. What was put off from March, by a week,
# or twice was held in the end.
_SO = (
    r"(?: (?!from\b|once\b|twice\b|by (?:an?|one|two|three|four|several|some|\d+)\b|on track"
    r"|and \w+ed [a-z]{3,}s\b)(?:after|again"
    r"|altogether|and|as|at|because|before|but|by|completely|due|entirely|following|for|in"
    r"|indefinitely|on|owing|pending|since|so|till|to|until|when|while|with|without)\b|$)"
)
_SAID = (
    rf"(?i)^(?:now |again |since |then |{_NOUN} )?({_ALONE}){_SO}"
    rf"|(?:^|{_TOLD})(?:but |and |so |sadly )?{_IT}{_BEING} ({_OFF}){_SO}"
    rf"|^{_NOUN}{_BEING} ({_OFF}){_SO}"
    rf"|\b{_NOUN}(?: was| has been)? ({_ALONE}){_SO}"
    rf"|\b({_OFF}) {_IT}\b"
    rf"|(?:^|{_TOLD})(?:{_IT} )?((?:(?:did|was|has|were|will)(?:(?: then)? not|n['\u2019]t)|never)"
    r"(?: in the end)?(?: been)?"
    r" (?:take place|taken place|took place|go ahead|gone ahead|happen|held|carried out))\b"
    r"(?! (?:at night|overnight|in (?:public|private|person))\b)"
)
_ANOTHER_VISIT = rf"(?i)\b(?:{_ANOTHER})[\w-]* (?:[\w-]+ )?{_NOUN}"
_HELD = (
    r"(?i)(?<!never )\b(?:took place|went ahead|reinstated"
    r"|(?:was|were) (?:held|carried out|brought forward)[\w ]* after"
    r"|(?:and|but)(?: was| were| then| later)*"
    r" (?:held|completed|carried out)(?! instead)|(?:postponed|deferred) [\w ]{1,30} was held"
    r"|inspectors? (?:came|visited|were with|worked|spoke|interviewed|inspected|looked|read))\b"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?i)\b(?:(?:to|until|till) (?:[\w -]{0,30}\b)?"
    r"|for (?:the week of )?(?:\d{1,2}(?:st|nd|rd|th)? )?)"
    rf"({'|'.join(_MONTHS)})(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b\.?( \d{{4}})?"
)
# Their first months; winter's is the last of its year.
_SEASONS = {"new year": 1, "spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_SEASON = rf"(?i)\b(?:to|until|till|for) (?:the |this )?({'|'.join(_SEASONS)})\b( \d{{4}})?"
_TIME = r"(?i)\b(?:to|until|till|for) (?:the )?(\S+(?: \S+){0,4})"


def find(case: Case) -> Iterator[Finding]:
    """Look at the name and the text of each inspection that is listed as held."""
    if ID in case.facts.paper.notes:
        return
    for index, held in enumerate(case.facts.inspections.held):
        for key, said in (("name", held.name), ("text", held.text or "")):
            if off := _off(held, said):
                yield Finding(
                    case.facts.value_place(INSPECTIONS, "since_last_meeting", index, key),
                    f"{held.name} is listed as having taken place, and “{off}” is said of it",
                    "if it did not take place, list it under forthcoming, or tell of it under"
                    " background in paper.yaml, and delete it here: if none is left, write none;\n"
                    f"or answer in paper.yaml with notes: {{{ID}: ...}}",
                )


def _off(held: Activity, said: str) -> str:
    """Return the words that say that an inspection was not held then, if there are any."""
    words = " ".join(said.split())  # a text may go on over several lines
    if not any(one in f"{words} ".lower() for one in _STEMS) or re.search(_HELD, words):
        return ""
    for clause in map(str.strip, re.split(_CLAUSE_END, words)):
        found = re.search(_SAID, clause)
        if not found or re.search(_ANOTHER_VISIT, clause[: found.end()]):
            continue
        if not _to_its_month(held, clause):
            return str(next(filter(None, found.groups())))
    return ""


def _to_its_month(held: Activity, clause: str) -> bool:
    """True if it was put off to a month or season in which it took place."""
    first, last = held.when.first, held.when.last
    if any(time.first <= last and first <= time.last for time in _times(clause)):
        return True
    if found := re.search(_MONTH, clause):
        starts, long = _MONTHS.index(found[1].lower()) + 1, 1
    elif found := re.search(_SEASON, clause):
        starts, long = _SEASONS[found[1].lower()], 3
    else:
        return False
    # In January the winter is that of the year before.
    years = [int(found[2])] if found[2] else [last.year, last.year - 1]
    seasons = (range(12 * year + starts, 12 * year + starts + long) for year in years)
    begun, ended = 12 * first.year + first.month, 12 * last.year + last.month
    return any(season[0] <= ended and begun <= season[-1] for season in seasons)


def _times(clause: str) -> Iterator[When]:
    """Yield the times to which something was put off, where they are as exact as in our files."""
    for found in re.finditer(_TIME, clause):
        words = found[1].split()
        for end in range(len(words), 0, -1):
            with contextlib.suppress(ValueError):
                yield dates.parse(" ".join(words[:end]))
                break


RULE = Rule(
    id=ID,
    severity="warning",
    says="An inspection that is listed as having taken place was not cancelled or put off.",
    why="The paper says “This took place on 10 November 2025” above “It was postponed”.",
    source=PUBLISHED_PAPERS,
    example="`name: Custody (postponed)` under `since_last_meeting`",
    message="Custody (postponed) is listed as having taken place, and “postponed” is said of it",
    answer="`notes: {took-place: ...}` in paper.yaml.",
    find=find,
)
