"""Values of an item that must agree: which go together, and which day comes first.

Otherwise a template could print that an audit under way has a final report, or that a report came
out after the meeting.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from jacpaper.language.english import when
from jacpaper.problems import Problem, did_you_mean
from jacpaper.text.dates import When, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jacpaper.facts.item import ItemFacts
    from jacpaper.kinds.description import Key
    from jacpaper.kinds.parts import Described, Part
    from jacpaper.text.yaml_source import Trail

MEETING = "meeting"
_DATES = ("date", "when")


def problems(part: Part, facts: ItemFacts) -> Iterator[Problem]:
    """Yield a problem for each value of a part that does not agree with another."""
    for name, key in part.keys.items():
        value = part.values[name]
        if value in (None, (), key.word):
            continue
        for fault, hint in (*_condition(part, name, key), *_order(part, key, value, facts)):
            place = facts.value_place(facts.head_file, *part.trail, name)
            yield Problem(place, fault, hint)
        if key.each_once:
            yield from _repeated(key, value, (*part.trail, name), facts)


def _condition(part: Part, name: str, key: Key) -> Iterator[tuple[str, str]]:
    for other, words in key.only_if.items():
        found = part.values[other]
        if found not in words:
            has = f'here it is "{found}"' if found else "here nothing is said of it"
            fault = f'"{name}" belongs where {other} is {_either(words)}; {has}'
            yield fault, f"correct the {other}, or delete the line with its key"


def _either(words: tuple[str, ...]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _order(part: Part, key: Key, value: Any, facts: ItemFacts) -> Iterator[tuple[str, str]]:
    is_of = _period(value)
    for name, is_last in ((key.not_after, True), (key.not_before, False)):
        other = _period(facts.meeting if name == MEETING else part.around.get(name or ""))
        if not is_of or not other:
            continue
        if (is_of.first > other.last) if is_last else (is_of.last < other.first):
            side = "after" if is_last else "before"
            said = f"the meeting {when(other)}" if name == MEETING else f"{name}, {other}"
            hint = "correct the date" if name == MEETING else "correct one of the two"
            yield f"{is_of} is {side} {said}", hint


def _period(value: Any) -> When | None:
    """Return a date as it is known; None: it is not."""
    if isinstance(value, When):
        return value
    return on(value) if isinstance(value, date) else None


def _repeated(listed: Key, entries: Any, trail: Trail, facts: ItemFacts) -> Iterator[Problem]:
    name = listed.each_once or ""
    met: dict[str, Trail] = {}
    for index, entry in enumerate(entries if isinstance(entries, tuple) else ()):
        here = (*trail, index, name)
        value = getattr(entry, name)
        if value in (None, listed.keys[name].word):
            continue
        first = met.setdefault(str(value).casefold(), here)
        if first != here:
            line = facts.value_place(facts.head_file, *first).line
            place = facts.value_place(facts.head_file, *here)
            hint = "delete one of them, or tell them apart"
            yield Problem(place, f"“{value}” is in this list already, on line {line}", hint)


def faults(described: Described) -> Iterator[tuple[Trail, str, str]]:
    """Yield for each mistake in what a description asks of its values: where, what, what to do."""
    for name, key in described.keys.items():
        here = (*described.trail, name)
        for other, words in key.only_if.items():
            if fault := _fault_of_condition(described.keys.get(other), other, words):
                yield (*here, "only_if", other), *fault
        if key.only_if and not key.optional:
            yield (
                (*here, "only_if"),
                "only_if is for a value that may be left out",
                "add optional: true",
            )
        for bound, of in (("not_after", key.not_after), ("not_before", key.not_before)):
            if of and (fault := _fault_of_bound(described, name, of)):
                yield (*here, bound), *fault
        if key.each_once and (fault := _fault_of_once(key, key.each_once)):
            yield (*here, "each_once"), *fault


def _fault_of_condition(
    other: Key | None, name: str, words: tuple[str, ...]
) -> tuple[str, str] | None:
    if other is None or other.type != "choice":
        return f'there is no choice "{name}" beside this', "name a key beside it that is a choice"
    if not words:
        return (
            f'no word of "{name}" is given here',
            f"give one at least of {', '.join(other.choices)}",
        )
    if unknown := [word for word in words if word not in other.choices]:
        fault = f'"{name}" is never "{unknown[0]}"'
        hint = did_you_mean(unknown[0], other.choices) or f"it is {_either(other.choices)}"
        return fault, hint
    return None


def _fault_of_once(listed: Key, name: str) -> tuple[str, str] | None:
    if not listed.keys or listed.type != "list":
        return "each_once is for a list whose entries have keys", "delete the line"
    if name not in listed.keys:
        return f'no entry of this list has a key "{name}"', did_you_mean(name, listed.keys)
    if listed.keys[name].keys:
        return f'"{name}" has keys of its own', "name a key of the entries that has none"
    return None


def _fault_of_bound(described: Described, name: str, of: str) -> tuple[str, str] | None:
    if described.keys[name].type not in _DATES:
        return "only a date or when comes before or after another", "delete the line"
    if of == MEETING and MEETING in described.around:
        return f'a key is called "{MEETING}" itself here', "give that key another name"
    other = described.around.get(of)
    if of == name or (of != MEETING and (other is None or other.type not in _DATES)):
        hint = f"name a date beside this one or around it, or: {MEETING}"
        return "this names no date that is known here", hint
    return None
