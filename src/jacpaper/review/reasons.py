"""Why a change can or cannot be taken, and the line where it belongs, in the officer's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.problems import Place
from jacpaper.project.layout import OPEN_COUNTS, PAPER
from jacpaper.review import typed_days, words
from jacpaper.review.home_kinds import (
    COMMITTEE,
    CountHome,
    DayHome,
    EntryHome,
    FactHome,
    ItemHome,
    KeyHome,
    MoveHome,
    RecordHome,
    TextHome,
    WordingHome,
)
from jacpaper.review.readback import as_printed
from jacpaper.review.values import printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jacpaper.review.changes import Change, Verdict
    from jacpaper.review.home_kinds import Home
    from jacpaper.review.papers import Composed
    from jacpaper.review.values import Printed, Value
    from jacpaper.tree.elements import Element

# Of very many lines, the first are named.
_MOST_PLACES = 4
_NO_HOME = "no text of the inputs stands beside it: add it to one"
_BESIDE = "what stands beside it comes from {}: add it there, or to a text"
_COLUMNS = "the template says which columns a table has: "
_ORDER = "the paper puts this in its place by itself: it comes from {}"
_WORKED_OUT = "it is worked out, or comes from the register: change it where it is typed"


def place(change: Change, ours: Composed, folder: str) -> Place:
    """Return the line of the inputs, or of the template, that a change is about.

    `folder` is the meeting's: its own lines come before those of an earlier paper.
    """
    if change.chosen:
        home = [one for one in change.chosen if not isinstance(one, CountHome)][-1]
        return _home_place(home, change.ours, ours)
    block = change.ours
    if block is None:
        return Place("")
    found = _touched(change, block, ours)
    for value in _of_this_paper_or_all(found, folder):
        return value.source.key_place(value.trail)
    return block.place


def taken(change: Change, ours: Composed, folder: str) -> str:
    """Return what is written if a change is taken; `folder` is the meeting's."""
    home = change.chosen[-1]
    if home.file != COMMITTEE and not home.file.startswith(f"{folder}/"):
        key = str(home.trail[0])
        return f"{key} is carried over, and will be given in {folder}/{ours.carried_over[key]}"
    match home:
        case FactHome():
            more = ", and all that is worked out from it" if isinstance(home, DayHome) else ""
            return f"{_key(home)}: {home.value}{more}"
        case KeyHome():
            return f"in the key {home.trail[-1]}"
        case WordingHome():
            return f"as wording: {home.name}"
        case CountHome():
            keys = " and ".join(_key(one) for one in change.chosen if isinstance(one, CountHome))
            are = "goes" if keys == _key(home) else "go"
            return f"{keys} {are} {'up' if home.step > 0 else 'down'} by one with the list"
    return ""


def refusal(change: Change, ours: Composed, folder: str) -> tuple[Verdict, str]:
    """Return why a change cannot be taken, and what to do instead; `folder` is the meeting's."""
    block = change.ours
    if change.is_cell:
        instead = (
            f"add it to a text{_such_as(ours, folder)}"
            if block is None
            else f"change {block.place} for every paper"
        )
        return "refused", f"{_COLUMNS}{instead}"
    if change.why or block is None:
        return "refused", change.why or _no_home(change, ours, folder)
    found = _touched(change, block, ours)
    typed = [one for one in found if not one.wording]
    places = _places(typed)
    verdict: Verdict = "by hand"
    if places and change.kind == "moved":
        return "refused", _ORDER.format(places)
    if places and (change.edit is None or not found[0].wording):
        verdict, why = _not_here(change, typed, ours, folder)
    elif any(one.wording for one in found):
        verdict = "refused"
        why = f"the sentence has figures that are worked out; its words stand in {block.place}"
    elif found:
        verdict = "refused"
        said = _said(block, found[0]) if change.edit else block.text
        why = typed_days.where(said, ours.trace.sources(), folder) or _WORKED_OUT
    elif block.place.file.startswith(f"{folder}/"):
        why = f"it comes from {block.place}: edit it there"
    else:
        why = f"these words are the template's: change {block.place} for every paper"
    return verdict, why


def _not_here(
    change: Change, typed: list[Printed], ours: Composed, folder: str
) -> tuple[Verdict, str]:
    """Return why what was typed elsewhere cannot be changed here, and where it is."""
    values = [value for one in typed for value in one.values]
    places = _places(typed)
    if all(_is_carried(value, ours, folder) for value in values):
        return "by hand", f"it is carried over from {places}: give it in {folder}/ as it is now"
    if all(_is_older(value, folder) for value in values):
        if change.ours and change.edit and _is_another(_said(change.ours, typed[0]), values):
            return "refused", _WORKED_OUT
        return "refused", f"it comes from an earlier paper: {places}"
    if any(_is_worked_out(one) for one in typed):
        places = _places(typed, folder)
        return "refused", f"it is worked out from {places}: change it there if it is wrong"
    return "by hand", f"it comes from {places}: edit it there"


