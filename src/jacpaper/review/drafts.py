"""Who changed what: a block of the returned paper, ours, and the draft that went out.

The Word file says which text each block had when it was made, as a digest. A block that is still
so in our paper was changed by them; one that is still so in theirs was changed here; one that is
so in neither was changed on both sides.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, combinations
from typing import TYPE_CHECKING, Literal

from jacpaper.returned.paper import text_blocks
from jacpaper.review import words
from jacpaper.tree import alignment
from jacpaper.writers.word.look import digest_of, looks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.returned.paper import ReturnedPaper, Stamp
    from jacpaper.review.changes import Change
    from jacpaper.tree.elements import Element

Side = Literal["theirs", "ours", "both"]
# Of so many differences each may be on either side: some hundred texts are tried.
_MOST_MIXED = 8
SIDES: tuple[Side, Side] = ("ours", "theirs")


class Draft:
    """The draft that went out, as far as the returned file tells of it."""

    def __init__(self, stamp: Stamp, returned: ReturnedPaper, ours: Element) -> None:
        self._looks = [block.looks for block in stamp.blocks]
        self._digests = [block.digest for block in stamp.blocks]
        mine, other = text_blocks(ours), text_blocks(returned.accepted)
        self._their_digests = Counter(digest_of(block.text) for block in other)
        self._known = {id(block) for block in mine}
        self._theirs = self._places(other, returned.accepted_from)
        names = zip(other, returned.accepted_from, strict=True)
        self._named = {id(block): place for block, place in names if place is not None}
        self._ours = self._places(mine)
        self._unchanged_here = {
            self._ours[id(block)] for block in mine if self._is_as_sent(block, self._ours)
        }
        self._orders = _order(mine, self._ours), _order(other, self._theirs)
        self._blocks_here, self._blocks_there = (
            {places[id(block)]: block for block in blocks if id(block) in places}
            for blocks, places in ((mine, self._ours), (other, self._theirs))
        )
        originals = text_blocks(returned.original)
        places = self._places(originals, returned.original_from)
        self._originals = {
            places[id(block)]: words.words(block) for block in originals if id(block) in places
        }

    def are_both_new(self, ours: Element, theirs: Element) -> bool:
        """True if one block was added here and another one there.

        That is so only where both papers have each block of the draft: else it may be one of it.
        """
        if id(_first(ours)) not in self._known:  # it is in a paper that is only tried
            return False
        sides = ((ours, self._ours), (theirs, self._theirs))
        return all(
            id(_first(block)) not in places and len({*places.values()}) == len(self._digests)
            for block, places in sides
        )

    def became(self, ours: Element, theirs: Element) -> bool:
        """True if the file says that a block of theirs and ours are one block of the draft."""
        mine = self._blocks_here.get(self._named.get(id(theirs), -1))
        return mine is not None and mine.text == ours.text

    def side(self, change: Change) -> Side:
        """Return who made a change: they in Word, we in the inputs, or both."""
        ours, theirs = _first(change.ours), _first(change.theirs)
        here = ours is not None and self._is_as_sent(ours, self._ours)
        there = theirs is not None and self._is_as_sent(theirs, self._theirs)
        if ours is None or theirs is None:
            return self._of_one(ours, theirs, is_as_sent=here or there)
        if change.kind == "moved":
            return self._of_move(ours, theirs)
        if here:
            return self._of_marks(change, ours, theirs)
        if there:
            if self._took_out(change.old):
                return "both"
            is_left = self._looks[self._theirs[id(theirs)]] == looks_of(theirs)
            return "both" if not is_left and _is_marked_otherwise(change, ours) else "ours"
        return self._within(change, ours, theirs)

    def _of_one(self, ours: Element | None, theirs: Element | None, *, is_as_sent: bool) -> Side:
        """Return who added or took out a block that only one of the papers has."""
        mine, other = self._ours, self._theirs
        block, has_it, has_not = ours, SIDES[0], SIDES[1]
        if ours is None:
            mine, other = other, mine
            block, has_it, has_not = theirs, SIDES[1], SIDES[0]
        place = mine.get(id(block))
        if place is None:  # what the draft did not have was added
            return has_it
        if place in other.values():  # both still have it: they moved it, or split a paragraph
            if self._is_left_alone(place):
                return "ours"
            return "theirs" if place in self._unchanged_here else "both"
        return has_not if is_as_sent else "both"

    def _took_out(self, said: str) -> bool:
        """True if they took out a block that said this, and here it went into another one."""
        then = digest_of(words.plain(said).strip())
        places = [at for at, one in enumerate(self._digests) if one == then]
        here, there = self._ours.values(), self._theirs.values()
        return any(at not in here and at not in there for at in places)

    def _is_left_alone(self, place: int) -> bool:
        """True if the blocks that say what the draft said there all stand there as they did.

        Of paragraphs with the same words, one may be compared with another than itself.
        """
        digest = self._digests[place]
        alike = [at for at, one in enumerate(self._digests) if one == digest]
        return self._their_digests[digest] == len(alike) and all(map(self._is_untouched, alike))

    def _is_untouched(self, place: int) -> bool:
        """True if they left a block of the draft as it was, and where it was."""
        here, there = self._blocks_here.get(place), self._blocks_there.get(place)
        if here is None or there is None or _is_moved(place, self._orders[1]):
            return False
        looks = [(block.tag, _marks(words.words(block))) for block in (here, there)]
        return self._is_as_sent(there, self._theirs) and looks[0] == looks[1]

    def _of_move(self, ours: Element, theirs: Element) -> Side:
        """Return who moved a block."""
        by_us = _is_moved(self._ours.get(id(ours)), self._orders[0])
        by_them = _is_moved(self._theirs.get(id(theirs)), self._orders[1])
        if by_us:
            return "both" if by_them else "ours"
        return "theirs"

    def text(self, change: Change) -> str | None:
        """Return what the draft said in the place of a change, if that is known."""
        draft = self._draft_of(_first(change.ours), _first(change.theirs))
        return None if draft is None else words.text(draft)

    def _within(self, change: Change, ours: Element, theirs: Element) -> Side:
        """Return who made a change of words in a block that was changed on both sides."""
        sent = self._draft_of(ours, theirs)
        if sent is None or change.edit is None:
            return "both"
        is_original = any(sent is one for one in self._originals.values())
        if words.plain(change.old) == words.plain(change.new) and not is_original:
            return "both"  # a digest does not tell whose emphasis it is
        here = words.difference(sent, words.words(ours))
        there = words.difference(sent, words.words(theirs))
        edit = change.edit
        by_us = any(_meet(one.now, one.now_end, edit.start, edit.end) for one in here)
        by_them = any(_meet(one.now, one.now_end, edit.now, edit.now_end) for one in there)
        if by_us != by_them:
            return "ours" if by_us else "theirs"
        return "both"

    def _of_marks(self, change: Change, ours: Element, theirs: Element) -> Side:
        """Return who made a change in a block whose words are as sent here.

        Emphasis or a link may have been given to its words here meanwhile, and would be lost.
        """
        place = self._ours[id(ours)]
        sent = self._originals.get(place)
        if self._looks[place] == looks_of(ours) or change.edit is None:
            return "theirs"
        is_of_marks = words.plain(change.old) == words.plain(change.new)
        if is_of_marks and self._looks[place] == looks_of(theirs):
            return "ours"
        if sent is None or not self._is_draft(sent, place):
            return "both"
        start, end = change.edit.start, change.edit.end
        marked = words.difference(sent, words.words(ours))
        is_marked = any(one.now < end and start < one.now_end for one in marked)
        return "both" if is_marked else "theirs"

    def _is_draft(self, run: list[words.Word], place: int) -> bool:
        return digest_of(words.text(run)) == self._digests[place]

    def _draft_of(self, ours: Element | None, theirs: Element | None) -> list[words.Word] | None:
        """Return the words of the draft where two blocks stand now; None: nobody can tell."""
        known = (
            self._theirs.get(id(theirs)) if theirs is not None else None,
            self._ours.get(id(ours)) if ours is not None else None,
        )
        place = next((one for one in known if one is not None), None)
        if place is None:
            return None
        blocks = [words.words(block) for block in (ours, theirs) if block is not None]
        sides = [*filter(None, [self._originals.get(place)]), *blocks]
        mixed = chain.from_iterable(_mixed(*two) for two in combinations(sides, 2))
        return next((run for run in chain(sides, mixed) if self._is_draft(run, place)), None)

    def _is_as_sent(self, block: Element, places: dict[int, int]) -> bool:
        place = places.get(id(block))
        return place is not None and self._digests[place] == digest_of(block.text)

    def _places(
        self, blocks: Sequence[Element], known: Sequence[int | None] = ()
    ) -> dict[int, int]:
        """Return which block of the draft each block was, by its id()."""
        texts = [digest_of(block.text) for block in blocks]
        found = alignment.equal(self._digests, texts)
        by_name = {place: at for at, place in enumerate(known) if place is not None}
        placed = by_name or dict(_once(self._digests, texts))
        taken = set(placed.values())
        placed |= {place: at for place, at in found if place not in placed and at not in taken}
        if not by_name:  # the identifiers are gone, or were never there: by what lies between
            self._fill(placed, found, len(blocks))
        return {id(blocks[at]): place for place, at in placed.items()}

    def _fill(self, placed: dict[int, int], found: Sequence[alignment.Pair], count: int) -> None:
        """Add what stands in the same place between two blocks that are known."""
        ends = (0, len(self._digests), 0, count)
        for start, end, first, last in alignment.gaps(found, ends):
            old = [place for place in range(start, end) if place not in placed]
            new = [at for at in range(first, last) if at not in placed.values()]
            if len(old) == len(new):
                placed.update(zip(old, new, strict=True))


def _mixed(one: list[words.Word], other: list[words.Word]) -> Iterator[list[words.Word]]:
    """Yield what two texts may have come from: at each difference the words of one or the other.

    Both were changed since, each in other places: the draft has what is older in each.
    """
    edits = words.difference(one, other)
    if len(edits) <= _MOST_MIXED:
        for count in range(1, len(edits)):
            for some in combinations(edits, count):
                yield words.applied(one, some)


def _once(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of what is once in both, wherever it stands."""
    counts, there = Counter(old), Counter(new)
    places = {text: place for place, text in enumerate(new)}
    for place, text in enumerate(old):
        if counts[text] == there[text] == 1:
            yield place, places[text]


