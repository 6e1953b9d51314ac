"""Sentences that a paper may print, each with what must hold where it stands.

A pattern is the sentence as printed, with what varies in pointed brackets, as in
`<count:n> (?:report has|reports have) been published`: a name, then its kind. All else is a
regular expression.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

import days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader import Place

MASK = "«[0-9]+»"
"""Stands for a text of the inputs, by its number."""
KINDS = {
    "n": r"\d+|one|none|no|One|None|No",
    "day": days.DAY,
    "when": rf"(?:on|in|from|between|since|by|the|week commencing|\d+|early|mid|late|spring|summer"
    rf"|autumn|winter|to|and|\d\d\d\d/\d\d|{days.MONTH}| )+?",
    "since": r"(?:[Ss]ince|[Ff]rom|[Oo]n|[Ii]n|[Bb]etween) [A-Za-z0-9/ ]+?",
    "text": MASK,
    "any": r".+?",
    "table": r"Table \d+",
    "figure": r"Figure \d+",
    "label": r"(?:Table|Figure) \d+",
    # Names, which are settings of the force; each is held against committee.yaml.
    "force": r"[A-Za-z’ ]+?",
    "force_name": r"[A-Za-z’ ]+?",
    "committee": r"[A-Za-z’ ]+?",
    "committee_name": r"[A-Za-z’ ]+?",
    "body": r"[A-Za-z’& ]+?",
    "body_name": r"[A-Za-z’& ]+?",
    "portal": r"[A-Za-z’ ]+?",
    "lesser": r"[a-z]+(?: [a-z]+){0,3}?",
    "lessers": r"[a-z]+(?: [a-z]+){0,3}?",
    "afi": r"[A-Z]+",
    "afis": r"[A-Z]+s",
}
NAMES = ("force", "force_name", "committee", "committee_name", "body", "body_name", "portal",
         "lesser", "lessers", "afi", "afis")  # fmt: skip
# What a sentence must have for a figure, date, comparison or tense to stand in it.
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve first second last both half all"
    " every none no each several once twice only alone"
)
_COMPARISONS = (
    "more fewer less than most least better worse late early overdue before after since until again"
    " already yet still remains remain returned moved same higher lower rose fell previous now"
)
_TENSES = (
    "was were has have had will would opened opens expect expected due began begins took takes"
    " became become closed"
)
SUSPECT = re.compile(
    rf"\d|\b(?:{'|'.join(f'{_NUMBERS} {_COMPARISONS} {_TENSES}'.split())}|{days.MONTH})\b",
    re.IGNORECASE,
)

Check = "Callable[[Place, dict[str, str]], Iterator[str]]"


class Pattern(NamedTuple):
    """A sentence that may be printed, and what holds it against the facts."""

    written: str
    regex: re.Pattern[str]
    check: Callable[[Place, dict[str, str]], Iterator[str]]


PATTERNS: list[Pattern] = []


def compiled(written: str) -> re.Pattern[str]:
    """Return the regular expression of a pattern."""
    count = itertools.count(1)

    def group(found: re.Match[str]) -> str:
        name, kind = found[1], found[2]
        if not kind:  # a name, which may stand twice in one sentence
            name, kind = f"{name}_{next(count)}", name
        return f"(?P<{name}>{KINDS[kind]})"

    return re.compile(re.sub(r"(?<!\?P)<(\w+)(?::(\w+))?>", group, written) + r"(?=\s|$)")


def misnamed(place: Place, said: dict[str, str]) -> Iterator[str]:
    """Yield a complaint for each name in a sentence that is not that of the force's settings."""
    for group, words in said.items():
        key = re.sub(r"_\d+$", "", group)
        if key in NAMES:
            right = place.facts.names[key]
            bare = re.sub("^[Tt]he ", "", right)
            if place.unmasked(words) not in (right, bare, f"The {bare}"):
                yield f"the name: it says {words}, the inputs say {right}"


def sentence(*written: str) -> Callable[..., Callable[..., Iterator[str]]]:
    """Say which sentences a check is for; it yields what is untrue in one."""

    def add(
        check: Callable[[Place, dict[str, str]], Iterator[str]],
    ) -> Callable[[Place, dict[str, str]], Iterator[str]]:
        PATTERNS.extend(Pattern(one, compiled(one), check) for one in written)
        return check

    return add


def number(word: str) -> int:
    """Return the number of a word or figure."""
    words = {"no": 0, "none": 0, "one": 1, "two": 2, "three": 3, "four": 4}
    return int(word) if word.isdigit() else words[word.lower()]


def same(what: str, said: object, right: object) -> Iterator[str]:
    """Yield a complaint unless what is said is right."""
    if said != right:
        yield f"{what}: it says {said}, the facts say {right}"


def could_be(what: str, said: str, right: object) -> Iterator[str]:
    """Yield a complaint unless a printed date means the same days as the one of the inputs."""
    yield from same(what, days.when(said), days.span(right))
