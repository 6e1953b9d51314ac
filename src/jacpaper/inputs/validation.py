"""What pydantic finds wrong with a file, at its place and in the officer's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from jacpaper.facts.value_types import Shown, in_one_line
from jacpaper.facts.walk import (
    AllKeys,
    description_of,
    is_of_years,
    keys_at,
    may_be_unknown,
    says_nothing_left_out,
)
from jacpaper.problems import Problem, did_you_mean, nearest
from jacpaper.text.unshown import UnshownError
from jacpaper.text.yaml_reader import whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from jacpaper.facts.strict_model import StrictModel
    from jacpaper.problems import Place
    from jacpaper.text.yaml_source import Source, Trail

# What pydantic's error types mean to whoever typed the file.
_MESSAGES = {
    "bool_type": "this should be true or false",
    "dict_type": "this should be keys and values, one a line, with a colon between them",
    "int_from_float": "this should be a whole number, in figures and without quotes",
    "int_type": "this should be a whole number, in figures and without quotes",
    "invalid_key": "a key here is a word",
    "string_type": "this should be text",
}
# What people type where there is nothing to say, and the hints that know what to make of it.
_FOR_NOTHING = {
    "none", "nil", "n/a", "no", "nothing", "null", "-", "0", "not applicable", "unknown",
    "not known", "tbc", "tba", "to be confirmed",
}  # fmt: skip
_KNOWS_NOTHING = re.compile(r"\b(none|unknown|write (false|left out|0|a line)|to (say|leave))\b")
# To find the key that was meant takes time, and nobody reads so many.
_MOST_LOOKED_UP = 500


def problems(errors: list[ErrorDetails], model: type[StrictModel], read: Source) -> list[Problem]:
    """Say pydantic's errors in the officer's words; what follows from another error is left out.

    A misspelt key is not missing as well, and nothing is said of what stands under a wrong key.
    """
    misspelt = {
        (error["loc"][:-1], nearest(str(error["loc"][-1]), keys_at(model, error["loc"][:-1])))
        for error in errors[:_MOST_LOOKED_UP]
        if error["type"] == "extra_forbidden"
    }
    wrong_keys = {error["loc"][:-1] for error in errors if error["loc"][-1:] == ("[key]",)}
    return [
        _problem(error, model, read, look_up=number < _MOST_LOOKED_UP)
        for number, error in enumerate(errors)
        if error["type"] != "missing" or (error["loc"][:-1], error["loc"][-1]) not in misspelt
        if error["loc"][-1:] == ("[key]",) or not _is_under(error["loc"], wrong_keys)
    ]


def _is_under(trail: Trail, others: set[Trail]) -> bool:
    return any(trail[: len(other)] == other for other in others)


def _problem(
    error: ErrorDetails, model: type[StrictModel], read: Source, *, look_up: bool
) -> Problem:
    trail: Trail = error["loc"]
    if (at := _strayed(trail, model)) is not None:
        return _stray_key(trail[: at + 1], read)
    match error["type"]:
        case _ if trail and trail[-1] == "[key]":
            return Problem(read.key_place(trail[:-1]), *_words(error))
        case "extra_forbidden":
            known = keys_at(model, trail[:-1]) if look_up else ()
            hint = did_you_mean(str(trail[-1]), known) if known else ""
            hint = hint or (f"known here: {', '.join(known)}" if known else "")
            return Problem(read.key_place(trail), f'"{trail[-1]}" is not known here', hint)
        case "missing":
            place = read.key_place(trail[:-1]) if len(trail) > 1 else read.value_place(())
            hint = description_of(model, trail)
            return Problem(place, f'"{trail[-1]}" is missing{_under(trail)}', hint)
        case "model_type":
            message = "this should be keys and values"
            hint = f"one a line, each with a colon: {', '.join(keys_at(model, trail))}"
        case _:
            message, hint = _words(error)
            if error["type"] == "string_type" and type(error["input"]) is int:
                hint = f'put it in quotes: "{_as_typed(error, read)}"'
    if hint.startswith("to say nothing") and not says_nothing_left_out(model, trail):
        hint = "fill it in"
        if may_be_unknown(model, trail[:-1]):
            hint = f"fill it in, or write {trail[-2]}: unknown in place of all its keys"
    if not _KNOWS_NOTHING.search(hint) and error["type"] != "bool_type":  # no is said, too
        hint = _hint_for_nothing(error["input"], model, trail) or hint
    return Problem(_place_in_text(error, read), message, hint)


def _as_typed(error: ErrorDetails, read: Source) -> str:
    """Return a number as it was typed: a plus, as of a telephone number, is part of a text."""
    place = read.value_place(error["loc"])
    found = re.match(r"[-+]?\d+", place.excerpt[max(0, place.column - 1) :])
    return found[0] if found and int(found[0]) == error["input"] else str(error["input"])


def _hint_for_nothing(given: Any, model: type[StrictModel], trail: Trail) -> str:
    """Return how to say what somebody meant who typed a word for nothing; else nothing."""
    if isinstance(given, dict | list) or str(given).strip(" .").lower() not in _FOR_NOTHING:
        return ""
    if says_nothing_left_out(model, trail):
        return "to say nothing, delete the key with its value"
    if is_of_years(model, trail):
        return "write a line for each report year, as in 2025: 0"
    return ""


def _stray_key(trail: Trail, read: Source) -> Problem:
    parent = str(trail[-2]) if len(trail) > 1 else ""
    message = f'"{trail[-1]}" is read as one of the entries of "{parent}"'
    hint = f'if it is a key of its own, begin it in the column of "{parent}"'
    return Problem(read.key_place(trail), message, hint)


def _place_in_text(error: ErrorDetails, read: Source) -> Place:
    """Return where the fault of a value stands: the value's start, or a line of its text."""
    fault = error.get("ctx", {}).get("error")
    if isinstance(fault, UnshownError):
        return read.place_inside(error["loc"], fault.line, fault.column)
    return read.value_place(error["loc"])