def _order(blocks: Sequence[Element], places: dict[int, int]) -> list[int]:
    """Return the places that blocks had in the draft, in the order of the blocks."""
    return [places[id(block)] for block in blocks if id(block) in places]


def _is_moved(place: int | None, order: Sequence[int]) -> bool:
    """True if a block stands before one that it followed in the draft, or after one before it."""
    if place is None or place not in order:
        return False
    at = order.index(place)
    return any(other > place for other in order[:at]) or any(other < place for other in order[at:])


def _first(block: Element | None) -> Element | None:
    """Return a block, or the first cell of a row."""
    return next(block.elements) if block is not None and block.tag == "tr" else block


def _is_marked_otherwise(change: Change, ours: Element) -> bool:
    """True if the words differ in emphasis or links."""
    if change.edit is None:
        return False
    old, new = words.words(ours)[change.edit.start : change.edit.end], change.edit.words
    if words.plain(change.old) == words.plain(change.new):
        return True
    return bool(old and new) and _marks(old) != _marks(new)


def _marks(run: Sequence[words.Word]) -> set[tuple[bool, bool, str]]:
    return {(one.strong, one.em, one.link) for one in run if not one.is_space}


def _meet(start: int, end: int, first: int, last: int) -> bool:
    """True if two runs of words touch, or only a space stands between them."""
    return start <= last + 1 and first <= end + 1
