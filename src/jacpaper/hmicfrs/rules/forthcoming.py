"""The rule `forthcoming`."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from jacpaper.hmicfrs.rules.older_papers import how_to_change, paper_before
from jacpaper.language.english import within
from jacpaper.project.layout import INSPECTIONS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.inspections_file import ForthcomingInspection
    from jacpaper.hmicfrs.rules.case import Case
    from jacpaper.text.dates import When

FILE = INSPECTIONS
# What is said of an inspection that does not come.
_OFF = (
    r"(?:cancell?ed|called off|abandoned|withdrawn|stood down|dropped|discontinued"
    r"|(?:postponed|deferred) (?:indefinitely|until further notice))"
)
_IT = r"(?:it|this|(?:the|this) (?:fieldwork|inspection|re-?inspection|re-?visit|review|visit))"
# One of these is in whatever the patterns find, which take long to compile.
_STEMS = (
    "cancel", "called off", "abandon", "withdrawn", "stood down", "dropped", "discontinued",
    "postponed", "deferred", "no longer", " not ", "won't", "won\u2019t",
)  # fmt: skip
# Of its text, what is said of it, and not of leave, a notice or an older inspection.
_TEXT_OFF = (
    rf"(?i)(?:^|[.;:] +){_OFF}\b"
    rf"|\b{_IT} (?:has |is |was )?(?:now |since )?(?:been )?{_OFF}\b"
    rf"|\bhas (?:now |since )?{_OFF} {_IT}\b"
    r"|\bno longer (?:planned|to come|take place|go ahead|going (?:ahead|to take place))\b"
    r"|\b(?:will not|won['\u2019]t|is not|does not) (?:now )?"
    r"(?:take place|taking place|go ahead|going ahead)\b(?! (?:before|until|till))"
)
# Of its name, what stands apart.
_NAME_OFF = rf"(?i)^{_OFF} *[:(\u2013-]|[ (]{_OFF}\)?$"
# In figures, a length has no more days.
_MOST_DAYS = 99
_OF_LATE = dt.timedelta(366)


def find(case: Case) -> Iterator[Finding]:
    """Look at each date, and for inspections of the last paper that are gone."""
    facts = case.facts
    carried = how_to_change(facts, "forthcoming")
    for index, inspection in enumerate(facts.forthcoming):
        yield from _called_off(case, index, inspection, carried)
        yield from _its_days(case, index, inspection, carried)
        yield from _without_dates(case, index, inspection, carried)
        for trail, when, stale in _dates(inspection):
            place = facts.value_place(FILE, "forthcoming", index, *trail)
            if stale and when.last < facts.meeting and "forthcoming" not in inspection.notes:
                came = "if it took place, move it to since_last_meeting; if not"
                if trail == ("notification",):
                    came = f"if notice was given, delete this and say so in text; {came}"
                yield Finding(
                    place,
                    f"{inspection.name}: {when} is before the meeting on {long(facts.meeting)}",
                    f"{came}, give the new date, or answer with"
                    f"\nnotes: {{forthcoming: ...}}{carried}",
                )
            if when.is_week and when.first.weekday():
                fault = f"{long(when.first)} is a {when.first:%A}; a week commences on a Monday"
                monday = when.first - dt.timedelta(when.first.weekday())
                yield Finding(place, fault, f"write week commencing {monday.isoformat()}{carried}")
    told = {one.name for one in facts.forthcoming}
    told |= {one.name for one in facts.inspections.held}
    for inspection in facts.newest.forthcoming if facts.newest else ():
        if inspection.name not in told and "forthcoming" not in facts.paper.notes:
            yield Finding(
                facts.key_place(FILE, "forthcoming"),
                f"{inspection.name} was forthcoming in {paper_before(facts)} and is not mentioned",
                "say that it took place, or when it will; or answer in paper.yaml with\n"
                "notes: {forthcoming: ...}",
            )


def _called_off(
    case: Case, index: int, inspection: ForthcomingInspection, carried: str
) -> Iterator[Finding]:
    """Find an inspection of which name or text says that it does not come."""
    looks = (("name", inspection.name, _NAME_OFF), ("text", inspection.text or "", _TEXT_OFF))
    for key, said, look in looks:
        words = " ".join(said.split())  # a text may go on over several lines
        if "forthcoming" in inspection.notes or not any(one in words.lower() for one in _STEMS):
            continue
        if found := re.search(look, words):
            off = (re.search(rf"(?i){_OFF}", found[0]) or found)[0]
            yield Finding(
                case.facts.value_place(FILE, "forthcoming", index, key),
                f"{inspection.name} is listed as to come, and “{off}” is said of it",
                "if it does not come, delete it here and tell of it under background in paper.yaml;"
                f" or answer with\nnotes: {{forthcoming: ...}}{carried}",
            )


def _without_dates(
    case: Case, index: int, inspection: ForthcomingInspection, carried: str
) -> Iterator[Finding]:
    """Find an inspection of which only the name is given: that nothing is known is a statement."""
    given = (inspection.evidence_window_opens, inspection.notification, inspection.fieldwork)
    place = case.facts.value_place(FILE, "forthcoming", index, "name")
    if _has_passed(inspection, case.facts.meeting):
        yield Finding(
            place,
            f"the time in the name of {inspection.name} is before the meeting on"
            f" {long(case.facts.meeting)}",
            "if it took place, move it to since_last_meeting; if not, correct its name, or answer"
            f" with\nnotes: {{forthcoming: ...}}{carried}",
        )
    elif not any(given) and not inspection.text and "forthcoming" not in inspection.notes:
        fault = f"no date is given for {inspection.name}"
        hint = "give one; if none is known, write\nnotification: unknown"
        until = inspection.named_until
        if until and until >= case.facts.meeting:
            fault += " but in its name"
            hint = "give it as a date too, as in fieldwork: {starts: spring 2027}"
        else:
            fault += ", so the paper says that none is known yet"
        yield Finding(place, fault, f"{hint}{carried}", "hint")


def _has_passed(inspection: ForthcomingInspection, meeting: dt.date) -> bool:
    """Return whether the only time that is known of it is in its name, and has passed of late.

    A name with an older time may tell what is inspected, such as disorder in August 2024.
    """
    until = inspection.named_until
    is_known = inspection.window_opens or inspection.notice or inspection.begins
    if not until or is_known or "forthcoming" in inspection.notes:
        return False
    return bool(meeting - _OF_LATE <= until < meeting)


def _its_days(
    case: Case, index: int, inspection: ForthcomingInspection, carried: str
) -> Iterator[Finding]:
    """Find a beginning on one of several days in a row: they may be all the days that it takes."""
    begins = inspection.begins
    lasts = inspection.fieldwork.lasts if inspection.fieldwork else None
    if begins is None or lasts or begins.form != "range":
        return
    days = (begins.last - begins.first).days + 1
    if days > _MOST_DAYS or {one.form for one in begins.ends} != {"day"}:
        return
    yield Finding(
        case.facts.value_place(FILE, "forthcoming", index, "fieldwork", "starts"),
        f"{inspection.name} is said to begin {within(begins)}",
        f"if it takes place on all these days, write starts: {begins.first.isoformat()} and"
        f" lasts: {days} days{carried}",
        "hint",
    )


def _dates(inspection: ForthcomingInspection) -> Iterator[tuple[tuple[str, ...], When, bool]]:
    """Yield each date, and whether it is stale once it has passed: a window stays open."""
    if inspection.window_opens:
        yield ("evidence_window_opens",), inspection.window_opens, False
    if inspection.notice:
        yield ("notification",), inspection.notice, True
    if inspection.begins:
        yield ("fieldwork", "starts"), inspection.begins, True


RULE = Rule(
    id="forthcoming",
    severity="warning",
    says=(
        "What is forthcoming is still to come and not called off, a week commences on a Monday,"
        " nothing announced is forgotten, and where no date is given none is known (hint)."
    ),
    why="A date that has passed shows a list that nobody updated; members ask what took place.",
    source=PUBLISHED_PAPERS,
    example="`notification: early December 2025`, and a meeting on 11 December",
    message="PEEL 2025/27: early December 2025 is before the meeting on 11 December 2025",
    answer="`notes: {forthcoming: ...}` under the inspection or in paper.yaml.",
    find=find,
)
