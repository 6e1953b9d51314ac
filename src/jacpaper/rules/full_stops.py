"""The rule `full-stops`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.facts.value_types import Mark
from jacpaper.rules.rule import STYLE_GUIDE, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.rules.rule import AnyCase

# A shorter text is a name: it may stand before a capital.
_LEAST_WORDS = 3
_GOES_ON = re.compile(r"[,;:.]|\s+[a-z]")
_BEGINS = re.compile(r"\s+[A-Z\u201c]")
_WORDS_SHOWN = 5


def find(case: AnyCase) -> Iterator[Finding]:
    """Look at what the composed paper has after each text that was typed, in its paragraph."""
    blocks = [block.text for block in case.blocks if block.tag in ("p", "li")]
    quoted = {(one.file, one.trail) for one in case.typed(Mark.QUOTED)}
    for one in case.typed(Mark.PROSE):
        said = " ".join(str(one.value).split())
        is_name = (one.file, one.trail) in quoted or len(said.split()) < _LEAST_WORDS
        place = case.facts.value_place(one.file, *one.trail)
        end = " ".join(said.split()[-_WORDS_SHOWN:])
        if said.endswith(".") and _is_before(said, blocks, _GOES_ON):
            fault = f"“{end}” has a full stop, and stands within a sentence"
            yield Finding(place, fault, "take the full stop away")
        elif said[-1:].isalnum() and not is_name and _is_before(said, blocks, _BEGINS):
            fault = f"“{end}” has no full stop, and another sentence begins after it"
            yield Finding(place, fault, "put . at its end")


def _is_before(said: str, blocks: list[str], what: re.Pattern[str]) -> bool:
    """Return whether a block has something right after these words."""
    return any(what.match(text, text.index(said) + len(said)) for text in blocks if said in text)


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
    answer="Put the full stop, or take it away.",
    find=find,
)
