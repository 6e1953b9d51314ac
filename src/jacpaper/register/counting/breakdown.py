"""A table of the open items: its rows, each with a key by which templates ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping


NOT_RECORDED = "not_recorded"


class Row(NamedTuple):
    """How many open items have something in common."""

    key: str
    """The same in every language; of themes, ratings and so on, the register's own words."""
    name: str
    """What is printed."""
    count: int  # type: ignore[assignment]  # hides tuple.count, which is not needed here
    colour: str = ""


class Breakdown(NamedTuple):
    """The open items in rows; the exempt ones, which may not be named, as one number."""

    rows: tuple[Row, ...]
    restricted: int
    names: Mapping[str, str]
    """The names of all possible rows, by their keys. The register's own words are possible if
    any item has them that may be named, open or not."""

    @property
    def total(self) -> int:
        """All of them."""
        return sum(row.count for row in self.rows) + self.restricted

    @property
    def recorded(self) -> tuple[Row, ...]:
        """All rows but the one for what is not recorded."""
        return tuple(row for row in self.rows if row.key != NOT_RECORDED)

    @property
    def most(self) -> int:
        """The number of items in the largest row of those recorded."""
        return max((row.count for row in self.recorded), default=0)

    def count(self, *keys: str) -> int:
        """Return how many items the rows with these keys have.

        Raises:
            LookupError: for a key that no row can have; the message says what to write.
        """
        for key in keys:
            if key not in self.names:
                raise LookupError(_unknown(key, self.names))
        return sum(row.count for row in self.rows if row.key in keys)


def _unknown(key: str, names: Mapping[str, str]) -> str:
    """Return what is wrong with a key, and what to write."""
    keys = {name: one for one, name in names.items()}
    if key in keys:
        return f'rows are counted by their keys, not their names; write "{keys[key]}" for "{key}"'
    near = nearest(key, [*names, *keys])
    hint = f'did you mean "{keys.get(near, near)}"?' if near else f"known: {', '.join(names)}"
    return f'no row has the key "{key}"; {hint}'
