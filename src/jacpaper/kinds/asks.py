"""What a kind's template asks of its items, held against its facts.yaml: before one is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.facts import walk
from jacpaper.facts.committee import CommitteeFile
from jacpaper.kinds import described
from jacpaper.language import english
from jacpaper.problems import Problem, Problems, did_you_mean
from jacpaper.project.layout import KIND_FACTS, TEMPLATE, kind_folder
from jacpaper.template.asked import Asking, Shape
from jacpaper.template.compose_item import OF_COMMITTEE, OTHERS
from jacpaper.template.environment import environment
from jacpaper.template.mistakes import mistakes_at_their_lines
from jacpaper.template.sandbox import GLOBALS
from jacpaper.text import yaml_reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pydantic import BaseModel

    from jacpaper.facts.item import ItemFacts, ItemFile
    from jacpaper.kinds.description import Key
    from jacpaper.project.template_folder import TemplateFolder
    from jacpaper.template.asked import Asked

# Of every item, and said elsewhere than in the template's own words.
_SAID_ELSEWHERE = ("kind", "item", "title", "status", "wording", "marking", "private")


def problems_of(project: Path, kind: str) -> tuple[Problem, ...]:
    """Return all that is wrong or doubtful with a kind, though no meeting has an item of it."""
    folder = kind_folder(project, kind)
    try:
        model = described.model_of(folder)
        asking = _asking(folder, model)
        found = (*_missing(asking, model), *_never_asked(folder, asking))
        _compile(asking)
    except Problems as wrong:
        return wrong.problems
    return found


def _compile(asking: Asking) -> None:
    """Refuse a template that uses a filter or test that there is not."""
    jinja = asking.environment
    jinja.filters.setdefault("bars", str)
    for name in asking.templates:
        with mistakes_at_their_lines(asking.folder, name, jinja):
            jinja.get_template(name)


def gone_through(folder: TemplateFolder, model: type[ItemFile], more: Iterable[str] = ()) -> Asking:
    """Go through a template, and refuse one that asks for what its items do not have.

    `more` are names that it has beside those that every template has.

    Raises:
        Problems: each such name or key, at its line.
    """
    asking = _asking(folder, model, more)
    if found := [*_missing(asking, model)]:
        raise Problems(found)
    return asking


def unsaid(asking: Asking, facts: ItemFacts) -> Iterator[Problem]:
    """Yield what is typed in an item's file and the template, gone through, never asks for."""
    for key in facts.written(facts.head_file):
        if key not in asking.names and key not in _SAID_ELSEWHERE:
            fault = f'the template of this kind never asks for "{key}": the paper does not say it'
            hint = f"delete it, or print it in {asking.folder.shown}/{TEMPLATE}"
            yield Problem(facts.key_place(facts.head_file, key), fault, hint, "warning")


def _asking(folder: TemplateFolder, model: type[ItemFile], more: Iterable[str] = ()) -> Asking:
    committee = walk.fields(CommitteeFile)
    found = described.described_in(folder)
    said = found.keys if found else {}
    own = {name: _described(one, said.get(name)) for name, one in _keys(model).items()}
    facts = {
        **own,
        **{name: _shape(name, committee[name]) for name in OF_COMMITTEE},
        **{name: Shape(name) for name in (*OTHERS, *GLOBALS, *more)},
    }
    return Asking(folder, environment(folder, facts, None, english, english.WORDS), facts)


def _keys(model: type[BaseModel]) -> dict[str, Shape]:
    return {name: _shape(name, one) for name, one in walk.fields(model).items()}


def _shape(name: str, shape: walk.Shape) -> Shape:
    keys = _keys(shape.model) if shape.model else None
    return Shape(name, keys, _shape(name, shape.inside) if shape.inside else None)


def _described(shape: Shape, key: Key | None) -> Shape:
    """Return a shape with what facts.yaml says of the words that a value has."""
    if key is None:
        return shape
    if key.type == "list":
        of_entry = key.model_copy(update={"type": key.of or "keys", "word": None})
        return shape._replace(entry=_described(shape.entry or Shape(), of_entry))
    keys = {name: _described(one, key.keys.get(name)) for name, one in (shape.keys or {}).items()}
    choices = (*key.choices, *filter(None, [key.word])) if key.type == "choice" else ()
    is_markdown = key.type in ("paragraph", "text")
    return shape._replace(keys=keys or shape.keys, choices=choices, is_markdown=is_markdown)


def _missing(asking: Asking, model: type[ItemFile]) -> Iterator[Problem]:
    is_described = model is not described.AnyKeys
    for one in asking.missing():
        # Without facts.yaml the item itself decides which names there are.
        if is_described or one.of.name:
            yield _unknown(one)


def _unknown(asked: Asked) -> Problem:
    if asked.of.is_markdown:
        fault = f"the *marks* of {asked.of.name} would be printed as they stand"
        return Problem(asked.place, fault, "write | paragraphs or, within a sentence, | inline")
    if asked.of.choices:
        fault = f'{asked.of.name} is never "{asked.key}"'
        listed = f"it is one of {', '.join(asked.of.choices)}"
        return Problem(asked.place, fault, did_you_mean(asked.key, asked.of.choices) or listed)
    hint = did_you_mean(asked.key, asked.of.keys or ())
    hint = hint or f"if it is a fact, describe it in {KIND_FACTS}"
    if asked.of.name:
        return Problem(asked.place, f'{asked.of.name} has no "{asked.key}"', hint)
    return Problem(asked.place, f'nothing is called "{asked.key}" here', hint)


def _never_asked(folder: TemplateFolder, asking: Asking) -> Iterator[Problem]:
    """Yield the keys of facts.yaml that the template never asks for; it has been gone through."""
    found = described.described_in(folder)
    shown = f"{folder.shown}/{KIND_FACTS}"
    source = yaml_reader.read(folder.path / KIND_FACTS, shown) if found else None
    for trail, is_asked in _asked(found.keys, asking) if found else ():
        if not is_asked and source:
            fault = f'the template never asks for "{trail[-1]}"'
            hint = "print it, or delete it here"
            yield Problem(source.key_place(trail), fault, hint, "warning")


def _asked(
    keys: Mapping[str, Key], asking: Asking, above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield the trail of each key, and whether the template asks for it."""
    for name, key in keys.items():
        trail = (*above, "keys", name)
        yield trail, name in (asking.keys if above else asking.names)
        yield from _asked(key.keys, asking, trail)
