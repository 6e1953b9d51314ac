"""The rule `reading`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.rules.rule import STYLE_GUIDE, Finding, Rule
from jacpaper.rules.texts import place_of_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.rules.rule import AnyCase
    from jacpaper.tree.elements import Element

_SAYS_NOTHING = {"here", "click here", "this", "link", "this link", "read more", "more", "report"}
_LONGEST_EMPHASIS = 8
# Not the title block, which has its own looks.
_RUNNING_TEXT = ("", "paragraph", "sub-paragraph")
CAPITALS = re.compile(r"(?:\b[A-Z]{2,}\b(?:[\s,&]*|-)){4,}")


def find(case: AnyCase) -> Iterator[Finding]:
    """Look at the composed paper, so at the template's own words too."""
    # Most papers have no such capitals at all, which one look shows.
    may_shout = CAPITALS.search("\n".join(block.text for block in case.blocks))
    for block in case.blocks:
        if block.tag == "p":
            yield from _bold(case, block)
        if may_shout:
            yield from _capitals(case, block)
        for part in block.find("a", "em"):
            yield from (_link if part.tag == "a" else _emphasis)(case, part)


def _bold(case: AnyCase, block: Element) -> Iterator[Finding]:
    said = block.text
    if block.class_name in _RUNNING_TEXT and _is_bold_throughout(block):
        yield Finding(
            place_of_words(case, said, block.place),
            f"“{said[:60]}” is bold throughout, as if it were a heading",
            "screen readers cannot go to it as they do to a heading: make it a sentence, or the"
            " beginning of one",
        )


def _capitals(case: AnyCase, block: Element) -> Iterator[Finding]:
    for found in CAPITALS.finditer(block.text):
        shouted = found[0].strip(" ,&")
        yield Finding(
            place_of_words(case, shouted, block.place),
            f"“{shouted[:60]}” is in capitals",
            "write it in small letters: capitals are hard to read, and screen readers may spell"
            " them out",
        )


def _link(case: AnyCase, link: Element) -> Iterator[Finding]:
    words = link.text.strip()
    if words.lower().rstrip(".") in _SAYS_NOTHING:
        yield Finding(
            place_of_words(case, words, link.place),
            f"the link “{words}” does not say where it leads",
            "name what it leads to: screen readers can list the links of a page without the rest",
        )


def _emphasis(case: AnyCase, words: Element) -> Iterator[Finding]:
    if len(words.text.split()) > _LONGEST_EMPHASIS:
        yield Finding(
            place_of_words(case, words.text, words.place),
            f"“{words.text[:60]}” is a long run of italics",
            f"emphasise {_LONGEST_EMPHASIS} words at the most",
        )


def _is_bold_throughout(block: Element) -> bool:
    return all(
        not child.strip() if isinstance(child, str) else child.tag == "strong"
        for child in block.children
    )


RULE = Rule(
    id="reading",
    severity="warning",
    says=(
        "Links make sense alone, no bold paragraph poses as a heading, capitals and italics are for"
        " few words."
    ),
    why="Screen-reader users go from heading to heading and from link to link.",
    source=f"WCAG 2.2, 1.3.1 and 2.4.4; {STYLE_GUIDE}",
    example="`See [here](https://x.gov.uk).`",
    message="the link “here” does not say where it leads",
    answer="Change the words.",
    find=find,
)
