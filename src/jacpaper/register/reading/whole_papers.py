"""The words by which people say of a whole paper that it is not for the public."""

from __future__ import annotations

import re

from jacpaper.register.reading.forbidding import NOT_TO_BE, forbidden
from jacpaper.register.reading.mark_words import apart, shortened
from jacpaper.register.reading.restrictions import marks_in, stands_over
from jacpaper.text.comparing import in_words
from jacpaper.text.yaml_notes import denies

# Markings that say so as a whole, and are too short or too old to say it elsewhere.
_MARKING = re.compile(
    r"o ?s|off(?:icial)? ?sens?|protect(?:ed)?(?: .*)?|internal|closed"
    r"|tlp (?:red|amber)(?: strict)?"
)
# In a file's name no brackets set a mark apart, so that it is more than one word, or the last.
_IN_NAME = re.compile(
    r"\b(?:exempt|not for publication|p(?:ar)?t ?(?:2|ii|two)|official sensitive|off sen"
    r"|(?:closed|private) (?:sessions?|part))\b"
    r"|\b(?:restricted|confidential|private|secret)"
    r"(?: (?:annex|appendix|copy|items?|letter|papers?|reports?|register|version|v?\d+))*$"
)
# What a paper is, and not what it is about, as in `Confidential reporting`.
_IS_ONE = re.compile(
    r"(?:confidential|exempt|private|restricted|secret)"
    r" (?:advice|annex|appendix|briefing|items?|legal advice|letter|minutes|papers?|reports?)\b"
)
# How a paper is taken, apart from what it is about, as in `Estates (in private)`.
_TAKEN_IN_PRIVATE = re.compile(
    r"(?:(?:to be )?(?:considered|discussed|heard|held|taken) )?(?:in |for )?(?:a )?(?:the )?"
    # A tracker has closed items, and a force a private meeting with somebody.
    r"(?:private(?: (?:business|items?|part|sessions?))?|closed (?:business|item|part|sessions?)"
    r"|(?:in )?a closed meeting|not in public|behind closed doors)"
)
_PUBLIC_OUT = re.compile(
    r"\bexclu(?:de[ds]?|ding|sion)\b.*\b(?:press|public)\b"
    r"|\b(?:press|public)\b.*\b(?:excluded|leaves?|withdraws?)\b"
    r"|\b(?:considered|held|taken) in private\b|\bprivate (?:business|items?)\b|\bclosed meeting\b"
    r"|\binto (?:a |the )?(?:closed|private|exempt|confidential) (?:session|part|agenda)\b"
    r"|\b(?:consider|discuss|hear|take)(?: (?:agenda|and|annexe?|appendix|business|for|further|it"
    r"|items?|matters?|of|papers?|remaining|reports?|rest|that|the|them|these|this|to|\d+|[a-d]))*"
    r" in (?:a )?(?:private|closed|exempt)(?: session)?$"
)
# How a paper says it of itself, or of a part of it, in a sentence.
_SAYS_SO = re.compile(
    r"\bthis (?:annexe?|appendix|document|item|paper|paragraph|report|section|table) (?:"
    r"(?:is|is (?:currently|therefore)|is marked(?: as)?) (?:exempt|confidential|restricted)"
    r"(?: under\b| by\b| and (?:must|should|is) not\b| from (?:publication|disclosure)\b|$)"
    r"|(?:contains|includes) (?:exempt|confidential) information\b"
    rf"|(?:is |must |should )?{NOT_TO_BE}|(?:must|should|is) not be (?:made public|published))"
)
_UNLESS = re.compile(r"\b(?:if|no|none|not that|nothing|part|unless|whether|where)\b")
# A standing item of agendas that have nothing private.
_NOBODY_OUT = re.compile(r"\bpossible\b|\b(?:none|nil|no items?|not required)$")
_SENTENCES = re.compile(r"[.;!?\n]")
# Before these it says of what kind they are.
_NO_THING = (
    r"\b(?! (?:assets?|balances?|capital|donations?|funds?|grants?|hire|income|line|rates|reporting"
    r"|reserves?|sector|supplies)\b)"
)
# Money is restricted by whoever gave it.
_MONEY = re.compile(
    r"\b(?:treat|regard|hold|keep|take)(?: (?!annexe?|appendix|items?|papers?|reports?)\w+){0,5}"
    r" (?:balances?|capital|donations?|funds?|funding|grants?|income|receipts?|reserves?|sums?"
    r"|surplus|underspend)(?: of)?(?: \d+)* as restricted\b"
)
# So does one that calls the report or item exempt, or takes it where the public is not.
_KEPT_OUT = re.compile(
    r"\b(?:treat|take|keep|regard|hold)(?: \w+){1,6} as (?:an? )?"
    rf"(?:exempt|confidential|restricted|private){_NO_THING}"
    r"|\bkeep (?:this|the|it)(?: (?:annexe?|appendix|item|paper|report))?"
    rf" (?:exempt|confidential|restricted|private){_NO_THING}"
    r"|\bconsider the (?:exempt|confidential|restricted|private)"
    r" (?:annexe?|appendix|items?|papers?|reports?)\b"
    rf"|\bpart (?:2|ii|two|b)$|\bexempt (?:business|items?|session){_NO_THING}"
    r"|\bthat (?:the|this) (?:annexe?|appendix|item|paper|report)\b.* not (?:be )?published\b"
)
_LONGEST_ASKED = 40
_PUBLIC_BACK = re.compile(
    r"\b(?:re ?admi\w+|returns?|resum\w+|rejoin\w*|back)\b.*\b(?:press|public)\b"
    r"|\b(?:press|public)\b.*\b(?:re ?admitted|returns?|rejoin\w*)\b|\bre ?open\w*\b.*\bpublic\b"
    r"|\bend of (?:the )?(?:closed|exempt|private) (?:session|part|items|business)\b"
    r"|\b(?:open|public) (?:session|part|items?)\b|\bpart (?:1|i|one)\b"
)


