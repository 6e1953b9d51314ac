"""The rule `letters`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.project import house_fonts
from jacpaper.project.layout import COMMITTEE, REGISTER_MAPPING
from jacpaper.rules.rule import Finding, Rule
from jacpaper.rules.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.problems import Place
    from jacpaper.rules.rule import AnyCase
    from jacpaper.text.yaml_source import Source, Trail
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
    missing = frozenset(printed.keys() - known)
    typed: set[str] = set()
    for place, text, is_quoted in _typed(case, missing):
        letters = sorted(missing & {*text}, key=text.index)
        typed.update(letters)
        yield _finding(place, letters, f' in "{_around(text, letters[0])}"' if is_quoted else "")
    for letter in sorted(missing - typed):
        yield _finding(printed[letter], [letter])


def _finding(place: Place, letters: Sequence[str], within: str = "") -> Finding:
    named = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in letters)
    what = f"the letter {named}{within} is" if len(letters) == 1 else f"letters{within} are"
    fault = f"{what} not in the house fonts, so the PDF cannot show"
    fault += " it" if len(letters) == 1 else f" them: {named}"
    return Finding(place, fault, "write it in other letters")


def _note_unusual(element: Element, printed: dict[str, Place]) -> None:
    """Note the first place of each letter that a font may lack."""
    for child in element.children:
        if not isinstance(child, str):
            _note_unusual(child, printed)
        elif not child.isascii():
            for letter in set(child) - _USUAL:
                printed.setdefault(letter, element.place)


def _typed(case: AnyCase, missing: frozenset[str]) -> Iterator[tuple[Place, str, bool]]:
    """Yield each text with such letters that was typed, where the first stands, and if to quote it.

    Texts are of this meeting's files, the committee's, and the register. Messages go to logs: what
    is exempt is not quoted.
    """
    folder = f"inputs/{case.facts.meeting.isoformat()}/"
    others = (f"inputs/{COMMITTEE}", f"inputs/{REGISTER_MAPPING}")
    given = {*case.facts.given_in.values()}
    for file, source in case.facts.sources.items():
        if not file.startswith(folder) and file not in others and file not in given:
            continue
        for trail in source.values:
            value = source.at(trail)
            if file == others[1] and trail[:1] == ("items",):
                continue  # they are looked at below
            if isinstance(value, str) and missing & {*value}:
                is_exempt = file == others[1] and trail[:1] == ("exempt",)
                place = _first(source, trail, value, missing)
                yield place._replace(excerpt="") if is_exempt else place, value, not is_exempt
            if trail and isinstance(trail[-1], str) and missing & {*trail[-1]}:
                yield source.key_place(trail), trail[-1], True
    for item in case.facts.register.items if case.facts.register else ():
        words = " ".join(texts_of(item))
        if item.place and missing & {*words}:
            yield item.place, words, not item.exempt


def _first(source: Source, trail: Trail, text: str, missing: frozenset[str]) -> Place:
    """Return where the first of these letters stands in a text of a file."""
    before = text[: min(text.index(letter) for letter in missing & {*text})]
    line, start = before.count("\n"), before.rfind("\n") + 1
    return source.place_inside(trail, line, len(before) - start)


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
