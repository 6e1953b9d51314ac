"""The rule `long-sentences`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.rules.rule import STYLE_GUIDE, Finding, Rule
from jacpaper.rules.texts import place_of_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.rules.rule import AnyCase

_LONGEST = 25
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+(?=[A-Z0-9\u201c(])")


def find(case: AnyCase) -> Iterator[Finding]:
    """Count the words of each sentence of the composed paper."""
    for block in case.blocks:
        if block.tag not in ("p", "li"):
            continue
        for sentence in _SENTENCE_END.split(block.text):
            words = sentence.split()
            if len(words) > _LONGEST:
                yield Finding(
                    place_of_words(case, sentence, block.place),
                    f"“{' '.join(words[:6])} ...” is a sentence of {len(words)} words",
                    "consider splitting it into two",
                )


RULE = Rule(
    id="long-sentences",
    severity="hint",
    says=f"A sentence has {_LONGEST} words at the most. Only `jacpaper check` says so.",
    why="Long sentences are hard to follow, above all for those who hear them.",
    source=STYLE_GUIDE,
    example="A sentence of 26 words",
    message="“One two three four five six ...” is a sentence of 26 words",
    answer="None is needed.",
    find=find,
)
