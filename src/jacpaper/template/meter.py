"""How much a template may do: the turns of its loops and calls, its letters, its time.

The first two are the same on every machine. The time is the last resort, for a template that
does something slow over and over; one operation is never broken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from time import thread_time
from typing import Any

from jinja2 import Undefined

from jacpaper.text import dates

# A paper that lists 5,000 items of a register takes 60,000 turns, is a text of three million
# letters, and has twelve million in the parts that are put together on the way.
MOST_TURNS = 1_000_000
MOST_LETTERS = 50_000_000
MOST_IN_ONE = 10_000_000
MOST_SECONDS = 20.0
# No number of a paper comes near: 10 to the power of 300 has 1,000 bits.
MOST_BITS = 1_000
MOST_WIDTH = 1_000

_TURNS_BETWEEN_LOOKS = 64
_PRINTED = (str, int, float, type(None), date, dates.When, dates.Duration, Undefined)
_WIDTHS = re.compile(r"%(?:\([^()%]*\))?[#0 +-]*(\*|\d+)?(?:\.(\*|\d+))?")


class TooMuch(Exception):  # noqa: N818 - as messages say it
    """A template does more than any paper needs."""


class Meter:
    """Counts what the templates of one paper do."""

    def __init__(self) -> None:
        self.turns = 0
        self.letters = 0
        self._started = thread_time()

    def turn(self, number: int = 1) -> None:
        """Count turns of a loop, calls, or items of a list that is made.

        Raises:
            TooMuch: there are more than a paper needs, or they take too long.
        """
        self.turns += number
        if self.turns > MOST_TURNS:
            raise TooMuch(
                f"the template takes more than {MOST_TURNS:,} steps (turns of loops, calls, items"
                " of lists); does one of them never end?"
            )
        late = self.turns % _TURNS_BETWEEN_LOOKS < number
        if late and thread_time() - self._started > MOST_SECONDS:
            raise TooMuch(f"the template takes more than {MOST_SECONDS:.0f} seconds to fill in")

    def write(self, letters: int) -> None:
        """Count letters, before they are made if they may be many.

        Raises:
            TooMuch: there are more than a paper needs.
        """
        self.letters += letters
        if self.letters > MOST_LETTERS:
            raise TooMuch(
                f"the texts that the template makes come to more than {MOST_LETTERS:,} letters"
            )

    def parts(self, texts: Iterable[str]) -> Iterator[str]:
        """Yield the parts of one text, until they come to more than a paper needs.

        Raises:
            TooMuch: they do.
        """
        length = 0
        for text in texts:
            length += len(text)
            if length > MOST_IN_ONE:
                raise TooMuch(
                    f"the template makes a text of more than {MOST_IN_ONE:,} letters; does a loop"
                    " of it never end?"
                )
            self.write(len(text))
            yield text

    def made(self, value: Any) -> Any:
        """Count a value that was made; one that makes others later counts them then."""
        if isinstance(value, str):
            self.write(len(value))
        elif isinstance(value, list | tuple | dict):
            self.turn(len(value))
        elif isinstance(value, Iterator):
            return self._each(value)
        return value

    def _each(self, values: Iterator[Any]) -> Iterator[Any]:
        for value in values:
            self.turn()
            yield value


def printed(value: Any) -> Any:
    """Return a value that can stand in a text as it is.

    Raises:
        TypeError: it is a list, a fact with parts, a method; the message says what to write.
    """
    if isinstance(value, _PRINTED):
        return value
    if isinstance(value, list | tuple | dict) and not hasattr(value, "_fields"):
        raise TypeError(
            "a list cannot be printed as it is; write | listed, or {% for one in ... %}"
        )
    raise TypeError(f"a {type(value).__name__} cannot be printed; print one of its parts, as .name")


def check_widths(text: str) -> None:
    """Refuse a format, as in "%04d", that is wider than any text.

    Raises:
        ValueError: it gives a width of more than 1,000, or leaves it to a value.
    """
    for width in (width for found in _WIDTHS.findall(text) for width in found if width):
        if width == "*" or len(width) > 4 or int(width) > MOST_WIDTH:
            raise ValueError(f"the width %{width} is more than {MOST_WIDTH:,}")
