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
# What stands before a sentence.
_OPENS = f"{_END}.!?:"


def find(case: AnyCase) -> Iterator[Finding]:
    """Look at what the composed paper has after each text that was typed, in its paragraph."""
    if "full-stops" in case.facts.paper.notes:
        return
    whole = _END.join(block.text for block in case.blocks if block.tag in ("p", "li"))
    quoted = {(one.file, one.trail) for one in case.typed(Mark.QUOTED)}
    for one in case.typed(Mark.PROSE):
        words = bare(str(one.value)).split()
        said, end = " ".join(words), " ".join(words[-_WORDS_SHOWN:])
        is_name = len(words) < _LEAST_WORDS or (one.file, one.trail) in quoted
        if said.endswith(".") and _is_before(said, whole, _GOES_ON):
            fault = f"“{end}” has a full stop, and stands within a sentence"
            hint = "take the full stop away"
        elif _ENDS.search(said) and not is_name and _is_before(said, whole, _BEGINS, _OPENS):
            fault = f"“{end}” has no full stop, and another sentence begins after it"
            hint = "put . at its end"
        else:
            continue
        yield Finding(case.facts.value_place(one.file, *one.trail), fault, hint)


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
        " not where its sentence goes on."
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
