"""PyYAML imported without compiling its patterns, of which one takes half of the import.

They belong to its parser in Python and to types of values that no file of ours has. Each is
compiled when it is first used.
"""

from __future__ import annotations

import contextlib
import re
import sys
from typing import TYPE_CHECKING, Any

from jacpaper.patches.sources import are_known, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

# PyYAML 6.0.2 and 6.0.3
KNOWN = {
    "constructor.py": {0x7A516E3A},
    "reader.py": {0x59211DA4},
    "resolver.py": {0x315C48C7},
}
_compile = re.compile


@contextlib.contextmanager
def compiled_when_used() -> Iterator[None]:
    """Import PyYAML within this block."""
    with replaced(vars(re), {"compile": _later} if are_known("yaml", KNOWN) else {}):
        yield


def _later(pattern: Any, flags: int = 0) -> Any:
    """Take the place of `re.compile`, for PyYAML alone."""
    caller = sys._getframe(1).f_globals.get("__name__", "")  # noqa: SLF001 - there is no other way
    return (_Pattern if caller.startswith("yaml.") else _compile)(pattern, flags)


class _Pattern:
    """A pattern that is compiled when it is used."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        # Python keeps what it has compiled.
        return getattr(_compile(*self._given), name)
