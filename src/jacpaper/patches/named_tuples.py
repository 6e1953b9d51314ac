"""Our named tuples, made without compiling the types of their fields.

Each of these types is a text here (PEP 563). `typing` compiles it, only to see that it is an
expression, which mypy has seen already: five hundred times in a check.
"""

from __future__ import annotations

import collections
import typing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MAKER = "_make_nmtuple"
_ARGUMENTS = ("name", "types", "module", "defaults")
_OURS = "jacpaper."
_maker: Callable[..., type] | None = getattr(typing, _MAKER, None)


def quicken() -> None:
    """Make ours so from now on; to be called before they are imported.

    A `typing` that makes them in another way, such as that of Python 3.14, stays as it is.
    """
    code = getattr(_maker, "__code__", None)
    if code and code.co_varnames[: code.co_argcount] == _ARGUMENTS:
        setattr(typing, _MAKER, _made)


def _made(
    name: str, types: Iterable[tuple[str, Any]], module: str, defaults: Iterable[Any] = ()
) -> type:
    """Take the place of the function of `typing`, for our modules alone."""
    if not module.startswith(_OURS) and _maker:
        return _maker(name, types, module, defaults)
    fields = dict(types)
    named: Any = collections.namedtuple  # noqa: PYI024 - as `typing` does it
    made: type = named(name, fields, defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = fields
    return made
