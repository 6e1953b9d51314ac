"""A kind of paper, begun: a folder with a template, a description and an example that builds."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from jacpaper.kinds import kind_schemas
from jacpaper.project.layout import KINDS, SHARED, kind_folder, kind_schema, kinds
from jacpaper.start import new_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAMPLE = Path(__file__).parents[1] / "data" / "kind"
_NAME = re.compile(r"(?=.{1,40}$)[a-z0-9]+(-[a-z0-9]+)*")


def is_name(kind: str) -> bool:
    """Tell whether a kind can be called so."""
    return bool(_NAME.fullmatch(kind)) and f"{KINDS}/{kind}" != SHARED


def begin(project: Path, kind: str) -> Path:
    """Write a kind's folder whole, or not at all, and its schema for editors; return the folder.

    Raises:
        FileExistsError: the folder is there already.
        OSError: it cannot be written.
    """
    folder = project / KINDS / kind
    if os.path.lexists(folder):
        raise FileExistsError(errno.EEXIST, "is there already", str(folder))
    named = {path.name: path.read_text(encoding="utf-8") for path in sorted(_SAMPLE.iterdir())}
    new_folder.write({name: text.replace("KIND", kind) for name, text in named.items()}, folder)
    _write_schema(project, kind)
    return folder


def write_schemas(project: Path) -> Iterator[str]:
    """Write the schema of each kind, and yield its name.

    Raises:
        Problems: a facts.yaml is none.
        OSError: a schema cannot be written.
    """
    for kind in kinds(project):
        yield _write_schema(project, kind)


def _write_schema(project: Path, kind: str) -> str:
    shown = kind_schema(kind)
    text = kind_schemas.text(kind_folder(project, kind))
    (project / shown).parent.mkdir(parents=True, exist_ok=True)
    (project / shown).write_text(text, encoding="utf-8")
    return shown
