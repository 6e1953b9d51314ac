"""Words of the field, and others to put in their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NOUNS = ("inspection", "force", "custody", "safeguarding", "vetting", "training", "evidence",
         "supervision", "scrutiny", "partners", "victims", "officers", "governance", "demand",
         "response", "neighbourhood", "intelligence", "disclosure", "performance",
         "audit")  # fmt: skip
VERBS = ("review", "strengthen", "monitor", "address", "improve", "complete", "oversee", "record")
ADVERBS = ("also", "now", "fully", "already", "currently", "independently", "jointly", "promptly")
NAMES = ("Dudley", "Coventry", "Sandwell", "Wolverhampton", "Solihull", "Hargreaves", "Compass")
_PHRASES = ("in line with the national plan", "by the end of the quarter", "expect to close both",
            "under close supervision", "across all local policing areas", "as part of our audit",
            "with our partners", "for the “Right Care” programme", "at no extra cost")  # fmt: skip
_SENTENCES = (
    "The Board will look at this again in January.",
    "We have since put a plan in place: it is led by an assistant chief constable.",
    "Progress is good, and no further action is needed.",
    "Officers have been briefed on the findings.",
    "An update on supervision & training will come to the next meeting.",
    "Members may wish to note the force\u2019s response.",
    "The inspectors\u2019 “hot debrief” praised the control room.",
    "Nothing in this report is new to us #1.",
    "Costs are met from the existing budget of £1.2m.",
)


def instead_of(word: str, luck: random.Random) -> str:
    """Return another word, with a capital if the old one has one."""
    new = luck.choice([one for one in (*NOUNS, *VERBS) if one != word.lower()])
    return new.capitalize() if word[0].isupper() else new


def phrase(luck: random.Random) -> str:
    return luck.choice(_PHRASES)


def sentence(luck: random.Random) -> str:
    return luck.choice(_SENTENCES)


def item(luck: random.Random) -> str:
    return f"{luck.choice(VERBS)} {luck.choice(NOUNS)} and {luck.choice(NOUNS)}".capitalize()


def another_date(text: str, luck: random.Random) -> str:
    """Return another date in the same form, mostly one near it."""
    *day, month, year = text.split(" ")
    if day:
        day = [str(luck.choice([one for one in range(1, 29) if str(one) != day[0]]))]
    if not day or luck.random() < 0.2:
        month = luck.choice([one for one in MONTHS if one != month])
    return " ".join((*day, month, year))


def another_number(text: str, luck: random.Random) -> str:
    """Return another number in the same form, near the old one."""
    if text in NUMBERS:
        return luck.choice([one for one in NUMBERS[1:] if one != text])
    near = [int(text) + step for step in (-2, -1, 1, 2, 10) if int(text) + step >= 0]
    return str(luck.choice(near))


def another_address(old: str, luck: random.Random) -> str:
    end = f"{luck.choice(NOUNS)}-{luck.choice(NOUNS)}/"
    return re.sub(r"[^/]*/?$", end, old)
