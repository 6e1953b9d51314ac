"""The rule `took-place`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.project.layout import INSPECTIONS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.inspections_file import Activity
    from jacpaper.hmicfrs.rules.case import Case

ID = "took-place"
_OFF = (
    r"(?:cancell?ed|called off|abandoned|withdrawn|stood down|postponed|deferred|rescheduled"
    r"|put (?:off|back))"
)
_IT = (
    r"(?:it|this|(?:the|this|their) (?:[\w-]+ )?"
    r"(?:fieldwork|inspection|re-?inspection|re-?visit|review|visit))"
)
# One of these is in whatever the patterns find, which take long to compile.
_STEMS = (
    "cancel", "called off", "abandon", "withdrawn", "stood down", "postponed", "deferred",
    "rescheduled", "put off", "put back", "did not", "was not held",
)  # fmt: skip
# An inspection that was put off from March or by a week, or to the month in which it was, was held.
_UNTIL = r"(?= (?:again|indefinitely|until|till|to|because|due|owing|at|twice)\b|[.,;:)]|$)"
_TEXT = (
    rf"(?i)(?:^|[.;:] +){_IT} (?:was|is|were|has been|had been) "
    rf"(?:(?:then|since|again|now|later) )?{_OFF}(?! (?:from|by|once)\b)"
    rf"|(?:^|[.;:] +)(?:inspection |visit |fieldwork |now |again )?{_OFF}{_UNTIL}"
    rf"|(?:^|[.;:] +)(?:{_IT} )?(?:did not (?:take place|go ahead|happen)|was not held)\b"
)
_NAME = (
    rf"(?i)(?:\(|[:\u2013-] )(?:now |again )?(?:{_OFF}{_UNTIL}|did not take place)"
    rf"|^{_OFF} *[:(\u2013-]"
)
_HELD = (
    r"(?i)\b(?:took place|was held|carried out|completed|ended|finished|visited|came|went ahead"
    r"|inspected|spoke|interviewed|looked at|read)\b"
)


def find(case: Case) -> Iterator[Finding]:
    """Look at the name and the text of each inspection that is listed as held."""
    if ID in case.facts.paper.notes:
        return
    for index, held in enumerate(case.facts.inspections.held):
        for key, said, look in (("name", held.name, _NAME), ("text", held.text or "", _TEXT)):
            if off := _off(held, said, look):
                yield Finding(
                    case.facts.value_place(INSPECTIONS, "since_last_meeting", index, key),
                    f"{held.name} is listed as having taken place, and “{off}” is said of it",
                    "if it did not take place, list it under forthcoming, or tell of it under"
                    " background in paper.yaml, and delete it here: if none is left, write none;\n"
                    f"or answer in paper.yaml with notes: {{{ID}: ...}}",
                )


def _off(held: Activity, said: str, look: str) -> str:
    """Return the words that say that an inspection was not held then, if there are any."""
    words = " ".join(said.split())  # a text may go on over several lines
    if not any(one in words.lower() for one in _STEMS) or re.search(_HELD, words):
        return ""
    found = re.search(look, words)
    if not found or f"{held.when.last:%B}" in words[found.end() :]:
        return ""
    return (re.search(rf"(?i){_OFF}", found[0]) or found)[0].strip(" ().;:")


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
