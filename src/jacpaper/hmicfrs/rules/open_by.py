"""The rule `open-by`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.problems import nearest
from jacpaper.project.layout import OPEN_COUNTS
from jacpaper.rules.rule import ARITHMETIC, Finding, Rule
from jacpaper.text.comparing import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jacpaper.hmicfrs.rules.case import Case

ID = "open-by"
FILE = OPEN_COUNTS
_ANSWER = f"or answer in paper.yaml with notes: {{{ID}: ...}}"


def find(case: Case) -> Iterator[Finding]:
    """Hold the counts by status and rating against the total, the register and the last paper."""
    counts, last = case.facts.counts, case.facts.last
    before = last.counts.open_by if last else None
    for kind in ("status", "rating"):
        now: Mapping[str, int] = getattr(counts.open_by, kind, {})
        then: Mapping[str, int] = getattr(before, kind, {})
        if now:
            yield from _against_the_total(case, kind, now)
            yield from _against_the_register(case, kind)
        if then and ID not in case.facts.paper.notes:
            yield from _against_the_last_paper(case, kind, now, then)


def _against_the_total(case: Case, kind: str, now: Mapping[str, int]) -> Iterator[Finding]:
    total, made = sum(case.facts.counts.by_year.values()), sum(now.values())
    if made != total:
        yield Finding(
            case.facts.key_place(FILE, "open_by", kind),
            f"the counts by {kind} add up to {made}, but {total} are open by report year",
            "correct one of the figures; what is closed is in neither",
            "error",
        )


def _against_the_register(case: Case, kind: str) -> Iterator[Finding]:
    if case.facts.register and kind in case.facts.paper.open_items_by:
        yield Finding(
            case.facts.key_place(FILE, "open_by", kind),
            f"what is open by {kind} is counted in the register already",
            f"delete it here, or take {kind} out of open_items_by in paper.yaml",
            "error",
        )


def _against_the_last_paper(
    case: Case, kind: str, now: Mapping[str, int], then: Mapping[str, int]
) -> Iterator[Finding]:
    """Ask about what is no longer given, and about a name that is spelt otherwise."""
    if not now:
        counted_there = case.facts.register and kind in case.facts.paper.open_items_by
        if not counted_there and any(case.facts.counts.by_year.values()):
            place = case.facts.value_place(FILE)
            fault = f"the last paper has what is open by {kind}, and this one has not"
            yield Finding(place, fault, f"give open_by: {{{kind}: ...}}, {_ANSWER}")
        return
    named = {comparable(name) for name in now}
    before = {comparable(name): name for name in then}
    gone = {key: name for key, name in before.items() if key not in named}
    for name in now:
        near = nearest(comparable(name), gone)
        if comparable(name) not in before and near:
            yield Finding(
                case.facts.key_place(FILE, "open_by", kind, name),
                f"“{name}” is not in the last paper, which has “{gone[near]}”",
                f"if they are the same, write {gone[near]}, {_ANSWER}",
            )


RULE = Rule(
    id=ID,
    severity="warning",
    says=(
        "Counts by status or rating add up to what is open, and are not in the register too"
        " (errors); they go on from the last paper, under the same names."
    ),
    why="Two tables of the same items with two totals: members ask which one is right.",
    source=ARITHMETIC,
    example="`open_by: {status: {In progress: 9}}`, where 15 are open",
    message="the counts by status add up to 9, but 15 are open by report year",
    answer="Correct a figure or a name, or `notes: {open-by: ...}` in paper.yaml.",
    find=find,
)
