"""Rules about what is hard to read, or to hear read out, and that no validator sees.

They look at the composed paper, so at the template's own words too; what is
found is said at the line of the inputs where the words stand, else of the template.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.rules.rule import Finding
from jacpaper.rules.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.problems import Place
    from jacpaper.rules.rule import Case
    from jacpaper.tree.elements import Element

_SAYS_NOTHING = {"here", "click here", "this", "link", "this link", "read more", "more", "report"}
# GOV.UK: sentences of 25 words at most; plainer words for italics and capitals.
LONGEST_SENTENCE = 25
LONGEST_EMPHASIS = 8
# Not the title block, which has its own looks.
_RUNNING_TEXT = ("", "paragraph", "sub-paragraph")
_CAPITALS = re.compile(r"(?:\b[A-Z]{2,}\b[\s,&]*){4,}")
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+(?=[A-Z0-9\u201c(])")


def reading(case: Case) -> Iterator[Finding]:
    """Links make sense alone, headings are headings, nobody is shouted at."""
    for block in _blocks(case):
        said = block.text
        if block.tag == "p" and block.class_name in _RUNNING_TEXT and _is_bold_throughout(block):
            yield Finding(
                _where(case, said, block.place),
                f"“{said[:60]}” is bold throughout, as if it were a heading",
                "who hears the paper cannot find it as one: make it a sentence, or the beginning"
                " of one",
            )
        for found in _CAPITALS.finditer(said):
            shouted = found[0].strip(" ,&")
            yield Finding(
                _where(case, shouted, block.place),
                f"“{shouted[:60]}” is in capitals",
                "write it as one would any sentence: capitals are hard to read, and are spelt out"
                " when they are heard",
            )
        for part in block.find("a", "em"):
            yield from (_link if part.tag == "a" else _emphasis)(case, part)


def long_sentences(case: Case) -> Iterator[Finding]:
    """A sentence says one thing."""
    for block in _blocks(case):
        if block.tag not in ("p", "li"):
            continue
        for sentence in _SENTENCE_END.split(block.text):
            count = len(sentence.split())
            if count > LONGEST_SENTENCE:
                yield Finding(
                    _where(case, sentence, block.place),
                    f"“{' '.join(sentence.split()[:6])} ...” is a sentence of {count} words",
                    "would two sentences say it?",
                )


def _blocks(case: Case) -> Iterator[Element]:
    if case.document is not None:
        yield from case.document.body.find("h1", "h2", "h3", "h4", "p", "li", "th", "td")


def _link(case: Case, link: Element) -> Iterator[Finding]:
    words = link.text.strip()
    if words.lower().rstrip(".") in _SAYS_NOTHING:
        yield Finding(
            _where(case, words, link.place),
            f"the link “{words}” does not say where it leads",
            "name what is behind it: many people hear the links of a page alone",
        )


def _emphasis(case: Case, words: Element) -> Iterator[Finding]:
    if len(words.text.split()) > LONGEST_EMPHASIS:
        yield Finding(
            _where(case, words.text, words.place),
            f"“{words.text[:60]}” is a long run of italics",
            f"emphasise {LONGEST_EMPHASIS} words at the most",
        )


def _is_bold_throughout(block: Element) -> bool:
    return all(
        not child.strip() if isinstance(child, str) else child.tag == "strong"
        for child in block.children
    )


def _where(case: Case, said: str, otherwise: Place) -> Place:
    """Return the place of the text that holds the words, marks of emphasis left aside."""
    wanted = _words(said)
    return next((place for text, place in texts(case) if wanted in _words(text)), otherwise)


def _words(text: str) -> str:
    """Return the words between spaces, without what light Markdown adds to them."""
    bare = re.sub(r"\(https?:[^)]*\)|[*\[\]]", "", text)
    words = " ".join(re.findall(r"[^\W_]+", bare))
    return f" {words} "
