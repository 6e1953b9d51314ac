"""Libraries imported without what no paper needs; those that read, here.

A check is little but imports, and parts of them are for nothing: patterns that
are compiled and never used, and pydantic's search for plugins.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_compile = re.compile
_PLUGINS = "pydantic.plugin._loader"

# None is ours, and none is to take part in reading: in this process or those it starts.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def wake() -> None:
    """Import PyYAML, Jinja2 and pydantic, which is to look for no plugins: a ninth of a check."""
    if {"jinja2.ext", "pydantic.main", "yaml"} <= sys.modules.keys():
        return
    with instead(vars(re), {"compile": _Pattern}):
        import jinja2.ext  # noqa: F401, PLC0415 - see the head
        import pydantic.main  # noqa: F401, PLC0415 - likewise
        import yaml  # noqa: F401, PLC0415 - likewise
    # Even told to look for none, it imports what would: the reader of packages' metadata.
    none = ModuleType(_PLUGINS)
    none.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules.setdefault(_PLUGINS, none)


@contextlib.contextmanager
def instead(names: dict[str, Any], others: Mapping[str, Any]) -> Iterator[None]:
    """Have other things go by these names for a while."""
    before = {name: names[name] for name in others if name in names}
    names.update(others)
    try:
        yield
    finally:
        for name in others:
            del names[name]
        names.update(before)


class _Pattern:
    """A pattern that is compiled when it is used: PyYAML's longest takes half of its import."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        # Python keeps what it has compiled.
        return getattr(_compile(*self._given), name)
