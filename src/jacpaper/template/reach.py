"""What a template may use of each kind of value: the names listed here, and no other.

A value of a type that is not listed here has no names at all, so a new method of a library
can never be called from a template.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from types import BuiltinMethodType, MethodType
from typing import TYPE_CHECKING, Any

from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.utils import Namespace

if TYPE_CHECKING:
    from collections.abc import Callable

# What our own classes have beside their fields: properties and methods, by the class's name.
OURS = {
    "AgeRow": {"total"},
    "Ages": {"totals"},
    "Breakdown": {"count", "most", "recorded", "total"},
    "CauseOfConcern": {"made", "still_open"},
    "ComparedGrade": {"change"},
    "Division": {"now", "previous"},
    "ForthcomingInspection": {"begins", "named_until", "notice", "window_opens"},
    "Groups": {"late", "most"},
    "Item": {"due", "due_words", "words_at"},
    "Ledger": {
        "ages", "exceptions", "groups", "has_exempt", "moved", "oldest", "open", "opened",
        "overdue", "pace", "quarters", "revisions", "stays", "undated", "waiting", "why", "windows",
    },
    "Moved": {"total"},
    "Movement": {"has_adjustments", "has_reopened", "total"},
    "Profile": {
        "by_age", "by_due", "by_rating", "by_reach", "by_report", "by_status", "by_theme",
        "by_type", "causes", "closed_on", "colour", "oldest", "open", "overdue", "status_words",
        "still_open", "total",
    },
    "Quarter": {"when"},
    "Quarters": {"closed", "last_year", "planned", "year_before"},
    "Restricted": {"grounds"},
    "PaperPeriod": {"first", "span"},
    "Window": {"closed", "dated", "share", "share_late", "share_revised"},
    "YearMovement": {"change", "now"},
}  # fmt: skip

# What everything else has. None of the methods gives more than it is given.
PLAIN: dict[type, set[str]] = {
    str: {
        "capitalize", "count", "endswith", "find", "isdigit", "islower", "isupper", "lower",
        "lstrip", "removeprefix", "removesuffix", "rstrip", "split", "startswith", "strip",
        "title", "upper",
    },
    list: {"count", "index"},
    tuple: {"count", "index"},
    dict: {"get", "items", "keys", "values"},
    date: {"day", "month", "year"},
    timedelta: {"days"},
    LoopContext: {
        "changed", "cycle", "depth", "depth0", "first", "index", "index0", "last", "length",
        "nextitem", "previtem", "revindex", "revindex0",
    },
    Macro: {"arguments", "name"},
    BlockReference: {"super"},
}  # fmt: skip

# What can be asked for an item by its position or key: reports[0], wording["purpose"].
INDEXED = (str, tuple, list, dict, TemplateReference)
_METHODS = (MethodType, BuiltinMethodType)


class Method:
    """A method that a template has asked for: it can be called, and nothing else."""

    __slots__ = ("bound", "of")

    def __init__(self, bound: Callable[..., Any], of: object) -> None:
        self.bound, self.of = bound, of


@cache
def names_of(kind: type) -> frozenset[str]:
    """Return the names that a template may use of every value of a type."""
    plain = next((PLAIN[base] for base in kind.__mro__ if base in PLAIN), set())
    if not kind.__module__.startswith("jacpaper."):
        # What groupby gives is a named tuple of Jinja's own.
        return frozenset(getattr(kind, "_fields", plain))
    fields = getattr(kind, "model_fields", None) or getattr(kind, "_fields", None)
    return frozenset({*(plain if fields is None else fields), *OURS.get(kind.__name__, ())})


def names_in(value: Any) -> frozenset[str]:
    """Return the names that a template may use of a value."""
    if isinstance(value, Namespace):
        attributes = object.__getattribute__(value, "_Namespace__attrs")
        return frozenset(name for name in attributes if not name.startswith("_"))
    return names_of(type(value))  # type: ignore[arg-type]  # mypy says a type has no hash


def attribute(value: object, name: str) -> Any:
    """Return an attribute of a value.

    Raises:
        AttributeError: it is not one that templates may use, or the value has none.
    """
    if name not in names_in(value):
        raise AttributeError(name)
    found = getattr(value, name)
    return Method(found, value) if isinstance(found, _METHODS) else found
