"""Jinja's own filters that templates may use; those that can grow a text are made anew."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, pass_environment, pass_eval_context
from jinja2 import filters as jinja
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import soft_str

from jacpaper.template.meter import printed, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jacpaper.template.meter import Meter

OF_LISTS = (
    "count", "d", "default", "dictsort", "first", "groupby", "items", "join", "last", "length",
    "list", "map", "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr", "sort",
    "sum", "unique",
)  # fmt: skip
_OF_TEXT = (
    "abs", "capitalize", "e", "escape", "float", "int", "lower", "safe", "string", "title", "trim",
    "truncate", "upper", "wordcount",
)  # fmt: skip
# Those that would make a word or a figure of what is left out.
_OF_WHAT_IS_THERE = {*_OF_TEXT, "replace", "round"}
# Those that take a text apart into its letters, and into its words.
_BY_LETTER = {
    "dictsort", "groupby", "items", "join", "list", "map", "max", "min", "reject", "rejectattr",
    "select", "selectattr", "sort", "sum", "unique",
}  # fmt: skip
_BY_WORD = {"title", "wordcount"}
_LETTERS_OF_A_WORD = 4
# What Jinja hands to some filters before the value.
_FROM_JINJA = (Context, EvalContext, Environment)
_MOST_DIGITS = 20
_MOST_FIGURES = 300


def filters(meter: Meter) -> dict[str, Callable[..., Any]]:
    """Return the filters by their names; a text that may be too long is counted before."""
    kept = {name: jinja.FILTERS[name] for name in (*OF_LISTS, *_OF_TEXT)}

    @pass_eval_context
    def replace(context: EvalContext, text: str, old: str, new: str, count: int = -1) -> str:
        meter.write(soft_str(text).count(soft_str(old)) * len(soft_str(new)))
        return jinja.do_replace(context, text, old, new, count)

    @pass_eval_context
    def join(
        context: EvalContext, values: Iterable[Any], between: str = "", attribute: Any = None
    ) -> str:
        if attribute is not None:
            get = jinja.make_attrgetter(context.environment, attribute)
            values = map(get, values)
        parts = [shown(value) for value in values]
        meter.turn(len(parts))
        meter.write(len(parts) * len(soft_str(printed(between))))
        return jinja.sync_do_join(context, parts, between)

    def format_(text: str, *values: Any, **named: Any) -> str:
        for value in (*values, *named.values()):
            if not isinstance(value, float):  # the text may say how many decimals
                shown(value)
        meter.format(soft_str(text), (*values, *named.values()))
        made = jinja.do_format(text, *values, **named)
        for value in (*values, *named.values()):
            if str(value) in made:  # as %s has it, with all its decimals
                shown(value)
        return made

    return {
        **kept,
        "format": format_,
        "int": _int,
        "join": join,
        "replace": replace,
        "round": _round,
        "sum": _sum,
    }


def counted(
    name: str, function: Callable[..., Any], meter: Meter, *, of_text: bool
) -> Callable[..., Any]:
    """Return a filter that counts what it goes through and what it makes.

    With `of_text` it refuses what is no text, number or date.
    """

    @wraps(function)
    def filter_(*given: Any, **named: Any) -> Any:
        meter.turn()
        values = [one for one in (*given, *named.values()) if not isinstance(one, _FROM_JINJA)]
        if of_text:
            for value in values:
                printed(value)
        if name in _OF_WHAT_IS_THERE and values and values[0] is None:
            shown(None)
        if name == "string" and values:
            shown(values[0])
        meter.weigh(*values)
        if values and isinstance(values[0], str):
            _take_apart(name, values[0], meter)
        return meter.made(function(*given, **named))

    return filter_


def weighed(test: Callable[..., Any], meter: Meter) -> Callable[..., Any]:
    """Return a test that counts what it goes through."""

    @wraps(test)
    def test_(*given: Any) -> Any:
        meter.turn()
        meter.weigh(*(one for one in given if not isinstance(one, _FROM_JINJA)))
        return test(*given)

    return test_


def _take_apart(name: str, text: str, meter: Meter) -> None:
    """Count the parts that a filter takes a text apart into, before it does."""
    if name in _BY_LETTER:
        meter.turn(len(text))
    elif name in _BY_WORD:
        meter.turn(len(text) // _LETTERS_OF_A_WORD)


def _int(value: Any, default: int = 0, base: int = 10) -> int:
    """Return the whole number that a short text or another number says."""
    if isinstance(value, str) and len(value) > _MOST_FIGURES:
        raise ValueError(f"a number has {_MOST_FIGURES} figures at most")
    return jinja.do_int(value, default, base)


def _round(number: float, digits: int = 0, method: Any = "common") -> float:
    """Return the number with so many digits after the point."""
    if abs(digits) > _MOST_DIGITS:
        raise ValueError(f"a number is rounded to {_MOST_DIGITS} digits at most")
    return jinja.do_round(number, digits, method)


@pass_environment
def _sum(
    environment: Environment, values: Iterable[Any], attribute: Any = None, start: Any = 0
) -> Any:
    """Return the sum of numbers."""
    if not isinstance(start, int | float):
        raise TypeError("only numbers can be added up")
    return jinja.sync_do_sum(environment, values, attribute, start)
