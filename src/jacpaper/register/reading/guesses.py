"""What a force's own words for status and type probably mean: for `register map` and for hints.

A wrong guess that counts an item as closed would take it out of every figure, so
`closed` and `superseded` are proposed only where no word says anything else. What
is in doubt is `to do`, for a person to decide.
"""

from __future__ import annotations

import re

TO_DO = "to do"

_CLOSED = "closed|complete|completed|discharged"
_SUPERSEDED = "superseded|withdrawn|replaced"
_ALSO = "and|fully|by|hmicfrs|hmic"
_ONLY_CLOSED = re.compile(rf"(?=.*\b(?:{_CLOSED})\b)(?:(?:{_CLOSED}|{_ALSO})\b ?)+")
_ONLY_SUPERSEDED = re.compile(rf"(?=.*\b(?:{_SUPERSEDED})\b)(?:(?:{_SUPERSEDED}|{_ALSO})\b ?)+")
# What says that closing, completing and so on has not happened, or not wholly.
_NOT_YET = re.compile(
    r"\b(?:(?:not|never|to|be|being|partially|partly|part|nearly|almost|mostly)"
    r"(?: (?:yet|be|been|fully|formally|all)){0,2} (?:closed?|completed?|discharged?|achieved"
    r"|implemented|started|submitted|delivered)|incomplete|unachieved|unclosed|uncompleted)\b"
)
_DONE = re.compile(rf"\b(?:{_CLOSED}|achieved|implemented|delivered|{_SUPERSEDED})\b")
_ASKED = re.compile(r"\b(?:submitted|requested|awaiting|awaits|pending|with hmicfrs|with hmic)\b")
_CLOSING = re.compile(r"\b(?:closure|closing|sign ?off|verification)\b")
_OPEN = re.compile(
    r"\b(?:open|reopened|re opened|new|live|active|ongoing|on going|started|outstanding|overdue"
    r"|delayed|underway|under way|progressing|in progress|on track|off track|at risk)\b"
)
_DENIED = re.compile(r"\b(?:no|not|never|non|refused|rejected|declined|returned|withdrawn)\b")
_RECOMMENDATION = re.compile(r"\b(?:recs?|recommendations?)\b")
_AFI = re.compile(r"\b(?:afis?|improvements?)\b")


def guess_status(words: str) -> str:
    """Return the status that a force's words seem to mean, or `to do`."""
    said = _plain(words)
    if _ONLY_CLOSED.fullmatch(said):
        return "closed"
    if _ONLY_SUPERSEDED.fullmatch(said):
        return "superseded"
    rest = _NOT_YET.sub("", said)
    if rest != said:
        return TO_DO if _DONE.search(rest) else "open"
    if _DENIED.search(said):
        return TO_DO
    if (_CLOSING.search(said) and _ASKED.search(said)) or said == "submitted":
        return "submitted for closure"
    return "open" if _OPEN.search(said) and not _DONE.search(said) else TO_DO


def guess_type(words: str) -> str:
    """Return the type that a force's words seem to mean, or `to do`."""
    said = _plain(words)
    is_recommendation, is_afi = bool(_RECOMMENDATION.search(said)), bool(_AFI.search(said))
    if is_recommendation == is_afi or _DENIED.search(said):
        return TO_DO
    return "recommendation" if is_recommendation else "AFI"


def _plain(words: str) -> str:
    """Return the words in small letters, without anything but letters, figures and question marks.

    A question mark stays, as a word of its own: `Closed?` is not `Closed`.
    """
    return " ".join(re.findall(r"[a-z0-9]+|\?", words.lower()))
