"""The rule `initials`."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from jacpaper.facts.committee import CommitteeFile
from jacpaper.facts.value_types import Mark
from jacpaper.facts.walk import marked
from jacpaper.project.layout import COMMITTEE
from jacpaper.rules.reading import CAPITALS
from jacpaper.rules.rule import STYLE_GUIDE, Finding, Rule
from jacpaper.rules.texts import texts_of
from jacpaper.rules.wording import is_slip
from jacpaper.tree.elements import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.hmicfrs.rules.case import Case
    from jacpaper.problems import Place
    from jacpaper.tree.elements import Element

# What everybody reads without its long form.
_KNOWN = {"HMI", "HMIC", "PCC", "CPS", "NHS", "BBC", "GOV", "PDF"}
# What the rule `unfinished` asks about.
_KNOWN |= {"TBC", "TBA", "TBD", "TBN", "TODO", "FIXME", "XXX"}
_INITIALS = re.compile(r"\b([A-Z]{3,})s?\b")
_BRACKET = re.compile(r"\(([^()]*)\)")
# So many words before a bracket are looked at for what initials in it stand for.
_WORDS_BEFORE = 12


def find(case: Case) -> Iterator[Finding]:
    """Look for initials that are used in the paper before they are expanded, each once."""
    words = _Words(case)
    committee = case.facts.committee
    name = committee.inspectorate.short
    met = _KNOWN | set(committee.initials)
    for block in case.blocks:
        text = block.text
        used = [found for found in _INITIALS.findall(text) if found not in met]
        if not used or block.class_name == "marking":
            continue
        expanded = _expanded(text)
        met.update(expanded)
        if block.tag in HEADINGS:
            continue
        asked = [found for found in used if found not in expanded and not is_slip(found, name)]
        for initials in words.of_the_officer(asked, block):
            if initials not in met:
                met.add(initials)
                yield _finding(case, words, initials, block)


class _Words:
    """Whose words initials are: those of the officer and the template, or of others."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names and findings that are given by others, the longest first."""
        facts = self.case.facts
        names = [facts.committee.force.name, facts.committee.force.short]
        names += [facts.committee.committee.name, facts.committee.committee.short]
        for report in facts.reports.reports:
            names += [report.title, report.subtitle or "", *report.areas_for_improvement]
            names += report.recommendations.texts if report.recommendations else ()
            names += report.grades
        names += [cause.name for cause in facts.causes_of_concern]
        names += [one.name for one in facts.inspections.held]
        names += [one.name for one in facts.forthcoming]
        names += [one.report for one in facts.counts.by_report]
        return tuple(sorted({name for name in names if name}, key=len, reverse=True))

    @cached_property
    def of_register(self) -> set[str]:
        """All initials in the register, whose words are the inspectorate's or the force's."""
        kept = self.case.facts.register
        cells = (" ".join(texts_of(item)) for item in (kept.items if kept else ()))
        return {found for cell in cells for found in _INITIALS.findall(cell)}

    def of_the_officer(self, asked: list[str], block: Element) -> list[str]:
        """Return those of the initials that stand outside names and cells of the register."""
        if not asked:
            return []
        text = block.text
        if text.isupper() and " " in text:
            return []  # all of it is in capitals
        for name in self.names:
            text = text.replace(name, " ")
        text = CAPITALS.sub(" ", text)  # the rule `reading` asks about these
        left = set(_INITIALS.findall(text))
        if block.tag in ("th", "td"):
            left -= self.of_register
        return [initials for initials in asked if initials in left]


def _expanded(text: str) -> set[str]:
    """Return the initials that a text expands: before a bracket, or after them in one."""
    found: set[str] = set()
    for bracket in _BRACKET.finditer(text):
        before, inside = text[: bracket.start()], bracket[1]
        for initials in _INITIALS.findall(inside):
            is_alone = inside in (initials, f"{initials}s")
            if is_alone or _stands_for(initials, before):
                found.add(initials)
        if last := re.search(r"\b([A-Z]{3,})s?\s*$", before):
            found |= {last[1]} if _stands_for(last[1], inside) else set()
    return found


def _stands_for(initials: str, words: str) -> bool:
    """True if the initials are those of the words, in their order; small words may be left out."""
    letters = iter([word[0].upper() for word in re.findall(r"\w+", words)[-_WORDS_BEFORE:]])
    return all(letter in letters for letter in initials)


def _finding(case: Case, words: _Words, initials: str, block: Element) -> Finding:
    return Finding(
        _place(case, words, initials, block.place),
        f"{initials} is used before it is written out in full",
        f"at its first use, write the words and then ({initials}); or, if members know it, add"
        f"\ninitials: [{initials}] in committee.yaml",
    )


def _place(case: Case, words: _Words, initials: str, otherwise: Place) -> Place:
    """Return the place of the first text, other than a name, that has the initials.

    It may be a term of this meeting's files, or stand in committee.yaml.
    """
    is_there = re.compile(rf"\b{initials}s?\b").search
    for text, place in (*case.texts, *_further(case)):
        if is_there(text) and text not in words.names:
            return place
    return otherwise


def _further(case: Case) -> Iterator[tuple[str, Place]]:
    """Yield what else is typed and printed, with its place."""
    facts = case.facts
    for one in case.typed(Mark.CODE):
        if isinstance(one.value, str):
            yield one.value, facts.value_place(one.file, *one.trail)
    source = facts.sources[f"inputs/{COMMITTEE}"]
    for trail, value, _ in marked(CommitteeFile, source.data):
        if isinstance(value, str):
            yield value, source.value_place(trail)


RULE = Rule(
    id="initials",
    severity="warning",
    says="Initials are expanded at first use, unless committee.yaml says that members know them.",
    why="Members who meet initials unexplained do not ask, and do not follow.",
    source=STYLE_GUIDE,
    example="`background: We are preparing for PEEL.`",
    message="PEEL is used before it is written out in full",
    answer="Write the words and then (PEEL), or `initials: [PEEL]` in committee.yaml.",
    find=find,
)
