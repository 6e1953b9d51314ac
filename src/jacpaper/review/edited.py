"""A file of the inputs with some values edited, and every other byte as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jacpaper.review import assembly
from jacpaper.text import yaml_edit

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
    try:
        return yaml_edit.edited(content, file, [_edit(edit) for edit in edits])
    except yaml_edit.CannotEdit as error:
        raise Uneditable(str(error)) from None


def _edit(edit: FileEdit) -> yaml_edit.Edit:
    match edit:
        case assembly.Replace():
            return yaml_edit.Edit(edit.trail, yaml_edit.Replace(edit.value))
        case assembly.Insert():
            return yaml_edit.Edit(edit.trail, yaml_edit.Insert(edit.position, edit.value))
        case assembly.Move():
            return yaml_edit.Edit(edit.trail, yaml_edit.Move(edit.position, edit.to))
        case assembly.Remove():
            return yaml_edit.Edit(edit.trail, yaml_edit.Remove("none"))
        case assembly.AddKey():
            return yaml_edit.Edit(edit.trail, yaml_edit.AddKey(edit.name, edit.value))
        case assembly.RenameKey():
            return yaml_edit.Edit(edit.trail, yaml_edit.RenameKey(edit.name))
