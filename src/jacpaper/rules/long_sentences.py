"""The rule `long-sentences`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.facts.value_types import Mark
from jacpaper.rules.rule import STYLE_GUIDE, Finding, Rule
from jacpaper.rules.texts import place_of_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.rules.rule import AnyCase

_LONGEST = 25
# A title of so many words or fewer counts with the sentence that it stands in.
_SHORT = 5
# Stand for titles: letters of no alphabet, of which there are more than titles.
_FIRST = 0xF0000
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+(?=[A-Z0-9\u201c(\U000f0000-\U000fffff])")


def find(case: AnyCase) -> Iterator[Finding]:
    """Count the words of each sentence of the composed paper, but for words of others."""
    quoted = sorted({one.value for one in case.typed(Mark.QUOTED)}, key=len, reverse=True)
    long = [one for one in quoted if len(one.split()) > _SHORT]
    whole = {_FIRST + number: one for number, one in enumerate(long)}
    for block in case.blocks:
        if block.tag not in ("p", "li"):
            continue
        text = block.text
        for number, one in enumerate(long):
            text = text.replace(one, chr(_FIRST + number))  # which counts as one word
        for sentence in _SENTENCE_END.split(text):
            if (count := len(sentence.split())) > _LONGEST:
                said = sentence.translate(whole)
                words = said.split()
                yield Finding(
                    place_of_words(case, said, block.place),
                    f"“{' '.join(words[:6])} ...” is a sentence of {count} words",
                    "consider splitting it into two",
                )


RULE = Rule(
    id="long-sentences",
    severity="hint",
    says=(
        f"A sentence has {_LONGEST} words at the most, but for titles and findings in the words of"
        " others. Only `jacpaper check` says so."
    ),
    why="Long sentences are hard to follow, above all for those who hear them.",
    source=STYLE_GUIDE,
    example="A sentence of 26 words",
    message="“One two three four five six ...” is a sentence of 26 words",
    answer="None is needed.",
    find=find,
)
