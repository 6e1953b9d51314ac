"""Compare two texts word by word, and tell words from figures and what goes with them."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import vocabulary
from accepted import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

# Words that change with a figure or a date.
GLUE = frozenset((
    "a", "about", "afd", "afds", "afi", "afis", "after", "ago", "all", "an", "and", "applicable",
    "are", "area", "areas", "around", "audit", "audits", "been", "before", "being", "between",
    "both", "by", "cause", "causes", "come", "comes", "day", "days", "due", "each", "early",
    "expect", "expected", "fewer", "final", "first", "from", "give", "given", "gives", "has",
    "have", "in", "initiative", "initiatives", "inspection", "inspections", "is", "it", "item",
    "items", "late", "mid", "month", "months", "more", "no", "none", "of", "older", "on", "open",
    "or", "paper", "papers", "part", "parts", "recommendation", "recommendations", "reopened",
    "report", "reports", "same", "second", "taken", "the", "them", "theme", "themes", "these",
    "they", "third", "this", "to", "took", "total", "until", "was", "week", "weeks", "were",
    "which", "will", "year",
))  # fmt: skip


def is_counted(word: str) -> bool:
    return (
        bool(re.fullmatch(r"[\d,.%+-]+", word))
        or word in vocabulary.NUMBERS
        or word.capitalize() in vocabulary.MONTHS
        or word in GLUE
    )


def not_derived(old: str, new: str, *, strict: bool = False) -> set[str]:
    """Return the words in which two texts differ that are no numbers, dates or what goes with them.

    If strict, all of them.
    """
    a, b = tokens(old), tokens(new)
    words = set()
    for tag, first, last, start, end in codes(a, b):
        if tag != "equal":
            words |= {*a[first:last], *b[start:end]}
    # What only stands elsewhere in the sentence is no new word.
    more = (Counter(a) - Counter(b)) + (Counter(b) - Counter(a))
    return {word for word in words if word in more and (strict or not is_counted(word))}


def pieces(old: str, new: str) -> set[tuple[int, int, tuple[str, ...]]]:
    a, b = tokens(old), tokens(new)
    return {
        (first, last, tuple(b[start:end]))
        for tag, first, last, start, end in codes(a, b)
        if tag != "equal"
    }


def tokens(text: str) -> list[str]:
    return re.findall(r"[\d][\d,.]*\d|\d|[^\W\d_]+", fold(text).lower())


def codes(a: Sequence[str], b: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.3 else 0.0
