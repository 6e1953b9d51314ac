"""How much a template may do: the turns of its loops and calls, its letters, its time.

The first two are the same on every machine. The time is the last resort, for a template that
does something slow over and over. One operation cannot be stopped, so what it is to go through
is weighed before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from time import thread_time
from typing import Any

from jinja2 import Undefined

from jacpaper.template.weights import TooMuch, Weights
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
# Going through so much of a value takes about as long as a turn of a loop.
_WEIGHT_OF_A_TURN = 256
_PRINTED = (str, int, float, Decimal, type(None), date, dates.When, dates.Duration, Undefined)
_WEIGHTLESS = (int, float, Decimal, type(None), date, Undefined)
_MOST_DECIMALS = 6
_WIDTHS = re.compile(r"%(?:\([^()%]*\))?[#0 +-]*(\*|\d+)?(?:\.(\*|\d+))?")


class Meter:
    """Counts what the templates of one paper do."""

    def __init__(self) -> None:
        self.turns = 0
        self.letters = 0
        self._weights = Weights()
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

    def weigh(self, *values: Any) -> None:
        """Count what it takes to go through values, before that is done.

        Raises:
            TooMuch: it is more than a paper needs.
        """
        for value in values:
            if not isinstance(value, _WEIGHTLESS):
                turns = self._weights.of(value) // _WEIGHT_OF_A_TURN
                if turns:
                    self.turn(turns)

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

    def format(self, text: str, values: Iterable[Any]) -> None:
        """Check a text with marks such as %s or %04d before values are put into it.

        Raises:
            ValueError: it gives a width of more than 1,000, or leaves it to a value.
            TooMuch: the text would be longer than any in a paper.
        """
        for found in _WIDTHS.finditer(text):
            for width in filter(None, found.groups()):
                if width == "*" or len(width) > 4 or int(width) > MOST_WIDTH:
                    raise ValueError(f"the width %{width:.20} is more than {MOST_WIDTH:,}")
        longest = max(
            (len(printed(one)) for one in values if isinstance(printed(one), str)), default=0
        )
        if text.count("%") * longest > MOST_IN_ONE:
            self.write(MOST_LETTERS)

    def made(self, value: Any) -> Any:
        """Count a value that was made; one that makes others later counts them then."""
        if isinstance(value, str):
            self.write(len(value))
        elif isinstance(value, list | tuple | dict):
            self.turn(len(value))
            self.weigh(value)
        elif isinstance(value, int):
            check_bits(value.bit_length())
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


def shown(value: Any) -> Any:
    """Return a value as a paper shows it; a fact that is left out would be shown as None.

    Raises:
        TypeError: it has to be worded; the message says what to write.
    """
    if value is None:
        raise TypeError(
            "nothing is given here, and None would be printed; write {% if ... %} around it"
        )
    if isinstance(value, bool):
        raise TypeError(f'{value} would be printed; write {{{{ "yes" if ... else "no" }}}}')
    if isinstance(value, date):
        raise TypeError("a date is printed in words; write | date")
    if isinstance(value, float) and round(value, _MOST_DECIMALS) != value:
        decimals = len(str(value).partition(".")[2])
        raise TypeError(
            f"a number with {decimals} decimals would be printed; write (...) | round(1)"
        )
    return printed(value)


def check_bits(bits: int) -> None:
    """Refuse a whole number of so many bits.

    Raises:
        OverflowError: they are more than any number of a paper has.
    """
    if bits > MOST_BITS:
        raise OverflowError("this number is larger than any in a paper")
