"""The rules for a paper of any kind, and what rules find in a paper."""

from __future__ import annotations

import re
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jacpaper.facts.value_types import Mark
from jacpaper.problems import Problem, did_you_mean, in_order
from jacpaper.rules import exempt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.rules.rule import AnyCase, CaseOf, Finding, Rule


def found_in(folder: Path, package: str) -> tuple[Rule[Any], ...]:
    """Return the RULE of each module of a folder that has one, in the order of their names."""
    files = [path for path in folder.iterdir() if path.suffix == ".py"]
    # Editors keep copies beside a file, under names that no module has.
    names = {path.stem for path in files if path.stem.isidentifier()} - {"__init__", "table"}
    modules = [import_module(f"{package}.{name}") for name in sorted(names)]
    return tuple(module.RULE for module in modules if hasattr(module, "RULE"))


RULES: tuple[Rule[Any], ...] = found_in(Path(__file__).parent, "jacpaper.rules")
_NOT_QUOTED = "what is found here has words that only exempt items have, so it is not quoted"


def check(case: CaseOf, rules: Sequence[Rule[CaseOf]]) -> tuple[Problem, ...]:
    """Return all that rules find in a paper, in the order of files and lines."""
    found = [_problem(rule, finding) for rule in rules for finding in rule.find(case)]
    ids = [rule.id for rule in rules]
    return in_order(_discreet(case, [*found, *case.facts.questions, *_unknown_notes(case, ids)]))


def _problem(rule: Rule[Any], finding: Finding) -> Problem:
    severity = finding.severity or rule.severity
    return Problem(finding.place, finding.message, finding.hint, severity, rule.id)


def _discreet(case: AnyCase, found: list[Problem]) -> Iterator[Problem]:
    """Yield the problems, but for exempt words only that error: others would quote the words."""
    lines = {
        (one.place.file, one.place.line)
        for one in found
        if one.rule == exempt.RULE.id and one.severity == "error"
    }
    others = [
        one
        for one in found
        if one.rule != exempt.RULE.id and (one.place.file, one.place.line) not in lines
    ]
    yield from (one for one in found if one.rule == exempt.RULE.id)
    yield from _not_quoting(case, others)


def _not_quoting(case: AnyCase, found: list[Problem]) -> Iterator[Problem]:
    """Yield the problems; those with exempt words without them, since answers are printed."""
    words = chain.from_iterable((one.message, one.hint, one.place.excerpt) for one in found)
    if not exempt.find_in(case, words):
        yield from found
        return
    from jacpaper.register.reading.exempt import discreet  # noqa: PLC0415 - seldom needed

    for one in found:
        unquoted = re.sub(r"\".*\"", '"<the words there>"', discreet(one.hint))
        yield one._replace(
            message=_sayable(case, one.message, discreet(one.message)) or _NOT_QUOTED,
            hint=_sayable(case, one.hint, unquoted),
            place=one.place._replace(excerpt=_sayable(case, one.place.excerpt)),
        )


def _sayable(case: AnyCase, *texts: str) -> str:
    """Return the first of some texts that has no words of exempt items, or nothing."""
    return next((text for text in texts if not exempt.find_in(case, [text])), "")


def _unknown_notes(case: AnyCase, ids: Sequence[str]) -> Iterator[Problem]:
    """An answer to a rule that this paper does not have would be printed, and answer nothing."""
    for file, trail, notes in case.typed(Mark.ANSWERS):
        for note in notes:
            if note not in ids:
                place = case.facts.key_place(file, *trail, note)
                hint = did_you_mean(note, ids) or "`jacpaper rules` lists them"
                yield Problem(place, f'no rule for this paper is called "{note}"', hint)
