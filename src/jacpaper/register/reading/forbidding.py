"""The words by which people forbid to show something, alone in a cell or within a text."""

from __future__ import annotations

import re

from jacpaper.text.comparing import alike, in_words

# How people forbid to show something: as an order, of what it is for, and of this thing.
_ACTS = "publish|print|share|release|circulate|disclose|distribute|forward"
_ACTED = "published|printed|shared|released|circulated|disclosed|distributed|forwarded"
ORDER = rf"(?:do|must) not (?:{_ACTS}|make (?:this |it )?public)"
NOT_FOR = (
    r"not for (?:the |general |wider |onward |external |committee |jac )*"
    r"(?:public|publication|circulation|release|disclosure|distribution|sharing)"
)
NOT_TO_BE = rf"not to be (?:{_ACTED}|made public)"
INTERNAL = r"internal (?:use only|only|use)"
# Within a text more is needed: "forces do not share" tells what others do. That people are not to
# be released says nothing of the text.
_ACTED_ON = _ACTED.replace("released|", "")
# This is said of computers too, unless it says with whom, or nothing follows.
_CANNOT = "can ?not be shared"
_FORBIDS = (
    rf"^(?:(?:please|pls) )?(?:do not|don t|never) (?:{_ACTS})\b"
    rf"|\b(?:(?:please|pls) (?:do not|don t) (?:{_ACTS})|{NOT_FOR}|{NOT_TO_BE}"
    r"|internal (?:use )?only"
    r"|keep (?:this |it |these |them |that )?out of (?:the |our )?public"
    r" (?:domain|minutes|pack|papers?|part|report|session|version)"
    rf"|this (?!{_CANNOT})(?:must|should|may|can) ?not be (?:{_ACTED})"
    rf"|(?:it|these|they) (?!{_CANNOT})(?:must|should|may|can) ?not be (?:{_ACTED_ON})"
    rf"|(?:this|it|these|they) {_CANNOT} (?:outside|externally|publicly|with the public"
    r"|with members))\b"
)
# Where members are told of it; misconduct is heard in private, and people are met and searched
# there.
_OURS = r"(?:the |a |our |this |next |jac |audit |joint |committee |public )*"
_TAKEN_IN_PRIVATE = (
    rf"(?:\b(?:in|into|to|for|at) {_OURS}"
    r"(?:closed|private|exempt|confidential) (?:sessions?|part|agenda)"
    r"|\b(?:be|was|were) (?:considered|discussed|reported|taken) in private)\b"
    r"(?! (?:about|with)\b| of (?:the |a )?(?:building|cells?|custody|premises|station|suite)\b)"
)
# What forbids it only where nothing follows.
_FORBIDS_AT_END = (
    rf"\b(?:for internal use|(?:this|it|these|they) {_CANNOT}"
    r"|(?:commercial|staff|personnel|strictly|given|told|said|supplied|provided) in confidence)$"
)
# None of these is compiled here: few texts have a stem, and fewer all that one of them asks for.
_STEMS = (
    "publi", "print", "shar", "releas", "circul", "disclos", "distribut", "forward", "internal",
    "confiden", "privat", "closed", "exempt",
)  # fmt: skip
# In small letters, whatever one of them finds has one of these.
_MAY_FORBID = (
    rf"(?:not|never|n[\W_]*t)[\W_]*(?:for|to|be|{_ACTS})|internal[\W_]*(?:use|only)|in[\W_]*confidence"
    r"|out[\W_]*of|in[\W_]*private|(?:closed|private|exempt|confidential)[\W_]*(?:session|part|agenda)"
)
_CLAUSES = r"[.;:!?()\[\]\n|\u2013\u2014]|\s-\s"


def forbids(text: str) -> bool:
    """Return whether a text says in words of its own that something is not to be shown."""
    return bool(forbidden(text))


def forbidden(text: str) -> str:
    """Return the words by which a text says so, in small letters; empty: it does not."""
    # Few texts have such words; to take each text apart would be slow.
    if not may_forbid(text):
        return ""
    clauses = [in_words(one) for one in re.split(_CLAUSES, text) if may_forbid(one)]
    pieces = [in_words(piece) for one in re.split(_CLAUSES, text) for piece in one.split(",")]
    looks = ((clauses, _FORBIDS), (clauses, _TAKEN_IN_PRIVATE), (pieces, _FORBIDS_AT_END))
    found = (re.search(pattern, said) for texts, pattern in looks for said in texts)
    return next((one[0] for one in found if one), "").replace("don t", "don\u2019t")


def may_forbid(text: str) -> bool:
    """Return whether a text needs such a look."""
    said = text.lower() if text.isascii() else alike(text)
    return any(stem in said for stem in _STEMS) and bool(re.search(_MAY_FORBID, said))
