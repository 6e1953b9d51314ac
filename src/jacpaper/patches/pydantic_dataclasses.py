"""pydantic imported without generating the methods of those of its dataclasses that nothing uses.

Python generates such methods as source code and compiles it. Here each class of pydantic and
annotated_types gets them when its first instance is made, or when it is asked for its fields:
half of the classes never do.
"""

from __future__ import annotations

import dataclasses
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from jacpaper.patches.sources import replaced

if TYPE_CHECKING:
    from collections.abc import Callable

_LIBRARIES = ("annotated_types", "pydantic")
_MODULES = ("annotated_types", "pydantic.main", "pydantic.types", "pydantic.functional_validators")
# Slots would need another class in the place of this one; they save memory alone.
_OPTIONS = {"frozen", "kw_only", "slots"}
# What is asked of a dataclass before it has an instance.
_ASKED = ("__init__", "__dataclass_fields__", "__dataclass_params__", "__match_args__")
_dataclass = dataclasses.dataclass


def quicken() -> None:
    """Import pydantic; to be called before anything else imports it."""
    with replaced(vars(dataclasses), {"dataclass": _later}):
        for name in _MODULES:
            import_module(name)


def _later(cls: type | None = None, /, **options: Any) -> Any:
    """Take the place of `dataclass`, for these libraries alone."""
    caller = sys._getframe(1).f_globals.get("__name__", "")  # noqa: SLF001 - there is no other way
    if caller.partition(".")[0] not in _LIBRARIES or not options.keys() <= _OPTIONS:
        return _dataclass(cls, **options)

    def decorate(cls: type) -> type:
        if not vars(cls).keys().isdisjoint(_ASKED):
            return _dataclass(**options)(cls)
        generated = _dataclass(**{**options, "slots": False})
        for name in _ASKED:
            setattr(cls, name, _Generated(cls, name, generated))
        return cls

    return decorate(cls) if cls else decorate


class _Generated:
    """Stands for an attribute that a dataclass has once its methods are generated."""

    def __init__(self, owner: type, name: str, generate: Callable[[type], type]) -> None:
        self.owner, self.name, self.generate = owner, name, generate

    def __get__(self, instance: object, cls: type) -> Any:
        """Generate the methods of the class, and return what it has in this place now."""
        if vars(self.owner).get(self.name) is self:
            for name in _ASKED:
                delattr(self.owner, name)
            self.generate(self.owner)
        found = vars(self.owner)[self.name]
        return found.__get__(instance, cls) if callable(found) else found
