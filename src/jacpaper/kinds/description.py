"""What a kind's facts.yaml may say: the keys of an item, and what each of them holds."""

from typing import Annotated, Literal

from pydantic import Field

from jacpaper.facts.strict_model import StrictModel
from jacpaper.facts.value_types import CellWords, Line, ListOf, Mark

# What one value may be.
Simple = Literal[
    "line", "paragraph", "text", "code", "count", "number", "money", "date", "when", "link",
    "true or false", "choice",
]  # fmt: skip
# Those of which the smallest and largest can be given.
AMOUNTS = ("count", "number", "money")
_A_KEY = Field(pattern=r"^[a-z][a-z0-9_]*$")
Type = Literal[Simple, "list", "keys"]


class Key(StrictModel):
    """A key of an item's file, or of a part of it."""

    type: Annotated[Type, Mark.CODE]
    """`line` (plain text), `paragraph` or `text` (light Markdown), `code` (a reference, no prose),
    `count`, `number`, `money`, `date` (an exact day), `when` (as exact as it is known), `link`,
    `true or false`, `choice`, `list` or `keys`."""
    about: Line | None = None
    """What goes in it: editors show this, and error messages go by it."""
    optional: bool = False
    """True if it may be left out."""
    word: Annotated[Literal["none", "unknown"] | None, Mark.CODE] = Field(default=None, alias="or")
    """A word that may stand for the value: `none` or `unknown`; for a list, `none` is a nil
    return, without which a list cannot be empty."""
    choices: ListOf[CellWords] = ()
    """The words of a choice."""
    least: int | None = None
    """The smallest count, number or amount; for a list, the fewest entries."""
    most: int | None = None
    """The largest; for a list, the most entries."""
    of: Annotated[Simple | None, Mark.CODE] = None
    """What each entry of a list is, if it has no keys of its own."""
    one_for_each: Annotated[str | None, Field(pattern=r"^[a-z][a-z0-9_]*( after the first)?$")] = (
        None
    )
    """The list, beside this one or around it, of which each entry has one here, as in columns, or
    columns after the first."""
    each_once: Annotated[str | None, _A_KEY] = None
    """Of a list: the key of its entries that no two of them share, as in name."""
    only_if: dict[str, ListOf[CellWords]] = {}
    """A choice beside it, and the words of it with which it may stand, as in
    status: [final report]."""
    not_after: Annotated[str | None, _A_KEY] = None
    """Of a date: another beside it or around it, or `meeting`, that it cannot come after."""
    not_before: Annotated[str | None, _A_KEY] = None
    """The same of one that it cannot come before."""
    keys: dict[str, "Key"] = {}
    """The keys of each entry of a list, or of the value itself."""


class FactsFile(StrictModel):
    """What the file of an item of this kind holds beside its number, title and front matter."""

    about: Line
    """What this kind of paper is for, in a line."""
    keys: dict[str, Key]
    """The keys of an item's file."""
