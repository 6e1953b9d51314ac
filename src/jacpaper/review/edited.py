"""A file of the inputs with some values edited, and every other byte as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jacpaper.review.assembly import FileEdit


class Uneditable(Exception):  # noqa: N818 - it says what cannot be done
    """A value that has to be edited by hand, and why."""


def edited(content: bytes, file: str, edits: Sequence[FileEdit]) -> bytes:
    """Return the content of a file with the edits made.

    Raises:
        Uneditable: a value has to be edited by hand.
    """
    raise NotImplementedError
