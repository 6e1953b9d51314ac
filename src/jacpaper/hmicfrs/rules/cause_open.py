"""The rule `cause-open`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.hmicfrs.rules.older_papers import how_to_change, paper_before
from jacpaper.language.english import listed
from jacpaper.problems import counted
from jacpaper.project.layout import PAPER, REPORTS
from jacpaper.rules.rule import PUBLISHED_PAPERS, Finding, Rule
from jacpaper.text.dates import long

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.hmicfrs.causes import CauseOfConcern
    from jacpaper.hmicfrs.rules.case import Case
    from jacpaper.problems import Place

ID, FILE = "cause-open", PAPER
# A cause of concern that a report raised, as its summary tells of it.
_CAUSE = (
    r"(?i)\b(?:an?|one|two|three|four|[1-9]|raised|issued|accelerated|new)\s(?:\w+\s){0,2}"
    r"(?:causes?\sof\sconcern|CoCs?)\b"
)
# Words of a sentence on one that there is not, or is not any more, or that others have.
_OVER = (
    r"(?i)\b(?:no|not|none|nor|never|without|clos\w+|remov\w+|discharg\w+|lift\w*|sign\w*|end\w*"
    r"|resolv\w+|address\w*|former|formerly|previous\w*|earlier|last|old|replac\w+|rather|instead"
    r"|avoid\w*|could|may|might|would|if|other|forces|since|after|follow\w*"
    r"|is (?:now )?met|verg\w+"
    r"|progress (?:\w+ )?(?:against|on|towards?|with)|(?:was|were|been) an?(?: \w+)? cause)\b"
    r"|n['\u2019]t\b"
)
# Words that say so too, but where the sentence tells who raised it.
_MAY_BE_OVER = r"(?i)\b(?:satisf\w+|complet\w+|revisit\w*|national\w*|potential|short of)\b"
_RAISED = (
    r"(?i)\b(?:raised|issued|gave|made|identified)\s(?:\w+\s){0,4}(?:causes?\sof\sconcern|CoCs?)\b"
)


def find(case: Case) -> Iterator[Finding]:
    """Look at each cause of concern, and for those of the last paper that are gone."""
    facts = case.facts
    carried = how_to_change(facts, "causes_of_concern")
    for found in _now(case):
        yield found._replace(hint=f"{found.hint}{carried}")
    told = {cause.name for cause in facts.causes_of_concern}
    for cause in (facts.newest.causes_of_concern if facts.newest else None) or ():
        if not cause.closed and cause.name not in told and ID not in facts.paper.notes:
            yield Finding(
                facts.key_place(FILE, "causes_of_concern"),
                f"the cause of concern {cause.name} was open in {paper_before(facts)} and is not"
                " mentioned",
                "keep it once more with open_recommendations: 0 and closed: DATE, or answer in"
                f" paper.yaml with\nnotes: {{{ID}: ...}}",
            )


def _now(case: Case) -> Iterator[Finding]:
    """Look at what this paper says of each cause, and of all of them together."""
    for index, cause in enumerate(case.facts.causes_of_concern):
        yield from _cause(case, index, cause)
        if ID not in cause.notes:
            yield from _and_its_report(case, index, cause)
    yield from _room(case)
    yield from _told_of(case)


def _told_of(case: Case) -> Iterator[Finding]:
    """A new report on the force does not tell of a cause that the paper says there is not."""
    facts = case.facts
    if facts.causes_of_concern or "causes_of_concern" in facts.not_known:
        return
    for index, report in enumerate(facts.reports.reports):
        is_new = report.force_specific and not report.followed_up
        if not is_new or ID in report.notes or not _tells_of_one(str(report.summary or "")):
            continue
        yield Finding(
            facts.value_place(REPORTS, "reports", index, "summary"),
            f"“{report.title}” tells of a cause of concern, and the paper says that none is open",
            f"add it to causes_of_concern in paper.yaml, or say why with notes: {{{ID}: ...}}",
        )


def _tells_of_one(summary: str) -> bool:
    sentences = re.split(r"[.;!?]\s+|\n\s*\n", summary)
    return any(re.search(_CAUSE, one) and not _is_over(one) for one in sentences)


def _is_over(sentence: str) -> bool:
    """Return whether a sentence tells of a cause that the force has not, or not any more."""
    may_be = re.search(_MAY_BE_OVER, sentence) and not re.search(_RAISED, sentence)
    return bool(re.search(_OVER, sentence) or may_be)


def _cause(case: Case, index: int, cause: CauseOfConcern) -> Iterator[Finding]:
    facts = case.facts
    place = facts.value_place(FILE, "causes_of_concern", index, "open_recommendations")
    number = cause.still_open
    yield from _days(case, index, cause)
    if cause.closed and number:
        items = counted(number, "recommendation is", "recommendations are")
        fault = f"{cause.name} is closed, but {items} open"
        yield Finding(place, fault, "correct one of the two", "error")
    if not cause.closed and number == 0 and ID not in cause.notes:
        yield Finding(
            place,
            f"{cause.name} is said to be open, but none of its recommendations is",
            "say when it was closed with closed: DATE, or answer with notes: {cause-open: ...}",
        )
    if number is not None and cause.made is not None and number > cause.made:
        made = counted(cause.made, "recommendation was", "recommendations were")
        fault = f"{cause.name} has {number} open, but only {made} made"
        yield Finding(place, fault, "correct one of the figures", "error")


def _and_its_report(case: Case, index: int, cause: CauseOfConcern) -> Iterator[Finding]:
    """A cause and the listed report that raised it tell of the same recommendations."""
    facts, answer = case.facts, f"or say why with notes: {{{ID}: ...}} under the cause"
    title = cause.raised_by or ""
    report = next((one for one in facts.reports.reports if one.title == title), None)
    if report is None or cause.closed:
        return
    if report.followed_up and not (report.recommendations or report.areas_for_improvement):
        return  # what it asked is not told again
    if cause.on_portal != report.on_portal and cause.still_open != 0:
        told = "are" if cause.on_portal else "are not"
        fault = f"the recommendations of {cause.name} {told} on the portal, but what “{title}” asks"
        fault += f" for {'is not' if cause.on_portal else 'is'}"
        place = facts.value_place(FILE, "causes_of_concern", index, "raised_by")
        hint = f"write on_portal: false under both, or under neither, {answer}"
        yield Finding(place, fault, hint)
    applicable = report.recommendations.applicable if report.recommendations else 0
    if cause.made is not None and cause.made > applicable:
        place = facts.value_place(FILE, "causes_of_concern", index, "recommendations")
        fault = f"{cause.name} was raised with {counted(cause.made, 'recommendation')}, but"
        fault += f" “{title}” has {applicable} for the force"
        yield Finding(place, fault, f"correct one of the figures, {answer}")


def _room(case: Case) -> Iterator[Finding]:
    """Causes cannot have more open than all that is open: of their year, and altogether."""
    facts, counts = case.facts, case.facts.counts.by_year
    fits: dict[int | None, list[CauseOfConcern]] = {}
    for index, cause in enumerate(facts.causes_of_concern):
        if not cause.still_open or not cause.on_portal:
            continue
        for year in dict.fromkeys((cause.report_year, None)):
            room = sum(counts.values()) if year is None else counts.get(year, 0)
            # A cause that is too many by itself is so whatever the others have.
            others = fits.setdefault(year, []) if cause.still_open <= room else []
            number = sum(one.still_open or 0 for one in (*others, cause))
            if number > room:
                place = facts.value_place(FILE, "causes_of_concern", index, "open_recommendations")
                yield _too_many(place, (*others, cause), number, room, year)
                break
            others.append(cause)


def _too_many(
    place: Place, causes: Sequence[CauseOfConcern], number: int, room: int, year: int | None
) -> Finding:
    when = "" if year is None else f" for {year}"
    items = counted(room, "item is", "items are")
    names = listed(cause.name for cause in causes)
    have = f"have {number} open together" if len(causes) > 1 else f"has {number} open"
    hint = "correct one of the figures; or if they are not on the portal yet, write"
    hint += "\non_portal: false under the cause"
    return Finding(place, f"{names} {have}, but only {items} open{when}", hint, "error")


def _days(case: Case, index: int, cause: CauseOfConcern) -> Iterator[Finding]:
    """Nothing has happened yet after the meeting; what is closed was raised before."""
    facts = case.facts
    for key, when in (("raised", cause.raised), ("closed", cause.closed)):
        if when and when.first > facts.meeting:
            where = facts.value_place(FILE, "causes_of_concern", index, key)
            fault = f"{cause.name} is {key} after the meeting on {long(facts.meeting)}"
            yield Finding(where, fault, "correct the date", "error")
    if cause.raised and cause.closed and cause.closed.last < cause.raised.first:
        where = facts.value_place(FILE, "causes_of_concern", index, "closed")
        fault = f"{cause.name} was closed before it was raised"
        yield Finding(where, fault, "correct one of the dates", "error")


RULE = Rule(
    id=ID,
    severity="warning",
    says=(
        "A cause of concern is open if and only if one of its recommendations is, and does not"
        " vanish; its figures and dates agree, with each other and with the report that raised it;"
        " and where the paper has none, no new report on the force tells of one."
    ),
    why="It is the gravest finding: members follow each until they are told that it is closed.",
    source=PUBLISHED_PAPERS,
    example="`causes_of_concern: none`, while Custody was open in the last paper",
    message="the cause of concern Custody was open in the last paper and is not mentioned",
    answer="`closed: DATE`, or `notes: {cause-open: ...}` under the cause or in paper.yaml.",
    find=find,
)
