"""Homes put together: what is to be edited in each file, so that all of them are said."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from jacpaper.facts.carried import CARRIED_OVER
from jacpaper.facts.sentence_types import LEFT_OUT
from jacpaper.review import markdown, words
from jacpaper.review.homes import (
    COMMITTEE,
    EntryHome,
    FactHome,
    Home,
    ItemHome,
    KeyHome,
    PartHome,
    TextHome,
    WordingHome,
)
from jacpaper.text import light_markdown, yaml_edit
from jacpaper.text.yaml_edit import AddKey, Edit, Insert, Move, Remove, RenameKey, Replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jacpaper.text.yaml_source import Source, Trail


class Clash(Exception):  # noqa: N818 - it says that two homes cannot be put together
    """Two homes that cannot be said at once."""


def file_edits(homes: Iterable[Home]) -> Mapping[str, list[Edit]]:
    """Return the edits of each file; trails and positions are those before any edit.

    Raises:
        Clash: two homes want one value to be two things, or nothing would be left of a text.
    """
    grouped: dict[tuple[str, Trail, str], list[Home]] = defaultdict(list)
    for home in homes:
        kind = "text" if isinstance(home, PartHome | TextHome) else type(home).__name__
        grouped[home.file, home.trail, kind].append(home)
    made: dict[str, list[Edit]] = defaultdict(list)
    for (file, _, _), together in grouped.items():
        made[file] += _edits(together)
    for file, edits in made.items():
        replaced = [edit.trail for edit in edits if isinstance(edit.change, Replace)]
        if len(replaced) != len(set(replaced)):
            raise Clash(file)
    return made


def carried_here(
    edits: Mapping[str, list[Edit]], folder: str, sources: Mapping[str, Source]
) -> Mapping[str, list[Edit]]:
    """Return the edits with those of a list that is carried over turned into this meeting's own.

    The older file stays as it is: its paper was published. `folder` is the meeting's.
    """
    made: dict[str, list[Edit]] = defaultdict(list)
    for file, several in edits.items():
        if file == COMMITTEE or file.startswith(f"{folder}/"):
            made[file] += several
            continue
        now = yaml_edit.after(sources[file].data, several)
        for key in dict.fromkeys(str(edit.trail[0]) for edit in several):
            made[f"{folder}/{CARRIED_OVER[key]}"].append(Edit((), AddKey(key, now[key])))
    return made


def _edits(together: list[Home]) -> list[Edit]:
    first = together[0]
    match first:
        case TextHome() | PartHome():
            return [Edit(first.trail, Replace(_text(first.raw, together)))]
        case FactHome():
            if len(set(together)) > 1:
                raise Clash(first.file)
            return [Edit(first.trail, Replace(first.value))]
        case KeyHome():
            keys = [home for home in together if isinstance(home, KeyHome)]
            return [Edit(first.trail, RenameKey(_key(keys)))]
        case ItemHome():
            return _items([home for home in together if isinstance(home, ItemHome)])
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


def _items(homes: list[ItemHome]) -> list[Edit]:
    """Return the edits of one list; an item that is taken out and put in elsewhere moves."""
    gone = {home.position: home.raw for home in homes if home.value is None}
    edits: list[Edit] = []
    for home in homes:
        if home.value is None:
            continue
        same = [position for position, raw in gone.items() if raw == home.value]
        if same:
            del gone[same[0]]
            edits.append(Edit(home.trail, Move(same[0], home.position)))
        else:
            edits.append(Edit(home.trail, Insert(home.position, home.value)))
    trail = homes[0].trail
    return [*edits, *(Edit((*trail, position), Remove("none")) for position in sorted(gone))]


def _text(raw: str, homes: list[Home]) -> str:
    """Return a typed text in which some of its parts are edited, added or gone."""
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
    if not made:
        raise Clash(homes[0].file)
    return markdown.joined(made, raw)


def _line(homes: list[TextHome]) -> str:
    now = _run_of(homes)
    said = words.text(now).strip()
    plain = light_markdown.is_plain(said) and not any(
        word.strong or word.em or word.link for word in now
    )
    return said if plain else markdown.written(now, homes[0].raw)


def _run_of(homes: list[TextHome]) -> list[words.Word]:
    first = homes[0]
    if len({home.block for home in homes}) > 1:
        raise Clash(first.file)  # it is printed twice, and was changed in two places
    return words.applied(first.run, [home.edit.within(first.start) for home in homes])


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
