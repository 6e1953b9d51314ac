"""The rule `applicable`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.problems import counted
from jacpaper.project.layout import REPORTS
from jacpaper.rules.rule import ARITHMETIC, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.files import Report
    from jacpaper.hmicfrs.rules.case import Case

ID, FILE = "applicable", REPORTS
# Bodies that reports ask something of, beside police forces; and words for a force.
_OTHERS = (
    r"(?i)\b(?:college|home office|home secretary|npcc|council|councils|ministry|government|cps"
    r"|crown prosecution service|iopc|department|nhs|probation|local authorit(?:y|ies)"
    r"|policing bod(?:y|ies)|national crime agency|nca|border force|hmcts"
    r"|ofsted|youth justice board|care quality commission|commissioners?|companies)\b"
)
_FORCES = re.compile(
    r"(?i)\b(?:forces?|chief (?:constables?|officers?)|constabular(?:y|ies)"
    r"|police(?! and crime| chiefs))\b"
)


def find(case: Case) -> Iterator[Finding]:
    """Compare the counts of each report's recommendations with each other, and with its list."""
    for index, report in enumerate(case.facts.reports.reports):
        made = report.recommendations
        if made and made.applicable > made.made:
            yield Finding(
                case.facts.value_place(FILE, "reports", index, "recommendations", "applicable"),
                f"{made.applicable} recommendations are said to be applicable of {made.made} made",
                "correct one of the two",
            )
        if made and made.texts and len(made.texts) != made.applicable:
            yield Finding(
                case.facts.value_place(FILE, "reports", index, "recommendations", "texts"),
                f"{counted(len(made.texts), 'recommendation is', 'recommendations are')} listed,"
                f" but {made.applicable} said to be applicable",
                "complete the list, or correct the number",
            )
        if ID not in report.notes:
            yield from _to_others(case, index, report)


def _to_others(case: Case, index: int, report: Report) -> Iterator[Finding]:
    """Find an addressee that is not the force, though the applicable ones are the force's."""
    made = report.recommendations
    if made is None or _is_of_force(case, made.addressed_to):
        return
    if not re.search(_OTHERS, made.addressed_to):
        return
    fault = f"the paper says that none is applicable to {made.addressed_to}"
    if made.applicable:
        has = counted(made.applicable, "that is", "that are")
        fault = f"{has} addressed to {made.addressed_to} would count as the force's"
    yield Finding(
        case.facts.value_place(FILE, "reports", index, "recommendations", "addressed_to"),
        fault,
        "write as applicable how many are for the force, delete addressed_to, and say in the"
        f" summary who is asked; or answer with\nnotes: {{{ID}: ...}}",
        "warning",
    )


def _is_of_force(case: Case, addressed_to: str) -> bool:
    """Return whether recommendations are addressed to police forces too, or to this one by name."""
    force = case.facts.committee.force
    names = (force.name, force.short)
    # The Border Force is no police force.
    others_left_out = re.sub(r"(?i)border force", "", addressed_to)
    return bool(_FORCES.search(others_left_out)) or any(name in addressed_to for name in names)


RULE = Rule(
    id=ID,
    severity="error",
    says=(
        "No more recommendations apply than were made, and a list has as many as its count; those"
        " that apply are addressed to the force, alone or with others (warning)."
    ),
    why="The paper prints the counts beside the list; members see at once that they differ.",
    source=ARITHMETIC,
    example="`recommendations: {made: 3, applicable: 4}`",
    message="4 recommendations are said to be applicable of 3 made",
    answer="Correct the figures, or the addressee; or `notes: {applicable: ...}` under the report.",
    find=find,
)
