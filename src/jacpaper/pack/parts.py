"""What goes into a pack, and what comes out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jacpaper.problems import Problem

# No committee's paper is larger; what is, is a mistake or an attack.
MOST_BYTES = 200_000_000


class Part(NamedTuple):
    """One PDF of a pack."""

    name: str
    """Of its file: no two parts have one name. Links lead to it, and messages name it."""
    item: str
    """Its number on the agenda, as in 5.1; empty for the agenda itself."""
    title: str
    content: bytes
    own: bool
    """True if jacpaper made it; all else is trusted with nothing."""


class About(NamedTuple):
    """What a pack says of itself."""

    title: str
    author: str
    language: str
    """As in en-GB."""
    date: date
    """Of the meeting: the pack's own date too, so that the same parts give the same bytes."""
    restricted: bool = False
    """True if it is not for the public: every page of it says so, whoever made it."""


class Pack(NamedTuple):
    """A finished pack."""

    content: bytes
    first_pages: Mapping[str, int]
    """The number printed on the first page of each part, by the part's name."""
    notes: tuple[Problem, ...]
    """What became of other people's files: a warning for each thing left out or lacking."""