def _no_home(change: Change, ours: Composed, folder: str) -> str:
    """Return why what was added cannot be, and where something like it is typed."""
    near = [one for one in change.beside if one.tag in ("li", "tr")]
    values = [value for block in near for one in _all(block, ours) for value in one.values]
    place = next(
        (
            str(one.source.key_place(one.trail))
            for one in values
            if one.source.file.startswith(folder)
        ),
        "",
    )
    return f"{_BESIDE.format(place) if place else _NO_HOME}{_such_as(ours, folder)}"


def _such_as(ours: Composed, folder: str) -> str:
    """Name a text that takes any words, if the paper has one."""
    paper = f"{folder}/{PAPER}"
    has_background = paper in ours.trace.sources()  # papers of other items have not
    return f", such as background in {paper}" if has_background else ""


def _is_older(value: Value, folder: str) -> bool:
    """True if it stands in the files of another meeting, whose paper may be published."""
    return value.source.file != COMMITTEE and not value.source.file.startswith(f"{folder}/")


def _is_of_this_paper(value: Value, folder: str) -> bool:
    """True if it is typed for this paper, or stands in inputs/ itself, as the register does."""
    file = value.source.file
    return (file.startswith(f"{folder}/") and value.trail[:1] != ("previous",)) or (
        file.count("/") == 1
    )


def _is_carried(value: Value, ours: Composed, folder: str) -> bool:
    is_listed = bool(value.trail) and value.trail[0] in ours.carried_over
    return is_listed and _is_older(value, folder)


def _places(found: Sequence[Printed], folder: str = "") -> str:
    """Return the lines that words came from; of very many, the first.

    With a meeting's folder, what an earlier paper said is left out, for that is published.
    """
    values = _of_this_paper_or_all(found, folder)
    listed = {str(value.source.key_place(value.trail)): None for value in values}
    more = len(listed) - _MOST_PLACES
    return ", ".join([*listed][:_MOST_PLACES]) + (f" and {more} more" if more > 0 else "")


def _of_this_paper_or_all(found: Sequence[Printed], folder: str) -> list[Value]:
    """Return the values that are typed for this paper, counts first; if there are none, all."""
    values = [value for one in found for value in one.values]
    own = [value for value in values if folder and _is_of_this_paper(value, folder)]
    own.sort(key=lambda value: not value.source.file.endswith(OPEN_COUNTS))
    return own or values


def _cells(block: Element) -> list[Element]:
    return list(block.elements) if block.tag == "tr" else [block]


def _said(block: Element, one: Printed) -> str:
    return words.text(words.words(block)[one.start : one.end])


def _touched(change: Change, block: Element, ours: Composed) -> list[Printed]:
    found = _all(block, ours)
    edit = change.edit
    if edit is None:
        return found
    near = [one for one in found if one.start <= edit.end and edit.start <= one.end]
    inside = [one for one in near if one.touches(edit) and not one.wording]
    covered = [one for one in near if one.start < edit.end and edit.start < one.end]
    return inside or [one for one in near if one.wording] or covered


def _all(block: Element, ours: Composed) -> list[Printed]:
    return [
        one._replace(values=tuple(_meant(one.values, _said(cell, one))))
        for cell in _cells(block)
        for one in printed(ours.trace, cell)
    ]


def _meant(values: Sequence[Value], said: str) -> Iterator[Value]:
    """Yield the values without those that only tell that a file was read, and without names."""
    for value in values:
        is_first = value.source.key_place(value.trail) == value.source.key_place(())
        is_name = value.source.file == COMMITTEE
        is_said = isinstance(value.raw, str) and as_printed(value.raw) in said
        if is_said or not (is_first or is_name):
            yield value


def _is_another(said: str, values: Sequence[Value]) -> bool:
    """True if a figure is none of these, nor all of them together: the register is in it too."""
    typed = {value.trail: value.raw for value in values if isinstance(value.raw, int)}
    told = {int(figure) for figure in re.findall(r"\d+", said)}
    return bool(typed and told) and not told & {*typed.values(), sum(typed.values())}


def _is_worked_out(one: Printed) -> bool:
    return len(one.values) > 1 or not all(isinstance(value.raw, str) for value in one.values)


def _home_place(home: Home, block: Element | None, ours: Composed) -> Place:
    source = ours.trace.sources().get(home.file)
    if source is None or isinstance(home, WordingHome):
        return block.place if block else Place(home.file)
    found = source.value_place(home.trail)
    match home:
        case ItemHome() | RecordHome():
            items = source.at(home.trail)
            found = source.value_place((*home.trail, min(home.position, len(items) - 1)))
        case MoveHome():
            found = source.value_place((*home.trail, home.position))
        case EntryHome() if home.value is None:
            found = source.key_place((*home.trail, home.name))
        case TextHome() if near := home.run[max(home.edit.start - home.start, 0) :]:
            found = source.place_of_words(found, words.text(near))
        case KeyHome():
            found = source.key_place(home.trail)
    return found


def _key(home: Home) -> str:
    return next((str(step) for step in reversed(home.trail) if isinstance(step, str)), "")
