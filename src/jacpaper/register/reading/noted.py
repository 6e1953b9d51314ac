"""What comments on cells say of what is not for the public.

Nothing reads comments, so whatever one of them may say counts until register.yaml says
`comments: not used`. One on the headings, or above them, may be about any item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jacpaper.register.reading.restrictions import may_restrict, stands_over

if TYPE_CHECKING:
    from jacpaper.facts.register_file import RegisterFile
    from jacpaper.register.reading.columns import Headed
    from jacpaper.register.reading.xlsx_comments import Comment


# Row and column of a note above the items of a YAML file.
HEAD = (1, 0)


class Noted(NamedTuple):
    """The rows of which a comment says that they are exempt."""

    rows: frozenset[int]
    is_of_all: bool

    def has(self, row: int) -> bool:
        """Return whether a comment says so of a row."""
        return self.is_of_all or row in self.rows


def noted(headed: Headed, mapping: RegisterFile | None) -> Noted:
    """Return of which rows of a table a comment says that they are exempt."""
    settled = mapping and mapping.comments
    comments = () if settled else headed.table.comments
    rows = frozenset(one[0] for one in comments if says_exempt(one))
    return Noted(rows, any(row <= headed.heading_row for row in rows))


def says_exempt(comment: Comment) -> bool:
    """Return whether a comment says that its item is exempt; its length does not matter.

    At the head of a YAML file people explain it, so that one word in passing says nothing there.
    """
    row, column, text = comment
    return stands_over(text, longest=0 if (row, column) == HEAD else len(text))


def may_say_exempt(comment: Comment) -> bool:
    """Return whether a comment has any word that may say so, and must be looked at."""
    return says_exempt(comment) or may_restrict(comment[2])
