"""Edit a Word paper at random as people do, and say of each edit what was meant."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import vocabulary
import word_file
from accepted import R, W
from word_file import Author, WordFile, element

if TYPE_CHECKING:
    from pathlib import Path

Xml = Any
_LEFT_ALONE = ("caption", "Caption")
AUTHORS = (
    Author("DCC Jane Ward", "2025-12-03T09:14:00Z", "00A51C2E"),
    Author("Chief Finance Officer", "2025-12-04T16:40:00Z", "00C71D44"),
    Author("ACC (Crime) O\u2019Neill & Staff Officer", "2025-12-02T07:05:00Z", "00E2290F"),
)


@dataclass
class Edit:
    """One thing somebody did: what it was, and the words of its block before and after."""

    kind: str
    level: str
    """word, sentence, paragraph, item, row, emphasis, link, comment or noise."""
    author: str
    """Empty if it was not tracked."""
    old: str = ""
    new: str = ""
    before: str = ""
    after: str = ""

    def fields(self) -> dict[str, str]:
        return asdict(self)


@dataclass
class Desk:
    """A paper under somebody's hands."""

    word: WordFile
    luck: random.Random
    touched: list[Xml] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)

    def author(self) -> Author | None:
        return self.luck.choice([*AUTHORS[:2], None, self.luck.choice(AUTHORS)])

    def paragraphs(self, *, least: int = 1, cells: bool = True) -> list[Xml]:
        """Return the paragraphs with words that nobody has edited yet."""
        return [
            one
            for one in self.word.body.iter(f"{W}p")
            if not any(one is other for other in self.touched)
            and len(word_file.said(one)) >= least
            and style(one) not in _LEFT_ALONE
            and (cells or one.getparent() is self.word.body)
        ]

    def tell(
        self, kind: str, author: Author | None, block: Xml, words: tuple[str, str, str]
    ) -> None:
        """Tell of an edit of a block; the words are its old text, and what became what in it."""
        self.touched.append(block)
        before, old, new = words
        level = next((level for word, level in _LEVELS if word in kind), "word")
        after = word_file.said(block)
        self.edits.append(Edit(kind, level, name_of(author), old, new, before, after))


# The level of a kind of edit, by a word of its name.
_LEVELS = (
    ("sentence", "sentence"), ("bold", "emphasis"), ("italic", "emphasis"),
    ("emphasis", "emphasis"),    ("link", "link"), ("item", "item"),
)  # fmt: skip
Doing = Callable[[Desk], bool]


def name_of(author: Author | None) -> str:
    return author.name if author else ""


def style(paragraph: Xml) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def replaced(desk: Desk, kind: str, paragraph: Xml, span: tuple[int, int], new: str) -> bool:
    """Put new words in the place of a span and tell of it."""
    author, before = desk.author(), word_file.said(paragraph)
    old = before[slice(*span)]
    if old == new or not before.strip():
        return False
    word_file.replace(desk.word, paragraph, span, new, author)
    desk.tell(kind, author, paragraph, (before, old.strip(), new.strip()))
    return True


def _pick(desk: Desk, pattern: str, *, least: int = 1) -> tuple[Xml, re.Match[str]] | None:
    """Return a paragraph and a match of the pattern in it."""
    found = [
        (one, match)
        for one in desk.paragraphs(least=least)
        for match in re.finditer(pattern, word_file.said(one))
    ]
    if not found:
        return None
    # Each paragraph is as likely as any other, however long it is.
    one = desk.luck.choice(list({id(one): one for one, _ in found}.values()))
    return desk.luck.choice([pair for pair in found if pair[0] is one])


def word_changed(desk: Desk) -> bool:
    found = _pick(desk, r"\b[A-Za-z]{3,}\b")
    if not found:
        return False
    paragraph, match = found
    new = vocabulary.instead_of(match[0], desk.luck)
    return replaced(desk, "word replaced", paragraph, match.span(), new)


def words_changed(desk: Desk) -> bool:
    found = _pick(desk, r"\b[a-z]+ [a-z]+( [a-z]+)?\b", least=20)
    if not found:
        return False
    paragraph, match = found
    new = vocabulary.phrase(desk.luck)
    return replaced(desk, "words replaced", paragraph, match.span(), new)


