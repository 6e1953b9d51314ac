"""The rule `stated-twice`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.project.layout import INSPECTIONS, PAPER, REPORTS
from jacpaper.rules.rule import Finding, Rule
from jacpaper.rules.texts import address, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jacpaper.hmicfrs.rules.case import Case
    from jacpaper.text.yaml_source import Trail

ID = "stated-twice"

# Such as 1. and (1) and 1: and 1 -, alone or after AFI or Recommendation.
_NUMBER = (
    r"(?i)((?:AFI|area for improvement|rec(?:ommendation)?)\.? )?"
    r"\(?(\d{1,3})(?:[.):]+(?!\d)\s*|(?<!\d{3})\s[-\u2013]\s)"
)
# Such as a) and (iv) and i. and 1.2, of which one alone may be something else.
_LETTER = r"\(?(?:[a-h]|[ivx]{1,4})\)\s|[ivx]{1,4}\.\s|\d{1,2}(?:\.\d{1,2})+\.?\s(?=[A-Z])"


class _Stated(NamedTuple):
    """Something that a file states: where, in which words, and the answers given to it."""

    trail: Trail
    name: str
    notes: Mapping[str, str]
    more: str = ""
    """What tells it from others of the same name."""

    @property
    def folded(self) -> str:
        """Its words as they are compared."""
        return folded(f"{self.name} {self.more}")


def find(case: Case) -> Iterator[Finding]:
    """Look for the same report, finding, cause or inspection in one list."""
    yield from _reports(case)
    yield from _findings(case)
    yield from _inspectorates(case)
    named = [
        _Stated(("causes_of_concern", n, "name"), one.name, one.notes)
        for n, one in enumerate(case.facts.paper.causes)
    ]
    yield from _twice(case, PAPER, named, "under the cause of concern")
    named = [
        _Stated(("forthcoming", n, "name"), one.name, one.notes)
        for n, one in enumerate(case.facts.inspections.to_come)
    ]
    yield from _twice(case, INSPECTIONS, named, "under the inspection")
    held = case.facts.inspections.held
    answers = case.facts.paper.notes
    named = [
        _Stated(("since_last_meeting", n, "name"), one.name, answers, str(one.when))
        for n, one in enumerate(held)
    ]
    yield from _twice(case, INSPECTIONS, named, "in paper.yaml")


def _reports(case: Case) -> Iterator[Finding]:
    reports = case.facts.reports.reports
    titles = [
        _Stated(("reports", n, "title"), one.title, one.notes, one.subtitle or "")
        for n, one in enumerate(reports)
    ]
    yield from _twice(case, REPORTS, titles, "under the report")
    first: dict[str, int] = {}
    for number, one in enumerate(reports):
        before = first.setdefault(address(one.url), number)
        # Of a report that stands twice with all it has, its title says so.
        same = titles[before].folded == titles[number].folded
        if before != number and not same and ID not in one.notes:
            yield Finding(
                case.facts.value_place(REPORTS, "reports", number, "url"),
                f"this is the address of “{reports[before].title}” too",
                "copy this report's own address, or answer with"
                f" notes: {{{ID}: ...}} under the report",
            )


def _inspectorates(case: Case) -> Iterator[Finding]:
    """The inspectorate whose reports these are takes part in each; `joint_with` has others."""
    own = case.facts.committee.inspectorate
    for number, one in enumerate(case.facts.reports.reports):
        for index, name in enumerate(one.joint_with):
            if folded(name) in (folded(own.short), folded(own.name)):
                yield Finding(
                    case.facts.value_place(REPORTS, "reports", number, "joint_with", index),
                    f"{name} took part anyway: these are its reports",
                    "delete it here; joint_with names the others",
                )


def _findings(case: Case) -> Iterator[Finding]:
    for number, one in enumerate(case.facts.reports.reports):
        texts: dict[Trail, tuple[str, ...]] = {
            ("areas_for_improvement",): one.areas_for_improvement,
            ("recommendations", "texts"): one.recommendations.texts if one.recommendations else (),
        }
        for key, given in texts.items():
            named = [
                _Stated(("reports", number, *key, n), text, one.notes)
                for n, text in enumerate(given)
            ]
            yield from _twice(case, REPORTS, named, "under the report")
            yield from _numbered(case, named)


def _numbered(case: Case, stated: Sequence[_Stated]) -> Iterator[Finding]:
    """Ask about findings that were copied with their numbers: the paper numbers them anyway."""
    letters = [re.match(_LETTER, one.name) for one in stated]
    found = [re.match(_NUMBER, one.name) for one in stated]
    values = [int(one[2]) if one else 0 for one in found]
    several = len(stated) > 1
    # A selection of the report's leaves some out.
    rise = several and all(values) and values == sorted({*values})
    copied = [
        one if one and (rise or one[1] or int(one[2]) == index) else None
        for index, one in enumerate(found, 1)
    ]
    copied = letters if several and all(letters) else copied
    for index, (one, number) in enumerate(zip(stated, copied, strict=True), 1):
        if number and ID not in one.notes:
            yield Finding(
                case.facts.value_place(REPORTS, *one.trail),
                f"two numbers would stand here: {index}. and “{number[0].strip()}”",
                f"delete the number, or say why with notes: {{{ID}: ...}} under the report",
            )


def _twice(case: Case, file: str, stated: Iterable[_Stated], answered: str) -> Iterator[Finding]:
    """Ask about each whose words, folded, stand further up in the list already."""
    first: dict[str, Trail] = {}
    for one in stated:
        before = first.setdefault(one.folded, one.trail)
        if before == one.trail or ID in one.notes:
            continue
        line = case.facts.value_place(file, *before).line
        shown = case.facts.value_place(file, *one.trail)
        yield Finding(
            shown,
            f"“{one.name[:60]}” is in this list already, on line {line}",
            f"delete one of them, or say why with notes: {{{ID}: ...}} {answered}",
        )


RULE = Rule(
    id=ID,
    severity="warning",
    says=(
        "A report, finding, cause of concern or inspection stands in its list once, and the"
        " inspectorate itself not among the others that took part; findings have no numbers of"
        " their own."
    ),
    why="What stands twice is counted twice: a block was copied for the next and not changed.",
    source="mistakes in drafts",
    example="Two reports with one address",
    message="this is the address of “One more” too",
    answer="`notes: {stated-twice: ...}` under the second one.",
    find=find,
)