def marking_restricts(marking: str) -> bool:
    """Return whether a protective marking says that the public may not see what has it."""
    return bool(_MARKING.fullmatch(in_words(marking))) or stands_over(marking)


def name_restricts(name: str) -> str:
    """Return what the name of a file, without its ending, may say of this; empty: nothing."""
    words = re.sub(r"[\W_]+", " ", name).strip()
    said = in_words(words)
    return words if _IN_NAME.search(said) or _IS_ONE.match(said) else ""


def title_restricts(title: str) -> str:
    """Return the mark in the title of a paper, or what it says that this is; empty: nothing."""
    if is_one := _IS_ONE.match(in_words(title)):
        return is_one[0]
    return mark_of(title) or next(filter(_is_taken_in_private, _pieces(title)), "")


def _pieces(title: str) -> list[str]:
    """Return what stands apart in a title, as in brackets or after a colon: not all of it."""
    last = (title.rpartition(sign)[2].strip() for sign in ":,")
    pieces = (*(piece for _, piece in apart(title)), *last)
    return [piece for piece in pieces if piece != title.strip()]


def _is_taken_in_private(piece: str) -> bool:
    return bool(_TAKEN_IN_PRIVATE.fullmatch(in_words(piece)))


def mark_of(text: str, *, is_prose: bool = False) -> str:
    """Return the first mark in a text that says that it is not for the public; empty: none.

    `is_prose`: it is no title of a paper or an item, and may speak of part 2 of a report.
    """
    return shortened(next(marks_in(text, is_title=is_prose), ""))


def note_restricts(note: str) -> str:
    """Return the words by which a note says that something is not for the public; empty: none."""
    return "" if denies(note) else mark_of(note, is_prose=True) or forbidden(note)


def says_so(text: str) -> str:
    """Return the words by which a paper says of itself that it is not for the public."""
    for sentence in _SENTENCES.split(text):
        said = in_words(sentence)
        if (found := _SAYS_SO.search(said)) and not _UNLESS.search(said[: found.start()]):
            return found[0]
    return ""


def takes_public_out(title: str) -> bool:
    """Return whether the title of an item without a paper says that the public leaves."""
    said = in_words(title)
    if puts_public_back(title) or _NOBODY_OUT.search(said):
        return False
    return bool(_PUBLIC_OUT.search(said) or stands_over(title))


def asks_public_out(text: str) -> str:
    """Return the words by which a recommendation asks that the public leave; empty: none."""
    for sentence in _SENTENCES.split(text):
        said = _MONEY.sub("", in_words(sentence))
        found = _PUBLIC_OUT.search(said) or _KEPT_OUT.search(said)
        if found and not _NOBODY_OUT.search(said):
            # What stands between the first word and the last may tell what it is about.
            first, *_, last = found[0].split()
            return found[0] if len(found[0]) <= _LONGEST_ASKED else f"{first} \u2026 {last}"
    return ""


def puts_public_back(title: str) -> bool:
    """Return whether the title of an item says that the public may come back."""
    return bool(_PUBLIC_BACK.search(in_words(title)))
