"""What pydantic finds wrong with a file, at its place and in the officer's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jacpaper.facts.walk import keys_at
from jacpaper.problems import Problem, did_you_mean, nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from jacpaper.facts.strict_model import StrictModel
    from jacpaper.text.yaml_reader import Source, Trail

# What pydantic's error types mean to whoever typed the file.
_MESSAGES = {
    "bool_type": "this should be true or false",
    "dict_type": "this should be keys and values, one a line, with a colon between them",
    "int_from_float": "this should be a whole number, in figures and without quotes",
    "int_type": "this should be a whole number, in figures and without quotes",
    "invalid_key": "a key here is a word",
    "string_type": "this should be text",
}


def problems(errors: list[ErrorDetails], model: type[StrictModel], read: Source) -> list[Problem]:
    """Say pydantic's errors in the officer's words; what follows from another error is left out.

    A misspelt key is not missing as well, and nothing is said of what stands under a wrong key.
    """
    misspelt = {
        (error["loc"][:-1], nearest(str(error["loc"][-1]), keys_at(model, error["loc"][:-1])))
        for error in errors
        if error["type"] == "extra_forbidden"
    }
    wrong_keys = {error["loc"][:-1] for error in errors if error["loc"][-1:] == ("[key]",)}
    return [
        _problem(error, model, read)
        for error in errors
        if error["type"] != "missing" or (error["loc"][:-1], error["loc"][-1]) not in misspelt
        if error["loc"][-1:] == ("[key]",) or not _is_under(error["loc"], wrong_keys)
    ]


def _is_under(trail: Trail, others: set[Trail]) -> bool:
    return any(trail[: len(other)] == other for other in others)


def _problem(error: ErrorDetails, model: type[StrictModel], read: Source) -> Problem:
    trail: Trail = error["loc"]
    match error["type"]:
        case _ if trail and trail[-1] == "[key]":
            return Problem(read.key_place(trail[:-1]), *_words(error))
        case "extra_forbidden":
            known = keys_at(model, trail[:-1])
            hint = did_you_mean(str(trail[-1]), known) or f"known here: {', '.join(known)}"
            return Problem(read.key_place(trail), f'"{trail[-1]}" is not known here', hint)
        case "missing":
            place = read.key_place(trail[:-1]) if len(trail) > 1 else read.value_place(())
            return Problem(place, f'"{trail[-1]}" is missing{_under(trail)}')
        case "model_type":
            hint = f"one a line, each with a colon: {', '.join(keys_at(model, trail))}"
            return Problem(read.value_place(trail), "this should be keys and values", hint)
        case _:
            return Problem(read.value_place(trail), *_words(error))


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
        case "string_type" if isinstance(given, dict) and len(given) == 1:
            ((key, value),) = given.items()
            if isinstance(value, str | int):
                from jacpaper.text.yaml_writer import quoted  # noqa: PLC0415 - seldom needed

                hint = f'put text that holds ": " in quotes: {quoted(f"{key}: {value}")}'
        case "string_type" if isinstance(given, bool | int):
            hint = f'put it in quotes: "{str(given).lower()}"'
        case "int_type" if isinstance(given, str) and re.fullmatch(r"[-+]?[0-9]{1,9}", given):
            hint = f"write {int(given)}"
        case "greater_than_equal":
            message = f"this cannot be less than {context['ge']}"
        case "less_than_equal":
            message = f"this cannot be more than {context['le']}"
        case "literal_error":
            allowed = re.findall(r"'([^']*)'", context["expected"])
            said = f'"{given}" is not' if isinstance(given, str) else "this should be"
            message = f"{said} one of {', '.join(allowed)}"
            hint = did_you_mean(str(given), allowed)
    return message, hint
