"""Homes put together: what is to be edited in each file, so that all of them are said."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from jacpaper.facts.sentence_types import LEFT_OUT
from jacpaper.review import markdown, words
from jacpaper.review.home_kinds import (
    COMMITTEE,
    CountHome,
    EntryHome,
    FactHome,
    Home,
    ItemHome,
    KeyHome,
    MoveHome,
    PartHome,
    RecordHome,
    TextHome,
    WordingHome,
)
from jacpaper.text import light_markdown, yaml_edit
from jacpaper.text.yaml_edit import AddKey, Edit, Insert, Move, Remove, RenameKey, Replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jacpaper.text.yaml_source import Source, Trail


# What is said of one value by several homes is one edit, or some of one list.
_TOGETHER: tuple[tuple[Any, str], ...] = (
    (PartHome | TextHome, "text"),
    (CountHome | FactHome, "fact"),
    (ItemHome | MoveHome | RecordHome, "list"),
    (KeyHome, "key"),
    (EntryHome, "entry"),
    (WordingHome, "wording"),
)


class Clash(Exception):  # noqa: N818 - it says that two homes cannot be put together
    """Two homes that cannot be said at once."""


def file_edits(homes: Iterable[Home]) -> Mapping[str, list[Edit]]:
    """Return the edits of each file; trails and positions are those before any edit.

    Raises:
        Clash: two homes want one value to be two things.
    """
    grouped: dict[tuple[str, Trail, str], list[Home]] = defaultdict(list)
    for home in homes:
        kind = next((kind for types, kind in _TOGETHER if isinstance(home, types)), "")
        grouped[home.file, home.trail, kind].append(home)
    made: dict[str, list[Edit]] = defaultdict(list)
    for (file, _, _), together in grouped.items():
        made[file] += _edits(together)
    return {file: _once(edits, file) for file, edits in made.items()}


def _once(edits: list[Edit], file: str) -> list[Edit]:
    """Return the edits, of those that say the same of one value only the first.

    It may be printed in several places, and may have been changed in all of them.

    Raises:
        Clash: two say different things of it.
    """
    said: dict[Trail, Any] = {}
    kept = []
    for edit in edits:
        if isinstance(edit.change, Replace):
            if edit.trail in said and said[edit.trail] != edit.change.value:
                raise Clash(file)
            if edit.trail in said:
                continue
            said[edit.trail] = edit.change.value
        kept.append(edit)
    return kept


def carried_here(
    edits: Mapping[str, list[Edit]],
    folder: str,
    sources: Mapping[str, Source],
    carried_over: Mapping[str, str],
) -> Mapping[str, list[Edit]]:
    """Return the edits with those of a list that is carried over turned into this meeting's own.

    The older file stays as it is: its paper was published. `folder` is the meeting's, and
    `carried_over` says which of its files gives each list.
    """
    made: dict[str, list[Edit]] = defaultdict(list)
    for file, several in edits.items():
        if file == COMMITTEE or file.startswith(f"{folder}/"):
            made[file] += several
            continue
        now = yaml_edit.after(sources[file].data, several)
        for key in dict.fromkeys(str(edit.trail[0]) for edit in several):
            made[f"{folder}/{carried_over[key]}"].append(Edit((), AddKey(key, now[key])))
    return made


def _edits(together: list[Home]) -> list[Edit]:
    first = together[0]
    match first:
        case TextHome() | PartHome():
            text = _text(first.raw, together)
            return [Edit(first.trail, Replace(text) if text else Remove())]
        case FactHome() | CountHome():
            return [Edit(first.trail, Replace(_fact(together)))]
        case KeyHome():
            keys = [home for home in together if isinstance(home, KeyHome)]
            return [Edit(first.trail, RenameKey(_key(keys)))]
        case ItemHome() | MoveHome() | RecordHome():
            # A text may come in twice; what goes or moves does so once.
            once = {home: None for home in together if not _is_new_item(home)}
            return [*map(_of_list, (*once, *filter(_is_new_item, together)))]
        case EntryHome():
            return [
                Edit((*home.trail, home.name), Remove())
                if home.value is None
                else Edit(home.trail, AddKey(home.name, home.value))
                for home in dict.fromkeys(together)
                if isinstance(home, EntryHome)
            ]
        case WordingHome():
            own = [home for home in together if isinstance(home, WordingHome)]
            return [Edit(first.trail[:-1], AddKey(first.name, _wording(own)))]
    raise Clash(first.file)


def _key(homes: list[KeyHome]) -> str:
    """Return what a key becomes with all edits of its words.

    Raises:
        Clash: it is printed twice, and became two things.
    """
    edits: dict[int, list[words.Edit]] = defaultdict(list)
    for home in homes:
        edits[home.block].append(home.edit)
    made = {words.text(words.applied(homes[0].run, several)).strip() for several in edits.values()}
    if len(made) > 1:
        raise Clash(homes[0].file)
    return made.pop()


def _fact(homes: list[Home]) -> Any:
    """Return what a fact becomes: as it was changed, or by how many items more or less are listed.

    Raises:
        Clash: it was changed to two things.
    """
    typed = {home.value for home in homes if isinstance(home, FactHome)}
    if len(typed) > 1:
        raise Clash(homes[0].file)
    counts = [home for home in homes if isinstance(home, CountHome)]
    return typed.pop() if typed else counts[0].number + sum(home.step for home in counts)


def _is_new_item(home: Home) -> bool:
    return isinstance(home, RecordHome) or (isinstance(home, ItemHome) and home.value is not None)


def _of_list(home: Home) -> Edit:
    """Return the edit of a list that puts an item in, takes one out or moves one."""
    if isinstance(home, MoveHome):
        return Edit(home.trail, Move(home.position, home.before))
    if isinstance(home, RecordHome):
        return Edit(home.trail, Insert(home.position, json.loads(home.record)))
    if not isinstance(home, ItemHome):
        raise Clash(home.file)
    if home.value is None:
        return Edit((*home.trail, home.position), Remove("none"))
    return Edit(home.trail, Insert(home.position, home.value))


def _text(raw: str, homes: list[Home]) -> str:
    """Return a typed text in which some of its parts are edited, added or gone; empty: all are."""
    parts = markdown.parts(raw)
    edited: dict[int, list[TextHome]] = defaultdict(list)
    added: dict[int, list[PartHome]] = defaultdict(list)
    gone = set()
    for home in homes:
        if isinstance(home, TextHome):
            edited[home.part].append(home)
        elif isinstance(home, PartHome) and home.run is not None:
            added[home.part].append(home)
        elif isinstance(home, PartHome):
            gone.add(home.part)
    if -1 in edited and len(parts) == 1 and not added:
        return _line(edited[-1])
    edited[0] += edited.pop(-1, [])
    made = [_new_part(home, parts) for home in added[-1]]
    for number, part in enumerate(parts):
        kept = _part(part, edited[number])
        made += [kept] if number not in gone and kept.text else []
        made += [_new_part(home, parts) for home in added[number]]
    return markdown.joined(made, raw) if made else ""


def _line(homes: list[TextHome]) -> str:
    now = _run_of(homes)
    said = words.text(now).strip()
    plain = light_markdown.is_plain(said) and not any(
        word.strong or word.em or word.link for word in now
    )
    return said if plain else markdown.written(now, homes[0].raw)


def _run_of(homes: list[TextHome]) -> list[words.Word]:
    """Return what the words of a text become; it may be printed in several blocks.

    Raises:
        Clash: they became different things.
    """
    blocks: dict[int, list[TextHome]] = defaultdict(list)
    for home in homes:
        blocks[home.block].append(home)
    first, *others = (
        words.applied(own[0].run, [home.edit.within(own[0].start) for home in own])
        for own in blocks.values()
    )
    if not all(words.same(first, other) for other in others):
        raise Clash(homes[0].file)
    return first


def _part(part: markdown.Part, homes: list[TextHome]) -> markdown.Part:
    if not homes:
        return part
    made = markdown.written(_run_of(homes), part.text)
    if homes[0].is_sentence and made[:1].lower() == part.text[:1]:
        made = made[:1].lower() + made[1:]
    return part._replace(text=made)


def _new_part(home: PartHome, parts: list[markdown.Part]) -> markdown.Part:
    near = parts[max(home.part, 0)]
    mark = (near.mark if near.is_item else "- ") if home.is_item else ""
    return markdown.Part(mark, markdown.written(home.run or ()))


def _wording(homes: list[WordingHome]) -> str:
    if any(home.edit is None for home in homes):
        return LEFT_OUT
    first = homes[0]
    edits = [home.edit.within(first.start) for home in homes if home.edit]
    return markdown.written(words.applied(first.run, edits))
