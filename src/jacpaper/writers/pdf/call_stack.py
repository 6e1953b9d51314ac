"""Memory for deep calls, asked for once.

Python 3.11 and 3.12 take the memory of the call stack from the system in pieces of 16 KB, and give
a piece back as soon as no call is in it. WeasyPrint's layout calls itself for each box in a box, so
it keeps going just beyond a piece and back: 800 times for a short paper, 3,600 times for one of 13
pages. The later releases of Python 3.13 and 3.14 keep a piece for the next time
(python/cpython#142183): once jacpaper needs 3.13, this module can go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from types import FunctionType

F = TypeVar("F")

# In words of 8 bytes. Python asks for the next power of two above this and what it adds itself,
# which leaves 250 KB of 512 KB for calls. The system provides only what is used.
_WORDS = 1 << 15


def roomy(function: F) -> F:
    """Have all calls that a function makes share the one piece of memory that it asks for."""
    itself = cast("FunctionType", function)
    itself.__code__ = itself.__code__.replace(co_stacksize=_WORDS)
    return function
