"""A quick look at a text: may it hold a mark that something is not for the public?

Few texts may. The patterns that then decide, in `restrictions`, take so long to compile that a
check of a short paper would notice it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from jacpaper.text.comparing import alike, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jacpaper.register.reading.tables import Value

MARKS = ("exempt", "restricted", "confidential", "private", "sensitive", "secret")
# What may be a mark as the first word of a text, as in `Restricted: ...`.
_FIRST = (*MARKS, "part")
# In capitals these are marks wherever they stand.
_IN_CAPITALS = (
    *MARKS, "official", "nfp", "embargoed", "redacted", "withheld", "tlp",
    "off sen", "off-sen", "offsen", "confidence", "eithriedig", "cyfrinachol", "cyfyngedig",
)  # fmt: skip
# A full stop of these ends no sentence, as in `para. 7 of Sched. 12A`.
_SHORT_WORDS = r"(?<![Pp]ara)(?<![Pp]aras)(?<![Ss]ched)"
# A mark ends with its sentence, or before what explains it.
_ENDS = rf"\s*(?:[:|]|[\u2013\u2014]|\s-\s|{_SHORT_WORDS}[.!](?=\s|$)|$)"
# What stands apart in a text: in brackets, before a colon or a dash, after one, after the last
# comma, alone, or as a sentence. A sentence may tell under which paragraph of which Act.
_APART = (
    re.compile(r"\[(?P<square>[^\[\]]{2,60})\]|\((?P<round>[^()]{3,60})\)"),
    re.compile(r"[{<](?P<square>[^{}<>]{2,60})[}>]"),
    re.compile(r"\((?P<end>[^()]{2,60})\)\W*$"),
    re.compile(rf"^\s*(?P<first>[^\[\]():|]{{2,100}}?)(?:;|{_ENDS})"),
    re.compile(r"(?:\s(?:\||[\u2013\u2014-])|\w:)\s+(?P<last>[^\[\]():|]{3,100}?)\.?$"),
    re.compile(r"\w, *(?P<comma>[^\[\]():|,]{3,100}?(?:, *para[^\[\]():|,]{1,80}?)?)\.?$"),
    re.compile(
        r"[.;!?]\s+(?P<sentence>(?:[^\[\]():|.;!?]|\.(?=\S)|(?<=[Pp]ara)\.(?=\s)"
        r"|(?<=[Pp]aras)\.(?=\s)|(?<=[Ss]ched)\.(?=\s)){3,100}?)"
        rf"(?={_ENDS}|\s*\([^()]*\)[.!]?$)"
    ),
    # Between two semicolons it is one of a list.
    re.compile(r"[.!?]\s+(?P<clause>(?:[^\[\]():|.;!?]|\.(?=\S)){3,100}?);"),
)
# The law by which items are exempt. A sentence that names it may be of any length.
_LAW = "12a"
_SENTENCES = rf"{_SHORT_WORDS}[.;!?]\s|[:|()\[\]\u2013\u2014]|\s-\s"
# One of these is in every such mark that is spelt right, as `in_words` has it.
STEMS = (
    "exempt", "restr", "confid", "priv", "sensitive", "secret", "part", "pt", "para", "nfp",
    "not for", "public", "not publish", "not print", "not share", "not release", "not circulate",
    "not disclose", "not distribute", "not forward", "not to be", "in camera", "privilege",
    "closed", "sub judice", "withh", "embargo", "internal", "redact", "not include", "tlp", "foi",
    "off sen", "offsen", "official sen", "p and c", "gpms", "gsc", "not in", "not to go",
    "members only", "officers only", "eyes only", "pink", "lpp", "eithriedig", "yfrinachol",
    "yfyngedig", "sensitif", "rhan", "gyhoeddi", "rannu", "ryddhau", "peidiwch", "aeedig",
    "atodlen", "before publi",
)  # fmt: skip
_MISSPELT = ("exempt", "restricted", "confidential", "sensitive")
LONGEST_BARE = 40
"""What stands apart in more letters is no mark, unless it tells why something is exempt."""
# Whatever tells why has one of these.
_TELL_WHY = (
    *MARKS, "withhold", "redact", "before publi", "public pa", "public report", "public version",
)  # fmt: skip
_LONGEST_QUOTED = 24
_OPENED = re.compile(r"[(\[*][^)\]*]{0,70}")
# `in_words` may part these, as in officialSensitive.
_WHOLE = ("not for publication", "official-sensitive", "official sensitive")
_FIRST_WORD = re.compile(r"\W*(\w+)")
_SHORT = re.compile(r"\b(?:o[ /-]?s|conf)\b")
_BETWEEN = "\x1e"


def may_mark(text: str) -> bool:
    """Return whether something in a text may say that it is not for the public.

    It may if a word of this kind stands in capitals, in brackets, between stars, first, or apart.
    """
    # A pattern that ignores case takes i without its dot, and I with one, for i.
    folded = alike(text).replace("\u0131", "i").replace("i\u0307", "i")
    if any(word in folded and word.upper() in text for word in _IN_CAPITALS):
        return True
    first = _FIRST_WORD.match(folded)
    if (
        any(mark in folded for mark in _WHOLE)
        or (first and first[1] in _FIRST)
        or _SHORT.search(folded)
    ):
        return True
    pieces = [piece for line in text.splitlines() for _, piece in apart(line)]
    words = [in_words(piece) for piece in pieces]
    if any(map(is_misspelt_mark, words)):
        return True
    if any(mark in word for word in words if len(word) > LONGEST_BARE for mark in _TELL_WHY):
        return True
    short = (word for word in words if len(word) <= LONGEST_BARE)
    return any(map(has_stem, (*short, *map(in_words, _OPENED.findall(folded)))))


def name_may_mark(name: str) -> bool:
    """Return whether the name of a file, or a title, needs such a look."""
    return has_stem(re.sub(r"[\W_]+", " ", name).lower())


def shortened(mark: str) -> str:
    """Return a mark as messages quote it: of a long one, which may tell what is exempt, the start.

    That is its words up to the one that marks, as in `This is exempt`.
    """
    if len(mark) <= _LONGEST_QUOTED:
        return mark
    words = mark.split()
    starts = (" ".join(words[:end]) for end in range(1, len(words) + 1))
    start = next((one for one in starts if has_stem(in_words(one))), words[0])
    return start if len(start) <= _LONGEST_QUOTED else start.split()[-1]


def has_stem(text: str) -> bool:
    """Return whether a text in small letters has a part of a mark that is spelt right."""
    return any(stem in text for stem in STEMS)


def apart(line: str) -> Iterator[tuple[str, str]]:
    """Yield what stands apart in a line, each with how it does."""
    for pattern in _APART:
        for found in pattern.finditer(line):
            if kind := found.lastgroup:
                yield kind, found[kind].strip()
    if _LAW in line.lower():
        for sentence in re.split(_SENTENCES, line):
            if len(sentence) > LONGEST_BARE and _LAW in sentence.lower():
                yield "law", sentence.strip(" .")


def is_misspelt_mark(word: str) -> bool:
    """Return whether a word is a mark but for one letter, or for the order of its letters."""
    for mark in _MISSPELT:
        if word[:1] != mark[0] or abs(len(word) - len(mark)) > 1 or word == mark:
            continue
        if len(set(word) ^ set(mark)) > 2:  # counting letters takes ten times as long
            continue
        missing, odd = Counter(mark) - Counter(word), Counter(word) - Counter(mark)
        if missing.total() < 2 and odd.total() < 2:
            return True
    return False


def maybe_marked(values: Iterable[Value | None]) -> set[str]:
    """Return those of the cells that may have a mark in their text; others need no look."""
    distinct = [value for value in set(values) if isinstance(value, str)]
    texts = _all_in_words(distinct)
    whole = "\n".join(texts)
    there = [stem for stem in STEMS if stem in whole]
    there += set(_SHORT.findall(whole))
    there += filter(is_misspelt_mark, set(re.findall(r"\b[cers][a-z]{4,12}\b", whole)))
    found: set[str] = set()
    for stem in there:
        found.update(value for value, text in zip(distinct, texts, strict=True) if stem in text)
    return found


def _all_in_words(texts: Iterable[str]) -> list[str]:
    """Return each text as `in_words` has it: all at once, since a register has thousands."""
    whole = alike(_BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts))
    whole = whole.replace("&", " and ")
    for one in set(whole) - {" ", _BETWEEN}:
        if not one.isalnum():
            whole = whole.replace(one, " ")
    while "  " in whole:
        whole = whole.replace("  ", " ")
    return whole.split(_BETWEEN)
