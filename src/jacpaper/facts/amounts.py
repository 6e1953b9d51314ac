"""The kinds of value that are numbers other than counts: with a point, in pounds, in bytes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from pydantic_core.core_schema import no_info_plain_validator_function

from jacpaper.text.characters import plain_minus

if TYPE_CHECKING:
    from pydantic_core.core_schema import CoreSchema

_FIGURES = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
# Patterns are compiled when they are used: few files have such values.
_NUMBER = f"-?{_FIGURES}"
_LONGEST = 15
_MANY = {"": 0, "k": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_BYTES = {"kB": 1_000, "MB": 1_000_000}
_SIZE = rf"{_FIGURES}\s?({'|'.join(_BYTES)})"
_MONEY = rf"(-?)£?\s?({_FIGURES})\s?({'|'.join(filter(None, _MANY))})?"


def number(value: Any) -> Decimal:
    """Return a number; one with a point is typed in quotes, for YAML programs read it differently.

    Raises:
        ValueError: it is none.
    """
    text = plain_minus(str(value))
    if isinstance(value, bool) or not re.fullmatch(_NUMBER, text) or len(text) > _LONGEST:
        raise ValueError('this should be a number; write it in figures, as in 12 or "12.5"')
    return _short(Decimal(text.replace(",", "")))


def money(value: Any) -> Decimal:
    """Return an amount in pounds.

    Raises:
        ValueError: it is none, or has parts of a penny.
    """
    found = re.fullmatch(_MONEY, plain_minus(str(value)))
    if isinstance(value, bool) or not found or len(str(value)) > 2 * _LONGEST:
        raise ValueError("this should be an amount; write it as £12,500, £1,250.50 or £1.2 million")
    amount = Decimal(found[1] + found[2].replace(",", "")).scaleb(_MANY[found[3] or ""])
    if amount != round(amount, 2):
        raise ValueError("this has parts of a penny; write it as £1,250.50")
    return _short(amount)


def file_size(value: Any) -> int:
    """Return how many bytes a size of a file is; a megabyte has a million.

    Raises:
        ValueError: it is none.
    """
    found = re.fullmatch(_SIZE, str(value), re.ASCII)
    if not found or len(str(value)) > _LONGEST:
        raise ValueError("this should be the size of a file; write it as 10 MB or 500 kB")
    size = int(Decimal(found[0].removesuffix(found[1]).replace(",", "")) * _BYTES[found[1]])
    if not size:
        raise ValueError("no file is as small; write it as 10 MB or 500 kB")
    return size


def _short(amount: Decimal) -> Decimal:
    """Return a number without zeros that say nothing: 12.50 as 12.5, 12.0 as 12."""
    short = amount.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


class Bounded:
    """Reads a number with a function of ours, and refuses what is too small or too large."""

    def __init__(self, read: Any, least: int | None = None, most: int | None = None) -> None:
        self.read, self.least, self.most = read, least, most

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        pattern = r"^-?£?\s?[\d,]+(\.\d+)?\s?(k|m|million|bn|billion)?$"
        return {"type": ["integer", "string"], "pattern": pattern}

    def _read(self, value: Any) -> Decimal:
        amount: Decimal = self.read(value)
        if self.least is not None and amount < self.least:
            raise ValueError(f"this cannot be less than {self.least}")
        if self.most is not None and amount > self.most:
            raise ValueError(f"this cannot be more than {self.most}")
        return amount


class _Size:
    """Reads the size of a file."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_plain_validator_function(file_size)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_SIZE}$", "examples": ["10 MB"]}


Number = Annotated[Decimal, Bounded(number)]
Money = Annotated[Decimal, Bounded(money)]
FileSize = Annotated[int, _Size()]
