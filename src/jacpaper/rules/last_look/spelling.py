"""Texts as the last look at a paper compares them: what reads alike is alike, however spelt.

Beside all that `text.comparing` takes for alike, accents and letters of other alphabets that
look like ours make no difference, nor do & for and, figures for numbers in words, and -ize
for -ise.
"""

from __future__ import annotations

import re
import unicodedata

from jacpaper.text.comparing import alike, words

# A string of words with one space before, between and after them.
Words = str

# Letters that look like ours, capitals first: some look like others when they are small.
_LOOK_ALIKE = str.maketrans(
    "АВЕКМНОРСТУХІЅЈԌԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧавекмнорстухіѕјԁһԛԝӏгαεικνορτυχγηωβɑɡıłøđŀ",
    "ABEKMHOPCTYXISJGQWABEZHIKMNOPTYXabekmhopctyxisjdhqwlraeiknoptuxynwbagilodl",
)
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_UNITS += " fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FIGURES = {word: number for number, word in enumerate(_UNITS.split())}
_FIGURES |= {word: number for number, word in zip(range(20, 100, 10), _TENS.split(), strict=True)}
_ORDINALS = {"first": "1 st", "second": "2 nd", "third": "3 rd", "fifth": "5 th", "eighth": "8 th"}
_ORDINALS |= {"ninth": "9 th", "twelfth": "12 th", "twentieth": "20 th", "thirtieth": "30 th"}
_ORDINALS |= {
    f"{word}th": f"{number} th"
    for word, number in _FIGURES.items()
    if word not in ("zero", "one", "two", "three", "five", "eight", "nine", "twelve")
    and number < 20
}
_NUMBERS = _FIGURES.keys() | _ORDINALS.keys()
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_IZE = re.compile(r"(?<=[a-z])([iy])z(?=(?:e|ed|es|ing|ations?|ers?|able)\b)")
_BETWEEN = re.compile(r"(?:[^\w\n]|[_s])+")
# Shorter words, such as DCS, may need the s at their end.
_LEAST_PLURAL = 5


def plain(text: str) -> str:
    """Return a text in small letters of one alphabet, without accents, spelt in one way."""
    if is_foreign := _has_other_letters(text):
        text = text.translate(_LOOK_ALIKE)
    said = alike(text)
    if is_foreign:
        apart = unicodedata.normalize("NFD", said.translate(_LOOK_ALIKE))
        said = "".join(one for one in apart if not unicodedata.combining(one))
    said = said.replace("&", " and ")
    if "," in said:
        said = _THOUSANDS.sub("", said)
    return _IZE.sub(r"\1s", said) if "z" in said else said


def _has_other_letters(text: str) -> bool:
    """Return whether a text has letters beside our own; dashes and quotes of print are none.

    A pattern for so wide a range would take milliseconds to compile.
    """
    return not text.isascii() and any(
        "\u00c0" <= one < "\u2000" or one >= "\u2c60" for one in set(text)
    )


def plain_words(text: str) -> list[str]:
    """Return the words and figures of a text as they are compared; numbers are figures."""
    typed = words(plain(text))
    if _NUMBERS.isdisjoint(typed):
        return typed
    found: list[str] = []
    tens = 0
    for word in typed:
        if tens and 0 < (unit := _FIGURES.get(word, 0)) < 10:
            found[-1], tens = str(tens + unit), 0
            continue
        number = _FIGURES.get(word)
        tens = number if number and number >= 20 else 0
        found.append(_ORDINALS.get(word, word) if number is None else str(number))
    return found


def as_words(text: str) -> Words:
    """Return the words of a text, each between spaces; a plural is as its singular."""
    typed = plain_words(re.sub(r"['\u2019]s\b", "", text))
    return f" {' '.join([word[:-1] if _is_plural(word) else word for word in typed])} "


def _is_plural(word: str) -> bool:
    return word[-1] == "s" and len(word) >= _LEAST_PLURAL and word[-2] != "s"


def squeezed(text: str) -> str:
    """Return the letters and figures of each line of a text without anything between them.

    An s is left out, since words that are joined do not show which of them ends a plural.
    """
    return _BETWEEN.sub("", plain(text))
