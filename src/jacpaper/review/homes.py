"""Where a change belongs: the values of the inputs, or the sentence, that could say it.

A home is a guess from where the words came from. It is proved when the paper made from it says
what the returned paper says: so a wrong guess is never taken, and several may be tried.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from jacpaper.language import english
from jacpaper.review import markdown, readback, typed_days, words
from jacpaper.review.home_kinds import (
    COMMITTEE,
    CountHome,
    DayHome,
    EntryHome,
    FactHome,
    Home,
    ItemHome,
    KeyHome,
    PartHome,
    PlaceHome,
    TextHome,
    WordingHome,
)
from jacpaper.review.records import entries, records
from jacpaper.review.values import deciding, printed
from jacpaper.text import light_markdown
from jacpaper.tree.elements import TEXT_BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jacpaper.review.pairs import Pair
    from jacpaper.review.papers import Composed
    from jacpaper.review.values import Printed, Value
    from jacpaper.text.yaml_source import Trail
    from jacpaper.tree.elements import Element

# What ends a sentence.
_ENDS = (".", "?", "!")


class Homes:
    """Finds the homes of changes in one paper."""

    def __init__(self, ours: Composed, folder: str, body: Element, head_file: str) -> None:
        self.head_file = head_file
        self.trace, self.folder, self.carried_over = ours.trace, folder, ours.carried_over
        # A sentence that is said of each inspection would be the same of all.
        self.wordings = Counter(
            span.wording
            for block in body.find(*TEXT_BLOCKS)
            for span in ours.trace.spans(block)
            if span.wording and span.start < span.end
        )

    def may_be(self, home: Home) -> bool:
        """True if it is in this meeting's files, in what all meetings share, or carried over.

        Other files of another meeting are those of a paper that was published.
        """
        is_carried = bool(home.trail) and home.trail[0] in self.carried_over
        return is_carried or home.file == COMMITTEE or home.file.startswith(f"{self.folder}/")

    def of_words(self, block: Element, edit: words.Edit) -> Iterator[Home]:
        """Yield the homes of words that were changed within a block, the likeliest first."""
        run = tuple(words.words(block))
        found = printed(self.trace, block)
        shared: list[Home] = []
        for one in found:
            if one.wording or one.start == one.end or not one.touches(edit):
                continue
            for value in one.values:
                homes = list(self._of_value(value, block, run, one, edit))
                # What all papers share is changed for all: only if this paper cannot say it alone.
                if value.source.file == COMMITTEE:
                    shared += homes
                else:
                    yield from homes
        yield from self._of_days(run, found, edit)
        yield from self._of_sentence(block, run, found, edit)
        yield from shared

    def of_link(self, block: Element, old: str, new: str) -> Iterator[Home]:
        """Yield the homes of an address that was changed."""
        for one in printed(self.trace, block):
            for value in one.values:
                if value.raw == old:
                    yield FactHome(*value.key, new)

    def of_new(self, pair: Pair) -> Iterator[Home]:
        """Yield the homes of a paragraph, item or row that was added."""
        theirs = pair.theirs
        if theirs is None:
            return
        run = tuple(words.words(theirs))
        for neighbour, offset in ((pair.before, 1), (pair.after, 0)):
            if neighbour is None:
                continue
            if theirs.tag == "li":
                yield from self._new_item(neighbour, offset, run)
                yield from self._places(neighbour, offset)
            # A row beside none of ours is of a table that was put in, which no facts hold.
            is_row = theirs.tag == "tr" and neighbour.tag in ("tr", "caption")
            if is_row or (theirs.tag == "li" and offset):
                yield from entries(self.trace, neighbour, theirs)
            if is_row:
                items = self._items_of(neighbour)
                yield from records(self.trace, items, neighbour, theirs, offset)
            if theirs.tag in ("p", "li"):
                yield from self._new_part(neighbour, offset, run, is_item=theirs.tag == "li")

    def of_gone(self, block: Element) -> Iterator[Home]:
        """Yield the homes of a paragraph, item or row that was taken out."""
        cells = list(block.elements) if block.tag == "tr" else [block]
        everything = [(cell, one) for cell in cells for one in printed(self.trace, cell)]
        items = [*self._items_of(block)]
        first = [one for one in items if block.tag == "li" and self._is_it(one, block, everything)]
        yield from first
        for cell, one in everything:
            yield from self._parts_gone(cell, one)
        yield from self._items_gone([item for item in items if item not in first])
        if block.tag == "tr" and everything:
            for value in everything[0][1].values:
                if value.trail:
                    yield EntryHome(value.source.file, value.trail[:-1], str(value.trail[-1]), None)
        for _, one in everything:
            is_whole = (one.start, one.end) == (0, len(words.words(block)))
            if is_whole and self.wordings[one.wording] == 1:
                run = tuple(words.words(block))
                yield self._wording(one.wording, block, run, 0, None)

    def counts(self, home: Home) -> tuple[CountHome, ...]:
        """Return the numbers beside a list that say how many items it has, for one more or less."""
        if not isinstance(home, ItemHome):
            return ()
        listed = len(self._typed_at(home.file, home.trail))
        around = self._typed_at(home.file, home.trail[:-1])
        step = -1 if home.value is None else 1
        return tuple(
            CountHome(home.file, (*home.trail[:-1], key), number, step)
            for key, number in (around.items() if isinstance(around, dict) else ())
            if type(number) is int and number == listed
        )

    def _typed_at(self, file: str, trail: Trail) -> Any:
        return self.trace.sources()[file].at(trail)

    def _items_of(self, block: Element) -> Iterator[ItemHome]:
        """Yield the items of lists that a block comes from, the innermost first."""
        cells = list(block.elements) if block.tag == "tr" else [block]
        values = [
            value for cell in cells for one in printed(self.trace, cell) for value in one.values
        ]
        items = {
            (value.source.file, value.trail[: position + 1]): value
            for value in (*values, *deciding(self.trace, block))
            for position, step in enumerate(value.trail)
            if isinstance(step, int) and isinstance(_at(value, value.trail[:position]), list)
        }
        for (file, trail), value in sorted(items.items(), key=lambda item: -len(item[0][1])):
            typed = _at(value, trail)
            raw = typed if isinstance(typed, str) else ""
            yield ItemHome(file, trail[:-1], int(trail[-1]), None, raw)

    def _is_it(
        self, item: ItemHome, block: Element, everything: Sequence[tuple[Element, Printed]]
    ) -> bool:
        """True if a block is a typed item: it was asked for by it, or says several values of it."""
        whole = (*item.trail, item.position)
        if any(value.key == (item.file, whole) for value in deciding(self.trace, block)):
            return bool(item.raw)
        values = {value.key for _, one in everything for value in one.values}
        return sum((file, trail[: len(whole)]) == (item.file, whole) for file, trail in values) > 1

    def _places(self, neighbour: Element, offset: int) -> Iterator[PlaceHome]:
        """Yield the places beside a block, in the lists whose items it comes from."""
        for item in self._items_of(neighbour):
            yield PlaceHome(item.file, item.trail, item.position + offset)

    def _of_value(
        self,
        value: Value,
        block: Element,
        run: tuple[words.Word, ...],
        one: Printed,
        edit: words.Edit,
    ) -> Iterator[Home]:
        raw, said = value.raw, run[one.start : one.end]
        now = words.text(words.applied(said, [edit.within(one.start)]))
        if isinstance(raw, str):
            for part, is_sentence, inside in _parts_within(raw, said):
                start, end = one.start + inside.start, one.start + inside.stop
                typed = run[start:end]
                # Words put before or after a name that is among others are no part of it.
                is_name = len(typed) < len(said) and typed[-1].text not in _ENDS
                edge = is_name and edit.start == edit.end
                if start + edge <= edit.start and edit.end <= end - edge:
                    yield TextHome(
                        *value.key, raw, part, id(block), typed, start, edit, is_sentence
                    )
        for guess in readback.guesses(raw, words.text(said), now):
            home = FactHome(*value.key, guess)
            if not _is_beside(raw, words.text(said), home):
                yield home
        key = value.trail[-1] if value.trail else None
        if isinstance(key, str) and words.plain(key) == words.plain(words.text(said)):
            yield KeyHome(*value.key, id(block), said, edit.within(one.start))

    def _of_days(
        self, run: tuple[words.Word, ...], found: Sequence[Printed], edit: words.Edit
    ) -> Iterator[DayHome]:
        """Yield the days of this meeting's files that became a day of words that are worked out."""
        sources = self.trace.sources()
        for one in found:
            if one.values or one.wording or one.start == one.end or not one.touches(edit):
                continue
            said = run[one.start : one.end]
            now = words.text(words.applied(said, [edit.within(one.start)]))
            for was, becomes in readback.other_days(words.text(said), now):
                for file, trail, typed in typed_days.of(was, sources, self.folder):
                    guesses = readback.guesses(typed, was, becomes)
                    yield from (DayHome(file, trail, guess) for guess in guesses)

    def _of_sentence(
        self,
        block: Element,
        run: tuple[words.Word, ...],
        found: Sequence[Printed],
        edit: words.Edit,
    ) -> Iterator[Home]:
        for one in found:
            if self.wordings[one.wording] != 1 or not one.touches(edit):
                continue
            # Another word for a fact is another fact, and is typed where that is.
            if any(_is_other_fact(other, edit) for other in found):
                continue
            inside = [
                other
                for other in found
                if not other.wording
                and one.start <= other.start
                and other.end <= one.end
                # What is replaced altogether stays nowhere.
                and not (edit.start <= other.start and other.end <= edit.end)
            ]
            # A figure in it would stay as it is when the facts change.
            if any(_is_worked_out(run, other) for other in inside):
                continue
            said = run[one.start : one.end]
            if not words.text(words.applied(said, [edit.within(one.start)])).strip():
                yield self._wording(one.wording, block, said, one.start, None)
            yield self._wording(one.wording, block, said, one.start, edit)

    def _wording(
        self,
        name: str,
        block: Element,
        run: tuple[words.Word, ...],
        start: int,
        edit: words.Edit | None,
    ) -> WordingHome:
        return WordingHome(
            f"{self.folder}/{self.head_file}", ("wording", name), name, id(block), run, start, edit
        )

    def _new_item(
        self, neighbour: Element, offset: int, run: tuple[words.Word, ...]
    ) -> Iterator[Home]:
        values = [value for one in printed(self.trace, neighbour) for value in one.values]
        for value in (*values, *deciding(self.trace, neighbour)):
            *above, last = value.trail or ("",)
            if isinstance(last, int) and isinstance(value.raw, str):
                new = markdown.written(run, value.raw)
                yield ItemHome(value.source.file, tuple(above), last + offset, new)

    def _new_part(
        self,
        neighbour: Element,
        offset: int,
        run: tuple[words.Word, ...],
        *,
        is_item: bool,
    ) -> Iterator[Home]:
        beside = words.words(neighbour)
        for one in printed(self.trace, neighbour):
            said = words.text(beside[one.start : one.end])
            is_next = one.end == len(beside) if offset else one.start == 0
            for value in () if one.wording else one.values:
                # A word within a sentence has no paragraph after it.
                if is_next and isinstance(value.raw, str):
                    for part, _ in _parts_saying(value.raw, said):
                        place = part - 1 + offset if part >= 0 else offset - 1
                        yield PartHome(*value.key, value.raw, place, run, is_item)

    def _items_gone(self, items: Iterable[ItemHome]) -> Iterator[Home]:
        for item in items:
            yield item
            if len(self._typed_at(item.file, item.trail)) == 1 and item.trail:
                # Some lists cannot be empty: the key goes with its last item.
                yield EntryHome(item.file, item.trail[:-1], item.trail[-1], None)

    def _parts_gone(self, cell: Element, one: Printed) -> Iterator[Home]:
        for value in one.values:
            if isinstance(value.raw, str) and value.trail and not one.wording:
                yield from self._part_gone(value, cell, one)

    def _part_gone(self, value: Value, block: Element, one: Printed) -> Iterator[Home]:
        said = words.text(words.words(block)[one.start : one.end])
        for part, _ in _parts_saying(value.raw, said):
            if len(markdown.parts(value.raw)) > 1:
                yield PartHome(*value.key, value.raw, part, None)
            elif isinstance(_at(value, value.trail[:-1]), dict):
                *above, name = _only_here(value)
                yield EntryHome(value.source.file, tuple(above), name, None)


