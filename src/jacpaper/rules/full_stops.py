"""The rule `full-stops`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.facts.value_types import Mark
from jacpaper.rules.rule import STYLE_GUIDE, Finding, Rule
from jacpaper.rules.texts import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.rules.rule import AnyCase

# A shorter text is a name: it may stand before a capital.
_LEAST_WORDS = 3
_GOES_ON = re.compile(r"[,;:.]|\s+[a-z]")
_BEGINS = re.compile(r"\s+[A-Z\u201c]")
_ENDS = re.compile(r"[^\W_]\)?$")
_WORDS_SHOWN = 5
# Between two paragraphs; no text has it.
_END = "\0"
# Before what stands in a list, which may be no sentence.
_ITEM = "\1"
# What stands before a sentence; after a colon, and after a name such as Stop!, it may begin small.
_OPENS = f"{_END}{_ITEM}.!?:"
_OPENS_LARGE = f"{_END}."
# The first words of a paragraph, by which it is found, but for a name such as iPhone or gov.uk.
_SMALL = re.compile(r"(?!\w+\.\w)[a-z](?![A-Z])[^\s\[\]*_`]*(?: [^\s\[\]*_`]+){2,7}")

# Two marks where one is meant, with the word before them; dots that leave words out are three.
_DOUBLED = re.compile(r"[^\W_]+ ?(?:[,;] *[,;]|[,;:] *\.|(?<!\.)\.\.)(?=\s|$)")

# A full stop before a small letter, as where a line was pasted twice; a name such as gov.uk or
# iPhone begins small, and an abbreviation ends no sentence.
_STOPPED = re.compile(
    r"(?:\b(?!(?:appr|approx|chap|dept|excl|figs|govt|incl|paras?|temp|vols?)\b)[a-z]{4,}|[^\s.]+\)|\b\d{4})"
    r"\. (?!\w+\.\w|[a-z][A-Z]|[a-z]+-[A-Z]|(?:d[aeiu]|der|v[ao]n|ss?|pp?)\b)[a-z][^\s.]*(?= )"
)


def find(case: AnyCase) -> Iterator[Finding]:
    """Look at what the composed paper has before and after each text that was typed."""
    if "full-stops" in case.facts.paper.notes:
        return
    opens = {"p": _END, "li": _ITEM}
    whole = "".join(opens[one.tag] + one.text for one in case.blocks if one.tag in opens) + _END
    quoted = {(one.file, one.trail) for one in case.typed(Mark.QUOTED)}
    for one in case.typed(Mark.PROSE):
        place = case.facts.value_place(one.file, *one.trail)
        is_quoted = (one.file, one.trail) in quoted
        if not is_quoted and (small := _small(str(one.value), whole)):
            fault = f"“{small}” begins a sentence with a small letter"
            hint = f"begin it with a capital letter: {small[0].upper()}{small.split()[0][1:]}"
            yield Finding(case.near(place, small), fault, hint)
        if not is_quoted and (found := _DOUBLED.search(str(one.value))):
            fault = f"“{found[0]}” has two marks where one is meant"
            yield Finding(case.near(place, found[0]), fault, "delete one of the two marks")
        for paragraph in () if is_quoted else re.split(r"\n\s*\n", str(one.value)):
            if stopped := _STOPPED.search(" ".join(paragraph.split())):
                fault = f"“{stopped[0]}” has a full stop before a small letter"
                small = stopped[0].split()[-1]
                hint = f"begin with a capital letter: {small[0].upper()}{small[1:]};\n"
                hint += "or take the full stop away, or delete what stands twice"
                yield Finding(case.near(place, stopped[0]), fault, hint)
        if wrong := _end(str(one.value), whole, is_quoted=is_quoted):
            yield Finding(place, *wrong)


def _end(typed: str, whole: str, *, is_quoted: bool) -> tuple[str, str] | None:
    """Return what is wrong with the end of a text, by what the paper has after it, and a hint."""
    words = bare(typed).split()
    said, end = " ".join(words), " ".join(words[-_WORDS_SHOWN:])
    is_name = len(words) < _LEAST_WORDS or is_quoted
    if said.endswith(".") and _is_before(said, whole, _GOES_ON):
        return f"“{end}” has a full stop, and stands within a sentence", "take the full stop away"
    if _ENDS.search(said) and not is_name and _is_before(said, whole, _BEGINS, _OPENS):
        fault = f"“{end}” has no full stop, and another sentence begins after it"
        return fault, "put . at its end"
    return None


def _small(typed: str, whole: str) -> str:
    """Return the first words of a paragraph that begins small where the paper begins a sentence."""
    for paragraph in re.split(r"\n\s*\n", typed):
        found = _SMALL.match(" ".join(paragraph.split()))
        if found and _is_before(found[0], whole, re.compile(""), _OPENS_LARGE):
            return " ".join(found[0].split()[:_WORDS_SHOWN])
    return ""


def _is_before(said: str, whole: str, what: re.Pattern[str], opens: str = "") -> bool:
    """Return whether the paper has something right after these words.

    `opens` has what must be before them; empty: anything may be.
    """
    start = whole.find(said)
    while start >= 0:
        end = start + len(said)
        before = whole[:start].rstrip(" ")[-1:] or _END
        if what.match(whole, end) and (not opens or before in opens):
            return True
        start = whole.find(said, end)
    return False


RULE = Rule(
    id="full-stops",
    severity="warning",
    says=(
        "A text that was typed ends with a full stop where another sentence begins after it, and"
        " not where its sentence goes on; it begins with a capital letter where a sentence does,"
        " within it too, and has no mark twice."
    ),
    why="Without it two sentences run together, above all for those who hear them.",
    source=STYLE_GUIDE,
    example="`text: We are training staff`, and a note under the same cause of concern",
    message="“We are training staff” has no full stop, and another sentence begins after it",
    answer=(
        "Put the full stop, or take it away; or say with `notes: {full-stops: ...}` why it stands"
        " so."
    ),
    find=find,
)
