"""What only the exempt items of a register have, and where a text has it too.

Texts are compared word by word, as `spelling` gives them, so that no other dash, quote, space,
spelling or invisible character hides anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.rules.last_look.ordinary import is_ordinary, tells
from jacpaper.rules.last_look.spelling import Words, as_words, plain, plain_words
from jacpaper.text.comparing import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jacpaper.facts.register import Item, Register
    from jacpaper.problems import Place

# So many words, or letters, that two texts share are no accident.
_MANY_WORDS = 8
_MANY_LETTERS = 50
# Shorter ones say nothing.
_LEAST_TEXT = 4
_LEAST_REASON = 20
# A shorter reference in letters or figures alone is found everywhere, and so is a year.
_LEAST_REFERENCE = 4
_YEARS, _MONTHS, _DAYS = range(1900, 2200), range(1, 13), range(1, 32)
# A name that is not longer, in capitals, is only found in capitals: IT is no it.
_ACRONYM = 4
_NAMES = {
    "owner": "owner",
    "addressee": "addressee",
    "theme": "theme",
    "rating": "rating",
    "cause_of_concern": "cause of concern",
}
# Of these, people write several in one cell; and what ordinary words say of them tells nothing.
_LISTED = ("owner", "addressee")
_TELLING = "cause_of_concern"
_BETWEEN_NAMES = re.compile(r"\s*[;,/]\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s")
_LEAST_OF_SEVERAL = 8
# Joined to one word, as in an address, so many letters of a phrase, or of a reference, tell.
_LEAST_JOINED = 10
_LEAST_JOINED_REFERENCE = 5
# After one of these a short figure is a reference.
_ANNOUNCED = (
    r"(?<!agenda )\b(?:items?|refs?|references?|recs?|recommendations?|afis?|actions?|ids?|nos?"
    r"|numbers?)\b[\W_]*(?:(?:\w*\d\w*|and|or|to)[\W_]+)*"
)


class Secret(NamedTuple):
    """Words that only exempt items have."""

    words: Words
    what: str
    """What they are, as in `the reference of an exempt item`."""
    place: Place | None
    """Where the register has the first such item."""
    pattern: str = ""
    """What must be found besides, in the text as `alike` returns it; empty: nothing."""
    is_acronym: bool = False
    """True if it must be in capitals."""
    is_name: bool = False
    """True if a public item may have the words too, within others."""
    is_title: bool = False
    """True if they are the title of a report: no word of the template makes it public."""
    is_part: bool = False
    """True if they are part of a text, which a public item's text may have too."""


def secrets(register: Register) -> list[Secret]:
    """Return what only the exempt items of a register have, the longest first."""
    exempt = [*(item for item in register.items if item.exempt), *register.withheld]
    # What an item that is exempt in any case has too is named after that.
    exempt.sort(key=lambda item: item.is_undecided)
    if not exempt and not register.exempt_reports:
        return []
    public = [item for item in register.items if not item.exempt]
    found = [
        *_references(exempt),
        *_titles(register, exempt, public),
        *_names(exempt, public, register.ratings),
        *_texts(exempt),
    ]
    kept: dict[tuple[Words, bool], Secret] = {}
    for secret in found:
        kept.setdefault((secret.words, secret.is_part), secret)
    return sorted(kept.values(), key=lambda one: (-len(one.words), one.words))


def positions(whole: Words, part: Words) -> Iterator[tuple[int, int]]:
    """Yield where a part is in a text: its first space and the end of its last word."""
    start = whole.find(part)
    while start >= 0:
        yield start, start + len(part) - 1
        start = whole.find(part, start + 1)


def _references(exempt: Iterable[Item]) -> Iterator[Secret]:
    for item in exempt:
        if parts := plain_words(item.reference):
            what = "the reference of an exempt item"
            yield Secret(as_words(item.reference), what, item.place, _reference_pattern(parts))