def _strayed(trail: Trail, model: type[StrictModel]) -> int | None:
    """Return where a trail has a key of the file among those that may be any; None: nowhere."""
    for at, key in enumerate(trail):
        is_under_a_key = at and isinstance(key, str) and isinstance(trail[at - 1], str)
        if is_under_a_key and key in AllKeys(model) and not keys_at(model, trail[:at]):
            return at
    return None


def _under(trail: Trail) -> str:
    parents = [str(step) for step in trail[:-1] if isinstance(step, str)]
    return f" from {parents[-1].replace('_', ' ')}" if parents else ""


def _words(error: ErrorDetails) -> tuple[str, str]:
    """Return message and hint for the error, by its type."""
    given, context = error["input"], error.get("ctx", {})
    message, hint = _MESSAGES.get(error["type"], error["msg"]), ""
    match error["type"]:
        case "value_error":
            message, _, hint = str(context["error"]).partition("; ")
        case "string_type" if isinstance(given, list | dict):
            hint = _as_one_text(given)
        case "string_type" if isinstance(given, bool | int):
            hint = f'put it in quotes: "{str(given).lower()}"'
        case "int_type" | "bool_type":
            hint = _plain(given, of_yes="true", of_no="false", is_count=error["type"] == "int_type")
        case "greater_than_equal":
            message = f"this cannot be less than {context['ge']}"
            # What must be one at least need not be given.
            hint = "where there is none, delete it with its key" if given == 0 else ""
        case "less_than_equal":
            message = f"this cannot be more than {context['le']}"
        case "literal_error":
            allowed = re.findall(r"'([^']*)'", context["expected"])
            said = f'"{given}" is not' if isinstance(given, str) else "this should be"
            message = f"{said} one of {', '.join(allowed)}"
            hint = _did_you_choose(str(given), allowed)
            if allowed == list(get_args(Shown)):
                hint = _plain(given, of_yes=allowed[0], of_no=allowed[1]) or hint
    return message, hint


def _did_you_choose(given: str, allowed: list[str]) -> str:
    """Return which of some words was meant: by its initials, or with a remark in brackets."""
    said = re.sub(r"\s*\(.*", "", given)
    initials = {"".join(word[0] for word in one.split()).upper(): one for one in allowed}
    return did_you_mean(initials.get(said, said) if len(said) > 1 else said, allowed)


def _as_one_text(given: Mapping[Any, Any] | list[Any]) -> str:
    """Return how to write as a text what is read as keys or a list, for a colon is in it."""
    if isinstance(given, dict) and len(given) == 1:
        ((key, value),) = given.items()
        if isinstance(value, str | int):
            from jacpaper.text.yaml_writer import quoted  # noqa: PLC0415 - seldom needed

            return f'put text that holds ": " in quotes: {quoted(f"{key}: {value}")}'
        is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if is_list and " " in str(key):
            as_typed = "\n- ".join((f"{key}:", *value))
            return f"write it in one line: {in_one_line(as_typed)}"
    return "write one text; if it begins with a bracket or a dash, put all of it in quotes"


def _plain(given: object, of_yes: str, of_no: str, *, is_count: bool = False) -> str:
    """Return what to write for a number or an answer that was typed in another way."""
    said = str(given).strip().lower()
    if is_count:
        number = 0 if said in ("none", "nil", "zero", "no", "-") else whole_number(said)
        return "" if number is None else f"write {number}"
    if said in ("yes", "y", "on", "true", "1"):
        return f"write {of_yes}"
    return f"write {of_no}" if said in ("no", "n", "off", "false", "0", "none") else ""