def word_added(desk: Desk) -> bool:
    found = _pick(desk, r"(?<=[a-z,] )(?=[a-z])", least=15)
    if not found:
        return False
    paragraph, match = found
    new = desk.luck.choice(vocabulary.ADVERBS) + " "
    return replaced(desk, "word added", paragraph, match.span(), new)


def word_deleted(desk: Desk) -> bool:
    found = _pick(desk, r"\b[a-z]+ (?=[a-z])", least=15)
    if not found:
        return False
    paragraph, match = found
    return replaced(desk, "word deleted", paragraph, match.span(), "")


def date_changed(desk: Desk) -> bool:
    months = "|".join(vocabulary.MONTHS)
    found = _pick(desk, rf"\b(?:\d{{1,2}} )?(?:{months}) \d{{4}}\b")
    if not found:
        return False
    paragraph, match = found
    new = vocabulary.another_date(match[0], desk.luck)
    return replaced(desk, "date", paragraph, match.span(), new)


def number_changed(desk: Desk) -> bool:
    months, words = "|".join(vocabulary.MONTHS), "|".join(vocabulary.NUMBERS)
    found = _pick(desk, rf"(?<![\d/.:-])\b(?:\d{{1,3}}|{words})\b(?![\d/-]|\.\d)(?! (?:{months}))")
    if not found:
        return False
    paragraph, match = found
    new = vocabulary.another_number(match[0], desk.luck)
    return replaced(desk, "number", paragraph, match.span(), new)


def name_changed(desk: Desk) -> bool:
    found = _pick(desk, r"(?<=[a-z,] )[A-Z][a-z]{3,}\b(?! \d)")
    if not found:
        return False
    paragraph, match = found
    new = desk.luck.choice(vocabulary.NAMES)
    return replaced(desk, "name", paragraph, match.span(), new)


SENTENCE = r"[A-Z0-9][^.?!]*(?:\.[^ .?!][^.?!]*)*[.?!]"


def sentence_added(desk: Desk) -> bool:
    found = _pick(desk, r"(?<=[a-z)][.?!])(?= |$)", least=30)
    if not found:
        return False
    paragraph, match = found
    new = " " + vocabulary.sentence(desk.luck)
    return replaced(desk, "sentence added", paragraph, match.span(), new)


def sentence_deleted(desk: Desk) -> bool:
    found = _pick(desk, rf"(?<=[.?!]) {SENTENCE}(?= |$)|^{SENTENCE} (?=[A-Z])", least=30)
    if not found:
        return False
    paragraph, match = found
    return replaced(desk, "sentence deleted", paragraph, match.span(), "")


def sentence_changed(desk: Desk) -> bool:
    found = _pick(desk, rf"(?:^|(?<=[.?!] )){SENTENCE}(?= |$)", least=30)
    if not found:
        return False
    paragraph, match = found
    new = vocabulary.sentence(desk.luck)
    return replaced(desk, "sentence replaced", paragraph, match.span(), new)


def emphasis_on(desk: Desk) -> bool:
    found = _pick(desk, r"\b[A-Za-z]+ [a-z]+\b", least=15)
    if not found or style(found[0]).startswith("Heading"):
        return False
    paragraph, match = found
    author, before = desk.author(), word_file.said(paragraph)
    strong, by_style = desk.luck.random() < 0.5, desk.luck.random() < 0.5
    for one in word_file.cut(paragraph, *match.span()):
        if one.find(f"{W}rPr/{W}rStyle") is not None:
            return False
        _look(desk.word, one, author, strong=strong, by_style=by_style)
    kind = f"{'bold' if strong else 'italic'} on"
    desk.tell(kind, author, paragraph, (before, match[0], match[0]))
    return True


def _look(word: WordFile, one: Xml, author: Author | None, *, strong: bool, by_style: bool) -> None:
    """Make a run bold or italic."""
    looks = one.find(f"{W}rPr")
    if looks is None:
        looks = element("rPr")
        one.insert(0, looks)
    if by_style:
        looks.insert(0, element("rStyle", val="Strong" if strong else "Emphasis"))
    else:
        looks.append(element("b" if strong else "i"))
    if author:
        change = word.change("rPrChange", author)
        change.append(element("rPr"))
        looks.append(change)