def _reference_pattern(parts: list[str]) -> str:
    """Return how a reference may be typed: with other signs between its parts, or none.

    `A 12` is no A12: one letter is a word of its own. Letters alone, or figures alone, must
    be many, or stand where a reference is named.
    """
    letters = "".join(part for part in parts if not part.isdigit())
    figures = "".join(part for part in parts if part.isdigit())
    between = r"[\W_]*" if len(letters) > 1 else r"[^\w\s]*"
    pattern = between.join(map(re.escape, parts))
    is_year = not letters and len(parts) == 1 and int(figures) in _YEARS
    if not (letters and figures) and (len(letters + figures) < _LEAST_REFERENCE or is_year):
        return rf"{_ANNOUNCED}{pattern}(?!\w)"
    before, after = _no_day(parts)
    return rf"{before}(?<![^\W_]){pattern}(?![^\W_]){after}"


def _no_day(parts: list[str]) -> tuple[str, str]:
    """Return what may not stand beside a reference: the day 2024-03-31 is no item 2024-03."""
    lengths = [*map(len, parts)] if all(map(str.isdigit, parts)) else []
    if lengths == [4, 2] and int(parts[0]) in _YEARS and int(parts[1]) in _MONTHS:
        return "", r"(?!-(?:0[1-9]|[12]\d|3[01])(?!\d))"
    if lengths != [2, 2]:
        return "", ""
    # An item 03-31, and the day 2024-03-31; an item 31-03, and the day 31-03-2024.
    first, second = map(int, parts)
    before = r"(?<!\b(?:19|20|21)\d\d-)" if first in _MONTHS and second in _DAYS else ""
    after = r"(?!-(?:19|20|21)\d\d\b)" if second in _MONTHS and first in _DAYS else ""
    return before, after


def _titles(register: Register, exempt: Iterable[Item], public: Iterable[Item]) -> Iterator[Secret]:
    others = {*map(comparable, {item.report for item in public})}
    titles = dict.fromkeys([item.report for item in exempt])
    first = {comparable(item.report): item.place for item in reversed([*exempt])}
    for title in (*register.exempt_reports, *titles):
        if comparable(title) not in others or title in register.exempt_reports:
            what = "the title of a report all of whose items are exempt"
            for secret in _name(title, what, first.get(comparable(title))):
                yield secret._replace(is_title=True)


def _names(
    exempt: Iterable[Item], public: Iterable[Item], ratings: Iterable[str]
) -> Iterator[Secret]:
    others = {*map(comparable, {getattr(item, field) for item in public for field in _NAMES})}
    others |= {*map(comparable, ratings)}
    for item in exempt:
        for field, called in _NAMES.items():
            name = getattr(item, field)
            if not name or comparable(name) in others:
                continue
            what = f"the {called} of exempt items alone"
            for one in (name, *(_several(name) if field in _LISTED else ())):
                for secret in _name(one, what, item.place) if comparable(one) not in others else ():
                    if field == _TELLING or not is_ordinary(
                        secret.words, is_acronym=secret.is_acronym
                    ):
                        yield secret


def _several(name: str) -> list[str]:
    """Return the names that a cell lists, without such as would be found everywhere."""
    parts = _BETWEEN_NAMES.split(name)
    return [one for one in parts if " " in one and len(one) >= _LEAST_OF_SEVERAL]


def _name(name: str, what: str, place: Place | None) -> Iterator[Secret]:
    parts = plain_words(name)
    if not any(part.isalpha() for part in parts):
        return
    is_acronym = len(parts) == 1 and len(parts[0]) <= _ACRONYM and name.isupper()
    yield Secret(as_words(name), what, place, is_acronym=is_acronym, is_name=True)


def _texts(exempt: Iterable[Item]) -> Iterator[Secret]:
    for item in exempt:
        what = "words from the text of an exempt item"
        yield from _parts(item.text, what, item.place, _LEAST_TEXT)
        sentences = _SENTENCE_END.split(item.text)
        for line in (*item.text_lines, *(sentences if len(sentences) > 1 else ())):
            if tells(said := as_words(line)):
                yield Secret(said, what, item.place, is_part=True)
        what = "the reason why an item is exempt"
        yield from _parts(item.exempt_reason, what, item.place, _LEAST_REASON)
        what = "what the owner of an exempt item says of it"
        for said in item.account.texts:
            yield from _parts(said, what, item.place, _LEAST_REASON)


