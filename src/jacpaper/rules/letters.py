"""The rule `letters`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.project import house_fonts
from jacpaper.project.layout import COMMITTEE, REGISTER_MAPPING
from jacpaper.rules.rule import Finding, Rule
from jacpaper.rules.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.problems import Place
    from jacpaper.rules.rule import AnyCase
    from jacpaper.tree.elements import Element

# What every font for English has: Latin-1, and the usual marks.
_USUAL = frozenset(map(chr, range(0x100))) | frozenset("–—‘’‚“”„†‡•…‰‹›€™−")  # noqa: RUF001


def find(case: AnyCase) -> Iterator[Finding]:
    """Look for letters of the composed paper that none of its fonts has."""
    if case.document is None or case.look is None:
        return
    printed: dict[str, Place] = {}
    for document in case.document.papers:
        _note_unusual(document.body, printed)
    if not printed or not (known := house_fonts.letters(case.look)):
        return
    for letter in sorted(printed.keys() - known):
        typed = list(_typed(case, letter))
        for place, text in typed or [(printed[letter], "")]:
            within = f' in "{_around(text, letter)}"' if text else ""
            yield Finding(
                place,
                f"the letter {letter} (U+{ord(letter):04X}){within} is not in the house fonts,"
                " so the PDF cannot show it",
                "write it in other letters",
            )


def _note_unusual(element: Element, printed: dict[str, Place]) -> None:
    """Note the first place of each letter that a font may lack."""
    for child in element.children:
        if not isinstance(child, str):
            _note_unusual(child, printed)
        elif not child.isascii():
            for letter in set(child) - _USUAL:
                printed.setdefault(letter, element.place)


def _typed(case: AnyCase, letter: str) -> Iterator[tuple[Place, str]]:
    """Yield where the letter was typed: in this meeting's files, the committee's, the register."""
    folder = f"inputs/{case.facts.meeting.isoformat()}/"
    others = (f"inputs/{COMMITTEE}", f"inputs/{REGISTER_MAPPING}")
    given = {*case.facts.given_in.values()}
    for file, source in case.facts.sources.items():
        if not file.startswith(folder) and file not in others and file not in given:
            continue
        for trail, place in source.values.items():
            value = source.at(trail)
            if file == others[1] and trail[:1] == ("items",):
                continue  # they are looked at below
            if isinstance(value, str) and letter in value:
                # Messages go to logs: what is exempt is not quoted, here and below.
                is_exempt = file == others[1] and trail[:1] == ("exempt",)
                yield (place._replace(excerpt=""), "") if is_exempt else (place, value)
            if trail and isinstance(trail[-1], str) and letter in trail[-1]:
                yield source.key_place(trail), trail[-1]
    for item in case.facts.register.items if case.facts.register else ():
        words = " ".join(texts_of(item))
        if item.place and letter in words:
            yield item.place, "" if item.exempt else words


def _around(text: str, letter: str) -> str:
    """Return the words around the letter."""
    at = text.index(letter)
    return " ".join(text[max(0, at - 30) : at + 30].split())


RULE = Rule(
    id="letters",
    severity="error",
    says="Every letter of the paper is in the house fonts.",
    why="The PDF could not show it, and Word would take it from another font.",
    source="PDF/A, which has every font embedded",
    example="`title: HMICFRS ☃ update`",
    message='the letter ☃ (U+2603) in "HMICFRS ☃ update" is not in the house fonts, so the PDF'
    " cannot show it",
    answer="Write it in other letters.",
    find=find,
)
