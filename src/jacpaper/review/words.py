"""The words of a block with their formats, and the difference between two runs of them.

`tree/words.py` splits texts in another way, for what a reader of two papers sees. Here the letters
of a word are counted as `trace.Span` counts them, so that they lead to the inputs, and what a word
processor changes by itself, such as quotation marks, is no difference.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from jacpaper.text.characters import PROCESSED, unprocessed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jacpaper.tree.elements import Element

# A word with its inner apostrophes and hyphens, white space, or one other mark.
_WORD = re.compile(r"[ \n\t\r]+|\w+(?:['\u2019\u2010\u2011-]\w+)*|[^\w \n\t\r]")
# The text that two word processors agree on.
plain = unprocessed


class Word(NamedTuple):
    """A word, a run of white space or a mark, and the formats that light Markdown has."""

    text: str
    strong: bool = False
    em: bool = False
    link: str = ""
    """The address it leads to; # for a cross-reference, wherever that leads."""
    lang: str = ""
    """Its language, if it is marked; word processors mark languages by themselves."""

    @property
    def is_space(self) -> bool:
        """True for white space."""
        return not self.text.strip()

    @property
    def letters(self) -> int:
        """Its length as `trace.Span` counts: white space and cross-references count nothing."""
        return 0 if self.is_space or self.link == "#" else len(self.text)


class Edit(NamedTuple):
    """Words from `start` to `end` that became others, which stand there from `now` to `now_end`."""

    start: int
    end: int
    words: tuple[Word, ...]
    now: int
    now_end: int

    def within(self, start: int) -> Edit:
        """Return the edit as it is in the words from `start` on."""
        return self._replace(start=self.start - start, end=self.end - start)


def words(element: Element) -> list[Word]:
    """Return the words of a block in order, without white space at its ends."""
    found = list(_words(element, Word("")))
    while found and found[-1].is_space:
        found.pop()
    while found and found[0].is_space:
        found.pop(0)
    return found


def text(run: Iterable[Word]) -> str:
    """Return words as a reader sees them."""
    return "".join(word.text for word in run)


def found(said: str, run: Sequence[Word]) -> slice | None:
    """Return where in a run of words a text stands as a whole, wherever its lines end."""
    plainly = [word.text.translate(PROCESSED).strip() for word in run]
    ends = [*accumulate(map(len, plainly), initial=0)]
    letters = "".join(plain(said).split())
    start = "".join(plainly).find(letters)
    if not letters or start not in ends or start + len(letters) not in ends:
        return None
    first = len(ends) - 1 - ends[::-1].index(start)
    return slice(first, ends.index(start + len(letters)))


def same(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """True if two runs of words differ in nothing but a word processor's noise."""
    return _keys(old) == _keys(new)


def difference(old: Sequence[Word], new: Sequence[Word]) -> list[Edit]:
    """Return the edits that make one run of words of another, in order."""
    matcher = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    found: list[Edit] = []
    for kind, start, end, now, now_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        edit = Edit(start, end, tuple(new[now:now_end]), now, now_end)
        while found and _is_one_edit(old, found[-1], edit):
            before = found.pop()
            words_between = tuple(new[before.now : edit.now_end])
            edit = Edit(before.start, edit.end, words_between, before.now, edit.now_end)
        found.append(edit)
    return [trimmed for edit in found if (trimmed := _trimmed(old, new, edit))]


def _is_one_edit(old: Sequence[Word], first: Edit, second: Edit) -> bool:
    """True if the words kept between two edits are fewer than those that were changed.

    Of a sentence written anew, "the" and "of" stay by chance.
    """
    kept = len(text(old[first.end : second.start]).strip())
    changed = (max(len(text(old[e.start : e.end])), len(text(e.words))) for e in (first, second))
    return kept < min(changed)


def applied(old: Sequence[Word], edits: Iterable[Edit]) -> list[Word]:
    """Return the words with some of the edits made."""
    made = list(old)
    for edit in sorted(edits, reverse=True):
        made[edit.start : edit.end] = edit.words
    return made


def _trimmed(old: Sequence[Word], new: Sequence[Word], edit: Edit) -> Edit | None:
    """Return an edit without the words that are the same at both its ends."""
    start, end, now, now_end = edit.start, edit.end, edit.now, edit.now_end
    while start < end and now < now_end and _key(old[start]) == _key(new[now]):
        start, now = start + 1, now + 1
    while start < end and now < now_end and _key(old[end - 1]) == _key(new[now_end - 1]):
        end, now_end = end - 1, now_end - 1
    if start == end and now == now_end:
        return None
    return Edit(start, end, tuple(new[now:now_end]), now, now_end)


def _key(word: Word) -> tuple[str, bool, bool, str]:
    if word.is_space:
        return " ", False, False, ""
    # A cross-reference is told by its words: where they begin is lost in some files.
    link = "" if word.link == "#" else word.link
    return word.text.translate(PROCESSED), word.strong, word.em, link


def _keys(run: Sequence[Word]) -> list[tuple[str, bool, bool, str]]:
    return [key for key in map(_key, run) if key[0]]


def _words(element: Element, around: Word) -> Iterator[Word]:
    for child in element.children:
        if isinstance(child, str):
            for found in _WORD.findall(child.replace("\u00ad", "").replace("\u200b", "")):
                yield around._replace(text=found)
        elif child.tag == "a":
            address = child.attributes.get("href", "")
            yield from _words(child, around._replace(link="#" if address[:1] == "#" else address))
        elif child.tag == "strong":
            yield from _words(child, around._replace(strong=True))
        elif child.tag == "em":
            yield from _words(child, around._replace(em=True))
        else:
            yield from _words(child, around._replace(lang=child.attributes.get("lang", "")))