def _parts(text: str, what: str, place: Place | None, least: int) -> Iterator[Secret]:
    """Yield a short text whole; of a longer one, each run of words long enough to tell."""
    every = as_words(text).split()
    runs = 0
    for start in range(len(every)):
        end, letters = start, 0
        while end < len(every) and end - start < _MANY_WORDS and letters < _MANY_LETTERS:
            letters += len(every[end])
            end += 1
        if end - start < _MANY_WORDS and letters < _MANY_LETTERS:
            break
        runs += 1
        yield Secret(f" {' '.join(every[start:end])} ", what, place, is_part=True)
    if not runs and len("".join(every)) >= least:
        yield Secret(f" {' '.join(every)} ", what, place)


class PublicWords:
    """What is public in any case: what public items have, and what every paper prints.

    `committee` and `template` are the words of committee.yaml and of the template; and there are
    those that register.yaml calls harmless.
    """

    def __init__(self, register: Register, committee: str = "", template: str = "") -> None:
        self.register = register
        self.committee, self.template = as_words(committee), as_words(template)
        self.as_typed = f"{committee}\n{template}"
        self.harmless = [as_words(phrase) for phrase in register.harmless]

    # Worked out where they are needed: most papers have nothing to look at closely.

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The public items."""
        return tuple(item for item in self.register.items if not item.exempt)

    @cached_property
    def references(self) -> frozenset[Words]:
        """Their references."""
        return frozenset(as_words(item.reference) for item in self.items)

    @cached_property
    def texts(self) -> frozenset[Words]:
        """Their texts."""
        said = (text for item in self.items for text in (item.text, *item.account.texts))
        return frozenset(map(as_words, said))

    @cached_property
    def joined(self) -> Words:
        """Their texts, one after the other."""
        return "\n".join(self.texts)

    @cached_property
    def names(self) -> list[Words]:
        """The names of their reports, owners, themes and causes of concern."""
        exempt_titles = {comparable(title) for title in self.register.exempt_reports}
        names = {
            name
            for item in self.items
            for name in (item.report, *(getattr(item, field) for field in _NAMES))
            if name and comparable(name) not in exempt_titles
        }
        return [as_words(name) for name in names]

    def has(self, secret: Secret, piece: Words) -> bool:
        """Return whether a secret is none: a public item has the words as well."""
        if secret.pattern:
            return secret.words in self.references
        if secret.is_acronym:
            return is_said(secret, self.as_typed)
        if secret.words in self.joined or secret.words in self.committee:
            return True
        is_printed = not secret.is_title and secret.words in self.template
        return not secret.is_part and (is_printed or piece in self.texts)

    def around(self, secret: Secret) -> list[Words]:
        """Return the phrases within which the secret's words are harmless."""
        names: Iterable[Words] = self.names if secret.is_name else ()
        if secret.pattern:  # MID-7 is within MID-7-1, which may be public
            names = self.references
        return [phrase for phrase in (*self.harmless, *names) if secret.words in phrase]


def joined(secret: Secret) -> str:
    """Return a secret as one word, as addresses have it; empty: it would not be recognised."""
    one = secret.words.replace(" ", "").replace("s", "")  # as `squeezed` has it
    if secret.pattern:
        is_telling = bool(re.search(r"\d", one)) and bool(re.search(r"[^\W\d]", one))
        return one if is_telling and len(one) >= _LEAST_JOINED_REFERENCE else ""
    return one if " " in secret.words.strip() and len(one) >= _LEAST_JOINED else ""


def is_said(secret: Secret, text: str) -> bool:
    """Return whether a text that has the secret's words says them as the secret is said."""
    if secret.pattern and not re.search(secret.pattern, plain(text)):
        return False
    return not secret.is_acronym or bool(
        re.search(rf"\b{re.escape(secret.words.strip().upper())}\b", text)
    )


def spans(whole: Words, phrases: Iterable[Words]) -> Mapping[int, int]:
    """Return where the phrases are in a text: the start of each, and its end."""
    found: dict[int, int] = defaultdict(int)
    for phrase in phrases:
        for start, end in positions(whole, phrase):
            found[start] = max(found[start], end)
    return found
