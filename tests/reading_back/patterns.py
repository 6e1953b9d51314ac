"""Sentences that a paper may print, each with what must hold where it stands.

A pattern is the sentence as printed, with what varies in pointed brackets, as in
`<count:n> (?:report has|reports have) been published`: a name, then its kind. All else is a
regular expression. A name alone in brackets, as in <force>, is a setting of the force's: one of
`Facts.names` in raw_facts.py.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader import Place

MASK = "«[0-9]+»"
"""Stands for a text of the inputs, by its number."""
KINDS = {
    "n": r"\d{1,3}(?:,\d{3})+|\d+|one|none|no|One|None|No",
    "day": days.DAY,
    "when": rf"(?:on|in|from|between|since|by|the|week commencing|\d+|early|mid|late|spring|summer"
    rf"|autumn|winter|to|and|or|\d\d\d\d/\d\d|{days.MONTH}| )+?",
    "since": r"(?:[Ss]ince|[Ff]rom|[Oo]n|[Ii]n|[Bb]etween) [A-Za-z0-9/ ]+?",
    "text": MASK,
    "any": r".+?",
    "table": r"Table \d+",
    "figure": r"Figure \d+",
    "label": r"(?:Table|Figure) \d+",
}
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
    check: Callable[[Place, dict[str, str]], Iterator[str]]


PATTERNS: list[Pattern] = []


@cache
def compiled(written: str, names: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return the regular expression of a pattern, for what things are called in a paper."""
    called = dict(names)

    def group(found: re.Match[str]) -> str:
        if found[2]:
            return f"(?P<{found[1]}>{KINDS[found[2]]})"
        if found[1] not in called:
            raise LookupError(f"<{found[1]}> is none of {', '.join(called)}: {written}")
        bare = re.sub("^[Tt]he ", "", called[found[1]])
        return "(?:" + "|".join(map(re.escape, (called[found[1]], f"The {bare}", bare))) + ")"

    return re.compile(re.sub(r"(?<!\?P)<(\w+)(?::(\w+))?>", group, written) + r"(?=\s|$)")


def sentence(*written: str) -> Callable[..., Callable[..., Iterator[str]]]:
    """Say which sentences a check is for; it yields what is untrue in one."""

    def add(
        check: Callable[[Place, dict[str, str]], Iterator[str]],
    ) -> Callable[[Place, dict[str, str]], Iterator[str]]:
        PATTERNS.extend(Pattern(one, check) for one in written)
        return check

    return add


def number(word: str) -> int:
    """Return the number of a word or figure."""
    words = {"no": 0, "none": 0, "one": 1, "two": 2, "three": 3, "four": 4}
    figures = word.replace(",", "")
    return int(figures) if figures.isdigit() else words[word.lower()]


def same(what: str, said: object, right: object) -> Iterator[str]:
    """Yield a complaint unless what is said is right."""
    if said != right:
        yield f"{what}: it says {said}, the facts say {right}"


def could_be(what: str, said: str, right: object) -> Iterator[str]:
    """Yield a complaint unless a printed date means the same days as the one of the inputs."""
    yield from same(what, days.when(said), days.span(right))


def seen(place: Place, said: dict[str, str], words: str) -> Iterator[str]:
    """Hold the number of a paragraph against the paragraph that it leads to."""
    if "see" in said and place.numbered:
        what, _, number = said["see"].rpartition(" ")
        yield from same("what is seen", what, "paragraph")
        if not re.search(words, told := place.numbered.get(number, "")):
            yield f"paragraph {number} is about something else: {told[:60]!r}"
