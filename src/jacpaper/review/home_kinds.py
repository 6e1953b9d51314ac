"""The kinds of homes: ways to say a change in the inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jacpaper.review import readback

if TYPE_CHECKING:
    from jacpaper.review import words
    from jacpaper.text.yaml_source import Trail

COMMITTEE = "inputs/committee.yaml"


@dataclass(frozen=True)
class Home:
    """A way to say a change in the inputs; those with the same `key` are put together."""

    file: str
    trail: Trail


@dataclass(frozen=True)
class TextHome(Home):
    """Words of a text that is printed as it is typed: one of its paragraphs or items."""

    raw: str
    part: int
    """Which of the text's parts it is; -1 if the text is a single line without marks."""
    block: int
    """The id() of the block, whose words are these from `start` to `end`."""
    run: tuple[words.Word, ...]
    start: int
    edit: words.Edit
    is_sentence: bool = False
    """True if the paper prints it with a capital that is not typed."""


@dataclass(frozen=True)
class PartHome(Home):
    """A paragraph or item of a text: added after a part, or taken out."""

    raw: str
    part: int
    """The part that goes, or after which the new one comes; -1 for the start of the text."""
    run: tuple[words.Word, ...] | None
    """The words of the new part; None if the part goes."""
    is_item: bool = False


@dataclass(frozen=True)
class FactHome(Home):
    """A fact that is read back from how it is printed."""

    value: Any

    @property
    def is_date(self) -> bool:
        """True for a date, which is read back without guessing."""
        return isinstance(self.value, str) and readback.is_date(self.value)


@dataclass(frozen=True)
class DayHome(FactHome):
    """A day or month that is not printed itself: the paper works out from it what it prints."""


@dataclass(frozen=True)
class KeyHome(Home):
    """A key that is printed, such as an area that was graded."""

    block: int
    run: tuple[words.Word, ...]
    edit: words.Edit
    """What becomes of the words of the key, which are `run`."""


@dataclass(frozen=True)
class ItemHome(Home):
    """An item of a list: put in at a position, or taken out (no value)."""

    position: int
    value: str | None
    raw: str = ""
    """What is typed there, of an item that is taken out and is a text."""


@dataclass(frozen=True)
class RecordHome(Home):
    """A record that comes into a list at a position: a row of a table."""

    position: int
    record: str
    """Its keys and values, as JSON."""


@dataclass(frozen=True)
class PlaceHome(Home):
    """A place in a list, before the item of this position: for what moved, and nothing else."""

    position: int


@dataclass(frozen=True)
class MoveHome(Home):
    """An item of a list, a text or more, that goes before another one."""

    position: int
    before: int


@dataclass(frozen=True)
class CountHome(Home):
    """A number of items that are listed beside it: it rises or falls by one with the list."""

    number: int
    step: int


@dataclass(frozen=True)
class EntryHome(Home):
    """A key with its value: put into a mapping, or taken out (no value)."""

    name: str | int
    value: str | None


@dataclass(frozen=True)
class WordingHome(Home):
    """A sentence of the template that this meeting words itself, or leaves out."""

    name: str
    block: int
    run: tuple[words.Word, ...]
    start: int
    edit: words.Edit | None
    """None: it is left out."""
