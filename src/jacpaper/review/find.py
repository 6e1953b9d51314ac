"""Find the changes of a returned paper, block by block and word by word, in paper order."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from jacpaper.review import words
from jacpaper.review.changes import Change
from jacpaper.review.home_kinds import ItemHome, MoveHome, PlaceHome, WordingHome
from jacpaper.review.pairs import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jacpaper.review.changes import Proposal
    from jacpaper.review.home_kinds import Home
    from jacpaper.review.homes import Homes
    from jacpaper.review.kinship import Kinship
    from jacpaper.review.pairs import Pair
    from jacpaper.tree.elements import Element


def changes(
    ours: Element,
    theirs: Element,
    homes: Homes | None = None,
    kin: Kinship | None = None,
) -> list[Change]:
    """Return the changes, with their homes if asked for; `kin` as for `pairs`."""
    found: list[Change] = []
    labels = names(ours)
    for pair in pairs(ours, theirs, kin):
        found += _changes(pair, labels, homes)
    return _moves(found)


def _changes(pair: Pair, labels: dict[int, str], homes: Homes | None) -> Iterator[Change]:
    ours, theirs = pair.ours, pair.theirs
    if ours is None and theirs is not None and theirs.tag == "caption" and not theirs.text.strip():
        return  # a table that was put in has rows that tell of it
    label = _label(pair, labels)
    if ours is None and theirs is not None:
        proposals = _proposals(homes, homes.of_new(pair) if homes else ())
        beside = tuple(one for one in (pair.before, pair.after) if one is not None)
        yield Change(
            "added", label, "", _said(theirs), None, theirs, proposals=proposals, beside=beside
        )
    elif ours is not None and theirs is None:
        proposals = _proposals(homes, homes.of_gone(ours) if homes else ())
        yield Change("removed", label, _said(ours), "", ours, None, proposals=proposals)
    elif ours is not None and theirs is not None and pair.state == "changed":
        yield from _of_words(ours, theirs, label, homes)


def _of_words(ours: Element, theirs: Element, label: str, homes: Homes | None) -> Iterator[Change]:
    old, new = words.words(ours), words.words(theirs)
    for edit in words.difference(old, new):
        was, now = words.text(old[edit.start : edit.end]), words.text(edit.words)
        found = [*homes.of_words(ours, edit)] if homes else []
        links = {word.link for word in old[edit.start : edit.end]}, {w.link for w in edit.words}
        if homes and words.plain(was) == words.plain(now) and all(len(one) == 1 for one in links):
            found = [*homes.of_link(ours, *links[0], *links[1]), *found]
        proposals = _proposals(homes, found)
        yield Change("words", label, was, now, ours, theirs, edit, proposals=proposals)


def _proposals(homes: Homes | None, found: Iterable[Home]) -> tuple[Proposal, ...]:
    made: list[Proposal] = []
    for home in dict.fromkeys(found):
        if homes and homes.may_be(home):
            counts = homes.counts(home)
            made += [(home,), (home, *counts)] if counts else [(home,)]
    return tuple(made)


def _moves(found: list[Change]) -> list[Change]:
    """Put together what was taken out in one place and added in another."""
    partners = _partners(found)
    made: list[Change] = []
    for change in found:
        partner = partners.get(id(change))
        if partner is None:
            made.append(replace(change, proposals=tuple(_without_places(change.proposals))))
        elif change.kind == "added":
            moved = replace(change, kind="moved", old=partner.old, ours=partner.ours)
            both = tuple(_both(partner.proposals, change.proposals))
            made.append(replace(moved, proposals=both))
    return made


def _without_places(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    yield from (one for one in proposals if not isinstance(one[0], PlaceHome))


def _both(gone: Sequence[Proposal], new: Sequence[Proposal]) -> Iterator[Proposal]:
    """Yield the ways to move something: within its list, or out of one text and into another."""
    for (out, *_), (into, *_) in product(gone, new):
        same_list = (out.file, out.trail) == (into.file, into.trail)
        if same_list and isinstance(out, ItemHome) and isinstance(into, PlaceHome):
            yield (MoveHome(out.file, out.trail, out.position, into.position),)
    for one, other in product(gone, _without_places(new)):
        if _comes_whole(one[0], other[0]):
            yield (*one, *other)


def _comes_whole(gone: Home, new: Home) -> bool:
    """True if all that was said in one place is said in the other, and still follows the facts.

    Of an item that is more than its text, the rest would be lost. The days and figures in a
    sentence of the template would be typed, and stay as they are.
    """
    if isinstance(gone, WordingHome):
        return False
    return not isinstance(gone, ItemHome) or gone.raw == getattr(new, "value", None)


def _partners(found: list[Change]) -> dict[int, Change]:
    """Return what was added for what was taken out with the same words, and the other way."""
    left = {
        (words.plain(change.old), change.ours.tag): change
        for change in found
        if change.kind == "removed" and change.ours is not None
    }
    partners: dict[int, Change] = {}
    for change in found:
        if change.kind != "added" or change.theirs is None:
            continue
        gone = left.pop((words.plain(change.new), change.theirs.tag), None)
        if gone is not None:
            partners[id(change)], partners[id(gone)] = gone, change
    return partners


def _said(block: Element) -> str:
    """Return what a block says; the cells of a row with bars between them."""
    return " | ".join(cell.text for cell in block.elements) if block.tag == "tr" else block.text


def names(body: Element) -> dict[int, str]:
    """Return what each block is called in a sentence, by its id()."""
    names: dict[int, str] = {}
    number, item = "the top", 0
    for block in body.find("h1", "h2", "h3", "h4", "p", "li", "table", "figure"):
        if block.tag == "table":
            names |= _rows(block)
            continue
        if block.tag == "figure":
            caption = next(block.find("figcaption"))
            names[id(caption)] = f"{caption.number}, its caption"
            continue
        if block.number:
            number, item = block.number.rstrip("."), 0
            kind = "heading" if block.tag == "h2" else "paragraph"
            names[id(block)] = f"{kind} {number}"
        elif block.tag == "li":
            item += 1
            names[id(block)] = f"item {item} of the list in {number}"
        else:
            item = 0
            names[id(block)] = f"under {number}" if number != "the top" else number
    return names


def _rows(table: Element) -> dict[int, str]:
    caption = next(table.find("caption"))
    names = {id(caption): f"{caption.number}, its caption"}
    for row in table.find("tr"):
        first = next(row.elements).text
        names[id(row)] = f"{caption.number}, row {first}"
        names |= {id(cell): names[id(row)] for cell in row.elements}
    return names


def _label(pair: Pair, names: dict[int, str]) -> str:
    if pair.ours is not None:
        return names.get(id(pair.ours), "the paper")
    before = names.get(id(pair.before)) if pair.before is not None else None
    if not before:
        return "at the start"
    if pair.theirs is not None and pair.theirs.tag in ("td", "th"):
        return before
    return before if before.startswith("under ") else f"after {before}"