def emphasis_off(desk: Desk) -> bool:
    marks = [f"{W}b", f"{W}i", f"{W}rStyle"]
    found = [
        one
        for paragraph in desk.paragraphs()
        for one in word_file.live_runs(paragraph)
        for mark in one.iterfind(f"{W}rPr/*")
        if mark.tag in marks and mark.get(f"{W}val") in (None, "Strong", "Emphasis")
    ]
    if not found:
        return False
    one = desk.luck.choice(found)
    paragraph = next(one.iterancestors(f"{W}p"))
    before, text = word_file.said(paragraph), one.find(f"{W}t").text
    one.remove(one.find(f"{W}rPr"))
    desk.tell("emphasis off", None, paragraph, (before, text, text))
    return True


def _links(desk: Desk) -> list[Xml]:
    return [
        link
        for one in desk.paragraphs()
        for link in one.iter(f"{W}hyperlink")
        if link.get(f"{R}id")
    ]


def link_changed(desk: Desk) -> bool:
    links = _links(desk)
    if not links:
        return False
    link = desk.luck.choice(links)
    paragraph = next(link.iterancestors(f"{W}p"))
    old = next(
        str(one.get("Target")) for one in desk.word.links if one.get("Id") == link.get(f"{R}id")
    )
    new = vocabulary.another_address(old, desk.luck)
    link.set(f"{R}id", desk.word.address(new))
    desk.tell("link changed", None, paragraph, (word_file.said(paragraph), old, new))
    return True


def link_removed(desk: Desk) -> bool:
    links = _links(desk)
    if not links:
        return False
    link = desk.luck.choice(links)
    paragraph = next(link.iterancestors(f"{W}p"))
    for one in link.iter(f"{W}r"):
        if one.find(f"{W}rPr") is not None:
            one.remove(one.find(f"{W}rPr"))
    for child in list(link):
        link.addprevious(child)
    link.getparent().remove(link)
    text = word_file.said(paragraph)
    desk.tell("link removed", None, paragraph, (text, text, text))
    return True


def link_added(desk: Desk) -> bool:
    found = _pick(desk, r"\b[A-Za-z]+ [a-z]+\b", least=25)
    if not found:
        return False
    paragraph, match = found
    runs = word_file.cut(paragraph, *match.span())
    if len(runs) != 1 or runs[0].getparent() is not paragraph or style(paragraph)[:4] == "Head":
        return False
    new = vocabulary.another_address("https://www.example.org/reports/", desk.luck)
    link = element("hyperlink", history="1")
    link.set(f"{R}id", desk.word.address(new))
    runs[0].addprevious(link)
    link.append(runs[0])
    looks = element("rPr")
    looks.append(element("rStyle", val="Hyperlink"))
    if runs[0].find(f"{W}rPr") is None:
        runs[0].insert(0, looks)
    text = word_file.said(paragraph)
    desk.tell("link added", None, paragraph, (text, match[0], new))
    return True


WORDS: tuple[Doing, ...] = (
    word_changed, words_changed, word_added, word_deleted, date_changed, number_changed,
    name_changed, sentence_added, sentence_deleted, sentence_changed, emphasis_on, emphasis_off,
    link_changed, link_removed, link_added,
)  # fmt: skip


def edited(path: Path, seed: int, target: Path, most: int = 5, only: str = "") -> list[Edit]:
    """Write a copy of a Word paper with some edits and some noise, and return the edits.

    With `most` 0 there is noise alone; `only` is the kind of all edits, as in `date_changed`.
    """
    import block_edits
    import comment_edits
    import noise

    luck = random.Random(seed)  # noqa: S311
    desk = Desk(WordFile(path, luck), luck)
    wanted = luck.randint(1, most) if most else 0
    ways = [WORDS, WORDS, block_edits.BLOCKS]
    if only:
        ways = [tuple(doing for some in ways for doing in some if doing.__name__ == only)]
    for _ in range(wanted * 4):
        if len(desk.edits) >= wanted:
            break
        luck.choice(luck.choice(ways))(desk)
    if luck.random() < 0.3:
        comment_edits.comment(desk)
    noise.add(desk.word, luck)
    desk.word.save(target)
    return desk.edits
