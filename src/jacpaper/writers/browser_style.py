"""A style sheet as the web page includes it: without what only WeasyPrint understands.

Running headers take words from the page by `string-set` and `string()`. No browser knows them,
and validators report each one.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PROPERTIES = frozenset(("string-set",))
_FUNCTIONS = frozenset(("string",))


@lru_cache(maxsize=4)
def tokens(style: str) -> tuple[Any, ...]:
    """Return the parts of a style sheet, comments included; cached, as several look at them."""
    return tuple(tinycss2.parse_component_value_list(style))


@lru_cache(maxsize=4)
def for_browsers(style: str) -> str:
    """Return the style sheet without those declarations, all else to the byte; cached."""
    # Where each line begins; the tokens count lines and columns from 1.
    begins = [0, *accumulate(len(line) + 1 for line in style.split("\n"))]

    def position(token: Any) -> int:
        return int(begins[token.source_line - 1] + token.source_column - 1)

    kept, at = [], 0
    for declaration, semicolon in _declarations(tokens(style)):
        if _is_foreign(declaration):
            kept.append(style[at : position(declaration[0])].rstrip())
            at = position(semicolon) + 1
    return "".join([*kept, style[at:]])


def _declarations(parts: Iterable[Any]) -> Iterator[tuple[list[Any], Any]]:
    """Yield each declaration that ends in a semicolon, with it, at any depth, in order."""
    declaration: list[Any] = []
    for token in parts:
        if token.type == "{} block":
            yield from _declarations(token.content)
            declaration = []
        elif token.type == "literal" and token.value == ";":
            if declaration:
                yield declaration, token
            declaration = []
        elif declaration or token.type not in ("whitespace", "comment"):
            declaration.append(token)


def _is_foreign(declaration: list[Any]) -> bool:
    """Tell whether a declaration is for WeasyPrint alone."""
    return getattr(declaration[0], "lower_value", "") in _PROPERTIES or any(
        token.type == "function" and token.lower_name in _FUNCTIONS for token in declaration
    )