def _is_beside(raw: object, said: str, home: FactHome) -> bool:
    """True if words were put before or after a name that is among others, and so not into it."""
    if not isinstance(raw, str) or home.is_date or words.plain(said) == words.plain(raw):
        return False
    return str(home.value).startswith(raw) or str(home.value).endswith(raw)


def _only_here(value: Value) -> Trail:
    """Return the trail of a value, or of what stands around it and holds nothing else."""
    trail = value.trail
    while len(trail) > 1 and isinstance(trail[-2], str) and len(_at(value, trail[:-1])) == 1:
        trail = trail[:-1]
    return trail


def _at(value: Value, trail: Trail) -> Any:
    return value.source.at(trail)


def _parts_within(raw: str, run: tuple[words.Word, ...]) -> Iterator[tuple[int, bool, slice]]:
    """Yield which parts of a typed text stand in a run of words, as `_parts_saying`, and where."""
    whole = [*_parts_saying(raw, words.text(run))]
    yield from ((part, is_sentence, slice(0, len(run))) for part, is_sentence in whole)
    if whole:
        return
    is_line = light_markdown.is_plain(raw) and "\n\n" not in raw.strip()
    for number, part in enumerate(markdown.parts(raw)):
        shown = words.plain(rendered(part.text))
        if inside := words.found(shown, run):
            yield -1 if is_line else number, False, inside
        elif inside := words.found(shown[:1].upper() + shown[1:], run):
            yield number, True, inside


