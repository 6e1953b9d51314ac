"""PyYAML and Jinja imported without compiling their patterns.

They belong to what is seldom done with them: parsing YAML in Python, types of values that no
file of ours has, compiling a template that is not kept yet. Each is compiled when it is first
used.
"""

from __future__ import annotations

import contextlib
import re
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from jacpaper.patches.sources import are_known, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN = {
    # PyYAML 6.0.2, 6.0.3 and 6.0.4
    "yaml": {
        "constructor.py": {0x7A516E3A, 0x6E5A3918},
        "reader.py": {0x59211DA4},
        "resolver.py": {0x315C48C7},
    },
    # Jinja 3.1.6
    "jinja2": {
        "_identifier.py": {0x1BE94F19},
        "filters.py": {0x0320FFC4},
        "lexer.py": {0xB3478EF9},
        "utils.py": {0xC782540D},
    },
}
_compile = re.compile


@contextlib.contextmanager
def compiled_when_used(package: str) -> Iterator[None]:
    """Import the package, one of those that are known, within this block."""
    later = partial(_later, f"{package}.")
    with replaced(vars(re), {"compile": later} if are_known(package, KNOWN[package]) else {}):
        yield


def _later(modules: str, pattern: Any, flags: int = 0) -> Any:
    """Take the place of `re.compile`, for these modules alone."""
    caller = sys._getframe(1).f_globals.get("__name__", "")  # noqa: SLF001 - there is no other way
    return (_Pattern if caller.startswith(modules) else _compile)(pattern, flags)


class _Pattern:
    """A pattern that is compiled when it is used.

    A method of it is kept once it was asked for: Jinja's lexer asks for one at each token.
    """

    def __init__(self, pattern: Any, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        # Python keeps what it has compiled.
        found = getattr(_compile(*self._given), name)
        setattr(self, name, found)
        return found