def _parts_saying(raw: str, said: str) -> Iterator[tuple[int, bool]]:
    """Yield which parts of a typed text are printed so, and whether with a capital of their own."""
    wanted = words.plain(said)
    if words.plain(raw) == wanted and light_markdown.is_plain(raw):
        yield -1 if "\n\n" not in raw.strip() else 0, False
        return
    for number, part in enumerate(markdown.parts(raw)):
        shown = words.plain(rendered(part.text))
        if shown == wanted:
            yield number, False
        elif shown[:1].upper() + shown[1:] == wanted:
            yield number, True


def rendered(text: str) -> str:
    """Return light Markdown as a reader sees it."""
    return html.unescape(re.sub(r"<[^>]*>", "", light_markdown.to_inline_html(text)))


def _is_other_fact(one: Printed, edit: words.Edit) -> bool:
    """True if words that say a typed fact of the meeting, and nothing else, became others."""
    if one.wording or len(one.values) != 1 or not one.touches(edit):
        return False
    (value,) = one.values
    is_typed_here = isinstance(value.raw, str) and value.source.file != COMMITTEE
    is_left_out = (edit.start, edit.end) == (one.start, one.end) and not words.text(edit.words)
    is_beside = edit.start == edit.end and edit.start in (one.start, one.end)
    return is_typed_here and not is_left_out and not is_beside


def _is_worked_out(run: Sequence[words.Word], one: Printed) -> bool:
    """True if some words are no fact as it is typed, but come from arithmetic or from a list."""
    said = words.plain(words.text(run[one.start : one.end])).lower()
    for value in one.values:
        if isinstance(value.raw, str):
            said = said.replace(words.plain(readback.as_printed(value.raw)).lower(), "", 1)
            said = said.replace(words.plain(value.raw).lower(), "", 1)
    return any(word.isdigit() or word in english.NUMBERS for word in re.findall(r"\w+", said))
